"""A reader searches the brief: on the website, in the folder and in the single file, and by keyboard alone."""

import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from build_scripts.search.words import folded, same
from build_scripts.search.words import words as tokens
from tests.browser.access import SCHEMES, Scheme, violations
from tests.browser.conftest import NewPage

EDITIONS = ("hosted", "folder", "single")


@pytest.fixture
def opened(new_page: NewPage, site: str, editions: Path) -> Callable[[str], Page]:
    """Return a function that opens the first page of an edition, ready to be searched."""

    def opened(edition: str) -> Page:
        page = new_page(viewport={"width": 1200, "height": 900})
        folder = editions / "harbour-brief-offline" / "index.html"
        single = editions / "harbour-brief.html"
        page.goto({"hosted": site, "folder": folder.as_uri(), "single": single.as_uri()}[edition])
        if edition != "single":
            page.get_by_role("button", name="Search", exact=True).click()
        return page

    return opened


def look(page: Page, words: str) -> Locator:
    """Look for *words*, and return the links of the results, the best first."""
    page.get_by_role("searchbox", name="Search").fill(words)
    expect(page.locator("search, dialog").get_by_role("status")).to_contain_text(re.compile("result|Nothing"))
    return page.locator(".results a")


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_reader_finds_what_is_meant(opened: Callable[[str], Page], edition: str) -> None:
    page = opened(edition)
    for words, first in {
        "TFB": "term TFB",
        "tidal flood": "term TFB",  # its long name
        "karst": "actor Ivo Karst",
        "Карст": "actor Ivo Karst",
        "Kasrt": "actor Ivo Karst",  # a slip
        "Elmhavne": "actor Elmhaven",
        "Norlnad navi": "actor Norland Navy",
        "trea": "term Sound Treaty",  # not yet all typed
        "harbor post": "actor Harbour Post",  # as Americans write it
        "neighbor": "quotation Q3 The two neighbours",
        "C7": "claim C7 Sudland pays a third",
        "q3": "quotation Q3 The two neighbours",
        "“wall that both coasts”": "quotation Q2 Working together",
        "wall coasts trust": "quotation Q2 Working together",
    }.items():
        expect(look(page, words).first).to_contain_text(first)
    expect(look(page, '"coasts both that wall"')).to_have_count(0)
    expect(page.locator("search, dialog").get_by_role("status")).to_have_text("Nothing is found")


def test_what_explains_comes_before_what_cites(opened: Callable[[str], Page]) -> None:
    results = look(opened("hosted"), "sound")
    expect(results.first).to_contain_text("term Sound Treaty")
    expect(results.nth(9)).to_be_visible()
    kinds = [chip.inner_text() for chip in results.locator(".chip").all()]
    order = [
        "term",
        "actor",
        "claim",
        "quotation",
        "judgement",
        "place",
        "answer",
        "article",
        "background",
        "event",
        "source",
    ]
    named = [
        kind
        for kind, one in zip(kinds, results.all(), strict=True)
        if one.locator("b mark").count() and "¶" not in one.inner_text()
    ]
    assert named == sorted(named, key=order.index)
    assert "source" not in kinds[: kinds.index("article")]


def test_a_reader_is_told_of_words_put_right(opened: Callable[[str], Page]) -> None:
    page = opened("hosted")
    look(page, "Kasrt")
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("with “karst” instead of “kasrt”")


def test_a_result_has_two_lines_and_marks_what_was_looked_for(opened: Callable[[str], Page]) -> None:
    first = look(opened("hosted"), "fishers union").first
    expect(first.locator("b mark")).to_have_text(["Fishers", "Union"])
    expect(first.locator("small mark").first).to_have_text("union")
    boxes = first.locator("small").bounding_box()
    assert boxes
    assert boxes["height"] < 50


@pytest.mark.parametrize("edition", ["hosted", "folder"])
def test_a_result_leads_to_the_entry_unfolds_it_and_marks_the_words(
    opened: Callable[[str], Page], edition: str
) -> None:
    page = opened(edition)
    look(page, "third cost").filter(has_text="C7").click()
    page.wait_for_url(re.compile(r"claims/harbour(/|\.html)\?h=[^#]*#claim-cost$"))
    expect(page.locator("#claim-cost")).to_be_in_viewport()
    entry = page.locator("section.fold", has=page.locator("#claim-cost"))
    expect(entry.locator("h3 mark")).to_have_text("third")
    expect(entry.locator("details blockquote mark").first).to_be_visible()


def test_words_that_elements_divide_are_marked_too(page: Page, site: str) -> None:
    page.goto(f"{site}articles/harbour/?h=%22barrier%20across%20the%20sound%22#p1")
    expect(page.locator("#p1 mark").first).to_be_visible()
    assert "".join(page.locator("#p1 mark").all_inner_texts()).casefold() == "barrier across the sound"
    expect(page.locator("#p2 mark")).to_have_count(0)


