"""The built pages of a site -> sections that can stand in one file. Pure but for reading the pages and their pictures.

The main part of each page becomes a section. An element ``weir`` of the page ``glossary`` is ``glossary:weir`` there,
and every link follows. A link to a file that is not among the sections becomes plain words, and so does one within the
heading of a note, where pressing it opens the note.
"""

import base64
import mimetypes
import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from markupsafe import Markup

from build_scripts.render import coins

HOME = "index"
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
_DROPPED = frozenset(("button", "form", "iframe", "noscript", "script", "source", "style", "template"))
_DROPPED_CLASSES = frozenset((coins.CLASS, "headerlink", "md-content__button", "md-source-file", "md-feedback"))
REFERENCES = frozenset(
    (
        *("id", "name", "for", "headers", "list", "commandfor", "popovertarget", "aria-activedescendant"),
        *("aria-controls", "aria-describedby", "aria-details", "aria-flowto", "aria-labelledby", "aria-owns"),
    )
)
"""Attributes that hold ids, or names that are to be unique like them."""

_WIDE = '<div class="wide" role="group" aria-label="Table" tabindex="0">'
"""What a table is put in, so that it can be moved sideways where it is too wide."""

_HEADING = re.compile(r"h([1-6])")
_LOCAL_URL = re.compile(r"url\(#")
_KINDS = {"svg": "image/svg+xml", "webp": "image/webp", "woff2": "font/woff2"}
"""What the files are that not every system knows by their names."""


@dataclass(frozen=True, slots=True)
class Section:
    """What was a page: its name, which is also its id; its title; its main part; and the sections listed below it."""

    name: str
    title: str
    html: Markup
    below: tuple["Section", ...] = ()


def sections(site: Path, pages: Sequence[str]) -> list[Section]:
    """Return *pages* (``glossary``, ``actors/kerry``) of *site* as sections whose links lead to each other."""
    return [_section(site, name, pages) for name in pages]


def nested(sections: Iterable[Section]) -> list[Section]:
    """Return *sections* as the contents list them: ``actors/kerry`` below ``actors/index``."""
    every = {section.name: section for section in sections}
    top = {name: _parent(name) not in every for name in every}
    below: dict[str, list[Section]] = {}
    for name, section in every.items():
        if not top[name]:
            below.setdefault(_parent(name), []).append(section)
    return [
        Section(name, section.title, Markup(), tuple(below.get(name, ())))
        for name, section in every.items()
        if top[name]
    ]


def resolved(page: str, link: str) -> str:
    """Return the path in the site that *link* leads to from *page*."""
    path = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(urlsplit(link).path)))
    return posixpath.normpath(f"{path}/index.html") if link.endswith(("/", "..")) or link == "." else path


def inlined(site: Path, path: str) -> str:
    """Return the file at *path* as a data address."""
    kind = _KINDS.get(path.rpartition(".")[2]) or mimetypes.guess_type(path, strict=True)[0]
    return f"data:{kind};base64,{base64.b64encode((site / path).read_bytes()).decode()}"


def _parent(name: str) -> str:
    folder, _, last = name.rpartition("/")
    return f"{folder}/index" if folder and last != "index" else ""


def _section(site: Path, name: str, pages: Sequence[str]) -> Section:
    copier = _Copier(site, name, frozenset(pages))
    copier.feed((site / f"{name}.html").read_text(encoding="utf-8"))
    copier.close()
    return Section(name, " ".join("".join(copier.title).split()), Markup("".join(copier.html)).strip())  # noqa: S704 - the site's own


