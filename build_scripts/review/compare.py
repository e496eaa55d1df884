"""Two versions of a brief -> what changed, as a reader would put it. Pure."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from markdown.extensions.toc import slugify, unique
from rapidfuzz import fuzz

from build_scripts.brief import addresses, moved, pages, prose
from build_scripts.brief.addresses import Address
from build_scripts.brief.counting import count
from build_scripts.brief.kinds import BY_NAME, KINDS, kind_of, label
from build_scripts.brief.model import Article, Brief, Former, Record, Scale
from build_scripts.brief.problems import Problem
from build_scripts.check.handwritten import dangers
from build_scripts.render import coverage
from build_scripts.review.gates import GATES
from build_scripts.review.versions import Pair, Version
from build_scripts.review.words import Piece, difference, has_changes

SCALES: Mapping[str, tuple[str, ...]] = {
    name: mark.degrees
    for kind in KINDS
    for name, info in kind.record.model_fields.items()
    for mark in info.metadata
    if isinstance(mark, Scale)
}
"""The degrees of each field that has some, from low to high. A change to or from another value is neither up nor down."""

ALIKE = 85
"""How like, in per cent, what was removed and what was added must be to count as one entry with another id."""

MOST_ALIKE = 400
"""How many entries that came or went are looked through for other ids."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field before and after, as text."""

    name: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()
    """The difference in words; none where the text may not be shown."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a change means: the gate that it belongs to, and how it is said."""

    gate: str
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one entry, source, article or page of prose."""

    kind: str
    id: str
    label: str
    how: str
    """``added``, ``removed``, ``changed``, ``renamed``, or ``unreadable`` where a problem keeps it from being read."""
    old_id: str = ""
    fields: tuple[Field, ...] = ()
    notes: tuple[Note, ...] = ()
    address: Address | None = None
    """Where it stands: in the new brief, or in the old one if it was removed."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the coverage, before and after."""

    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Changes:
    """All that a reviewer is told."""

    old: str
    new: str
    notices: tuple[str, ...]
    old_problems: tuple[Problem, ...]
    new_problems: tuple[Problem, ...]
    entries: tuple[Change, ...]
    coverage: tuple[Figure, ...]
    broken: tuple[Address, ...]
    """The addresses of the old brief that the new one lacks."""
    pages_known: bool
    """Whether both sides pass ``check``, so that their pages can be compared."""
    pages_added: tuple[str, ...]
    pages_changed: tuple[str, ...]
    pages_removed: tuple[str, ...]
    others: tuple[str, ...]
    """Files that differ beside the source and the pages."""

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        found = (self.entries, self.broken, self.pages_added, self.pages_changed, self.pages_removed, self.new_problems)
        return not any(found)

    @property
    def raised(self) -> frozenset[str]:
        """The gates that this change would be stopped at."""
        found = {note.gate for change in self.entries for note in change.notes}
        found |= {change.how for change in self.entries}
        found |= {"broken-links"} if self.broken else set()
        found |= {"problems"} if self.new_problems else set()
        kept = ("passages annotated or waived", "paragraphs with a citation")
        if any(figure.name in kept and figure.after < figure.before for figure in self.coverage):
            found.add("coverage-lowered")
        return frozenset(found & GATES.keys())


def compare(pair: Pair) -> Changes:
    """Return what changed from the old side of *pair* to the new one."""
    old, new = pair.old, pair.new
    before, after = {**old.documents, **old.pages}, {**new.documents, **new.pages}
    known = not (old.problems or new.problems)
    if not known:
        before, after = dict(old.documents), dict(new.documents)
    return Changes(
        old=old.name,
        new=new.name,
        notices=pair.notices,
        old_problems=old.problems,
        new_problems=new.problems,
        entries=tuple(_Comparison(old, new).changes()),
        coverage=tuple(_coverage(old, new)),
        broken=tuple(sorted(_broken(old, new), key=_order)),
        pages_known=known,
        pages_added=tuple(sorted(after.keys() - before.keys())),
        pages_changed=tuple(
            sorted(path for path in before.keys() & after.keys() if body(before[path]) != body(after[path]))
        ),
        pages_removed=tuple(sorted(before.keys() - after.keys())),
        others=pair.others,
    )


