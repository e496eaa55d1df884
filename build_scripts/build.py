"""The five steps from ``source/`` to ``docs/``, in reading order: start here."""

from pathlib import Path

from build_scripts import feed
from build_scripts.anchor import anchor
from build_scripts.check import check
from build_scripts.load import load, no_garbage_collection
from build_scripts.problems import BriefError, Problem
from build_scripts.publish import Published, publish
from build_scripts.render import render


@no_garbage_collection()
def problems(source: Path) -> tuple[Problem, ...]:
    """Return everything that is wrong with the brief in *source*, by file and line."""
    brief = load(source)
    return tuple(sorted(set(check(brief, anchor(brief)))))


@no_garbage_collection()
def build(source: Path, docs: Path) -> Published:
    """Build the pages in *docs* from the brief in *source*; raise BriefError, with nothing written, if any is wrong."""
    brief = load(source)
    anchors = anchor(brief)
    if found := list(check(brief, anchors)):
        raise BriefError(found)
    return publish({**render(brief, anchors), feed.PATH: feed.feed(brief)}, docs)