class _Copier(HTMLParser):
    """Copies the main part of a page, with every id and link made to hold in the single page."""

    def __init__(self, site: Path, page: str, pages: frozenset[str]) -> None:
        super().__init__(convert_charrefs=False)
        self.html: list[str] = []
        self.title: list[str] = []
        self._site = site
        self._page = page
        self._pages = pages
        self._main = 0
        self._skipped = ""
        self._depth = 0
        self._in_title = False
        self._renamed: list[str] = []
        self._in_summary = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, dict(attrs), closed=False)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._start(tag, dict(attrs), closed=tag not in VOID)

    def _start(self, tag: str, attributes: dict[str, str | None], *, closed: bool) -> None:
        classes = (attributes.get("class") or "").split()
        if self._skipped:
            self._depth += tag == self._skipped and not closed
        elif tag == "article" and (self._main or "md-content__inner" in classes):
            self._main += 1
            if self._main > 1:
                self._write(tag, attributes, closed=closed)
        elif self._main and (tag in _DROPPED or _DROPPED_CLASSES & set(classes)):
            if tag not in VOID and not closed:
                self._skipped, self._depth = tag, 1
        elif self._main:
            self._write(tag, attributes, closed=closed)

    def _write(self, tag: str, attributes: dict[str, str | None], *, closed: bool) -> None:
        name, attributes = self._in_single(tag, attributes)
        self._in_title |= tag == "h1"
        if tag == "a" or _HEADING.fullmatch(tag):
            self._renamed.append(name)
        words = "".join(
            f" {key}" if value is None else f' {key}="{escape(value)}"' for key, value in attributes.items()
        )
        self._in_summary |= tag == "summary"
        self.html.append(f"{_WIDE if tag == 'table' else ''}<{name}{words}{'/' if closed else ''}>")

    def handle_endtag(self, tag: str) -> None:
        if self._skipped:
            self._depth -= tag == self._skipped
            self._skipped = self._skipped if self._depth else ""
        elif self._main:
            self._main -= tag == "article"
            if not self._main or tag in VOID:
                return
            self._in_title &= tag != "h1"
            self._in_summary &= tag != "summary"
            name = self._renamed.pop() if tag == "a" or _HEADING.fullmatch(tag) else tag
            self.html.append(f"</{name}>{'</div>' if tag == 'table' else ''}")

    def handle_data(self, data: str) -> None:
        self._text(data)

    def handle_charref(self, name: str) -> None:
        self._text(f"&#{name};")

    def handle_entityref(self, name: str) -> None:
        self._text(f"&{name};")

    def _text(self, text: str) -> None:
        if self._main and not self._skipped:
            self.html.append(text)
            if self._in_title:
                self.title.append(text)

    def _in_single(self, tag: str, attributes: dict[str, str | None]) -> tuple[str, dict[str, str | None]]:
        """Return a tag's name and attributes as the single page has them."""
        kept: dict[str, str | None] = {}
        for key, value in attributes.items():
            if value is None or key in ("srcset", "sizes", "data-card") or key.startswith("on"):
                kept |= {key: None} if value is None else {}
            elif key in REFERENCES:
                kept[key] = " ".join(self._id(one) for one in value.split())
            elif key in ("href", "xlink:href"):
                link = self._link(value)
                kept |= {key: link} if link else {}
            elif key in ("src", "poster"):
                kept[key] = inlined(self._site, resolved(f"{self._page}.html", value))
            else:
                kept[key] = _LOCAL_URL.sub(f"url(#{self._id('')}", value)
        if tag == "a" and (self._in_summary or ("href" in attributes and "href" not in kept)):
            return "span", {key: value for key, value in kept.items() if key in ("class", "id", "lang", "title")}
        heading = _HEADING.fullmatch(tag)
        if heading and self._page != HOME:
            return f"h{min(int(heading[1]) + 1, 6)}", kept
        return tag, kept

    def _id(self, name: str) -> str:
        return f"{self._page}:{name}"

    def _link(self, link: str) -> str:
        """Return where *link* leads in the single page, or nothing if it leads to a file that is not in it."""
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            return link
        path = resolved(f"{self._page}.html", parts.path) if parts.path else f"{self._page}.html"
        page = path.removesuffix(".html")
        if page not in self._pages or page == path:
            return ""
        fragment = f":{unquote(parts.fragment)}" if parts.fragment else ""
        return "#" + quote(page + fragment, safe="/:!$&'()*+,;=@-._~")
