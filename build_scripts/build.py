"""The five steps from ``source/`` to ``docs/``, in reading order: start here."""

from collections.abc import Container, Mapping
from dataclasses import replace
from pathlib import Path

from build_scripts.anchor import anchor
from build_scripts.brief.addresses import UNKNOWN, Website
from build_scripts.brief.collector import no_garbage_collection
from build_scripts.brief.model import Brief
from build_scripts.brief.pages import FEED
from build_scripts.brief.problems import BriefError
from build_scripts.brief.recent import Recent
from build_scripts.brief.release import require_release
from build_scripts.check import check, handwritten
from build_scripts.check.drafts import Findings, compare, find
from build_scripts.check.folder import generated_paths
from build_scripts.export import FORMATS
from build_scripts.export import export as exported
from build_scripts.load import load
from build_scripts.memory import DiskMemory, Memory
from build_scripts.project import schema_files, write_tool
from build_scripts.publish import Published, publish
from build_scripts.render import coverage, feed, render_cards, render_content, render_working
from build_scripts.render.content import Content
from build_scripts.render.desk import DESK
from build_scripts.render.working import working
from build_scripts.search import index

BUILT = "BRIEF_PAGES_ARE_BUILT"
"""The variable that tells the hook of MkDocs, which would build the pages, that they have just been built."""


@no_garbage_collection()
def summary(source: Path) -> tuple[tuple[str, str], ...]:
    """Return how far the brief in *source* is checked: what is counted, and its figure."""
    brief = load(source)
    return tuple(coverage.rows(brief, coverage.measure(brief, anchor(brief))))


@no_garbage_collection()
def build(source: Path, docs: Path, *, drafts: bool = False, memory: Memory | None = None) -> Published:
    """Build the pages in *docs* from the brief in *source*; raise BriefError, with nothing written, if any is wrong.

    With *drafts* they are its writer's own view: everything, whatever is wrong with it, and a desk that says so. What
    the last build made is remembered in *memory*, or else on the disk.
    """
    memory = memory or DiskMemory(docs)
    recent = memory.recent
    brief = load(source, recent)
    if drafts:
        return _build_working(brief, docs, source, memory, recent)
    require_release(brief.meta)
    anchors = anchor(brief, recent)
    found = find(brief, anchors)
    if wrong := [*found.problems, *handwritten.problems(docs, generated_paths(brief))]:
        raise BriefError(wrong)
    write_tool(docs.parent, brief)
    content = Content(brief, anchors)
    maker = memory.maker(content)
    pages, shown = render_content(content, maker), render_cards(content, maker)
    made = {**shown, **index(content, pages, _written(docs, pages)), **schema_files(docs.parent)}
    published = publish({**pages, FEED: feed.feed(brief), **made}, docs)
    memory.keep(maker)
    return replace(published, left=found.left)


def _build_working(brief: Brief, docs: Path, source: Path, memory: Memory, recent: Recent) -> Published:
    published, brief = brief, brief.whole or brief
    # The pages are its writer's alone, so that what somebody wrote by hand into another page is told, and stops nothing.
    anchors = anchor(brief, recent)
    whole = set(check(brief, anchors))
    findings = compare(published, anchor(published, recent), whole) if published.whole else Findings(tuple(whole))
    written_by_hand = handwritten.problems(docs, {*generated_paths(brief), DESK})
    found = tuple(sorted({*whole, *findings.problems, *written_by_hand}))
    if not brief.articles:  # nothing could be shown
        raise BriefError(found)
    write_tool(docs.parent, brief)
    shown = working(brief, anchors, found, source.resolve().parent.as_posix())
    content = Content(shown.brief, shown.anchors, shown)
    maker = memory.maker(content)
    pages = render_working(content, shown, maker)
    wrong = {problem.location.path for problem in found}
    written = {path: text for path, text in _written(docs, pages).items() if (docs / path).as_posix() not in wrong}
    made = {**render_cards(content, maker), **index(content, pages, written), **schema_files(docs.parent)}
    problems = tuple(sorted({*findings.problems, *written_by_hand}))
    done = publish({**pages, **made}, docs)
    memory.keep(maker)
    return replace(done, problems=problems, left=findings.left)


def _written(docs: Path, pages: Container[str]) -> dict[str, str]:
    """Return the pages in *docs* that people wrote, by their paths there; *pages* are those that the build makes."""
    return {path: text for path, text in handwritten.documents(docs).items() if path not in pages}


def export(source: Path, website: Website = UNKNOWN, names: tuple[str, ...] = tuple(FORMATS)) -> Mapping[str, str]:
    """Return what the published brief in *source* gives in the formats called *names*: the text of each file, by its path.

    Raise BriefError if anything is wrong.
    """
    brief = load(source)
    require_release(brief.meta)
    anchors = anchor(brief)
    if wrong := find(brief, anchors).problems:
        raise BriefError(wrong)
    return exported(brief, anchors, website, names)
