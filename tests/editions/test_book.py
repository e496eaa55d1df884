"""The brief as a book: whole, well-formed, and with every link that the site has between words and what is said of them."""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup

from build_scripts.brief.model import Meta
from build_scripts.editions.book import epub
from build_scripts.editions.manifest import Manifest
from build_scripts.editions.offline import describe
from build_scripts.editions.sections import Section
from build_scripts.editions.verify import verify
from build_scripts.load import load
from tests import published
from tests.places import HARBOUR, MILL

NAME = "harbour-brief"
HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
OPF = "{http://www.idpf.org/2007/opf}"
TYPE = "{http://www.idpf.org/2007/ops}type"
LINK = "{http://www.w3.org/1999/xlink}href"
ARTICLE = "EPUB/pages/articles/harbour.xhtml"
QUOTES = "EPUB/pages/quotes/harbour.xhtml"


@pytest.fixture(scope="session")
def book(editions: Path) -> dict[str, bytes]:
    """Return what is in the book, by path."""
    with zipfile.ZipFile(editions / f"{NAME}.epub") as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@pytest.fixture(scope="session")
def trees(book: dict[str, bytes]) -> dict[str, ET.Element]:
    """Return the trees of the book's pages, by path; that they can be read makes them well-formed."""
    return {path: ET.fromstring(content) for path, content in book.items() if path.endswith(".xhtml")}  # noqa: S314 - our own


@pytest.fixture(scope="session")
def package(book: dict[str, bytes]) -> ET.Element:
    """Return the tree of what the book says of itself."""
    return ET.fromstring(book["EPUB/package.opf"])  # noqa: S314 - our own


@pytest.fixture(scope="session")
def alone(editions: Path) -> dict[str, published.Element]:
    """Return the sections of the single page in their order."""
    whole = published.parse((editions / f"{NAME}.html").read_text(encoding="utf-8"))
    return {part.get("id", ""): part for part in whole.iter("section") if part.get("class") == "page"}


def of_class(tree: ET.Element, name: str) -> list[ET.Element]:
    return [element for element in tree.iter() if name in element.get("class", "").split()]


def links(tree: ET.Element) -> list[str]:
    return [link for element in tree.iter() if (link := element.get("href") or element.get(LINK) or element.get("src"))]


def target(page: str, link: str) -> tuple[str, str]:
    path, fragment = urldefrag(link)
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path))) if path else page
    return joined, unquote(fragment)


def items(package: ET.Element) -> dict[str, ET.Element]:
    return {item.get("id", ""): item for item in package.iter(f"{OPF}item")}


def spine(package: ET.Element) -> list[str]:
    return [f"EPUB/{items(package)[ref.get('idref', '')].get('href')}" for ref in package.iter(f"{OPF}itemref")]


def words(element: ET.Element) -> list[str]:
    return published.text(element).split()


def without(tree: ET.Element, *classes: str) -> ET.Element:
    """Return *tree* without the elements of *classes*, and with what follows them."""
    for parent in list(tree.iter()):
        for child in list(parent):
            if not set(classes).isdisjoint(child.get("class", "").split()):
                for element in child.iter():
                    element.text = None
                    element.tail = child.tail if element is child else None
    return tree


def test_the_first_bytes_of_the_book_say_that_it_is_one(editions: Path) -> None:
    path = editions / f"{NAME}.epub"
    assert path.read_bytes()[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(path) as opened:
        first, *others = opened.infolist()
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert [one.filename for one in others] == sorted(one.filename for one in others)
    assert {(one.date_time, one.external_attr, one.create_system, one.extra) for one in (first, *others)} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644 << 16, 3, b"")
    }


def test_the_book_is_small(editions: Path) -> None:
    assert (editions / f"{NAME}.epub").stat().st_size < 400_000


def test_the_package_lists_every_file_once(book: dict[str, bytes], package: ET.Element) -> None:
    listed = [target("EPUB/package.opf", item.get("href", ""))[0] for item in items(package).values()]
    assert sorted([*listed, "EPUB/package.opf", "META-INF/container.xml", "mimetype"]) == sorted(book)
    assert len(items(package)) == len(listed)
    (container,) = ET.fromstring(book["META-INF/container.xml"]).iter(  # noqa: S314 - our own
        "{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
    )
    assert container.get("full-path") == "EPUB/package.opf"


