"""A saved copy of a work -> its text, so that the passages of a source can be checked against it. Offline.

The text stays in ``source/captures/`` and is never published. HTML is read with html5lib, as browsers read it; trafilatura
(the main text alone) and pypdf come with the optional extra ``capture``.
"""

import hashlib
import importlib
import importlib.metadata
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import html5lib

from build_scripts.brief.problems import CommandError, nearest
from build_scripts.load import ARTICLE_LIMIT, load
from build_scripts.load.files import read_given, read_regular_file

_NOT_TEXT = frozenset(
    ["script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "button"]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_EXTRA = 'install the extra: pip install "analysis-brief[capture]"'


@dataclass(frozen=True, slots=True)
class Captured:
    """A captured text and its record."""

    path: Path
    sha256: str
    retrieved: str
    tool: str
    origin_sha256: str

    def stub(self) -> str:
        """Return the record as YAML, to paste into the source."""
        return "\n".join(
            (
                "  capture:",
                f"    sha256: {self.sha256}",
                f"    retrieved: {self.retrieved}",
                f"    tool: {self.tool}",
                f"    origin_sha256: {self.origin_sha256}",
            )
        )


def capture(source: Path, key: str, file: Path, *, main_text: bool = False) -> Captured:
    """Write the text of *file* as the capture of the source *key* of the brief in *source*.

    Nothing is overwritten: a capture with other words stays, and the command stops.
    """
    _refuse_unknown_key(source, key)
    data = read_given(file)
    saved = datetime.fromtimestamp(file.stat().st_mtime, UTC).date().isoformat()
    text, tool = _reader(file, main_text=main_text)(data)
    content = _tidied(text).encode()
    if not content.strip():
        raise CommandError(f"{file.as_posix()} holds no text; a scanned page needs text recognition first")
    if len(content) > ARTICLE_LIMIT:
        raise CommandError(f"the text of {file.as_posix()} is larger than {ARTICLE_LIMIT // 2**20} MiB")
    path = source / "captures" / f"{key}.txt"
    _write_new(path, content)
    return Captured(path, _sha256(content), saved, tool, _sha256(data))


def _refuse_unknown_key(source: Path, key: str) -> None:
    brief = load(source)
    brief = brief.whole or brief  # a work may be a draft, too
    keys = {one.id for one in brief.sources} | brief.broken
    if key not in keys:
        hint = nearest(key, keys)
        raise CommandError(f'sources.yml has no source "{key}"{f"; {hint}" if hint else ""}')


def _write_new(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        if read_regular_file(path, ARTICLE_LIMIT) != content:
            message = f"{path.as_posix()} exists and has different words; move it away first"
            raise CommandError(message) from None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


Reader = Callable[[bytes], tuple[str, str]]
"""Bytes -> their text, and the tool that took it out, with its version."""


def _reader(file: Path, *, main_text: bool) -> Reader:
    readers: Mapping[str, Reader] = {
        ".txt": _plain,
        ".html": _main_text if main_text else _html,
        ".htm": _main_text if main_text else _html,
        ".pdf": _pdf,
    }
    reader = readers.get(file.suffix.lower())
    if reader is None:
        raise CommandError(f"{file.as_posix()} is not one of {', '.join(readers)}: save the work as one of these")
    return reader


def _plain(data: bytes) -> tuple[str, str]:
    try:
        return data.decode("utf-8-sig"), "copied as text"
    except UnicodeDecodeError:
        raise CommandError("the file is not UTF-8 text; save it as UTF-8") from None


def _html(data: bytes) -> tuple[str, str]:
    tree = html5lib.parse(data, namespaceHTMLElements=False, likely_encoding=_likely_encoding(data))
    return "".join(_text_of(tree)), _named("html5lib")


def _likely_encoding(data: bytes) -> str:
    """Return the encoding of a page that does not name its own: browsers guess, too."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "windows-1252"
    return "utf-8"


def _text_of(element: Any) -> Iterator[str]:
    """Yield the text that a reader of *element* sees, each block on lines of its own."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if not tag or tag in _NOT_TEXT:
        return
    if tag == "br":
        yield "\n"
        return
    edge = "" if tag in _INLINE else "\n"
    yield edge
    yield _one_line(element.text)
    for child in element:
        yield from _text_of(child)
        yield _one_line(child.tail)
    yield edge


def _one_line(text: str | None) -> str:
    """Return *text* as HTML shows it: white space is one space."""
    return re.sub(r"[ \t\n\r\f]+", " ", text or "")


def _main_text(data: bytes) -> tuple[str, str]:
    trafilatura = extra_module("trafilatura")
    text = trafilatura.extract(data, include_comments=False, include_tables=True)
    return text or "", _named("trafilatura")


def _pdf(data: bytes) -> tuple[str, str]:
    pypdf = extra_module("pypdf")
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(BytesIO(data)).pages]
    except pypdf.errors.PyPdfError as error:
        raise CommandError(f"the file is not a PDF that can be read: {error}") from None
    return "\n\n".join(pages), _named("pypdf")


def extra_module(name: str) -> Any:
    """Return a module of the optional extra."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError:
        raise CommandError(f"{name} is needed to read this file; {_EXTRA}") from None


def _named(package: str) -> str:
    return f"{package} {importlib.metadata.version(package)}"


def _tidied(text: str) -> str:
    """Return *text* without spaces at the ends of lines, and with at most one blank line together."""
    lines = (line.strip(" \t\r\f\v") for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"
