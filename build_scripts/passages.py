"""What an article itself puts between quotation marks, and which of it no annotation covers."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from build_scripts.fold import WORD, fold
from build_scripts.model import Article, Brief, Quote, Waiver
from build_scripts.problems import Location, Problem

if TYPE_CHECKING:
    from build_scripts.anchor import Anchors, Place

RULE = "quotation-without-annotation"
"""The rule's name, for waivers."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Words between quotation marks, ``text[start:end]``; with the marks, ``text[outer_start:outer_end]``."""

    start: int
    end: int
    outer_start: int
    outer_end: int


def passages(article: Article) -> tuple[Passage, ...]:
    """Return every stretch that *article* puts between quotation marks; what is quoted within belongs to the outer one.

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


def uncovered(
    article: Article, found: Iterable[Passage], places: Iterable["Place"], waived: Iterable[str] = ()
) -> tuple[Passage, ...]:
    """Return the passages of *article* with a word that neither *places* nor the *waived* texts cover."""
    spans = _merged((place.start, place.end) for place in places if place.article == article.id)
    set_aside = {bare(text) for text in waived}
    return tuple(
        passage
        for passage in found
        if any(WORD.search(article.text, start, end) for start, end in _rest(passage, spans))
        and not (set_aside and bare(article.text[passage.start : passage.end]) in set_aside)
    )


def quotation_problems(brief: Brief, anchors: "Anchors") -> Iterator[Problem]:
    """Yield the quotations of the articles that no quote covers and no waiver names, and waivers that waive nothing."""
    places = [place for quote in brief.quotes for place in anchors.places.get(quote.id, ())]
    by_article: dict[str, list[Place]] = {}
    for place in places:
        by_article.setdefault(place.article, []).append(place)
    failed = tuple(quote for quote in brief.quotes if quote.id not in anchors.places)
    for article in brief.articles:
        open_passages = uncovered(article, passages(article), by_article.get(article.id, ()))
        yield from _open_problems(article, open_passages, failed)
        yield from _idle_waivers(article, open_passages)


def bare(text: str) -> str:
    """Return *text* folded, without the marks, points and spaces around it."""
    folded = fold(text).text
    words = [*WORD.finditer(folded)]
    return folded[words[0].start() : words[-1].end()] if words else ""


def _open_problems(article: Article, found: Iterable[Passage], failed: Sequence[Quote]) -> Iterator[Problem]:
    """Yield a problem for each passage that is not waived, unless a quote that has its own problem is about it."""
    waived = {bare(waiver.exact) for waiver in _waivers(article)}
    attempts = [fold(target.exact).text for quote in failed for target in quote.target]
    for passage in found:
        words = " ".join(article.text[passage.start : passage.end].split())
        folded = bare(words)
        if folded in waived or any(_is_about(attempt, folded) for attempt in attempts):
            continue
        line = 1 + article.text.count("\n", 0, passage.start)
        yield Problem(
            Location(article.path, line),
            f'no annotation covers this quotation: "{_short(words)}"',
            _hint(article, words),
        )


def _is_about(attempt: str, words: str) -> bool:
    """Return whether a quote's words, though they are not the article's, are meant to be these."""
    return fuzz.ratio(attempt[:1000], words[:1000], score_cutoff=70) > 0 or (
        len(attempt) > 15 and fuzz.partial_ratio(attempt[:1000], words[:2000], score_cutoff=85) > 0
    )


def _idle_waivers(article: Article, found: Iterable[Passage]) -> Iterator[Problem]:
    """Yield a problem for each waiver of the rule that no open passage needs."""
    needed = {bare(article.text[passage.start : passage.end]) for passage in found}
    seen: set[str] = set()
    for waiver in _waivers(article):
        words = bare(waiver.exact)
        if words not in needed or words in seen:
            why = "no quotation of the article without an annotation has just these words; take the waiver out"
            yield Problem(waiver.where.location("exact"), f'waives nothing: "{_short(waiver.exact)}" ({RULE})', why)
        seen.add(words)


def _waivers(article: Article) -> tuple[Waiver, ...]:
    """Return the article's waivers of the rule."""
    return tuple(waiver for waiver in article.record.waivers if waiver.rule == RULE)


def _hint(article: Article, words: str) -> str:
    """Return what to paste: a quote's target, or a waiver."""
    scalar = "'" + words.replace("'", "''") + "'"
    record = article.record.where.path or f"the record of {article.id}"
    return (
        f"annotate it with a quote: target: {{article: {article.id}, exact: {scalar}}}\n"
        f"or waive it in {record}: waivers: [{{rule: {RULE}, exact: {scalar}, reason: '…'}}]"
    )


def _short(words: str) -> str:
    """Return *words* on one line and not too long."""
    line = " ".join(words.split())
    return line if len(line) <= 100 else f"{line[:99].rstrip()}…"


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return *spans* in order, those that touch or overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _rest(passage: Passage, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of *passage* that no span covers."""
    at = passage.start
    for start, end in spans[max(0, bisect_right(spans, (passage.start,)) - 1) :]:
        if start >= passage.end:
            break
        if at < start:
            yield at, start
        at = max(at, end)
    if at < passage.end:
        yield at, passage.end


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
