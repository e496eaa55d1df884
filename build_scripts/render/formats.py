"""The file formats, read from the model itself, so that the documentation cannot fall behind the code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from build_scripts.brief import model
from build_scripts.brief.kinds import KINDS
from build_scripts.brief.meanings import meaning
from build_scripts.brief.model import Record

FILES: tuple[tuple[str, str, type[Record]], ...] = (
    ("brief.yml", "brief", model.Meta),
    ("articles/ID.yml", "article", model.ArticleRecord),
    *((f"{kind.file}.yml", kind.file.rpartition("/")[2], kind.record) for kind in KINDS if kind.file),
)
"""Each file of ``source/``, its schema's name, and the record that it holds one or a list of."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a file: its name, what it holds, and whether it must be there."""

    name: str
    holds: str
    required: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Format:
    """What a record is, and its keys."""

    name: str
    file: str
    schema: str
    meaning: str
    keys: tuple[Key, ...]


@cache
def formats() -> tuple[Format, ...]:
    """Return the format of every file, each followed by that of the mappings that only it holds."""
    told: dict[type[Record], Format] = {}
    for file, schema, record in FILES:
        for holder in (record, *_within(record)):
            if holder not in told:
                told[holder] = _format(holder, file if holder is record else "", schema if holder is record else "")
    return tuple(told.values())


def annotation_files() -> tuple[str, ...]:
    """Return the names of the files in ``source/annotations/``."""
    return tuple(file.rpartition("/")[2] for file, _, _ in FILES if file.startswith("annotations/"))


def _format(record: type[Record], file: str, schema: str) -> Format:
    keys = tuple(_key(record, name, info) for name, info in model.typed_fields(record).items())
    return Format(record.__name__, file, schema, _sentence(record.__doc__), keys)


def _key(record: type[Record], name: str, info: FieldInfo) -> Key:
    holds = _holds(info.annotation, info.metadata)
    return Key(info.alias or name, holds, info.is_required(), _sentence(meaning(record, name)))


def _sentence(text: str | None) -> str:
    return " ".join((text or "").split())


def _holds(annotation: Any, metadata: Sequence[Any] = ()) -> str:
    """Return what a value of *annotation* is, in words."""
    for mark in (*metadata, *getattr(annotation, "__metadata__", ())):
        if isinstance(mark, model.Holds):
            return mark.kind
    origin, args = get_origin(annotation), get_args(annotation)
    if annotation is str:
        return "text"
    if annotation is int:
        return "number"
    if origin is Literal:
        return ", ".join(f"`{choice}`" for choice in args[:-1]) + f" or `{args[-1]}`"
    if origin in (Union, UnionType):
        return _holds(next(arg for arg in args if arg is not NoneType))
    if origin is tuple:
        several = f"list of {_holds(args[0])}"
        return f"{_holds(args[0])}, or a {several}" if args[0] is model.Target else several
    if hasattr(annotation, "__metadata__"):
        return _holds(annotation.__origin__)
    return str(getattr(annotation, "__name__", annotation))


def _record_of(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    for part in get_args(annotation):
        if found := _record_of(part):
            return found
    return None


def _within(record: type[Record]) -> Iterator[type[Record]]:
    for info in model.typed_fields(record).values():
        if found := _record_of(info.annotation):
            yield found
            yield from _within(found)
