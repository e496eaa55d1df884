"""What the words that a writer typed may mean: words of the article, words left out, and an editor's insertions.

A W3C ``TextQuoteSelector`` has an ``exact`` that stands in the text as it is. Ours allows two changes: ``…`` or
``[…]`` for words left out, and ``[word]`` for an insertion. As an article may have ellipses and brackets of its own, one
``exact`` can have several readings; the most literal one that stands in the article counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_scripts.anchor.places import Insertion
from build_scripts.brief.folding import WORD

Token = str | None | Insertion
"""Words, ``None`` for words left out, or an insertion."""
Span = tuple[int, int]
"""A slice of a folded text."""

_LIBERTIES = re.compile(r"(?P<gap>\[ ?… ?\])|(?P<ellipsis>…)|\[(?P<insertion>[^\[\]]*)\]")
_ORDER_OF_LIBERTIES = (
    "",
    "gap",
    "insertion",
    "gap insertion",
    "gap ellipsis",
    "insertion ellipsis",
    "gap insertion ellipsis",
)
"""From the most literal to the freest: a plain ellipsis is the last to count as words left out, as articles have their own."""
_ENDING = re.compile(r"e?s|e?d|e?n|ing|'s?", re.IGNORECASE)


_MARKED = (
    ("''", "''"),
    (",,", "''"),
    ("<<", ">>"),
    ('"', '"'),
    ("'", "'"),
    ("「", "」"),
    ("『", "』"),
    ("《", "》"),
    ("〈", "〉"),
)
"""The marks that may stand around a quotation, folded."""


@dataclass(frozen=True, slots=True)
class Block:
    """Words that stand together in the article; insertions may part them, and then a space may stand there or not."""

    parts: tuple[str, ...]
    spaced: tuple[bool, ...] = ()
    """For each insertion between two parts, whether the writer typed a space on one of its sides."""

    def spans(self, text: str, start: int) -> list[Span] | None:
        """Return the spans of the parts if the block stands at *start*, where its first part does."""
        spans = [(start, start + len(self.parts[0]))]
        for part, spaced in zip(self.parts[1:], self.spaced, strict=True):
            at = spans[-1][1]
            if spaced and text[at : at + 1] == " ":
                at += 1
            elif spaced and WORD.match(text[at - 1]) and WORD.match(part):
                return None
            if not text.startswith(part, at):
                return None
            spans.append((at, at + len(part)))
        return spans


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read what a writer typed: blocks with words left out between them."""

    tokens: tuple[Token, ...]
    blocks: tuple[Block, ...]
    glued: tuple[str, ...] = ()
    """The insertions that touch a word and are not just its ending: "[un]lawful"."""

    @property
    def insertions(self) -> tuple[str, ...]:
        """Return the words of the insertions."""
        return tuple(token.text for token in self.tokens if isinstance(token, Insertion))


def readings(exact: str) -> Iterator[Reading]:
    """Yield the ways to read *exact*, a folded text without spaces at its edges, the most literal first."""
    kinds = {found.lastgroup for found in _LIBERTIES.finditer(exact)}
    seen: list[frozenset[str | None]] = []
    for free in _ORDER_OF_LIBERTIES:
        if (taken := kinds.intersection(free.split())) not in seen:
            seen.append(frozenset(taken))
            yield _reading(exact, seen[-1]) if taken else _literally(exact)


def unmarked(exact: str) -> str:
    """Return *exact* without the quotation marks that a writer put around it."""
    for opening, closing in _MARKED:
        if exact.startswith(opening):
            return exact.removeprefix(opening).removesuffix(closing).strip(" ")
    return exact.removesuffix('"').strip(" ")


def _literally(exact: str) -> Reading:
    """Return *exact* read as nothing but words of the article."""
    return Reading((exact,), (Block((exact,)),)) if exact else Reading((), ())


def _reading(exact: str, free: frozenset[str | None]) -> Reading:
    """Return *exact* read with the liberties in *free*, and all the rest as the article's words."""
    tokens: list[Token] = []
    spaces: list[bool] = []
    glued: list[str] = []
    done = 0
    for found in _LIBERTIES.finditer(exact):
        if found.lastgroup in free:
            _append(tokens, exact[done : found.start()], spaces)
            tokens.append(Insertion(found["insertion"].strip()) if found.lastgroup == "insertion" else None)
            spaces.append(" " in _touching(exact, found))
            if found.lastgroup == "insertion" and _is_glued(exact, found):
                glued.append(found[0])
            done = found.end()
    _append(tokens, exact[done:], spaces)
    return Reading(tuple(tokens), tuple(_blocks(tokens, spaces)), tuple(glued))


def _append(tokens: list[Token], words: str, spaces: list[bool]) -> None:
    """Add *words* to the tokens, unless there are none."""
    if words.strip(" "):
        tokens.append(words.strip(" "))
        spaces.append(False)


def _blocks(tokens: Sequence[Token], spaces: Sequence[bool]) -> Iterator[Block]:
    """Yield the runs of *tokens* that stand together in the article."""
    parts: list[str] = []
    joins: list[bool] = []
    spaced = False
    for token, space in zip(tokens, spaces, strict=True):
        if token is None:
            if parts:
                yield Block(tuple(parts), tuple(joins))
            parts, joins, spaced = [], [], False
        elif isinstance(token, Insertion):
            spaced = spaced or space
        else:
            joins += [spaced] if parts else []
            parts.append(token)
            spaced = False
    if parts:
        yield Block(tuple(parts), tuple(joins))


def _touching(exact: str, found: re.Match[str]) -> tuple[str, str]:
    """Return the characters right before and right after a liberty."""
    return exact[found.start() - 1 : found.start()], exact[found.end() : found.end() + 1]


def _is_glued(exact: str, found: re.Match[str]) -> bool:
    """Return whether an insertion makes another word of the one that it touches, beyond giving it an ending."""
    before, after = _touching(exact, found)
    if WORD.search(found["insertion"]) is None:
        return False
    return bool(WORD.match(after) or (WORD.match(before) and not _ENDING.fullmatch(found["insertion"])))
