"""The article: words and notes belong together, and the reader chooses what is marked."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage

ARTICLE = "articles/harbour/"
CLAIM = "claim-barrier"
PHONE = {"width": 390, "height": 844}


def background(page: Page, selector: str) -> str:
    return str(page.locator(selector).first.evaluate("element => getComputedStyle(element).backgroundColor"))


def test_a_link_to_words_of_the_article_lights_them_all(page: Page, site: str) -> None:
    page.goto(f"{site}{ARTICLE}#at-{CLAIM}")
    expect(page.locator(f'.m[data-a~="{CLAIM}"]').last).to_contain_class("at")


def test_without_scripts_the_first_of_the_words_are_lit(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}{ARTICLE}")
    before = background(page, f".m:has(#at-{CLAIM})")
    page.goto(f"{site}{ARTICLE}#at-{CLAIM}")
    assert background(page, f".m:has(#at-{CLAIM})") != before


def test_words_and_their_note_light_up_together(page: Page, site: str) -> None:
    page.goto(f"{site}{ARTICLE}")
    page.locator(f"#note-{CLAIM} summary").hover()
    expect(page.locator(f'.m[data-a~="{CLAIM}"]').first).to_contain_class("lit")
    page.locator(f'.m[data-a~="{CLAIM}"]').first.hover()
    expect(page.locator(f"#note-{CLAIM}")).to_contain_class("lit")


def test_a_tap_on_a_reference_opens_its_note_in_place(new_page: NewPage, site: str) -> None:
    page = new_page(has_touch=True, is_mobile=True, viewport=PHONE)
    page.goto(f"{site}{ARTICLE}")
    note = page.locator("#note-wording-confirmed")
    expect(note.get_by_role("link", name="In the glossary")).to_be_hidden()
    page.get_by_role("link", name="Note W1", exact=True).first.tap()
    expect(note.get_by_role("link", name="In the glossary")).to_be_in_viewport()


def test_without_scripts_every_note_can_be_opened(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False, viewport=PHONE)
    page.goto(f"{site}{ARTICLE}")
    note = page.locator("#note-wording-confirmed")
    note.locator("summary").click(position={"x": 100, "y": 10})
    expect(note.get_by_role("link", name="In the glossary")).to_be_visible()


def test_a_reader_chooses_what_is_marked_without_scripts(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}{ARTICLE}")
    note = page.get_by_role("link", name="Note C1", exact=True)
    expect(note).to_be_visible()
    page.get_by_role("checkbox", name="Claims").uncheck()
    expect(note).to_be_hidden()
    expect(page.get_by_role("link", name="Note Q1", exact=True)).to_be_visible()


def test_the_choice_is_remembered(page: Page, site: str) -> None:
    page.goto(f"{site}{ARTICLE}")
    page.get_by_role("checkbox", name="Claims").uncheck()
    page.reload()
    expect(page.get_by_role("checkbox", name="Claims")).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="Events")).to_be_checked()
    expect(page.get_by_role("link", name="Note C1", exact=True)).to_be_hidden()


def test_a_paragraph_has_an_address_to_hand_on(page: Page, site: str) -> None:
    page.goto(f"{site}{ARTICLE}")
    page.get_by_role("link", name="Paragraph 4", exact=True).click()
    page.wait_for_url(f"{site}{ARTICLE}#p4")


def test_notes_stand_beside_the_text_where_there_is_room(new_page: NewPage, site: str) -> None:
    for width, beside in ((1440, True), (390, False)):
        page = new_page(viewport={"width": width, "height": 900})
        page.goto(f"{site}{ARTICLE}")
        text, note = page.locator("#p1").bounding_box(), page.locator("#note-wording-confirmed").bounding_box()
        assert text
        assert note
        assert (note["x"] >= text["x"] + text["width"]) == beside
