"""What a reader gets: Markdown turned into HTML as ``mkdocs.yml`` says, and HTML read as a browser reads it."""

from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib
import markdown

from build_scripts import project
from build_scripts.search import pieces
from build_scripts.search.texts import Text
from tests.places import ROOT

Element = ET.Element


@cache
def settings() -> dict[str, Any]:
    """Return what ``mkdocs.yml`` says, with what it inherits."""
    return project.settings(ROOT)


def to_html(page: str) -> Element:
    """Return the tree of a page of ``docs/``, as a browser builds it."""
    extensions: list[str] = []
    options: dict[str, dict[str, Any]] = {}
    for extension in settings()["markdown_extensions"]:
        if isinstance(extension, dict):
            options |= extension
            extensions += extension
        else:
            extensions.append(extension)
    body = page.split("\n---\n", 1)[1] if page.startswith("---\n") else page
    return parse(markdown.markdown(body, extensions=extensions, extension_configs=options))


def parse(html: str) -> Element:
    """Return the tree that a browser builds of *html*."""
    tree: Element = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return tree


def text(element: Element) -> str:
    """Return all the text of *element*."""
    return "".join(element.itertext())


def words(page: Path) -> list[str]:
    """Return the words of the main part of a built *page*, without what an engine adds around them."""
    (article,) = parse(page.read_text(encoding="utf-8")).iter("article")
    for parent in list(article.iter()):
        for child in list(parent):
            added = child.tag in ("script", "style", "form", "aside") and "notes" not in child.get("class", "")
            later = child.get("class") in ("footnote-backref", "data")  # of several ways back, lighten leaves one
            if added or later:
                parent.remove(child)
    return text(article).split()


def found_in(site: Path) -> list[Text]:
    """Return all that the search of the built *site* can find."""
    files = {path.name: path.read_text(encoding="utf-8") for path in (site / pieces.FOLDER).glob("*.js")}
    assert files
    return pieces.read(files)
