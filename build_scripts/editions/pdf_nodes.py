"""The trees of a brief's pages -> the nodes that ``templates/brief.typ`` sets in type. Pure.

A node is text, or an object with its kind (``is``), its classes (``as``) and what is in it (``in``). Nodes are data that
the template reads, never part of a program, so no text of a brief can be taken for Typst's markup.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from build_scripts.editions.pdf_leaves import BLANK, Node, image, language_of, picture, texts
from build_scripts.editions.sections import Section, nested
from build_scripts.editions.trees import KINDS, tree

DEEPEST = 16
"""How deep a node may be nested in others: Typst applies the rules of 64 elements within each other at most."""

_AS_THEY_ARE = frozenset(
    ("b", "blockquote", "code", "em", "figcaption", "figure", "hr", "li", "ol", "p", "pre", "q", "strong", "sub", "ul")
)
"""Tags that are kinds of node."""

_KINDS = {"br": "break", "i": "em", "s": "del", "sup": "super"}
_KINDS |= dict.fromkeys(("aside", "dd", "div", "dl", "dt", "nav", "section"), "block")
"""Tags that are kinds of node by another name; all others are only what is in them."""

_BLOCKS = frozenset(
    ("block", "blockquote", "figure", "heading", "ol", "p", "picture", "pre", "rows", "run", "table", "ul")
)
"""Kinds that are never part of a line."""

_IN_ONE_LINE = frozenset(("factsbox", "index", "ways"))
"""Classes of lists whose entries are short."""

_FOLDED = frozenset(("more", "rest", "verified", "years"))
"""Classes of what is opened on a screen; its first paragraph says what is in it."""

_LEFT_OUT = frozenset(("finding", "footnote-backref", "jump", "tally", "turn"))
"""Classes of what helps to find one's way on a screen, or is told again in words beside it."""

_HOLDS_BLOCKS = frozenset(
    ("aside", "div", "dl", "figure", "nav", "ol", "section", "table", "tbody", "thead", "tr", "ul")
)
"""Tags in which blank text means nothing."""

_SPAN = re.compile(r"[1-9][0-9]?")
_HEADING = re.compile(r"h([1-6])")
_WEB = ("http", "https", "mailto")


def chapters(sections: Sequence[Section], style: str) -> list[Node]:
    """Return the nodes of *sections* in the order of their contents; pictures get a *style*."""
    every = {section.name: section for section in sections}
    reader = _Reader(style)
    found = [reader.chapter(every[section.name], depth) for section, depth in _in_order(nested(sections))]
    _keep_links_that_lead_somewhere(found)
    return found


def _in_order(contents: Iterable[Section], depth: int = 0) -> Iterator[tuple[Section, int]]:
    for section in contents:
        yield section, depth
        yield from _in_order(section.below, depth + 1)


