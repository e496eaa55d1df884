"""Everything in a brief, as JSON and as tables: fields have the names that writers type in YAML, in the same order. Pure."""

import csv
import io
import json
from collections.abc import Collection, Mapping
from typing import Any

from build_scripts.brief import addresses
from build_scripts.brief.addresses import Website
from build_scripts.brief.kinds import KINDS
from build_scripts.brief.model import Article, Brief, Claim, Entry, Event, Quote, Record, Source

VERSION = 1
"""The version of the JSON: it rises when a field is taken away or comes to mean something else."""
_NOT_SHOWN = {"capture", "waivers"}
"""The fields of an entry, a work or an article that are for its writer alone."""
_CONTEXT = {"prefix", "suffix"}
"""The fields that tell words from others like them: where only excerpts are published, their words are not."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(brief: Brief, website: Website) -> str:
    """Return everything in *brief* as JSON; each entry has its address on the *website*."""
    found: dict[str, Any] = {
        "format": "analysis-brief",
        "version": VERSION,
        "brief": {
            name: value
            for name, value in _fields(brief.meta).items()
            if name not in {kind.attribute for kind in KINDS} | {"former"}
        },
        "articles": [_article(article) for article in brief.articles],
    }
    hidden = _excerpted(brief)
    for kind in KINDS:
        found[kind.attribute] = [
            {**_entry(entry, hidden), "address": _address(entry, brief, website)} for entry in kind.entries(brief)
        ]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def tables(brief: Brief, website: Website) -> Mapping[str, str]:
    """Return a table of each kind of entry as CSV (RFC 4180), by its file's name.

    A cell with several values, or with fields of its own, has them as JSON. A cell that a spreadsheet would take for a
    formula begins with an apostrophe.
    """
    found = {"articles.csv": _table([_article(article) for article in brief.articles])}
    hidden = _excerpted(brief)
    for kind in KINDS:
        rows = [{**_entry(entry, hidden), "address": _address(entry, brief, website)} for entry in kind.entries(brief)]
        found[f"{kind.attribute}.csv"] = _table(rows)
    return {name: text for name, text in found.items() if text}


def _table(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return ""
    names = [*dict.fromkeys(name for row in rows for name in row)]
    made = io.StringIO()
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name, "")) for name in names] for row in rows)
    return made.getvalue()


def _cell(value: Any) -> str:
    text = str(value) if isinstance(value, str | int | float) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _article(article: Article) -> dict[str, Any]:
    full = {"text": article.text} if article.record.publish == "full" else {}
    return {"id": article.id, **_fields(article.record), **full}


def _excerpted(brief: Brief) -> frozenset[str | None]:
    """Return the ids of the articles that are published in excerpts; None stands for the only article."""
    excerpted = [article.id for article in brief.articles if article.record.publish != "full"]
    return frozenset([*excerpted, None] if excerpted else [])


def _entry(entry: Entry | Source, hidden: Collection[str | None]) -> dict[str, Any]:
    """Return what a writer gave of *entry*, and no words of the articles *hidden* that readers are not shown."""
    found = _fields(entry)
    if isinstance(entry, Source) and entry.passages:
        found["passages"] = [_without_context(passage) for passage in found["passages"]]
    if isinstance(entry, Quote | Claim | Event) and entry.target:
        found["target"] = [
            _without_context(dumped) if target.article in hidden else dumped
            for target, dumped in zip(entry.target, found["target"], strict=True)
        ]
    return found


def _without_context(dumped: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in dumped.items() if name not in _CONTEXT}


def _fields(record: Record) -> dict[str, Any]:
    """Return what a writer gave of *record*, without what is for the writer alone."""
    return record.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=_NOT_SHOWN)


def _address(entry: Entry | Source, brief: Brief, website: Website) -> str:
    return website.link(addresses.source(entry.id) if isinstance(entry, Source) else addresses.address(entry, brief))
