"""A list of references (BibTeX, CSL-JSON, RIS) -> works of ``sources.yml``.

BibTeX is read with pybtex and RIS with rispy, which come with the optional extra ``references``; CSL-JSON, which Zotero
writes too, is plain JSON.
"""

import importlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from build_scripts.add.writing import Added, append, ids_of, read, records
from build_scripts.brief import dates
from build_scripts.brief.model import Source
from build_scripts.brief.problems import CommandError
from build_scripts.load.blanks import drafted
from build_scripts.load.plain_yaml import free_id, slug

KIND = "sources"
_EXTRA = 'install the extra: pip install "analysis-brief[references]"'
_TYPES = get_args(Source.model_fields["type"].annotation)
_FROM_BIBTEX = {
    "article": "article-journal",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "inreference": "entry-encyclopedia",
    "mvbook": "book",
    "collection": "book",
    "proceedings": "book",
    "booklet": "book",
    "book": "book",
    "dataset": "dataset",
    "electronic": "webpage",
    "jurisdiction": "legislation",
    "legislation": "legislation",
    "manual": "report",
    "mastersthesis": "thesis",
    "online": "webpage",
    "phdthesis": "thesis",
    "report": "report",
    "techreport": "report",
    "thesis": "thesis",
    "www": "webpage",
}
_FROM_RIS = {
    "BILL": "bill",
    "BLOG": "post-weblog",
    "BOOK": "book",
    "CASE": "legal_case",
    "CHAP": "chapter",
    "COMP": "software",
    "CONF": "paper-conference",
    "DATA": "dataset",
    "DICT": "entry-dictionary",
    "ECHAP": "chapter",
    "EBOOK": "book",
    "EJOUR": "article-journal",
    "ELEC": "webpage",
    "ENCYC": "entry-encyclopedia",
    "GOVDOC": "report",
    "HEAR": "hearing",
    "JOUR": "article-journal",
    "JFULL": "article-journal",
    "MAP": "map",
    "MGZN": "article-magazine",
    "NEWS": "article-newspaper",
    "PAT": "patent",
    "PCOMM": "personal_communication",
    "RPRT": "report",
    "STAT": "legislation",
    "STAND": "standard",
    "THES": "thesis",
    "UNPB": "manuscript",
    "VIDEO": "motion_picture",
}
_TEXTS = (
    "container-title",
    "edition",
    "volume",
    "issue",
    "page",
    "publisher",
    "URL",
    "DOI",
    "ISBN",
    "language",
    "number",
)


@dataclass(frozen=True, slots=True)
class Work:
    """A work as a list of references has it: its key there, and its fields in CSL's names."""

    key: str
    fields: Mapping[str, Any]


def add_works(source: Path, file: Path) -> Added:
    """Add the works of *file* to the brief in *source*; one that is already there is left out.

    Raise CommandError, with nothing written, if the file is no list of references.
    """
    taken = ids_of(source)
    works = _reader(file)(read(file), file)
    if not works:
        raise CommandError(f"{file.as_posix()} has no works")
    known = {mark: one.get("id", "") for one in records(source, KIND) for mark in _marks(one)}
    entries, ids, left_out = [], [], []
    for work in works:
        fields = _fields(work)
        already = next((known[mark] for mark in _marks(fields) if mark in known), None)
        if already is not None:
            left_out.append(f'"{fields["title"]}" is already there, as {already or "a work without id"}')
            continue
        name = free_id(_stem(work, fields), taken, "work")
        known |= dict.fromkeys(_marks(fields), name)
        entries.append(drafted("sources", {"id": name, **fields}))
        ids.append(name)
    path = append(source, KIND, entries, slug(file.stem) or "works") if entries else source / f"{KIND}.yml"
    return Added(path, tuple(ids), tuple(left_out))


