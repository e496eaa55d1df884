"""A built site -> the same site, lighter: without the files, style rules and source maps that no page of it uses."""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

WHOLE = "assets/whole.txt"
"""Names, in a published site, the scripts and styles that it was made lighter from: a preview holds them whole."""


_ONLY_FOR = {"tinyseg.js": "ja", "wordcut.js": "th"}
_MAP = re.compile(r"\n?(?://|/\*)# sourceMappingURL=[^\n*]*(?:\*/)?\n?")
_TOKEN = re.compile(r"""[^{}"'/]+|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|/\*.*?\*/|/|[{}]""", re.DOTALL)
_FUNCTION = re.compile(r":(?:is|where|not|has)\((?:[^()]|\([^()]*\))*\)")
_NAME = re.compile(r"[.#](-?[A-Za-z_][\w-]*)")
_ATTRIBUTE = re.compile(r"\[(data-[\w-]+)(?:=[\"']?([\w-]+)[\"']?)?\]")
_WORD = re.compile(r"[\w-]+")
_TAG_VALUE = re.compile(r"""\s(?:class|id|data-[\w-]+)(?:=(?:"[^"]*"|'[^']*'|[^\s>]+))?""")
_PROPERTY = re.compile(r"(?<=[{;])\s*(--[\w-]+):((?:[^;{}\"']|\"[^\"]*\"|'[^']*')*);?")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")
_MORE_WAYS_BACK = re.compile(r'<a class="footnote-backref" href="#fnref\d+:[^>]*>[^<]*</a>')
_MORE_REFERENCES = re.compile(r'(<sup) id="fnref\d+:[^"]*"')
_CHECKBOX_COMPLETION = re.compile(r'(<input [^>]*type="checkbox"[^>]*?) autocomplete="off"')
_EMPTY_TABINDEX = re.compile(r' tabindex=""(?=[ >])')
_API_STYLE = re.compile(r"\s*<link rel=\"stylesheet\" href=\"[^\"]*_mkdocstrings\.css\">")


@dataclass(frozen=True, slots=True)
class Block:
    """A rule of a style sheet: what stands before the braces, and either declarations or rules within them."""

    head: str
    text: str
    within: tuple["Block", ...] = ()


