"""The sections of the single page -> the brief as an EPUB 3 book: a file for each page, in reading order. Pure.

A book's pages must be XML, so each is read into a tree and written from it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import unescape
from importlib import resources
from pathlib import Path
from uuid import uuid5
from xml.etree import ElementTree as ET

from markupsafe import Markup

from build_scripts.brief.model import Meta
from build_scripts.editions import manifest as manifests
from build_scripts.editions.manifest import Manifest
from build_scripts.editions.material import Material
from build_scripts.editions.sections import Section, nested
from build_scripts.editions.trees import KINDS, tree
from build_scripts.editions.zip_writing import MIMETYPE, write_zip
from build_scripts.render import feed
from build_scripts.render.templating import environment

FOLDER = "EPUB"
"""Where everything is that is read."""


def make(material: Material, path: Path) -> None:
    """Write the book of *material* to *path*."""
    files = epub(material.sections, material.meta, material.manifest)
    manifests.require_portable(files, f"{material.meta.name}.epub")
    write_zip(files.items(), path)


def epub(sections: Sequence[Section], meta: Meta, manifest: Manifest) -> dict[str, bytes]:
    """Return the files of the book of *sections* by path, in the order in which they are to be packed."""
    every = {section.name: replace(section, title=unescape(section.title) or section.name) for section in sections}
    contents = nested(every.values())
    plain = [every[name] for name in _names(contents)]
    trees = {section.name: tree(section) for section in plain}
    values = {
        "meta": meta,
        "manifest": manifest,
        "id": uuid5(feed.identity(meta), f"{meta.version}/{manifest.commit}"),
        "sections": plain,
        "pictured": {name for name, page in trees.items() if page.find(".//svg") is not None},
        "contents": contents,
        "kinds": {name: kind for name, kind in KINDS.items() if name in trees},
        "listing": manifests.NAME,
    }
    files = {
        "META-INF/container.xml": _rendered("container.xml", values),
        f"{FOLDER}/package.opf": _rendered("package.opf", values),
        f"{FOLDER}/nav.xhtml": _rendered("nav.xhtml", values),
        f"{FOLDER}/title.xhtml": _rendered("title.xhtml", values),
        f"{FOLDER}/style.css": b"".join(map(_file, ("epub/style.css", "pictures.css"))),
    }
    for section in plain:
        body = Markup(ET.tostring(trees[section.name], encoding="unicode"))  # noqa: S704 - written from a tree
        page = {"meta": meta, "section": section, "body": body}
        files[f"{FOLDER}/pages/{section.name}.xhtml"] = _rendered("page.xhtml", page)
    files = {MIMETYPE: b"application/epub+zip", **dict(sorted(files.items()))}
    return {**files, manifests.NAME: manifest.listing(files.items()).to_json().encode()}


def _names(contents: Iterable[Section]) -> Iterator[str]:
    """Yield the names of sections as the *contents* list them, which is the order in which a book has to have them."""
    for section in contents:
        yield section.name
        yield from _names(section.below)


def _file(name: str) -> bytes:
    return (resources.files("build_scripts") / "templates" / name).read_bytes()


def _rendered(name: str, values: Mapping[str, object]) -> bytes:
    text = environment().get_template(f"epub/{name}.jinja").render(values)
    return feed.NO_XML.sub("\ufffd", text).encode()
