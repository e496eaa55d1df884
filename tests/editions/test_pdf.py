"""The brief as a PDF: whole, the same bytes each time, and tagged so that a screen reader can read it."""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from build_scripts.brief.model import Meta
from build_scripts.build import build
from build_scripts.editions.copies import NotAnEdition
from build_scripts.editions.manifest import Manifest
from build_scripts.editions.material import CannotBeMade
from build_scripts.editions.offline import build_editions, describe
from build_scripts.editions.pdf import LONGEST, pdf, sealed
from build_scripts.editions.sections import Section
from build_scripts.editions.verify import verify
from build_scripts.load import load
from tests import published
from tests.hard import ADDITIONS, LETTERS, MARKUP
from tests.places import HARBOUR, MILL

NAME = "harbour-brief"
NOWHERE = Path("there are no fonts here")
WORD = re.compile(r"[^\W\d_]+|\d+")
"""A run of letters or of digits: where a line is broken, what is between two of them may be lost."""


@pytest.fixture(scope="session")
def copy(editions: Path) -> Path:
    """Return the PDF of the harbour's brief."""
    return editions / f"{NAME}.pdf"


@pytest.fixture(scope="session")
def opened(copy: Path) -> pypdf.PdfReader:
    """Return the PDF as another program reads it."""
    return pypdf.PdfReader(copy, strict=True)


@pytest.fixture(scope="session")
def shown(opened: pypdf.PdfReader) -> str:
    """Return the text of all its pages."""
    return "\n".join(page.extract_text() for page in opened.pages)


@pytest.fixture(scope="module")
def mill() -> tuple[Manifest, Meta]:
    """Return the manifest of a small brief, and what that brief says of itself."""
    brief = load(MILL)
    return describe(brief, "uncommitted"), brief.meta


def page(html: str) -> Section:
    return Section("index", "A page", Markup(f"<h1>A page</h1>{html}"))  # noqa: S704 - what is tested


def elements(tree: Any) -> Iterator[Any]:
    """Yield the elements of a PDF's tree of tags."""
    below = tree.get("/K")
    for one in below if isinstance(below, list) else [below]:
        found = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(found, dict) and "/S" in found:
            yield found
            yield from elements(found)


def titles(outline: list[Any]) -> Iterator[str]:
    for entry in outline:
        if isinstance(entry, list):
            yield from titles(entry)
        else:
            yield str(entry.title)


def test_the_pdf_is_tagged_and_says_what_it_is_and_in_which_language(opened: pypdf.PdfReader) -> None:
    meta = load(HARBOUR).meta
    root: Any = opened.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == meta.language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert opened.xmp_metadata is not None
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert opened.metadata is not None
    assert (opened.metadata.title, opened.metadata.author) == (meta.title, ", ".join(map(str, meta.authors)))
    assert f"{opened.metadata.creation_date:%Y-%m-%d}" == meta.date
    tags = Counter(str(element["/S"]) for element in elements(root["/StructTreeRoot"]))
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link", "/Note", "/BlockQuote"} <= tags.keys()
    pictures = [element for element in elements(root["/StructTreeRoot"]) if element["/S"] == "/Figure"]
    assert pictures
    assert all(picture.get("/Alt") for picture in pictures)


def test_every_page_of_the_brief_has_its_bookmark(opened: pypdf.PdfReader, editions: Path) -> None:
    found = list(titles(opened.outline))
    whole = published.parse((editions / f"{NAME}.html").read_text(encoding="utf-8"))
    parts = [part for part in whole.iter("section") if part.get("class") == "page"]
    heads = [next(one for one in part.iter() if re.fullmatch("h[12]", one.tag)) for part in parts]
    assert len(heads) > 10
    assert [title for head in heads if (title := " ".join(published.text(head).split())) not in found] == []


def test_every_link_leads_to_a_page_or_to_the_web(opened: pypdf.PdfReader) -> None:
    within = web = 0
    for one in opened.pages:
        for reference in one.get("/Annots", ()):
            link = reference.get_object()
            assert link["/Subtype"] == "/Link"
            if "/A" in link and link["/A"].get("/URI"):
                assert re.match("https?://|mailto:", link["/A"]["/URI"])
                web += 1
            else:
                within += 1
                assert link.get("/Dest") or link["/A"]["/D"]
            assert link["/Contents"]
    assert within > 500
    assert web > 20


def test_the_pdf_has_every_word_of_the_brief(shown: str, editions: Path) -> None:
    whole = published.parse((editions / f"{NAME}.html").read_text(encoding="utf-8"))
    words = Counter(WORD.findall(shown))
    for section in (part for part in whole.iter("section") if part.get("class") == "page"):
        for element in list(section.iter()):
            if not ELSEWHERE.isdisjoint(element.get("class", "").split()) or element.tag in ("svg", "legend", "input"):
                tail = element.tail
                element.clear()
                element.tail = tail
        wanted = Counter(WORD.findall(published.text(section)))
        assert wanted - words == Counter(), section.get("id")


