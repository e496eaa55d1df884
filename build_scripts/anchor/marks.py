"""What an article itself puts between quotation marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.brief.folding import WORD
from build_scripts.brief.model import Article


@dataclass(frozen=True, slots=True)
class Passage:
    """Words between quotation marks, ``text[start:end]``; with the marks ``text[outer_start:outer_end]``; in code points."""

    start: int
    end: int
    outer_start: int
    outer_end: int


def passages(article: Article) -> tuple[Passage, ...]:
    """Return every stretch that *article* puts between quotation marks, in order and apart; those within belong to it.

    A quotation that is not closed runs to its paragraph's end, and on if the next paragraph opens with the same mark.
    """
    found: list[Passage] = []
    carried = ""
    for paragraph in article.paragraphs:
        marks = _Marks(article.text, paragraph.start, paragraph.end)
        opened = found[-1] if carried and marks.opens_with(carried) else None
        for passage, mark in marks.passages():
            if opened and passage.outer_start == marks.first:
                found[-1] = Passage(opened.start, passage.end, opened.outer_start, passage.outer_end)
            else:
                found.append(passage)
            carried = mark
        if not found or found[-1].outer_end < marks.last:
            carried = ""
    return tuple(found)


_MARK = re.compile("[\"“”„‟«»'‘’‚‛‹›「」『』]")
_PAIRS = {"“": "”", "«": "»", "‹": "›", "「": "」", "『": "』", "‟": "”"}
_SINGLES = frozenset("'‘’‛")
_ELISION = re.compile(r"\d|(?:tis|twas|twere|twill|til|till|em|cause|bout|round|cept|kay|n|nother)\b", re.IGNORECASE)
_BEFORE_OPENING = frozenset(" \t\n\r\f\v\xa0\u2009\u202f([{<-–—―/\"“„«‹‘‚'’:=¿¡…>*_")


class _Marks:
    """The quotation marks of one paragraph, and what they enclose."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text = text
        self.end = end
        inside = text[start:end]
        self.first = start + len(inside) - len(inside.lstrip())
        self.last = start + len(inside.rstrip())
        self.marks = [(found.start(), found[0]) for found in _MARK.finditer(text, start, end)]
        self.partner = self._partners()
        self.start = start
        self.singles_close = True
        self.nexts: dict[str, tuple[int, int | None]] = {}

    def opens_with(self, mark: str) -> bool:
        """Return whether the paragraph's first character is *mark*."""
        return self.first < self.end and self.text[self.first] == mark

    def passages(self) -> Iterator[tuple[Passage, str]]:
        """Yield the outermost passages; with one that is not closed, its opening mark."""
        i = 0
        while i < len(self.marks):
            at, mark = self.marks[i]
            if not self._opens(at, mark):
                i += 1
                continue
            closing = self._closing(i)
            if closing is not None:
                stop = self.marks[closing][0]
                yield Passage(*self._trimmed(at + 1, stop), at, stop + 1), ""
                i = closing + 1
            elif self._runs_on(at, mark):
                yield Passage(*self._trimmed(at + 1, self.last), at, self.last), mark
                return
            else:
                i += 1

    def _partners(self) -> dict[int, int]:
        """Return which paired mark closes which, both by index, like brackets."""
        partner: dict[int, int] = {}
        stacks: dict[str, list[int]] = {}
        for i, (_, mark) in enumerate(self.marks):
            if mark in _PAIRS:
                stacks.setdefault(_PAIRS[mark], []).append(i)
            elif stacks.get(mark):
                partner[stacks[mark].pop()] = i
        return partner

    def _opens(self, at: int, mark: str) -> bool:
        """Return whether the mark at *at* may open a passage; one that is not paired must stand before a word."""
        if mark in "“„‟«「『":
            return True
        if mark in "‚」』":
            return mark == "‚" and self._before(at) and not self._spaced(at + 1)
        return self._before(at) and not self._spaced(at + 1) and not (mark in _SINGLES and self._elided(at))

    def _before(self, at: int) -> bool:
        """Return whether what stands before *at* lets a quotation begin."""
        return at == self.start or self.text[at - 1] in _BEFORE_OPENING or self.text[at - 1].isspace()

    def _spaced(self, at: int) -> bool:
        """Return whether a space or the paragraph's end is at *at*."""
        return at >= self.end or self.text[at].isspace()

    def _elided(self, at: int) -> bool:
        """Return whether the mark at *at* stands for letters left out, as in ’90s and ’tis."""
        return self.text[at] != "‘" and _ELISION.match(self.text, at + 1, self.end) is not None

    def _ends_word(self, at: int) -> bool:
        """Return whether the mark at *at* stands right after something and not right before a letter."""
        return not self.text[at - 1].isspace() and not (at + 1 < self.end and WORD.match(self.text, at + 1, at + 2))

    def _closing(self, i: int) -> int | None:
        """Return the index of the mark that closes the one at *i*."""
        mark = self.marks[i][1]
        if mark in _SINGLES or mark == "‚":
            return self._single_closing(i)
        if mark in _PAIRS:
            partner = self.partner.get(i)
            return partner if partner is not None or mark != "“" else self._next(i, '"“')
        closers = {'"': '"', "„": '“”"', "”": "”“", "»": "«»", "›": "‹›"}[mark]
        return self._next(i, closers, anywhere=mark == '"')

    def _next(self, i: int, closers: str, *, anywhere: bool = False) -> int | None:
        """Return the index of the first of *closers* after *i* that ends a word, or of a straight mark anywhere."""
        asked, answer = self.nexts.get(closers, (len(self.marks), None))
        if asked <= i and (answer is None or answer > i):
            return answer
        after = range(i + 1, len(self.marks))
        fits = (j for j in after if self.marks[j][1] in closers and (anywhere or self._ends_word(self.marks[j][0])))
        self.nexts[closers] = (i, next(fits, None))
        return self.nexts[closers][1]

    def _single_closing(self, i: int) -> int | None:
        """Return the index of the mark that closes a single one: not an apostrophe, nor one in a nested passage."""
        possessive = None
        j = i + 1
        while self.singles_close and j < len(self.marks):
            at, mark = self.marks[j]
            if mark in "“«" and j in self.partner:
                j = self.partner[j]
            elif mark in "'’‘" and self._ends_word(at) and at > self.marks[i][0] + 1:
                if not self._may_be_possessive(at):
                    return j
                possessive = j if possessive is None else possessive
            elif possessive is not None and mark in _SINGLES and self._opens(at, mark):
                break
            j += 1
        if possessive is None:
            self.singles_close = False
        return possessive

    def _may_be_possessive(self, at: int) -> bool:
        """Return whether the mark at *at* could be the apostrophe of "soldiers’ boots"."""
        return self.text[at - 1] in "sS" and re.match(r"\s\w", self.text[at + 1 : at + 3]) is not None

    def _runs_on(self, at: int, mark: str) -> bool:
        """Return whether a passage that is not closed was meant; a single mark may just be an apostrophe."""
        if mark not in _SINGLES:
            return mark not in "”»›‹"
        return mark == "‘" and _ELISION.match(self.text, at + 1, self.end) is None

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice without white space at its edges."""
        inside = self.text[start:end]
        start += len(inside) - len(inside.lstrip())
        return start, max(start, start + len(inside.strip()))
