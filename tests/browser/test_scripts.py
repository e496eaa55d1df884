"""An article in another script, in each edition: its words are found, and say in which language and direction they are."""

import re
import shutil
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import make_editions
from tests.browser.conftest import Look, NewPage
from tests.places import MILL, ROOT

NAME = "mill-brief"
WORDS = """
At last Müller met Šárka, she said ™ loudly, near the old weir; ½ of it … sank … deep … away.
理事会说导弹防御系统已经关闭。
방앗간은 강가에 있는 오래된 건물이며 마을 사람들이 사랑한다.
أعلن المجلس إغلاق المطحنة.
"""
FOUND = [
    *(("muller", "Müller"), ("müller", "Müller"), ("sarka", "Šárka"), ("loudly", "loudly"), ("weir", "weir")),
    *(
        ("防御", "防御"),
        ("导弹防御系统", "导弹防御系统"),
        ("사람들", "사람들"),
        ("건물", "건물"),
        ("المطحنة", "المطحنة"),
    ),
]
"""What a reader looks for, and what stands in the article."""
STATED = """
  (element) => {
    const around = element.closest("[lang]");
    return [around.lang, getComputedStyle(element).direction];
  }
"""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project whose article is said to be Arabic, with its website in ``site`` and its editions in ``dist``."""
    return make_editions.share(tmp_path_factory, "scripts", _make)


def _make(project: Path) -> None:
    shutil.copytree(ROOT / "build_scripts", project / "build_scripts")
    shutil.copytree(MILL, project / "source")
    shutil.copy(ROOT / "mkdocs.offline.yml", project)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"(?m)^hooks:.*$|^plugins:[\s\S]*\Z", "", settings)
    (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    _rewrite(project / "source")
    make_editions.git(project, "init", "--quiet")
    make_editions.make(project, strict=False)
    make_editions.run(project, "mkdocs", "build", "--quiet")


def _rewrite(source: Path) -> None:
    text = source / "articles" / "mill.txt"
    words = text.read_text(encoding="utf-8") + WORDS
    text.write_bytes(words.encode())
    record = text.with_suffix(".yml")
    said = re.sub(
        r"sha256: \w+", f"sha256: {sha256(words.encode()).hexdigest()}\nlanguage: ar", record.read_text("utf-8")
    )
    waiver = "  - {rule: language-not-as-written, exact: ar, reason: The test wants it so.}\n"
    assert "\nwaivers:\n" in said
    record.write_text(said.replace("\nwaivers:\n", f"\nwaivers:\n{waiver}"), encoding="utf-8")
    background = "## Фон\n\nSee [@mill, p. 6] and [[mere]].\n\n## 背景\n\n![[eleven-percent]]\n"
    (source / "background.md").write_text(background, encoding="utf-8")


@pytest.fixture(params=["hosted", "folder"])
def searched(request: pytest.FixtureRequest, made: Path, new_page: NewPage, site_of: Callable[[Path], str]) -> Page:
    """Return the first page of the website, or of the folder for readers without a network."""
    page = new_page(viewport={"width": 1400, "height": 900})
    folder = made / "dist" / f"{NAME}-offline" / "index.html"
    page.goto(site_of(made / "site") if request.param == "hosted" else folder.as_uri())
    return page


def test_words_of_every_script_are_found_without_their_accents(searched: Page) -> None:
    searched.get_by_role("button", name="Search", exact=True).click()
    field = searched.get_by_role("searchbox", name="Search")
    for looked_for, stands in (("½", "½"), ("1/2", "½"), *FOUND):
        field.fill(looked_for)
        result = searched.get_by_role("dialog").locator("a[href*='articles/mill']").filter(has_text=stands)
        expect(result.locator("mark").first).to_have_text(stands)
        assert result.locator("small").first.evaluate(STATED) == ["ar", "rtl"]
    expect(searched.get_by_role("dialog").get_by_role("status")).to_have_text("1 result")


def test_the_single_page_marks_the_words_that_are_looked_for(made: Path, new_page: NewPage) -> None:
    page = new_page()
    page.goto((made / "dist" / f"{NAME}.html").as_uri())
    for looked_for, stands in (*FOUND, ("½", "½"), ("1/2", "½")):
        page.get_by_role("searchbox", name="Search").fill(looked_for)
        expect(page.locator("#hits mark").first).to_have_text(stands)
        assert page.locator("#hits small").first.evaluate(STATED) == ["ar", "rtl"]


@pytest.fixture(params=["hosted", "folder", "single"])
def read(
    request: pytest.FixtureRequest, made: Path, look: Look, site_of: Callable[[Path], str]
) -> Callable[[str], Page]:
    """Return a function that opens a page of the brief in one of its editions."""
    hosted, dist = site_of(made / "site"), made / "dist"

    def opened(name: str) -> Page:
        match request.param:
            case "hosted":
                return look(f"{hosted}{'' if name == 'index' else name + '/'}")
            case "folder":
                return look((dist / f"{NAME}-offline" / f"{name}.html").as_uri())
            case _:
                return look(f"{(dist / f'{NAME}.html').as_uri()}#{name}")

    return opened


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("articles/mill", "#p1, [id='articles/mill:p1']"),
        ("quotes/mill", "figure.quotation blockquote p"),
        ("index", "figure.quotation blockquote p"),
        ("background", "figure.quotation blockquote p"),
        ("claims/mill", "blockquote.excerpt"),
        ("actors/hale", "figure.quotation blockquote p"),
        ("actors/hale", ".mentions li > [lang]"),
        ("glossary", ".mentions li > [lang]"),
    ],
)
def test_the_article_s_words_have_its_language_and_direction(
    read: Callable[[str], Page], name: str, words: str
) -> None:
    page = read(name)
    assert page.locator(words).first.evaluate(STATED) == ["ar", "rtl"]
    assert page.locator("h1").first.evaluate(STATED) == ["en", "ltr"]


def test_notes_among_the_article_s_words_are_in_the_brief_s_language(read: Callable[[str], Page]) -> None:
    page = read("articles/mill")
    assert page.locator("aside.notes").first.evaluate(STATED) == ["en", "ltr"]


def test_cards_have_the_language_of_the_words_they_show(made: Path, look: Look, site_of: Callable[[Path], str]) -> None:
    page = look(f"{site_of(made / 'site')}background/")
    for link, told, words in (("a.cite[href$='#p6']", "¶", "span[lang]"), ("a.wording", "Belittles", "b")):
        page.locator(link).hover()
        card = page.get_by_role("note").filter(has_text=told).locator(words)
        expect(card).to_be_visible()
        assert card.evaluate(STATED) == ["ar", "rtl"]


def test_headings_have_ids_of_their_own_letters(read: Callable[[str], Page]) -> None:
    page = read("background")
    ids = page.locator(":is(h2, h3)").evaluate_all("headings => headings.map(heading => heading.id.split(':').pop())")
    assert {"фон", "背景"} <= set(ids)


def test_the_book_says_the_language_of_the_article_s_words(made: Path) -> None:
    with zipfile.ZipFile(made / "dist" / f"{NAME}.epub") as book:
        pages = {name: book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")}
    for name in ("articles/mill", "quotes/mill", "claims/mill", "index", "actors/hale"):
        tags = re.findall(r"<(?:blockquote|div|span)[^>]*>", pages[f"EPUB/pages/{name}.xhtml"])
        assert [tag for tag in tags if ' lang="ar"' in tag and 'xml:lang="ar"' in tag and 'dir="rtl"' in tag], name
