"""A brief's folder -> everything that is wrong in it: what ``brief check`` says."""

from pathlib import Path

from build_scripts.anchor import anchor
from build_scripts.brief.collector import no_garbage_collection
from build_scripts.brief.model import Brief
from build_scripts.brief.pages import FEED, page_paths
from build_scripts.brief.problems import Problem
from build_scripts.brief.release import refusal_now
from build_scripts.check import handwritten
from build_scripts.check.drafts import Findings, find
from build_scripts.load import load


@no_garbage_collection()
def problems(source: Path, docs: Path | None = None) -> tuple[Problem, ...]:
    """Return everything that is wrong with the brief in *source* and the pages written by hand in *docs*, line by line."""
    return findings(source, docs).problems


@no_garbage_collection()
def findings(source: Path, docs: Path | None = None) -> Findings:
    """Return the same, what is left to do in the drafts, which stops nothing, and why the brief waits, if it does."""
    brief = load(source)
    found = find(brief, anchor(brief))
    written = handwritten.problems(docs, generated_paths(brief)) if docs else ()
    waits = tuple(filter(None, (refusal_now(brief.meta),)))
    return Findings(tuple(sorted({*found.problems, *written})), found.left, waits)


def generated_paths(brief: Brief) -> frozenset[str]:
    """Return the files of ``docs/`` that the build makes of *brief*."""
    return frozenset((*page_paths(brief), FEED))
