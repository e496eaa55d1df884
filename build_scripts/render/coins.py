"""A work cited as an OpenURL ContextObject in a span (COinS), by which Zotero and others find it on the page. Pure.

OpenURL 1.0 (ANSI/NISO Z39.88) has formats for articles in journals, for books and what is in them, and for dissertations.
Everything else is in Dublin Core, with Zotero's name for its type.
"""

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from build_scripts.brief import dates
from build_scripts.brief.model import Source
from build_scripts.render import citing

CLASS = "Z3988"
"""The class of such a span."""

_GENRES = {"book": "book", "chapter": "bookitem", "paper-conference": "proceeding", "report": "report"}
_TYPES = {
    "article-magazine": "magazineArticle",
    "article-newspaper": "newspaperArticle",
    "bill": "bill",
    "broadcast": "tvBroadcast",
    "dataset": "dataset",
    "entry-dictionary": "dictionaryEntry",
    "entry-encyclopedia": "encyclopediaArticle",
    "hearing": "hearing",
    "interview": "interview",
    "legal_case": "case",
    "legislation": "statute",
    "manuscript": "manuscript",
    "map": "map",
    "motion_picture": "film",
    "personal_communication": "letter",
    "post": "forumPost",
    "post-weblog": "blogPost",
    "software": "computerProgram",
    "speech": "presentation",
    "standard": "standard",
}


def coins(source: Source) -> str:
    """Return what describes *source*: names and values, encoded as in a web address."""
    return urlencode([("ctx_ver", "Z39.88-2004"), *_described(source), *_common(source)], quote_via=quote, safe="")


def _described(source: Source) -> Iterator[tuple[str, str]]:
    """Yield the type of a work, and its title and what it is in, which have other names in each format."""
    within = source.container_title
    if source.type == "article-journal":
        yield from _fields("journal", genre="article", atitle=source.title, jtitle=within)
    elif source.type in ("book", "report"):
        yield from _fields("book", genre=_GENRES[source.type], btitle=source.title, series=within)
    elif source.type in _GENRES:
        yield from _fields("book", genre=_GENRES[source.type], atitle=source.title, btitle=within)
    elif source.type == "thesis":
        yield from _fields("dissertation", title=source.title, inst=source.publisher)
    else:
        kind = _TYPES.get(source.type, "webpage" if source.URL else "document")
        identifier = f"urn:doi:{source.DOI}" if source.DOI else source.URL or ""
        yield from _fields("dc", type=kind, title=source.title, source=within, identifier=identifier)


def _fields(form: str, **fields: str) -> Iterator[tuple[str, str]]:
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"
    yield from ((f"rft.{name}", value) for name, value in fields.items() if value)


def _common(source: Source) -> Iterator[tuple[str, str]]:
    identifiers = (("info:doi/", source.DOI), ("urn:isbn:", source.ISBN), ("", source.URL))
    yield from (("rft_id", f"{scheme}{value}") for scheme, value in identifiers if value)
    for name in source.author:
        yield ("rft.aucorp", name.literal) if name.literal else ("rft.au", citing.index_name(name))
    fields = {
        "publisher": source.publisher,
        "edition": source.edition,
        "volume": source.volume,
        "issue": source.issue,
        "pages": source.page,
        "date": dates.iso(source.issued) if source.issued else "",
        "language": source.language,
    }
    yield from ((f"rft.{name}", value) for name, value in fields.items() if value)
