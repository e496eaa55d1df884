"""The pages of ``docs/`` that people write by hand: which these are, and what in them could do harm.

An engine publishes them as they are, so a page could hold a script, cover another page, or ask other hosts for something.
Each is read here with every extension that will read it, and then as a browser reads it (html5lib follows the HTML standard;
``html.parser`` does not). It may hold what Markdown makes, and a short list of tags and attributes; all else is a problem.
"""

import os
import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import markdown
import yaml
from markdown.blockprocessors import BlockProcessor
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.inlinepatterns import REFERENCE_RE, ReferenceInlineProcessor

from build_scripts.brief.markdown_page import EXTENSIONS, FRONT
from build_scripts.brief.problems import Location, Problem
from build_scripts.publish import RECORD, generated

SUFFIXES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
"""How the names of files end that MkDocs makes pages of."""

REFERENCE = "reference/"
"""The folder of the pages that may be made of docstrings."""

MOST = 25
"""How many things that a page's HTML holds are named by their lines; finding a line takes time."""

MOST_OPEN = 100
"""How many brackets of one kind may be open at once."""

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

_KEY = re.compile(r" {0,3}([\w-]+):", re.ASCII)
_SNIPPET = re.compile(r"^[ \t]*-+8<-+.*", re.MULTILINE)
_DIRECTIVE = re.compile(r"^(?:#{1,6} *)?::: ?(.+?) *$", re.MULTILINE)
_DECLARATION = re.compile(r"<!\[")
_BRACKET = re.compile(r"[][>]|<[A-Za-z/!?]")
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


def page_count(docs: Path) -> int:
    """Return how many pages a website of *docs* has, those that the build makes and those that people wrote."""
    return sum(path.endswith(SUFFIXES) for path in (*_files(docs), *generated(docs)))


def problems(docs: Path, made: Container[str] = ()) -> Iterator[Problem]:
    """Yield what is wrong with the files in *docs* that people put there; *made* are the pages that the build makes."""
    if docs.is_symlink():
        yield Problem(
            Location(docs.as_posix()),
            "is a symbolic link, which could publish any file",
            "replace it with a copy of the folder",
        )
        return
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


@lru_cache(maxsize=256)
def dangers(page: str, path: str = "") -> tuple[Danger, ...]:
    """Return what in a Markdown *page* could do harm, line by line; *path* is where it stands in ``docs/``."""
    front = FRONT.match(page)
    found = list(_front_dangers(front[1]) if front else _bare_settings(page))
    if front:
        page = "\n" * front[0].count("\n") + page[front.end() :]
    found += [
        Danger(_line(page, snippet.start()), f'includes a file: "{snippet[0].strip()}"')
        for snippet in _SNIPPET.finditer(page)
    ]
    bare = _without_code(page)
    found += _declarations(bare)
    if stalling := tuple(_unclosed(bare)):  # no engine would end with it in a reader's lifetime, nor would this check
        return tuple(sorted({*found, *stalling}))
    return (*sorted(set(found)), *_located(page, bare, is_reference=path.startswith(REFERENCE)))


def _files(docs: Path) -> Iterator[str]:
    """Yield the paths of the files in *docs* that no build wrote; a link is not followed."""
    if docs.is_symlink():
        return
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
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        settings = None  # YAML's reader raises all of these for what it cannot make sense of
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


def _without_code(page: str) -> str:
    """Return *page* with the lines between fences empty, which are shown as they are."""
    return FencedBlockPreprocessor.FENCED_BLOCK_RE.sub(lambda found: "\n" * found[0].count("\n"), page)


def _declarations(bare: str) -> Iterator[Danger]:
    """Yield where a declaration of HTML seems to begin, in a code span too: some versions of Python fail as they read one."""
    for found in _DECLARATION.finditer(bare):
        yield Danger(_line(bare, found.start()), f'contains what could be an HTML declaration: "{found[0]}"')


def _unclosed(bare: str) -> Iterator[Danger]:
    """Yield where so many brackets are opened and not closed that Markdown's reader takes the square of their number."""
    depth = tags = 0
    for number, line in enumerate(bare.split("\n"), start=1):
        depth = depth if line.strip() else 0
        for found in _BRACKET.finditer(line):
            match found[0]:
                case "[":
                    depth += 1
                case "]":
                    depth = max(0, depth - 1)
                case ">":
                    tags = 0
                case _:
                    tags += 1
            if max(depth, tags) > MOST_OPEN:
                yield Danger(number, f"has more than {MOST_OPEN} brackets open at once")
                return


# What the engines and a browser make of it


def _located(page: str, bare: str, *, is_reference: bool) -> Iterator[Danger]:
    """Yield what the page's HTML holds, each at the first line of the page with which it comes to hold it."""
    whole = _harm(page, is_reference=is_reference)
    if not whole:
        return
    lines = (bare if _harm(bare, is_reference=is_reference) == whole else page).split("\n")

    def between(low: int, high: int, before: Counter[str], after: Counter[str]) -> Iterator[Danger]:
        came = after - before
        if not came:
            return
        if high - low == 1:
            yield from (Danger(high, what) for what in sorted(came.elements()))
            return
        middle = (low + high) // 2
        there = _harm("\n".join(lines[:middle]), is_reference=is_reference) & whole
        yield from between(low, middle, before, there)
        yield from between(middle, high, there, after)

    named = tuple(islice(between(0, len(lines), Counter(), whole), MOST))
    yield from named
    if (left := whole.total() - len(named)) > 0:
        yield Danger(1, f"contains {left} more such things")


