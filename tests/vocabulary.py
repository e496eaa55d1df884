"""schema.org 30.0 (March 2026), as far as the pages speak it: what is a kind of what, and what may be said of it.

Written by hand from schema.org's own definitions of these types and properties.
"""

import json
import re
import warnings
from collections.abc import Iterator
from urllib.parse import urljoin

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

from tests import published

SCHEMA = "http://schema.org/"
"""The namespace of the terms, whichever way the context is addressed."""

CONTEXT = {
    "@vocab": SCHEMA,
    **{name: {"@type": "@id"} for name in ("url", "isBasedOn", "isPartOf", "sameAs")},
    **{name: {"@type": "Date"} for name in ("dateCreated", "datePublished")},
}
"""What schema.org's context says of these terms; the real one is on another host."""

KINDS = {
    "Report": {"Article", "CreativeWork", "Thing"},
    "NewsArticle": {"Article", "CreativeWork", "Thing"},
    "Quotation": {"CreativeWork", "Thing"},
    "Claim": {"CreativeWork", "Thing"},
    "Review": {"CreativeWork", "Thing"},
    "Question": {"Comment", "CreativeWork", "Thing"},
    "DefinedTermSet": {"CreativeWork", "Thing"},
    "DefinedTerm": {"Intangible", "Thing"},
    "Person": {"Thing"},
    "Organization": {"Thing"},
    "NewsMediaOrganization": {"Organization", "Thing"},
    "Country": {"AdministrativeArea", "Place", "Thing"},
}

PROPERTIES = {
    "about": ({"CreativeWork", "DefinedTerm", "DefinedTermSet"}, {"Thing"}),
    "abstract": ({"CreativeWork"}, {"Text"}),
    "affiliation": ({"Person"}, {"Organization"}),
    "alternateName": ({"Thing"}, {"Text"}),
    "appearance": ({"Claim"}, {"CreativeWork"}),
    "author": ({"CreativeWork"}, {"Organization", "Person"}),
    "copyrightNotice": ({"CreativeWork"}, {"Text"}),
    "creditText": ({"CreativeWork"}, {"Text"}),
    "dateCreated": ({"CreativeWork"}, {"Date"}),
    "datePublished": ({"CreativeWork"}, {"Date"}),
    "description": ({"Thing"}, {"Text"}),
    "hasDefinedTerm": ({"DefinedTermSet"}, {"DefinedTerm"}),
    "headline": ({"CreativeWork"}, {"Text"}),
    "inLanguage": ({"CreativeWork"}, {"Text"}),
    "isBasedOn": ({"CreativeWork"}, {"CreativeWork", "URL"}),
    "isPartOf": ({"CreativeWork"}, {"CreativeWork", "URL"}),
    "name": ({"Thing"}, {"Text"}),
    "publisher": ({"CreativeWork"}, {"Organization", "Person"}),
    "review": ({"CreativeWork"}, {"Review"}),
    "sameAs": ({"Thing"}, {"URL"}),
    "spokenByCharacter": ({"Quotation"}, {"Organization", "Person"}),
    "text": ({"CreativeWork"}, {"Text"}),
    "url": ({"Thing"}, {"URL"}),
    "version": ({"CreativeWork"}, {"Text"}),
}
"""Of each property: the kinds of thing that have it, and the kinds of value that it takes."""


def blocks(page: published.Element) -> list[str]:
    """Return the linked data of a page."""
    return [e.text or "" for e in page.iter("script") if e.get("type") == "application/ld+json"]


def read(graph: Graph, block: str, address: str) -> None:
    """Add to *graph* what a *block* says on the page at *address*."""
    said = json.loads(block)
    assert said["@context"] == "https://schema.org"
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # of rdflib's own code
        graph.parse(data=json.dumps(said | {"@context": CONTEXT}), format="json-ld", publicID=address)


def faults(graph: Graph) -> Iterator[str]:
    """Yield what the graph says that schema.org has no words for."""
    for thing in set(graph.subjects()):
        if not graph.value(thing, RDF.type, any=True):
            yield f"{thing} is of no type"
    for thing, said, value in graph:
        name = str(said).removeprefix(SCHEMA)
        if said == RDF.type:
            if str(value).removeprefix(SCHEMA) not in KINDS:
                yield f"there is no type {value}"
        elif not str(said).startswith(SCHEMA) or name not in PROPERTIES:
            yield f"there is no property {said}"
        elif not _kinds(graph, thing) & PROPERTIES[name][0]:
            yield f"{thing} has no {name}"
        elif not _value_kinds(graph, value) & PROPERTIES[name][1]:
            yield f"{name} cannot be {value!r}"


def _kinds(graph: Graph, thing: Node) -> set[str]:
    found = {str(kind).removeprefix(SCHEMA) for kind in graph.objects(thing, RDF.type)}
    return found.union(*(KINDS.get(kind, set()) for kind in found))


def _value_kinds(graph: Graph, value: Node) -> set[str]:
    if isinstance(value, URIRef):
        return _kinds(graph, value) | ({"URL"} if str(value).startswith("http") else set())
    if not isinstance(value, Literal):
        return _kinds(graph, value)
    if value.datatype == URIRef(SCHEMA + "Date"):
        return {"Date"} if re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value) else set()
    return {"Text"} if value.strip() else set()


def addresses(graph: Graph, site: str) -> set[str]:
    """Return every address below *site* that the graph names."""
    return {str(node) for node in graph.all_nodes() if isinstance(node, URIRef) and str(node).startswith(site)}


def published_at(site: str, path: str) -> str:
    """Return the address of the page *path* of ``docs/`` on a site."""
    return urljoin(site, path.removesuffix("index.md").replace(".md", "/"))
