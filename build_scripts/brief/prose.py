"""The writer's prose: where it stands in a brief, and what becomes of it as Markdown and as words alone.

``syntax.py`` decides what in it is markup. Here the markup is rewritten as Markdown that every engine reads in the same
way, and everything else has its signs escaped, so that no engine or extension acts on it.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import get_args

from pydantic.fields import FieldInfo

from build_scripts.brief import sentences, web
from build_scripts.brief.model import PROSE, Brief, Document, Judgement, Record
from build_scripts.brief.problems import Location
from build_scripts.brief.syntax import (
    Anchor,
    Block,
    Citation,
    Citations,
    Code,
    Embed,
    Emphasis,
    Fault,
    Link,
    Part,
    Piece,
    Words,
    inline,
    parse,
)

__all__ = ["Block", "Citation", "Citations", "Embed", "Fault", "Link", "Text", "Writer"]

_SIGN = re.compile(r"[\[\]{}<>*_`\\|]|&(?=#|\w+;)|(?<=//)/")
_LINE_START = re.compile(r"(\d+)([.)])(?=\s|$)|()([#+\-:=~!^])")
_PLACE = "\ufdd0"
"""Marks an addition among words; Unicode keeps it for such uses, and it is in no text."""
_TAGS = {1: ("<em>", "</em>"), 2: ("<strong>", "</strong>"), 3: ("<strong><em>", "</em></strong>")}


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


@dataclass(frozen=True, slots=True)
class Writer:
    """What each addition becomes in Markdown.

    *cite* is handed the works of one pair of brackets; what it returns follows the word before, without a space.
    """

    link: Callable[[Link], str]
    embed: Callable[[Embed], str]
    cite: Callable[[tuple[Citation, ...]], str]


def texts(brief: Brief) -> Iterator[Text]:
    """Yield every piece of the writer's prose."""
    background = brief.background
    yield Text(background.text, background, "", tuple(additions(background.text)))
    for record in _records(brief):
        for holder, name, text in fields(record):
            yield Text(text, holder, name, tuple(additions(text)))


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
    name, _, locator = cite.partition(",")
    key, _, passage = name.strip().partition("#")
    return Citation(0, key, locator.strip(), passage=passage)


def additions(text: str) -> Iterator[Link | Embed | Citation]:
    """Yield every addition of *text*, in order."""
    yield from parse(text).additions


def blocks(text: str) -> Iterator[Block]:
    """Yield the blocks of *text*."""
    yield from parse(text).blocks


def faults(text: str) -> Iterator[Fault]:
    """Yield what prose may not hold."""
    yield from parse(text).faults


def is_heading(block: Block) -> bool:
    """Return whether *block* is a heading."""
    return block.kind == "heading"


def headings(text: str) -> Iterator[tuple[int, str]]:
    """Yield the headings of *text* with their places."""
    for block in blocks(text):
        if is_heading(block):
            yield block.offset, block.text


def words_alone(text: str) -> str:
    """Return *text* with ids, keys and addresses blanked out, every other character in its place."""
    kept: list[str] = []
    done = 0
    for start, end in parse(text).unseen:
        kept += (text[done:start], re.sub(r"[^\n]", " ", text[start:end]))
        done = end
    return "".join((*kept, text[done:]))


def to_markdown(text: str, writer: Writer) -> str:
    """Return *text* as ordinary Markdown, in which *writer* says what each addition becomes."""
    return "\n\n".join(_block(block, writer) for block in blocks(text))


def to_line(text: str, writer: Writer) -> str:
    """Return *text* as Markdown in one line, without paragraphs, lists and tables: for an item of a list."""
    return " ".join(" ".join(_lines(blocks(text), lambda part: _part(part, writer), as_typed)).split("\n"))


def link_words(words: str) -> str:
    """Return the *words* of a link as Markdown."""
    return _pieces(inline(words), _NOTHING)


def plain(text: str, name: Callable[[str], str] = str) -> str:
    """Return the words of *text* alone: no citation, no emphasis, links as their words or the *name* of their id."""
    return " ".join(" ".join(_lines(blocks(text), lambda part: _plain(part.pieces, name), str)).split())


def placed(text: str, name: Callable[[str], str] = str) -> tuple[str, tuple[tuple[int, Link | Embed | Citation], ...]]:
    """Return the words of *text* alone, as ``plain`` does, and each addition with the place in them that it stands at.

    A link stands at the end of its words.
    """
    found: list[Link | Embed | Citation] = []
    lines = _lines(blocks(text.replace(_PLACE, " ")), lambda part: _plain(part.pieces, name, found), str)
    first, *others = " ".join(" ".join(lines).split()).split(_PLACE)
    words, places = first, []
    for other, addition in zip(others, found, strict=True):
        places.append((len(words), addition))
        words += other
    return words, tuple(places)


def first_sentence(words: str, language: str = "en", limit: int = 240) -> str:
    """Return the first sentence of plain *words*, cut at a word's end before *limit* characters."""
    return sentences.first_sentence(words, language, limit)


def as_typed(text: str, *, starts_line: bool = True) -> str:
    """Return *text* as Markdown in which each character is itself."""
    first, *others = _SIGN.sub(_reference, text).split("\n")
    lines = [_line_start(first) if starts_line else first, *map(_line_start, others)]
    return "\n".join(lines)


