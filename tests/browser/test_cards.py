"""A card tells what a link leads to: by pointer, by keyboard, by touch; without scripts the link is a link."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Look, NewPage


def focus_by_keyboard(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")


def test_a_reader_sees_a_term_explained_under_the_pointer(page: Page, site: str) -> None:
    page.clock.install()
    page.goto(f"{site}background/")
    page.get_by_role("link", name="Sound Treaty", exact=True).first.hover()
    card = page.get_by_role("note").filter(has_text="Treaty on the Sound")
    expect(card).to_be_visible()
    card.get_by_role("link").hover()
    page.clock.run_for(1000)
    expect(card).to_be_visible()
    page.get_by_role("heading", level=1).hover()
    expect(card).to_be_hidden()


def test_a_link_that_is_scrolled_under_a_pointer_at_rest_opens_no_card(page: Page, site: str) -> None:
    page.clock.install()
    page.goto(f"{site}background/")
    link = page.get_by_role("link", name="Sound Treaty", exact=True).first
    card = page.get_by_role("note").filter(has_text="Treaty on the Sound")
    link.hover()
    expect(card).to_be_visible()  # and it is at hand from now on
    page.keyboard.press("Escape")
    box = link.bounding_box()
    assert box
    x, y = box["x"] + 8, box["y"] + box["height"] / 2 - 40
    page.mouse.move(x, y)
    page.evaluate("scrollBy({ top: 40, behavior: 'instant' })")
    expect(page.locator("a:hover")).to_have_text("Sound Treaty")
    page.clock.run_for(1000)
    expect(card).to_be_hidden()
    page.mouse.move(x + 1, y)
    page.clock.run_for(1000)
    expect(card).to_be_visible()


def test_a_reader_goes_through_a_card_by_keyboard_alone(page: Page, site: str) -> None:
    page.goto(f"{site}background/")
    focus_by_keyboard(page, "Sound Treaty")
    card = page.get_by_role("note").filter(has_text="Treaty on the Sound")
    expect(card).to_be_visible()
    page.keyboard.press("Alt+ArrowDown")
    expect(card.get_by_role("link", name="Open in the glossary")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Sound Treaty", exact=True).first).to_be_focused()
    page.keyboard.press("Alt+ArrowDown")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page.get_by_role("link", name="Sound Treaty", exact=True).first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Sound Treaty", exact=True).first).not_to_be_focused()
    expect(page.locator(".card :focus")).to_have_count(0)


def test_a_card_is_read_out_while_it_is_open(page: Page, site: str) -> None:
    page.goto(f"{site}background/")
    focus_by_keyboard(page, "Sound Treaty")
    link = page.get_by_role("link", name="Sound Treaty", exact=True).first
    expect(page.get_by_role("note")).to_be_visible()
    assert "Treaty on the Sound" in (page.locator(f"#{link.get_attribute('aria-describedby')}").text_content() or "")
    page.keyboard.press("Escape")
    assert link.get_attribute("aria-describedby") is None


def test_the_first_tap_opens_the_card_and_the_second_follows(new_page: NewPage, site: str) -> None:
    page = new_page(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800})
    page.goto(f"{site}background/")
    link = page.get_by_role("link", name="Sound Treaty", exact=True).first
    link.tap()
    expect(page.get_by_role("note").filter(has_text="Treaty on the Sound")).to_be_visible()
    assert page.url == f"{site}background/"
    link.tap()
    page.wait_for_url(f"{site}glossary/#sound-treaty")


@pytest.mark.parametrize(
    ("path", "link", "told"),
    [
        ("background/", "a.footnote-ref", "Open the footnote"),
        ("background/", "a.cite[data-card]", "Open in the article"),
        ("background/", "a.actor[data-card]", "Open the profile"),
        ("", "a.quote[data-card]", "Open the quotation"),
        ("", "a.claim[data-card]", "Open the claim"),
        ("glossary/", "a.term", "Open the entry"),
        ("articles/harbour/", "a.ref", "Open the note"),
        ("articles/harbour/", "a.cite", "Open the paragraph"),
    ],
)
def test_every_kind_of_link_has_its_card(look: Look, site: str, path: str, link: str, told: str) -> None:
    page = look(f"{site}{path}")
    page.evaluate("for (const note of document.querySelectorAll('details')) note.open = true")
    page.locator(f".md-content {link}:visible").first.hover()
    expect(page.get_by_role("note").get_by_role("link", name=told)).to_be_visible()


def test_without_scripts_a_link_is_a_link_and_no_card_is_in_the_way(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}background/")
    expect(page.get_by_role("note")).to_have_count(0)
    page.get_by_role("link", name="Sound Treaty", exact=True).first.click()
    page.wait_for_url(f"{site}glossary/#sound-treaty")


def test_a_card_is_loaded_when_it_is_asked_for_and_once(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}background/")
    assert not [url for url in asked if "/cards/" in url]
    for _ in range(2):
        focus_by_keyboard(page, "Sound Treaty")
        expect(page.get_by_role("note").filter(has_text="Treaty on the Sound")).to_be_visible()
        page.keyboard.press("Escape")
    assert [url for url in asked if "/cards/" in url] == [f"{site}assets/cards/glossary.js"]


def test_a_tap_follows_the_link_whose_card_cannot_be_had(new_page: NewPage, site: str) -> None:
    page = new_page(has_touch=True, is_mobile=True, viewport={"width": 390, "height": 800})
    page.route("**/assets/cards/**", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.goto(f"{site}background/")
    page.get_by_role("link", name="Sound Treaty", exact=True).first.tap()
    page.wait_for_url(f"{site}glossary/#sound-treaty")


def test_what_a_writer_typed_runs_in_no_card(new_page: NewPage, site: str) -> None:
    page = new_page()
    hostile = "<b>&lt;img src=x onerror=alert(1)&gt;</b> <a>Open in the glossary</a>"
    body = f'briefCards("glossary",{{"sound-treaty":["term","{hostile}"]}});'
    page.route("**/cards/glossary.js", lambda route: route.fulfill(body=body, content_type="text/javascript"))
    page.goto(f"{site}background/")
    focus_by_keyboard(page, "Sound Treaty")
    card = page.get_by_role("note")
    expect(card).to_contain_text("<img src=x onerror=alert(1)>")
    expect(card.locator("img")).to_have_count(0)


def test_cards_work_from_a_folder(browser: Browser, built_site: Path) -> None:
    with browser.new_context() as context:  # unwatched: only the offline edition brings a search index for folders
        page = context.new_page()
        page.goto((built_site / "background/index.html").as_uri())
        focus_by_keyboard(page, "Sound Treaty")
        expect(page.get_by_role("note").filter(has_text="Treaty on the Sound")).to_be_visible()