def slim(site: Path) -> int:
    """Take what no page uses out of the built *site*; return how many bytes that saved.

    The packed copy of the site map is one: nothing names it, and it holds the day of the build.
    """
    before = _size(site)
    for path in [*site.rglob("*.map"), *site.glob("sitemap.xml.gz"), *_languages(site)]:
        path.unlink()
    for path in [*site.rglob("*.js"), *site.rglob("*.css")]:
        _rewrite(path, _MAP.sub("\n", path.read_text(encoding="utf-8")))
    words = frozenset(_words(site))
    sheets = sorted((site / "assets/stylesheets").glob("*.css"))
    for path in sheets:
        _rewrite(path, slim_style(path.read_text(encoding="utf-8"), words))
    while _drop_properties(site, sheets):
        pass
    for path in site.rglob("*.html"):
        _rewrite(path, slim_page(path.read_text(encoding="utf-8")))
    for folder in sorted(site.rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    return before - _size(site)


def slim_page(page: str) -> str:
    """Return *page* as valid HTML, without the API's style where there is no API, with one way back from a footnote."""
    page = _EMPTY_TABINDEX.sub("", _CHECKBOX_COMPLETION.sub(r"\1", page))
    if 'id="__toc"' not in page:
        page = page.replace(' for="__toc"', "")
    if 'class="doc ' not in page:
        page = _API_STYLE.sub("", page)
    return _MORE_WAYS_BACK.sub("", _MORE_REFERENCES.sub(r"\1", page))


def slim_style(style: str, words: frozenset[str]) -> str:
    """Return *style* without the rules whose every selector needs a class, an id or a ``data-`` value not in *words*."""
    return "".join(_rules(_blocks(style), words))


def _languages(site: Path) -> Iterator[Path]:
    """Yield the files for searching in languages that the site's index does not name; English needs none."""
    index = site / "search" / "search_index.json"
    others = set(json.loads(index.read_bytes())["config"]["lang"] if index.exists() else ()) - {"en"}
    wanted = {f"lunr.{language}.min.js" for language in others}
    wanted |= {name for name, language in _ONLY_FOR.items() if language in others}
    if others:
        wanted |= {"lunr.stemmer.support.min.js", "lunr.multi.min.js"}
    for folder in site.rglob("lunr"):
        yield from (path for path in folder.rglob("*") if path.is_file() and path.name not in wanted)


def _words(site: Path) -> Iterator[str]:
    """Yield every word of the pages and scripts of *site*: whatever may be a class, an id or a value there."""
    for path in site.rglob("*.html"):
        for value in _TAG_VALUE.findall(path.read_text(encoding="utf-8")):
            yield from _WORD.findall(value)
    for path in site.rglob("*.js"):
        yield from _WORD.findall(path.read_text(encoding="utf-8"))


def _drop_properties(site: Path, sheets: Iterable[Path]) -> bool:
    """Drop the custom properties that no style sheet, script or page reads; return whether there were any."""
    readers = [path for kind in ("css", "js", "html") for path in site.rglob(f"*.{kind}")]
    read = {name for path in readers for name in _VARIABLE.findall(path.read_text(encoding="utf-8"))}
    dropped = False
    for path in sheets:
        style = path.read_text(encoding="utf-8")
        lighter = _PROPERTY.sub(lambda found: found[0] if found[1] in read else "", style)
        lighter = re.sub(r"(?<=[}])[^{}@;]+\{\}", "", lighter)
        dropped |= lighter != style
        _rewrite(path, lighter)
    return dropped


def _blocks(style: str) -> list[Block]:
    """Return the rules of *style*: each a selector or at-rule, and what stands between its braces."""
    stack: list[list[Block]] = [[]]
    heads: list[str] = []
    text = ""
    for part in _TOKEN.findall(style):
        if part.startswith("/*"):
            continue
        if part == "{":
            heads.append(text)
            stack.append([])
            text = ""
        elif part == "}":
            within = tuple(stack.pop())
            stack[-1].append(Block(heads.pop(), "" if within else text, within))
            text = ""
        else:
            text += part
    return stack[0]


def _rules(blocks: Iterable[Block], words: frozenset[str]) -> Iterator[str]:
    for block in blocks:
        statements, _, selector = block.head.rpartition(";")
        yield f"{statements};" if statements else ""
        if selector.startswith("@"):
            within = block.text or "".join(_rules(block.within, words))
            yield f"{selector}{{{within}}}" if within else ""
        elif kept := [one for one in _selectors(selector) if _used(one, words)]:
            yield f"{','.join(kept)}{{{block.text}}}"


def _selectors(selector: str) -> list[str]:
    """Return the parts of a selector list, which commas in parentheses do not divide."""
    return [one.strip() for one in re.split(r",(?![^()]*(?:\([^()]*\)[^()]*)*\))", selector)]


def _used(selector: str, words: frozenset[str]) -> bool:
    bare = _FUNCTION.sub("", selector)
    named = _NAME.findall(bare)
    for name, value in _ATTRIBUTE.findall(bare):
        named += [name, *([value] if value else [])]
    return all(name in words for name in named)


def _rewrite(path: Path, text: str) -> None:
    if text != path.read_text(encoding="utf-8"):
        path.write_text(text, encoding="utf-8", newline="\n")


def _size(site: Path) -> int:
    return sum(path.stat().st_size for path in site.rglob("*") if path.is_file())


def name_whole(site: Path) -> None:
    """Write down what scripts, styles and drawings the engine gave the *site*: a preview of a change has them whole."""
    paths = sorted(path for path in site.rglob("*") if path.suffix.lower() in (".css", ".js", ".svg"))
    listed = [f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(site).as_posix()}\n" for path in paths]
    (site / WHOLE).write_text("".join(listed), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    name_whole(Path(sys.argv[1]))
    slim(Path(sys.argv[1]))
