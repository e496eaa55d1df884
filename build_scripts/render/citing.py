"""How to cite the brief: in words, as BibTeX, and as CSL-JSON."""

import re
from collections.abc import Mapping
from typing import Any

from build_scripts.brief import dates
from build_scripts.brief.model import Meta, Name


def plain(meta: Meta) -> str:
    """Return the citation in words."""
    authors = ", ".join(map(str, meta.authors))
    return f"{authors}. “{meta.title}”. Version {meta.version}, {dates.spoken(meta.date)}."


def bibtex(meta: Meta) -> str:
    """Return the citation as an entry of a BibTeX file."""
    authors = " and ".join(map(_bibtex_name, meta.authors))
    fields = {
        "author": authors,
        "title": f"{{{_tex(meta.title)}}}",
        "year": meta.date[:4],
        "note": _tex(f"Version {meta.version}, {dates.spoken(meta.date)}"),
    }
    return "\n".join([f"@misc{{{meta.name},", *(f"  {key} = {{{value}}}," for key, value in fields.items()), "}"])


def csl(meta: Meta) -> Mapping[str, Any]:
    """Return the citation in CSL's terms, as data for JSON."""
    return {
        "id": meta.name,
        "type": "webpage",
        "title": meta.title,
        "author": [
            name.model_dump(include={"family", "given", "literal"}, exclude_defaults=True) for name in meta.authors
        ],
        "issued": {"date-parts": [[int(part) for part in re.findall(r"\d+", meta.date.partition("/")[0])]]},
        "version": meta.version,
        "language": meta.language,
    }


def _bibtex_name(name: Name) -> str:
    if name.literal:
        return f"{{{_tex(name.literal)}}}"
    return ", ".join(_tex(part) for part in (name.family, name.given) if part)


def _tex(text: str) -> str:
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", text))
