"""The menu: on a phone and a tablet it is behind a button, and it leads to every part of the site."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Look, NewPage
from tests.browser.test_reading import KIND

PARTS = {
    "Brief": "",
    "Article": "articles/harbour/",
    "Key quotes": "quotes/harbour/",
    "Claims": "claims/harbour/",
    "Background": "background/",
    "Actors": "actors/",
    "Glossary": "glossary/",
    "Timeline": "timeline/",
    "Map": "map/",
    "Sources": "sources/",
}


def open_menu(page: Page) -> None:
    page.locator("label.md-header__button[for=__drawer]").click()
    expect(page.locator(".md-sidebar--primary")).to_be_in_viewport()


@KIND
@pytest.mark.parametrize("width", [390, 1200])
def test_the_menu_opens_on_every_kind_of_page(look: Look, site: str, path: str, width: int) -> None:
    page = look(f"{site}{path}", width, 844)
    open_menu(page)
    shown = page.locator(".md-sidebar--primary .md-nav--primary > .md-nav__list > .md-nav__item")
    assert [item.is_visible() for item in shown.all()] == [True] * (len(PARTS) + 1)


@pytest.mark.parametrize("start", ["", "articles/harbour/", "about/method/"])
def test_the_menu_of_a_page_has_an_entry_for_every_part(look: Look, site: str, start: str) -> None:
    page = look(f"{site}{start}", 390, 844)
    open_menu(page)
    if start.startswith("about/"):  # whose own entries are shown first
        page.locator(".md-nav[data-md-level='1'] > .md-nav__title").filter(has_text="About").click()
    for name, path in PARTS.items():
        if path != start:  # the page's own entry opens the list of its headings
            entry = page.locator(".md-sidebar--primary").get_by_role("link", name=name, exact=True)
            expect(entry).to_be_visible()
            expect(entry).to_have_js_property("href", f"{site}{path}")


def test_a_reader_goes_through_all_parts_by_the_menu(new_page: NewPage, site: str) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{site}sources/")
    for name, path in PARTS.items():
        open_menu(page)
        page.locator(".md-sidebar--primary").get_by_role("link", name=name, exact=True).click()
        expect(page).to_have_url(f"{site}{path}")
