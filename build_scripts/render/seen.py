"""What a page reads of a brief, noted while it is made: the page changes only if some of that does. Pure.

A page is handed not the content but a :class:`Seen` of it. Whatever is read through that, by templates and by the
content's own functions, is noted as a trail: ``("labels", "hale")`` for what stands in a mapping, ``("brief", "actors")``
for a list as a whole. What nobody thought of is thus noted, too, as a whole. Records are read as wholes and noted by
where they were found.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from types import FunctionType, MethodType, NoneType
from typing import Any, cast

from jinja2 import Environment

from build_scripts.anchor import Anchors
from build_scripts.brief.addresses import Address
from build_scripts.brief.model import Brief, Meta, Record
from build_scripts.render.content import Content
from build_scripts.render.linked_data import LinkedData
from build_scripts.render.working import Working

Step = str | tuple[str, ...] | Address
Trail = tuple[Step, ...]
"""Names of attributes and keys of mappings, from the content on."""

Value = tuple[Any, str]
"""A value and its fingerprint."""

_WHOLES = (Content, Brief, Meta, Anchors, LinkedData)
"""What is made of parts that are noted one by one."""
_LENGTH, _KIND = "#length", "#kind"
_SHORT = 4
"""How many values a list has that is not worth to be remembered."""


class _Nothing:
    """Stands where nothing stands."""


class Reads:
    """What was read since it was last emptied."""

    def __init__(self) -> None:
        self.trails: dict[Trail, None] = {}


class Seen:
    """A stand-in for a *whole*, of which it notes what is read."""

    def __init__(self, whole: Any, reads: Reads, trail: Trail = ()) -> None:
        self.__dict__.update(_whole=whole, _reads=reads, _trail=trail)

    def __getattr__(self, name: str) -> Any:
        """Return a part of the whole, and note that it was read."""
        whole = self._whole
        function = getattr(type(whole), name, None)
        if isinstance(function, FunctionType):
            kept: Any = MethodType(function, self)
        else:
            value, trail = getattr(whole, name), (*self._trail, name)
            if isinstance(value, Environment):
                return value
            if value is None or isinstance(value, Working):  # which only a writer's own view has
                self._reads.trails[*trail, _KIND] = None
                return Seen(value, self._reads, trail) if value else None
            if isinstance(value, MethodType):
                kept = MethodType(value.__func__, _of_same(self, value.__self__))
            elif isinstance(value, _WHOLES):
                kept = Seen(value, self._reads, trail)
            elif isinstance(value, Mapping):
                kept = SeenMapping(value, self._reads, trail)
            elif isinstance(value, tuple) and isinstance(whole, Brief):
                kept = SeenSequence(value, self._reads, trail)
            else:
                self._reads.trails[trail] = None
                return value
        self.__dict__[name] = kept
        return kept


def _of_same(seen: Seen, whole: Any) -> Seen:
    return Seen(whole, seen._reads)  # noqa: SLF001


class SeenMapping(Mapping[Any, Any]):
    """A mapping that notes which of its keys are asked for."""

    def __init__(self, held: Mapping[Any, Any], reads: Reads, trail: Trail) -> None:
        self._held, self._reads, self._trail = held, reads, trail

    def __getitem__(self, key: Any) -> Any:
        """Return what stands there under *key*."""
        self._reads.trails[*self._trail, key] = None
        return self._held[key]

    def get(self, key: Any, default: Any = None) -> Any:
        """Return the same, or *default*."""
        self._reads.trails[*self._trail, key] = None
        return self._held.get(key, default)

    def __contains__(self, key: object) -> bool:
        """Return whether there is anything."""
        self._reads.trails[*self._trail, cast("Step", key)] = None
        return key in self._held

    def __iter__(self) -> Iterator[Any]:
        """Yield all keys."""
        self._reads.trails[self._trail] = None
        return iter(self._held)

    def __len__(self) -> int:
        """Return how many keys there are."""
        self._reads.trails[*self._trail, _LENGTH] = None
        return len(self._held)


class SeenSequence(Sequence[Any]):
    """A list that notes whether it is read, or only how long it is."""

    def __init__(self, held: tuple[Any, ...], reads: Reads, trail: Trail) -> None:
        self._held, self._reads, self._trail = held, reads, trail

    def __getitem__(self, place: Any) -> Any:
        """Return what is at a *place*."""
        self._reads.trails[self._trail] = None
        return self._held[place]

    def __iter__(self) -> Iterator[Any]:
        """Yield all."""
        self._reads.trails[self._trail] = None
        return iter(self._held)

    def __len__(self) -> int:
        """Return how long it is."""
        self._reads.trails[*self._trail, _LENGTH] = None
        return len(self._held)


class Prints:
    """The fingerprints of what can be read of a *content*: equal if, and only if, pages cannot tell the difference."""

    def __init__(self, content: Content, before: Mapping[int, Value]) -> None:
        """Know the values of an earlier content: what has not changed may be the same object."""
        self._content = content
        self._found: dict[Trail, bytes] = {}
        self._before = before
        self.of_values: dict[int, Value] = {}

    def at(self, trail: Trail) -> bytes:
        """Return the fingerprint of what stands at *trail*, or of nothing."""
        known = self._found.get(trail)
        if known is None:
            known = self._found[trail] = self._at(trail)
        return known

    def _at(self, trail: Trail) -> bytes:
        found: Any = self._content
        for step in trail:
            if step == _LENGTH:
                found = len(found)
            elif step == _KIND:
                found = type(found).__qualname__
            elif type(found) is dict or isinstance(found, Mapping):
                found = found.get(step, _Nothing)
            else:
                found = getattr(found, step, _Nothing) if isinstance(step, str) else _Nothing
        return self.of(found)

    def of(self, value: Any) -> bytes:
        """Return the fingerprint of *value*."""
        return _print(self._text(value))

    def _text(self, value: Any) -> str:
        kind = type(value)
        how = _HOW.get(kind)
        if how is None:
            how = _HOW[kind] = _how(kind)
        return how(self, value)

    def list(self, value: Any) -> str:
        """Return all that is in a list."""
        return f"[{','.join(map(self._text, value))}]"

    def mapping(self, value: Any) -> str:
        """Return all that is in a mapping, in its order."""
        return f"{{{','.join(f'{self._text(key)}:{self._text(one)}' for key, one in value.items())}}}"

    def set(self, value: Any) -> str:
        """Return all that is in a set."""
        return f"<{','.join(sorted(map(self._text, value)))}>"

    def once(self, value: Any, text: Callable[[Any], str]) -> str:
        """Return the fingerprint of a large *value* that stands in many places, in words; it is made once."""
        known = self.of_values.get(id(value))
        if known is None:
            known = self._before.get(id(value))  # which keeps its values, so that no others have their ids
            if known is None:
                known = value, _print(text(value)).hex()
            self.of_values[id(value)] = known
        return known[1]


_How = Callable[[Prints, Any], str]
_HOW: dict[type, _How] = {}
"""How the values of each type are told from each other, in words."""


def _how(kind: type) -> _How:
    name = kind.__qualname__
    if issubclass(kind, str | int | float | NoneType):
        return lambda _, value: f"{name} {value!r}"
    if issubclass(kind, Record):
        return lambda prints, value: prints.once(value, _record)
    if issubclass(kind, tuple | list):
        return lambda prints, value: prints.once(value, prints.list) if len(value) > _SHORT else prints.list(value)
    if issubclass(kind, Mapping):
        return Prints.mapping
    if issubclass(kind, frozenset | set):
        return Prints.set
    if issubclass(kind, type):
        return lambda _, value: f"type {value.__qualname__}"
    if is_dataclass(kind):
        names = tuple(field.name for field in fields(kind))
        return lambda prints, value: _dataclass(prints, value, name, names)
    raise TypeError(f"no page may read this: {name}")


def _dataclass(prints: Prints, value: Any, name: str, names: tuple[str, ...]) -> str:
    def text(value: Any) -> str:
        return f"{name}({prints.list([getattr(value, name) for name in names])})"

    return prints.once(value, text) if name == "Article" else text(value)


def _record(record: Record) -> str:
    return f"{type(record).__qualname__} {json.dumps(record.where.path)} {record.model_dump_json()}"


def _print(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
