"""Each case is a folder one can open: what a writer typed, and the pages, or the problems, that come of it."""

import re
from pathlib import Path

import pytest

from build_scripts.anchor import anchor
from build_scripts.build import build
from build_scripts.check.folder import problems
from build_scripts.load import load
from build_scripts.render import cards, render, render_cards
from build_scripts.render.content import Content
from tests import briefs
from tests.places import ROOT

PAGES = sorted((ROOT / "tests" / "pages").iterdir())
ERRORS = sorted((ROOT / "tests" / "errors").iterdir())


def tree(folder: Path) -> dict[str, str]:
    """Return every page below *folder*, and the feed."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".xml"))
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.name)
def test_each_case_renders_its_pages(case: Path, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    build(case / "source", tmp_path)
    pages = tree(tmp_path)
    pages.pop("reference/formats.md")
    if request.config.getoption("--rewrite"):
        for path, page in pages.items():
            (case / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
            (case / "docs" / path).write_text(page, encoding="utf-8", newline="\n")
    assert pages == tree(case / "docs")


@pytest.mark.parametrize("case", PAGES, ids=lambda case: case.name)
def test_each_case_has_its_cards(case: Path, request: pytest.FixtureRequest) -> None:
    brief = load(case / "source")
    made = render_cards(Content(brief, anchor(brief)))
    made = {path.removeprefix(cards.FOLDER): text for path, text in made.items()}
    kept = case / "cards"
    if request.config.getoption("--rewrite"):
        for path, text in made.items():
            (kept / path).parent.mkdir(parents=True, exist_ok=True)
            (kept / path).write_text(text, encoding="utf-8", newline="\n")
    assert made == {path.relative_to(kept).as_posix(): path.read_text(encoding="utf-8") for path in kept.rglob("*.js")}


@pytest.mark.parametrize("case", ERRORS, ids=lambda case: case.name)
def test_each_case_reports_its_problems(case: Path, request: pytest.FixtureRequest) -> None:
    said = "\n".join(map(str, problems(case / "source"))) + "\n"
    if request.config.getoption("--rewrite"):
        (case / "problems.txt").write_text(said, encoding="utf-8", newline="\n")
    assert said == (case / "problems.txt").read_text(encoding="utf-8")


def test_a_brief_with_little_in_it_has_no_empty_parts() -> None:
    brief = briefs.brief(briefs.article("The mill stands."))
    pages = render(brief, anchor(brief))
    pages.pop("reference/formats.md")
    for path, page in pages.items():
        words = re.sub(r"\A---\n.*?\n---\n|<section class=\"works\".*|<script.*", "", page, flags=re.DOTALL)
        assert not re.search(r"^(#+) [^\n]*\n+(?:(?!\1#)#+ |\Z)", words, re.MULTILINE), path
        assert not re.search(r"^\| ---[^\n]*\n(?!\|)", words, re.MULTILINE), path