def fields(record: Record) -> Iterator[tuple[Record, str, str]]:
    """Yield every prose field of *record* and of the records within it: the record, the field's name, the text."""
    for name, holds_prose in shape(type(record)):
        value = getattr(record, name)
        if holds_prose and value is not None:
            yield record, name, value
        elif isinstance(value, tuple):
            for item in value:
                if isinstance(item, Record):
                    yield from fields(item)


@cache
def shape(model: type[Record]) -> tuple[tuple[str, bool], ...]:
    """Return the fields of *model* that are prose, or lists that may hold records, and whether each is prose."""
    shape = ((name, PROSE in _marks(info)) for name, info in model.model_fields.items())
    return tuple((name, is_prose) for name, is_prose in shape if is_prose or "tuple" in str(model.model_fields[name]))


def _marks(info: FieldInfo) -> list[object]:
    marks = list(info.metadata)
    for option in get_args(info.annotation):
        marks.extend(getattr(option, "__metadata__", ()))
    return marks


_NOTHING = Writer(link=lambda _: "", embed=lambda _: "", cite=lambda _: "")


def _reference(sign: re.Match[str]) -> str:
    return "&amp;" if sign[0] == "&" else f"&#{ord(sign[0])};"


def _line_start(line: str) -> str:
    """Return a *line* with the sign escaped that would make it the beginning of a block."""
    found = _LINE_START.match(line)
    if not found:
        return line
    return f"{found[1] or ''}&#{ord(found[2] or found[4])};{line[found.end() :]}"


def _block(block: Block, writer: Writer) -> str:
    match block.kind:
        case "code":
            lines = (piece.text for piece in block.parts[0].pieces if isinstance(piece, Code))
            return "\n".join((block.parts[0].mark, *lines, "```"))
        case "quotation":
            inner = "\n\n".join(_block(one, writer) for one in block.inner)
            return "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
        case "bullets" | "numbers":
            return "\n".join(_item(part, writer) for part in block.parts)
        case "table":
            cells = [_part(part, writer).replace("\n", " ") for part in block.parts]
            width = len(block.columns)
            head, *rows = (cells[start : start + width] for start in range(0, len(cells), width))
            return "\n".join(map(_row, (head, block.columns, *rows)))
        case "heading":
            words = _part(block.parts[0], writer).replace("\n", " ")
            return f"{block.parts[0].mark} {words.rstrip('#')}{'&#35;' * (len(words) - len(words.rstrip('#')))}"
        case _:
            return _part(block.parts[0], writer)


def _item(part: Part, writer: Writer) -> str:
    indent = "    " * part.depth
    first, *others = _part(part, writer).split("\n")
    return "\n".join((f"{indent}{part.mark} {first.lstrip()}", *(f"{indent}  {line}" for line in others)))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _part(part: Part, writer: Writer) -> str:
    return _pieces(part.pieces, writer)


def _pieces(pieces: Sequence[Piece], writer: Writer) -> str:
    written: list[str] = []
    target = ""
    for piece, following in zip(pieces, (*pieces[1:], None), strict=False):
        match piece:
            case Words(text):
                words = _after(written, as_typed(text, starts_line=not written))
                written.append(_before(following, words))
            case Code(text):
                written.append(_code(text))
            case Emphasis(width, opens, alone):
                written.append("*" * width if alone else _TAGS[width][not opens])
            case Anchor(""):
                written.append(f"]({web.destination(target)})")
            case Anchor(target):
                written.append("[")
            case Link():
                written.append(writer.link(piece))
            case Embed():
                written.append(writer.embed(piece))
            case Citations(cites):
                written.append(writer.cite(cites))
    return "".join(written)


def _after(before: Sequence[str], words: str) -> str:
    """Return *words*; a colon right after the mark of a note that begins a line would make a note of them."""
    defines = len(before) == 1 and before[0].endswith("]") and words.startswith(":")
    return f"&#58;{words[1:]}" if defines else words


def _before(following: Piece | None, words: str) -> str:
    """Return *words*; an exclamation mark right before a link would make an image of it."""
    pictures = isinstance(following, Link | Anchor) and words.endswith("!")
    return f"{words[:-1]}&#33;" if pictures else words


def _code(text: str) -> str:
    """Return a code span; one that holds signs is written in HTML, for between backticks no sign can be escaped."""
    typed = as_typed(text.replace("\n", " "), starts_line=False)
    return f"`{text}`" if typed == text == text.strip() and text else f"<code>{typed}</code>"


def _plain(
    pieces: Sequence[Piece], name: Callable[[str], str], found: list[Link | Embed | Citation] | None = None
) -> str:
    """Return the words of *pieces*, with a mark at each addition if these are to be *found*."""
    words: list[str] = []
    for piece in pieces:
        additions: tuple[Link | Embed | Citation, ...] = ()
        match piece:
            case Words(text) | Code(text):
                words.append(text)
            case Link(_, entry, shown):
                words.append(_plain(inline(shown), name) if shown else name(entry))
                additions = (piece,)
            case Embed():
                additions = (piece,)
            case Citations(cites):
                additions = cites
            case _:
                pass
        if found is not None:
            found += additions
            words += [_PLACE] * len(additions)
    return "".join(words)


def _lines(found: Iterable[Block], words: Callable[[Part], str], mark: Callable[[str], str]) -> Iterator[str]:
    """Yield the *words* of each part of the blocks, those of a numbered list with their numbers."""
    for block in found:
        yield from _lines(block.inner, words, mark)
        for part in block.parts:
            yield f"{mark(part.mark)} {words(part)}" if part.mark.endswith(".") else words(part)
