"""What readers take along: whole, the same for everybody, and at home on every system."""

import hashlib
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import html5lib
import markdown
import pypdf
import pytest

from build_scripts.__main__ import main
from build_scripts.brief.problems import BriefError
from build_scripts.build import build
from build_scripts.editions import sections
from build_scripts.editions.downloads import add_downloads
from build_scripts.editions.manifest import unportable
from build_scripts.editions.offline import UNCOMMITTED, build_editions, commit, reading_order
from build_scripts.editions.verify import verify
from build_scripts.editions.zip_writing import pack
from build_scripts.load import load
from tests import published
from tests.make_editions import clone, dead_links, git, kept_pages, make, tree
from tests.places import MILL, ROOT

NAME = "harbour-brief"


@pytest.fixture(scope="session")
def folder(editions: Path) -> Path:
    """Return the folder that a reader opens."""
    return editions / f"{NAME}-offline"


@pytest.fixture(scope="session")
def alone(editions: Path) -> published.Element:
    """Return the tree of the single page."""
    return published.parse((editions / f"{NAME}.html").read_text(encoding="utf-8"))


def test_every_edition_is_as_published_and_says_its_commit(editions: Path) -> None:
    head = git(editions, "rev-parse", "HEAD")
    for name in (f"{NAME}-offline.zip", f"{NAME}-offline", f"{NAME}.html", f"{NAME}.epub", f"{NAME}.pdf"):
        verdict = verify(editions / name)
        assert verdict.differences == ()
        assert verdict.manifest.commit == head
        assert [article.id for article in verdict.manifest.articles] == ["harbour"]


def test_an_edition_of_one_document_has_no_page_that_nothing_stands_on(tmp_path: Path) -> None:
    (tmp_path / "map.html").touch()
    brief = load(MILL)
    assert {"map", "timeline"} <= {*reading_order(brief, tmp_path)}
    assert not {"map", "timeline"} & {*reading_order(replace(brief, sites=(), events=()), tmp_path)}


def test_no_edition_holds_words_of_a_capture(editions: Path) -> None:
    assert (editions.parent / "source" / "captures").is_dir()
    with zipfile.ZipFile(editions / f"{NAME}.epub") as book:
        files = {name: book.read(name) for name in book.namelist()} | tree(editions) | tree(editions.parent / "docs")
    assert len(files) > 50
    assert [name for name, content in files.items() if b"lockgates" in content] == []


def test_no_edition_and_no_page_of_the_site_holds_a_word_of_a_draft(editions: Path, built_site: Path) -> None:
    with (
        zipfile.ZipFile(editions / f"{NAME}.epub") as book,
        zipfile.ZipFile(editions / f"{NAME}-offline.zip") as packed,
    ):
        unpacked = {name: one.read(name) for one in (book, packed) for name in one.namelist()}
    files = unpacked | tree(editions) | tree(editions.parent / "docs") | tree(built_site)
    pages = pypdf.PdfReader(editions / f"{NAME}.pdf").pages
    files |= {f"page {number}": page.extract_text().encode() for number, page in enumerate(pages)}
    assert {"assets/search/root.js", "feed.xml", "sitemap.xml"} <= files.keys()
    assert [name for name, content in files.items() if b"zwielicht" in content.lower()] == []
    assert [name for name in files if "zwielicht" in name or "desk" in name] == []


