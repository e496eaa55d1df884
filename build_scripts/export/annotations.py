"""The notes on the words of an article, as W3C Web Annotations and as Hypothesis reads them. Pure.

Each part of a quotation that stands together has a target of its own, by its words (a ``TextQuoteSelector``, with some context
unless only excerpts of the article are published) and by its place (a ``TextPositionSelector``, in code points of the text).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from build_scripts.anchor import Anchors, Words
from build_scripts.anchor.runs import labels
from build_scripts.brief import addresses, prose
from build_scripts.brief.addresses import Address, Website
from build_scripts.brief.kinds import KINDS, label
from build_scripts.brief.model import FIDELITIES, VERDICTS, Article, Brief, Claim, Entry, Event, Quote
from build_scripts.render.linked_data import ORCID

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""How many characters of the text stand before and after the words of a selector, as in Hypothesis."""
_MOTIVATIONS = {"quote": "commenting", "claim": "assessing", "event": "describing"}


@dataclass(frozen=True, slots=True)
class _Notes:
    """A brief as its annotations need it."""

    brief: Brief
    anchors: Anchors
    names: Mapping[str, str]
    """What each entry is called, by its id."""
    on: Mapping[str, Sequence[Entry]]
    """The entries that are about words of an article, by the article's id."""
    address: str = ""
    """That of the website, with a slash at its end; nothing if it is not known."""


def _notes(brief: Brief, anchors: Anchors, address: str = "") -> _Notes:
    on: dict[str, list[Entry]] = {article.id: [] for article in brief.articles}
    for kind in KINDS:
        for entry in kind.entries(brief) if kind.name in _MOTIVATIONS else ():
            for article in dict.fromkeys(place.article for place in anchors.places.get(entry.id, ())):
                on[article].append(entry)
    return _Notes(brief, anchors, labels(brief), on, address)


def w3c(brief: Brief, anchors: Anchors, website: Website) -> Mapping[str, str]:
    """Return a collection of annotations for each article, in JSON-LD."""
    notes = _notes(brief, anchors, website.address)
    return {f"annotations/{article.id}.jsonld": _json(_collection(notes, article)) for article in brief.articles}


def hypothesis(brief: Brief, anchors: Anchors, website: Website) -> Mapping[str, str]:
    """Return the same for each article that has a web address, as rows of Hypothesis' API; it takes one target each."""
    del website
    notes = _notes(brief, anchors)
    return {
        f"annotations/{article.id}.hypothesis.json": _json({"total": len(rows), "rows": rows})
        for article in brief.articles
        if article.record.url
        for rows in [[*_rows(notes, article)]]
    }


def _json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _collection(notes: _Notes, article: Article) -> dict[str, Any]:
    name = f"{_root(notes)}data/annotations/{article.id}.jsonld"
    items = [_annotation(notes, article, entry) for entry in notes.on[article.id]]
    page = {
        "@context": CONTEXT,
        "id": f"{name}#page",
        "type": "AnnotationPage",
        "partOf": {"id": name, "total": len(items)},
        "startIndex": 0,
        "items": items,
    }
    return {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": f"{notes.brief.meta.title}: {article.record.headline}",
        "creator": _creators(notes.brief),
        "total": len(items),
        "first": page,
        "last": page["id"],
    }


def _root(notes: _Notes) -> str:
    """Return how the ids of annotations begin: the website's address, or a name if it is not known."""
    return notes.address or f"urn:analysis-brief:{notes.brief.meta.name}:"


def _id(notes: _Notes, place: Address) -> str:
    return Website(_root(notes)).link(place)


def _creators(brief: Brief) -> list[dict[str, str]]:
    return [
        {
            **({"id": f"{ORCID}{one.orcid}"} if one.orcid else {}),
            "type": "Organization" if one.literal else "Person",
            "name": str(one),
        }
        for one in brief.meta.authors
    ]


def _annotation(notes: _Notes, article: Article, entry: Entry) -> dict[str, Any]:
    brief, kind = notes.brief, _kind(entry)
    source = str(article.record.url or _id(notes, Address(addresses.article_page(article.id))))
    words = _words(notes.anchors, article, entry)
    targets = [{"source": source, "selector": _selectors(article, one)} for one in words]
    return {
        "@context": CONTEXT,
        "id": _id(notes, addresses.address(entry, brief)),
        "type": "Annotation",
        "motivation": _MOTIVATIONS[kind],
        "creator": _creators(brief),
        "body": [
            {"type": "TextualBody", "purpose": "describing", "value": label(entry), "format": "text/plain"},
            {
                "type": "TextualBody",
                "purpose": _MOTIVATIONS[kind],
                "value": _note(notes, entry),
                "format": "text/plain",
                "language": brief.meta.language,
            },
            *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in _tags(entry)),
        ],
        "target": targets if len(targets) > 1 else targets[0],
    }


def _kind(entry: Entry) -> str:
    return "quote" if isinstance(entry, Quote) else "claim" if isinstance(entry, Claim) else "event"


def _words(anchors: Anchors, article: Article, entry: Entry) -> Iterator[Words]:
    """Yield the words of *article* that *entry* is about, those that stand together as one."""
    for place in anchors.places.get(entry.id, ()):
        if place.article == article.id:
            yield from place.words


def _selectors(article: Article, words: Words) -> list[dict[str, Any]]:
    text, start, end = article.text, words.start, words.end
    around = (
        {"prefix": text[max(0, start - AROUND) : start], "suffix": text[end : end + AROUND]}
        if article.record.publish == "full"
        else {}
    )
    return [
        {"type": "TextQuoteSelector", "exact": text[start:end], **around},
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _note(notes: _Notes, entry: Entry) -> str:
    """Return the analyst's note on *entry* as plain words."""
    text = entry.note if isinstance(entry, Quote) else entry.evidence if isinstance(entry, Claim) else ""
    text = entry.text if isinstance(entry, Event) else text
    return prose.plain(text, lambda name: notes.names.get(name, name))


def _tags(entry: Entry) -> Iterator[str]:
    yield _kind(entry)
    if isinstance(entry, Quote):
        yield entry.theme
        yield FIDELITIES[entry.fidelity]
    elif isinstance(entry, Claim):
        yield VERDICTS[entry.verdict]


def _rows(notes: _Notes, article: Article) -> Iterator[dict[str, Any]]:
    url = str(article.record.url)
    for entry in notes.on[article.id]:
        for words in _words(notes.anchors, article, entry):
            yield {
                "uri": url,
                "document": {"title": [article.record.headline]},
                "text": f"**{label(entry)}.** {_note(notes, entry)}",
                "tags": [*_tags(entry)],
                "target": [{"source": url, "selector": _selectors(article, words)}],
            }
