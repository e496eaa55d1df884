"""What an article itself puts between quotation marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_scripts.brief.folding import UNSEEN, WORD, is_spaceless
from build_scripts.brief.languages import primary
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
        marks = _Marks(article.text, paragraph.start, paragraph.end, article.record.language)
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


@dataclass(frozen=True, slots=True)
class _Mark:
    """A quotation mark ``text[start:end]``, and the single character that means the same."""

    start: int
    end: int
    kind: str


_DOUBLED = {"``": "``", "‘‘": "``", "❛❛": "``", "''": "''", "´´": "''", "’’": "''", "❜❜": "''", "＇＇": "''"}
"""Two single marks that stand for a double one, and how TeX writes it; the first ones only open."""
_WRITTEN_OUT = {",,": "„", "‚‚": "„", "<<": "«", ">>": "»", "‹‹": "«", "››": "»"}
"""Two characters that stand for a double mark, wherever they are."""
_OTHERS = {
    "״": '"',
    "＂": '"',
    "＇": "'",
    "❝": "“",
    "❞": "”",
    "❛": "‘",
    "❜": "’",
    "⹂": "„",
    "´": "'",
    "｢": "「",
    "｣": "」",
    "﹁": "「",
    "﹂": "」",
    "﹃": "『",
    "﹄": "』",
    "〝": "“",
    "〞": "”",
    "〟": "”",
}
"""Marks of other sets of characters, and the same in the usual one."""
_SIGNS = "\"“”„‟«»'‘’‚‛‹›「」『』《》〈〉`" + "".join(_OTHERS)
MARK = re.compile(rf"``|‘‘|’’|''|´´|❛❛|❜❜|＇＇|(?<!,),,(?!,)|‚‚|(?<!<)<<(?!<)|(?<!>)>>(?!>)|‹‹|››|[{_SIGNS}]")
_PAIRS = {"“": "”", "«": "»", "‹": "›", "「": "」", "『": "』", "《": "》", "〈": "〉", "‟": "”"}
_CLOSERS = {
    "“": frozenset(('"', "“", "''")),
    '"': frozenset('"'),
    "„": frozenset(("“", "”", '"', "''")),
    "”": frozenset("”“"),
    "»": frozenset("«»"),
    "›": frozenset("‹›"),
    "``": frozenset(('"', "”")),
}
"""What closes a mark that has no partner of its own."""
_TWO_SINGLES = frozenset(("''",))
_ALWAYS_OPENING = frozenset("“„‟«「『《〈")
_NEVER_OPENING = frozenset("」』》〉")
_NESTING = frozenset("“«「『《〈")
_SINGLES = frozenset("'‘’‛`")
_CLOSING_SINGLES = frozenset("'’‘`")
_WRITTEN = frozenset((*_WRITTEN_OUT, "〈", "《"))
_ELISION = re.compile(r"\d|(?:tis|twas|twere|twill|til|till|em|cause|bout|round|cept|kay|n|nother)\b", re.IGNORECASE)
_ELISIONS = {
    "af": re.compile(r"(?:n|k|s|t)\b", re.IGNORECASE),
    "ca": re.compile(r"(?:hi|l|ls|m|n|ns|s|t)\b", re.IGNORECASE),
    "it": re.compile(r"(?:na|ndrangheta|ndrine|no|sta|sti|sto)\b", re.IGNORECASE),
    "nl": re.compile(r"(?:k|m|n|r|s|t)\b", re.IGNORECASE),
}
"""What is left of words that lost their beginning, for which an apostrophe stands; the English ones in every language."""
_BEFORE_OPENING = re.compile(rf"[\s([{{<–—―/\"“„«‹‘‚'’:=¿¡…>*_（［｛【「『《〈，。、：；！？．·～،؛؟।\u0640{UNSEEN}-]")
_PREFIX = re.compile(r"(?<![\u0590-\u05ff])[בהוכלמש]{1,2}$|(?<![\u0600-\u06ff])[بفكلو]{1,2}$")
"""Prepositions and conjunctions that Hebrew and Arabic write to the word after them, also before a quotation mark."""
_ABBREVIATED = re.compile(r"[\u05d0-\u05ea](?![\u05d0-\u05ea])")


class _Marks:
    """The quotation marks of one paragraph, and what they enclose."""

    def __init__(self, text: str, start: int, end: int, language: str) -> None:
        self.text = text
        self.start = start
        self.end = end
        inside = text[start:end]
        self.first = start + len(inside) - len(inside.lstrip())
        self.last = start + len(inside.rstrip())
        self.elisions = _ELISIONS.get(primary(language), _ELISION)
        self.marks = [*self._read()]
        self.partner = self._partners()
        self.singles_close = True
        self.nexts: dict[frozenset[str], tuple[int, int | None]] = {}

    def opens_with(self, kind: str) -> bool:
        """Return whether the paragraph begins with a mark of this *kind*."""
        return bool(self.marks) and self.marks[0].start == self.first and self.marks[0].kind == kind

    def passages(self) -> Iterator[tuple[Passage, str]]:
        """Yield the outermost passages; with one that is not closed, the kind of its opening mark."""
        i = 0
        while i < len(self.marks):
            mark = self.marks[i]
            if not self._opens(mark):
                i += 1
                continue
            closing = self._closing(i)
            if closing is not None:
                stop = self.marks[closing]
                yield Passage(*self._trimmed(mark.end, stop.start), mark.start, stop.end), ""
                i = closing + 1
            elif self._runs_on(mark):
                yield Passage(*self._trimmed(mark.end, self.last), mark.start, self.last), mark.kind
                return
            else:
                i += 1

    def _read(self) -> Iterator[_Mark]:
        """Yield the marks; two single ones are a double one if they open a passage, or close one that two have opened."""
        opened = False
        for found in MARK.finditer(self.text, self.start, self.end):
            start, end, sign = found.start(), found.end(), found[0]
            if sign in _DOUBLED:
                opens = self._before(start) and not self._spaced(end)
                if opens or opened:
                    opened = opens
                    yield _Mark(start, end, _DOUBLED[sign] if opens else "''")
                else:
                    yield from (
                        _Mark(at, at + 1, _OTHERS.get(self.text[at], self.text[at])) for at in (start, start + 1)
                    )
            elif not self._is_gershayim(start, sign):
                opened = opened or sign in {",,", "‚‚"}
                yield _Mark(start, end, _WRITTEN_OUT.get(sign) or _OTHERS.get(sign, sign))

    def _is_gershayim(self, at: int, sign: str) -> bool:
        """Return whether the mark at *at* is the one before the last letter of a Hebrew abbreviation."""
        if sign not in "\"״”'" or at == self.start or not "א" <= self.text[at - 1] <= "ת":
            return False
        return _ABBREVIATED.match(self.text, at + 1, self.end) is not None

    def _partners(self) -> dict[int, int]:
        """Return which paired mark closes which, both by index, like brackets."""
        partner: dict[int, int] = {}
        stacks: dict[str, list[int]] = {}
        for i, mark in enumerate(self.marks):
            if mark.kind in _PAIRS:
                stacks.setdefault(_PAIRS[mark.kind], []).append(i)
            elif stacks.get(mark.kind):
                partner[stacks[mark.kind].pop()] = i
        return partner

    def _opens(self, mark: _Mark) -> bool:
        """Return whether *mark* may open a passage; one that is not paired must stand before a word."""
        if mark.kind in _ALWAYS_OPENING:
            return True
        if mark.kind in _NEVER_OPENING or not self._before(mark.start) or self._spaced(mark.end):
            return False
        return mark.kind not in _SINGLES or not self._elided(mark)

    def _before(self, at: int) -> bool:
        """Return whether what stands before *at* lets a quotation begin."""
        if at == self.start or _BEFORE_OPENING.match(self.text[at - 1]) or _needs_no_space(self.text[at - 1]):
            return True
        return _PREFIX.search(self.text, max(self.start, at - 3), at) is not None

    def _spaced(self, at: int) -> bool:
        """Return whether a space or the paragraph's end is at *at*."""
        return at >= self.end or self.text[at].isspace()

    def _elided(self, mark: _Mark) -> bool:
        """Return whether *mark* stands for letters left out, as in ’90s and ’tis."""
        if mark.kind in {"‘", "`"}:
            return False
        patterns = (_ELISION, self.elisions)
        return any(pattern.match(self.text, mark.end, self.end) is not None for pattern in patterns)

    def _ends_word(self, mark: _Mark) -> bool:
        """Return whether *mark* stands right after something and not right before a letter."""
        if mark.start == self.start or self.text[mark.start - 1].isspace():
            return False
        if mark.end >= self.end or not WORD.match(self.text, mark.end, mark.end + 1):
            return True
        return mark.kind in {"'", "’", '"', "”", "''"} and _needs_no_space(self.text[mark.end])

    def _closing(self, i: int) -> int | None:
        """Return the index of the mark that closes the one at *i*."""
        kind = self.marks[i].kind
        if kind in _SINGLES or kind == "‚":
            return self._single_closing(i)
        if kind in _PAIRS:
            partner = self.partner.get(i)
            return partner if partner is not None or kind != "“" else self._next(i, _CLOSERS["“"])
        doubled = self._next(i, _TWO_SINGLES, anywhere=True) if kind in _DOUBLED else None
        if doubled is not None or kind == "''":
            return doubled
        return self._next(i, _CLOSERS[kind], anywhere=kind == '"')

    def _next(self, i: int, closers: frozenset[str], *, anywhere: bool = False) -> int | None:
        """Return the index of the first of *closers* after *i* that ends a word, or of a straight mark anywhere."""
        asked, answer = self.nexts.get(closers, (len(self.marks), None))
        if asked <= i and (answer is None or answer > i):
            return answer
        after = range(i + 1, len(self.marks))
        fits = (j for j in after if self.marks[j].kind in closers and (anywhere or self._ends_word(self.marks[j])))
        self.nexts[closers] = (i, next(fits, None))
        return self.nexts[closers][1]

    def _single_closing(self, i: int) -> int | None:
        """Return the index of the mark that closes a single one: not an apostrophe, nor one in a nested passage."""
        possessive = None
        j = i + 1
        while self.singles_close and j < len(self.marks):
            mark = self.marks[j]
            if mark.kind in _NESTING and j in self.partner:
                j = self.partner[j]
            elif mark.kind in _CLOSING_SINGLES and self._ends_word(mark) and mark.start > self.marks[i].end:
                if not self._may_be_possessive(mark):
                    return j
                possessive = j if possessive is None else possessive
            elif possessive is not None and mark.kind in _SINGLES and self._opens(mark):
                break
            j += 1
        if possessive is None:
            self.singles_close = False
        return possessive

    def _may_be_possessive(self, mark: _Mark) -> bool:
        """Return whether *mark* could be the apostrophe of "soldiers’ boots"."""
        return self.text[mark.start - 1] in "sS" and re.match(r"\s\w", self.text[mark.end : mark.end + 2]) is not None

    def _runs_on(self, mark: _Mark) -> bool:
        """Return whether a passage that is not closed was meant; a single mark may just be an apostrophe."""
        if self.text[mark.start : mark.end] in _WRITTEN:
            return False
        if mark.kind not in _SINGLES:
            return mark.kind not in {"”", "»", "›", "‹"}
        return mark.kind == "‘" and _ELISION.match(self.text, mark.end, self.end) is None

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice without white space at its edges."""
        inside = self.text[start:end]
        start += len(inside) - len(inside.lstrip())
        return start, max(start, start + len(inside.strip()))


def _needs_no_space(letter: str) -> bool:
    """Return whether marks stand right beside *letter*: it is of a script without spaces, or of Korean."""
    return is_spaceless(letter) or "\uac00" <= letter <= "\ud7a3"