ELSEWHERE = {
    "finding",
    "filters",
    "former",
    "footnote-ref",
    "footnote-backref",
    "jump",
    "on-screen",
    "tally",
    "turn",
    "works",
}
"""What is left out on paper, and the footnotes, which are counted for themselves."""


def test_the_pdf_is_the_same_bytes_each_time(mill: tuple[Manifest, Meta]) -> None:
    manifest, meta = mill
    one, two = (sealed(pdf([page("<p>x</p>")], meta, manifest, NOWHERE), manifest) for _ in range(2))
    assert one == two


def test_a_pdf_that_was_changed_is_told_from_the_published_one(copy: Path, tmp_path: Path) -> None:
    content = copy.read_bytes()
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(content)
    assert verify(changed).differences == ()
    changed.write_bytes(content[:-900] + b"x" + content[-899:])
    assert verify(changed).differences == (("changed", "changed.pdf"),)
    changed.write_bytes(content + b"%")
    assert verify(changed).differences == (("changed", "changed.pdf"),)


def test_a_pdf_of_somebody_else_is_no_edition(mill: tuple[Manifest, Meta], tmp_path: Path) -> None:
    manifest, meta = mill
    (tmp_path / "other.pdf").write_bytes(pdf([page("<p>x</p>")], meta, manifest, NOWHERE))
    with pytest.raises(NotAnEdition, match="is not an offline edition"):
        verify(tmp_path / "other.pdf")


SEAL = b"%sha256 " + b"0" * 64 + b"\n"
HOSTILE = [
    b"%PDF-",
    b"%PDF-1.7\n1 0 obj\n%manifest {}\n" + SEAL,
    b"%PDF-1.7\n%manifest {}\n" + SEAL + b"1 0 obj\n",
    b"%PDF-1.7\n%manifest {}\n" + SEAL * 2 + b"1 0 obj\n",
    b"%PDF-1.7\n%manifest " + b"[" * 100_000 + b"\n" + SEAL + b"1 0 obj\n",
    b"%PDF-1.7\n" + b"%manifest \xff\n" * 1000 + SEAL + b"1 0 obj\n",
    b"%PDF-1.7\n%manifest " + b" " * (17 * 2**20) + b"\n" + SEAL + b"1 0 obj\n",
]


@pytest.mark.parametrize("content", HOSTILE, ids=range(len(HOSTILE)))
def test_a_broken_pdf_is_refused_in_words(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "copy.pdf").write_bytes(content)
    with pytest.raises(NotAnEdition, match=r"is not an offline edition|has a manifest that cannot be read"):
        verify(tmp_path / "copy.pdf")


def test_another_program_finds_every_object_behind_the_manifest(mill: tuple[Manifest, Meta], tmp_path: Path) -> None:
    manifest, meta = mill
    path = tmp_path / "sealed.pdf"
    path.write_bytes(sealed(pdf([page("<p>hello</p>")], meta, manifest, NOWHERE), manifest))
    assert "hello" in pypdf.PdfReader(path, strict=True).pages[-1].extract_text()
    beginning = path.read_bytes().partition(b"1 0 obj")[0]
    assert max(map(len, beginning.splitlines())) < 255


def test_letters_that_no_font_has_are_named_and_no_pdf_is_made(mill: tuple[Manifest, Meta]) -> None:
    manifest, meta = mill
    with pytest.raises(CannotBeMade, match="no font has these letters: 字 漢"):
        pdf([page("<p>漢字</p>")], meta, manifest, NOWHERE)


def test_a_brief_with_such_letters_has_its_other_editions_and_its_writer_is_told(tmp_path: Path) -> None:
    build(MILL, tmp_path / "docs")
    site, dist = tmp_path / "site", tmp_path / "dist"
    for path in (tmp_path / "docs").rglob("*.md"):
        file = (site / path.relative_to(tmp_path / "docs")).with_suffix(".html")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text('<article class="md-content__inner"><h1>漢</h1></article>', encoding="utf-8")
    dist.mkdir()
    (dist / "mill-brief.pdf").write_text("the PDF of an earlier version", encoding="utf-8")
    made = build_editions(MILL, site, dist)
    assert made.left_out == (
        "mill-brief.pdf was not made: no font has these letters: 漢. Put a font that has them into source/fonts/",
    )
    assert (dist / "mill-brief.epub").is_file()
    assert not (dist / "mill-brief.pdf").exists()
    assert "pdf" not in (dist / "SHA256SUMS").read_text(encoding="utf-8")


