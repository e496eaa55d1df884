"""The model as rules: check what a writer typed, in plain words, and describe the files to editors as JSON Schema."""

import json
import re
import typing
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import CoreSchema, ErrorDetails
from pydantic_core.core_schema import ModelSchema

from build_scripts.brief import web
from build_scripts.brief.dates import InexactError
from build_scripts.brief.kinds import KINDS, Kind
from build_scripts.brief.meanings import meaning
from build_scripts.brief.model import CONTACT, ArticleRecord, Holds, Meta, Name, Record, Where, typed_fields
from build_scripts.brief.problems import Location, Problem, nearest
from build_scripts.load.strict_yaml import quoted

R = TypeVar("R", bound=Record)
Place = tuple[int | str, ...]

LISTED: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind.file)
"""The kinds that have a file of their own, which is a list."""


@dataclass(frozen=True, slots=True)
class Checked(Generic[R]):
    """The result of checking a mapping: the record, or what is wrong and at which places of the mapping."""

    record: R | None
    problems: tuple[Problem, ...] = ()
    places: tuple[Place, ...] = ()


def check(model: type[R], raw: dict[str, Any], subject: str, lost: Collection[str] = ()) -> Checked[R]:
    """Return *raw* as a record, or what is wrong with it; *subject* names it in the messages.

    That a key is missing is no problem if it is among those *lost*, whose values could not be read.
    """
    try:
        # A file may only use the keys of the documentation (container-title), never the names of fields (container_title).
        return Checked(model.model_validate(raw, by_alias=True, by_name=False))
    except ValidationError as error:
        errors = _without_echoes(error.errors(include_url=False))
        told = (one for one in errors if one["type"] != "missing" or one["loc"][-1] not in lost or len(one["loc"]) > 1)
        problems = tuple(_problem(one, model, raw, subject) for one in told)
        return Checked(None, problems, tuple(one["loc"] for one in errors))


def _without_echoes(errors: Sequence[ErrorDetails]) -> list[ErrorDetails]:
    """Return *errors* without those that a list has too few values, where it has one that is wrong."""
    inner = {one["loc"][:length] for one in errors for length in range(1, len(one["loc"]))}
    return [one for one in errors if one["type"] != "too_short" or one["loc"] not in inner]


def stand_in(model: type[R], raw: Mapping[str, Any], places: Collection[Place]) -> R | None:
    """Return a record of what is valid in *raw*: all but the *places*; what is missing or wrong is blank.

    So the rest of the brief can be checked in the same run, as if the record were there. ``where.broken`` names the fields
    that are blank. None where nothing can stand for one of them.
    """
    sound = _sound(raw, places)
    broken = {str(place[0]) for place in places if place} | {name for name in _fields(model) if name not in raw}
    broken -= _optional(model, raw)
    for kept in (sound, {name: sound[name] for name in ("id", "status") if name in sound}):
        missing = {name: info for name, info in _fields(model).items() if name not in kept}
        needed = {name: _valid(name, info) for name, info in missing.items() if info.is_required()}
        where = replace(raw.get("where", Where()), broken=frozenset(broken if kept is sound else missing))
        try:
            record = model.model_validate({**needed, **kept, "where": where}, by_alias=True, by_name=False)
        except ValidationError:
            continue
        wrong = {name: info for name, info in missing.items() if name in where.broken}
        blanks = {_attribute(model, name): blank for name, info in wrong.items() for blank in _blank(name, info)}
        return record.model_copy(update=blanks)
    return None


def blank(model: type[R], raw: Mapping[str, Any]) -> R:
    """Return a record of which nothing could be read but its place in *raw*: a brief or an article's record."""
    kept = stand_in(model, {name: raw[name] for name in ("where",) if name in raw}, ())
    if kept is None:
        raise AssertionError(f"nothing can stand for {model.__name__}")
    return kept


