"""How readers enter a page: its answer comes first, the rest is folded, and every link into the rest opens it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from build_scripts.render import listing
from tests.browser.access import SCHEMES, violations
from tests.browser.conftest import Look, NewPage
from tests.browser.test_reading import KINDS
from tests.tools import reading

CLAIMS = "claims/harbour/"
FOLDED = {
    name: KINDS[name] for name in ("brief", "quotes", "claims", "actors", "actor", "glossary", "timeline", "sources")
}
FOLDED["map"] = "map/"
PAGE = pytest.mark.parametrize("path", FOLDED.values(), ids=FOLDED.keys())
UNFOLD = "() => document.querySelectorAll('.md-content details').forEach((one) => (one.open = true))"


@pytest.fixture
def phone(new_page: NewPage) -> Page:
    """Return a page as readers see it on a phone."""
    return new_page(viewport={"width": reading.WIDTH, "height": reading.HEIGHT})


@pytest.mark.parametrize(("path", "first"), [(path, first) for name, path, first in reading.PAGES if name != "article"])
def test_a_page_is_short_on_a_phone_and_begins_with_what_matters(
    look: Look, site: str, built_site: Path, path: str, first: str
) -> None:
    page = look(f"{site}{reading.filled(path, built_site)}", reading.WIDTH, reading.HEIGHT)
    found = reading.figures(page, first)
    assert found.first <= reading.LATEST
    assert found.screens <= reading.MOST_SCREENS


@PAGE
def test_nothing_keeps_a_reader_out_of_what_is_unfolded(look: Look, site: str, path: str) -> None:
    for scheme in SCHEMES:
        page = look(f"{site}{path}", scheme=scheme)
        page.evaluate(UNFOLD)
        assert violations(page, scheme) == [], scheme


@PAGE
def test_nothing_scrolls_sideways_on_the_narrowest_phone(look: Look, site: str, path: str) -> None:
    page = look(f"{site}{path}", 320, 640)
    for act in ("() => {}", UNFOLD):
        page.evaluate(act)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_the_first_page_says_which_article_it_is_about(page: Page, site: str) -> None:
    page.goto(site)
    line = page.locator(".kicker")
    expect(line).to_contain_text("one news article, checked against")
    assert line.evaluate("one => one.compareDocumentPosition(document.querySelector('h1')) & 4")
    page.get_by_role("link", name="Read the article").click()
    expect(page).to_have_url(f"{site}articles/harbour/")


def test_each_part_of_the_bar_leads_to_the_claims_of_its_verdict(page: Page, site: str) -> None:
    page.goto(site)
    parts = page.locator(".tally a")
    counts = [int(part.inner_text()) for part in parts.all()]
    links = [str(part.get_attribute("href")) for part in parts.all()]
    for count, link in zip(counts, links, strict=True):
        page.goto(f"{site}{link}")
        group = page.locator(f".group:has(> #{link.partition('#')[2]})")
        expect(group.locator(".fold:visible")).to_have_count(count)
    expect(page.locator(".fold")).to_have_count(sum(counts))


def test_a_link_to_a_folded_entry_opens_it(page: Page, site: str) -> None:
    page.goto(f"{site}{CLAIMS}")
    folded = page.locator(".rest .fold").first
    expect(folded).to_be_hidden()
    name = folded.locator(".entry").get_attribute("id")
    page.goto(f"{site}{CLAIMS}#{name}")
    expect(page.locator(f"#{name}")).to_be_in_viewport()
    expect(page.locator(f".fold:has(#{name}) .excerpt")).to_be_visible()


def test_a_link_within_a_page_opens_what_it_leads_to_each_time(page: Page, site: str) -> None:
    page.goto(f"{site}glossary/")
    more = page.locator(".fold > .more").first
    for _ in range(2):
        page.locator(".index a").first.click()
        expect(more).to_have_attribute("open", "")
        more.locator("> summary").click()
        expect(more).not_to_have_attribute("open", "")


def test_a_footnote_opens_the_works(page: Page, site: str) -> None:
    page.goto(f"{site}{CLAIMS}")
    link = page.locator("a.footnote-ref:visible").first
    name = str(link.get_attribute("href")).removeprefix("#")
    link.press("Enter")
    expect(page.locator(f".works li[id='{name}']")).to_be_in_viewport()


def test_a_reader_chooses_a_verdict_by_keyboard_and_hands_the_choice_on(page: Page, site: str) -> None:
    page.goto(f"{site}{CLAIMS}")
    page.get_by_role("radio", name="All").focus()
    page.keyboard.press("ArrowRight")
    chosen = str(page.locator(".chips :checked").get_attribute("value"))
    assert page.url.endswith(f"?verdict={chosen}")
    page.goto(page.url)
    shown = page.locator(".fold:visible")
    assert {entry.get_attribute("data-verdict") for entry in shown.all()} == {chosen}
    expect(page.locator(".group:visible")).to_have_count(1)
    expect(page.get_by_role("status").first).to_contain_text(f"{shown.count()} of ")


def test_a_choice_unfolds_what_it_fits(page: Page, site: str) -> None:
    page.goto(f"{site}{CLAIMS}?verdict=corroborated")
    assert page.locator(".fold:visible").count() > 1
    page.get_by_role("radio", name="All").check()
    expect(page.locator(".rest .fold").first).to_be_hidden()


def test_sources_are_chosen_by_outlet(page: Page, site: str) -> None:
    page.goto(f"{site}sources/")
    (outlet,) = page.get_by_role("combobox", name="Outlet").select_option(index=1)
    shown = page.locator(".fold:visible")
    assert {one.get_attribute("data-publisher") for one in shown.all()} == {outlet}
    expect(shown.first.locator(".facts")).to_contain_text(outlet)


def test_sources_are_chosen_by_grade_and_by_how_much_was_read(page: Page, site: str) -> None:
    page.goto(f"{site}sources/")
    (grade,) = page.get_by_role("combobox", name="Grade").select_option(index=1)
    (read,) = page.get_by_role("combobox", name="Read").select_option(index=1)
    shown = page.locator(".fold:visible")
    assert {(one.get_attribute("data-grade"), one.get_attribute("data-read")) for one in shown.all()} == {(grade, read)}


def test_without_scripts_everything_can_be_unfolded(new_page: NewPage, site: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{site}{CLAIMS}")
    expect(page.locator("form.filters")).to_be_hidden()
    page.locator(".rest > summary").first.click()
    entry = page.locator(".rest .fold").first
    entry.locator(".more > summary").click()
    expect(entry.locator(".excerpt")).to_be_visible()


def test_on_a_phone_the_timeline_is_a_list_that_begins_shortly_before_the_article(phone: Page, site: str) -> None:
    phone.goto(f"{site}timeline/")
    expect(phone.locator("figure.timeline")).to_be_hidden()
    before = phone.locator(".appears").evaluate(
        "one => [...document.querySelectorAll('.years .fold')].filter((fold) => fold.checkVisibility() && fold.compareDocumentPosition(one) & 4).length"
    )
    assert before < listing.SHOWN_BEFORE + listing.FEWEST_FOLDED
    phone.get_by_role("link", name="To the day of the article").click()
    expect(phone.locator(".appears")).to_be_in_viewport()


def test_a_mark_of_the_timeline_opens_its_event(new_page: NewPage, site: str) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{site}timeline/")
    mark = page.locator("figure.timeline .left-out a").first
    name = str(mark.get_attribute("href"))
    mark.press("Enter")
    expect(page.locator(name)).to_be_in_viewport()
    expect(page.locator(f".fold:has({name}) .more")).to_have_attribute("open", "")


def test_a_choice_of_events_holds_for_the_picture_too(new_page: NewPage, site: str) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{site}timeline/")
    page.get_by_role("radio", name="Left out").check()
    expect(page.locator("figure.timeline .left-out a").first).to_be_visible()
    expect(page.locator("figure.timeline .stated a").first).to_be_hidden()
    assert {one.get_attribute("data-status") for one in page.locator(".fold:visible").all()} == {"left-out"}


def test_the_picture_of_the_actors_lights_what_one_chooses(new_page: NewPage, site: str) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{site}actors/")
    actor = page.locator("figure.relations a[data-actor]").first
    name = str(actor.get_attribute("data-actor"))
    for choose in (actor.focus, actor.hover):
        choose()
        ends = [
            str(one.get_attribute("data-ends")).split()
            for one in page.locator("figure.relations .lit[data-ends]").all()
        ]
        assert ends
        assert all(name in both for both in ends)
        page.get_by_role("heading", level=1).hover()
        page.get_by_role("link", name="Skip to content").focus()
        expect(page.locator("figure.relations .lit")).to_have_count(0)
    actor.press("Enter")
    expect(page.locator(f"#says-{name}")).to_have_attribute("open", "")


def test_on_a_phone_the_actors_are_a_list_grouped_by_who_speaks(phone: Page, site: str) -> None:
    phone.goto(f"{site}actors/")
    expect(phone.locator("figure.relations")).to_be_hidden()
    said = phone.locator(".relating details").first
    said.locator("summary").click()
    expect(said.get_by_role("listitem").first).to_be_visible()


def test_the_map_begins_with_what_each_place_answers(page: Page, site: str) -> None:
    page.goto(f"{site}map/")
    place = page.locator(".answers").get_by_role("listitem").first
    expect(place).to_contain_text("?")
    place.get_by_role("link").click()
    expect(page.locator(".fold").first).to_be_in_viewport()


def test_an_actor_s_page_leads_back_and_on(page: Page, site: str) -> None:
    page.goto(f"{site}actors/")
    first = page.locator(".cast a").first
    name = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    page.get_by_role("navigation", name="Other actors").get_by_role("link").last.click()
    expect(page.get_by_role("heading", level=1)).not_to_contain_text(name)
    page.locator(".kicker").get_by_role("link", name="All actors").click()
    expect(page).to_have_url(f"{site}actors/")
