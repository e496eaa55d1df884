"""Promise 9: another engine publishes the same content from the same ``docs/`` and ``mkdocs.yml``."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests import published
from tests.browser.conftest import NewPage
from tests.make_editions import run, share
from tests.policy import SITE, others


@pytest.fixture(scope="session")
def zensical_site(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site as Zensical builds it from the same pages."""

    def make(folder: Path) -> None:
        shutil.copytree(built_site.parent, folder, ignore=shutil.ignore_patterns("site"))
        run(folder, "zensical", "build", "--clean")

    return share(tmp_path_factory, "zensical", make) / "site"


def test_zensical_publishes_the_same_words_on_every_page(built_site: Path, zensical_site: Path) -> None:
    pages = sorted(path.relative_to(built_site) for path in built_site.rglob("index.html"))
    assert len(pages) > 30
    assert pages == sorted(path.relative_to(zensical_site) for path in zensical_site.rglob("index.html"))
    different = [
        str(page) for page in pages if published.words(built_site / page) != published.words(zensical_site / page)
    ]
    assert different == []


def test_zensical_begins_every_page_with_the_policy(zensical_site: Path) -> None:
    assert others(zensical_site, SITE) == {}


@pytest.mark.parametrize("keyboard", [False, True])
def test_a_reader_finds_words_in_the_site_that_zensical_built(
    new_page: NewPage, zensical_site: Path, site_of: Callable[[Path], str], *, keyboard: bool
) -> None:
    page = new_page(viewport={"width": 1400, "height": 900})
    page.goto(site_of(zensical_site) + "actors/fisk/")
    if keyboard:
        page.keyboard.press("Control+k")
    else:
        page.get_by_role("button", name="Search").click()
    page.keyboard.type("neighbours")
    expect(page.get_by_role("link", name="The two neighbours").first).to_be_visible()
