"""What makes the pages good to read: measure, zoom, narrow screens, paper, colours, access, and little to load."""

import gzip
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.access import SCHEMES, Scheme, violations
from tests.browser.conftest import Look, NewPage
from tests.places import ROOT

KINDS = {
    "brief": "",
    "article": "articles/harbour/",
    "quotes": "quotes/harbour/",
    "claims": "claims/harbour/",
    "background": "background/",
    "actors": "actors/",
    "actor": "actors/karst/",
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

SERIF = """document.fonts.load("16px " + getComputedStyle(document.querySelector("blockquote")).fontFamily.split(",")[0])
  .then((fonts) => fonts.map((one) => one.family))"""
"""Returns the font that quotations are set in, once it has come."""
ASSETS = ROOT / "build_scripts" / "theme" / "assets"


@KIND
def test_nothing_keeps_a_reader_out(look: Look, site: str, path: str) -> None:
    for scheme in SCHEMES:
        assert violations(look(f"{site}{path}", scheme=scheme), scheme) == [], scheme


@pytest.mark.parametrize("scheme", SCHEMES)
def test_nothing_keeps_a_reader_out_of_open_cards_and_notes(new_page: NewPage, site: str, scheme: Scheme) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"{site}articles/harbour/")
    page.evaluate("for (const note of document.querySelectorAll('details')) note.open = true")
    page.get_by_role("link", name="Admiral Ivo Karst").or_(page.locator(".para a.actor")).first.hover()
    expect(page.get_by_role("note")).to_be_visible()
    assert violations(page, scheme) == []
    page.goto(f"{site}glossary/")
    page.get_by_role("button", name="Cite: TFB", exact=True).click()
    expect(page.get_by_role("dialog", name="Cite this entry")).to_be_visible()
    assert violations(page, scheme) == []


@KIND
def test_no_page_scrolls_sideways(look: Look, site: str, path: str) -> None:
    page = look(f"{site}{path}", 390, 844)
    for width in (390, 640):  # a phone, and a window of 1280 at 200 %
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), width


def line_lengths(page: Page, prose: str) -> list[int]:
    """Return how many characters the lines of the first paragraphs have, save each last line, the shortest first."""
    return sorted(line for one in page.locator(prose).all()[:20] for line in one.evaluate(LINES))


@pytest.mark.parametrize(
    ("path", "prose"),
    [("background/", ".md-content p:not([class])"), ("articles/harbour/", ".article .para")],
)
def test_lines_have_the_length_that_reads_well(look: Look, site: str, path: str, prose: str) -> None:
    lines = line_lengths(look(f"{site}{path}", 1440, 900), prose)
    assert 55 <= lines[len(lines) // 2] <= 75


def test_a_wide_table_is_scrolled_by_keyboard(new_page: NewPage, site: str) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{site}reference/formats/")
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
    page.goto(f"{site}articles/harbour/")
    page.get_by_role("radio", name="Everything").check()
    page.emulate_media(media="print")
    for control in (".md-header", ".md-footer", ".presets", ".verdicts", ".headerlink"):
        expect(page.locator(control).first).to_be_hidden()
    for note in page.locator(".note p:not(:last-child)").all()[:10]:
        expect(note).to_be_visible()
        assert note.evaluate("element => element.getBoundingClientRect().height") > 0
    shown = page.locator(".works a[href^=http]").first.evaluate("one => getComputedStyle(one, '::after').content")
    assert "http" in shown
    assert page.pdf().startswith(b"%PDF")


def test_paper_has_no_record_for_machines(page: Page, site: str) -> None:
    page.goto(site)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text("@misc")).to_be_hidden()
    expect(page.get_by_text('"issued"')).to_be_hidden()