def _harm(page: str, *, is_reference: bool) -> Counter[str]:
    """Return what the HTML of a page holds that could do harm."""
    engine = _engine(is_reference=is_reference)
    try:
        html = engine.markdown.reset().convert(page)
        return Counter([*engine.modules.take(), *_faults(html)])
    except RecursionError:
        return Counter(["is nested too deeply to be read"])
    except Exception:  # noqa: BLE001 - of another's parser: what stops it here stops every engine, whatever it raises
        return Counter(["contains HTML that cannot be read"])


@dataclass(frozen=True, slots=True)
class _Engine:
    markdown: markdown.Markdown
    modules: "_Modules"


@cache
def _engine(*, is_reference: bool) -> _Engine:
    """Return Markdown with all that the settings add to it, wherever a page stands, and with stand-ins for those that mkdocstrings adds."""
    made = markdown.Markdown(extensions=EXTENSIONS)
    modules = _Modules(made, is_reference=is_reference)
    made.parser.blockprocessors.register(modules, "modules", 75)
    made.inlinePatterns.register(_CrossReference(REFERENCE_RE, made), "cross-references", 168)
    return _Engine(made, modules)


class _Modules(BlockProcessor):
    """Finds where mkdocstrings would read a module: it may run it, if an option tells it to."""

    def __init__(self, engine: markdown.Markdown, *, is_reference: bool) -> None:
        super().__init__(engine.parser)
        self._is_reference = is_reference
        self._faults: list[str] = []

    def take(self) -> list[str]:
        """Return what was found since this was last asked."""
        found, self._faults = self._faults, []
        return found

    def test(self, parent: Element, block: str) -> bool:
        del parent
        return _DIRECTIVE.search(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> None:
        block = blocks.pop(0)
        if not (found := _DIRECTIVE.search(block)):
            return
        if before := block[: found.start()]:
            self.parser.parseBlocks(parent, [before])
        options, rest = self.detab(block[found.end() :].removeprefix("\n"))
        if not options and blocks and blocks[0].startswith(" "):
            options = blocks.pop(0)
        if not (self._is_reference and _OUR_MODULE.fullmatch(found[1])):
            self._faults.append(f'makes mkdocstrings read a module: "::: {found[1]}"')
        elif options:
            self._faults.append(f'makes mkdocstrings read a module with its own options: "::: {found[1]}"')
        if rest:
            blocks.insert(0, rest)


class _CrossReference(ReferenceInlineProcessor):
    """Makes a link of ``[words][name]`` where the page does not say what the name stands for, as mkdocstrings does."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # type: ignore[override] # noqa: N802 - as it is there
        text, index, has_text = self.getText(data, m.end(0))
        _, end, has_name = self.evalId(data, index, text) if has_text else ("", 0, False)
        if not has_name:
            return None, None, None
        return self.makeTag("#", "", text), m.start(0), end


_AROUND = "<!doctype html><html><head><title>x</title><body><main><div><div><article>"
"""What stands before a page's own words in the theme, as far as a page could close it, or give it an attribute."""
_ELEMENTS_AROUND = 8
_END = "the-end-of-the-page"


def _faults(html: str) -> Iterator[str]:
    """Yield what a page's HTML holds that Markdown would not have made."""
    tree = html5lib.parse(f'{_AROUND}{html}<div id="{_END}"></div>', treebuilder="etree", namespaceHTMLElements=False)
    elements = list(tree.iter())
    around, within = elements[:_ELEMENTS_AROUND], elements[_ELEMENTS_AROUND:]
    ends = [element for element in within if element.get("id") == _END]
    for element in around:
        yield from (f"contains {name}= in <{element.tag}>" for name in element.attrib)
    for element in within:
        if element not in ends:
            yield from _element_faults(element)
    if ends != list(around[-1])[-1:] or len(ends[0]):
        yield "leaves a tag or a comment open, or closes a tag that it did not open"


def _element_faults(element: Element) -> Iterator[str]:
    if not isinstance(element.tag, str):
        yield "contains an HTML comment"
        return
    tag = element.tag.rpartition("}")[2]
    if element.tag not in _TAGS:
        yield f"contains <{tag}>"
    for name, value in element.attrib.items():
        yield from filter(None, [_attribute_fault(tag, str(name), value)])
    if tag == "h1" and "<" in "".join(element.itertext()):  # the theme puts the title's words into its HTML as they are
        yield "has a title that contains <"


def _attribute_fault(tag: str, name: str, value: str) -> str:
    if name not in _EVERYWHERE | _ATTRIBUTES.get(tag, frozenset()) or (
        name == "style" and not _ALIGNED.fullmatch(value)
    ):
        return f"contains {name}= in <{tag}>"
    if name == "class" and any(_OWN_CLASSES.match(part) for part in value.split()):
        return f"uses a class of the theme in <{tag}>"
    if name == "id" and value.startswith("__"):
        return f"uses an id of the theme in <{tag}>"
    return _address_fault(tag, name, value) if name in ("href", "src") else ""


def _address_fault(tag: str, name: str, value: str) -> str:
    address = re.sub(r"[\s\x00-\x20]", "", value)
    try:
        urlsplit(value)
    except ValueError:
        return f"contains a broken address in <{tag}>"
    scheme = re.match(r"([^/?#]*?):", address)
    if name == "src" and (scheme or re.match(r"[/\\]{2}", address)):
        return f"loads something from another site: <{tag}>"
    return f"contains a {scheme[1]}: link" if scheme and scheme[1].lower() not in _SCHEMES else ""
