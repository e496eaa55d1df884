"""The desk: a page for the writer alone, with everything left to do, and the text to paste for each item. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from build_scripts.brief.kinds import BY_NAME, KINDS
from build_scripts.brief.model import Record, Unfinished
from build_scripts.brief.problems import Location, Problem
from build_scripts.render.working import Working, called

DESK = "desk.md"
"""Where it stands in ``docs/`` while somebody writes; no edition has it."""

PASSAGE = """\
passages:
  - id: NAME
    exact: |
      the words of the work that the brief relies on
    locator: p. 1"""
"""What to paste into a source without passages."""

_IDLE = ("entry-not-used", "source-not-cited")
_UNCOVERED = "quotation-without-annotation"


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry that waits for its writer."""

    name: str
    place: Location
    """The line that says that it is a draft."""
    todo: tuple[Problem, ...]
    """What is missing, wrong or guessed in it."""
    loose: Record | None
    """The entry, if it has no place on a page yet."""


def desk_names(working: Working) -> Mapping[str, Any]:
    """Return what the desk's template shows."""
    brief = working.brief
    apart = (*_IDLE, _UNCOVERED)
    drafts = _drafts(working)
    theirs = {one for draft in drafts for one in draft.todo}
    return {
        "files": tuple(
            _by_file(one for one in working.problems if one.rule not in apart and one not in theirs).items()
        ),
        "uncovered": tuple(one for one in working.problems if one.rule == _UNCOVERED),
        "guesses": tuple(_by_file(one for one in brief.guesses if _remarked(one) not in theirs).items()),
        "idle": tuple(one for one in working.problems if one.rule in _IDLE and one not in theirs),
        "bare_sources": tuple(source for source in brief.sources if not source.passages),
        "passage": PASSAGE,
        "drafts": tuple((path, tuple(listed)) for path, listed in groupby(drafts, lambda draft: draft.place.path)),
        "waiting": len(drafts),
    }


def _drafts(working: Working) -> tuple[Draft, ...]:
    """Return what waits for its writer, line by line."""
    brief = working.brief
    problems = (one for one in working.problems if one.rule != _UNCOVERED)
    found = _by_file((*problems, *map(_remarked, brief.guesses)))
    records = {_key(entry): entry for entry in _entries(working)}
    loose = {_key(entry): entry for entry in working.loose}
    todo: dict[tuple[str, str], list[Problem]] = {}
    for draft in brief.drafts:
        inside = [one for one in found.get(draft.start.path, ()) if draft.holds(one.location)]
        todo.setdefault((draft.what, draft.id), []).extend(inside)
    return tuple(
        Draft(
            _name(draft, records.get((draft.what, draft.id))),
            draft.status,
            tuple(sorted({*todo[draft.what, draft.id]})),
            loose.get((draft.what, draft.id)),
        )
        for draft in sorted(brief.drafts, key=lambda draft: draft.start)
        if draft.status
    )


def _remarked(guess: Problem) -> Problem:
    """Return a *guess* as something to do."""
    return replace(guess, message=f"was guessed, so check it: {guess.message}")


def _key(entry: Record) -> tuple[str, str]:
    return "source" if entry.__class__ is BY_NAME["source"].record else "entry", getattr(entry, "id", "")


def _name(draft: Unfinished, entry: Record | None) -> str:
    return (called(entry) if entry else draft.id) or f"{draft.what} without an id"


def _entries(working: Working) -> Iterator[Record]:
    for kind in KINDS:
        yield from kind.entries(working.brief)
    yield from working.loose


def _by_file(problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.location.path, []).append(problem)
    return {path: tuple(listed) for path, listed in found.items()}
