"""A stranger's page -> HTML that can do no harm: Markdown, with everything taken out that is more than Markdown. Pure.

HTML is shown as typed, and so are attributes in braces and directives such as ``:::``, for no extension that acts on them is
loaded beside this one. An address leads to a page of the web or of the site, and a picture stands on the site, or it is words.
"""

import html
import re
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.toc import TocExtension, slugify_unicode
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from build_scripts.brief.markdown_page import settings, words

SCHEMES = ("http", "https", "mailto")
_TITLE = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_LANGUAGE = re.compile(r"[\w#.+-]+")


class PlainMarkdown(Extension):
    """Takes HTML, attributes and addresses of other kinds out of Markdown; give it last."""

    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802 - so it is called there
        """Take out what makes HTML of what is typed."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.preprocessors.register(_Fences(md, {"lang_prefix": "language-"}), "fenced_code_block", 25)
        md.preprocessors.register(_Declarations(md), "plain_declarations", 29)  # before MkDocs reads the page's HTML
        md.preprocessors.register(_Tangles(md), "plain_tangles", 26)
        md.postprocessors.register(_DeclarationsAgain(md), "plain_declarations", 5)
        md.treeprocessors.register(_Addresses(md), "plain_addresses", 15)  # once the text is read, before it is linked


def extensions(**toc: Any) -> list[str | Extension]:
    """Return what a stranger's page is read with: these extensions of Markdown and no others; *toc* are options of one."""
    return ["fenced_code", "footnotes", "tables", TocExtension(**{**toc, "slugify": _slugify}), PlainMarkdown()]


def front_matter(page: str) -> dict[str, str]:
    """Return the title and the description that a page gives itself; there is always a title."""
    given = settings(page)
    title, description = (_printable(given.get(name)) for name in ("title", "description"))
    if not title:
        heading = _TITLE.search(words(page))
        title = _printable(heading[1] if heading else "") or "Untitled"
    return {"title": title, **({"description": description} if description else {})}


def _printable(value: object) -> str:
    """Return a text on one line, without what cannot be seen; nothing for anything but a text."""
    return "".join(char for char in " ".join(value.split()) if char.isprintable()) if isinstance(value, str) else ""


def _slugify(heading: str, separator: str) -> str:
    """Return the id of a heading, which is never one of those that the theme's program looks for: they begin with ``__``."""
    return slugify_unicode(heading, separator).lstrip("_")


class _Fences(FencedBlockPreprocessor):
    """Code between fences, of which braces can name the language alone."""

    def handle_attrs(self, attrs: object) -> tuple[str, list[str], dict[str, object]]:
        _, classes, _ = super().handle_attrs(attrs)  # type: ignore[arg-type]
        return "", [name for name in classes[:1] if _LANGUAGE.fullmatch(name)], {}


MOST_STEPS = 10_000_000
"""How often a page's brackets may be looked at: Markdown looks for the end of each up to the end of its block."""

MOST_LINES = 20_000
MOST_HEADINGS = 1_000
_HEADING = re.compile(r"[ ]{0,3}(#|=+[ \t]*$|-+[ \t]*$)")


class _Tangles(Preprocessor):
    """Shows a page as typed where Markdown would take minutes to read it: its time grows with the square of some things."""

    def run(self, lines: list[str]) -> list[str]:
        if not is_tangled(lines):
            return lines
        shown = html.escape("\n".join(lines), quote=False)
        return [self.md.htmlStash.store(f"<pre><code>{shown}</code></pre>")]


def is_tangled(lines: list[str]) -> bool:
    """Return whether the *lines* of a page have so many brackets, headings or lines that Markdown would take minutes."""
    if len(lines) > MOST_LINES or sum(bool(_HEADING.match(line)) for line in lines) > MOST_HEADINGS:
        return True
    blocks = re.split(r"\n[ \t]*\n", "\n".join(lines))
    return sum(block.count("[") * len(block) for block in blocks) > MOST_STEPS


_DECLARATION = "\x02declaration\x03"


class _Declarations(Preprocessor):
    """Hides ``<![``, at which Python's own reader of HTML can fail, and MkDocs reads each page with it."""

    def run(self, lines: list[str]) -> list[str]:
        return [line.replace("<![", _DECLARATION) for line in lines]


class _DeclarationsAgain(Postprocessor):
    """Shows ``<![`` again, as words."""

    def run(self, text: str) -> str:
        return text.replace(_DECLARATION, "&lt;![")


class _Addresses(Treeprocessor):
    """Makes words of every link and picture whose address is not a plain one."""

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "a" and not _leads_to_a_page(element.get("href", "")):
                _make_words(element, element.text or "")
            elif element.tag == "img" and not _stands_on_the_site(element.get("src", "")):
                _make_words(element, element.get("alt", ""))


def _make_words(element: Element, text: str) -> None:
    element.tag = "span"
    element.attrib.clear()
    element.text = AtomicString(text)


def _leads_to_a_page(address: str) -> bool:
    scheme = _scheme(address)
    return scheme is not None and scheme in ("", *SCHEMES)


def _stands_on_the_site(address: str) -> bool:
    return _scheme(address) == "" and not re.match(r"[/\\]{2}", _read(address))


def _scheme(address: str) -> str | None:
    """Return the scheme of an address, as a browser reads it; None if the engine could not read the address at all."""
    read = _read(address)
    try:
        urlsplit(address)
    except ValueError:
        return None
    scheme = re.match(r"([^/?#]*?):", read)
    return scheme[1].lower() if scheme else ""


def _read(address: str) -> str:
    """Return an address without what Markdown and HTML write characters with, and without what a browser passes over."""
    plain = re.sub("\x02([0-9]+)\x03", lambda found: chr(int(found[1])), address.replace(AMP_SUBSTITUTE, "&"))
    return re.sub(r"[\s\x00-\x20]", "", html.unescape(plain))