def test_the_keyboard_is_enough(new_page: NewPage, site: str) -> None:
    page = new_page(viewport={"width": 1200, "height": 900})
    page.goto(site)
    field = page.get_by_role("searchbox", name="Search")
    for key in ("/", "f", "s", "Control+k"):
        page.keyboard.press(key)
        expect(field).to_be_focused()
        page.keyboard.press("Escape")
        expect(field).to_be_hidden()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("norland s")  # the keys are words here
    results = page.get_by_role("dialog").locator(".results a")
    expect(results.nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(results.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(results.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    field.fill("karst")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}actors/karst/?h=Karst")


def test_the_keys_for_search_are_letters_where_one_types(page: Page, site: str) -> None:
    page.goto(f"{site}quotes/harbour/")
    page.locator(".filters select").first.focus()
    page.keyboard.press("s")
    expect(page.get_by_role("searchbox", name="Search")).to_be_hidden()


def test_nothing_is_loaded_before_and_only_small_pieces_then(page: Page, site: str) -> None:
    asked: dict[str, int] = {}
    page.on("response", lambda answer: asked.update({answer.url: len(answer.body())}))
    page.goto(site)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "search" in url or "fold" in url]
    page.get_by_role("button", name="Search", exact=True).click()
    expect(look(page, "TFB").first).to_be_visible()
    assert sum(size for url, size in asked.items() if "search" in url or "fold" in url) < 100_000


def test_keys_that_follow_each_other_fast_find_what_they_spell(opened: Callable[[str], Page]) -> None:
    page = opened("single")
    page.evaluate("""() => {
      const field = document.querySelector("input[type=search]");
      for (const typed of ["k", "ka", "kar", "karst"]) {
        field.value = typed;
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }""")
    expect(page.locator(".results a").first).to_contain_text("actor Ivo Karst")


def test_more_results_come_when_asked_for(opened: Callable[[str], Page]) -> None:
    page = opened("hosted")
    results = look(page, "sound")
    expect(results).to_have_count(10)
    page.get_by_role("button", name="Show more").press("Enter")
    expect(results.nth(10)).to_be_focused()


def test_a_reader_is_told_when_the_search_cannot_be_loaded(new_page: NewPage, site: str) -> None:
    page = new_page()
    page.goto(site)
    page.route("**/assets/search/t*.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("searchbox", name="Search").fill("TFB")
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("The search cannot be loaded.")
    page.unroute("**/assets/search/t*.js*")
    expect(look(page, "TFB ").first).to_contain_text("term TFB")


def test_without_scripts_there_is_no_search_that_does_nothing(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(site)
    expect(page.get_by_role("button", name="Search")).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_be_hidden()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [390, 1200])
def test_the_search_keeps_nobody_out(new_page: NewPage, site: str, scheme: Scheme, width: int) -> None:
    page = new_page(color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 844})
    page.goto(site)
    page.get_by_role("button", name="Search", exact=True).click()
    expect(look(page, "sound").first).to_be_visible()
    assert violations(page, scheme) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_page_and_program_fold_letters_alike(page: Page, site: str) -> None:
    points = [n for n in range(0x20, 0x30000) if unicodedata.category(chr(n)) not in ("Cn", "Cs", "Co")]
    letters = [chr(n) for n in points if unicodedata.normalize("NFC", chr(n)) == chr(n)]
    page.goto(f"{site}?h=a")
    page.wait_for_function("typeof briefSearch !== 'undefined' && typeof foldWords !== 'undefined'")
    here = page.evaluate("letters => letters.map((letter) => foldWords(letter).text)", letters)
    known = unicodedata.ucd_3_2_0  # letters that every browser of these years knows
    differ = [
        (letter, folded(letter), there)
        for letter, there in zip(letters, here, strict=True)
        if there != folded(letter) and known.category(letter) != "Cn"
    ]
    assert differ == []


def test_page_and_program_divide_texts_into_the_same_words(page: Page, site: str) -> None:
    page.goto(f"{site}?h=barrier")
    expect(page.locator("mark.found").first).to_be_visible()
    text = "Kerry’s S-400: 1,300 km, 1.5; the defences’ 导弹防御系统, ミサイル防衛, ประเทศไทย, 방앗간은 organizations’ naïve ﬁne ½ कि Straße"
    here = page.evaluate("text => briefSearch.words(text).map((one) => [one.bare, one.run, one.same])", text)
    assert here == [[word, run, same(word)] for word, run, _ in tokens(folded(text))]