def _sound(raw: Mapping[str, Any], places: Collection[Place]) -> dict[str, Any]:
    """Return what is valid in *raw*; of a list those values that are."""
    whole = {place[0] for place in places if len(place) == 1}
    sound = {name: value for name, value in raw.items() if name not in whole}
    for name in {str(place[0]) for place in places}:
        wrong = {place[1] for place in places if len(place) > 1 and place[0] == name}
        old = sound.pop(name, None)
        values = enumerate(old) if isinstance(old, tuple) else ()
        # Of half a quotation nobody can say where it stands; and what is no record has its line by its number.
        kept = tuple(value for number, value in values if number not in wrong and isinstance(value, dict))
        if kept and name != "target":
            sound[name] = kept
    return sound


def _optional(model: type[Record], raw: Mapping[str, Any]) -> set[str]:
    """Return the fields of *model* that may be missing, and are missing in *raw*."""
    return {name for name, info in _fields(model).items() if not info.is_required() and name not in raw}


def _attribute(model: type[Record], name: str) -> str:
    return next(own for own, info in model.model_fields.items() if (info.alias or own) == name)


def _valid(name: str, info: FieldInfo) -> Any:
    """Return a value that the required field *name* may have."""
    if name in _VALID:
        return _VALID[name]
    kind = _bare(info.annotation)
    if typing.get_origin(kind) is typing.Literal:
        return typing.get_args(kind)[0]
    return _VALID_BY_KIND.get(_holds(info), "-") if kind is str else None


def _blank(name: str, info: FieldInfo) -> tuple[Any, ...]:
    """Return the value that stands for one of the field *name* that cannot be read, if another than a valid one does."""
    if (name, _holds(info)) in _KEPT or ("", _holds(info)) in _KEPT:
        return ()
    kind = _bare(info.annotation)
    if typing.get_origin(kind) is tuple:
        return ((),)
    return ("",) if kind is str or typing.get_origin(kind) is typing.Literal else ()


def _holds(info: FieldInfo) -> str:
    """Return what kind of text a field holds."""
    marks = (*info.metadata, *_marks(info.annotation))
    return next((mark.kind for mark in marks if isinstance(mark, Holds)), "")


def _marks(annotation: Any) -> Iterator[Any]:
    """Yield the marks of an annotation, at whatever depth."""
    yield from getattr(annotation, "__metadata__", ())
    for part in typing.get_args(annotation):
        yield from _marks(part)


def _bare(annotation: Any) -> Any:
    """Return *annotation* without marks, and without None."""
    if hasattr(annotation, "__metadata__"):
        return _bare(annotation.__origin__)
    if typing.get_origin(annotation) in (typing.Union, UnionType):
        return _bare(next(part for part in typing.get_args(annotation) if part is not NoneType))
    return annotation


def keys_hint(model: type[Record]) -> str:
    """Return a hint that names the keys of *model*."""
    return f"its keys are: {', '.join(_keys(model))}"


@cache
def schemas() -> Mapping[str, str]:
    """Return for each kind of file the JSON Schema that editors check it with, by the schema's file name."""
    kinds: dict[str, Any] = {"brief": Meta, "article": ArticleRecord}
    kinds |= {_name(kind): tuple[kind.record, ...] for kind in LISTED}  # type: ignore[name-defined]
    return MappingProxyType({f"{name}.json": _schema(name, kind) for name, kind in sorted(kinds.items())})


_VALID: dict[str, Any] = {
    "name": "brief",
    "title": "-",
    "question": "-",
    "summary": "-",
    "authors": ({"literal": "-"},),
    "date": "1970",
    "version": "-",
    "rights": "-",
    "headline": "-",
    "outlet": "none",
    "sha256": "0" * 64,
    "target": ({"exact": "-"},),
    "grade": "F6",
}
"""Valid values for required fields that only a few values are valid for."""
_VALID_BY_KIND = {"id": "none", "date": "1970", "coordinates": "0 N, 0 E"}
"""The same, by the kind of text that a field holds."""
_KEPT = frozenset([("id", "id"), ("name", "id"), ("grade", ""), ("", "date"), ("", "coordinates")])
"""What stays as it is in a stand-in, for nothing blank could be read there; all else is blank, so that later checks find
nothing wrong with it."""