def test_no_edition_is_made_of_a_site_with_drafts(tmp_path: Path) -> None:
    build(MILL, tmp_path / "docs", drafts=True)
    page = (tmp_path / "docs" / "index.md").read_text(encoding="utf-8")
    (tmp_path / "index.html").write_text(markdown.markdown(page, extensions=["md_in_html"]), encoding="utf-8")
    with pytest.raises(BriefError, match="was built with drafts"):
        build_editions(MILL, tmp_path, tmp_path / "dist")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("status: draft", "source/brief.yml:1: the brief is a draft, so nothing of it is published"),
        ("embargo: 2999-01-02", "source/brief.yml:1: may not be published before 2999-01-02T00:00:00Z"),
    ],
)
def test_no_edition_is_made_before_its_time(tmp_path: Path, line: str, message: str) -> None:
    shutil.copytree(MILL, tmp_path / "source")
    meta = tmp_path / "source" / "brief.yml"
    meta.write_text(f"{line}\n{meta.read_text(encoding='utf-8')}", encoding="utf-8")
    with pytest.raises(BriefError, match=re.escape(message)):
        build_editions(tmp_path / "source", tmp_path, tmp_path / "dist")


def test_the_checksums_are_those_of_the_files(editions: Path) -> None:
    lines = (editions / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert lines == [
        f"{hashlib.sha256((editions / name).read_bytes()).hexdigest()}  {name}"
        for name in (f"{NAME}-offline.zip", f"{NAME}.epub", f"{NAME}.html", f"{NAME}.pdf")
    ]


def test_two_builds_of_a_commit_are_the_same_bytes(editions: Path, tmp_path: Path) -> None:
    other = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7", "HOME": str(tmp_path)}
    other |= {"SITE_URL": "https://example.net/elsewhere/", "SOURCE_DATE_EPOCH": "1", "COLUMNS": "40"}
    again = make(clone(editions.parent, tmp_path / "another folder with a longer name"), umask=0o077, variables=other)
    one, two = tree(editions), tree(again)
    assert sorted(one) == sorted(two)
    assert [path for path in one if one[path] != two[path]] == []


def test_the_zip_is_small_and_plain(editions: Path, folder: Path) -> None:
    archive = editions / f"{NAME}-offline.zip"
    assert archive.stat().st_size < 1_000_000
    with zipfile.ZipFile(archive) as zipped:
        members = zipped.infolist()
        assert {member.filename: zipped.read(member) for member in members} == {
            f"{folder.name}/{path}": content for path, content in tree(folder).items()
        }
    assert [member.filename for member in members] == sorted(member.filename for member in members)
    assert {(member.date_time, member.external_attr, member.create_system, member.extra) for member in members} == {
        ((1980, 1, 1, 0, 0, 0), 0o100644 << 16, 3, b"")
    }


def test_no_edition_speaks_to_machines_that_read_hosts(editions: Path) -> None:
    for path in editions.rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        assert not [mark for mark in ("ld+json", "og:", "twitter:") if mark in page], path


def test_names_in_the_zip_are_utf_8_and_the_same_from_any_order_of_files(tmp_path: Path) -> None:
    archives = []
    for number, names in enumerate((["é.txt", "b/c.txt", "a.txt"], ["a.txt", "b/c.txt", "é.txt"])):
        folder = tmp_path / str(number)
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name, encoding="utf-8")
        pack(folder, "x", tmp_path / f"{number}.zip")
        archives.append((tmp_path / f"{number}.zip").read_bytes())
    assert archives[0] == archives[1]
    with zipfile.ZipFile(tmp_path / "0.zip") as zipped:
        flags = {member.filename: bool(member.flag_bits & 0x800) for member in zipped.infolist()}
    assert flags["x/é.txt"]


UNPORTABLE = [
    *(
        ["con.html"],
        ["a/nul"],
        ["COM1.txt"],
        ["a?b"],
        ["a."],
        ["a "],
        ["../a"],
        ["/a"],
        ["a//b"],
        ["a\\b"],
        ["C:a"],
        [""],
    ),
    *(["A", "a"], ["a/x", "A/y"], ["é", "e\u0301"], ["a", "a/b"], ["a", "a"], ["x" * 151]),
]


@pytest.mark.parametrize("names", UNPORTABLE, ids=" ".join)
def test_names_that_break_somewhere_are_refused(names: list[str]) -> None:
    assert [*unportable(names)]


