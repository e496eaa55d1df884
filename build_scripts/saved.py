"""A saved article (a web page, a PDF, a Word document) -> its text, one paragraph a line, and what the file says of it. Offline."""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import html5lib

from build_scripts.brief.problems import CommandError
from build_scripts.capture import extra_module
from build_scripts.drafting import UNKNOWN, Known, read_head
from build_scripts.load import ARTICLE_LIMIT, FILE_LIMIT
from build_scripts.load.files import read_given

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE = "{http://purl.org/dc/elements/1.1/}"
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_ADDRESS = re.compile(r"https?://[^\s\"<>]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_FULL_LINE = 0.8
"""Which part of the longest line of a PDF a line has at least, if its paragraph goes on below it."""


@dataclass(frozen=True, slots=True)
class Taken:
    """The text of an article, and what is known of it."""

    path: Path
    """A file with the text."""
    known: Known
    head: tuple[str, ...] = ()
    """The lines above the text, which are no part of it: its headline, its author, its date."""


def as_text(file: Path, aside: Path) -> Taken:
    """Return the text of the article in *file*, without its head, and what is known of the article.

    The text is written to the folder *aside*, unless *file* holds it as it is. Raise CommandError if there is none.
    """
    if file.suffix.lower() in READERS:
        text, known = saved(file)
    else:
        try:
            text, known = read_given(file, ARTICLE_LIMIT).decode("utf-8-sig"), UNKNOWN
        except UnicodeDecodeError:
            return Taken(file, UNKNOWN)  # its draft tells where it is no text
    found, begin = (UNKNOWN, 0) if known.headline else read_head(text)
    if not text[begin:].strip():
        begin = 0
    if not begin and known is UNKNOWN:
        return Taken(file, UNKNOWN)
    path = aside / f"{file.stem}.txt"
    path.write_text(text[begin:], encoding="utf-8", newline="")
    head = tuple(line for line in map(str.strip, text[:begin].split("\n")) if line)
    return Taken(path, replace(found, **known.fields()), head)


def head_sentence(head: Sequence[str]) -> str:
    """Return the sentence that tells a writer which lines were taken for the *head* of an article, without a full stop."""
    return f"Read as the article's headline, author or date, and left out of its text: {' | '.join(head)}"


def saved(file: Path) -> tuple[str, Known]:
    """Return the text of the article saved in *file*, and what is known of it; raise CommandError if there is none."""
    reader = READERS[file.suffix.lower()]
    data = read_given(file)
    paragraphs, known = reader(data)
    lines = [line for line in map(_one_line, paragraphs) if line]
    if lines and lines[0] == known.headline:
        lines = lines[1:]
    if not lines:
        raise CommandError(f"{file.as_posix()} holds no text of an article; save the text itself as a .txt file")
    return "\n".join(lines) + "\n", known


def _html(data: bytes) -> tuple[list[str], Known]:
    trafilatura = extra_module("trafilatura")
    dates = {"extensive_search": False, "original_date": True}  # what the page says, and no guess from its words
    found = trafilatura.bare_extraction(
        data, include_comments=False, include_tables=False, with_metadata=True, date_extraction_params=dates
    )
    if found is None:
        return [], UNKNOWN
    language = str(html5lib.parse(data, namespaceHTMLElements=False).get("lang", ""))
    known = Known(
        headline=_one_line(found.title or ""),
        author=_one_line(found.author or ""),
        date=_if(_DATE, found.date),
        outlet=_one_line(found.sitename or ""),
        url=_if(_ADDRESS, found.url),
        language=_if(_LANGUAGE, language),
    )
    return (found.text or "").split("\n"), known


def _pdf(data: bytes) -> tuple[list[str], Known]:
    pypdf = extra_module("pypdf")
    try:
        read = pypdf.PdfReader(BytesIO(data))
        lines = [line.strip() for page in read.pages for line in page.extract_text().split("\n")]
        about = read.metadata
    except pypdf.errors.PyPdfError as error:
        raise CommandError(f"the file is not a PDF that can be read: {error}") from None
    known = Known(headline=_one_line(about.title or ""), author=_one_line(about.author or "")) if about else UNKNOWN
    return [*_joined(lines)], known


def _joined(lines: list[str]) -> Iterator[str]:
    """Yield the paragraphs of *lines*: one ends at an empty line, and where a sentence ends on a line that is not full."""
    full = _FULL_LINE * max(map(len, lines), default=0)
    paragraph: list[str] = []
    for line in lines:
        paragraph.append(line)
        if not line or (len(line) < full and _SENTENCE_END.search(line)):
            yield " ".join(paragraph)
            paragraph = []
    yield " ".join(paragraph)


def _docx(data: bytes) -> tuple[list[str], Known]:
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            body = _xml(packed, "word/document.xml")
            about = _xml(packed, "docProps/core.xml") if "docProps/core.xml" in packed.namelist() else None
    except (zipfile.BadZipFile, KeyError, ET.ParseError) as error:
        raise CommandError(f"the file is not a Word document that can be read: {error}") from None
    names = {
        name: (about.findtext(f"{_CORE}{name}") or "") if about is not None else "" for name in ("title", "creator")
    }
    paragraphs = ["".join(_words(paragraph)) for paragraph in body.iter(f"{_WORD}p")]
    return paragraphs, Known(headline=_one_line(names["title"]), author=_one_line(names["creator"]))


def _xml(packed: zipfile.ZipFile, name: str) -> ET.Element:
    with packed.open(name) as file:
        data = file.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT or b"<!DOCTYPE" in data:  # no word processor writes one, and it can hold a trap
        raise CommandError("the file is not a Word document that can be read")
    return ET.fromstring(data)  # noqa: S314 - without a document type there are no entities


def _words(paragraph: ET.Element) -> Iterator[str]:
    for element in paragraph.iter():
        if element.tag == f"{_WORD}t":
            yield element.text or ""
        elif element.tag in (f"{_WORD}tab", f"{_WORD}br"):
            yield " "


def _one_line(text: str) -> str:
    return " ".join(_CONTROLS.sub(" ", text).split())


def _if(form: re.Pattern[str], text: Any) -> str:
    """Return *text* if it is of the *form*, and nothing otherwise."""
    return text if isinstance(text, str) and form.fullmatch(text) else ""


READERS: Mapping[str, Callable[[bytes], tuple[list[str], Known]]] = {
    ".docx": _docx,
    ".htm": _html,
    ".html": _html,
    ".pdf": _pdf,
}
"""The kinds of file that an article's text is taken out of, by how their names end; any other is read as text."""
