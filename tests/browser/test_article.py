"""The article: words and notes belong together, and the reader chooses what is marked."""

from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from build_scripts.brief.model import VERDICTS
from tests.browser.conftest import Look, NewPage

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


def on_a_phone(new_page: NewPage, site: str) -> Page:
    page = new_page(has_touch=True, is_mobile=True, viewport=PHONE)
    page.goto(f"{site}{ARTICLE}")
    return page


def test_a_tap_on_a_mark_brings_its_note_from_below_and_leaves_the_words_in_view(new_page: NewPage, site: str) -> None:
    page = on_a_phone(new_page, site)
    page.locator('.m[data-a~="claim-opening"]').last.tap()
    sheet = page.get_by_role("dialog", name="Note C")
    expect(sheet.get_by_role("link", name="The claim in full")).to_be_visible()
    words = page.locator('.m[data-a~="claim-opening"]').first
    expect(words).to_contain_class("at")
    box, lit = sheet.bounding_box(), words.bounding_box()
    assert box
    assert lit
    assert box["height"] <= 0.45 * PHONE["height"]
    assert 48 < lit["y"] < lit["y"] + lit["height"] < box["y"]


def test_a_reader_goes_through_the_notes_on_a_phone(new_page: NewPage, site: str) -> None:
    page = on_a_phone(new_page, site)
    page.get_by_role("link", name="Note C1").tap()
    sheet = page.get_by_role("dialog", name="Note")
    expect(sheet).to_contain_text("1 of")
    expect(sheet.get_by_role("button", name="Previous note")).to_be_disabled()
    sheet.get_by_role("button", name="Next note").tap()
    expect(sheet).to_contain_text("2 of")
    sheet.get_by_role("button", name="Previous note").tap()
    sheet.get_by_role("button", name="Close").tap()
    expect(sheet).to_be_hidden()


def test_the_sheet_works_by_keyboard_and_escape_leads_back(new_page: NewPage, site: str) -> None:
    page = new_page(viewport=PHONE)
    page.goto(f"{site}{ARTICLE}")
    mark = page.get_by_role("link", name="Note C1")
    mark.press("Enter")
    expect(page.get_by_role("dialog", name="Note")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Note")).to_contain_text("2 of")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog", name="Note")).to_be_hidden()
    expect(page.locator(".para a.ref:focus")).to_have_count(1)


def test_marks_and_choices_are_large_enough_to_touch(new_page: NewPage, site: str) -> None:
    page = on_a_phone(new_page, site)
    for target in page.locator(".para a.ref:visible, .presets label, .verdicts label").all():
        box = target.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24


def test_without_scripts_every_note_can_be_opened(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False, viewport=PHONE)
    page.goto(f"{site}{ARTICLE}")
    note = page.locator("#note-claim-barrier")
    note.locator("summary").click(position={"x": 100, "y": 10})
    expect(note.get_by_role("link", name="The claim in full")).to_be_visible()


def test_where_the_script_is_missing_a_mark_shows_its_note(browser: Browser, site: str) -> None:
    with browser.new_context(
        viewport={"width": 390, "height": 844}
    ) as context:  # unwatched: the missing script is a fault
        page = context.new_page()
        page.route("**/brief.js", lambda route: route.abort())
        page.goto(f"{site}{ARTICLE}")
        page.get_by_role("link", name="Note C1").click()
        expect(page.locator("#note-claim-barrier")).to_be_in_viewport()


CLAIM_MARK, QUOTE_MARK, EVENT_MARK = "Note C1", "Note Q1", "Note E1"


@pytest.mark.parametrize(
    ("preset", "shown"),
    [
        ("Plain", []),
        ("Claims", [CLAIM_MARK, QUOTE_MARK]),
        ("Quotations", [QUOTE_MARK]),
        ("Everything", [CLAIM_MARK, QUOTE_MARK, EVENT_MARK]),
    ],
)
def test_a_reader_chooses_what_is_marked_without_scripts(look: Look, site: str, preset: str, shown: list[str]) -> None:
    page = look(f"{site}{ARTICLE}", scripts=False)
    expect(page.get_by_role("radio", name="Claims")).to_be_checked()
    page.get_by_role("radio", name=preset).check()
    marks = (CLAIM_MARK, QUOTE_MARK, EVENT_MARK)
    assert [mark for mark in marks if page.get_by_role("link", name=mark).first.is_visible()] == shown
    lined = [
        mark
        for mark, words in zip(marks, (".v-corroborated", ".m-quote", ".m-event"), strict=True)
        if page.locator(f".article {words}").first.evaluate(MARKED)
    ]
    assert lined == shown


MARKED = """element => { const style = getComputedStyle(element);
return style.textDecorationLine !== "none" || style.backgroundColor !== "rgba(0, 0, 0, 0)" }"""


def test_the_choice_is_remembered(page: Page, site: str) -> None:
    page.goto(f"{site}{ARTICLE}")
    page.get_by_role("radio", name="Everything").check()
    page.reload()
    expect(page.get_by_role("radio", name="Everything")).to_be_checked()
    expect(page.get_by_role("link", name="Note E1").first).to_be_visible()


