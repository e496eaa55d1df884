"""The pages of ``docs/`` that people write by hand: which these are, and what in them could do harm.

An engine publishes them as they are, so a stranger's page could hold a program, cover another page, or ask other hosts for
something. Each is read here as the engine and a browser read it, and may hold what Markdown makes, and little more.
"""

import os
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from itertools import islice
from pathlib import Path

import markdown
import yaml
from markdown.extensions.fenced_code import FencedBlockPreprocessor

from build_scripts.brief.problems import Location, Problem
from build_scripts.publish import RECORD, generated

EXTENSIONS = ("attr_list", "fenced_code", "footnotes", "md_in_html", "tables", "toc")
"""What ``mkdocs.yml`` adds to Markdown; a page is judged with all of it, wherever it stands."""

SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""How the names of files end that MkDocs makes pages of."""

REFERENCE = "reference/"
"""The folder of the pages that may be made of docstrings."""

MOST = 25
"""How many things that a page's HTML holds are named by their lines; finding a line takes time."""

_ACTIVE = (".css", ".htm", ".html", ".js", ".mjs", ".svg", ".xht", ".xhtml", ".xml")
"""How the names of files end that a browser opens, and that can do something by themselves."""

_TAGS = frozenset(
    [
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
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
        "img",
        "ins",
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
    ]
)
_EVERYWHERE = frozenset(["class", "id", "title", "lang", "dir", "markdown"])
_ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "a": frozenset(["href", "rel"]),
    "col": frozenset(["span"]),
    "details": frozenset(["open"]),
    "img": frozenset(["src", "alt", "width", "height", "loading"]),
    "li": frozenset(["value"]),
    "ol": frozenset(["start", "type"]),
    "td": frozenset(["style", "align", "colspan", "rowspan", "headers"]),
    "th": frozenset(["style", "align", "colspan", "rowspan", "headers", "scope"]),
    "time": frozenset(["datetime"]),
}
_ALIGNED = re.compile(r"text-align: (?:left|right|center);")
_SCHEMES = ("http", "https", "mailto")
_OWN_CLASSES = re.compile(r"(?:md|mdx|preview)-")
"""Classes of the theme, by which a page could look like a part of the site that it is not, or cover one."""

_FRONT = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*(?:\n|$)", re.DOTALL)
_KEY = re.compile(r" {0,3}([\w-]+):", re.ASCII)
_SNIPPET = re.compile(r"^[ \t]*-+8<-+.*", re.MULTILINE)
_DIRECTIVE = re.compile(r"^[^`\w\n]*(?:\[\^[^\]\n]+\]:|\d+[.)])?[^`\w\n]*::: ?(\S.*?) *$", re.MULTILINE)
_OUR_MODULE = re.compile(r"build_scripts(?:\.\w+)*", re.ASCII)

_HINT = "write plain Markdown; docs/guide/prose.md says what a hand-written page may contain"


@dataclass(frozen=True, slots=True, order=True)
class Danger:
    """Something in a page that could do harm: the line, and what it is."""

    line: int
    what: str


def documents(docs: Path) -> dict[str, str]:
    """Return the Markdown pages in *docs* that no build wrote, by their path there."""
    return {
        path: _text(docs / path) for path in _files(docs) if path.endswith(SUFFIXES) and not (docs / path).is_symlink()
    }


def problems(docs: Path, made: Container[str] = ()) -> Iterator[Problem]:
    """Yield what is wrong with the files in *docs* that people put there; *made* are the pages that the build makes."""
    for path in _files(docs):
        place = (docs / path).as_posix()
        if path in made:
            continue
        if (docs / path).is_symlink():
            yield Problem(
                Location(place),
                "is a symbolic link, which could publish any file",
                "replace it with a copy of the file",
            )
        elif path.endswith(SUFFIXES):
            for danger in dangers(_text(docs / path), path):
                yield Problem(Location(place, danger.line), danger.what, _HINT)
        elif path.lower().endswith(_ACTIVE):
            yield Problem(Location(place), "is a type of file that could do harm in a browser", _HINT)


def dangers(page: str, path: str = "") -> tuple[Danger, ...]:
    """Return what in a Markdown *page* could do harm, line by line; *path* is where it stands in ``docs/``."""
    front = _FRONT.match(page)
    found = list(_front_dangers(front[1]) if front else _bare_settings(page))
    if front:
        page = "\n" * front[0].count("\n") + page[front.end() :]
    found += [
        Danger(_line(page, snippet.start()), f'includes a file: "{snippet[0].strip()}"')
        for snippet in _SNIPPET.finditer(page)
    ]
    found += _directives(page, is_reference=path.startswith(REFERENCE))
    return (*sorted(set(found)), *_located(page))


def _files(docs: Path) -> Iterator[str]:
    """Yield the paths of the files in *docs* that no build wrote."""
    made = generated(docs)
    for folder, folders, files in os.walk(docs):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in links)
        for name in sorted([*files, *links]):
            path = (Path(folder) / name).relative_to(docs).as_posix()
            if not name.startswith(".") and name != RECORD and path not in made:
                yield path


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig", errors="replace")


def _line(text: str, offset: int) -> int:
    return 1 + text.count("\n", 0, offset)


# What a page says of itself