def test_nothing_in_the_folder_tells_of_a_machine_or_of_a_host(folder: Path) -> None:
    machine = [str(ROOT).encode(), str(folder.parent.parent).encode(), b"/tmp/", b"example.org"]
    for path, content in tree(folder).items():
        assert [words for words in machine if words in content] == [], path
        assert not path.endswith((".map", ".gz")), path
        assert b"sourceMappingURL=" not in content, path
    assert not (folder / "sitemap.xml").exists()
    assert not (folder / "404.html").exists()


def test_every_link_of_the_folder_leads_to_a_file_in_it(folder: Path) -> None:
    followed, dead = dead_links(folder)
    assert followed > 1000
    assert dead == []


def test_the_single_page_is_valid(editions: Path) -> None:
    text = (editions / f"{NAME}.html").read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(text)
    assert len(text) < 3_000_000


def test_every_id_of_the_single_page_is_there_once_and_every_link_leads_to_one(alone: published.Element) -> None:
    ids = [one for element in alone.iter() if (one := element.get("id"))]
    assert len(ids) == len(set(ids))
    links = [link.get("href", "") for link in alone.iter("a")]
    assert {link[0] for link in links} == {"#", "h"}
    assert [link for link in links if link[0] == "#" and unquote(link[1:]) not in ids] == []
    assert len(links) > 500


def test_the_single_page_has_every_word_of_the_brief(folder: Path, alone: published.Element) -> None:
    sections = {element.get("id", ""): element for element in alone.iter("section") if element.get("class") == "page"}
    pages = {page.relative_to(folder).with_suffix("").as_posix(): page for page in kept_pages(folder)}
    assert {name for name in pages if not name.startswith(("guide/", "reference/"))} == sections.keys()
    for name, section in sections.items():
        (main_part,) = published.parse(pages[name].read_text(encoding="utf-8")).iter("article")
        for parent in [*main_part.iter(), *section.iter()]:
            for child in list(parent):  # what only a page has: ways to use it, and the files that the folder has
                if child.get("class", "") in ("headerlink", "data") or child.tag in ("form", "script"):
                    tail = child.tail
                    child.clear()
                    child.tail = tail
        assert published.text(section).split() == published.text(main_part).split(), name


