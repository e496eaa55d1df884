"""The brief as a PDF on A4, tagged for screen readers (PDF/UA-1); and whether such a PDF is as it was published.

``pdf_nodes.py`` reads the sections, ``templates/brief.typ`` says what they look like, and Typst sets the type. Comments at
the beginning of the file, which programs for reading PDFs skip, hold the manifest and the file's own SHA-256, the seal,
which is taken with zeros in the place of the seal.
"""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from importlib import resources
from pathlib import Path

import typst

from build_scripts.brief.dates import first_moment, spoken
from build_scripts.brief.model import Meta
from build_scripts.editions import manifest as manifests
from build_scripts.editions.copies import NotAnEdition, Verdict
from build_scripts.editions.manifest import Manifest
from build_scripts.editions.material import CannotBeMade, Material
from build_scripts.editions.pdf_leaves import language_of
from build_scripts.editions.pdf_nodes import chapters
from build_scripts.editions.sections import Section

LARGEST = 256 * 2**20
"""Bytes that a copy may have."""

LONGEST = 6_000_000
"""Letters of the data that Typst is given, at most: these make some 600 pages, for which it needs 3 GB of memory."""

_LINE = 200
"""Characters of the manifest in one comment: a line of a PDF has 255 bytes at most."""

_SEAL = re.compile(rb"^%sha256 ([0-9a-f]{64})$", re.MULTILINE)
_MANIFEST = re.compile(rb"^%manifest (.*)$", re.MULTILINE)
_FIRST_OBJECT = re.compile(rb"^1 0 obj$", re.MULTILINE)
_ENTRY = re.compile(rb"(\d{10})(?= \d{5} n)")
_MISSING = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def make(material: Material, path: Path) -> None:
    """Write the PDF of *material* to *path*; raise CannotBeMade if Typst cannot set it: it may have no font for some letters."""
    typeset = pdf(material.sections, material.meta, material.manifest, material.fonts)
    path.write_bytes(sealed(typeset, material.manifest))


def pdf(sections: Sequence[Section], meta: Meta, manifest: Manifest, fonts: Path) -> bytes:
    """Return the PDF of *sections*, set with Typst's own fonts and those in the folder *fonts*, if it is there."""
    day = datetime.fromisoformat(first_moment(meta.date))
    front = {
        "title": meta.title,
        "question": meta.question,
        "authors": [str(author) for author in meta.authors],
        "version": meta.version,
        "date": (day.year, day.month, day.day),
        "spoken-date": spoken(meta.date),
        "language": language_of(meta.language) or {"lang": "en"},
        "rights": meta.rights,
        "commit": manifest.commit,
        "articles": [article.model_dump() for article in manifest.articles],
    }
    data = json.dumps({"meta": front, "chapters": chapters(sections, _file("pictures.css"))})
    if len(data) > LONGEST:
        raise CannotBeMade("the brief is too long for a single PDF: it would have more than 600 pages")
    try:
        return typst.compile(
            _file("brief.typ").encode(),
            format="pdf",
            ignore_system_fonts=True,
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)] if fonts.is_dir() else []),
            pdf_standards=["ua-1"],
            sys_inputs={"brief": data},
            timestamp=day,
        )
    except typst.TypstError as error:
        if missing := _missing_letters(error.diagnostic):
            raise CannotBeMade(
                f"no font has these letters: {' '.join(missing)}. Put a font that has them into source/fonts/"
            ) from error
        raise CannotBeMade(f"Typst, which sets it, says: {error.message}") from error


def verify(path: Path) -> Verdict:
    """Return whether the PDF at *path* is as published; raise NotAnEdition if it is none of ours."""
    if path.stat().st_size > LARGEST:
        raise NotAnEdition(f"is larger than {LARGEST // 2**20} MiB")
    copy = path.read_bytes()
    beginning = copy[: copy.find(b"1 0 obj") + 1]
    seals, found = _SEAL.findall(beginning), _MANIFEST.findall(beginning)
    if len(seals) != 1 or not found:
        raise NotAnEdition("is not an offline edition of a brief")
    manifest = manifests.parse(b"".join(found))
    same = sha256(_blank(copy)).hexdigest().encode() == seals[0]
    return Verdict(manifest, () if same else (("changed", path.name),), sha256(copy).hexdigest())


def sealed(typeset: bytes, manifest: Manifest) -> bytes:
    """Return the PDF *typeset* with its *manifest* and its SHA-256 in comments before the first object."""
    first = _FIRST_OBJECT.search(typeset)
    assert first  # noqa: S101 - Typst numbers from 1
    text = json.dumps(manifest.model_dump())
    lines = [f"%manifest {text[start : start + _LINE]}\n" for start in range(0, len(text), _LINE)]
    comments = f"{''.join(lines)}%sha256 {'0' * 64}\n".encode()
    body, mark, table = typeset[first.start() :].rpartition(b"xref\n0 ")
    table = _ENTRY.sub(lambda entry: b"%010d" % (int(entry[1]) + len(comments)), table)
    table = re.sub(rb"(?<=startxref\n)\d+", lambda start: b"%d" % (int(start[0]) + len(comments)), table)
    blank = typeset[: first.start()] + comments + body + mark + table
    seal = b"%sha256 " + sha256(blank).hexdigest().encode()
    return _SEAL.sub(seal, blank, count=1)


def _blank(copy: bytes) -> bytes:
    """Return *copy* with zeros in the place of its SHA-256."""
    return _SEAL.sub(lambda found: b"%sha256 " + b"0" * len(found[1]), copy, count=1)


def _missing_letters(diagnostic: str) -> list[str]:
    """Return the letters that, Typst says, no font has."""
    found = (_ESCAPED.sub(lambda code: f"U+{int(code[1], 16):04X}", text) for text in _MISSING.findall(diagnostic))
    return sorted(dict.fromkeys(found))


def _file(name: str) -> str:
    return (resources.files("build_scripts") / "templates" / name).read_text(encoding="utf-8")
