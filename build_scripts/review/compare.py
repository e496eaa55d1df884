"""Two versions of a brief -> what changed, as a reader would put it. Pure."""

import json
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import Any

from markdown.extensions.toc import slugify_unicode, unique

from build_scripts.brief import addresses, moved, pages, prose
from build_scripts.brief.addresses import Address
from build_scripts.brief.counting import count
from build_scripts.brief.folding import WORD
from build_scripts.brief.kinds import BY_NAME, KINDS, kind_of, label
from build_scripts.brief.model import Article, ArticleRecord, Brief, Document, Former, Record, Scale
from build_scripts.brief.problems import Problem
from build_scripts.check.handwritten import dangers
from build_scripts.render import coverage
from build_scripts.review.gates import GATES
from build_scripts.review.renames import renames
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


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after, as text."""

    name: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()
    """The difference in words; none where the text may not be shown."""


@dataclass(frozen=True, slots=True)
class ChangeNote:
    """What a change means: the gate that it belongs to, and how it is said."""

    gate: str
    text: str


@dataclass(frozen=True, slots=True)
class EntryChange:
    """What became of one entry, source, article or page of prose."""

    kind: str
    id: str
    label: str
    how: str
    """``added``, ``removed``, ``changed``, ``renamed``, or ``unreadable`` where a problem keeps it from being read."""
    old_id: str = ""
    fields: tuple[FieldChange, ...] = ()
    notes: tuple[ChangeNote, ...] = ()
    address: Address | None = None
    """Where it stands: in the new brief, or in the old one if it was removed."""


@dataclass(frozen=True, slots=True)
class CoverageFigure:
    """A figure of the coverage, before and after."""

    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that a report of a change contains."""

    old: str
    new: str
    notices: tuple[str, ...]
    old_problems: tuple[Problem, ...]
    new_problems: tuple[Problem, ...]
    entries: tuple[EntryChange, ...]
    coverage: tuple[CoverageFigure, ...]
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
    explained = set(moved.pages(new.brief))
    return (address for address in every_address(old) - every_address(new) if address.page not in explained)


def _order(address: Address) -> tuple[str, list[tuple[int, str]]]:
    """Return what puts addresses in order, ``p9`` before ``p10``."""
    return address.page, [(int(number or 0), word) for word, number in re.findall(r"(\D+)(\d*)", address.fragment)]


def _brief_addresses(version: Version) -> Iterator[Address]:
    brief = version.brief
    yield from map(Address, pages.page_paths(brief))
    if brief.articles:
        yield from addresses.addresses(brief).values()
    side = _Side(version)
    for article in brief.articles:
        shown = {part.number for part in article.paragraphs}
        if article.record.publish == "excerpts":
            shown = {side.paragraph(place) for place in side.places_in[article.id]}
        yield from (addresses.paragraph(article.id, number) for number in shown)
    for entry, places in version.anchors.places.items():
        for name in dict.fromkeys(place.article for place in places):
            yield addresses.words(name, entry)
            yield addresses.note(name, entry)
    yield from (addresses.source(source.id) for source in brief.sources)
    yield from (addresses.passage(source.id, one.id) for source in brief.sources for one in source.passages)
    for heading in _headings(brief.background.text):
        yield Address(addresses.BACKGROUND, heading)
    if brief.articles:
        yield from (address for former in brief.meta.former for address in moved.stood_at(former, brief))


def _document_addresses(documents: Mapping[str, str]) -> Iterator[Address]:
    for path, text in documents.items():
        yield Address(path)
        yield from (
            Address(path, heading) for heading in _headings(re.sub(r"(?s)\A---\n.*?\n---\n|^```.*?^```", "", text))
        )


