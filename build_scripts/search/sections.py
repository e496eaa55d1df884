"""A page of prose in Markdown -> its parts, each with the heading's words and address. Pure.

The page is read as the engines read it, since these give each heading its id.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from html.parser import HTMLParser
from typing import Any

import markdown
import yaml
from markdown.extensions.toc import slugify_unicode

from build_scripts.brief.addresses import Address
from build_scripts.search.texts import Part, Text

EXTENSIONS = ("attr_list", "fenced_code", "footnotes", "md_in_html", "tables", "toc")
"""What ``mkdocs.yml`` adds to Markdown."""

_FRONT = re.compile(r"-{3}[ \t]*\n(.*?\n)-{3}[ \t]*(?:\n|$)", re.DOTALL)
_DIRECTIVE = re.compile(r"^(?:#{1,6} *)?::: .*$(?:\n {4}.*$)*", re.MULTILINE)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_UNHEARD = ("script", "style", "template", "button", "select")
_APART = frozenset(
    (
        "p",
        "li",
        "td",
        "th",
        "tr",
        "pre",
        "br",
        "div",
        "section",
        "blockquote",
        "details",
        "summary",
        "dd",
        "dt",
        "figcaption",
    )
)
"""Elements whose words do not run on into those that follow."""
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)


@lru_cache(maxsize=64)
def sections(path: str, page: str, kind: str) -> tuple[Text, ...]:
    """Return the parts of the Markdown *page* at *path*, each below a heading; none if the page is kept out of search."""
    return tuple(_sections(path, page, kind))


def _sections(path: str, page: str, kind: str) -> Iterator[Text]:
    settings, body = _without_front(page)
    search = settings.get("search")
    if isinstance(search, dict) and search.get("exclude"):
        return
    reader = _Reader()
    reader.feed(_engine().reset().convert(_DIRECTIVE.sub("", body)))
    reader.close()
    whole = next((title for level, _, title, _ in reader.parts if level == "h1"), "") or str(
        settings.get("title", path)
    )
    for level, fragment, title, words in reader.parts:
        is_first = level in ("", "h1")
        if title or words:
            shown = title or whole
            address = Address(path, "" if is_first else fragment)
            yield Text(kind, Part(shown), address, (Part(words),) if words else (), (shown,), "" if is_first else whole)


def _without_front(page: str) -> tuple[dict[str, object], str]:
    """Return the settings that *page* begins with, and the rest."""
    front = _FRONT.match(page)
    if not front:
        return {}, page
    try:
        settings = yaml.safe_load(front[1])
    except yaml.YAMLError:
        settings = None
    return settings if isinstance(settings, dict) else {}, page[front.end() :]


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
        if (
            self._unheard
            or tag in _UNHEARD
            or "data-search-exclude" in given
            or given.get("class") in ("footnote", "footnote-ref")
        ):
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
        title, words = (" ".join("".join(parts).split()) for parts in (self._title, self._words))
        self.parts.append((self._level, self._id, title, words))
        self._title, self._words = [], []
