"""The works cited, as the programs that manage references read them: CSL-JSON 1.0, BibTeX, RIS. Pure."""

import json
from collections.abc import Iterator
from typing import Any

from build_scripts.brief import dates
from build_scripts.brief.model import Brief, Source
from build_scripts.render import citing

_BIBTEX_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "thesis": "phdthesis",
}
_RIS_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "hearing": "HEAR",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "UNPB",
    "map": "MAP",
    "motion_picture": "VIDEO",
    "paper-conference": "CONF",
    "patent": "PAT",
    "personal_communication": "PCOMM",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "software": "COMP",
    "standard": "STAND",
    "thesis": "THES",
    "webpage": "ELEC",
}
_CSL_FIELDS = (
    *("id", "type", "title", "author", "editor", "translator", "container-title", "edition", "volume", "issue", "page"),
    *("publisher", "issued", "accessed", "URL", "DOI", "ISBN", "language", "number", "note"),
)
_IN = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}


def csl(brief: Brief) -> str:
    """Return the works cited as CSL-JSON."""
    return json.dumps([item(source) for source in brief.sources], ensure_ascii=False, indent=1) + "\n"


def item(source: Source) -> dict[str, Any]:
    """Return a work as an item of CSL-JSON 1.0."""
    dumped = source.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    found = {name: dumped[name] for name in _CSL_FIELDS if name in dumped}
    for name in ("author", "editor", "translator"):
        if people := getattr(source, name):
            found[name] = [*map(citing.csl_name, people)]
    for name in ("issued", "accessed"):
        if date := getattr(source, name):
            found[name] = dates.csl(date)
    if source.archived:
        found["archive_location"] = source.archived.url
    return {**found, "language": source.language}


def bibtex(brief: Brief) -> str:
    """Return the works cited as a BibTeX file."""
    return "\n".join(map(_bibtex_entry, brief.sources))


def _bibtex_entry(source: Source) -> str:
    kind = _BIBTEX_TYPES.get(source.type, "misc")
    fields = {
        "author": " and ".join(map(citing.bibtex_name, source.author)),
        "editor": " and ".join(map(citing.bibtex_name, source.editor)),
        "title": f"{{{citing.tex(source.title)}}}",
        _IN.get(kind, "howpublished"): citing.tex(source.container_title),
        "institution" if kind == "techreport" else "publisher": citing.tex(source.publisher),
        "edition": citing.tex(source.edition),
        "volume": citing.tex(source.volume),
        "number": citing.tex(source.issue or source.number),
        "pages": citing.tex(source.page).replace("-", "--"),
        "year": dates.years(source.issued) if source.issued else "",
        "doi": source.DOI or "",
        "isbn": source.ISBN or "",
        "url": str(source.URL or ""),
        "urldate": dates.iso(source.accessed) if source.accessed else "",
        "note": citing.tex(source.note),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{source.id},", *lines, "}", ""])


def ris(brief: Brief) -> str:
    """Return the works cited as a RIS file."""
    return "\r\n".join("\r\n".join((*_ris_lines(source), "ER  - ", "")) for source in brief.sources)


def _ris_lines(source: Source) -> Iterator[str]:
    yield f"TY  - {_RIS_TYPES.get(source.type, 'GEN')}"
    first, _, last = source.page.partition("-")
    fields: tuple[tuple[str, str], ...] = (
        ("ID", source.id),
        *(("AU", citing.index_name(one)) for one in source.author),
        *(("ED", citing.index_name(one)) for one in source.editor),
        ("TI", source.title),
        ("T2", source.container_title),
        ("PB", source.publisher),
        ("PY", dates.iso(source.issued)[:4] if source.issued else ""),
        ("DA", dates.iso(source.issued).replace("-", "/") if source.issued else ""),
        ("ET", source.edition),
        ("VL", source.volume),
        ("IS", source.issue or source.number),
        ("SP", first),
        ("EP", last.strip("-")),
        ("DO", source.DOI or ""),
        ("SN", source.ISBN or ""),
        ("UR", str(source.URL or "")),
        ("Y2", dates.iso(source.accessed).replace("-", "/") if source.accessed else ""),
        ("LA", source.language),
        ("N1", source.note),
    )
    yield from (f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value)
