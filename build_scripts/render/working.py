"""A brief with its drafts -> what can be shown of it to its writer, and what is missing or wrong in each entry. Pure.

No edition is ever made of it. What could not be read is marked where it would stand; an entry whose words cannot be found in
an article has no place on a page, and stands apart. References that lead nowhere are taken out, since a problem tells of each.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, get_args, get_origin
from urllib.parse import quote

from build_scripts.anchor import Anchors
from build_scripts.brief import addresses, prose
from build_scripts.brief.kinds import BY_NAME, KINDS, as_read, kind_of, label
from build_scripts.brief.model import Actor, Author, Brief, Claim, Entry, Quote, Record, Source, Where, typed_fields
from build_scripts.brief.problems import Location, Problem
from build_scripts.brief.references import replaced
from build_scripts.render.listing import grouped

NOBODY = Actor(
    id="not-yet-named", name="Somebody not named yet", kind="body", role="To be named", summary="To be named."
)
"""Stands where an entry must name an actor, and names none that the brief has."""

EDITOR = "vscode://file"
"""How links begin that open a file in an editor: the scheme that editors of VS Code's family register."""

_OPEN, _CLOSE = "\ue000", "\ue001"
"""Around the number of what is missing: private characters, which nobody types."""


@dataclass(frozen=True, slots=True)
class Missing:
    """A field that is empty or cannot be read, and where."""

    field: str
    place: Location


@dataclass(frozen=True)
class Working:
    """A brief as its writer sees it."""

    brief: Brief
    anchors: Anchors
    problems: tuple[Problem, ...]
    """Everything that is wrong or left to do."""
    notes: Mapping[str, tuple[Problem, ...]]
    """The same of each entry and source, by its kind and id."""
    others: tuple[Problem, ...]
    """Those that are in no entry."""
    loose: tuple[Entry, ...]
    """The entries that have no place on a page yet."""
    missing: tuple[Missing, ...]
    """What the marks in the texts stand for, by their numbers."""
    folder: str = ""
    """Where on the writer's machine the paths of problems begin; without it no line can be opened."""

    def opens(self, place: Location) -> str:
        """Return the link that opens a line in the writer's editor; nothing if it is not known where the file is."""
        return f"{EDITOR}{quote(f'{self.folder}/{place}', safe='/:')}" if self.folder else ""

    def of(self, entry: Record) -> tuple[Problem, ...]:
        """Return what is wrong or left to do in *entry*."""
        return self.notes.get(_name(entry), ())

    def loose_on(self, page: str) -> tuple[Entry, ...]:
        """Return the entries that would stand on *page*."""
        return self._loose_by_page.get(page, ())

    def told_in(self, files: Iterable[str]) -> tuple[Problem, ...]:
        """Return what is wrong in *files* and in no entry."""
        return tuple(sorted(problem for file in files for problem in self._others_by_file.get(file, ())))

    @cached_property
    def _loose_by_page(self) -> Mapping[str, tuple[Entry, ...]]:
        return grouped(self.loose, lambda entry: addresses.address(entry, self.brief).page)

    @cached_property
    def _others_by_file(self) -> Mapping[str, tuple[Problem, ...]]:
        return grouped(self.others, lambda problem: problem.location.path)


def working(brief: Brief, anchors: Anchors, problems: Sequence[Problem], folder: str = "") -> Working:
    """Return what can be shown of *brief*, which has an article and is in *folder*, with its *anchors* and *problems*."""
    brief = as_read(brief)
    missing: list[Missing] = []
    marked = _each(brief, lambda record: _marked(record, missing))
    loose = tuple(one for one in marked.entries() if getattr(one, "target", ()) and one.id not in anchors.places)
    spoken: tuple[Quote | Claim, ...] = (*marked.quotes, *marked.claims)
    loose += tuple(one for one in spoken if not one.target)
    names = {id(one) for one in (*loose, *_of_taken_ids(marked))}
    placed = _each(marked, lambda record: None if id(record) in names else record)
    shown = _without_loose_ends(placed)
    ids = {entry.id for entry in shown.entries() if getattr(entry, "target", ())}
    kept = {entry: places for entry, places in anchors.places.items() if entry in ids}
    notes, others = _by_entry(brief, problems)
    return Working(shown, replace(anchors, places=kept), tuple(problems), notes, others, loose, tuple(missing), folder)


def _of_taken_ids(brief: Brief) -> Iterator[Entry]:
    """Yield the entries whose id an earlier one has, as is told of them: a page can show one of them alone."""
    taken: set[str] = set()
    for entry in brief.entries():
        if entry.id in taken:
            yield entry
        taken.add(entry.id)


def marker(number: int) -> str:
    """Return what stands for the missing text with this *number*."""
    return f"{_OPEN}{number}{_CLOSE}"


MARKER = rf"{_OPEN}(\d+){_CLOSE}"


