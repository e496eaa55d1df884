"""A stranger's change can do no harm: whatever a field of a brief holds, it is refused or stands there as words."""

import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_scripts.anchor import anchor
from build_scripts.brief.problems import BriefError
from build_scripts.check.folder import problems
from build_scripts.load import load
from build_scripts.publish import publish
from build_scripts.render import render
from build_scripts.review import report
from build_scripts.review.compare import compare
from build_scripts.review.pagewords import rows
from build_scripts.review.preview import box, engine
from build_scripts.review.versions import Pair, Version, version
from tests import published
from tests.places import MILL

ATTACKS = {
    "script": "<script>alert('attack')</script>",
    "handler": '<img src=x onerror="alert(1)" attack>',
    "closing": "</p></div></article></details><script>attack()</script>",
    "comment": "--> <script>attack()</script> <!--",
    "cdata": "]]></textarea></title><svg/onload=attack()>",
    "link": "[attack](javascript:alert(1))",
    "reference": "[attack][x]\n\n[x]: javascript:alert(1)",
    "data link": "[attack](data:text/html;base64,PHNjcmlwdD4=)",
    "autolink": "<javascript:attack()>",
    "image": "![attack](https://evil.example/x.png)",
    "attribute list": "attack {: onclick=alert(1) style=position:fixed }",
    "block attribute list": "attack\n{: onmouseover=alert(1) .attack }",
    "heading attribute": "attack {#x onclick=alert(1)}",
    "svg": "<svg><script>attack()</script></svg>",
    "style": "<style>.md-banner{display:none} attack</style>",
    "template": "{{ attack }} {% raw %} {{ config }}",
    "front matter": 'attack"\ntemplate: evil.html\n---\n<script>attack()</script>',
    "table": "attack | <b onclick=x> | `x` | \\| |",
    "code": "```\n</code></pre><script>attack()</script>\n```",
    "snippet": '--8<-- "mkdocs.yml" attack',
    "autodoc": "::: build_scripts.load attack",
    "footnote": "attack[^x]\n\n[^x]: <script>attack()</script>",
    "entity": "&lt;script&gt;attack()&lt;/script&gt; &#60;script&#62;",
    "emphasis": "**attack** _a_ ~~b~~ ^c^ $x$ :smile:",
}

ALLOWED = frozenset(
    [
        "html",
        "head",
        "body",
        "a",
        "abbr",
        "aside",
        "b",
        "blockquote",
        "br",
        "button",
        "caption",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "ins",
        "label",
        "legend",
        "fieldset",
        "input",
        "option",
        "select",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "ul",
        "var",
        "nav",
        "svg",
        "g",
        "path",
        "title",
        "desc",
        "text",
        "rect",
        "circle",
        "line",
        "tspan",
        "use",
        "defs",
        "marker",
        "polyline",
        "polygon",
    ]
)
URLS = frozenset(["href", "src", "action", "formaction", "xlink:href", "poster", "data", "srcdoc"])


