"""The time for a comparison, and for what a brief says of former ids, grows with the number of entries, not with its square."""

import time
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief.model import Brief
from build_scripts.check import moved
from build_scripts.review.compare import compare
from build_scripts.review.renames import FEW_PAIRS, MOST_CANDIDATES, pairs_to_compare, renames
from build_scripts.review.versions import Pair, Version
from tests import briefs

SIZES = (100, 200, 400, 800)
LINEAR = 1.5
"""How much more than twice as long twice as many entries may take; a square would be 2."""


def brief(size: int, prefix: str, comparison: str, former: tuple[dict[str, Any], ...] = ()) -> Brief:
    """Return a brief of an article of *size* paragraphs and a claim on each, whose ids begin with *prefix*."""
    lines = [f"Paragraph {number} says so." for number in range(size)]
    claims = tuple(
        briefs.claim(f"{prefix}-{number}", line, evidence=f"{comparison} of line {number}. [@report]")
        for number, line in enumerate(lines)
    )
    return briefs.brief(briefs.article("\n".join(lines)), claims=claims, former=former)


def former(size: int) -> tuple[dict[str, Any], ...]:
    """Return a third of the old ids, each with the id that replaces it."""
    fields = {"kind": "claim", "title": "A claim", "date": "2020"}
    return tuple({"id": f"old-{number}", "now": f"new-{number}", **fields} for number in range(0, size, 3))


@cache
def pair(size: int) -> Pair:
    """Return a change in which each entry has another id, and other words."""
    old, new = brief(size, "old", "The report"), brief(size, "new", "The same report", former(size))
    return Pair(Version("old", old, anchor(old)), Version("new", new, anchor(new)))


def seconds(call: Callable[[], object]) -> float:
    """Return the processor's time that *call* takes, the least of three, which other programs disturb least."""
    times = []
    for _ in range(3):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return min(times)


def growth(call: Callable[[int], object]) -> float:
    """Return by how much more than the number of entries the time grows, for each doubling."""
    first, last = (seconds(lambda size=size: call(size)) for size in (SIZES[0], SIZES[-1]))  # type: ignore[misc]
    return float((last / first / (SIZES[-1] / SIZES[0])) ** (1 / (len(SIZES) - 1)))


def test_a_comparison_takes_time_in_proportion_to_the_entries() -> None:
    for size in SIZES:
        changes = compare(pair(size))
        assert [change.how for change in changes.entries if change.kind == "claim"] == ["renamed"] * size
    assert growth(lambda size: compare(pair(size))) < LINEAR


def test_what_is_wrong_with_former_ids_is_found_in_proportion_to_them() -> None:
    made = {size: pair(size).new.brief for size in SIZES}
    assert [*moved.problems(made[SIZES[0]])] == []
    assert growth(lambda size: [list(moved.problems(made[size])) for _ in range(20)]) < LINEAR


@pytest.mark.parametrize("size", [100, 1000, 4000])
def test_of_many_entries_each_is_compared_with_a_few(size: int) -> None:
    gone = {
        f"old-{number}": f"Entry {number}, whose note says {number * 7} things of the mill." for number in range(size)
    }
    come = {f"new-{number}": text.replace("mill", "mills") for number, text in enumerate(gone.values())}
    assert len([*pairs_to_compare(gone, come)]) <= max(FEW_PAIRS, MOST_CANDIDATES * size)
    assert dict(renames(gone, come)) == {f"new-{number}": f"old-{number}" for number in range(size)}


def test_entries_that_are_the_same_are_recognised_before_those_that_are_alike() -> None:
    gone = {"a": "The mill stands by the river.", "b": "The mill stands by the rivers."}
    come = {"x": "The mill stands by the rivers.", "y": "The mill stood by the river."}
    assert dict(renames(gone, come)) == {"x": "b", "y": "a"}
    assert dict(renames(gone, {"z": "A quite different text."})) == {}