def _each(brief: Brief, change: Any) -> Brief:
    """Return *brief* with each of its records as *change* returns it; those that it returns None for are left out."""
    lists: dict[str, Any] = {kind.attribute: tuple(filter(None, map(change, kind.entries(brief)))) for kind in KINDS}
    of_meta = {name: lists.pop(name) for name in [*lists] if name not in Brief.__slots__}
    articles = tuple(replace(article, record=change(article.record)) for article in brief.articles)
    return replace(brief, meta=change(brief.meta.model_copy(update=of_meta)), articles=articles, **lists)


def _marked(record: Record, missing: list[Missing]) -> Record:
    """Return *record* with a mark for each text that could not be read, and some value for all else."""
    found: dict[str, Any] = {}
    for name, info in typed_fields(type(record)).items():
        value = getattr(record, name)
        if (info.alias or name) in record.where.broken and value in ("", ()):
            choices = _choices(info.annotation)
            if choices:
                found[name] = _CAUTIOUS.get(name, choices[0])
            elif value == "" and info.is_required() and not name.endswith("id"):
                missing.append(Missing(name.replace("_", " "), record.where.location(info.alias or name)))
                found[name] = marker(len(missing) - 1)
            elif name == "authors":
                found[name] = (Author(literal="Authors not given yet"),)
    return record.model_copy(update=found) if found else record


_CAUTIOUS = {"verdict": "not-verified", "fidelity": "not-found", "in_article": "left-out", "read": "no", "kind": "body"}
"""The values that claim least."""


def _choices(annotation: Any) -> tuple[Any, ...]:
    """Return the values between which a field chooses, if it does."""
    if hasattr(annotation, "__metadata__"):
        return _choices(annotation.__origin__)
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def _without_loose_ends(brief: Brief) -> Brief:
    """Return *brief* without references that lead nowhere."""
    entries = {entry.id: entry for entry in brief.entries()}
    actors = {actor.id for actor in brief.actors}
    sources = {source.id: source for source in brief.sources}
    paragraphs = {article.id: len(article.paragraphs) for article in brief.articles}

    def known(name: str, kinds: tuple[type[Record], ...]) -> bool:
        return isinstance(entries.get(name), kinds)

    def cited(cite: str) -> bool:
        return citable(prose.citation(cite), sources, paragraphs)

    used: list[str] = []

    def nobody() -> str:
        used.append(NOBODY.id)
        return NOBODY.id

    def clean(record: Record) -> Record | None:
        shown = replaced(record, known, cited, nobody)
        if isinstance(shown, Quote) and not shown.speaker and shown.form != "term":
            return shown.model_copy(update={"speaker": nobody()})
        return shown

    shown = _each(brief, clean)
    if used and NOBODY.id not in actors:
        shown = replace(shown, actors=(*shown.actors, NOBODY))
    ids = {entry.id for entry in shown.entries()} | sources.keys() | paragraphs.keys()
    former = tuple(old for old in shown.meta.former if not old.now or old.now in ids)
    return replace(shown, meta=shown.meta.model_copy(update={"former": former}))


def citable(cite: prose.Citation, sources: Mapping[str, Source], paragraphs: Mapping[str, int]) -> bool:
    """Return whether *cite* names a work and a passage, or an article and a paragraph, that there is."""
    if cite.key in sources:
        return not cite.passage or any(one.id == cite.passage for one in sources[cite.key].passages)
    if cite.key not in paragraphs or cite.passage:
        return False
    return not cite.locator or (cite.paragraph is not None and 1 <= cite.paragraph <= paragraphs[cite.key])


def _by_entry(
    brief: Brief, problems: Iterable[Problem]
) -> tuple[Mapping[str, tuple[Problem, ...]], tuple[Problem, ...]]:
    """Return the *problems* of each entry, by its name, and those of none: an entry goes on to where the next begins."""
    starts: dict[str, list[tuple[int, str]]] = {}
    for kind in KINDS:
        for entry in kind.entries(brief):
            starts.setdefault(entry.where.path, []).append((entry.where.line, _name(entry)))
    meta: Where = brief.meta.where
    starts.setdefault(meta.path, []).extend((line, "") for name, line in meta.lines.items() if "." not in name)
    ordered = {path: sorted(lines) for path, lines in starts.items()}
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        lines = ordered.get(problem.location.path, [])
        index = bisect_right(lines, problem.location.line, key=lambda start: start[0]) - 1
        found.setdefault(lines[index][1] if index >= 0 else "", []).append(problem)
    others = tuple(found.pop("", ()))
    return {name: tuple(listed) for name, listed in found.items()}, others


def _name(entry: Record) -> str:
    kind = kind_of(entry)
    return f"{'source' if kind is BY_NAME['source'] else 'entry'} {getattr(entry, 'id', '')}"


def called(entry: Record) -> str:
    """Return what a writer knows *entry* by: its label, or its id where it has none yet."""
    words = label(entry)
    return getattr(entry, "id", "") if _OPEN in words else words
