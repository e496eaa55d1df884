"""The desk: a page for the writer alone, with everything left to do, and the text to paste for each item. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from build_scripts.brief.kinds import KINDS
from build_scripts.brief.model import Record
from build_scripts.brief.problems import Problem
from build_scripts.render import coverage
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


def desk_names(working: Working) -> Mapping[str, Any]:
    """Return what the desk's template shows."""
    brief = working.brief
    apart = (*_IDLE, _UNCOVERED)
    drafts = [entry for entry in _entries(working) if getattr(entry, "status", "") == "draft"]
    return {
        "files": tuple(_by_file(one for one in working.problems if one.rule not in apart).items()),
        "figures": tuple(coverage.rows(brief, coverage.measure(brief, working.anchors))),
        "uncovered": tuple(one for one in working.problems if one.rule == _UNCOVERED),
        "guesses": tuple(_by_file(brief.guesses).items()),
        "idle": tuple(one for one in working.problems if one.rule in _IDLE),
        "bare_sources": tuple(source for source in brief.sources if not source.passages),
        "passage": PASSAGE,
        "drafts": tuple((entry, called(entry), working.of(entry), entry in working.loose) for entry in drafts),
    }


def _entries(working: Working) -> Iterator[Record]:
    for kind in KINDS:
        yield from kind.entries(working.brief)
    yield from working.loose


def _by_file(problems: Iterable[Problem]) -> dict[str, tuple[Problem, ...]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.location.path, []).append(problem)
    return {path: tuple(listed) for path, listed in found.items()}
