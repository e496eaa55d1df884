"""Pages that people write by hand: Markdown and little more, or a problem with its line."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.__main__ import main
from build_scripts.brief.markdown_page import EXTENSIONS
from build_scripts.brief.problems import BriefError
from build_scripts.build import build
from build_scripts.check.folder import problems
from build_scripts.check.handwritten import MOST, SUFFIXES, Danger, dangers, documents
from tests import published
from tests.check.test_hostile import harm
from tests.places import MILL, ROOT

OURS = sorted(
    path
    for path in (ROOT / "docs").rglob("*.md")
    if path.parent.name == "guide" or path.stem in ("method", "downloads", "api")
)

OPEN = "leaves a tag or a comment open, or closes a tag that it did not open"
ATTACKS = {
    "<script>alert(1)</script>": "contains <script>",
    "Words <style>.md-banner {display: none}</style>": "contains <style>",
    "<iframe src=x>": "contains <iframe>",
    "<svg><script>alert(1)</script></svg>": "contains <svg>",
    "<form action=/><input></form>": "contains <form>",
    "<object data=x></object>": "contains <object>",
    "<!-- words that nobody sees -->": "contains an HTML comment",
    "Words <!-- that nobody sees -->": "contains an HTML comment",
    "<b onclick='alert(1)'>x</b>": "contains onclick= in <b>",
    "<img src=x onerror=alert(1) ": "",
    "<div style='position: fixed'>x</div>": "contains style= in <div>",
    "<div markdown='1'>\n<b onclick=x>x</b>\n</div>": "contains onclick= in <b>",
    "[x](javascript:alert(1))": "contains a javascript: link",
    "[x](JaVaScRiPt:alert(1))": "contains a JaVaScRiPt: link",
    "[x](java&#10;script:alert(1))": "contains a javascript: link",
    "[x](data:text/html,x)": "contains a data: link",
    "[x](vbscript:x)": "contains a vbscript: link",
    "<javascript:alert(1)>": "contains <javascript:alert(1)>",
    "[x][y]\n\n[y]: javascript:alert(1)": "contains a javascript: link",
    "![x](https://example.org/x.png)": "loads something from another site: <img>",
    "![x](//example.org/x.png)": "loads something from another site: <img>",
    "![x](data:image/png;base64,x)": "loads something from another site: <img>",
    "Words\n{: onclick=alert(1) }": "contains onclick= in <p>",
    "**Words**{style=position:fixed}": "contains style= in <strong>",
    "## Words {onmouseover=alert(1)}": "contains onmouseover= in <h2>",
    "``` {.python onclick=alert(1)}\nx\n```": "contains onclick= in <code>",
    "Words\n{: .md-overlay }": "uses a class of the theme in <p>",
    '<p class="x preview-mark">Looked at by the editors': "uses a class of the theme in <p>",
    '--8<-- "mkdocs.yml"': 'includes a file: "--8<-- "mkdocs.yml""',
    "```\n--8<-- ../secret\n```": 'includes a file: "--8<-- ../secret"',
    "# &lt;/title>&lt;script>alert(1)&lt;/script>": "has a title that contains <",
    "`</title><script>alert(1)</script>`\n===": "has a title that contains <",
    "::: os": 'makes mkdocstrings read a module: "::: os"',
    "::: build_scripts.build": 'makes mkdocstrings read a module: "::: build_scripts.build"',
    "## ::: os": 'makes mkdocstrings read a module: "::: os"',
    "- ::: os": 'makes mkdocstrings read a module: "::: os"',
    "Words[^1]\n\n[^1]: ::: os": 'makes mkdocstrings read a module: "::: os"',
    "<td/>::: docs.evil\n    options:\n      force_inspection: true": 'makes mkdocstrings read a module: "::: docs.evil"',
    "[a][build_scripts.load]{ onclick=alert(1) }": "contains onclick= in <a>",
    "[`a`][]{ style=position:fixed }": "contains style= in <a>",
    '<td><script src="../evil.txt" x="': OPEN,
    '<td><img src="https://evil.example/?': OPEN,
    "<details>\n\nWords": OPEN,
    "Words</article>": OPEN,
    "<div id=the-end-of-the-page></div></article><p>": OPEN,
    "<p>Words</p></div></div>": OPEN,
    "<body onload=alert(1)>": "contains onload= in <body>",
    "<html class=x>": "contains class= in <html>",
    "<td><![i](x.png)<form>": 'contains what could be an HTML declaration: "<!["',
    "<![a](b)": 'contains what could be an HTML declaration: "<!["',
    "`<![a](b)`": 'contains what could be an HTML declaration: "<!["',
    "<![CDATX[ x": 'contains what could be an HTML declaration: "<!["',
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>": "contains <noscript>",
    "## Words {#__config}": "uses an id of the theme in <h2>",
    "[x](http://[)": "contains a broken address in <a>",
    "[" * 101: "has more than 100 brackets open at once",
    "<b x=y " * 101: "has more than 100 brackets open at once",
}
SETTINGS = {
    "template: evil.html": 'begins with a setting that a page may not have: "template"',
    "hide: [banner]": 'begins with a setting that a page may not have: "hide"',
    "hide: all": 'begins with a setting that a page may not have: "hide"',
    "search: {boost: x}": 'begins with a setting that a page may not have: "search"',
    "search: {exclude: true, more: 1}": 'begins with a setting that a page may not have: "search"',
    "title: <script>alert(1)</script>": "has a title that contains <",
    "description: '0;url=//example.org\" http-equiv=\"refresh'": 'has a description that contains "',
    "1: x": 'begins with a setting that a page may not have: "1"',
}
HARMLESS = (
    "# Words {#id .class}\n\n*Some* **words**, `<script>`, a [link](https://example.org/?a=b:c), [mail](mailto:a@example.org)",
    "[page](../guide/index.md#a:b) [part](#x) ![a picture](images/x.jpg){width=300}",
    "| a | b |\n| :-- | --: |\n| 1 | 2 |",
    "Words[^1]\n\n[^1]: A note.",
    "```html\n<script>alert(1)</script>\n::: os\n```",
    "~~~ yaml\n::: os\n~~~\n\nSay `::: os`.",
    "<details><summary>More</summary><p>Words</p></details>",
    "3 < 4 > 2 & so on; a < b",
    "[a][build_scripts.load] and [`a`][]",
    "- [ ] " * 3 + "[x] " * 300,
    "---\ntitle: A page\ndescription: It's so\nhide: [navigation, toc]\nsearch:\n  exclude: true\n---\n\n# Words",
)


def brief(folder: Path, page: str, path: str = "guide/page.md") -> Path:
    """Return the docs folder of a brief that has a page written by hand."""
    shutil.copytree(MILL, folder / "source")
    (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / "docs" / path).write_text(page, encoding="utf-8")
    return folder / "docs"


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_could_do_harm_is_found_at_its_line(attack: str) -> None:
    page = f"---\ntitle: A page\n---\n\n# A page\n\n```\n<i>\n```\n\n{attack}\n\nMore words.\n"
    found = dangers(page)
    if not (wanted := ATTACKS[attack]):
        assert harm(page) == []  # Markdown makes words of it
        return
    assert wanted in {danger.what for danger in found}
    place = next(danger.line for danger in found if danger.what == wanted)
    assert 11 <= place <= 11 + attack.count("\n")


@pytest.mark.parametrize("setting", SETTINGS)
def test_what_a_page_may_not_say_of_itself_is_found_at_its_line(setting: str) -> None:
    (found,) = dangers(f"---\n\n{setting}\n---\n\n# A page\n")
    assert (found.line, found.what) == (3, SETTINGS[setting])


@pytest.mark.parametrize(
    "page", ["template: evil.html\n\n# A page", "\ufeff---\ntemplate: evil.html\n...\n# A page", "---\n- x\n---\n"]
)
def test_settings_are_found_however_they_are_written(tmp_path: Path, page: str) -> None:
    docs = brief(tmp_path, page)
    (found,) = problems(tmp_path / "source", docs)
    assert "setting" in found.message


@pytest.mark.parametrize("value", ["!!bool x", "!!int ''", "!!timestamp x", "{[]: 1}", "*a", "2018-99-99", "[" * 2000])
def test_settings_that_cannot_be_read_are_a_problem(value: str) -> None:
    assert dangers(f"---\ntitle: {value}\n---\n") == (Danger(1, "begins with settings that cannot be read"),)


@pytest.mark.parametrize("page", HARMLESS)
def test_plain_markdown_is_harmless(page: str) -> None:
    assert dangers(page) == ()


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_our_own_pages_are_harmless(path: Path) -> None:
    assert dangers(path.read_text(encoding="utf-8"), path.relative_to(ROOT / "docs").as_posix()) == ()


def test_only_the_reference_has_our_modules_read_and_without_options() -> None:
    assert dangers("# A\n\n::: build_scripts.build\n\nWords\n", "reference/api.md") == ()
    for page in (
        "::: os",
        "::: build_scripts.build\n    options:\n      force_inspection: true",
        "::: build_scripts\n\n    options: {}",
    ):
        assert dangers(f"# A\n\n{page}\n", "reference/api.md")


def test_everything_is_found_in_one_run() -> None:
    page = "# A\n\n<script>x</script>\n\nWords <b onclick=x>x</b>\n\n<script>y</script>\n\n[x](javascript:x)\n"
    assert [(found.line, found.what) for found in dangers(page)] == [
        (3, "contains <script>"),
        (5, "contains onclick= in <b>"),
        (7, "contains <script>"),
        (9, "contains a javascript: link"),
    ]


def test_a_page_full_of_harm_is_not_read_for_long() -> None:
    *named, last = dangers("\n\n".join(["Words <b onclick=x>x</b>"] * 300))
    assert len(named) == MOST
    assert last == Danger(1, f"contains {300 - MOST} more such things")


@given(
    st.lists(
        st.sampled_from([*ATTACKS, *HARMLESS, "", "Words", "> ", "- ", "    ", "<div>", "</div>", "```", "`"]),
        max_size=6,
    )
)
def test_a_page_that_is_called_harmless_is(parts: list[str]) -> None:
    page = "# A page\n\n" + "\n".join(parts)
    found = dangers(page)
    assert found or set(harm(page)) <= {"<img>"}, found
    assert all(1 <= danger.line <= page.count("\n") + 1 for danger in found)


def test_the_check_names_page_and_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    brief(tmp_path, "# A page\n\n<script>x</script>\n")
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 1
    assert capsys.readouterr().out.startswith("docs/guide/page.md:3: contains <script>\n  hint: ")
    monkeypatch.chdir(ROOT)
    assert main(["check", "--source", str(tmp_path / "source")]) == 1
    assert main(["check", "--source", str(MILL), "--docs", str(tmp_path / "docs")]) == 1
    assert main(["check", "--source", str(MILL)]) == 0


def test_the_build_writes_nothing_beside_a_page_that_could_do_harm(tmp_path: Path) -> None:
    docs = brief(tmp_path, "# A page\n\n<script>x</script>\n")
    with pytest.raises(BriefError):
        build(tmp_path / "source", docs)
    assert [path.name for path in docs.rglob("*.*")] == ["page.md"]


def test_pages_that_the_build_made_are_not_read_again(tmp_path: Path) -> None:
    docs = brief(tmp_path, "# A page\n")
    build(tmp_path / "source", docs)
    assert list(documents(docs)) == ["guide/page.md"]
    assert problems(tmp_path / "source", docs) == ()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_every_file_that_becomes_a_page_is_read(tmp_path: Path, suffix: str) -> None:
    docs = brief(tmp_path, "<script>x</script>", f"x{suffix}")
    assert [str(found.location) for found in problems(tmp_path / "source", docs)] == [f"{docs.as_posix()}/x{suffix}:1"]


@pytest.mark.parametrize("name", ["x.html", "x.JS", "x.svg", "x.css", "x.xml"])
def test_a_file_that_a_browser_would_obey_is_a_problem(tmp_path: Path, name: str) -> None:
    docs = brief(tmp_path, "x", f"guide/{name}")
    (found,) = problems(tmp_path / "source", docs)
    assert found.message == "is a type of file that could do harm in a browser"


def test_a_link_is_a_problem(tmp_path: Path) -> None:
    docs = brief(tmp_path, "# A page\n")
    (docs / "secret.md").symlink_to("/etc/hostname")
    (docs / "folder").symlink_to("/etc")
    assert {found.location.path.rpartition("/")[2] for found in problems(tmp_path / "source", docs)} == {
        "secret.md",
        "folder",
    }


def test_a_folder_of_pages_that_is_a_link_is_a_problem_and_is_not_read(tmp_path: Path) -> None:
    docs = brief(tmp_path, "# A secret\n")
    docs.rename(tmp_path / "elsewhere")
    docs.symlink_to(tmp_path / "elsewhere")
    (found,) = problems(tmp_path / "source", docs)
    assert found.message == "is a symbolic link, which could publish any file"
    assert documents(docs) == {}


PIECES = [
    "<!",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<td>",
    "</td>",
    "<",
    ">",
    "::: os",
    "{",
    "}",
    "[a]",
    "(",
    ")",
    "&#0;",
]


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=10), st.sampled_from(["", " ", "\n"]))
def test_no_page_makes_the_check_fail(parts: list[str], between: str) -> None:
    page = between.join(parts)
    assert all(1 <= danger.line <= page.count("\n") + 1 for danger in dangers(page))


def test_a_page_is_judged_with_what_the_site_adds_to_markdown() -> None:
    names = [next(iter(one)) if isinstance(one, dict) else one for one in published.settings()["markdown_extensions"]]
    assert sorted(names) == sorted(EXTENSIONS)
