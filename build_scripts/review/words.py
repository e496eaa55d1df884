"""The difference between two texts, in words. Pure."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from build_scripts.brief.folding import WORD
from build_scripts.brief.sentences import head, tail

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(rf"(?:(?:{WORD.pattern})(?:[’'-](?:{WORD.pattern}))*|[^\w\s])\s*|\s+")
MOST_COMPARISONS = 9_000_000
"""How many pairs of words are compared before two texts count as altogether different."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stayed, went or came."""

    kind: Literal["same", "removed", "added"]
    text: str


def difference(before: str, after: str) -> tuple[Piece, ...]:
    """Return what became of *before*: what is the same or added makes *after*; breaks within a paragraph do not count."""
    pieces: list[Piece] = []
    for same, old, new in _runs(_LINE.findall(before), _LINE.findall(after)):
        pieces.extend([Piece("same", "".join(new))] if same else _in_words("".join(old), "".join(new)))
    return tuple(_merged(pieces))


def has_changes(pieces: Iterable[Piece]) -> bool:
    """Return whether any word went or came."""
    return any(piece.kind != "same" for piece in pieces)


def shortened(pieces: Sequence[Piece], room: int = 80) -> tuple[Piece, ...]:
    """Return *pieces* with those that stayed cut to about *room* characters on each side of a change."""
    return tuple(_shortened(piece, room, index > 0, index < len(pieces) - 1) for index, piece in enumerate(pieces))


def _shortened(piece: Piece, room: int, after_change: bool, before_change: bool) -> Piece:  # noqa: FBT001 - private
    keep = room * (after_change + before_change)
    if piece.kind != "same" or len(piece.text) <= keep + 20:
        return piece
    start = f"{head(piece.text, room - 1)} " if after_change else ""
    end = f" {tail(piece.text, room - 1)}" if before_change else ""
    return Piece("same", f"{start}[…]{end}")


def _in_words(before: str, after: str) -> Iterator[Piece]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if len(old) * len(new) > MOST_COMPARISONS:
        yield from (Piece("removed", before), Piece("added", after))
        return
    for same, gone, come in _runs(old, new):
        if same:
            yield Piece("same", "".join(come))
        else:
            yield Piece("removed", "".join(gone))
            yield Piece("added", "".join(come))


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Yield the stretches of *old* and *new* that are the same, or that stand in each other's place."""
    matcher = SequenceMatcher(None, [*map(_key, old)], [*map(_key, new)], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        yield tag == "equal", old[a:b], new[c:d]


def _key(part: str) -> str:
    """Return what two parts must share to be the same: their words, and whether a paragraph ends there."""
    ends = "\n" if re.search(r"\n\s*\n\s*$", part) else ""
    return " ".join(part.split()) + ends


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield *pieces* in as few as possible, and no change broken by a mere comma or space that stayed."""
    whole = [piece for piece in pieces if piece.text]
    last = len(whole) - 1
    parts: list[Piece] = []
    for index, piece in enumerate(whole):
        if piece.kind == "same" and 0 < index < last and not re.search(r"\w", piece.text):
            parts += [Piece("removed", piece.text), Piece("added", piece.text)]
        else:
            parts.append(piece)
    for same, run in groupby(parts, key=lambda piece: piece.kind == "same"):
        stretch = list(run)
        kinds: tuple[Literal["same", "removed", "added"], ...] = ("same",) if same else ("removed", "added")
        for kind in kinds:
            if text := "".join(piece.text for piece in stretch if piece.kind == kind):
                yield Piece(kind, text)