def body(page: str) -> str:
    """Return a page without the line that names the files it was made of."""
    return re.sub(r"\A---\n# Generated .*\n", "---\n", page)


def every_address(version: Version) -> frozenset[Address]:
    """Return every address that a reader may have kept: pages, entries, paragraphs, words, works, headings."""
    return frozenset((*_brief_addresses(version), *_document_addresses(version.documents)))


def _broken(old: Version, new: Version) -> Iterator[Address]:
    """Yield the addresses of *old* that *new* lacks, save those on a page that says what became of it."""
    told = set(moved.pages(new.brief))
    return (address for address in every_address(old) - every_address(new) if address.page not in told)


def _order(address: Address) -> tuple[str, list[tuple[int, str]]]:
    """Return what puts addresses in order, ``p9`` before ``p10``."""
    return address.page, [(int(number or 0), word) for word, number in re.findall(r"(\D+)(\d*)", address.fragment)]


def _brief_addresses(version: Version) -> Iterator[Address]:
    brief = version.brief
    yield from map(Address, pages.page_paths(brief))
    if brief.articles:
        yield from addresses.addresses(brief).values()
    for article in brief.articles:
        shown = {part.number for part in article.paragraphs}
        if article.record.publish == "excerpts":
            shown = {_paragraph(article, place.start) for place in _places_in(version, article.id)}
        yield from (addresses.paragraph(article.id, number) for number in shown)
    for entry, places in version.anchors.places.items():
        for name in dict.fromkeys(place.article for place in places):
            yield addresses.words(name, entry)
            yield addresses.note(name, entry)
    yield from (addresses.source(source.id) for source in brief.sources)
    for heading in _headings(brief.background.text):
        yield Address(addresses.BACKGROUND, heading)
    if brief.articles:
        yield from (address for once in brief.meta.former for address in moved.stood_at(once, brief))


def _places_in(version: Version, article: str) -> Iterator[Any]:
    return (place for places in version.anchors.places.values() for place in places if place.article == article)


def _document_addresses(documents: Mapping[str, str]) -> Iterator[Address]:
    for path, text in documents.items():
        yield Address(path)
        yield from (
            Address(path, heading) for heading in _headings(re.sub(r"(?s)\A---\n.*?\n---\n|^```.*?^```", "", text))
        )


_OWN_ID = re.compile(r"\s*\{:?[^{}]*#(?P<id>[\w-]+)[^{}]*\}\s*$")


def _headings(text: str) -> Iterator[str]:
    """Yield the id of each heading, as the engines give it."""
    used: set[str] = set()
    for _, line in prose.headings(text):
        words = line.lstrip("# ").rstrip("# ")
        own = _OWN_ID.search(words)
        yield own["id"] if own else unique(slugify(prose.plain(words), "-"), used)


def _coverage(old: Version, new: Version) -> Iterator[Figure]:
    before, after = (_figures(coverage.measure(version.brief, version.anchors)) for version in (old, new))
    for name in {**before, **after}:
        yield Figure(name, before.get(name, 0), after.get(name, 0))


def _figures(measured: coverage.Coverage) -> dict[str, int]:
    figures = {
        "passages in quotation marks": measured.passages,
        "passages waived": measured.waived,
        "direct quotations": measured.direct,
        "indirect quotations": measured.indirect,
        "paragraphs of prose": measured.paragraphs,
        "paragraphs with a citation": measured.cited_paragraphs,
        "works cited": measured.sources,
    }
    counted = {"quotations": measured.fidelity, "claims": measured.verdicts, "works read": measured.read}
    for name, counts in counted.items():
        figures |= {f"{name}: {value}": count for value, count in sorted(counts.items())}
    return figures


