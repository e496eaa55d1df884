"""A checked brief -> files that other programs read: data, tables, lists of works, annotations.

Nothing is exported that the pages do not show: no drafts, no captures, and of an article that is published in excerpts
nothing but the words that entries quote.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from build_scripts.anchor import Anchors
from build_scripts.brief.addresses import UNKNOWN, Website
from build_scripts.brief.model import Brief
from build_scripts.export import annotations, citation, data, works

Files = Mapping[str, str]
"""The text of each file, by its path."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that a brief can be exported in."""

    title: str
    """What it is."""
    readers: str
    """What opens it."""
    files: Callable[[Brief, Anchors, Website], Files]
    """Makes its files of a brief, its anchors and where its website is."""


FORMATS: Mapping[str, Format] = {
    "json": Format(
        "Everything, as JSON",
        "Any program can read it",
        lambda brief, _, website: {"brief.json": data.as_json(brief, website)},
    ),
    "csv": Format(
        "A table of each kind of entry, as CSV",
        "Open them with a spreadsheet, pandas or R",
        lambda brief, _, website: data.tables(brief, website),
    ),
    "cff": Format(
        "How to cite the brief, in the Citation File Format",
        "Zotero and GitHub read it",
        lambda brief, _, website: {"CITATION.cff": citation.cff(brief, website)},
    ),
    "csl": Format(
        "The works cited, as CSL-JSON",
        "Zotero, Pandoc and others read it",
        lambda brief, *_: {"sources.csl.json": works.csl(brief)},
    ),
    "bibtex": Format(
        "The works cited, as BibTeX",
        "LaTeX, JabRef and Zotero read it",
        lambda brief, *_: {"sources.bib": works.bibtex(brief)},
    ),
    "ris": Format(
        "The works cited, as RIS",
        "EndNote, Mendeley and Zotero read it",
        lambda brief, *_: {"sources.ris": works.ris(brief)},
    ),
    "w3c": Format(
        "The notes on each article, as W3C Web Annotations",
        "Programs that show notes beside a text read them",
        annotations.w3c,
    ),
    "hypothesis": Format(
        "The notes on each article that has a web address, for Hypothesis",
        "Programs that use the API of Hypothesis read them",
        annotations.hypothesis,
    ),
}
"""Every format, by its name."""


def export(
    brief: Brief, anchors: Anchors, website: Website = UNKNOWN, names: tuple[str, ...] = tuple(FORMATS)
) -> Files:
    """Return the files of the formats called *names*, by their paths."""
    return {path: text for name in names for path, text in FORMATS[name].files(brief, anchors, website).items()}


def write_files(files: Files, folder: Path) -> None:
    """Write *files* to *folder*."""
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(text.encode())