FORMS: dict[str, tuple[str, str]] = {
    "^[a-z0-9]+(-[a-z0-9]+)*$": (
        "an id",
        'an id is made of lower-case letters, digits and single hyphens: "survey-2019"',
    ),
    "^[a-z0-9]+(-[a-z0-9]+)*(#[a-z0-9]+(-[a-z0-9]+)*)?(, pp?\\. ?[^,\\]]+)?$": (
        "a citation",
        'a citation is the key of a source or an article, with a place in it if needed: "survey-2019" or "mill, p. 9"',
    ),
    web.PATTERN: ("a web address", 'an address begins with http:// or https://: "https://gazette.example/"'),
    "^[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*$": (
        "a passage",
        'a passage is cited by the key of its source and its own id: "survey-2019#range"',
    ),
    "^10\\.\\d{4,9}/[^\\s<>\\\"'\\[\\]{}]+$": (
        "a DOI",
        'a DOI begins with 10. and has no address before it: "10.1000/182"',
    ),
    "^[0-9][0-9 -]{8,15}[0-9Xx]$": ("an ISBN", 'an ISBN has 10 or 13 digits: "978-3-16-148410-0"'),
    "^[a-z]{2,3}(-[A-Za-z0-9]+)*$": ("a language", 'a language is written as a code: "en" or "pt-BR"'),
    "^(90|[0-8]?\\d(\\.\\d+)?) [NS], (180|(1[0-7]\\d|\\d?\\d)(\\.\\d+)?) [EW]$": (
        "a position on the map",
        "give degrees north or south, then east or west: 51.15 N, 0.87 E",
    ),
    CONTACT: (
        "an email address or a web address",
        'readers write to an email address, or open a page: "desk@ashford.example" or "https://ashford.example/report"',
    ),
    "^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$": (
        "an ORCID iD",
        'an ORCID iD has four groups of four, and no address before it: "0000-0002-1825-0097"',
    ),
    "^[0-9a-f]{64}$": ("a SHA-256", "sha256 must be 64 hex characters (run sha256sum)"),
    "^[A-F][1-6]$": (
        "a grade",
        'a letter for the source, A (reliable) to F (unknown), and a digit for what it says, 1 (confirmed) to 6 (unknown): "B2"',
    ),
}
"""What each pattern of the model is called, and how to write it."""
_DATE_HINT = 'write it as 2016-10-11, 2016-10, 2016, "2016~" (about 2016), 2016-10-10/2016-10-12 or 2016-07/.. (no end)'
_NAME_HINT = 'a person has "family" and "given"; a body, or a name that is not divided, has "literal" alone'


def _problem(error: ErrorDetails, model: type[Record], raw: dict[str, Any], subject: str) -> Problem:
    """Return what is wrong in our words: pydantic's name its own types, which writers do not know."""
    place = error["loc"]
    owner = [part for part in place[:-1] if isinstance(part, str)]
    name = next((part for part in reversed(place) if isinstance(part, str)), "")
    holder = _model_at(model, place)
    subject = f"{owner[-1]} of {subject}" if owner and isinstance(place[-1], str) else subject
    message, hint = _message_and_hint(error, name, subject, holder)
    return Problem(_location(raw, place), message, hint)


