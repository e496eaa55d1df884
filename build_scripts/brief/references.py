"""What entries name in their fields: the ids of other entries, and the works that they cite. Read from the model itself."""

import typing
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from build_scripts.brief import prose
from build_scripts.brief.kinds import kinds_of
from build_scripts.brief.model import Actor, Brief, Entry, Names, Record

Reference = tuple[Record, str, str, tuple[type[Record], ...]]
"""The record, the field in it, the id that the field names, the kinds of entry that it may name."""


def all_references(brief: Brief) -> Iterator[Reference]:
    """Yield every id that a field of *brief* names."""
    for record in (*brief.entries(), brief.meta, *(article.record for article in brief.articles)):
        yield from references(record)


def references(record: Record) -> Iterator[Reference]:
    """Yield the ids that *record* and the records within it name."""
    for holder in _records(record):
        for name, kinds in _naming(type(holder)):
            match getattr(holder, name):
                case str() as found:
                    yield holder, name, found, kinds
                case tuple() as several:
                    yield from ((holder, f"{name}.{index}", found, kinds) for index, found in enumerate(several))


def cites(entry: Entry) -> Iterator[prose.Citation]:
    """Yield every citation of *entry*, in its prose and in its lists."""
    for _, _, text in prose.fields(entry):
        yield from prose_cites(text)
    for listed in listed_cites(entry):
        yield prose.citation(listed[2])


def prose_cites(text: str) -> Iterator[prose.Citation]:
    """Yield the citations of a piece of prose."""
    return (found for found in prose.additions(text) if isinstance(found, prose.Citation))


def listed_cites(entry: Entry) -> Iterator[tuple[Record, str, str]]:
    """Yield the values of the ``cites`` lists and ``cite`` fields of *entry*: the record, the field's name, the value."""
    for holder in _records(entry):
        for index, cite in enumerate(getattr(holder, "cites", ())):
            yield holder, f"cites.{index}", cite
        if cite := getattr(holder, "cite", ""):
            yield holder, "cite", cite


def replaced(
    record: Record,
    known: Callable[[str, tuple[type[Record], ...]], bool],
    citable: Callable[[str], bool],
    nobody: Callable[[], str],
) -> Record | None:
    """Return *record* without the ids and the works that it names and that are not *known* or *citable*.

    Where it must name an actor, it names *nobody*; None where it must name something else.
    """
    changed: dict[str, Any] = {}
    fields = type(record).model_fields
    for name, kinds in _naming(type(record)):
        value = getattr(record, name)
        if isinstance(value, tuple):
            changed[name] = tuple(one for one in value if known(one, kinds))
        elif value is not None and not known(value, kinds):
            if fields[name].is_required() and Actor not in kinds:
                return None
            changed[name] = nobody() if fields[name].is_required() else None
    if cites := getattr(record, "cites", ()):
        changed["cites"] = tuple(cite for cite in cites if citable(cite))
    if (cite := getattr(record, "cite", None)) and not citable(cite):
        if fields["cite"].is_required():
            return None
        changed["cite"] = None
    for name in _lists(type(record)):
        inner = (replaced(one, known, citable, nobody) for one in getattr(record, name))
        changed[name] = tuple(one for one in inner if one is not None)
    return record.model_copy(update=changed)


def _records(record: Record) -> Iterator[Record]:
    """Yield *record* and the records in its lists; those of an entry that is kept elsewhere are that entry's own."""
    yield record
    for name in _lists(type(record)):
        for inner in getattr(record, name):
            yield from _records(inner)


@cache
def _lists(model: type[Record]) -> tuple[str, ...]:
    """Return the fields of *model* that are lists of records, apart from lists of whole entries."""
    found = ((name, _record_in(info.annotation)) for name, info in model.model_fields.items())
    return tuple(name for name, record in found if record and not [*kinds_of((record.__name__,))])


def _record_in(annotation: Any) -> type[Record] | None:
    """Return the record that *annotation* is a list of, if it is one."""
    for part in typing.get_args(annotation) if typing.get_origin(annotation) is tuple else ():
        if isinstance(part, type) and issubclass(part, Record):
            return part
    return None


@cache
def _naming(model: type[Record]) -> tuple[tuple[str, tuple[type[Record], ...]], ...]:
    """Return the fields of *model* that name entries, each with the records that it may name."""
    found = ((name, _names((*info.metadata, info.annotation))) for name, info in model.model_fields.items())
    return tuple((name, tuple(kind.record for kind in kinds_of(names.records))) for name, names in found if names)


def _names(parts: tuple[Any, ...]) -> Names | None:
    """Return the mark that a field's annotation holds, at whatever depth."""
    for part in parts:
        if isinstance(part, Names):
            return part
        inner = (*getattr(part, "__metadata__", ()), *typing.get_args(part))
        if inner and (found := _names(inner)):
            return found
    return None