def test_pages_with_pictures_are_listed_as_such(trees: dict[str, ET.Element], package: ET.Element) -> None:
    pictured = {f"EPUB/{item.get('href')}" for item in items(package).values() if item.get("properties") == "svg"}
    assert pictured == {path for path, tree in trees.items() if next(tree.iter(f"{SVG}svg"), None) is not None}
    assert pictured


def test_the_book_has_the_pages_of_the_single_file_in_its_order(
    package: ET.Element, trees: dict[str, ET.Element], alone: dict[str, published.Element]
) -> None:
    pages = [f"EPUB/pages/{name}.xhtml" for name in alone]
    assert spine(package) == ["EPUB/title.xhtml", "EPUB/nav.xhtml", *pages]
    assert trees.keys() == set(spine(package))


def test_the_contents_list_every_page_in_order_and_nested(package: ET.Element, trees: dict[str, ET.Element]) -> None:
    nav = trees["EPUB/nav.xhtml"]
    contents, landmarks = nav.iter(f"{HTML}nav")
    assert (contents.get(TYPE), landmarks.get(TYPE)) == ("toc", "landmarks")
    assert [f"EPUB/{link}" for link in links(contents)] == spine(package)[2:]
    assert all(words(link) for link in nav.iter(f"{HTML}a"))
    kinds = {link.get(TYPE): link.get("href") for link in landmarks.iter(f"{HTML}a")}
    assert kinds == {
        "titlepage": "title.xhtml",
        "toc": "nav.xhtml",
        "bodymatter": "pages/index.xhtml",
        "glossary": "pages/glossary.xhtml",
        "bibliography": "pages/sources.xhtml",
    }
    (actors,) = (entry for entry in contents.iter(f"{HTML}li") if entry[0].get("href") == "pages/actors/index.xhtml")
    assert len(links(actors)) == len([path for path in trees if "/actors/" in path])


def test_every_id_of_a_page_is_there_once_and_every_link_leads_to_one(
    book: dict[str, bytes], trees: dict[str, ET.Element]
) -> None:
    ids = {path: Counter(one for element in tree.iter() if (one := element.get("id"))) for path, tree in trees.items()}
    assert [path for path, found in ids.items() if found.total() != len(found)] == []
    followed, dead = 0, []
    for path, tree in trees.items():
        for link in links(tree):
            if urlsplit(link).scheme:
                continue
            followed += 1
            page, fragment = target(path, link)
            if page not in book or (fragment and fragment not in ids[page]):
                dead.append(f"{path}: {link}")
        for name in ("aria-labelledby", "aria-describedby", "headers"):
            named = {one for element in tree.iter() for one in element.get(name, "").split()}
            dead += [f"{path}: {name} {one}" for one in named - ids[path].keys()]
    assert followed > 500
    assert dead == []


def test_the_book_runs_and_asks_for_nothing(book: dict[str, bytes], trees: dict[str, ET.Element]) -> None:
    for path, tree in trees.items():
        names = {element.tag.rpartition("}")[2] for element in tree.iter()}
        active = {"script", "iframe", "object", "embed", "form", "input", "button", "audio", "video", "details"}
        assert names.isdisjoint(active), path
        for element in tree.iter():
            assert not [key for key in element.attrib if key.startswith(("on", "data-", "popover"))], path
            assert element.get("src", "data:").startswith("data:")
            schemes = {urlsplit(element.get("href", "") or element.get(LINK, "")).scheme}
            assert schemes <= {"", "http", "https"}
        (sheet,) = tree.iter(f"{HTML}link")
        assert target(path, sheet.get("href", ""))[0] == "EPUB/style.css"
    style = book["EPUB/style.css"].decode()
    assert not re.search(r"url\(|@import|@font-face|position: *(fixed|absolute)", style)
    assert not re.search(r"(?<![\w-])width: *\d+(px|rem|em)", style)


def test_the_book_has_every_word_of_the_brief(
    trees: dict[str, ET.Element], alone: dict[str, published.Element]
) -> None:
    for name, section in alone.items():
        body = trees[f"EPUB/pages/{name}.xhtml"].find(f"{HTML}body")
        assert body is not None
        if name.startswith("articles/"):
            continue
        assert words(body) == words(without(section, "former", "on-screen")), name


