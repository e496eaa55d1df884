"""Ids and YAML as a person would write them: for entries that the program drafts, and people go on with. Pure."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from build_scripts.load import strict_yaml

ID_LENGTH = 40
"""Most characters of a drafted id."""


def free_id(words: str, taken: set[str], otherwise: str = "entry") -> str:
    """Return an id for *words* that is not among those *taken*, and take it.

    An id that YAML would read as something else, as ``0e0`` or ``no``, gets a number too: whoever refers to it need not
    know that it belongs in quotation marks.
    """
    stem = slug(words) or otherwise
    name, number = stem, 1
    while name in taken or not is_plain(name):
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name


def slug(words: str) -> str:
    """Return *words* in the letters that an id may have, cut to a readable length."""
    plain_words = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    name = re.sub("[^a-z0-9]+", "-", plain_words.replace("'", "")).strip("-")
    if len(name) <= ID_LENGTH:
        return name
    whole_words = name.rfind("-", 0, ID_LENGTH + 1)
    return name[:whole_words] if whole_words > 0 else name[:ID_LENGTH]


def is_plain(text: str) -> bool:
    """Return whether YAML reads *text* without quotation marks as itself: ours does, and other people's editors do."""
    ours = strict_yaml.parse(f"- {text}", "")
    return not ours.problems and ours.data == (text,) and yaml.safe_load(text) == text


def plain(text: str) -> str:
    """Return *text* as YAML has it: in quotation marks where it would be read as something else."""
    return text if is_plain(text) else json.dumps(text)


def quoted(text: str) -> str:
    """Return *text* as YAML has it between quotation marks."""
    return json.dumps(text, ensure_ascii=False)


def entry(fields: Mapping[str, Any], remarks: Mapping[str, str]) -> str:
    """Return an entry of a list as YAML: its *fields* in their order, each with what *remarks* say of it.

    A value is a text, a mapping, or a list of texts or mappings. A text of one word or a day stands as it is, others between
    quotation marks, and prose of several lines in a block.
    """
    lines = [line for name, value in fields.items() for line in _outer(name, value, remarks.get(name, ""))]
    return "".join(f"{'- ' if number == 0 else '  '}{line}".rstrip() + "\n" for number, line in enumerate(lines))


def _outer(name: str, value: Any, remark: str) -> Iterator[str]:
    if isinstance(value, str) and "\n" in value.strip():
        yield f"{name}: |" + (f"  # {remark}" if remark else "")
        yield from (f"  {line}" for line in value.strip().splitlines())
    else:
        yield from _field(name, value, remark)


def _field(name: str, value: Any, remark: str = "") -> Iterator[str]:
    said = f"  # {remark}" if remark else ""
    if isinstance(value, str):
        yield f"{name}: {_scalar(value)}{said}"
    elif isinstance(value, Mapping):
        yield f"{name}:{said}"
        yield from (f"  {line}" for inner, one in value.items() for line in _field(inner, one))
    else:
        yield f"{name}:{said}"
        yield from _items(value)


def _items(values: Sequence[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield f"  - {_scalar(value)}"
            continue
        lines = [line for name, one in value.items() for line in _field(name, one)]
        yield from (f"  {'- ' if number == 0 else '  '}{line}" for number, line in enumerate(lines))


def _scalar(text: str) -> str:
    is_day = re.fullmatch(r"\d{4}-\d\d-\d\d", text)  # which our loader reads as the text that it is
    return text if is_day or (re.fullmatch(r"[\w.-]+", text) and is_plain(text)) else quoted(text)
