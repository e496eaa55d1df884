"""The table of pages: the build, git and the navigation follow it."""

import re
import subprocess
from dataclasses import replace
from typing import Any

import pytest

from build_scripts.brief.kinds import KINDS, Kind
from build_scripts.brief.model import Document
from build_scripts.brief.pages import PageRow, page_paths, page_rows
from build_scripts.load import load
from build_scripts.project import navigation
from build_scripts.render.environment import page_environment
from tests import places

MILL = load(places.MILL)


@pytest.mark.parametrize("row", page_rows(), ids=lambda row: row.path)
def test_every_page_has_its_template(row: PageRow) -> None:
    assert page_environment().get_template(f"{row.template}.md.jinja")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_stands_on_a_page(kind: Kind) -> None:
    assert kind.page.replace("{article}", "{id}") in {row.path for row in page_rows()}


def test_git_ignores_the_pages_that_the_build_makes_and_no_others() -> None:
    made = [f"docs/{path}" for path in page_paths(MILL)]
    by_hand = ["docs/about/method.md", "docs/about/downloads.md", "docs/guide/prose.md", "docs/reference/api.md"]
    asked = ["git", "check-ignore", "--no-index", "--", *made, *by_hand]
    done = subprocess.run(asked, cwd=places.ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.split() == made


def paths(nav: list[Any]) -> set[str]:
    """Return the pages that a navigation names."""
    values = [value for entry in nav for value in entry.values()]
    return {path for value in values for path in (paths(value) if isinstance(value, list) else [value])}


@pytest.mark.parametrize("articles", [1, 2])
def test_the_navigation_of_a_made_project_follows_the_brief(articles: int) -> None:
    other = replace(MILL.articles[0], id="other")
    brief = replace(MILL, articles=(*MILL.articles, other)[:articles])
    nav = paths(navigation(brief))
    alone = {row.path for row in page_rows() if not row.each and not row.several}
    of_articles = {"articles/mill.md", "quotes/mill.md", "claims/mill.md"}
    lists = {row.path for row in page_rows() if row.several}
    by_hand = {"about/method.md", "about/downloads.md"}
    assert nav == alone | by_hand | (of_articles if articles == 1 else lists)


@pytest.mark.parametrize(
    ("emptied", "page"),
    [
        ({"events": ()}, "timeline.md"),
        ({"terms": (), "wordings": ()}, "glossary.md"),
        ({"claims": ()}, "claims/mill.md"),
        ({"background": Document("source/background.md", "")}, "background.md"),
    ],
)
def test_a_page_that_nothing_stands_on_is_made_and_is_not_in_the_navigation(emptied: dict[str, Any], page: str) -> None:
    assert page in paths(navigation(MILL))
    brief = replace(MILL, **emptied)
    assert page not in paths(navigation(brief))
    assert page in page_paths(brief)
    assert "glossary.md" in paths(navigation(replace(MILL, terms=())))


def test_an_index_of_no_claims_is_not_in_the_navigation_of_several_articles() -> None:
    brief = replace(MILL, articles=(*MILL.articles, replace(MILL.articles[0], id="other")))
    assert "claims/index.md" in paths(navigation(brief))
    assert "claims/index.md" not in paths(navigation(replace(brief, claims=())))


def test_an_entry_with_problems_brings_its_page_into_the_navigation() -> None:
    assert "timeline.md" in paths(navigation(replace(MILL, events=(), partial=MILL.events)))


def test_the_navigation_has_every_page_that_a_reader_begins_with() -> None:
    text = (places.ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    nav = set(re.findall(r"[\w/.-]+\.md", text.split("\nnav:")[1]))
    alone = {row.path for row in page_rows() if not row.each and not row.several}
    assert alone - nav == set()
    each = {row.path.partition("/")[0] for row in page_rows() if row.each == "article"}
    assert each <= {path.partition("/")[0] for path in nav}
