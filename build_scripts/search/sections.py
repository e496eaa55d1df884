"""A page of prose in Markdown -> its parts, each with the heading's words and address. Pure.

The page is read as the engines read it, since these give each heading its id.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from html.parser import HTMLParser
from typing import Any

import markdown
from markdown.extensions.toc import slugify_unicode

from build_scripts.brief.addresses import Address
from build_scripts.brief.markdown_page import BLOCKS, EXTENSIONS, settings, words
from build_scripts.search.texts import Part, Text

_DIRECTIVE = re.compile(r"^(?:#{1,6} *)?::: .*$(?:\n {4}.*$)*", re.MULTILINE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNHEARD = ("script", "style", "template", "button", "select")
_NOT_WORDS = ("footnote", "footnote-ref", "downloads", "data")
"""Classes of what no page shows in this place, or shows only until a built site has the files to list there."""
_APART = BLOCKS | {"br", "td", "th"}
"""Elements whose words do not run on into those that follow; cells of a table are none of the blocks."""
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


@lru_cache(maxsize=64)
def sections(path: str, page: str, kind: str) -> tuple[Text, ...]:
    """Return the parts of the Markdown *page* at *path*, each below a heading; none if the page is kept out of search."""
    return tuple(_sections(path, page, kind))


def _sections(path: str, page: str, kind: str) -> Iterator[Text]:
    given = settings(page)
    search = given.get("search")
    if isinstance(search, dict) and search.get("exclude"):
        return
    reader = _Reader()
    reader.feed(_engine().reset().convert(_DIRECTIVE.sub("", words(page))))
    reader.close()
    whole = next((title for level, _, title, _ in reader.parts if level == "h1"), "") or str(given.get("title", path))
    for level, fragment, title, below in reader.parts:
        is_first = level in ("", "h1")
        if title or below:
            shown = title or whole
            address = Address(path, "" if is_first else fragment)
            yield Text(kind, Part(shown), address, (Part(below),) if below else (), (shown,), "" if is_first else whole)


@cache
def _engine() -> markdown.Markdown:
    configs: dict[str, dict[str, Any]] = {"toc": {"slugify": slugify_unicode}, "footnotes": {"BACKLINK_TEXT": ""}}
    return markdown.Markdown(extensions=list(EXTENSIONS), extension_configs=configs)


class _Reader(HTMLParser):
    """Collects the words below each heading, without those that a page keeps out of search."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[str, str, str, str]] = []
        """Of each part the heading's level, its id and words, and the words below it."""
        self._level = self._id = ""
        self._title: list[str] = []
        self._words: list[str] = []
        self._in_heading = False
        self._unheard: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if self._unheard or tag in _UNHEARD or "data-search-exclude" in given or given.get("class") in _NOT_WORDS:
            if tag not in _VOID:
                self._unheard.append(tag)
        elif tag in _HEADINGS:
            self._end()
            self._level, self._id, self._in_heading = tag, given.get("id") or "", True
        elif tag in _APART:
            self._words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._unheard:
            if tag not in _VOID:
                self._unheard.pop()
        elif tag in _HEADINGS:
            self._in_heading = False
        elif tag in _APART:
            self._words.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._unheard:
            (self._title if self._in_heading else self._words).append(data)

    def close(self) -> None:
        """Take in what stands below the last heading."""
        super().close()
        self._end()

    def _end(self) -> None:
        title, below = (" ".join("".join(parts).split()) for parts in (self._title, self._words))
        self.parts.append((self._level, self._id, title, below))
        self._title, self._words = [], []