def _message_and_hint(error: ErrorDetails, name: str, subject: str, holder: type[Record]) -> tuple[str, str]:
    """Return the message and the hint for an error of the field *name*."""
    value, context, kind = error["input"], error.get("ctx", {}), error["type"]
    match kind:
        case "missing":
            return f'{subject} lacks "{name}"', _meaning(holder, name)
        case "extra_forbidden":
            return f"unknown key: {quoted(name)}", nearest(name, _keys(holder)) or keys_hint(holder)
        case _ if value in (None, "") and _may_be_missing(holder, error["loc"]):
            words = "write its value after the colon, or remove the line: it may be left out"
            return f'"{name}" is empty', "\n".join(filter(None, (_about(holder, name), words)))
        case _ if value is None:
            return f'"{name}" is empty', "write its value after the colon"
        case "string_type":
            return _not_a_text(name, value)
        case "int_type":
            return f'"{name}" should be a whole number: {_typed(value)}', "write it without quotation marks: 3"
        case "tuple_type":
            return f'"{name}" should be a list: {_typed(value)}', 'begin each value on its own line with "- "'
        case "model_type":
            return f'"{name}" should contain keys with values: {_typed(value)}', keys_hint(
                _model_at(holder, (name, ""))
            )
        case "literal_error" if isinstance(value, bool) and f"'{_typed(value)}'" in context["expected"]:
            return _not_a_text(name, value)
        case "literal_error":
            choices = re.findall("'([^']*)'", context["expected"])
            wrong = f"is not one of the allowed values: {_typed(value)}" if value else "is empty"
            return f'"{name}" {wrong}', _choose(str(value), choices)
        case "string_pattern_mismatch" if value == "":
            return f'"{name}" is empty', _meaning(holder, name)
        case "string_pattern_mismatch":
            what, hint = FORMS.get(context["pattern"], ("what it should be", f"it matches {context['pattern']}"))
            if context["pattern"] == web.PATTERN:
                hint = web.fault(value) or hint
            return f'"{name}" is not {what}: {_typed(value)}', hint
        case "string_too_short" | "too_short":
            return f'"{name}" is empty', _meaning(holder, name)
        case "string_too_long":
            return f'"{name}" is longer than {context["max_length"]} characters: {_typed(value)}', "shorten it"
        case "greater_than_equal":
            return f'"{name}" should be {context["ge"]} or more: {_typed(value)}', ""
        case "value_error" if "reserved" in str(context["error"]):
            return f'"{name}" {context["error"]}: {_typed(value)}', "some systems do not allow files with this name"
        case "value_error" if name == "orcid":
            return f'"orcid" {context["error"]}: {_typed(value)}', "compare it with the author's page on orcid.org"
        case "value_error" if issubclass(holder, Name):
            words = f": {_typed(value)}" if name == "literal" else ""
            return f'"{name}" {context["error"]}{words}', _NAME_HINT
        case "value_error" if isinstance(context["error"], InexactError):
            wrong = f"is not an exact day or moment: {_typed(value)}" if value else "is empty"
            return f'"{name}" {wrong}', "write a day, 2026-12-01, or a moment, 2026-12-01T06:00:00Z"
        case "value_error" if str(value).startswith("http"):
            return f'"{name}" is not a web address: {_typed(value)}', str(context["error"])
        case "value_error" if value == "":
            return f'"{name}" is empty', _DATE_HINT
        case "value_error":
            reason = str(context["error"]).removeprefix("not a date in EDTF")
            return f'"{name}" is not a date: {_typed(value)}{reason and f" ({reason})"}', _DATE_HINT
    return f'"{name}" is not valid: {_typed(value)} ({error["msg"]})', _meaning(holder, name)


def _may_be_missing(holder: type[Record], place: Place) -> bool:
    """Return whether the field of *holder* that *place* ends in may be left out."""
    info = _fields(holder).get(str(place[-1]))
    return info is not None and not info.is_required()


def _not_a_text(name: str, value: object) -> tuple[str, str]:
    if isinstance(value, dict | tuple):
        hint = "put quotation marks around a text that begins with [ or { or contains a colon, or write it with |"
        return f'"{name}" should be text: {_typed(value)}', hint
    return f'"{name}" should be text: {_typed(value)}', f'put quotation marks around it: "{_typed(value)}"'


def _typed(value: object) -> str:
    """Return *value* about as the writer typed it."""
    match value:
        case str():
            return quoted(value)
        case bool():
            return str(value).lower()
        case dict():
            return f"keys with values ({', '.join(quoted(key) for key in [*value][:3] if key != 'where')})"
        case tuple():
            return f"a list of {len(value)}"
    return str(value)