def test_marks_can_be_told_apart_in_forced_colours(new_page: NewPage, site: str) -> None:
    page = new_page(forced_colors="active")
    page.goto(f"{site}articles/harbour/")
    page.get_by_role("radio", name="Everything").check()
    styles = {
        kind: page.locator(f".m-{kind}").first.evaluate("element => getComputedStyle(element).textDecorationStyle")
        for kind in ("claim", "wording")
    }
    assert styles == {"claim": "solid", "wording": "wavy"}


def test_search_is_fetched_when_a_reader_turns_to_it(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site, wait_until="load")
    assert not [url for url in asked if "search" in url]
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("searchbox", name="Search").fill("TFB")
    expect(page.get_by_role("dialog").get_by_role("link").first).to_be_visible()


def compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 9))


def first_visit(site: Path, path: str) -> int:
    """Return the compressed bytes of a page of *site* and of the files that it fetches at once."""
    page = site / path / "index.html"
    fetched = re.findall(r'<(?:script|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="([^"]+)"', page.read_text())
    files = [page, *((page.parent / url).resolve() for url in fetched)]
    assert len(files) > 5
    return sum(map(compressed, files))


@pytest.mark.parametrize("path", ["", "articles/harbour/"])
def test_a_first_visit_is_light(built_site: Path, path: str) -> None:
    assert first_visit(built_site, path) < 80_000


def test_our_own_script_and_style_are_small(built_site: Path) -> None:
    assert compressed(built_site / "assets/brief.js") < 10_000
    assert compressed(built_site / "assets/brief.css") < 15_000


MOVES = """new PerformanceObserver((list) => {
  for (const moved of list.getEntries()) window.moved = (window.moved ?? 0) + moved.value;
}).observe({ type: "layout-shift", buffered: true })"""
PAINTED = """() => new Promise((painted) => {
  new PerformanceObserver(painted).observe({ type: "paint", buffered: true });
})"""
DRAWN_AGAIN = """() => new Promise((drawn) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(drawn)));
})"""


@pytest.mark.parametrize("path", ["", "articles/harbour/", "quotes/harbour/"])
def test_nothing_moves_under_a_reader_s_eyes_while_a_page_comes(new_page: NewPage, site: str, path: str) -> None:
    page = new_page(viewport={"width": 412, "height": 823})
    page.add_init_script(MOVES)
    held: list[Route] = []
    painted = False

    def hold(route: Route) -> None:
        if painted:
            route.continue_()
        else:
            held.append(route)

    page.route("**/*.js", hold)
    with page.expect_request("**/*.js"):
        page.goto(f"{site}{path}", wait_until="commit")
    page.evaluate(PAINTED)
    painted = True
    assert held
    for route in held:
        route.continue_()
    page.wait_for_load_state("load")
    page.evaluate(DRAWN_AGAIN)
    assert page.evaluate("window.moved ?? 0") < 0.02


def test_paper_has_a_line_on_what_was_verified_of_a_quotation_and_no_list(page: Page, site: str) -> None:
    page.goto(f"{site}quotes/harbour/")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".verified > summary").first).to_be_visible()
    expect(page.locator(".verified li").first).to_be_hidden()
    expect(page.locator(".quoted .more > p").first).to_be_visible()


def test_the_serif_weighs_little_and_brings_its_licence() -> None:
    fonts = list(ASSETS.rglob("*.woff2"))
    assert 0 < sum(font.stat().st_size for font in fonts) <= 25_000
    for font in fonts:
        assert "SIL OPEN FONT LICENSE" in font.with_name(f"{font.stem}-licence.txt").read_text(encoding="utf-8")


def test_the_text_is_there_before_the_serif_and_stays_where_it_is_when_it_comes(page: Page, site: str) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/*.woff2", hold)
    with page.expect_request("**/*.woff2"):
        page.goto(f"{site}quotes/harbour/", wait_until="domcontentloaded")
    words = page.locator("blockquote").first
    expect(words).to_be_visible()
    before = words.bounding_box()
    assert before is not None
    held[0].continue_()
    assert page.evaluate(SERIF) == ["Brief"]
    after = words.bounding_box()
    assert after is not None
    assert after == before
