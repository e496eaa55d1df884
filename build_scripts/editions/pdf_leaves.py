"""What stands at the ends of a brief's trees, its words and pictures -> nodes for the PDF. Pure."""

import base64
import re
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from build_scripts.render.feed import NO_XML

Node = str | dict[str, Any]
"""Text, or an object as ``pdf_nodes.py`` says."""

BLANK = " \t\n\r\f"
"""What separates words in HTML."""

LONG = 30
"""Letters of a word that may be broken anywhere: an address, a checksum."""

_BLANKS = re.compile(f"[{BLANK}]+")


def language_of(tag: str) -> dict[str, str]:
    """Return the language, and the region if there is one, of a language *tag* as Typst knows them."""
    language, *others = tag.split("-")
    region = next((part for part in others if len(part) == 2 and part.isalpha()), "")
    if not 2 <= len(language) <= 3:
        return {}
    return {"lang": language.lower()} | ({"region": region.upper()} if region else {})


def texts(text: str, *, as_it_is: bool) -> Iterator[Node]:
    """Yield *text* in pieces: words, single blanks, words that are too long for a line, and line breaks if they count."""
    text = NO_XML.sub("\ufffd", text)
    if as_it_is:
        for number, line in enumerate(text.splitlines()):
            yield from ({"is": "break", "in": []},) if number else ()
            yield from _words(line.replace("  ", "\xa0 "))
    else:
        yield from _words(_BLANKS.sub(" ", text))


def _words(text: str) -> Iterator[Node]:
    if text.startswith(" "):
        yield " "
    words: list[str] = []
    for word in text.split(" "):
        if len(word) > LONG:
            yield from (" ".join(words) + " ",) if words else ()
            yield {"is": "long", "word": word, "in": []}
            words = [""]
        elif word:
            words.append(word)
    if any(words):
        yield " ".join(words)
    if text.endswith(" ") and text != " ":
        yield " "


def picture(svg: ET.Element, style: str, classes: Sequence[str]) -> Node:
    """Return the node of a picture that is drawn in the page, with a *style* for it and for *classes* around it."""
    classes = (*classes, *svg.get("class", "").split())
    label = svg.get("aria-label", "")
    parts = svg.get("viewBox", "0 0 100 100").replace(",", " ").split()
    attributes = {**svg.attrib, "class": " ".join(classes)}
    copy = ET.Element("svg", attributes)
    ET.SubElement(copy, "style").text = style
    copy.extend(svg)
    width, height = (float(part) for part in parts[2:4])
    text = ET.tostring(copy, encoding="unicode")
    return {"is": "picture", "svg": text, "alt": label, "width": width, "height": height, "as": classes, "in": []}


def image(image: ET.Element) -> Node:
    """Return the node of a picture that is a file; the bytes are in its address."""
    kind, _, content = image.get("src", "").partition(";base64,")
    label = image.get("alt", "")
    formats = {"data:image/png": "png", "data:image/jpeg": "jpg", "data:image/gif": "gif", "data:image/webp": "webp"}
    if kind == "data:image/svg+xml":
        return {"is": "file", "bytes": list(base64.b64decode(content)), "format": "svg", "alt": label, "in": []}
    if kind in formats:
        return {"is": "file", "bytes": list(base64.b64decode(content)), "format": formats[kind], "alt": label, "in": []}
    return label
