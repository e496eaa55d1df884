"""Key quotations can be chosen and every entry cited."""

import json

import pytest
from playwright.sync_api import Page, Route, expect

from build_scripts.load import load
from build_scripts.render import citing
from tests.browser.conftest import Look, NewPage
from tests.places import HARBOUR

QUOTES = "quotes/harbour/"


def test_a_reader_chooses_a_speaker_and_hands_the_choice_on(page: Page, site: str) -> None:
    page.goto(f"{site}{QUOTES}")
    shown = page.locator(".fold[data-speaker]:visible")
    total = shown.count()
    page.get_by_role("combobox", name="Speaker").select_option("Ivo Karst")
    expect(page.get_by_role("status").first).to_contain_text(f" of {total} quotations")
    few = shown.count()
    assert 0 < few < total
    page.goto(page.url)
    assert "speaker=karst" in page.url
    expect(shown).to_have_count(few)
    page.get_by_role("button", name="Show all").click()
    expect(shown).to_have_count(total)
    assert page.url == f"{site}{QUOTES}"


def test_two_choices_narrow_each_other(page: Page, site: str) -> None:
    page.goto(f"{site}{QUOTES}?speaker=karst&fidelity=same-words")
    for heading in page.locator(".fold[data-speaker]:visible").all():
        assert heading.get_attribute("data-speaker") == "karst"
        assert heading.get_attribute("data-fidelity") == "same-words"


def test_without_scripts_no_quotation_is_hidden(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}{QUOTES}?speaker=karst")
    assert page.locator(".fold[data-speaker]:visible").count() == page.locator(".fold[data-speaker]").count()
    expect(page.locator("form.filters")).to_be_hidden()


def test_a_reader_cites_an_entry_by_keyboard(new_page: NewPage, site: str) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{site}glossary/")
    page.get_by_role("button", name="Cite: TFB", exact=True).press("Enter")
    panel = page.get_by_role("dialog", name="Cite this entry")
    brief = citing.of_entries(load(HARBOUR).meta)
    item = json.loads(panel.get_by_role("textbox", name="CSL-JSON").input_value())[0]
    assert (item["title"], item["URL"]) == ("TFB", f"{site}glossary/#tfb")
    assert panel.get_by_role("textbox", name="BibTeX").input_value().startswith("@misc{harbour-brief-tfb,")
    assert f"  note = {{{brief['bibtex']['note']}}},\n" in panel.get_by_role("textbox", name="BibTeX").input_value()
    words = panel.get_by_role("textbox", name="In words").input_value()
    assert words == f"{brief['by']} “TFB”. {brief['in']} {site}glossary/#tfb"
    panel.get_by_role("button", name="Copy: Address").press("Enter")
    expect(panel.get_by_role("status")).to_have_text("Copied: Address")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site}glossary/#tfb"
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("button", name="Cite: TFB", exact=True)).to_be_focused()


@pytest.mark.parametrize(
    ("title", "cited"),
    [("“Mend it”: a “reply”", "“‘Mend it’: a ‘reply’”. In:"), ("Is it “mad?”", "“Is it ‘mad?’” In:")],
)
def test_a_title_is_cited_with_inner_quotation_marks_and_one_stop(
    new_page: NewPage, site: str, title: str, cited: str
) -> None:
    def with_title(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace(">TFB<a", f">{title}<a"))

    page = new_page()
    page.route("**/glossary/", with_title)
    page.goto(f"{site}glossary/")
    page.get_by_role("button", name=f"Cite: {title}", exact=True).click()
    assert cited in page.get_by_role("textbox", name="In words").input_value()


def test_without_scripts_the_brief_can_be_cited(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site)
    page.get_by_text("BibTeX", exact=True).click()
    expect(page.get_by_text("@misc{harbour-brief,")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1440])
def test_the_way_of_a_quotation_is_drawn_with_whole_arrows_and_no_stray_dot(look: Look, site: str, width: int) -> None:
    page = look(f"{site}{QUOTES}", width, 900)
    drawn = "(step, part) => { const style = getComputedStyle(step, part); return [style.content, style.borderRadius] }"
    steps = page.locator(".chain li")
    assert steps.first.evaluate(drawn, "::before")[0] == "none"
    assert steps.nth(1).evaluate(drawn, "::before") == ['""', "0px"]
    assert steps.nth(1).evaluate(drawn, "::after") == ['""', "0px"]


def test_a_paragraph_mark_stays_with_its_number_and_a_way_back_with_its_work(page: Page, site: str) -> None:
    page.goto(f"{site}{QUOTES}")
    assert {text[:2] for text in page.locator("a.place").all_text_contents()} == {"¶\xa0"}
    assert page.locator(".footnote-backref").first.evaluate("one => getComputedStyle(one).display") == "inline"
