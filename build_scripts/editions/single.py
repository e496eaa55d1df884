"""The sections of a brief -> one page that needs no other file, and whether such a page is as it was published.

The page holds its manifest and its own SHA-256, the seal, which is taken with zeros in the place of the seal.
"""

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterator, Mapping
from importlib import resources
from pathlib import Path

from markupsafe import Markup

from build_scripts.editions import manifest as manifests
from build_scripts.editions.copies import NotAnEdition, Verdict
from build_scripts.editions.material import Material
from build_scripts.editions.sections import HOME, inlined, nested, resolved
from build_scripts.render.templating import environment
from build_scripts.search import pieces

LARGEST = 256 * 2**20
"""Bytes that a copy may have."""

_SEAL = re.compile(rb'<meta name="sha256" content="([0-9a-f]{64})">')
_MANIFEST = re.compile(rb'<meta name="manifest" content="([^"]*)">')
_SHEET_URL = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


def make(material: Material, path: Path) -> None:
    """Write the single page of *material* to *path*."""
    path.write_bytes(single(material))


def single(material: Material) -> bytes:
    """Return the single page of *material*, in the style of its site, sealed with its own SHA-256."""
    home = (material.folder / f"{HOME}.html").read_text(encoding="utf-8")
    script = "".join(map(_file, ("theme/assets/fold.js", "theme/assets/search.js", "templates/single.js")))
    style = "\n".join(
        (*_sheets(material.folder, home), _file("theme/assets/search.css"), _file("templates/single.css"))
    )
    page = environment().get_template("single.html.jinja")
    text = page.render(
        meta=material.meta,
        description=_description(home),
        manifest=material.manifest,
        manifest_json=json.dumps(material.manifest.model_dump(), ensure_ascii=False),
        sections=material.sections,
        index=_index(material),
        contents=nested(material.sections),
        style=Markup(style),  # noqa: S704 - our own
        style_hash=policy_hash(style),
        script=Markup(script),  # noqa: S704 - our own
        script_hash=policy_hash(script),
    )
    return seal(text.encode())


def verify(path: Path) -> Verdict:
    """Return whether the single page at *path* is as published; raise NotAnEdition if it is none."""
    if path.stat().st_size > LARGEST:
        raise NotAnEdition(f"is larger than {LARGEST // 2**20} MiB")
    page = path.read_bytes()
    seals, found = _SEAL.findall(page), _MANIFEST.findall(page)
    if len(seals) != 1 or len(found) != 1:
        raise NotAnEdition("is not an offline edition of a brief")
    manifest = manifests.parse(html.unescape(found[0].decode()).encode())
    same = hashlib.sha256(_blank(page)).hexdigest().encode() == seals[0]
    return Verdict(manifest, () if same else (("changed", path.name),), hashlib.sha256(page).hexdigest())


def seal(page: bytes) -> bytes:
    """Return *page* with its SHA-256 in the place for it."""
    digest = hashlib.sha256(_blank(page)).hexdigest().encode()
    return _SEAL.sub(lambda found: found[0].replace(found[1], digest), page)


def _blank(page: bytes) -> bytes:
    """Return *page* with zeros in the place of its SHA-256."""
    return _SEAL.sub(lambda found: found[0].replace(found[1], b"0" * 64), page)


def policy_hash(text: str) -> str:
    """Return the hash by which a policy names a script or a style."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _sheets(site: Path, home: str) -> Iterator[str]:
    """Yield the project's own style sheets, which stand beside the theme's, with what they show inlined."""
    for link in re.findall(r'<link rel="stylesheet" href="([^"]+)"', home):
        if "/stylesheets/" in link or link.endswith("_mkdocstrings.css"):
            continue
        path = resolved("index.html", link)

        def replaced(found: re.Match[str], path: str = path) -> str:
            return found[0] if found[1].startswith("data:") else f'url("{inlined(site, resolved(path, found[1]))}")'

        sheet = (site / path).read_text(encoding="utf-8")
        yield _SHEET_URL.sub(replaced, sheet).replace("</", "<\\/")


def _description(home: str) -> Markup:
    found = re.search(r'<meta name="description" content="([^"]*)"', home)
    return Markup(found[1] if found else "")  # noqa: S704 - taken as it is from an attribute


def _index(material: Material) -> Mapping[str, Markup]:
    """Return the pieces of the index to what is in the single page, by their names: each a value in JSON."""
    folder = material.folder / pieces.FOLDER
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))}
    here = {f"{section.name}.md" for section in material.sections}
    found = (text for text in pieces.read(files) if text.address.page in here) if files else ()
    return {name: Markup(value) for name, value in pieces.contents(pieces.pieces(found)).items()}  # noqa: S704 - no "<" in it


def _file(name: str) -> str:
    return (resources.files("build_scripts") / name).read_text(encoding="utf-8")