def test_the_single_page_asks_for_nothing(editions: Path, alone: published.Element) -> None:
    assert not list(alone.iter("link"))
    for element in alone.iter():
        assert element.get("src", "data:").startswith("data:")
    text = (editions / f"{NAME}.html").read_text(encoding="utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"url\((?!['\"]?data:)", text)
    assert "@import" not in text


def write_page(site: Path, name: str, main_part: str, head: str = "") -> None:
    page = (
        f'<html><head>{head}</head><body><nav id="x">no</nav><article class="md-content__inner">{main_part}</article>no'
    )
    (site / f"{name}.html").parent.mkdir(parents=True, exist_ok=True)
    (site / f"{name}.html").write_text(page, encoding="utf-8")


def section(site: Path, name: str, *pages: str) -> str:
    return str(sections._section(site, name, (name, *pages)).html)  # noqa: SLF001 - the smallest thing that shows it


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<h1 id="a">A &amp; B<a class="headerlink" href="#a">¶</a></h1>', '<h2 id="p/q:a">A &amp; B</h2>'),
        ('<a href="#a b">x</a>', '<a href="#p/q:a%20b">x</a>'),
        ('<a href="./">x</a>', "<span>x</span>"),
        ('<a href="../index.html">x</a>', '<a href="#index">x</a>'),
        ('<a href="../glossary.html#fn:1">x</a>', '<a href="#glossary:fn:1">x</a>'),
        ('<a class="c" download href="data.csv">x</a>', '<span class="c">x</span>'),
        ('<a href="https://example.org/a?b=1&amp;c">x</a>', '<a href="https://example.org/a?b=1&amp;c">x</a>'),
        ('<p aria-labelledby="a b">x</p>', '<p aria-labelledby="p/q:a p/q:b">x</p>'),
        ("<p>&lt;script&gt; &#8617; ’</p><br />", "<p>&lt;script&gt; &#8617; ’</p><br>"),
        ('<svg><path d="M0" fill="url(#g)" /></svg>', '<svg><path d="M0" fill="url(#p/q:g)"/></svg>'),
        ("<form><input><p>y</p></form><p>x</p>", "<p>x</p>"),
        ("<script>1 < 2</script><style>a</style>x", "x"),
        ("<article>inner</article>x", "<article>inner</article>x"),
        (
            '<summary><a href="#a" id="b" class="c">x</a></summary>',
            '<summary><span id="p/q:b" class="c">x</span></summary>',
        ),
        ("<table></table>", f"{sections._WIDE}<table></table></div>"),  # noqa: SLF001 - the same words
        ('<input type="checkbox" disabled>', '<input type="checkbox" disabled>'),
        ('<img src="../i.png" srcset="j.png 2x">', '<img src="data:image/png;base64,iVA=">'),
    ],
)
def test_a_page_becomes_a_section(written: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "i.png").write_bytes(b"\x89P")
    write_page(tmp_path, "p/q", written)
    assert section(tmp_path, "p/q", "index", "glossary") == expected


def test_a_checkout_with_anything_else_in_it_is_no_commit(tmp_path: Path) -> None:
    assert commit(tmp_path) == UNCOMMITTED
    git(tmp_path, "init", "--quiet")
    assert commit(tmp_path) == UNCOMMITTED
    (tmp_path / "a").write_text("a", encoding="utf-8")
    git(tmp_path, "add", "a")
    git(tmp_path, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "A")
    assert commit(tmp_path) == git(tmp_path, "rev-parse", "HEAD")
    (tmp_path / "b").write_text("b", encoding="utf-8")
    assert commit(tmp_path) == UNCOMMITTED


def test_a_folder_of_somebody_else_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site, dist = tmp_path / "site", tmp_path / "dist"
    write_page(site, "index", "<h1>A</h1>")
    name = re.search(r"^name: (.*)", (MILL / "brief.yml").read_text(encoding="utf-8"), re.MULTILINE)
    assert name
    (dist / f"{name[1]}-offline").mkdir(parents=True)
    (dist / f"{name[1]}-offline" / "mine.txt").write_text("mine", encoding="utf-8")
    arguments = ["offline", "--source", str(MILL), "--site", str(site), "--dist", str(dist)]
    assert main(arguments) == 1
    assert "would be overwritten" in capsys.readouterr().out
    assert sorted(tree(dist)) == [f"{name[1]}-offline/mine.txt"]


def test_the_hosted_site_offers_the_editions_with_size_and_checksum(editions: Path, tmp_path: Path) -> None:
    page = tmp_path / "about" / "downloads" / "index.html"
    page.parent.mkdir(parents=True)
    (tmp_path / "feed.xml").touch()
    page.write_text('<p>before</p><div class="downloads"><p>none</p></div><p>after</p>', encoding="utf-8")
    for _ in range(2):
        add_downloads(editions, tmp_path)
    whole = published.parse(page.read_text(encoding="utf-8"))
    links = [link.get("href", "") for link in whole.iter("a")]
    assert [(page.parent / link).resolve().name for link in links] == [
        f"{NAME}-offline.zip",
        f"{NAME}.epub",
        f"{NAME}.html",
        f"{NAME}.pdf",
        "SHA256SUMS",
        "feed.xml",
    ]
    assert all((page.parent / link).is_file() for link in links)
    words = published.text(whole)
    assert words.startswith("before")
    assert words.endswith("after")
    assert "none" not in words
    assert all(line.split()[0] in words for line in (editions / "SHA256SUMS").read_text().splitlines())


def test_a_site_without_a_page_of_downloads_is_a_problem(editions: Path, tmp_path: Path) -> None:
    with pytest.raises(BriefError):
        add_downloads(editions, tmp_path)