NOTE = '<sup><a class="footnote-ref" href="#index:fn:1">1</a></sup>'
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
ODD = [
    "",
    "<h4>a level is skipped</h4><h6>and two more</h6><h2></h2>",
    "<ul><li>deeper" * 60 + "</li></ul>" * 60,
    "<table></table><table><tr><th>head</th><td colspan=2 rowspan=x>cell</td></tr><tr><td>one</td></tr></table>",
    f'<img src="data:image/png;base64,{DOT}" alt="a dot"><img src="data:image/png;base64,{DOT}" alt="">',
    '<svg viewbox="0 0 9 9"><path d="M0,0"/></svg><svg viewbox="0 0 900 9" aria-label="wide"></svg>',
    '<a href="javascript:x">one</a> <a href="https://x]/">two</a> <a href="https://e.example/%zz é">three</a>',
    "<dl><dt>word</dt><dd>meaning</dd></dl><details><summary>folded</summary>open</details><kbd>key</kbd>",
    f"<p>{'word' * 300}</p>",
    f'<h2 id="index:b">cited{NOTE}</h2><p>again{NOTE}</p><ol><li id="index:fn:1"><p>note</p></li><li id="index:fn:2">idle</li></ol>',
    f'<p>cited{NOTE}</p><div class="footnote"><hr><ol><li id="index:fn:1"><p>note</p></li><li id="index:fn:2">idle</li></ol></div>',
    '<div class="article"><p class="para" id="index:p1">no number</p></div>',
]
"""What pages written by hand may hold, and what no page should."""


@pytest.mark.parametrize("html", ODD)
def test_whatever_a_page_holds_is_set(mill: tuple[Manifest, Meta], html: str) -> None:
    manifest, meta = mill
    made = pypdf.PdfReader(BytesIO(pdf([page(html)], meta, manifest, NOWHERE)))
    shown = "".join("".join(one.extract_text() for one in made.pages).split())
    for words in re.findall(r">([^<>]+)(?=<)", html):
        assert "".join(words.split()) in shown


def test_a_picture_that_is_none_keeps_the_pdf_from_being_made(mill: tuple[Manifest, Meta]) -> None:
    manifest, meta = mill
    with pytest.raises(CannotBeMade, match="failed to decode image"):
        pdf([page('<img src="data:image/png;base64,AAAA" alt="bad">')], meta, manifest, NOWHERE)


def test_the_notes_on_each_of_several_articles_have_room_beside_it(mill: tuple[Manifest, Meta]) -> None:
    manifest, meta = mill
    note = '<div class="notes" aria-label="Notes"><div class="note"><p>uncharacteristically wide</p></div></div>'
    article = f'<h2>One</h2><div class="article"><p class="para" id="articles/a:p1">x</p>{note}</div>'
    pages = {"index": "<h2>All</h2>", "a": article, "b": article.replace("/a:", "/b:")}
    several = [Section(f"articles/{name}", name, Markup(html)) for name, html in pages.items()]  # noqa: S704 - what is tested
    made = pypdf.PdfReader(BytesIO(pdf(several, meta, manifest, NOWHERE)))
    assert len([one for one in made.pages if "uncharacteristically wide" in one.extract_text()]) == 2


def test_a_brief_that_is_too_long_has_no_pdf(mill: tuple[Manifest, Meta]) -> None:
    manifest, meta = mill
    with pytest.raises(CannotBeMade, match="would have more than 600 pages"):
        pdf([page(f"<p>{'word ' * (LONGEST // 5)}</p>")], meta, manifest, NOWHERE)


@pytest.mark.parametrize("date", ["-0043", "2019~", "2016-05/..", "9999", "2019-05-05T10:00:00+02:00"])
@pytest.mark.parametrize("language", ["ar", "zh-Hant", "de-CH", "x-klingon"])
def test_any_date_and_language_of_a_brief_will_do(mill: tuple[Manifest, Meta], date: str, language: str) -> None:
    manifest, meta = mill
    assert pdf([page("<p>x</p>")], meta.model_copy(update={"date": date, "language": language}), manifest, NOWHERE)


CODE = ('"', "#", "$x$", "#panic()", "<label>", "@ref", "\\u{41}", "/*", "//", "`", '#include "x"', "]", "})")
"""What Typst acts on."""

MIRRORED = str.maketrans(")]}>", "([{<")
"""Signs that change places with others in Arabic and Hebrew."""

HARD = st.lists(st.sampled_from((*MARKUP, *ADDITIONS, *LETTERS, *CODE))).map("".join)


@settings(max_examples=50)
@given(HARD)
def test_no_text_is_taken_for_typst(mill: tuple[Manifest, Meta], text: str) -> None:
    manifest, meta = mill
    lines = f'<p>{escape(text)}</p><ul><li id="x">{escape(text)}</li></ul><pre>{escape(text)}</pre>'
    try:
        made = pdf([page(lines)], meta, manifest, NOWHERE)
    except CannotBeMade:
        return
    found = "".join(one.extract_text() for one in pypdf.PdfReader(BytesIO(made)).pages)
    shown, written = (one.translate(MIRRORED) for one in (found, text * 3))
    assert Counter(re.findall("[!-~]", written)) - Counter(shown) == Counter()
