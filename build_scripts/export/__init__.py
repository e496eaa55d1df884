"""A checked brief -> files that other programs read: data, tables, lists of works, annotations.

Nothing is exported that the pages do not show: no drafts, no captures, and of an article that is published in excerpts
nothing but the words that entries quote.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from build_scripts.anchor import Anchors
from build_scripts.brief.model import Brief
from build_scripts.export import annotations, data, works

Files = Mapping[str, str]
"""The text of each file, by its path."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that a brief can be exported in."""

    title: str
    """What it is, and for whom."""
    files: Callable[[Brief, Anchors, str], Files]
    """Makes its files of a brief, its anchors and the address of its website, which may be empty."""


FORMATS: Mapping[str, Format] = {
    "json": Format("everything, as JSON", lambda brief, _, address: {"brief.json": data.as_json(brief, address)}),
    "csv": Format("a table of each kind of entry, as CSV", lambda brief, _, __: data.tables(brief)),
    "csl": Format("the works cited, as CSL-JSON", lambda brief, _, __: {"sources.csl.json": works.csl(brief)}),
    "bibtex": Format("the works cited, as BibTeX", lambda brief, _, __: {"sources.bib": works.bibtex(brief)}),
    "ris": Format("the works cited, as RIS", lambda brief, _, __: {"sources.ris": works.ris(brief)}),
    "w3c": Format("the notes on each article, as W3C Web Annotations", annotations.w3c),
    "hypothesis": Format("the notes on each article, as Hypothesis reads them", annotations.hypothesis),
}
"""Every format, by its name."""


def export(brief: Brief, anchors: Anchors, address: str = "", names: tuple[str, ...] = tuple(FORMATS)) -> Files:
    """Return the files of the formats called *names*, by their paths."""
    return {path: text for name in names for path, text in FORMATS[name].files(brief, anchors, address).items()}


def write_files(files: Files, folder: Path) -> None:
    """Write *files* to *folder*."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