class _Comparison:
    """The comparison of two versions, entry by entry."""

    def __init__(self, old: Version, new: Version) -> None:
        self.old, self.new = old, new

    def changes(self) -> Iterator[Change]:
        """Yield what became of everything, kind by kind, in the order of the new brief."""
        yield from self._meta()
        for article_id in dict.fromkeys(article.id for article in (*self.new.brief.articles, *self.old.brief.articles)):
            yield from self._article(article_id)
        for kind in KINDS:
            yield from self._kind(kind.name)
        before, after = self.old.brief.background.text, self.new.brief.background.text
        if before != after:
            fields = tuple(_fields({"text": before}, {"text": after}))
            yield Change(
                "background", "", "Background", "changed", fields=fields, address=Address(addresses.BACKGROUND)
            )
        yield from self._documents()

    def _meta(self) -> Iterator[Change]:
        before, after = (_dump(version.brief.meta, "judgements") for version in (self.old, self.new))
        if fields := tuple(_fields(before, after)):
            yield Change("brief", "", "The brief itself", "changed", fields=fields, address=Address(addresses.HOME))

    def _documents(self) -> Iterator[Change]:
        before, after = self.old.documents, self.new.documents
        for path in sorted(before.keys() | after.keys()):
            if before.get(path) != after.get(path):
                how = "added" if path not in before else "removed" if path not in after else "changed"
                fields = tuple(_fields({"text": before.get(path, "")}, {"text": after.get(path, "")}))
                notes = tuple(
                    Note("problems", f"does not pass check, line {danger.line}: {danger.what}")
                    for danger in dangers(after.get(path, ""), path)
                )
                fields = fields if how == "changed" else ()
                yield Change("page", path, path, how, fields=fields, notes=notes, address=Address(path))

    # Articles

    def _article(self, article_id: str) -> Iterator[Change]:
        before, after = self._articles(self.old).get(article_id), self._articles(self.new).get(article_id)
        address = Address(addresses.article_page(article_id))
        if before is None or after is None:
            article = self._articles(self.new if before is None else self.old)[article_id]
            how = "added" if before is None else "unreadable" if article_id in self.new.brief.broken else "removed"
            note = Note("", f"{count(len(article.paragraphs), 'paragraph')}")
            yield Change("article", article_id, article.record.headline, how, notes=(note,), address=address)
            return
        fields = list(_fields(_dump(before.record, "sha256"), _dump(after.record, "sha256")))
        notes = []
        if before.text != after.text:
            pieces = difference(before.text, after.text)
            gone, come = (_words_of(pieces, kind) for kind in ("removed", "added"))
            hidden = "excerpts" in (before.record.publish, after.record.publish)
            said = "; its words are not shown, as it is published in excerpts" if hidden else ""
            notes.append(Note("article-text", f"the text of the article changed: {gone} words out, {come} in{said}"))
            fields += [] if hidden else [Field("text", before.text, after.text, pieces)]
        if fields or notes:
            yield Change(
                "article", article_id, after.record.headline, "changed", "", tuple(fields), tuple(notes), address
            )

    def _articles(self, version: Version) -> Mapping[str, Article]:
        return {article.id: article for article in version.brief.articles}

    # Entries and sources

    def _kind(self, kind: str) -> Iterator[Change]:
        before, after = _of_kind(self.old.brief, kind), _of_kind(self.new.brief, kind)
        ids = self.renamed.get(kind, {})
        for new_id, record in after.items():
            if old_id := ids.get(new_id):
                yield from self._changed(kind, before[old_id], record, "renamed")
            elif new_id in before:
                yield from self._changed(kind, before[new_id], record, "changed")
            else:
                how_placed = tuple(self._place_notes(record, record))
                yield Change(
                    kind,
                    new_id,
                    label(record),
                    "added",
                    "",
                    tuple(_fields({}, _dump(record, "id"))),
                    how_placed,
                    _address(self.new, record),
                )
        for old_id, record in before.items():
            if old_id in after or old_id in ids.values():
                continue
            how = "unreadable" if old_id in self.new.brief.broken else "removed"
            once = self._former(kind, old_id)
            told = (Note("", f"its address says so: {once.reason or once.now}"),) if once else ()
            yield Change(kind, old_id, label(record), how, "", (), told, _address(self.old, record))

    @cached_property
    def renamed(self) -> Mapping[str, Mapping[str, str]]:
        """The old id of what has another one now, by kind and new id."""
        return {
            kind: dict(_renames(_of_kind(self.old.brief, kind), _of_kind(self.new.brief, kind), self._led(kind)))
            for kind in BY_NAME
        }

    def _led(self, kind: str) -> Mapping[str, str]:
        """Return which new id the new brief itself names for an old one."""
        return {once.id: once.now for once in self.new.brief.meta.former if once.kind == kind and once.now}

    def _former(self, kind: str, old_id: str) -> Former | None:
        """Return what the new brief tells of an id that it lacks."""
        return next((once for once in self.new.brief.meta.former if (once.kind, once.id) == (kind, old_id)), None)

    def _changed(self, kind: str, before: Any, after: Any, how: str) -> Iterator[Change]:
        old, new = _dump(before, "id"), _dump(after, "id")
        fields = tuple(_fields(old, new))
        notes = [*_scale_notes(old, new), *self._place_notes(before, after), *self._mention_notes(before, after)]
        if how == "renamed":
            links = "lead there" if self._former(kind, before.id) else "die"
            notes.insert(
                0, Note("renamed", f"its id was {before.id} and is now {after.id}: links to the old id {links}")
            )
        if fields or notes:
            old_id = before.id if how == "renamed" else ""
            yield Change(kind, after.id, label(after), how, old_id, fields, tuple(notes), _address(self.new, after))

    def _place_notes(self, before: Any, after: Any) -> Iterator[Note]:
        """Yield what became of the place of an annotation's words in the article."""
        if not hasattr(after, "target"):
            return
        old, new = self.old.anchors.places.get(before.id, ()), self.new.anchors.places.get(after.id, ())
        if after.target and not new:
            verb = "lost its place in the article" if old else "has no place in the article"
            yield Note("quote-lost", f"{verb}{self._why(after)}")
        if not (old and new):
            return
        was, now = self._paragraphs(self.old, old), self._paragraphs(self.new, new)
        if was != now:
            yield Note("quote-moved", f"moved from {was} to {now}")
        elif self._slices(self.old, old) == self._slices(self.new, new) and self._elsewhere(old, new):
            yield Note("quote-moved", f"stands at another place of {now}")
        if before.target == after.target and self._slices(self.old, old) != self._slices(self.new, new):
            yield Note("article-text", "the article's words of it are others")

    def _elsewhere(self, old: Sequence[Any], new: Sequence[Any]) -> bool:
        """Return whether places of one text differ; those of two texts cannot be compared by number."""
        before, after = self._articles(self.old), self._articles(self.new)
        same = all(before[place.article].text == after[place.article].text for place in new if place.article in before)
        return same and old != new

    def _why(self, entry: Any) -> str:
        lines = {(place.path, place.line) for target in entry.target for place in (target.where.location("exact"),)}
        found = [
            problem for problem in self.new.anchors.problems if (problem.location.path, problem.location.line) in lines
        ]
        return f": {found[0].message}" if found else ""

    def _paragraphs(self, version: Version, places: Sequence[Any]) -> str:
        articles = self._articles(version)
        several = len(articles) > 1
        numbers = [(place.article, _paragraph(articles[place.article], place.start)) for place in places]
        return ", ".join(f"{name} ¶ {number}" if several else f"¶ {number}" for name, number in dict.fromkeys(numbers))

    def _slices(self, version: Version, places: Sequence[Any]) -> list[str]:
        articles = self._articles(version)
        return [articles[place.article].text[words.start : words.end] for place in places for words in place.words]

    def _mention_notes(self, before: Any, after: Any) -> Iterator[Note]:
        was, now = self._mentions[0][before.id], self._mentions[1][after.id]
        if was != now:
            yield Note("", f"found in the articles {count(now, 'time')}, before {count(was, 'time')}")

    @cached_property
    def _mentions(self) -> tuple[Counter[str], Counter[str]]:
        counts = [
            Counter(one.entry for found in version.anchors.mentions.values() for one in found)
            for version in (self.old, self.new)
        ]
        return counts[0], counts[1]