def test_the_article_in_the_book_is_as_it_is_and_its_notes_come_behind_it(
    trees: dict[str, ET.Element], alone: dict[str, published.Element]
) -> None:
    source = (HARBOUR / "articles/harbour.txt").read_text(encoding="utf-8")
    tree = ET.fromstring(ET.tostring(trees[ARTICLE]))  # noqa: S314 - our own
    (body,) = of_class(tree, "article")
    parts = [part.get("class") for part in body]
    paragraphs = [line for line in source.splitlines() if line.strip()]
    assert parts == ["para"] * len(paragraphs) + ["notes"] * (len(parts) - len(paragraphs))
    notes = [note for part in body for note in of_class(part, "note")]
    assert Counter(word for note in notes for word in words(note)) == Counter(
        word for note in of_class(alone["articles/harbour"], "note") for word in words(note)
    )
    shown = [published.text(without(part, "number", "ref")) for part in body if part.get("class") == "para"]
    assert [line.split() for line in shown] == [line.split() for line in paragraphs]


def test_a_reader_goes_from_a_quotation_to_its_very_words_and_back(trees: dict[str, ET.Element]) -> None:
    article = ET.fromstring(ET.tostring(trees[ARTICLE]))  # noqa: S314 - our own
    without(article, "ref", "number")
    ids = {one: element for element in trees[ARTICLE].iter() if (one := element.get("id"))}
    quotations = of_class(trees[QUOTES], "quotation")
    assert len(quotations) >= 5
    for quotation in quotations:
        (place,) = of_class(quotation, "place")
        page, anchor = target(QUOTES, place.get("href", ""))
        assert page == ARTICLE
        (blockquote,) = quotation.iter(f"{HTML}blockquote")
        said = published.text(blockquote).strip().strip("“”")
        opening = re.split(r"\s*(?:…|\[)", said)[0][:25]
        assert from_anchor(article, anchor).startswith(opening), anchor
        note = ids[f"note-{anchor.removeprefix('at-')}"]
        assert note.get(TYPE) == "footnote"
        ways = [target(ARTICLE, link) for link in links(note)]
        assert (ARTICLE, anchor) in ways
        assert (QUOTES, anchor.removeprefix("at-")) in ways
        refs = [target(ARTICLE, ref.get("href", ""))[1] for ref in of_class(trees[ARTICLE], "ref")]
        assert note.get("id") in refs


def from_anchor(tree: ET.Element, anchor: str) -> str:
    """Return the text from the element with the id *anchor* to the end of its paragraph."""
    (para,) = (part for part in of_class(tree, "para") if any(one.get("id") == anchor for one in part.iter()))

    def pieces(element: ET.Element) -> Iterator[str]:
        if element.get("id") == anchor:
            yield "\0"
        yield element.text or ""
        for child in element:
            yield from pieces(child)
            yield child.tail or ""

    return "".join(pieces(para)).split("\0")[1]


def test_a_reader_goes_from_a_citation_to_its_footnote_and_back(trees: dict[str, ET.Element]) -> None:
    count = 0
    for path, tree in trees.items():
        ids = {one: element for element in tree.iter() if (one := element.get("id"))}
        for reference in of_class(tree, "footnote-ref"):
            assert reference.get(TYPE) == "noteref"
            note = ids[target(path, reference.get("href", ""))[1]]
            assert note.get(TYPE) == "footnote"
            (back,) = of_class(note, "footnote-backref")
            (way,) = of_class(ids[target(path, back.get("href", ""))[1]], "footnote-ref")
            assert way.get("href") == reference.get("href")
            count += 1
    assert count > 50


def test_the_accessibility_that_the_package_tells_of_is_there(
    package: ET.Element, trees: dict[str, ET.Element]
) -> None:
    told: dict[str, list[str]] = {}
    for meta in package.iter(f"{OPF}meta"):
        told.setdefault(meta.get("property", ""), []).append(meta.text or "")
    assert told["schema:accessMode"] == ["textual", "visual"]
    assert told["schema:accessibilityHazard"] == ["none"]
    assert told["schema:accessibilitySummary"][0]
    assert "alternativeText" in told["schema:accessibilityFeature"]
    for path, tree in trees.items():
        assert tree.get("lang") == "en", path
        assert all(picture.get("aria-label") for picture in tree.iter(f"{SVG}svg")), path
        assert all(picture.get("alt") for picture in tree.iter(f"{HTML}img")), path
        levels = [int(element.tag[-1]) for element in tree.iter() if re.fullmatch(rf"{HTML}h[1-6]", element.tag)]
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path
    assert told["dcterms:modified"] == [f"{load(HARBOUR).meta.date}T00:00:00Z"]


