"""The writer's Markdown, and its three additions: ``[[id]]``, ``![[quote]]`` and ``[@source]``.

What is not one of the additions, a link to another site, or harmless Markdown is shown as it was typed: square
brackets, braces and angle brackets are escaped, so prose can hold no HTML, no attribute and no other link.
"""

import html
import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args

from pydantic.fields import FieldInfo

from build_scripts.brief import sentences
from build_scripts.brief.model import PROSE, Brief, Document, Judgement, Record
from build_scripts.brief.problems import Location

_TOKEN = re.compile(
    r"!\[\[(?P<embed>[^\[\]|\n]+)\]\]"
    r"|\[\[(?P<id>[^\[\]|\n]+)(?:\|(?P<words>(?:[^\[\]\n]|\n(?!\s*\n))+))?\]\]"
    r"|\s*\[(?P<cites>@[^\[\]]+)\]"
    r"|(?<!!)\[(?P<text>(?:[^\[\]\n]|\n(?!\s*\n))+)\]\((?P<url>https?://[^\s()<>\"\\]+)\)"
    r"|(?P<char>[\[\]{}<>])"
)
_CITE = re.compile(r"@(?P<key>[^\s,;]+)(?:,\s*(?P<locator>[^;]+?))?\s*(?:;|$)")
_ESCAPED = {char: f"&#{ord(char)};" for char in "[]{}<>"}
_RAW_HTML = re.compile(r"<[A-Za-z/!?][^>\n]*>?")
_ODD_LINK = re.compile(r"!?\[[^\[\]\n]*\](?:\([^)\n]*\)?|\[[^\]\n]*\]|:[^\n]*)")
_HEADING = re.compile(r"^ {0,3}#{1,6}(?=\s)|^.+\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)
_BLANK = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Link:
    """``[[id]]`` or ``[[id|words]]``."""

    offset: int
    id: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Embed:
    """``![[id]]``."""

    offset: int
    id: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One key of ``[@key, locator; @other]``."""

    offset: int
    key: str
    locator: str = ""

    @property
    def paragraph(self) -> int | None:
        """The number in a locator such as ``p. 9``."""
        found = re.fullmatch(r"pp?\. ?(\d+)(?:[-–]\d+)?", self.locator)
        return int(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, list, heading or table of prose, and where it begins."""

    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of the writer's prose, where it stands, and its additions."""

    text: str
    holder: Record | Document
    field: str
    additions: tuple[Link | Embed | Citation, ...]

    def location(self, offset: int) -> Location:
        """Return the line of the character at *offset*."""
        if isinstance(self.holder, Document):
            return Location(self.holder.path, 1 + self.text.count("\n", 0, offset))
        return self.holder.where.within(self.field, self.text, offset)

    def within(self, block: Block) -> tuple[Link | Embed | Citation, ...]:
        """Return the additions that stand in *block*."""
        end = block.offset + len(block.text)
        first, after = (bisect_left(self.additions, at, key=lambda found: found.offset) for at in (block.offset, end))
        return self.additions[first:after]


def texts(brief: Brief) -> Iterator[Text]:
    """Yield every piece of the writer's prose."""
    background = brief.background
    yield Text(background.text, background, "", tuple(additions(background.text)))
    for record in _records(brief):
        for holder, field, text in fields(record):
            yield Text(text, holder, field, tuple(additions(text)))


def _records(brief: Brief) -> Iterator[Record]:
    """Yield every record that may hold prose, each once."""
    yield brief.meta
    for article in brief.articles:
        yield article.record
    for entry in brief.entries():
        if not isinstance(entry, Judgement):
            yield entry


def citation(cite: str) -> Citation:
    """Return the citation that a ``cites`` value (``mill, p. 9``) names."""
    key, _, locator = cite.partition(",")
    return Citation(0, key.strip(), locator.strip())


def additions(text: str) -> Iterator[Link | Embed | Citation]:
    """Yield every addition of *text*, in order."""
    for token in _TOKEN.finditer(text):
        if token["embed"]:
            yield Embed(token.start(), token["embed"].strip())
        elif token["id"]:
            yield Link(token.start(), token["id"].strip(), (token["words"] or "").strip())
        elif token["cites"]:
            yield from _citations(token)


def to_markdown(
    text: str,
    link: Callable[[Link], str],
    embed: Callable[[Embed], str],
    cite: Callable[[tuple[Citation, ...]], str],
) -> str:
    """Return *text* as ordinary Markdown; the callables say what each addition becomes.

    *cite* is handed the works of one pair of brackets; what it returns follows the word before, without a space.
    """

    def replace(token: re.Match[str]) -> str:
        if token["embed"]:
            return embed(Embed(token.start(), token["embed"].strip()))
        if token["id"]:
            return link(Link(token.start(), token["id"].strip(), (token["words"] or "").strip()))
        if token["cites"]:
            return cite(tuple(_citations(token)))
        if token["url"]:
            return f"[{to_markdown(token['text'], link, embed, cite)}]({token['url']})"
        return _ESCAPED[token["char"]] if not _quotes_a_block(text, token) else token[0]

    return _TOKEN.sub(replace, text)


def plain(text: str, name: Callable[[str], str] = str) -> str:
    """Return the words of *text* alone: no citation, no emphasis, links as their words or the *name* of their id."""
    bare = to_markdown(text, lambda link: link.words or name(link.id), lambda _: "", lambda _: "")
    bare = re.sub(r"(?<!!)\[([^\]]+)\]\([^)]*\)", r"\1", bare)
    bare = html.unescape(re.sub(r"(?m)^[ ]{0,3}(?:#{1,6}|[-*+]|\d+\.|>)\s+|[*`]", "", bare))
    return re.sub(r"\s+([.,;:!?])", r"\1", re.sub(r"\s+", " ", bare)).strip()


def first_sentence(words: str, language: str = "en", limit: int = 240) -> str:
    """Return the first sentence of plain *words*, cut at a word's end before *limit* characters."""
    return sentences.first_sentence(words, language, limit)


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of *text*, which blank lines set apart."""
    start = 0
    for end in [*(gap.span() for gap in _BLANK.finditer(text)), (len(text), len(text))]:
        body = text[start : end[0]]
        if body.strip():
            yield Block(start + len(body) - len(body.lstrip()), body.strip())
        start = end[1]


def is_heading(block: Block) -> bool:
    """Return whether *block* is a heading alone."""
    return block.text.startswith("#") and "\n" not in block.text


def headings(text: str) -> Iterator[tuple[int, str]]:
    """Yield the headings of *text* with their places."""
    for found in _HEADING.finditer(text):
        yield found.start(), text[found.start() :].split("\n", 1)[0]


def refused(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield what prose may not hold: its place, what it is, and the words."""
    for found in _RAW_HTML.finditer(text):
        yield found.start(), "raw HTML", found[0]
    links = list(_ODD_LINK.finditer(text))
    taken = [token.span() for token in _TOKEN.finditer(text) if not token["char"]] if links else []
    for found in links:
        if not any(start <= found.start() < end for start, end in taken):
            what = "an image" if found[0].startswith("!") else "a link that does not lead to an http(s) address"
            yield found.start(), what, found[0]


def fields(record: Record) -> Iterator[tuple[Record, str, str]]:
    """Yield every prose field of *record* and of the records within it: the record, the field's name, the text."""
    for name, holds_prose in _shape(type(record)):
        value = getattr(record, name)
        if holds_prose and value is not None:
            yield record, name, value
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Record):
                    yield from fields(item)


@cache
def _shape(model: type[Record]) -> tuple[tuple[str, bool], ...]:
    """Return the fields of *model* that are prose, or lists that may hold records, and whether each is prose."""
    shape = ((name, PROSE in _marks(info)) for name, info in model.model_fields.items())
    return tuple((name, is_prose) for name, is_prose in shape if is_prose or "tuple" in str(model.model_fields[name]))


def _marks(info: FieldInfo) -> list[object]:
    marks = list(info.metadata)
    for option in get_args(info.annotation):
        marks.extend(getattr(option, "__metadata__", ()))
    return marks


def _citations(token: re.Match[str]) -> Iterator[Citation]:
    for found in _CITE.finditer(token["cites"]):
        yield Citation(token.start("cites"), found["key"], (found["locator"] or "").strip())


def _quotes_a_block(text: str, token: re.Match[str]) -> bool:
    """Return whether the character is the ``>`` that begins a line of a block quotation."""
    return token["char"] == ">" and not text[text.rfind("\n", 0, token.start()) + 1 : token.start()].strip(" >")
