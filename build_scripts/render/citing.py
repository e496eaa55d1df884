"""How to cite the brief and its entries: in words, as BibTeX, and as CSL-JSON."""

import re
from collections.abc import Mapping
from typing import Any

from build_scripts.brief import dates
from build_scripts.brief.model import Meta, Name


def plain(meta: Meta) -> str:
    """Return the citation in words."""
    return f"{_authors(meta)} “{meta.title}”. {_version(meta)}"


def bibtex(meta: Meta) -> str:
    """Return the citation as an entry of a BibTeX file."""
    fields = {"author": _bibtex_authors(meta), "title": f"{{{_tex(meta.title)}}}", **_bibtex_date(meta)}
    return "\n".join([f"@misc{{{meta.name},", *(f"  {key} = {{{value}}}," for key, value in fields.items()), "}"])


def csl(meta: Meta) -> Mapping[str, Any]:
    """Return the citation in CSL's terms, as data for JSON."""
    return {
        "id": meta.name,
        "type": "webpage",
        "title": meta.title,
        "author": [name.model_dump(by_alias=True, exclude_defaults=True) for name in meta.authors],
        "issued": dates.csl(meta.date),
        "version": meta.version,
        "language": meta.language,
    }


def of_entries(meta: Meta) -> Mapping[str, Any]:
    """Return what the citations of all entries have in common, as data for JSON; the browser adds title and address."""
    return {
        "by": _authors(meta),
        "in": f"In: “{meta.title}”. {_version(meta)}",
        "bibtex": {
            "author": _bibtex_authors(meta),
            "howpublished": f"{{{_tex(meta.title)}}}",
            **_bibtex_date(meta),
        },
        "csl": csl(meta),
    }


def _authors(meta: Meta) -> str:
    authors = ", ".join(map(str, meta.authors))
    return f"{authors}."


def _version(meta: Meta) -> str:
    return f"Version {meta.version}, {dates.spoken(meta.date)}."


def _bibtex_authors(meta: Meta) -> str:
    return " and ".join(map(_bibtex_name, meta.authors))


def _bibtex_date(meta: Meta) -> Mapping[str, str]:
    return {"year": dates.years(meta.date), "note": _tex(f"Version {meta.version}, {dates.spoken(meta.date)}")}


def _bibtex_name(name: Name) -> str:
    if name.literal:
        return f"{{{_tex(name.literal)}}}"
    return ", ".join(_tex(part) for part in (name.family, name.given) if part)


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", text))
