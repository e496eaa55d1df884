"""Two versions of a page -> what changed in it, as a reader sees it: words, not markup. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser

import markdown
from rapidfuzz import fuzz

from build_scripts.brief.markdown_page import BLOCKS, words
from build_scripts.review.words import Piece, difference, has_changes

_SILENT = frozenset(["script", "style", "svg", "template"])
ALIKE = 50
"""How like, in per cent, two blocks are when one is a change of the other."""
MOST_TRIED = 50
"""With how many old blocks a new one is compared, so that the time grows with the length of a page."""


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the page that came, went or changed, and the heading and the anchor that it stands under."""

    heading: str
    anchor: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    heading: str = field(compare=False)
    anchor: str = field(compare=False)


def rows(before: str, after: str, engine: markdown.Markdown) -> tuple[Row, ...]:
    """Return what changed from one Markdown page to another, both read with *engine*."""
    old, new = (_blocks(page, engine) for page in (before, after))
    return tuple(row for row in _rows(old, new) if has_changes(row.pieces))


def _rows(old: Sequence[_Block], new: Sequence[_Block]) -> Iterator[Row]:
    matcher = SequenceMatcher(None, [block.text for block in old], [block.text for block in new], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield from _replaced(old[a:b], new[c:d], new[max(0, c - 1) : c])


def _replaced(old: Sequence[_Block], new: Sequence[_Block], above: Sequence[_Block]) -> Iterator[Row]:
    """Yield the blocks of *new*, each beside the one of *old* that it may have come from, and what is left of *old*."""
    near = above[0] if above else None
    at = 0
    for block in new:
        tried = enumerate(old[at : at + MOST_TRIED], at)
        likely = next((index for index, gone in tried if fuzz.ratio(gone.text, block.text) >= ALIKE), None)
        for gone in old[at:likely] if likely is not None else ():
            yield Row(gone.heading, near.anchor if near else "", (Piece("removed", gone.text),))
        was = "" if likely is None else old[likely].text
        at = at if likely is None else likely + 1
        yield Row(block.heading, block.anchor, difference(was, block.text))
        near = block
    for gone in old[at:]:
        yield Row(gone.heading, near.anchor if near else "", (Piece("removed", gone.text),))


def _blocks(page: str, engine: markdown.Markdown) -> list[_Block]:
    reader = _Reader()
    reader.feed(engine.reset().convert(words(page)))
    reader.flush()
    return reader.blocks


class _Reader(HTMLParser):
    """Reads a page's HTML as blocks of plain text."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[_Block] = []
        self._words: list[str] = []
        self._silent = 0
        self._heading = ""
        self._anchor = ""
        self._permalink = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._silent += tag in _SILENT
        self._permalink |= tag == "a" and given.get("class") == "headerlink"
        if tag in BLOCKS:
            self.flush()
        if given.get("id"):
            self._anchor = given["id"] or ""

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT
        if tag == "a":
            self._permalink = False
        if tag in ("td", "th"):
            self._words.append(" | ")
        if tag in BLOCKS:
            words = self.flush()
            if tag in ("h1", "h2", "h3", "h4"):
                self._heading = words

    def handle_data(self, data: str) -> None:
        if not self._silent and not self._permalink:
            self._words.append(data)

    def flush(self) -> str:
        """End the block, and return its words."""
        words = " ".join("".join(self._words).split()).removesuffix(" |")
        self._words.clear()
        if words:
            self.blocks.append(_Block(words, self._heading, self._anchor))
        return words