def _marks(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what tells that two works are one: the DOI, the address, or the title with the year."""
    if isinstance(doi := fields.get("DOI"), str) and doi:
        yield "doi", doi.lower()
    if isinstance(address := fields.get("URL"), str) and address:
        yield "address", re.sub(r"^https?://(www\.)?|/$", "", address.lower())
    if (title := slug(str(fields.get("title", "")))) and fields.get("issued"):
        yield "title", f"{title} {str(fields['issued'])[:4]}"


def _stem(work: Work, fields: Mapping[str, Any]) -> str:
    """Return the words of an id: the key that the list has, or the first author and the year, or the title."""
    if re.search("[A-Za-z]", work.key) and not work.key.startswith(("http:", "https:")):
        return work.key
    first: Mapping[str, str] = next(iter(fields.get("author", ())), {})
    name = first.get("family") or first.get("literal")
    return f"{name} {str(fields.get('issued', ''))[:4]}" if name else str(fields["title"])


def _fields(work: Work) -> dict[str, Any]:
    """Return the fields of *work* that a source takes; what a source cannot hold is kept in its note."""
    given = {name: value for name, value in work.fields.items() if value}
    title = _line(given.get("title")) or "Untitled"
    fields: dict[str, Any] = {"type": given.get("type", "document"), "title": title}
    for name in ("author", "editor", "translator"):
        if people := [person for person in given.get(name, ()) if person]:
            fields[name] = people
    fields |= {name: _line(given[name]) for name in _TEXTS[:1] if given.get(name)}
    fields |= {name: given[name] for name in ("issued", "accessed") if given.get(name)}
    fields |= {name: _line(given[name]) for name in _TEXTS[1:] if given.get(name)}
    fields["DOI"] = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:\s*)", "", fields.get("DOI", ""), flags=re.IGNORECASE)
    notes = [_line(given["note"])] if given.get("note") else []
    fields = {name: value for name, value in fields.items() if value}
    notes += [f"{name} as given: {_shown(fields.pop(name))}" for name in _refused(fields)]
    return {**fields, **({"note": "; ".join(notes)} if notes else {})}


def _refused(fields: Mapping[str, Any]) -> list[str]:
    """Return the fields that a source does not take as they are."""
    try:
        loaded = {name: tuple(value) if isinstance(value, list) else value for name, value in fields.items()}
        Source.model_validate({"id": "work", **loaded, "grade": "A1", "read": "no"})
    except ValidationError as error:
        return list(dict.fromkeys(str(one["loc"][0]) for one in error.errors() if one["loc"][0] in fields))
    return []


def _shown(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _line(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _reader(file: Path) -> Callable[[str, Path], Sequence[Work]]:
    readers = {".bib": _bibtex, ".json": _csl, ".ris": _ris}
    suffix = file.suffix.lower()
    if suffix not in readers:
        raise CommandError(f"{file.as_posix()} is not a list of references that can be read: {', '.join(readers)}")
    return readers[suffix]


def _library(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError:
        raise CommandError(f"{name.partition('.')[0]} is not installed; {_EXTRA}") from None


def _bibtex(text: str, file: Path) -> list[Work]:
    database, errors = _library("pybtex.database"), _library("pybtex.errors")
    with errors.capture() as found:
        try:
            entries = database.parse_string(text, "bibtex").entries
        except database.PybtexError as error:
            found.append(error)
    if found:
        place = getattr(found[0], "lineno", None)
        raise CommandError(f"{file.as_posix()}:{place or 1}: {found[0]}; nothing was written")
    return [Work(key, _from_bibtex(one)) for key, one in entries.items()]


def _from_bibtex(one: Any) -> dict[str, Any]:
    values = {name.lower(): _without_latex(value) for name, value in one.fields.items()}

    def first(*names: str) -> str:
        return next((values[name] for name in names if values.get(name)), "")

    kind = _FROM_BIBTEX.get(one.type.lower(), "document")
    if one.type.lower() == "article" and values.get("entrysubtype") in ("newspaper", "magazine"):
        kind = f"article-{values['entrysubtype']}"
    if kind == "document" and values.get("url") and one.type.lower() == "misc":
        kind = "webpage"
    subtitle = first("subtitle")
    return {
        "type": kind,
        "title": first("title") + (f": {subtitle}" if subtitle else ""),
        "container-title": first("journaltitle", "journal", "booktitle", "maintitle"),
        **{role: [_person(each) for each in one.persons.get(role, ())] for role in ("author", "editor", "translator")},
        "edition": first("edition"),
        "volume": first("volume"),
        "issue": first("issue", "number") if kind.startswith("article") else "",
        "number": "" if kind.startswith("article") else first("number"),
        "page": first("pages").replace("--", "–").replace("–", "-"),
        "publisher": first("publisher", "institution", "organization", "school"),
        "issued": first("date") or dates.from_parts(first("year"), first("month"), first("day")),
        "accessed": first("urldate"),
        "URL": first("url"),
        "DOI": first("doi"),
        "ISBN": first("isbn"),
        "language": first("langid", "language"),
        "note": first("note", "annotation", "annote"),
    }


def _without_latex(text: str) -> str:
    styled = re.sub(r"\\(emph|text\w+|mkbibquote|enquote|url)\s*\{", "{", text)
    return str(_library("pybtex.richtext").Text.from_latex(styled)).replace("\xa0", " ")


def _person(person: Any) -> dict[str, str]:
    parts = [
        _without_latex(" ".join(names))
        for names in (
            (*person.first_names, *person.middle_names),
            person.prelast_names,
            person.last_names,
            person.lineage_names,
        )
    ]
    given, particle, family, suffix = parts
    if not given and not particle and len(person.last_names) == 1 and person.last_names[0].startswith("{"):
        return {"literal": family}
    named = {"family": family, "given": given, "non-dropping-particle": particle, "suffix": suffix}
    return {name: value for name, value in named.items() if value} if given or particle else {"literal": family}


def _csl(text: str, file: Path) -> list[Work]:
    try:
        items = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{file.as_posix()}:{getattr(error, 'lineno', 1)}: is not JSON: {error}") from None
    if not isinstance(items, list) or not all(isinstance(item, dict) and "title" in item for item in items):
        raise CommandError(f'{file.as_posix()} is not CSL-JSON: a list of works, each with a "title"')
    return [Work(_line(item.get("citation-key") or item.get("id")), _from_csl(item)) for item in items]


def _from_csl(item: Mapping[str, Any]) -> dict[str, Any]:
    kind = str(item.get("type", ""))
    roles = {role: [_csl_person(each) for each in _list(item.get(role))] for role in ("author", "editor", "translator")}
    return {
        **{name: item.get(name) for name in ("title", *_TEXTS)},
        **roles,
        "type": kind if kind in _TYPES else "document",
        "issued": _csl_date(item.get("issued")),
        "accessed": _csl_date(item.get("accessed")),
        "note": item.get("note"),
    }


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _csl_person(person: object) -> dict[str, str]:
    names = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix", "literal")
    return {name: _line(person[name]) for name in names if person.get(name)} if isinstance(person, dict) else {}


def _csl_date(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    if not (parts := _list(value.get("date-parts"))):
        return _line(value.get("raw") or value.get("literal"))
    days = [dates.from_parts(*(_line(part) for part in one[:3])) for one in parts[:2] if isinstance(one, list) and one]
    return "/".join(days)


def _ris(text: str, file: Path) -> list[Work]:
    found = _library("rispy").loads(text)
    ends = len(re.findall(r"^ER  -", text, re.MULTILINE))
    begins = [at.start() for at in re.finditer(r"^TY  -", text, re.MULTILINE)]
    if len(begins) != ends or len(found) != ends:
        line = text.count("\n", 0, begins[-1]) + 1 if begins else 1
        raise CommandError(
            f'{file.as_posix()}:{line}: is not RIS: each work begins with "TY  - " and ends with "ER  - "'
        )
    return [Work(_line(one.get("id") or one.get("label")), _from_ris(one)) for one in found]


def _from_ris(one: Mapping[str, Any]) -> dict[str, Any]:
    def first(*names: str) -> str:
        values = (one[name] for name in names if one.get(name))
        return next((_line(value[0] if isinstance(value, list) else value) for value in values), "")

    kind = _FROM_RIS.get(first("type_of_reference"), "document")
    pages = "-".join(filter(None, (first("start_page"), first("end_page"))))
    return {
        "type": kind,
        "title": first("title", "primary_title"),
        "container-title": first("secondary_title", "journal_name", "alternate_title3", "alternate_title1"),
        "author": [_ris_person(name) for name in (*_list(one.get("authors")), *_list(one.get("first_authors")))],
        "editor": [_ris_person(name) for name in _list(one.get("secondary_authors"))],
        "edition": first("edition"),
        "volume": first("volume"),
        "issue": first("number") if kind.startswith("article") else "",
        "number": "" if kind.startswith("article") else first("number"),
        "page": pages,
        "publisher": first("publisher"),
        "issued": _ris_date(first("date")) or _ris_date(first("year", "publication_year")),
        "accessed": _ris_date(first("access_date")),
        "URL": first("urls", "url"),
        "DOI": first("doi"),
        "ISBN": first("issn") if kind in ("book", "chapter") else "",
        "language": first("language"),
        "note": first("notes"),
    }


def _ris_person(name: str) -> dict[str, str]:
    family, comma, rest = (part.strip() for part in name.partition(","))
    given, _, suffix = (part.strip() for part in rest.partition(","))
    if not comma:
        return {"literal": family}
    return {key: value for key, value in (("family", family), ("given", given), ("suffix", suffix)) if value}


def _ris_date(value: str) -> str:
    year, month, day = (*(part.strip() for part in re.split("[/-]", value)), "", "")[:3]
    return dates.from_parts(year, month, day) if value else ""