_HEADING = re.compile(r"^ {0,3}#{1,6}(?=\s)|^.+\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_OWN_ID = re.compile(r"\s*\{:?[^{}]*#(?P<id>[\w-]+)[^{}]*\}\s*$")


def _headings(text: str) -> Iterator[str]:
    """Yield the id of each heading, as the engines give it."""
    used: set[str] = set()
    for heading in _HEADING.finditer(text):
        line = text[heading.start() :].split("\n", 1)[0]
        words = line.lstrip("# ").rstrip("# ")
        own = _OWN_ID.search(words)
        yield own["id"] if own else unique(slugify_unicode(prose.plain(words), "-"), used)


def _coverage(old: Version, new: Version) -> Iterator[CoverageFigure]:
    before, after = (_figures(coverage.measure(version.brief, version.anchors)) for version in (old, new))
    for name in {**before, **after}:
        yield CoverageFigure(name, before.get(name, 0), after.get(name, 0))


def _figures(measured: coverage.Coverage) -> dict[str, int]:
    figures = {
        "passages in quotation marks": measured.passages,
        "passages waived": measured.waived,
        "direct quotations": measured.direct,
        "indirect quotations": measured.indirect,
        "paragraphs of prose": measured.paragraphs,
        "paragraphs with a citation": measured.cited_paragraphs,
        "works cited": measured.sources,
        "quoted runs waived in prose": measured.quoted_waived,
        "citations with words in reach": measured.visible_citations,
        "works with a capture": measured.captured,
    }
    counted = {"quotations": measured.fidelity, "claims": measured.verdicts, "works read": measured.read}
    for name, counts in counted.items():
        figures |= {f"{name}: {value}": count for value, count in sorted(counts.items())}
    return figures


class _Side:
    """One side of a comparison, with everything that is looked up in it once per entry."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.brief = version.brief

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """The articles by their ids."""
        return {article.id: article for article in self.brief.articles}

    @cached_property
    def places_in(self) -> Mapping[str, Sequence[Any]]:
        """The places of all entries, by the article that they are in."""
        found = defaultdict[str, list[Any]](list)
        for places in self.version.anchors.places.values():
            for place in places:
                found[place.article].append(place)
        return found

    @cached_property
    def formers(self) -> Mapping[tuple[str, str], Former]:
        """What the brief says of ids that it no longer has, by kind and id."""
        return {(former.kind, former.id): former for former in reversed(self.brief.meta.former)}

    @cached_property
    def mentions(self) -> Counter[str]:
        """How often each entry is named in the articles."""
        return Counter(one.entry for found in self.version.anchors.mentions.values() for one in found)

    @cached_property
    def anchor_problems(self) -> Mapping[tuple[str, int], str]:
        """What is wrong with a quotation, by the file and the line that it stands at."""
        found = reversed(self.version.anchors.problems)
        return {(problem.location.path, problem.location.line): problem.message for problem in found}

    @cached_property
    def _paragraph_ends(self) -> Mapping[str, list[int]]:
        return {name: [part.end for part in article.paragraphs] for name, article in self.articles.items()}

    def of_kind(self, kind: str) -> dict[str, Any]:
        """Return the records of a *kind* by their ids."""
        return {record.id: record for record in BY_NAME[kind].entries(self.brief)}

    def paragraph(self, place: Any) -> int:
        """Return the number of the paragraph that a place begins in."""
        ends = self._paragraph_ends[place.article]
        return min(bisect_right(ends, place.start) + 1, len(ends))

    def paragraphs(self, places: Sequence[Any]) -> str:
        """Return the paragraphs that *places* begin in, in words."""
        numbers = dict.fromkeys((place.article, self.paragraph(place)) for place in places)
        several = len(self.articles) > 1
        return ", ".join(f"{name} ¶ {number}" if several else f"¶ {number}" for name, number in numbers)

    def slices(self, places: Sequence[Any]) -> list[str]:
        """Return the article's words at *places*."""
        return [self.articles[place.article].text[words.start : words.end] for place in places for words in place.words]

    def address(self, record: Any) -> Address | None:
        """Return where an entry or a source stands, if the brief has an article, without which entries stand nowhere."""
        kind = kind_of(record)
        if not self.brief.articles and kind.link:
            return None
        return addresses.address(record, self.brief) if kind.link else addresses.of_kind(kind, record.id)


class _Comparison:
    """The comparison of two versions, entry by entry."""

    def __init__(self, old: Version, new: Version) -> None:
        self.old, self.new = _Side(old), _Side(new)

    def changes(self) -> Iterator[EntryChange]:
        """Yield what became of everything, kind by kind, in the order of the new brief."""
        yield from self._meta()
        for article_id in dict.fromkeys(article.id for article in (*self.new.brief.articles, *self.old.brief.articles)):
            yield from self._article(article_id)
        for kind in KINDS:
            yield from self._kind(kind.name)
        before, after = self.old.brief.background.text, self.new.brief.background.text
        if before != after:
            fields = tuple(_fields({"text": before}, {"text": after}))
            yield EntryChange(
                "background", "", "Background", "changed", fields=fields, address=Address(addresses.BACKGROUND)
            )
        yield from self._documents()

    def _meta(self) -> Iterator[EntryChange]:
        before, after = (_dump(side.brief.meta, "judgements") for side in (self.old, self.new))
        if fields := tuple(_fields(before, after)):
            yield EntryChange(
                "brief", "", "The brief itself", "changed", fields=fields, address=Address(addresses.HOME)
            )

    def _documents(self) -> Iterator[EntryChange]:
        before, after = self.old.version.documents, self.new.version.documents
        for path in sorted(before.keys() | after.keys()):
            if before.get(path) != after.get(path):
                how = "added" if path not in before else "removed" if path not in after else "changed"
                fields = tuple(_fields({"text": before.get(path, "")}, {"text": after.get(path, "")}))
                notes = tuple(
                    ChangeNote("problems", f"does not pass check, line {danger.line}: {danger.what}")
                    for danger in dangers(after.get(path, ""), path)
                )
                fields = fields if how == "changed" else ()
                yield EntryChange("page", path, path, how, fields=fields, notes=notes, address=Address(path))

    # Articles

    def _article(self, article_id: str) -> Iterator[EntryChange]:
        before, after = self.old.articles.get(article_id), self.new.articles.get(article_id)
        address = Address(addresses.article_page(article_id))
        if before is None or after is None:
            article = (self.new if before is None else self.old).articles[article_id]
            how = "added" if before is None else "unreadable" if article_id in self.new.brief.broken else "removed"
            note = ChangeNote("", f"{count(len(article.paragraphs), 'paragraph')}")
            yield EntryChange("article", article_id, article.record.headline, how, notes=(note,), address=address)
            return
        fields = list(_fields(_dump(before.record, "sha256"), _dump(after.record, "sha256")))
        notes = []
        if before.text != after.text:
            pieces = difference(before.text, after.text)
            gone, come = (_words_of(pieces, kind) for kind in ("removed", "added"))
            hidden = "excerpts" in (before.record.publish, after.record.publish)
            why = "; its words are not shown, as it is published in excerpts" if hidden else ""
            message = f"the text of the article changed: {gone} words removed, {come} added{why}"
            notes.append(ChangeNote("article-text", message))
            fields += [] if hidden else [FieldChange("text", before.text, after.text, pieces)]
        if fields or notes:
            yield EntryChange(
                "article", article_id, after.record.headline, "changed", "", tuple(fields), tuple(notes), address
            )

    # Entries and sources

    def _kind(self, kind: str) -> Iterator[EntryChange]:
        before, after = self.old.of_kind(kind), self.new.of_kind(kind)
        old_ids = self._renamed(kind, before, after)
        for new_id, record in after.items():
            if old_id := old_ids.get(new_id):
                yield from self._changed(kind, before[old_id], record, "renamed")
            elif new_id in before:
                yield from self._changed(kind, before[new_id], record, "changed")
            else:
                yield self._added(kind, record)
        still_there = {*after, *old_ids.values()}
        yield from (self._removed(kind, record) for old_id, record in before.items() if old_id not in still_there)

    def _added(self, kind: str, record: Any) -> EntryChange:
        fields = tuple(_fields({}, _dump(record, "id")))
        notes = tuple(self._place_notes(record, record))
        return EntryChange(kind, record.id, label(record), "added", "", fields, notes, self.new.address(record))

    def _removed(self, kind: str, record: Any) -> EntryChange:
        how = "unreadable" if record.id in self.new.brief.broken else "removed"
        former = self.new.formers.get((kind, record.id))
        notes = (ChangeNote("", f"its old address says why: {former.reason or former.now}"),) if former else ()
        return EntryChange(kind, record.id, label(record), how, "", (), notes, self.old.address(record))

    def _renamed(self, kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Mapping[str, str]:
        """Return the old id of each entry that has another one now: those that the new brief names, then the likely ones."""
        formers = [former for former in self.new.formers.values() if former.kind == kind]
        named = {
            former.now: former.id
            for former in formers
            if former.now and former.id in before and former.id not in after and former.now not in before
        }
        named_old = set(named.values())
        gone = {
            name: _essence(record) for name, record in before.items() if name not in after and name not in named_old
        }
        come = {name: _essence(record) for name, record in after.items() if name not in before and name not in named}
        return {**named, **dict(renames(gone, come))}

    def _changed(self, kind: str, before: Any, after: Any, how: str) -> Iterator[EntryChange]:
        old, new = _dump(before, "id"), _dump(after, "id")
        fields = tuple(_fields(old, new))
        notes = [*_scale_notes(old, new), *self._place_notes(before, after), *self._mention_notes(before, after)]
        if old.get("verdict") != new.get("verdict") and (resting := ", ".join(_rests_on(self.new.brief, after.id))):
            notes.append(ChangeNote("", f"used by: {resting}"))
        if how == "renamed":
            links = "lead there" if (kind, before.id) in self.new.formers else "would break"
            message = f"its id was {before.id} and is now {after.id}: links to the old id {links}"
            notes.insert(0, ChangeNote("renamed", message))
        if fields or notes:
            old_id = before.id if how == "renamed" else ""
            yield EntryChange(kind, after.id, label(after), how, old_id, fields, tuple(notes), self.new.address(after))

    def _place_notes(self, before: Any, after: Any) -> Iterator[ChangeNote]:
        """Yield what became of the place of an annotation's words in the article."""
        if not hasattr(after, "target"):
            return
        old = self.old.version.anchors.places.get(before.id, ())
        new = self.new.version.anchors.places.get(after.id, ())
        if after.target and not new:
            verb = "lost its place in the article" if old else "has no place in the article"
            yield ChangeNote("quote-lost", f"{verb}{self._why(after)}")
        if not (old and new):
            return
        was, now = self.old.paragraphs(old), self.new.paragraphs(new)
        same_words = self.old.slices(old) == self.new.slices(new)
        if was != now:
            yield ChangeNote("quote-moved", f"moved from {was} to {now}")
        elif same_words and old != new and all(place.article in self._same_texts for place in new):
            yield ChangeNote("quote-moved", f"moved within {now}")
        if before.target == after.target and not same_words:
            yield ChangeNote("article-text", "the article's words at its place changed")

    @cached_property
    def _same_texts(self) -> frozenset[str]:
        """The articles whose text did not change, or that are new: places in two texts cannot be compared by number."""
        old = self.old.articles
        return frozenset(
            name for name, article in self.new.articles.items() if name not in old or old[name].text == article.text
        )

    def _why(self, entry: Any) -> str:
        places = (target.where.location("exact") for target in entry.target)
        found = [self.new.anchor_problems.get((place.path, place.line)) for place in places]
        return next((f": {message}" for message in found if message), "")

    def _mention_notes(self, before: Any, after: Any) -> Iterator[ChangeNote]:
        was, now = self.old.mentions[before.id], self.new.mentions[after.id]
        if was != now:
            yield ChangeNote("", f"found in the articles {count(now, 'time')}, previously {count(was, 'time')}")


def _essence(record: Record) -> str:
    return json.dumps(_dump(record, "id"), ensure_ascii=False, sort_keys=True)


def _dump(record: Record, *without: str) -> dict[str, Any]:
    return {
        name: value for name, value in record.model_dump(by_alias=True, warnings=False).items() if name not in without
    }


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[FieldChange]:
    """Yield the fields that differ, as text, before and after; what differs in its line breaks alone says the same."""
    for name in {**before, **after}:
        old, new = shown(before.get(name)), shown(after.get(name))
        if old != new and has_changes(pieces := difference(old, new)):
            yield FieldChange(name, old, new, pieces)


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


def _rests_on(brief: Brief, name: str) -> Iterator[str]:
    """Yield what rests on the claim *name*: judgements that have it in their basis, and prose that links it."""
    found: dict[str, None] = {}
    for judgement in brief.meta.judgements:
        if name in judgement.basis:
            found[f"judgement {judgement.id}"] = None
    for text in prose.texts(brief):
        if any(isinstance(one, prose.Link) and one.id == name for one in text.additions):
            found[_holder_name(text.holder)] = None
    found.pop(f"claim {name}", None)
    yield from found


def _holder_name(holder: Record | Document) -> str:
    """Return what a report calls the entry or the page that holds some prose."""
    match holder:
        case Document():
            return "background"
        case ArticleRecord():
            return "article"
        case Record() if name := getattr(holder, "id", ""):
            return f"{kind_of(holder).name} {name}"
        case _:
            return "the brief itself"


def _scale_notes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[ChangeNote]:
    for name, scale in SCALES.items():
        was, now = before.get(name), after.get(name)
        if was == now:
            continue
        if was in scale and now in scale:
            verb = "raised" if scale.index(now) > scale.index(was) else "lowered"
        else:
            verb = "changed" if was and now else "added" if now else "removed"
        yield ChangeNote(name if name in GATES else "", f"{name} {verb}: {was or 'none'} → {now or 'none'}")
    if (was := before.get("grade")) != (now := after.get("grade")) and was and now:
        yield ChangeNote("grade", f"grade {_graded(was, now)}: {was} → {now}")


def _graded(was: str, now: str) -> str:
    """Return which way a grade went; F and 6 say that nothing can be said."""
    known = [(a, b) for a, b, blank in zip(was, now, "F6", strict=True) if blank not in (a, b)]
    up, down = any(b < a for a, b in known), any(b > a for a, b in known)
    whole = len(known) == 2
    return "raised" if whole and up and not down else "lowered" if whole and down and not up else "changed"


def _words_of(pieces: Sequence[Piece], kind: str) -> int:
    return sum(len(WORD.findall(piece.text)) for piece in pieces if piece.kind == kind)


def plain_data(changes: Changes, convert: Callable[[Any], dict[str, Any]] = asdict) -> dict[str, Any]:
    """Return *changes* as plain data, for machines."""
    return {**convert(changes), "raised": sorted(changes.raised)}