def _front_dangers(front: str) -> Iterator[Danger]:
    """Yield what is wrong with the settings that a page begins with: the theme puts some of them into its HTML as they are."""
    try:
        settings = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError):
        settings = None
    if not isinstance(settings, dict):
        yield Danger(1, "begins with settings that cannot be read")
        return
    for name, value in settings.items():
        if fault := _setting_fault(name, value):
            key = re.search(rf"^[\"' ]*{re.escape(str(name))}\b", front, re.MULTILINE)
            yield Danger(1 + _line(front, key.start() if key else 0), fault)


def _setting_fault(name: object, value: object) -> str:
    match name, value:
        case "title" | "description", str() if found := re.search(r'[<>"]', value):
            return f"has a {name} that contains {found[0]}"
        case ("title" | "description", str()):
            return ""
        case "hide", list() if all(part in ("navigation", "toc") for part in value):
            return ""
        case "search", dict() if value.keys() <= {"exclude", "boost"} and not any(
            isinstance(v, str) for v in value.values()
        ):
            return ""
    return f'begins with a setting that a page may not have: "{name}"'


def _bare_settings(page: str) -> Iterator[Danger]:
    """Yield the first lines of a page that MkDocs takes for settings, though nothing sets them apart."""
    for number, line in enumerate(page.split("\n"), start=1):
        if not (key := _KEY.match(line)):
            return
        yield Danger(number, f'begins with a line that is read as a setting: "{key[1]}:"')


def _directives(page: str, *, is_reference: bool) -> Iterator[Danger]:
    """Yield the places where mkdocstrings is told to read a module: it may run it, if it is told to by an option."""
    if ":::" not in page:
        return
    plain = _without_code(page)
    for found in _DIRECTIVE.finditer(plain):
        after = plain[found.end() :].lstrip("\n")
        if not (is_reference and _OUR_MODULE.fullmatch(found[1])):
            yield Danger(_line(plain, found.start()), f'makes mkdocstrings read a module: "::: {found[1]}"')
        elif after.startswith((" ", "\t")):
            yield Danger(
                _line(plain, found.start()), f'makes mkdocstrings read a module with its own options: "::: {found[1]}"'
            )


def _without_code(page: str) -> str:
    """Return *page* with the lines between fences empty, which are shown as they are."""
    return FencedBlockPreprocessor.FENCED_BLOCK_RE.sub(lambda found: "\n" * found[0].count("\n"), page)


# What a browser makes of it


def _located(page: str) -> Iterator[Danger]:
    """Yield what the page's HTML holds, each at the first line of the page with which it comes to hold it."""
    whole = _harm(page)
    if not whole:
        return
    bare = _without_code(page)
    lines = (bare if _harm(bare) == whole else page).split("\n")

    def between(low: int, high: int, before: Counter[str], after: Counter[str]) -> Iterator[Danger]:
        came = after - before
        if not came:
            return
        if high - low == 1:
            yield from (Danger(high, what) for what in sorted(came.elements()))
            return
        middle = (low + high) // 2
        there = _harm("\n".join(lines[:middle])) & whole
        yield from between(low, middle, before, there)
        yield from between(middle, high, there, after)

    named = tuple(islice(between(0, len(lines), Counter(), whole), MOST))
    yield from named
    if (left := whole.total() - len(named)) > 0:
        yield Danger(1, f"contains {left} more such things")


def _harm(page: str) -> Counter[str]:
    """Return what the HTML of a page holds that could do harm."""
    reader = _Reader()
    try:
        reader.feed(_engine().reset().convert(page))
    except RecursionError:
        return Counter(["is nested too deeply to be read"])
    reader.feed("<br>")  # which in a browser ends a tag that nothing ended
    reader.close()
    return Counter(reader.faults)


@cache
def _engine() -> markdown.Markdown:
    return markdown.Markdown(extensions=EXTENSIONS)


@dataclass
class _Reader(HTMLParser):
    """Reads a page's HTML, and finds what Markdown would not have made."""

    faults: list[str] = field(default_factory=list)
    _title: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TAGS:
            self.faults.append(f"contains <{tag}>")
        for name, value in attrs:
            self.faults.extend(filter(None, [_attribute_fault(tag, name, value or "")]))
        self._title |= tag == "h1"

    def handle_endtag(self, tag: str) -> None:
        self._title &= tag != "h1"

    def handle_data(self, data: str) -> None:
        if self._title and "<" in data:  # the theme puts the first heading's words into its HTML as they are
            self.faults.append("has a title that contains <")

    def handle_comment(self, data: str) -> None:
        del data
        self.faults.append("contains an HTML comment")

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)


def _attribute_fault(tag: str, name: str, value: str) -> str:
    if name not in _EVERYWHERE | _ATTRIBUTES.get(tag, frozenset()) or (
        name == "style" and not _ALIGNED.fullmatch(value)
    ):
        return f"contains {name}= in <{tag}>"
    if name == "class" and any(_OWN_CLASSES.match(part) for part in value.split()):
        return f"uses a class of the theme in <{tag}>"
    if name not in ("href", "src"):
        return ""
    address = re.sub(r"[\s\x00-\x20]", "", value)
    scheme = re.match(r"([^/?#]*?):", address)
    if name == "src" and (scheme or re.match(r"[/\\]{2}", address)):
        return f"loads something from another site: <{tag}>"
    return f"contains a {scheme[1]}: link" if scheme and scheme[1].lower() not in _SCHEMES else ""
