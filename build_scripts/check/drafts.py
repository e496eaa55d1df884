"""What is wrong with a brief that has drafts: what stops its publication, and what is left to do in the drafts. Pure.

The brief is checked twice. Without its drafts it is what is published; with them it is what its writer means it to
become. So what a draft has, such as the entry of a name or the only citation of a source, is not missed, and nobody is
told to add or to remove what will be right when the draft is finished.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from build_scripts.anchor import Anchors, anchor
from build_scripts.brief.model import Brief, Unfinished
from build_scripts.brief.problems import Problem
from build_scripts.check import check
from build_scripts.check.rules import ABSENCES


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with a brief, line by line."""

    problems: tuple[Problem, ...]
    """What must be put right before anything is published."""
    left: tuple[Problem, ...] = ()
    """What is left to do in the drafts."""
    notes: tuple[Problem, ...] = ()
    """Why nothing is published now, although nothing is wrong: the brief is a draft, or its embargo has not ended."""


def find(brief: Brief, anchors: Anchors) -> Findings:
    """Return everything that is wrong with *brief*, whose *anchors* are given."""
    whole = check(brief.whole, anchor(brief.whole)) if brief.whole else ()
    return compare(brief, anchors, whole)


def compare(brief: Brief, anchors: Anchors, whole_problems: Iterable[Problem]) -> Findings:
    """Return the same, where what is wrong with the brief and its drafts is known: *whole_problems*."""
    found = set(check(brief, anchors))
    if brief.whole is None:
        return Findings(tuple(sorted(found)))
    whole = set(whole_problems)
    problems = {one for one in found if one.rule not in ABSENCES or one in whole}
    left = whole - problems
    return Findings(tuple(sorted(problems)), tuple(sorted({*left, *_ready(brief.drafts, tuple(left))})))


def _ready(drafts: Sequence[Unfinished], left: Sequence[Problem]) -> Iterator[Problem]:
    """Yield of each of the *drafts* in which nothing is *left* to do that it is still a draft, as somebody may have forgotten."""
    lacking = {(draft.what, draft.id) for draft in drafts if any(draft.holds(one.location) for one in left)}
    for draft in drafts:
        if draft.status and (draft.what, draft.id) not in lacking:
            hint = "delete this line to publish it, when you have checked it"
            yield Problem(draft.status, f'is a draft that lacks nothing: "{draft.id}"', hint)
