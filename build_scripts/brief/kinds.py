"""The kinds of annotation, a row each: whatever lists kinds reads this table, so that no part can forget one.

To add a kind, write its record in ``model.py``, its row here, its template in ``templates/kinds/``, and its tests.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from build_scripts.brief import model
from build_scripts.brief.model import Brief, Record


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of annotation: what it is called, where it is written, and where it stands on the site."""

    name: str
    """Its name in addresses, style sheets, ``former`` and messages; also that of its template in ``templates/kinds/``."""
    noun: str
    """What pages call one of them: "quotation"."""
    heading: str
    """What pages call several of them: "Quotations"."""
    record: type[Record]
    label: str
    """The field that says what an entry is called."""
    attribute: str
    """The field of ``Brief`` (or of ``Meta``) that holds them."""
    address: str
    """The page where an entry stands, and its place there; ``{article}`` is the article of its first target."""
    file: str = ""
    """The file of ``source/`` that lists them, without its suffix; nothing where another file holds them."""
    link: bool = True
    """Whether ``[[id]]`` can name one."""
    marks: bool = False
    """Whether it marks words of an article, with a note beside the text."""
    mentions: Literal["", "name", "word"] = ""
    """Whether its names are found in the articles: as a ``name``, which is linked, or as a ``word``, which is marked."""

    @property
    def page(self) -> str:
        """The page where entries stand, by its path in ``docs/``, with ``{article}`` or ``{id}`` where there are several."""
        return self.address.partition("#")[0]

    def entries(self, brief: Brief) -> tuple[Any, ...]:
        """Return the entries of this kind in *brief*."""
        holder = brief if hasattr(brief, self.attribute) else brief.meta
        entries: tuple[Any, ...] = getattr(holder, self.attribute)
        return entries

    def label_of(self, entry: Record) -> str:
        """Return what *entry* is called."""
        return str(getattr(entry, self.label))


KINDS: tuple[Kind, ...] = (
    Kind(
        "judgement", "judgement", "Key judgements", model.Judgement, "title", "judgements",
        "index.md#{id}",
    ),
    Kind(
        "quote", "quotation", "Quotations", model.Quote, "title", "quotes",
        "quotes/{article}.md#{id}", "annotations/quotes", marks=True,
    ),
    Kind(
        "claim", "claim", "Claims", model.Claim, "title", "claims",
        "claims/{article}.md#{id}", "annotations/claims", marks=True,
    ),
    Kind(
        "event", "event", "Events", model.Event, "title", "events",
        "timeline.md#{id}", "annotations/events", marks=True,
    ),
    Kind(
        "actor", "actor", "Actors", model.Actor, "name", "actors",
        "actors/{id}.md", "annotations/actors", mentions="name",
    ),
    Kind(
        "term", "term", "Terms", model.Term, "term", "terms",
        "glossary.md#{id}", "annotations/glossary", mentions="name",
    ),
    Kind(
        "wording", "framing word", "Framing words", model.Wording, "words", "wordings",
        "glossary.md#{id}", "annotations/wording", marks=True, mentions="word",
    ),
    Kind(
        "site", "place", "Sites", model.Site, "name", "sites",
        "map.md#{id}", "annotations/sites",
    ),
    Kind(
        "source", "source", "Sources", model.Source, "title", "sources",
        "sources.md#{id}", "sources", link=False,
    ),
)  # fmt: skip
"""Every kind, in the order in which reports and formats list them."""

BY_NAME: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
_BY_RECORD: Mapping[type[Record], Kind] = {kind.record: kind for kind in KINDS}


def as_read(brief: Brief) -> Brief:
    """Return *brief* with what could be read of the records that have problems, so that it is checked as well."""
    if not brief.partial:
        return brief
    kept: dict[str, Any] = {}
    for kind in KINDS:
        if more := tuple(one for one in brief.partial if type(one) is kind.record):
            kept[kind.attribute] = (*kind.entries(brief), *more)
    meta = brief.meta.model_copy(update={name: kept.pop(name) for name in [*kept] if name not in Brief.__slots__})
    return replace(brief, **kept, meta=meta, partial=())


def kind_of(entry: Record) -> Kind:
    """Return the kind of *entry*; raise KeyError for a record that is no entry."""
    return _BY_RECORD[type(entry)]


def label(entry: Record) -> str:
    """Return what *entry* is called."""
    return kind_of(entry).label_of(entry)


def kinds_of(records: tuple[str, ...]) -> Iterator[Kind]:
    """Yield the kinds whose records have these class names, as ``Names`` in the model gives them."""
    return (kind for name in records for kind in KINDS if kind.record.__name__ == name)
