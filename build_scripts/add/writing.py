"""Entries -> the end of a file of ``source/``: nothing that is there is changed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from build_scripts.brief.model import RESERVED
from build_scripts.brief.problems import CommandError
from build_scripts.load import strict_yaml
from build_scripts.load.files import read_given

_EMPTY_LIST = re.compile(r"^\[[ \t]*\][ \t]*(#.*)?$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Added:
    """What came of an addition: the file, the ids that it has now, and why the others were left out."""

    path: Path
    ids: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    """A sentence for each entry that is already there, and for what else a writer should know."""
    refused: tuple[str, ...] = field(default=())
    """A sentence for each entry that cannot be taken, with the nearest right thing."""


def read(file: Path) -> str:
    """Return the text of a *file* to add, or raise CommandError."""
    data = read_given(file)
    try:
        return strict_yaml.plain_newlines(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise CommandError(f"{file.as_posix()} is not UTF-8 text: byte {error.start + 1}") from None


def ids_of(source: Path) -> set[str]:
    """Return every id that a file of *source* gives to something, and those that mean something else."""
    if not source.is_dir():
        raise CommandError(
            f"there is no folder {source.as_posix()}; run this in a brief's folder, or make one: brief new"
        )
    files = (path for path in source.rglob("*.yml") if path.is_file())
    found = {one for path in files for one in _ids(strict_yaml.parse(read(path), path.as_posix()).data)}
    return {*RESERVED, *found, *(path.stem for path in source.glob("articles/*.txt"))}


def records(source: Path, kind: str) -> list[dict[str, Any]]:
    """Return the entries of *kind* as the files have them, with or without mistakes."""
    paths = [source / f"{kind}.yml", *sorted((source / kind).rglob("*.yml"))]
    lists = (strict_yaml.parse(read(path), path.as_posix()).data for path in paths if path.is_file())
    return [one for data in lists if isinstance(data, list | tuple) for one in data if isinstance(one, dict)]


def name_key(name: str) -> str:
    """Return what two ways to write one name have in common."""
    return name.casefold().removeprefix("the ")


def known_names(source: Path, kinds: Iterable[str] = ("actors", "glossary")) -> dict[str, str]:
    """Return the id of each actor and term, or of what is of other *kinds*, by the ``name_key`` of each of its names."""
    found: dict[str, str] = {}
    for kind in kinds:
        for one in records(source, f"annotations/{kind}"):
            for field_name in ("name", "term", "expansion", "aliases"):
                values = one.get(field_name)
                for value in values if isinstance(values, tuple | list) else [values]:
                    if isinstance(value, str) and value and isinstance(one.get("id"), str):
                        found.setdefault(name_key(value), one["id"])
    return found


def append(source: Path, kind: str, entries: Sequence[str], stem: str) -> Path:
    """Write *entries*, each as YAML, at the end of the file of *kind*, and return the file.

    Where the kind is a folder of files, they become a new file of it, called *stem*. Raise CommandError, with nothing
    written, if the file is no list that can be gone on with.
    """
    path, text = appended(source, kind, entries, stem)
    write({path: text})
    return path


def appended(source: Path, kind: str, entries: Sequence[str], stem: str, text: str | None = None) -> tuple[Path, str]:
    """Return the file of *kind*, and its *text* (what it holds, if none is given) with *entries* at the end."""
    path = _free(source / kind, stem) if (source / kind).is_dir() else source / f"{kind}.yml"
    if text is None:
        text = read(path) if path.exists() else ""
    before = strict_yaml.parse(text, path.as_posix())
    new = "\n".join(entries)
    if _EMPTY_LIST.search(text) and not before.data:
        whole = _EMPTY_LIST.sub(lambda _: new.rstrip("\n"), text, count=1)
    else:
        whole = f"{text.rstrip()}\n\n{new}" if text.strip() else new
    after = strict_yaml.parse(whole, path.as_posix())
    if before.problems or after.problems or _count(after.data) != _count(before.data) + len(entries):
        wrong = next(iter((*before.problems, *after.problems)), None)
        more = (
            f": {wrong.message} (line {wrong.location.line})"
            if wrong
            else "; write it as a list, one entry after another"
        )
        raise CommandError(f"nothing was written, since nothing can be added to {path.as_posix()}{more}")
    return path, whole


def write(files: Mapping[Path, str]) -> None:
    """Write *files*, each whole or not at all, with the line ends that it has."""
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        newline = "\r\n" if path.exists() and b"\r\n" in path.read_bytes() else "\n"
        aside = path.with_name(f".{path.name}.new")
        aside.write_text(text, encoding="utf-8", newline=newline)
        aside.replace(path)


def _free(folder: Path, stem: str) -> Path:
    names = (stem, *(f"{stem}-{number}" for number in range(2, 10_000)))
    return next(path for name in names if not (path := folder / f"{name}.yml").exists())


def _count(data: object) -> int:
    return len(data) if isinstance(data, list | tuple) else 0


def _ids(data: object) -> Iterator[str]:
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list | tuple) else ()
    if isinstance(data, dict) and isinstance(data.get("id"), str):
        yield data["id"]
    for value in values:
        yield from _ids(value)