def _of_kind(brief: Brief, kind: str) -> dict[str, Any]:
    """Return the records of a *kind* by their ids."""
    return {record.id: record for record in BY_NAME[kind].entries(brief)}


def _address(version: Version, record: Any) -> Address | None:
    kind = kind_of(record)
    if not version.brief.articles and kind.link:
        return None
    return addresses.address(record, version.brief) if kind.link else addresses.of_kind(kind, record.id)


def _renames(before: Mapping[str, Any], after: Mapping[str, Any], led: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the new and the old id of what is *led* to another id, or is the same, or nearly, under another one."""
    known = {new: old for old, new in led.items() if old in before.keys() - after.keys() and new not in before}
    yield from known.items()
    gone = {
        name: _essence(record) for name, record in before.items() if name not in after and name not in known.values()
    }
    come = {name: _essence(record) for name, record in after.items() if name not in before and name not in known}
    if len(gone) * len(come) > MOST_ALIKE**2:
        return
    pairs = [(fuzz.ratio(a, b, score_cutoff=ALIKE), new, old) for new, a in come.items() for old, b in gone.items()]
    taken: set[str] = set()
    for likeness, new, old in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if likeness and f"+{new}" not in taken and f"-{old}" not in taken:
            taken |= {f"+{new}", f"-{old}"}
            yield new, old


def _essence(record: Record) -> str:
    return json.dumps(_dump(record, "id"), ensure_ascii=False, sort_keys=True)


def _dump(record: Record, *without: str) -> dict[str, Any]:
    return {
        name: value for name, value in record.model_dump(by_alias=True, warnings=False).items() if name not in without
    }


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Field]:
    """Yield the fields that differ, as text, before and after; what differs in its line breaks alone says the same."""
    for name in {**before, **after}:
        old, new = shown(before.get(name)), shown(after.get(name))
        if old != new and has_changes(pieces := difference(old, new)):
            yield Field(name, old, new, pieces)


def shown(value: object) -> str:
    """Return a field's value as text."""
    match value:
        case None:
            return ""
        case dict():
            given = {name: shown(inner) for name, inner in value.items() if shown(inner)}
            if given.keys() == {"exact"}:
                return given["exact"]
            return " · ".join(f"{name}: {inner.strip()}" for name, inner in given.items())
        case tuple() | list():
            parts = [shown(inner).strip() for inner in value]
            return ("\n" if any(isinstance(inner, dict) for inner in value) else "; ").join(parts)
        case _:
            return str(value)


def _scale_notes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Note]:
    for name, scale in SCALES.items():
        was, now = before.get(name), after.get(name)
        if was == now:
            continue
        if was in scale and now in scale:
            verb = "raised" if scale.index(now) > scale.index(was) else "lowered"
        else:
            verb = "changed" if was and now else "given" if now else "taken back"
        yield Note(name if name in GATES else "", f"{name} {verb}: {was or 'none'} → {now or 'none'}")
    if (was := before.get("grade")) != (now := after.get("grade")) and was and now:
        yield Note("grade", f"grade {_graded(was, now)}: {was} → {now}")


def _graded(was: str, now: str) -> str:
    """Return which way a grade went; F and 6 say that nothing can be said."""
    known = [(a, b) for a, b, blank in zip(was, now, "F6", strict=True) if blank not in (a, b)]
    up, down = any(b < a for a, b in known), any(b > a for a, b in known)
    whole = len(known) == 2
    return "raised" if whole and up and not down else "lowered" if whole and down and not up else "changed"


def _paragraph(article: Article, position: int) -> int:
    return next((part.number for part in article.paragraphs if part.end > position), len(article.paragraphs))


def _words_of(pieces: Sequence[Piece], kind: str) -> int:
    return sum(len(re.findall(r"\w+", piece.text)) for piece in pieces if piece.kind == kind)


def plain_data(changes: Changes, convert: Callable[[Any], dict[str, Any]] = asdict) -> dict[str, Any]:
    """Return *changes* as plain data, for machines."""
    return {**convert(changes), "raised": sorted(changes.raised)}
