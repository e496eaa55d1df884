"""The kinds of edition, one row each; every list of editions reads this table. To add one, add its module and its row."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from build_scripts.editions import book, pdf, single, zip_reading, zip_writing
from build_scripts.editions.copies import Verdict
from build_scripts.editions.material import Material


@dataclass(frozen=True, slots=True)
class Edition:
    """A file in which readers take the brief along."""

    suffix: str
    """How its name ends; it begins with the brief's own name."""
    title: str
    """What it is, as the page of downloads says."""
    make: Callable[[Material, Path], None]
    """Writes it to a path."""
    verify: Callable[[Path], Verdict]
    """Returns whether a copy of it is as published, or raises NotAnEdition."""
    begins: bytes = b""
    """What a copy begins with; the edition with the longest match verifies it. Nothing matches every copy."""


EDITIONS: tuple[Edition, ...] = (
    Edition("-offline.zip", "The folder, as a zip", zip_writing.make, zip_reading.verify, b"PK"),
    Edition(".html", "The single file", single.make, single.verify),
    Edition(".epub", "The book", book.make, zip_reading.verify, b"PK"),
    Edition(".pdf", "The PDF", pdf.make, pdf.verify, b"%PDF-"),
)


def edition_named(name: str) -> Edition:
    """Return the edition whose suffix a file's *name* has."""
    return next(edition for edition in EDITIONS if name.endswith(edition.suffix))


def edition_beginning(beginning: bytes) -> Edition:
    """Return the edition that verifies a copy with this *beginning*."""
    matching = [edition for edition in EDITIONS if beginning.startswith(edition.begins)]
    return max(matching, key=lambda edition: len(edition.begins))
