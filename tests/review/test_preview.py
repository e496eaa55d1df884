"""``brief preview``: a stranger's change is data, and one's own files are shown as the site will show them."""

import re
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.__main__ import main
from build_scripts.review import plain
from build_scripts.review.preview import box
from tests import published
from tests.check.test_hostile import harm
from tests.places import ROOT
from tests.strangers import HEADED, PAGES, SETTINGS, Project


def words(page: Path) -> str:
    return " ".join(published.text(published.parse(page.read_text(encoding="utf-8"))).split())


@pytest.fixture(scope="module")
def site(attacked: Project) -> Path:
    return attacked.root / "preview"


# A stranger's change


def test_nothing_of_a_stranger_s_change_is_run(attacked: Project) -> None:
    assert not attacked.ran.exists()
    assert attacked.git("status", "--porcelain", "--", "source", "docs", "mkdocs.yml") == ""


def test_the_preview_has_the_theme_and_the_settings_of_the_base(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "evil template" not in text, page
        assert "Preview of change 7, not the published brief" in words(page), page
        assert 'http-equiv="Content-Security-Policy"' in text, page


def test_the_preview_says_that_the_code_of_the_change_was_not_used(site: Path) -> None:
    for text in (words(site / "changes.html"), (site / "summary.md").read_text(encoding="utf-8")):
        assert "The preview was built without those" in text
        assert "sitecustomize" in text


def test_no_link_of_a_stranger_s_change_is_followed(site: Path) -> None:
    assert not (site / "passwd.html").exists()
    assert not (site / "outside").exists()
    assert "docs/passwd.md is a symbolic link: it is left out." in words(site / "changes.html")


def test_of_a_stranger_s_files_the_text_and_the_pictures_are_taken(site: Path) -> None:
    assert (site / "dot.png").is_file()
    taken = {path.name for path in site.rglob("*")}
    assert taken & {"evil.txt", "evil.svg", "evil.html", "evil.py"} == set()
    assert (site / "assets" / "brief.js").read_bytes() == (ROOT / "build_scripts/theme/assets/brief.js").read_bytes()


def test_no_page_by_hand_takes_the_place_of_one_that_is_made(site: Path) -> None:
    assert "Another first page" not in words(site / "index.html")
    assert "attacks/page-0/" in words(site / "changes.html")
    assert (site / "sources.html").is_file()


@pytest.mark.parametrize("kind", ["page", "last"])
@pytest.mark.parametrize("attack", PAGES)
def test_what_a_stranger_wrote_is_shown_and_does_nothing(site: Path, attack: str, kind: str) -> None:
    page = site / "attacks" / f"{kind}-{list(PAGES).index(attack)}.html"
    tree = published.parse(page.read_text(encoding="utf-8"))
    (article,) = tree.iter("article")
    allowed = {
        "class",
        "id",
        "href",
        "title",
        "open",
        "type",
        "name",
        "value",
        "checked",
        "alt",
        "src",
        "data-md-level",
    }
    for element in article.iter():
        if element.tag not in ("input", "label", "fieldset", "legend"):
            assert set(element.attrib) <= allowed, (element.tag, element.attrib)
        assert not {*element.get("class", "").split()} & {"md-overlay", "md-dialog"}
        assert element.tag not in ("script", "style", "meta", "iframe", "form", "textarea", "td")
    ids = [element.get("id") for element in tree.iter() if element.get("id", "").startswith("__")]
    assert len(ids) == len(set(ids))
    assert "The end of the page." in words(page) or kind == "last"


@pytest.mark.parametrize("number", range(len(SETTINGS)))
def test_what_a_stranger_s_page_says_of_itself_is_words(site: Path, number: int) -> None:
    tree = published.parse((site / "attacks" / f"settings-{number}.html").read_text(encoding="utf-8"))
    assert [meta.get("http-equiv") for meta in tree.iter("meta") if meta.get("http-equiv")] == [
        "Content-Security-Policy"
    ]
    (article,) = tree.iter("article")
    assert list(article.iter("script")) == []
    assert "The end of the page." in published.text(article)
    assert [name for element in tree.iter() for name in element.attrib if name.startswith("on")] == []


def test_pages_that_did_not_change_are_read_as_ever(site: Path) -> None:
    assert "The difference between two texts, in words" in words(site / "reference" / "api.html")


SNIPPETS = [
    *PAGES.values(),
    HEADED,
    "# T {#x}",
    "> ",
    "- ",
    "    ",
    "```",
    "~~~ {.a}",
    "[^1]",
    "[^1]: ",
    "| a | b |\n| - | - |",
    "<",
    ">",
    "\\",
    "&lt;",
    "[",
    "](",
    ")",
    "![",
    "`",
    "[x]: ",
    "\x02",
    "\x03",
    "klzzwxh:0001",
    "wzxhzdk:0",
]


@given(
    st.lists(st.one_of(st.sampled_from(SNIPPETS), st.text(max_size=8)), max_size=8),
    st.sampled_from(["", " ", "\n", "\n\n"]),
)
def test_whatever_is_written_becomes_harmless_html(parts: list[str], between: str) -> None:
    shown = markdown.Markdown(extensions=plain.extensions(permalink=True)).convert(between.join(parts))
    tree = published.parse(f"<!doctype html><title>x</title><main>{shown}</main><hr id=after>")
    assert harm_of(tree) == []
    (body,) = tree.iter("body")
    assert [child.tag for child in body] == ["main", "hr"], shown


TANGLES = ["[", "![", "[a](", "[a][", "](<", "# a\n", "a\n=\n", "a\n"]


@pytest.mark.parametrize("piece", TANGLES)
def test_a_page_that_would_stall_the_preview_is_shown_as_typed(piece: str) -> None:
    typed = piece * 100_000
    shown = published.parse(markdown.markdown(typed, extensions=plain.extensions()))
    assert "".join(shown.itertext()).strip() == typed.strip()


def test_a_long_page_of_links_is_no_tangle() -> None:
    links = "\n".join(f"- [Work {number}](https://example.org/{number})" for number in range(300))
    shown = markdown.markdown(f"# Works\n\n{links}\n", extensions=plain.extensions())
    assert shown.count("<a ") == 300


def harm_of(tree: published.Element) -> list[str]:
    """Return the elements and attributes of *tree* that no Markdown makes."""
    tags = {
        "html",
        "head",
        "title",
        "body",
        "main",
        "hr",
        "a",
        "blockquote",
        "br",
        "code",
        "div",
        "em",
        "h1",
        "h2",
        "h3",
    }
    tags |= {"h4", "h5", "h6", "img", "li", "ol", "p", "pre", "span", "strong", "sup", "table", "tbody", "td", "th"}
    tags |= {"thead", "tr", "ul"}
    names = {"id", "class", "href", "src", "alt", "title", "style", "start"}
    found = [str(element.tag) for element in tree.iter() if element.tag not in tags]
    for element in tree.iter():
        found += [name for name in element.attrib if name not in names]
        found += [value for value in [element.get("style")] if value and not value.startswith("text-align: ")]
        address = "".join((element.get("href") or element.get("src") or "").split())
        scheme = found_scheme[1].lower() if (found_scheme := re.match(r"([^/?#]*?):", address)) else ""
        found += [address] if scheme not in ("", "http", "https", "mailto") else []
        found += [address] if element.tag == "img" and (scheme or address.startswith(("//", "\\\\"))) else []
        found += [name for name in (element.get("class") or "").split() if name.startswith(("md-", "preview"))]
    return found


# A brief's files in it


def test_a_link_in_the_source_is_a_problem_that_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = Project(tmp_path / "project", tmp_path / "ran")
    project.change()
    (project.root / "source" / "background.md").unlink()
    project.link("source/background.md", "/etc/passwd")
    project.commit("Link")
    project.back()
    source = str(project.root / "source")
    assert main(["diff", "--source", source, "main", "change"]) == 0
    printed = capsys.readouterr().out
    assert "source/background.md:1: this is a symbolic link, which is not followed in a revision" in printed
    assert "root:" not in printed


@pytest.mark.parametrize("name", ["docs", "source", "docs/guide.md"])
def test_a_folder_that_is_a_link_is_not_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "guide.md").write_text("# A secret\n\nA secret.\n")
    (tmp_path / "elsewhere" / "brief.yml").write_text("title: A secret\n")
    project = Project(tmp_path / "project", tmp_path / "ran")
    project.change()
    project.git("rm", "-rq", name)
    project.link(name, str(tmp_path / "elsewhere"))
    project.commit("Link")
    project.back()
    assert main(["diff", "--source", str(project.root / "source"), "main", "change"]) == 0
    printed = capsys.readouterr().out
    assert "secret" not in printed
    assert "symbolic link" in printed


