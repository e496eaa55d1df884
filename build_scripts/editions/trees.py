"""A section -> an XML tree, as an edition with pages but no scripts has it: the book, the PDF. Pure.

On the way what needs a script or a wide screen is left out or laid open, the notes on an article go behind its last
paragraph, and what programs for reading books know how to show (notes, what refers to them, ways back) gets the name by
which they know it.
"""

import posixpath
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

from build_scripts.editions.sections import HOME, REFERENCES, VOID, Section

KINDS = {"glossary": "glossary", "sources": "bibliography"}
"""Pages of a kind that readers of books know, and the name that they know it by; the others are chapters."""

KEY = "Marked in the text: "
"""What stands in a book before the names of the marks, which are chosen from on a screen."""

_LEFT_OUT = frozenset(("filters", "former", "input", "legend", "on-screen"))
_NEEDLESS = frozenset(("checked", "for", "open", "tabindex"))
_BARE = frozenset(("number", "wide"))
"""Classes of what leads to where it stands, or can be moved sideways, on a screen alone: no other attribute is kept."""

_RENAMED = {"details": "div", "fieldset": "p", "label": "span", "summary": "p"}
"""What is opened, or chosen from, on a screen lies open in a book."""

_TYPES = {
    "footnote": ("footnotes", "doc-endnotes"),
    "footnote-backref": ("backlink", "doc-backlink"),
    "footnote-ref": ("noteref", "doc-noteref"),
    "note": ("footnote", "doc-footnote"),
    "ref": ("noteref", "doc-noteref"),
}
"""What the site's classes are in a book, in EPUB's vocabulary of structure and as roles of DPUB-ARIA."""

_CAPITALS = (
    "clipPath", "clipPathUnits", "foreignObject", "gradientTransform", "gradientUnits", "lengthAdjust",
    "linearGradient", "markerHeight", "markerUnits", "markerWidth", "maskContentUnits", "maskUnits", "pathLength",
    "patternContentUnits", "patternTransform", "patternUnits", "preserveAspectRatio", "radialGradient", "refX", "refY",
    "spreadMethod", "startOffset", "stdDeviation", "textLength", "textPath", "viewBox",
)  # fmt: skip
_IN_PICTURES = {name.lower(): name for name in _CAPITALS}
"""Names of SVG with capitals, which HTML does not tell apart and XML does."""

_HEADING = re.compile(r"h([2-6])")


def tree(section: Section) -> ET.Element:
    """Return the tree of *section*."""
    page = _Page(section.name)
    page.feed(str(section.html))
    page.close()
    return page.root


class _Page(HTMLParser):
    """Reads a section into the tree of a page of its own, with every id and link made to hold there.

    What a missing end tag leaves open ends where something around it does.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        kind = KINDS.get(name, "chapter")
        self.root = ET.Element("section", {"epub:type": kind, "role": f"doc-{kind}"})
        self._name = name
        self._open = [("", self.root)]
        self._notes: list[ET.Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._added(tag, {key: key if value is None else value for key, value in attrs})
        if tag not in VOID:
            self._open.append((tag, element))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if any(opened == tag for opened, _ in self._open):
            opened = ""
            while opened != tag:
                opened, element = self._open.pop()
                if element.get("class") == "article":
                    element.extend(self._notes)
                    self._notes.clear()

    def handle_data(self, data: str) -> None:
        _, parent = self._open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data

    def _added(self, tag: str, attributes: dict[str, str]) -> ET.Element:
        """Return the new element for *tag*, which stands in the tree unless a book goes without it."""
        _, parent = self._open[-1]
        classes = attributes.get("class", "").split()
        element = ET.Element(self._name_of(tag, classes), dict(self._attributes(tag, classes, attributes)))
        element.text = attributes.get("data-label") or attributes.get("data-number")
        before = parent[-1] if len(parent) else None
        if "kinds" in classes:
            element.text = KEY
        if "para" in classes and before is not None and before.get("class") == "numbered":
            parent.remove(before)
            element.extend(before)
        if "notes" in classes and before is not None and parent.get("class") == "article":
            link = ET.SubElement(ET.SubElement(element, "h2"), "a", {"href": f"#{before.get('id')}"})
            link.text = element.attrib.pop("aria-label")
            self._notes.append(element)
        elif _LEFT_OUT.isdisjoint((tag, *classes)) and not (tag == "hr" and parent.get("class") == "footnote"):
            parent.append(element)
        return element

    def _name_of(self, tag: str, classes: list[str]) -> str:
        heading = _HEADING.fullmatch(tag)
        if heading and self._name != HOME:
            return f"h{int(heading[1]) - 1}"
        if "footnote" in classes:
            return "section"
        if "number" in classes:
            return "span"
        return _RENAMED.get(tag) or _IN_PICTURES.get(tag, tag)

    def _attributes(self, tag: str, classes: list[str], attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
        """Yield the attributes that an element has in a book."""
        if tag == "svg":
            yield "xmlns", "http://www.w3.org/2000/svg"
            yield "xmlns:xlink", "http://www.w3.org/1999/xlink"
        in_picture = any(opened == "svg" for opened, _ in self._open)
        for key, value in attributes.items():
            if key in _NEEDLESS or key.startswith("data-") or (key != "class" and not _BARE.isdisjoint(classes)):
                continue
            if key in REFERENCES:
                yield key, " ".join(one.removeprefix(f"{self._name}:") for one in value.split())
            elif key in ("href", "xlink:href"):
                yield "xlink:href" if in_picture else "href", self._link(value)
            elif key == "class" and tag == "label":
                yield key, f"m m-{value}"
            else:
                yield _IN_PICTURES.get(key, key), value.replace(f"url(#{self._name}:", "url(#")
        if "lang" in attributes:
            yield "xml:lang", attributes["lang"]
        if tag == "li" and attributes.get("id", "").startswith(f"{self._name}:fn:"):
            yield "epub:type", "footnote"
        for kind, role in (_TYPES[name] for name in classes if name in _TYPES):
            yield "epub:type", kind
            yield "role", role

    def _link(self, link: str) -> str:
        """Return where *link* leads in the book: within the page, to another one, or out."""
        if not link.startswith("#"):
            return link
        name, _, fragment = link[1:].partition(":")
        name = unquote(name)
        path = posixpath.relpath(f"{name}.xhtml", posixpath.dirname(self._name) or ".")
        if not fragment:
            return quote(path)
        return f"#{fragment}" if name == self._name else f"{quote(path)}#{fragment}"
