"""A reader who comes by an address that was kept for years is led on, or told."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Look, NewPage
from tests.published import found_in


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("actors/admiral/", "actors/karst/"),
        ("actors/flood-gate/", "glossary/#tfb"),
    ],
)
def test_a_page_leads_on_without_scripts_too(look: Look, site: str, old: str, new: str, *, scripts: bool) -> None:
    page = look(site + old, scripts=scripts)
    expect(page).to_have_url(site + new)


def test_a_page_leads_on_from_a_folder(new_page: NewPage, editions: Path) -> None:
    page = new_page()
    folder = editions / "harbour-brief-offline"
    page.goto((folder / "actors" / "admiral.html").as_uri())
    expect(page).to_have_url((folder / "actors" / "karst.html").as_uri())


@pytest.mark.parametrize("old", ["quotes/harbour/#a-door", "articles/harbour/#at-a-door"])
def test_an_entry_leads_on(look: Look, site: str, old: str) -> None:
    page = look(site + old)
    expect(page).to_have_url(site + "quotes/harbour/#two-neighbours")
    expect(page.locator("#two-neighbours")).to_be_in_viewport()


def test_without_scripts_an_entry_says_where_it_stands_now(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site + "articles/harbour/#note-a-door")
    told = page.locator("#note-a-door")
    expect(told).to_be_in_viewport()
    expect(told).to_have_text("“Of a door”, a former quotation of this brief (until 2018), is now at another address.")
    told.get_by_role("link").click()
    expect(page.locator("#two-neighbours")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False])
def test_an_entry_that_is_gone_says_so_to_those_who_come_for_it(new_page: NewPage, site: str, *, scripts: bool) -> None:
    address = site + "quotes/harbour/"
    page = new_page(java_script_enabled=scripts)
    page.goto(address)
    told = page.get_by_text("a former quotation of this brief (until 2018), is gone. Nobody said it.")
    expect(told).to_be_hidden()
    page.goto(address + "#whale")
    expect(told).to_be_in_viewport()


def test_a_page_that_is_gone_says_so_and_keeps_out_of_search(new_page: NewPage, site: str, built_site: Path) -> None:
    page = new_page()
    page.goto(site + "actors/nobody/")
    expect(page.get_by_text("is gone. There was no such person.")).to_be_visible()
    expect(page.locator("meta[name=robots]")).to_have_attribute("content", "noindex")
    page.get_by_role("link", name="All former addresses").click()
    expect(page.get_by_role("heading", name="Former addresses")).to_be_in_viewport()
    assert "/actors/nobody/" not in (built_site / "sitemap.xml").read_text(encoding="utf-8")
    assert "actors/nobody.md" not in {text.address.page for text in found_in(built_site)}


def test_the_single_page_leaves_out_what_is_gone(editions: Path) -> None:
    single = (editions / "harbour-brief.html").read_text(encoding="utf-8")
    shown = single.partition("</main>")[0]
    assert shown.count("There was no such person.") == 1  # among the former addresses