def test_a_book_that_was_changed_is_told_from_the_published_one(book: dict[str, bytes], tmp_path: Path) -> None:
    changed = tmp_path / "changed.epub"
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as packed:
        for path, content in book.items():
            packed.writestr(path, content.replace(b"neighbours", b"neighbors") if path == QUOTES else content)
    assert verify(changed).differences == (("changed", QUOTES),)


@pytest.fixture(scope="module")
def mill() -> tuple[Manifest, Meta]:
    """Return the manifest of a small brief, and what that brief says of itself."""
    brief = load(MILL)
    return describe(brief, "uncommitted"), brief.meta


PICTURE = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SLOPPY = [
    ('<h2 id="p/q:a">A &amp; B&nbsp;C</h2>', '<h1 id="a">A &amp; B\xa0C</h1>'),
    ("<p>one<p>two<br>three", "<p>one<p>two<br />three</p></p>"),
    ("<p><b>x</p></i>y", "<p><b>x</b></p>y"),
    ("<p>\x01 <i>\x0c</i> &lt;b&gt;</p>", "<p>\ufffd <i>\ufffd</i> &lt;b&gt;</p>"),
    ('<a href="#p/q:a%20b">x</a>', '<a href="#a%20b">x</a>'),
    ('<a href="#index">x</a>', '<a href="../index.xhtml">x</a>'),
    ('<a href="#p/r:fn:1">x</a>', '<a href="r.xhtml#fn:1">x</a>'),
    ('<a href="#p/50%25%20%C3%A9">x</a>', '<a href="50%25%20%C3%A9.xhtml">x</a>'),
    ('<a href="https://example.org/?a&amp;b">x</a>', '<a href="https://example.org/?a&amp;b">x</a>'),
    ('<details class="note"><summary>S</summary>x</details>', '<div class="note" epub:type="footnote" role="doc-footnote"><p>S</p>x</div>'),
    ('<div class="filters"><p popover id="p/q:c">x</p></div>y', "y"),
    ('<div class="wide" role="group" tabindex="0"><table></table></div>', '<div class="wide"><table /></div>'),
    (
        '<svg viewbox="0 0 1 1"><lineargradient id="p/q:g"/><a href="#p/q:x"><path fill="url(#p/q:g)"/></a></svg>',
        f'<svg {PICTURE} viewBox="0 0 1 1"><linearGradient id="g" /><a xlink:href="#x"><path fill="url(#g)" /></a></svg>',
    ),
    ('<p lang="fr" data-x="1" hidden>x</p>', '<p lang="fr" hidden="hidden" xml:lang="fr">x</p>'),
]  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), SLOPPY)
def test_a_section_becomes_a_page_that_is_well_formed(written: str, expected: str, mill: tuple[Manifest, Meta]) -> None:
    manifest, meta = mill
    section = Section("p/q", "A &amp; B", Markup(written))  # noqa: S704 - what is tested
    page = epub([section], meta, manifest)["EPUB/pages/p/q.xhtml"].decode()
    ET.fromstring(page)  # noqa: S314 - our own
    assert "<title>A &amp; B</title>" in page
    assert f'<section epub:type="chapter" role="doc-chapter">{expected}</section>' in page


def test_the_pages_of_several_articles_are_in_the_order_of_the_contents(mill: tuple[Manifest, Meta]) -> None:
    manifest, meta = mill
    names = ["index", "articles/a", "quotes/a", "articles/b", "quotes/b", "articles/index", "quotes/index", "sources"]
    sections = [Section(name, name, Markup("<h1>A</h1>")) for name in names]
    files = epub(sections, meta, manifest)
    package, nav = (ET.fromstring(files[f"EPUB/{name}"]) for name in ("package.opf", "nav.xhtml"))  # noqa: S314 - our own
    contents = next(nav.iter(f"{HTML}nav"))
    assert [f"EPUB/{link}" for link in links(contents)] == spine(package)[2:]
    assert len(spine(package)) == len(names) + 2


def test_another_commit_is_another_book_of_the_same_brief(mill: tuple[Manifest, Meta]) -> None:
    manifest, meta = mill
    section = Section("index", "A", Markup("<h1>A</h1>"))
    one, two, three = (
        epub([section], meta, manifest.model_copy(update={"commit": made}))["EPUB/package.opf"]
        for made in ("c0ffee" * 6 + "c0de", "c0ffee" * 6 + "c0de", "uncommitted")
    )
    assert one == two
    assert one != three
