"""A reader without a network opens the brief by double click, and has all of it."""

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from build_scripts.render import lists
from tests.browser.access import SCHEMES, Scheme, violations
from tests.browser.paper import paper
from tests.browser.test_reading import SERIF
from tests.make_editions import dead_links, kept_pages, make, run, share
from tests.tools.bench_offline import dossier

NAME = "harbour-brief"
NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def unpacked(editions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder as a reader's program unpacks it, in a place whose name has to be escaped in an address."""
    stick = tmp_path_factory.mktemp("stick") / "50% of 'é' #1 & more"
    with zipfile.ZipFile(editions / f"{NAME}-offline.zip") as archive:
        archive.extractall(stick)
    return stick / f"{NAME}-offline"


@pytest.fixture
def cut(browser: Browser, editions: Path, unpacked: Path) -> Iterator[NewPage]:
    """Return a function that opens a page of a browser without a network.

    The test fails if such a page has an error, or asks for anything but a file of the folder.
    """
    faults: list[str] = []
    contexts = []

    def new_page(**options: object) -> Page:
        context = browser.new_context(offline=True, **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.on("console", lambda said: faults.append(said.text) if said.type in ("error", "warning") else None)
        context.on("weberror", lambda error: faults.append(str(error.error)))
        context.on("requestfailed", lambda asked: faults.append(f"failed: {asked.url}"))
        context.on("request", lambda asked: None if allowed(asked.url) else faults.append(f"asked for {asked.url}"))
        return context.new_page()

    def allowed(address: str) -> bool:
        parts = urlsplit(address)
        path = Path(unquote(parts.path))
        inside = unpacked in path.parents or path == editions / f"{NAME}.html"
        return parts.scheme in ("data", "about", "blob") or (parts.scheme == "file" and inside and path.is_file())

    yield new_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def alone(editions: Path) -> str:
    """Return the address of the single page."""
    return (editions / f"{NAME}.html").as_uri()


def test_the_serif_comes_with_the_folder_and_with_the_single_page(cut: NewPage, unpacked: Path, alone: str) -> None:
    for address in ((unpacked / "quotes/harbour.html").as_uri(), alone):
        page = cut()
        page.goto(address)
        assert page.evaluate(SERIF) == ["Brief"]


def test_every_page_opens_from_the_folder_without_a_request_or_an_error(cut: NewPage, unpacked: Path) -> None:
    page = cut()
    first = (unpacked / "index.html").as_uri()
    waiting, seen = [first], set[str]()
    while waiting:
        address = waiting.pop()
        page.goto(address)
        seen.add(address)
        links = page.locator("a[href]").evaluate_all(
            "links => [...new Set(links.map(link => new URL(link.getAttribute('href'), document.baseURI).href.split('#')[0]))]"
        )
        found = {link for link in links if link.startswith("file:") and link.endswith(".html")}
        waiting = [*{*waiting, *found} - seen]
    assert {Path(unquote(urlsplit(address).path)) for address in seen} == kept_pages(unpacked)


def test_a_reader_finds_words_in_the_folder(cut: NewPage, unpacked: Path) -> None:
    page = cut(viewport={"width": 1400, "height": 900})
    page.goto((unpacked / "actors" / "fisk.html").as_uri())
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("searchbox", name="Search").fill("neighbours")
    page.get_by_role("dialog").locator("a[href*='quotes/'][href$='#two-neighbours']").click()
    expect(page).to_have_url((unpacked / "quotes/harbour.html").as_uri() + "?h=neighbours#two-neighbours")
    expect(page.locator("#two-neighbours")).to_be_in_viewport()


def test_a_file_is_downloaded_from_the_folder(cut: NewPage, unpacked: Path) -> None:
    page = cut()
    page.goto((unpacked / "reference" / "formats.html").as_uri())
    link = page.locator("a[href$='.json']").first
    schema = unpacked / "reference" / str(link.get_attribute("href"))
    assert schema.read_text(encoding="utf-8").startswith("{")


def test_a_folder_served_by_a_host_searches_too(
    new_page: NewPage, unpacked: Path, site_of: Callable[[Path], str]
) -> None:
    page = new_page(viewport={"width": 1400, "height": 900})
    page.goto(site_of(unpacked) + "index.html")
    page.get_by_role("button", name="Search", exact=True).click()
    page.get_by_role("searchbox", name="Search").fill("neighbours")
    expect(page.get_by_role("dialog").get_by_role("link").first).to_be_visible()


def test_the_single_page_opens_without_a_request_or_an_error(cut: NewPage, alone: str) -> None:
    page = cut()
    page.goto(alone)
    expect(page.get_by_role("heading", level=1)).to_have_text("The barrier in the Sound")


def test_a_reader_finds_words_in_the_single_page_while_typing(cut: NewPage, alone: str) -> None:
    page = cut()
    page.goto(alone)
    page.get_by_role("searchbox", name="Search").press_sequentially("spring ti")
    expect(page.get_by_role("status")).to_contain_text("result")
    page.get_by_role("link", name="term spring tide").click()
    heading = page.get_by_role("heading", name="spring tide", exact=True)
    expect(heading).to_be_in_viewport()
    expect(heading.locator("mark").first).to_have_text("spring")
    page.get_by_role("searchbox").fill("zebra")
    expect(page.get_by_role("status")).to_have_text("Nothing is found")
    page.get_by_role("searchbox").press("Escape")
    expect(page.get_by_role("searchbox")).to_have_value("")


def test_a_link_of_the_single_page_shows_its_card_on_focus_and_escape_closes_it(cut: NewPage, alone: str) -> None:
    page = cut()
    page.clock.install()
    page.goto(alone)
    card = page.get_by_role("tooltip")
    link = page.locator("[id='articles/harbour'] a.actor", has_text="Norland").first
    link.hover()
    expect(card).to_contain_text("The state on the northern coast")
    card.hover()
    page.clock.run_for(1000)
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    page.keyboard.press("Tab")
    link.focus()
    expect(card).to_contain_text("The state on the northern coast")
    link.press("Enter")
    expect(page.locator("[id='actors/norland']")).to_be_in_viewport()


def test_a_mark_of_the_single_page_opens_its_note(cut: NewPage, alone: str) -> None:
    page = cut()
    page.goto(alone)
    mark = page.locator("[id='articles/harbour'] a.ref:visible").first
    note = page.locator(f"[id='{unquote(str(mark.get_attribute('href'))[1:])}']")
    expect(note).not_to_have_attribute("open", "")
    mark.click()
    expect(note).to_have_attribute("open", "")


def test_the_single_page_begins_with_the_search_and_jumps_at_once(cut: NewPage, alone: str) -> None:
    page = cut(viewport={"width": 390, "height": 844})
    page.goto(alone)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip the contents")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_be_in_viewport()
    expect(page.locator("html")).to_have_css("scroll-behavior", "auto")


def test_the_single_page_has_no_cards_that_nothing_shows(cut: NewPage, alone: str) -> None:
    page = cut()
    page.goto(alone)
    expect(page.locator("section.page .card, [data-card]")).to_have_count(0)


def test_a_reader_of_the_single_page_chooses_what_is_marked(cut: NewPage, alone: str) -> None:
    page = cut(java_script_enabled=False)
    page.goto(alone)
    event = page.get_by_role("link", name="Note E1", exact=True).first
    expect(event).to_be_hidden()
    page.get_by_role("radio", name="Everything").check()
    expect(event).to_be_visible()


def test_the_single_page_is_whole_without_scripts(cut: NewPage, alone: str) -> None:
    page = cut(java_script_enabled=False)
    page.goto(alone)
    expect(page.get_by_role("searchbox")).to_be_hidden()
    page.get_by_text("Contents", exact=True).click()
    page.get_by_role("navigation").get_by_role("link", name="Glossary").click()
    expect(page.get_by_role("heading", name="Glossary", exact=True)).to_be_in_viewport()


def test_the_single_page_opens_in_a_sandbox(browser: Browser, alone: str, tmp_path: Path) -> None:
    shutil.copy(unquote(urlsplit(alone).path), tmp_path / "brief.html")
    mail = tmp_path / "mail.html"
    mail.write_text('<title>Mail</title><iframe sandbox src="brief.html" width="900" height="700"></iframe>')
    page = browser.new_page()
    page.goto(mail.as_uri())
    expect(page.frame_locator("iframe").get_by_role("heading", level=1)).to_be_visible()
    page.close()


KINDS = ("index", "articles/harbour", "quotes/harbour", "actors/index", "actors/fisk", "about/method")
"""A section of each kind: all of them would take axe a minute."""


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_single_page_keeps_nobody_out(cut: NewPage, alone: str, scheme: Scheme) -> None:
    page = cut(color_scheme=scheme, bypass_csp=True)
    page.goto(alone)
    page.locator("section.page").evaluate_all(
        "(sections, kinds) => sections.filter(one => !kinds.includes(one.id)).forEach(one => one.remove())", KINDS
    )
    assert page.locator("section.page").count() == len(KINDS)
    assert violations(page, scheme) == []


def test_the_single_page_fits(cut: NewPage, alone: str) -> None:
    page = cut()
    for width in (320, 800, 1500):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(alone)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_notes_of_the_single_page_leave_no_holes_in_its_article(cut: NewPage, alone: str) -> None:
    page = cut(viewport={"width": 1440, "height": 900})
    page.goto(alone)
    gaps = page.locator("div.article").evaluate("""article => {
      const boxes = [...article.querySelectorAll(".para")].map((one) => one.getBoundingClientRect());
      return boxes.slice(1).map((box, index) => box.top - boxes[index].bottom);
    }""")
    assert max(gaps) < 40
    bottoms = page.locator("div.article .notes").evaluate_all(
        "all => all.map((one) => [one.getBoundingClientRect().top, one.lastElementChild.getBoundingClientRect().bottom])"
    )
    assert all(before[1] <= after[0] for before, after in pairwise(bottoms))


def test_the_paper_edition_is_dark_on_white_with_nothing_for_the_screen(cut: NewPage, alone: str) -> None:
    page = cut(color_scheme="dark")
    page.goto(alone)
    page.emulate_media(media="print", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_role("searchbox")).to_be_hidden()
    expect(page.get_by_role("navigation")).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert page.locator("main details:not(.note, .verified, [open])").count() == 0


def test_the_paper_edition_is_printed_with_an_outline(browser: Browser, editions: Path, tmp_path: Path) -> None:
    shutil.copy(editions / f"{NAME}.html", tmp_path)
    printed = paper(browser, tmp_path / f"{NAME}.html").read_bytes()
    assert printed.startswith(b"%PDF-")
    assert b"/Outlines" in printed
    assert 20 < len(re.findall(rb"/Type\s*/Page\b", printed)) < 200


@pytest.fixture(scope="session")
def book(editions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder in which an e-reader finds the pages of the book."""
    folder = tmp_path_factory.mktemp("reader")
    with zipfile.ZipFile(editions / f"{NAME}.epub") as archive:
        archive.extractall(folder)
    return folder / "EPUB"


@pytest.fixture
def reader(browser: Browser, book: Path) -> Iterator[Page]:
    """Return a small page of a browser without a network; the test fails if it has an error, or asks for more."""
    faults: list[str] = []
    context = browser.new_context(offline=True, viewport={"width": 400, "height": 600})
    context.on("console", lambda said: faults.append(said.text))
    context.on("requestfailed", lambda asked: faults.append(f"failed: {asked.url}"))
    context.on("request", lambda asked: None if book.as_uri() in asked.url else faults.append(asked.url))
    yield context.new_page()
    context.close()
    assert faults == []


def test_every_page_of_the_book_fits_a_small_screen(reader: Page, book: Path) -> None:
    pages = sorted(book.rglob("*.xhtml"))
    for path in pages:
        reader.goto(path.as_uri())
        assert reader.locator("parsererror").count() == 0, path
        assert reader.evaluate("document.documentElement.scrollWidth") <= 400, path
    assert len(pages) > 20


def test_a_reader_of_the_book_follows_a_quotation_to_its_words_and_back(reader: Page, book: Path) -> None:
    reader.goto(f"{(book / 'pages/quotes/harbour.xhtml').as_uri()}#two-neighbours")
    reader.locator("#two-neighbours + figure").get_by_role("link", name="¶").click()
    expect(reader.locator("#at-two-neighbours")).to_be_in_viewport()
    reader.locator("a.ref[href='#note-two-neighbours']").click()
    note = reader.locator("#note-two-neighbours")
    expect(note).to_be_in_viewport()
    note.get_by_role("link", name="The quotation in full").click()
    expect(reader.locator("#two-neighbours")).to_be_in_viewport()


@pytest.mark.parametrize("page", ["title", "nav", *(f"pages/{kind}" for kind in KINDS), "pages/map", "pages/timeline"])
def test_the_book_keeps_nobody_out(reader: Page, book: Path, page: str) -> None:
    reader.goto((book / f"{page}.xhtml").as_uri())
    assert violations(reader, preload=False, runOnly=["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]) == []


@pytest.fixture(scope="session")
def by_zensical(editions: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder for readers as Zensical builds it from the same pages."""

    def make(folder: Path) -> None:
        shutil.copytree(editions.parent, folder, ignore=shutil.ignore_patterns(".git", "build", "dist"))
        run(folder, "zensical", "build", "--clean", "--config-file", "mkdocs.offline.yml")
        run(folder, "build_scripts", "offline", "--site", "site")

    return share(tmp_path_factory, "zensical offline", make) / "dist" / f"{NAME}-offline"


def test_the_folder_that_zensical_built_has_every_link_and_finds_words(browser: Browser, by_zensical: Path) -> None:
    followed, dead = dead_links(by_zensical)
    assert followed > 1000
    assert dead == []
    faults: list[str] = []
    page = browser.new_context(offline=True).new_page()
    page.on("console", lambda said: faults.append(said.text))
    page.on("request", lambda asked: faults.append(asked.url) if urlsplit(asked.url).scheme != "file" else None)
    page.goto((by_zensical / "actors" / "fisk.html").as_uri())
    page.get_by_role("button", name="Search", exact=True).click()
    page.keyboard.type("neighbours")
    expect(page.get_by_role("link", name="The two neighbours").first).to_be_visible()
    assert faults == []


@pytest.fixture(scope="session")
def larger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a synthetic dossier of 20 articles, with a timeline that needs more than one page."""
    project = dossier(tmp_path_factory.mktemp("dossier") / "project", 20)
    more = [
        f'- {{id: more-{number}, title: More {number}, date: "{1700 + number}", in_article: left-out, text: "One. [@work-0]"}}'
        for number in range(lists.LONGEST_TIMELINE)
    ]
    (project / "source" / "annotations" / "events" / "more.yml").write_text("\n".join(more), encoding="utf-8")
    (folder,) = (folder for folder in make(project, strict=False).iterdir() if folder.is_dir())
    return folder


def test_a_larger_brief_is_read_offline_too(browser: Browser, larger: Path) -> None:
    followed, dead = dead_links(larger)
    assert followed > 5000
    assert dead == []
    faults: list[str] = []
    page = browser.new_context(offline=True, viewport={"width": 1400, "height": 900}).new_page()
    page.goto(f"{(larger / 'timeline.html').as_uri()}#more-50")
    expect(page).to_have_url(f"{(larger / 'lists' / 'timeline' / '1.html').as_uri()}#more-50")
    expect(page.locator("#more-50")).to_be_in_viewport()
    page.on("console", lambda said: faults.append(said.text))
    page.on("request", lambda asked: faults.append(asked.url) if urlsplit(asked.url).scheme != "file" else None)
    page.goto((larger / "articles" / "article-10.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("Report 17")
    expect(page.get_by_role("link", name="article Report 17").first).to_be_visible()
    page.goto((larger.parent / "small-brief.html").as_uri())
    page.get_by_role("searchbox").fill("Report 17")
    expect(page.locator("#hits").get_by_role("link", name="article Report 17").first).to_be_visible()
    assert faults == []
