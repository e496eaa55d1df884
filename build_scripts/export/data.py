"""Everything in a brief, as JSON and as tables: fields have the names that writers type in YAML, in the same order. Pure."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from typing import Any

from build_scripts.brief import addresses
from build_scripts.brief.addresses import HOME
from build_scripts.brief.kinds import KINDS
from build_scripts.brief.model import Article, Brief, Record, Source

VERSION = 1
"""The version of the JSON: it rises when a field is taken away or comes to mean something else."""
_NOT_SHOWN = {"capture", "waivers", "status"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(brief: Brief, address: str) -> str:
    """Return everything in *brief* as JSON; entries have their address, relative to that of the website if it is not known."""
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
    for kind in KINDS:
        found[kind.attribute] = [
            {**_fields(entry), "address": f"{address}{_address(entry, brief)}"} for entry in kind.entries(brief)
        ]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def tables(brief: Brief) -> Mapping[str, str]:
    """Return a table of each kind of entry as CSV (RFC 4180), by its file's name.

    A cell with several values, or with fields of its own, has them as JSON. A cell that a spreadsheet would take for a
    formula begins with an apostrophe.
    """
    found = {"articles.csv": _table([_article(article) for article in brief.articles])}
    for kind in KINDS:
        rows = [{**_fields(entry), "address": _address(entry, brief)} for entry in kind.entries(brief)]
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


def _fields(record: Record) -> dict[str, Any]:
    """Return what a writer gave of *record*, without what readers are not shown."""
    dumped: dict[str, Any] = record.model_dump(
        mode="json", by_alias=True, exclude_defaults=True, exclude={"where", *_NOT_SHOWN}
    )
    return {name: _without_places(value) for name, value in dumped.items()}


def _without_places(value: Any) -> Any:
    """Return *value* without where it stands in the writer's files."""
    if isinstance(value, dict):
        return {name: _without_places(one) for name, one in value.items() if name not in {"where", *_NOT_SHOWN}}
    return [*map(_without_places, value)] if _is_list(value) else value


def _is_list(value: Any) -> bool:
    return isinstance(value, Iterable) and not isinstance(value, str)


def _address(entry: Any, brief: Brief) -> str:
    place = addresses.source(entry.id) if isinstance(entry, Source) else addresses.address(entry, brief)
    return place.published_from(HOME).removeprefix("./")