def test_a_reader_sees_the_claims_of_one_verdict_alone(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page.goto(f"{site}{ARTICLE}")
    page.get_by_role("radio", name="Disputed").check()
    expect(page.get_by_role("link", name="Note C2: Disputed")).to_be_visible()
    expect(page.get_by_role("link", name="Note C1: Corroborated")).to_be_hidden()
    expect(page.locator(".note:visible")).to_have_count(1)
    expect(page.locator(".m.v-corroborated").first).to_have_css("text-decoration-line", "none")


def test_a_mark_shows_how_its_claim_fares_by_sign_and_line(page: Page, site: str) -> None:
    page.goto(f"{site}{ARTICLE}")
    signs = page.locator("a.ref.claim").evaluate_all(
        "all => Object.fromEntries(all.map(one => [one.classList[2], getComputedStyle(one, '::before').content[1]]))"
    )
    lines = page.locator(".m-claim").evaluate_all(
        "all => Object.fromEntries(all.map(one => [one.className, getComputedStyle(one).textDecorationStyle]))"
    )
    assert signs.keys() == VERDICTS.keys()
    assert len(set(signs.values())) == len(signs)
    assert {line for name, line in lines.items() if "v-disputed" in name} == {"double"}
    assert {line for name, line in lines.items() if name == "m m-claim v-corroborated"} == {"solid"}


def test_a_reader_by_keyboard_passes_each_mark_once_and_no_card(page: Page, site: str) -> None:
    page.goto(f"{site}{ARTICLE}")
    stops: list[str] = []
    while (stop := focused_after_tab(page)) not in stops[:1]:
        stops.append(stop)
    assert not [stop for stop in stops if "in a card" in stop]
    marks = [stop for stop in stops if stop.startswith("Note ")]
    assert len(marks) == len(set(marks)) == page.locator("a.ref:visible").count()
    assert len(stops) < 120


def focused_after_tab(page: Page) -> str:
    page.keyboard.press("Tab")
    return str(
        page.evaluate(
            "(() => { const at = document.activeElement; return (at.ariaLabel ?? at.textContent.trim())"
            " + (at.closest('.card') ? ' in a card' : '') + (at.matches('.ref') ? '' : ' ' + at.outerHTML) })()"
        )
    )


def test_a_mark_leads_to_its_note_and_from_there_to_its_links_by_keyboard(new_page: NewPage, site: str) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{site}{ARTICLE}")
    page.get_by_role("link", name="Note C1").press("Enter")
    note = page.locator("#note-claim-barrier")
    expect(note.locator("summary")).to_be_focused()
    while not (full := note.get_by_role("link", name="The claim in full")).evaluate("one => one.matches(':focus')"):
        page.keyboard.press("Tab")
        expect(note.locator(":focus")).to_have_count(1)
    expect(full).to_be_focused()


def test_a_paragraph_has_an_address_to_hand_on(page: Page, site: str) -> None:
    page.goto(f"{site}{ARTICLE}")
    page.get_by_role("link", name="Paragraph 4", exact=True).click()
    page.wait_for_url(f"{site}{ARTICLE}#p4")


def test_a_link_to_a_work_opens_the_folded_list(page: Page, site: str) -> None:
    page.goto(f"{site}{ARTICLE}")
    work = page.locator(".works li").first
    expect(work).to_be_hidden()
    page.goto(f"{site}{ARTICLE}#{work.get_attribute('id')}")
    expect(work).to_be_in_viewport()


@pytest.mark.parametrize("preset", ["Claims", "Everything"])
def test_notes_stand_beside_the_text_without_holes_in_it_and_none_over_another(
    look: Look, site: str, preset: str
) -> None:
    page = look(f"{site}{ARTICLE}", 1440, 900)
    page.get_by_role("radio", name=preset).check()
    page.locator("#note-claim-survey summary").click()
    expect(page.locator("#note-claim-survey")).to_have_attribute("open", "")
    texts = [box for one in page.locator(".para").all() if (box := one.bounding_box())]
    notes = [box for one in page.locator(".note:visible").all() if (box := one.bounding_box())]
    assert all(below["y"] - above["y"] - above["height"] < 24 for above, below in pairwise(texts))
    assert all(below["y"] >= above["y"] + above["height"] - 1 for above, below in pairwise(notes))
    assert all(note["x"] >= texts[0]["x"] + texts[0]["width"] for note in notes)
    assert abs(notes[0]["y"] - texts[0]["y"]) < 12


def test_without_scripts_notes_stand_beside_the_text_too(look: Look, site: str) -> None:
    for width, beside in ((1440, True), (390, False)):
        page = look(f"{site}{ARTICLE}", width, 900, scripts=False)
        text, note = page.locator("#p1").bounding_box(), page.locator("#note-claim-barrier").bounding_box()
        assert text
        assert note
        assert (note["x"] >= text["x"] + text["width"]) == beside