@dataclass(slots=True)
class _Reader:
    """Turns trees into nodes, from the first page to the last."""

    style: str
    name: str = ""
    """The page that is being read."""
    level: int = 0
    """The level of the last heading: one more is the next that may follow."""
    shift: int = 0
    """How far below the first level the page's title is."""
    as_it_is: bool = False
    """Whether every blank and every end of a line counts."""
    notes: dict[str, ET.Element] = field(default_factory=dict)
    """The footnotes of the page, by their ids."""
    cited: set[str] = field(default_factory=set)

    def chapter(self, section: Section, depth: int) -> Node:
        """Return the node of the page *section*, *depth* below the first level of the contents."""
        page = tree(section)
        self.name, self.shift = section.name, depth
        self.level = min(self.level, depth)
        self.notes = {one.get("id", ""): one for one in page.iter("li") if one.get("id", "").startswith("fn:")}
        self.cited = set()
        title = " ".join(unescape(section.title).split())
        inside = self._children(page, 0)
        wide = page.find(".//div[@class='article']") is not None
        return {"is": "chapter", "title": title, "depth": depth, "wide": wide, "in": inside}

    def _children(self, element: ET.Element, depth: int) -> list[Node]:
        found: list[Node] = []
        outside = self.as_it_is
        self.as_it_is |= element.tag == "pre" or "spaced" in _classes(element)
        found += self._text(element.text, element)
        for child in element:
            found += (*self._nodes(child, depth), *self._text(child.tail, element))
        self.as_it_is = outside
        return found

    def _text(self, text: str | None, parent: ET.Element) -> Iterator[Node]:
        """Yield the pieces of a *text* of *parent*, which means nothing if it is blank between blocks."""
        if text and not (parent.tag in _HOLDS_BLOCKS and not text.strip(BLANK)):
            yield from texts(text, as_it_is=self.as_it_is)

    def _nodes(self, element: ET.Element, depth: int) -> list[Node]:
        """Return the nodes of *element*: none, one, or those that are in it."""
        classes = _classes(element)
        if not _LEFT_OUT.isdisjoint(classes):
            return []
        if depth >= DEEPEST:
            return self._children(element, depth)
        special = self._special(element, classes, depth)
        if special is not None:
            return special
        kind = element.tag if element.tag in _AS_THEY_ARE else _KINDS.get(element.tag, "span")
        node: dict[str, Any] = {"is": kind, "as": classes, "in": self._children(element, depth + 1)}
        if kind == "figure":
            for quotation in node["in"]:
                if isinstance(quotation, dict) and quotation["is"] == "blockquote":
                    quotation["as"] = [*quotation["as"], *classes]
        first = node["in"][0] if node["in"] else ""
        if not _FOLDED.isdisjoint(classes) and isinstance(first, dict) and first["is"] == "p":
            first["as"] = ["summary"]
        if kind in ("ul", "ol"):
            node["in"] = [entry for entry in node["in"] if not isinstance(entry, str)]
            node["tight"] = not any(_holds_a_block(entry) for entry in node["in"])
            if not node["in"]:
                return []
        if kind == "block" and not node["in"] and "id" not in element.attrib:
            return []
        return [self._told(node, element)]

    def _told(self, node: dict[str, Any], element: ET.Element) -> dict[str, Any]:
        """Return *node* with the id and the language of its *element*."""
        if identity := element.get("id"):
            node["id"] = f"{self.name}:{identity}"
        if language := element.get("lang"):
            node |= language_of(language)
        return node

    def _special(self, element: ET.Element, classes: Sequence[str], depth: int) -> list[Node] | None:
        """Return the nodes of an *element* that is more than its tag, or None if it is not."""
        tag = element.tag
        if tag == "svg":
            return [picture(element, self.style, ())]
        if tag == "img":
            return [image(element)]
        if tag == "a":
            return [self._told(self._link(element, classes, depth), element)]
        if tag == "table":
            return [self._told(self._table(element, depth), element)]
        if heading := _HEADING.fullmatch(tag):
            if not "".join(element.itertext()).strip():
                return []
            return [self._heading(element, int(heading[1]), depth)]
        if tag == "sup" and len(element) == 1 and "footnote-ref" in _classes(element[0]):
            return self._children(element, depth)
        if tag == "section" and "footnote" in classes:
            return self._uncited(element, depth)
        if "works" in classes:
            inside = [node for child in element for node in self._nodes(child, depth)]
            uncited = any(isinstance(node, dict) and node["is"] == "ol" for node in inside)
            return [{"is": "block", "as": classes, "in": inside}] if uncited else []
        if "picture" in classes and (svg := element.find(".//svg")) is not None:
            rest = [
                node
                for child in element
                if child.tag != "svg" and svg not in child.iter()
                for node in self._nodes(child, depth + 1)
            ]
            return [{"is": "figure", "as": classes, "in": [picture(svg, self.style, classes), *rest]}]
        if "article" in classes:
            return [self._told({"is": "rows", "in": list(self._rows(element, depth))}, element)]
        if element.get("aria-hidden") == "true":
            return [{"is": "unread", "in": self._children(element, depth + 1)}]
        if not _IN_ONE_LINE.isdisjoint(classes) and all(child.tag == "ul" for child in element):
            entries = [{"is": "entry", "in": self._children(entry, depth + 2)} for part in element for entry in part]
            return [{"is": "run", "as": classes, "in": entries}]
        return None

    def _heading(self, element: ET.Element, level: int, depth: int) -> Node:
        self.level = min(level + self.shift, self.level + 1)
        inside = self._children(element, depth + 1)
        work = level > 1 and KINDS.get(self.name) == "bibliography"
        # The contents repeat what a heading holds, and nothing may have its id twice.
        outlined = not work and not any("id" in node for node in _walk(inside))
        node = {"is": "heading", "as": _classes(element), "level": self.level, "in": inside}
        node = self._told(node | {"outlined": outlined, "work": work}, element)
        if level == 1:
            node |= {"id": self.name, "once": node.get("id", self.name)}
        return node

    def _link(self, element: ET.Element, classes: Sequence[str], depth: int) -> dict[str, Any]:
        link = element.get("href", "")
        if "footnote-ref" in classes and unquote(link[1:]) in self.notes:
            return self._note(unquote(link[1:]), depth)
        node = {"is": "link", "as": classes, "in": self._children(element, depth + 1)}
        try:
            parts = urlsplit(link)
        except ValueError:
            return node
        if parts.scheme:
            return node | ({"web": link} if parts.scheme in _WEB else {})
        path = unquote(parts.path)
        page = posixpath.normpath(posixpath.join(posixpath.dirname(self.name), path)).removesuffix(".xhtml")
        return node | {"to": f"{page if path else self.name}{f':{unquote(parts.fragment)}' if parts.fragment else ''}"}

    def _note(self, identity: str, depth: int) -> dict[str, Any]:
        """Return the footnote that a reference leads to, or a reference to where it stands already."""
        if identity in self.cited:
            return {"is": "again", "to": f"{self.name}:{identity}", "in": []}
        self.cited.add(identity)
        paragraphs = list(self.notes[identity])
        inside = [node for part in paragraphs for node in (*self._children(part, depth + 1), " ")]
        return {"is": "note", "id": f"{self.name}:{identity}", "in": inside}

    def _uncited(self, element: ET.Element, depth: int) -> list[Node]:
        """Return the list of the footnotes that nothing on the page refers to."""
        left = [self.notes[one] for one in self.notes if one not in self.cited and self.notes[one] in element.iter()]
        entries = [self._told({"is": "li", "as": (), "in": self._children(entry, depth + 2)}, entry) for entry in left]
        return [{"is": "ol", "as": (), "tight": False, "in": entries}] if entries else []

    def _table(self, element: ET.Element, depth: int) -> dict[str, Any]:
        head: list[list[dict[str, Any]]] = []
        body: list[list[dict[str, Any]]] = []
        for row in element.iter("tr"):
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            made = [self._cell(cell, depth) for cell in cells]
            (head if not body and cells and all(cell.tag == "th" for cell in cells) else body).append(made)
        columns = max((sum(cell["columns"] for cell in row) for row in (*head, *body)), default=1)
        return {"is": "table", "columns": columns, "head": head, "in": body}

    def _cell(self, cell: ET.Element, depth: int) -> dict[str, Any]:
        columns, rows = (
            int((_SPAN.fullmatch(cell.get(key, "")) and cell.get(key)) or 1) for key in ("colspan", "rowspan")
        )
        strong = cell.tag == "th"
        return {"is": "cell", "columns": columns, "rows": rows, "strong": strong, "in": self._children(cell, depth + 3)}

    def _rows(self, element: ET.Element, depth: int) -> Iterator[dict[str, Any]]:
        """Yield the paragraphs of an article, each with the notes on it."""
        beside = {part[0][0].get("href", ""): part for part in element if "notes" in _classes(part)}
        for part in element:
            if "notes" in _classes(part):
                continue
            number = ""
            if len(part) and "number" in _classes(part[0]):
                number, part.text = part[0].text or "", part[0].tail
                part.remove(part[0])
            notes = list(beside.get(f"#{part.get('id')}", ()))[1:]
            row = {"is": "row", "number": number, "in": self._children(part, depth + 2)}
            row["notes"] = [node for note in notes for node in self._nodes(note, depth + 2)]
            yield self._told(row, part)


def _classes(element: ET.Element) -> list[str]:
    return element.get("class", "").split()


def _holds_a_block(node: Node) -> bool:
    return not isinstance(node, str) and any(
        not isinstance(inner, str) and (inner["is"] in _BLOCKS or _holds_a_block(inner)) for inner in node["in"]
    )


def _keep_links_that_lead_somewhere(nodes: Sequence[Node]) -> None:
    """Take from *nodes* the links to what is not there, and the ids that nothing leads to."""
    every = list(_walk(nodes))
    there = {node["id"] for node in every if "id" in node}
    titles = {node.pop("once"): node["id"] for node in every if "once" in node}
    for node in every:
        if node.get("to") in titles:
            node["to"] = titles[node["to"]]
    wanted = {node["to"] for node in every if "to" in node}
    seen: set[str] = set()
    for node in every:
        if node.get("to") not in there:
            node.pop("to", None)
        if node.get("id") in seen or node.get("id") not in wanted:
            node.pop("id", None)
        seen.add(node.get("id", ""))


def _walk(nodes: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for node in nodes:
        if isinstance(node, dict):
            yield node
            for key in ("in", "notes", "head"):
                yield from _walk(node.get(key, ()))
        elif isinstance(node, list):
            yield from _walk(node)