def test_a_revision_that_is_too_large_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Project(tmp_path / "project", tmp_path / "ran")
    monkeypatch.setattr("build_scripts.review.versions.MOST_BYTES", 2**20)
    project.write("docs/large.md", "x" * 2**20)
    project.commit("Grow")
    assert main(["diff", "--source", str(project.root / "source"), "main~1", "main"]) == 2
    assert "hold more than 1 MiB" in capsys.readouterr().err


# One's own files


def test_a_project_without_settings_is_told_what_is_missing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = Project(tmp_path / "project", tmp_path / "ran")
    (project.root / "mkdocs.yml").unlink()
    assert main(["preview", "--source", str(project.root / "source"), "--base", "main"]) == 2
    assert "there is no mkdocs.yml beside" in capsys.readouterr().err


def test_a_project_of_its_own_is_previewed_as_it_is(tmp_path: Path) -> None:
    project = Project(tmp_path / "project", tmp_path / "ran")
    project.write("docs/guide.md", "# Guide {#start}\n\n<details><summary>More</summary>Words</details>\n")
    project.write("docs/odd.md", "# Odd\n\n<script>alert(1)</script>\n\nWords\n")
    done = project.preview("--base", "main")
    assert done.returncode == 0, done.stdout + done.stderr
    guide = (project.root / "preview" / "guide.html").read_text(encoding="utf-8")
    assert '<h1 id="start">' in guide
    assert "<summary>More</summary>" in guide
    assert "&lt;script&gt;alert(1)" in (project.root / "preview" / "odd.html").read_text(encoding="utf-8")


def test_a_box_holds_the_words_of_a_page_as_words() -> None:
    engine = markdown.Markdown(extensions=plain.extensions())
    assert harm(box("# A\n\n`<script>x</script>`\n", "# A\n\nB\n", engine)) == []
    assert "This page is new" in box("# A", "", engine)
    assert "Only the form" in box("# A\n\nB", "# A\n\n**B**", engine)
