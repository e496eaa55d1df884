"""How to cite the brief and its entries: in words, as BibTeX, and as CSL-JSON."""

import re
from collections.abc import Mapping
from typing import Any

from build_scripts.brief import dates
from build_scripts.brief.model import Meta, Name

_CLOSING = " \u00a0\u202f”’»›\"')]）」』"
_ENDINGS = (".", "?", "!", "…", "。", "？", "！", "｡", "؟", "۔", "।")
_STRAIGHT = re.compile(r'"([^"]*)"')
_LOW = re.compile("„([^„“”]*)([“”])")
_HIGH = re.compile("“([^“”]*)”")
_SINGLE = re.compile(r"‘([^‘’]*)’(?!\w)")


def plain(meta: Meta) -> str:
    """Return the citation in words."""
    return f"{_authors(meta)} “{inner_marks(meta.title)}”{stop(meta.title)} {_version(meta)}"


def bibtex(meta: Meta) -> str:
    """Return the citation as an entry of a BibTeX file."""
    fields = {"author": _bibtex_authors(meta), "title": f"{{{tex(meta.title)}}}", **_bibtex_date(meta)}
    return "\n".join([f"@misc{{{meta.name},", *(f"  {key} = {{{value}}}," for key, value in fields.items()), "}"])


def csl(meta: Meta) -> Mapping[str, Any]:
    """Return the citation in CSL's terms, as data for JSON."""
    return {
        "id": meta.name,
        "type": "webpage",
        "title": meta.title,
        "author": [*map(csl_name, meta.authors)],
        "issued": dates.csl(meta.date),
        "version": meta.version,
        "language": meta.language,
    }


def csl_name(name: Name) -> Mapping[str, Any]:
    """Return a name in CSL's terms, as data for JSON."""
    return name.model_dump(by_alias=True, exclude_defaults=True, exclude={"orcid"})


def index_name(name: Name) -> str:
    """Return a name as indexes and reference managers have it: family name, given name, suffix."""
    family = " ".join(filter(None, (name.particle, name.family)))
    return name.literal or ", ".join(filter(None, (family, name.given, name.suffix)))


def of_entries(meta: Meta) -> Mapping[str, Any]:
    """Return what the citations of all entries have in common, as data for JSON; the browser adds title and address."""
    return {
        "by": _authors(meta),
        "in": f"In: “{inner_marks(meta.title)}”{stop(meta.title)} {_version(meta)}",
        "bibtex": {
            "author": _bibtex_authors(meta),
            "howpublished": f"{{{tex(meta.title)}}}",
            **_bibtex_date(meta),
        },
        "csl": csl(meta),
    }


def stop(text: str) -> str:
    """Return the full stop that *text* needs at its end, or nothing if it has one, or a question mark."""
    return "" if text.rstrip(_CLOSING).endswith(_ENDINGS) else "."


def inner_marks(title: str) -> str:
    """Return *title* as it stands within quotation marks, with its own as inner ones: “‘Mend the mill’: a reply”."""
    curly = _STRAIGHT.sub(r"“\1”", title)
    low = _LOW.sub(lambda found: f"‚{found[1]}{'‘' if found[2] == '“' else '’'}", curly)
    return _HIGH.sub(lambda found: "‘" + _SINGLE.sub(r"“\1”", found[1]) + "’", low)


def _authors(meta: Meta) -> str:
    authors = ", ".join(map(str, meta.authors))
    return f"{authors}{stop(authors)}"


def _version(meta: Meta) -> str:
    return f"Version {meta.version}, {dates.spoken(meta.date)}."


def _bibtex_authors(meta: Meta) -> str:
    return " and ".join(map(bibtex_name, meta.authors))


def _bibtex_date(meta: Meta) -> Mapping[str, str]:
    return {"year": dates.years(meta.date), "note": tex(f"Version {meta.version}, {dates.spoken(meta.date)}")}


def bibtex_name(name: Name) -> str:
    """Return a name as BibTeX divides it."""
    if name.literal:
        return f"{{{tex(name.literal)}}}"
    family = " ".join(filter(None, (tex(name.particle), _bibtex_part(name.family, alone=not name.given))))
    parts = (family, _bibtex_part(name.suffix), _bibtex_part(name.given, alone=not name.family))
    return ", ".join(filter(None, parts))


def _bibtex_part(text: str, *, alone: bool = False) -> str:
    """Return a part of a name, in braces if BibTeX would divide it: at a comma, an “and”, or if *alone* at a space."""
    divided = re.search(r",|\band\b", text, re.IGNORECASE) or (alone and " " in text)
    return f"{{{tex(text)}}}" if divided else tex(text)


def tex(text: str) -> str:
    """Return *text* with the signs of TeX escaped."""
    return re.sub(r"([&%$#_])", r"\\\1", re.sub(r"[{}\\]", "", text))
