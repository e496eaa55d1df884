"""What makes the pages good to read: measure, zoom, narrow screens, paper, colours, access, and little to load."""

import gzip
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewPage

KINDS = {
    "brief": "",
    "article": "articles/missile-defense/",
    "quotes": "quotes/missile-defense/",
    "claims": "claims/missile-defense/",
    "background": "background/",
    "actors": "actors/",
    "actor": "actors/poznikhir/",
    "glossary": "glossary/",
    "timeline": "timeline/",
    "sources": "sources/",
    "about": "about/",
    "method": "about/method/",
    "formats": "reference/formats/",
}
KIND = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
LINES = """element => {
  const lines = [];
  let bottom = -Infinity;
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    if (texts.currentNode.parentElement.closest("sup, .gap")) continue;
    for (const word of texts.currentNode.data.matchAll(/\\S+\\s*/g)) {
      const range = document.createRange();
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      const box = range.getClientRects()[0];
      if (box && box.top >= bottom - 2) { lines.push(0); bottom = box.bottom; }
      lines[lines.length - 1] += word[0].length;
    }
  }
  return lines.slice(0, -1);
}"""


@KIND
def test_nothing_keeps_a_reader_out(new_page: NewPage, site: str, path: str) -> None:
    for scheme in ("light", "dark"):
        page = new_page(color_scheme=scheme)
        page.goto(f"{site}{path}")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], scheme


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_a_reader_out_of_open_cards_and_notes(new_page: NewPage, site: str, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"{site}articles/missile-defense/")
    page.evaluate("for (const note of document.querySelectorAll('details')) note.open = true")
    page.get_by_role("link", name="Lt. Gen. Viktor Poznikhir").or_(page.locator(".para a.actor")).first.hover()
    expect(page.get_by_role("note")).to_be_visible()
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []
    page.goto(f"{site}glossary/")
    page.get_by_role("button", name="Cite: THAAD", exact=True).click()
    expect(page.get_by_role("dialog", name="Cite this entry")).to_be_visible()
    assert [one["id"] for one in Axe().run(page).response["violations"]] == []


@KIND
def test_no_page_scrolls_sideways(new_page: NewPage, site: str, path: str) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{site}{path}")
    for width in (390, 640):  # a phone, and a window of 1280 at 200 %
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), width


@pytest.mark.parametrize(
    ("path", "prose"),
    [("background/", ".md-content p:not([class])"), ("articles/missile-defense/", ".article .para")],
)
def test_lines_have_the_length_that_reads_well(new_page: NewPage, site: str, path: str, prose: str) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{site}{path}")
    lines = sorted(line for one in page.locator(prose).all()[:20] for line in one.evaluate(LINES))
    assert 55 <= lines[len(lines) // 2] <= 75


def test_a_wide_table_is_scrolled_by_keyboard(new_page: NewPage, site: str) -> None:
    page = new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{site}claims/missile-defense/")
    table = page.get_by_role("region", name="Table").first
    table.press("ArrowRight")
    expect(table).not_to_have_js_property("scrollLeft", 0)


def test_a_reader_skips_to_the_content(page: Page, site: str) -> None:
    page.goto(f"{site}background/")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to content")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-content') !== null")


def test_paper_has_every_note_and_no_controls(page: Page, site: str) -> None:
    page.goto(f"{site}articles/missile-defense/")
    page.emulate_media(media="print")
    for control in (".md-header", ".md-footer", ".kinds", ".headerlink"):
        expect(page.locator(control).first).to_be_hidden()
    for note in page.locator(".note p:not(:last-child)").all()[:10]:
        expect(note).to_be_visible()
        assert note.evaluate("element => element.getBoundingClientRect().height") > 0
    shown = page.locator(".works a[href^=http]").first.evaluate("one => getComputedStyle(one, '::after').content")
    assert "http" in shown
    assert page.pdf().startswith(b"%PDF")


def test_marks_can_be_told_apart_in_forced_colours(new_page: NewPage, site: str) -> None:
    page = new_page(forced_colors="active")
    page.goto(f"{site}articles/missile-defense/")
    styles = {
        kind: page.locator(f".m-{kind}").first.evaluate("element => getComputedStyle(element).textDecorationStyle")
        for kind in ("claim", "wording")
    }
    assert styles == {"claim": "dashed", "wording": "wavy"}


def test_search_is_fetched_when_a_reader_turns_to_it(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site, wait_until="load")
    assert not [url for url in asked if "search" in url]
    page.get_by_role("textbox", name="Search").fill("THAAD")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


@pytest.mark.parametrize("path", ["", "articles/missile-defense/"])
def test_a_first_visit_is_light(built_site: Path, path: str) -> None:
    page = built_site / path / "index.html"
    fetched = re.findall(r'<(?:script|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="([^"]+)"', page.read_text())
    files = [page, *((page.parent / url).resolve() for url in fetched)]
    assert len(files) > 5
    assert sum(map(compressed, files)) < 90_000


def test_our_own_script_and_style_are_small(built_site: Path) -> None:
    assert compressed(built_site / "assets/brief.js") < 10_000
    assert compressed(built_site / "assets/brief.css") < 15_000


@pytest.mark.parametrize("path", ["", "articles/missile-defense/", "quotes/missile-defense/"])
def test_nothing_moves_under_a_reader_s_eyes_while_a_page_comes(new_page: NewPage, site: str, path: str) -> None:
    page = new_page(viewport={"width": 412, "height": 823})
    page.add_init_script(
        "new PerformanceObserver((list) => list.getEntries().forEach((moved) => (window.moved = (window.moved ?? 0) + moved.value)))"
        ".observe({ type: 'layout-shift', buffered: true })"
    )

    def late(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/*.js", late)
    page.goto(f"{site}{path}")
    page.wait_for_timeout(300)
    assert page.evaluate("window.moved ?? 0") < 0.02