def fields(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each text within what a YAML file holds."""
    match value:
        case dict():
            for name, inner in value.items():
                yield from fields(inner, (*path, name))
        case list():
            for index, inner in enumerate(value):
                yield from fields(inner, (*path, index))
        case str():
            yield path


def every_field() -> list[tuple[str, tuple[Any, ...]]]:
    """Return each text of each kind of record, in every file: one of each shape."""
    seen: dict[tuple[str, ...], tuple[str, tuple[Any, ...]]] = {}
    for file in sorted(MILL.rglob("*.yml")):
        name = file.relative_to(MILL).as_posix()
        for path in fields(yaml.safe_load(file.read_text(encoding="utf-8"))):
            seen.setdefault((name, *(str(part) for part in path if isinstance(part, str))), (name, path))
    return list(seen.values())


@cache
def as_json(name: str) -> str:
    """Return what the file *name* of the brief holds, all of it as text."""
    return json.dumps(yaml.load((MILL / name).read_text(encoding="utf-8"), yaml.BaseLoader))  # noqa: S506


def with_text(folder: Path, name: str, path: tuple[Any, ...], text: str) -> Path:
    """Return a copy of the brief whose field at *path* of the file *name* holds *text* too."""
    source = folder / "source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(MILL, source)
    whole = json.loads(as_json(name))
    holder = whole
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = f"{holder[path[-1]]} {text}"
    for number in ("paragraph",):
        _as_numbers(whole, number)
    (source / name).write_text(json.dumps(whole, ensure_ascii=False), encoding="utf-8")
    return source


def _as_numbers(value: Any, name: str) -> None:
    if isinstance(value, dict):
        if name in value:
            value[name] = int(value[name])
        for inner in value.values():
            _as_numbers(inner, name)
    elif isinstance(value, list):
        for inner in value:
            _as_numbers(inner, name)


DRAWN = frozenset(["svg", "g", "a", "path", "circle", "rect", "text", "tspan", "title", "desc"])
"""What a picture is made of: nothing in it runs, moves or asks for anything."""


@cache
def harm(page: str) -> list[str]:
    """Return what a page of ``docs/`` could do to its reader, as the engine and a browser read it."""
    found = []
    for element in published.to_html(page).iter():
        tag = str(element.tag)
        drawn = tag.removeprefix("{http://www.w3.org/2000/svg}")
        if drawn != tag and drawn in DRAWN:
            pass
        elif tag == "script" and element.get("type") in ("application/json", "application/ld+json"):
            json.loads(element.text or "")  # data: a browser runs none of it, and it ends where it should
        elif tag == "form" and "filters" in element.get("class", "").split() and not element.get("action"):
            pass  # it chooses among what stands on its page
        elif tag not in ALLOWED:
            found.append(f"<{tag}>")
        for name, value in element.attrib.items():
            if name.startswith("on") or (name == "style" and "position" in value):
                found.append(f"{name}={value}")
            if name in URLS and value.split(":")[0].strip().lower() in ("javascript", "data", "vbscript"):
                found.append(f"{name}={value}")
            if name == "src" and "//" in value:
                found.append(f"{name}={value}")
    return found


@cache
def settings(page: str) -> dict[str, str]:
    """Return what a page of ``docs/`` tells its engine."""
    front: dict[str, str] = yaml.safe_load(page.split("---\n")[1])
    return front


ALL_AT_ONCE = " ".join(text for name, text in ATTACKS.items() if name not in ("front matter", "code", "snippet"))


@pytest.mark.parametrize(("name", "path"), every_field(), ids=str)
def test_no_field_of_a_brief_can_hold_an_attack(tmp_path: Path, name: str, path: tuple[Any, ...]) -> None:
    for text in (ALL_AT_ONCE, ATTACKS["front matter"]):
        source = with_text(tmp_path, name, path, text)
        brief = load(source)
        if found := set(brief.problems):
            assert found <= set(problems(source))  # refused: no page is written
            continue
        try:
            pages = render(brief, anchor(brief))  # whatever check would say of it
        except KeyError:
            assert problems(source)
            continue
        for page, markdown in pages.items():
            assert harm(markdown) == [], page
            front = settings(markdown)
            assert set(front) <= {"title", "description", "hide", "search", "former", "moved", "citation"}, page
            citation: Any = front.get("citation") or {}
            assert set(citation) <= {"authors", "date", "language"}, page
            authors = citation.get("authors", [])
            assert all(set(one) <= {"name", "orcid"} and isinstance(one["name"], str) for one in authors), page
            assert re.fullmatch(r"[a-z0-9/#.-]+", front.get("moved", "index.md"))
            assert "<" not in front["title"] + front["description"], page


@cache
def mill() -> Version:
    """Return the brief as it is before a change."""
    return version(MILL.as_posix(), MILL)


@cache
def marked(new: str, old: str) -> str:
    return box(new, old, engine(published.settings()))


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_tells_of_a_change_holds_attacks_as_words(tmp_path: Path, attack: str) -> None:
    for name, path in (
        ("annotations/claims.yml", (0, "title")),
        ("brief.yml", ("summary",)),
    ):
        source = with_text(tmp_path, name, path, ATTACKS[attack])
        both = Pair(mill(), version(source.as_posix(), source))
        changes = compare(both)
        for told in (report.as_page(changes, "# Changes"), report.as_comment(changes)):
            assert harm(told) == []
            assert "attack" in told
        for page in set(both.new.pages) & set(both.old.pages):
            assert harm(marked(both.new.pages[page], both.old.pages[page])) == []
    assert rows("# A\n\nB\n", "# A\n\nC\n", engine({}))


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_article_holds_attacks_as_words(tmp_path: Path, attack: str) -> None:
    source = tmp_path / "source"
    shutil.copytree(MILL, source)
    article = source / "articles" / "mill.txt"
    text = article.read_text(encoding="utf-8") + "\n" + ATTACKS[attack].replace("\n\n", "\n") + "\n"
    article.write_text(text, encoding="utf-8")
    brief = load(source)
    pages = render(brief, anchor(brief))  # whatever check would say of it
    assert {name: found for name, page in pages.items() if (found := harm(page))} == {}
    assert "attack" in published.text(published.to_html(pages["articles/mill.md"]))


@pytest.mark.parametrize(
    "name",
    [
        *("articles/<script>.txt", "articles/x y.txt", "articles/$(id).txt", "annotations/x.py"),
        *("articles/UP.txt", "articles/`id`.txt", "extra.html", "annotations/quotes/\u202eyml.txt", "articles/con.txt"),
    ],
)
def test_odd_file_names_are_refused(tmp_path: Path, name: str) -> None:
    source = tmp_path / "source"
    shutil.copytree(MILL, source)
    (source / name).parent.mkdir(exist_ok=True)
    (source / name).write_text("x", encoding="utf-8")
    assert problems(source)


@pytest.mark.parametrize("name", ["../x.md", "/x.md", "a/../../x.md", "x\0.md", ".generated.json", "a\\..\\x.md"])
def test_no_page_is_written_outside_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(BriefError):
        publish({name: "x"}, tmp_path / "docs")