def _choose(word: str, choices: Collection[str]) -> str:
    return "\n".join(filter(None, (nearest(word, choices), f"choose one of: {', '.join(choices)}")))


def _location(raw: dict[str, Any], place: Place) -> Location:
    """Return the line of the value at *place* in *raw*, or of the nearest mapping around it."""
    node: object = raw
    where: Where = raw["where"]
    name = ""
    for part in place:
        if isinstance(part, str) and isinstance(node, dict):
            name, node = part, node.get(part)
        elif isinstance(part, int) and isinstance(node, tuple) and part < len(node):
            name, node = f"{name}.{part}", node[part]
        if isinstance(node, dict) and isinstance(node.get("where"), Where):
            where, name = node["where"], ""
    return where.location(name)


def _model_at(model: type[Record], place: Place) -> type[Record]:
    """Return the kind of record whose field *place* names."""
    for part in place[:-1]:
        if isinstance(part, str) and (info := _fields(model).get(part)):
            model = _record_in(info.annotation) or model
    return model


def _record_in(annotation: Any) -> type[Record] | None:
    """Return the kind of record that *annotation* names, if any."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next(filter(None, map(_record_in, typing.get_args(annotation))), None)


def _fields(model: type[Record]) -> dict[str, FieldInfo]:
    return {info.alias or name: info for name, info in typed_fields(model).items()}


def _keys(model: type[Record]) -> list[str]:
    return [*_fields(model)]


def _meaning(model: type[Record], name: str) -> str:
    """Return what the field *name* means, as a hint."""
    return _about(model, name) or f"add: {name}: …"


def _about(model: type[Record], name: str) -> str:
    """Return what the field *name* means, or nothing where its name says it."""
    words = meaning(model, next((field for field, info in typed_fields(model).items() if info.alias == name), name))
    return f"{name}: {' '.join(words.replace('``', '').replace('*', '').split())}" if words else ""


def _name(kind: Kind) -> str:
    """Return the name of the schema of a kind's file."""
    return kind.file.rpartition("/")[2]


class _Schema(GenerateJsonSchema):
    """JSON Schema that says what each field means, without the titles that only repeat a field's name."""

    def field_title_should_be_set(self, schema: CoreSchema) -> bool:  # noqa: ARG002
        """Return False: an editor shows the key itself."""
        return False

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """Return the schema of a record, with what each of its fields means."""
        made = super().model_schema(schema)
        for name, info in typed_fields(schema["cls"]).items():
            if words := meaning(schema["cls"], name):
                made["properties"][info.alias or name]["description"] = words
        return made


def _schema(name: str, kind: Any) -> str:
    schema = TypeAdapter(kind).json_schema(by_alias=True, schema_generator=_Schema)
    titles = {"brief": "brief.yml", "article": "articles/ID.yml", "sources": "sources.yml"}
    model = next((kind.record for kind in LISTED if _name(kind) == name), None)
    about = (model.__doc__ or "").split("\n")[0] if model else schema.get("description")
    schema |= {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": titles.get(name, f"annotations/{name}.yml"),
        "description": f"A list; each value is this: {about}" if model else about,
    }
    return json.dumps(_with_single_targets(schema), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _with_single_targets(node: Any) -> Any:
    """Return *node*, where a list of targets may also be one target."""
    if isinstance(node, list):
        return [_with_single_targets(value) for value in node]
    if not isinstance(node, dict):
        return node
    # pydantic does not know that a validator makes a list of one target, so its schema would refuse what we accept.
    node = {key: _with_single_targets(value) for key, value in node.items()}
    target = {"$ref": "#/$defs/Target"}
    if node.get("type") == "array" and node.get("items") == target:
        rest = {key: node.pop(key) for key in ("default", "description", "title") if key in node}
        return {"anyOf": [target, node], **rest}
    return node
