"""A reader who comes by an address that was kept for years is led on, or told."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NEEDLESS, ROOT, run

NewPage = Callable[..., Page]
FORMER = """
former:
  - {id: swords, kind: quote, title: Of swords, date: 2018, now: gladiators}
  - {id: trident, kind: quote, title: Of tridents, date: 2018, reason: Nobody said it.}
  - {id: lieutenant-general, kind: actor, title: The general, date: 2018, now: poznikhir}
  - {id: shield, kind: actor, title: The shield, date: 2018, now: thaad}
  - {id: nobody, kind: actor, title: Nobody, date: 2018, reason: There was no such person.}
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project with some entries that are former, and their pages."""
    folder = tmp_path_factory.mktemp("former") / "project"
    shutil.copytree(ROOT, folder, ignore=lambda at, _: NEEDLESS if Path(at) == ROOT else set())
    with (folder / "source" / "brief.yml").open("a", encoding="utf-8") as file:
        file.write(FORMER)
    run("build_scripts", "build", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def hosted(project: Path) -> Path:
    """Return the folder of the hosted site."""
    run("mkdocs", "build", "--strict", cwd=project)
    run("build_scripts.editions.lighten", "site", cwd=project)
    return project / "site"


@pytest.fixture(scope="module")
def folder(project: Path) -> Path:
    """Return the site that opens without a host."""
    run("mkdocs", "build", "--strict", "--config-file", "mkdocs.offline.yml", "--site-dir", "build", cwd=project)
    run("build_scripts", "offline", "--site", "build", cwd=project)
    return project / "dist" / "missile-defense-brief-offline"


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("actors/lieutenant-general/", "actors/poznikhir/"),
        ("actors/shield/", "glossary/#thaad"),
    ],
)
def test_a_page_leads_on_without_scripts_too(
    new_page: NewPage, hosted: Path, site_of: Callable[[Path], str], old: str, new: str, *, scripts: bool
) -> None:
    site = site_of(hosted)
    page = new_page(java_script_enabled=scripts)
    page.goto(site + old)
    expect(page).to_have_url(site + new)


def test_a_page_leads_on_from_a_folder(new_page: NewPage, folder: Path) -> None:
    page = new_page()
    page.goto((folder / "actors" / "lieutenant-general.html").as_uri())
    expect(page).to_have_url((folder / "actors" / "poznikhir.html").as_uri())


@pytest.mark.parametrize("old", ["quotes/missile-defense/#swords", "articles/missile-defense/#at-swords"])
def test_an_entry_leads_on(new_page: NewPage, hosted: Path, site_of: Callable[[Path], str], old: str) -> None:
    site = site_of(hosted)
    page = new_page()
    page.goto(site + old)
    expect(page).to_have_url(site + "quotes/missile-defense/#gladiators")
    expect(page.locator("#gladiators")).to_be_in_viewport()


def test_without_scripts_an_entry_says_where_it_stands_now(
    new_page: NewPage, hosted: Path, site_of: Callable[[Path], str]
) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site_of(hosted) + "articles/missile-defense/#note-swords")
    told = page.locator("#note-swords")
    expect(told).to_be_in_viewport()
    expect(told).to_have_text(
        "“Of swords”, a former quotation of this brief (until 2018), now stands at another address."
    )
    told.get_by_role("link").click()
    expect(page.locator("#gladiators")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_entry_that_is_gone_says_so_to_those_who_come_for_it(
    new_page: NewPage, hosted: Path, site_of: Callable[[Path], str], *, scripts: bool
) -> None:
    address = site_of(hosted) + "quotes/missile-defense/"
    page = new_page(java_script_enabled=scripts)
    page.goto(address)
    told = page.get_by_text("a former quotation of this brief (until 2018), is gone. Nobody said it.")
    expect(told).to_be_hidden()
    page.goto(address + "#trident")
    expect(told).to_be_in_viewport()


def test_a_page_that_is_gone_says_so_and_keeps_out_of_search(
    new_page: NewPage, hosted: Path, site_of: Callable[[Path], str]
) -> None:
    page = new_page()
    page.goto(site_of(hosted) + "actors/nobody/")
    expect(page.get_by_text("is gone. There was no such person.")).to_be_visible()
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
    page.get_by_role("link", name="All that once had an address").click()
    expect(page.get_by_role("heading", name="Former addresses")).to_be_in_viewport()
    assert "/actors/nobody/" not in (hosted / "sitemap.xml").read_text(encoding="utf-8")
    index = json.loads((hosted / "search" / "search_index.json").read_text(encoding="utf-8"))
    assert "actors/nobody/" not in {entry["location"].partition("#")[0] for entry in index["docs"]}


def test_the_single_page_leaves_out_what_is_gone(folder: Path) -> None:
    single = (folder.parent / "missile-defense-brief.html").read_text(encoding="utf-8")
    assert single.count("There was no such person.") == 1  # among the former addresses
