"""Make texts comparable whatever marks, dashes and spaces they were typed with, and map back exactly.

What differs only in typography folds to one spelling: ``’water rights,'`` to ``'water rights,'``. An ellipsis folds
to ``…`` also where it is typed as three points, in an article as in a quotation of it; so both keep their ellipses, and
whoever reads a quotation still decides whether one is the article's own or stands for words left out.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

# Listed by hand, not by Unicode's compatibility forms (NFKC): those also make "2" of "²" and "fi" of a ligature, which are
# not the characters of the article.
_SINGLE = "'‘’‚‛‹›′‵`´ʹʻʼʽˈ＇\u0374\u1fef\u1ffd"
_DOUBLE = '"“”„‟«»″‶‴〝〞〟ʺ＂'
_DASHES = "-‐‑‒–—―−⁃﹘﹣－⸺⸻"
_SPACES = " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
UNSEEN = "\xad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
"""Characters that show nothing: marks of direction, joiners, soft hyphens, a byte order mark; as the inside of a class."""
_EM_DASHES = frozenset("—―⸺⸻")
_TIGHT_SPACES = frozenset("\xa0\u2009\u202f")
# An unseen character first becomes this one, so that each replacement keeps the length of the text and its positions; the
# second step takes it out.
_GONE = "\u200b"

_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
_SPACELESS += "\uf900-\ufaff\U00020000-\U0003ffff"


_POINTS = (*range(0x20000), *range(0xE0100, 0xE01F0))
"""The characters that may be a mark or a capital."""
_CATEGORIES = tuple(map(unicodedata.category, map(chr, _POINTS)))
"""The general category of each of them."""


def _characters(*categories: str) -> str:
    """Return the characters of some general *categories* of Unicode as the inside of a regular expression's class."""
    # Built from Unicode's own table: Python's re has no class for marks, and \w leaves them out, which would cut words in
    # scripts that write vowels as marks.
    wanted = frozenset(categories)
    points = [n for n, category in zip(_POINTS, _CATEGORIES, strict=True) if category in wanted]
    known = frozenset(points)
    starts = [n for n in points if n - 1 not in known]
    ends = [n for n in points if n + 1 not in known]
    return "".join(f"{chr(start)}-{chr(end)}" for start, end in zip(starts, ends, strict=True))


def _expanded(ranges: str) -> str:
    """Return the characters of *ranges*, in which ``a-z`` stands for a range."""
    return re.sub(r"(.)-(.)", lambda m: "".join(map(chr, range(ord(m[1]), ord(m[2]) + 1))), ranges, flags=re.DOTALL)


MARKS = _characters("Mn", "Mc", "Me")
"""The combining marks, as the inside of a regular expression's class; in Python's, ``\\w`` has none of them."""
CAPITALS = _characters("Lu", "Lt")
"""The letters that are upper case in Unicode, as the inside of a regular expression's class."""
_TABLE = dict.fromkeys(_SINGLE, "'") | dict.fromkeys(_DOUBLE, '"') | dict.fromkeys(_DASHES, "-")
_TABLE |= dict.fromkeys(_expanded(_SPACES), " ") | dict.fromkeys(_expanded(UNSEEN), _GONE)
_TABLE["⋯"] = "…"
_ELLIPSIS = r" ?(?:(?:\.\.\.|\. \. \.|…) ?)+"
_UNCOMPOSED = re.compile(r"\.\.\.|\. \. \.| …|… |……|--")
_LINE_END = re.compile("\r\n|[\n\v\f\r\x85\u2028\u2029]")

WORD = re.compile(f"[{_SPACELESS}][{MARKS}]*|(?:(?![{_SPACELESS}])[\\w{MARKS}])+")
"""A word's letters and digits; in scripts that put no spaces between words, one letter."""
_IS_SPACELESS = re.compile(f"[{_SPACELESS}]")
_TIGHT = rf"{_SPACELESS}\u3001-\u3003\u3008-\u3011\u3014-\u301b\uff01\uff08\uff09\uff0c\uff0e\uff1a\uff1b\uff1f"
"""The letters of scripts without spaces, and the marks that need none; as the inside of a regular expression's class."""
_IS_TIGHT = re.compile(f"[{_TIGHT}]")
_SPACING = re.compile(f"[ {_GONE}]{{2,}}|{_GONE}")
_SPACING_OF_LINES = re.compile(f"{_SPACING.pattern}|(?<=[{_TIGHT}]) (?=[{_TIGHT}])")


@dataclass(frozen=True, slots=True)
class _Edits:
    """What one step of folding replaced, as parallel tuples: ``source[in_start:in_end]`` by ``result[out_start:out_end]``."""

    in_starts: tuple[int, ...]
    in_ends: tuple[int, ...]
    out_starts: tuple[int, ...]
    out_ends: tuple[int, ...]

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of the source that the result's slice stands for."""
        first = _start(start, self.out_starts, self.out_ends, self.in_starts, self.in_ends)
        return (first, first) if end <= start else (first, _end(end, self.out_starts, self.out_ends, self.in_ends))

    def forth(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of the result that the source's slice became."""
        first = _start(start, self.in_starts, self.in_ends, self.out_starts, self.out_ends)
        return (first, max(first, _end(end, self.in_starts, self.in_ends, self.out_ends)) if end > start else first)


def _start(
    at: int, starts: tuple[int, ...], ends: tuple[int, ...], to: tuple[int, ...], to_ends: tuple[int, ...]
) -> int:
    """Map the beginning of a slice, out of an edit to where the edit begins."""
    i = bisect_right(starts, at) - 1
    if i < 0:
        return at
    return to[i] if at < ends[i] else to_ends[i] + at - ends[i]


def _end(at: int, starts: tuple[int, ...], ends: tuple[int, ...], to_ends: tuple[int, ...]) -> int:
    """Map the end of a slice, out of an edit to where the edit ends."""
    i = bisect_left(starts, at) - 1
    return at if i < 0 else to_ends[i] + max(0, at - ends[i])


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text that knows which characters of its source each of its own stands for; all places in code points."""

    source: str
    text: str
    _steps: tuple[_Edits, ...] = ()

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of the source that ``text[start:end]`` stands for; whole clusters, nothing unseen at the edges."""
        for step in reversed(self._steps):
            start, end = step.back(start, end)
        return start, end

    def folded(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of ``text`` that ``source[start:end]`` folded to; a part of a cluster counts as the whole."""
        for step in self._steps:
            start, end = step.forth(start, end)
        return start, end

    def inside_word(self, at: int, *, hyphens: bool = True) -> bool:
        """Return whether a cut at *at* goes through a word or a number.

        A character that stands between two letters or digits and touches both makes one word of them: an apostrophe
        ("can't"), a hyphen, an en dash or a minus sign ("non-nuclear", "10–20"; not an em dash), ``/ & @``, a point in
        "U.S." and "1.10", a comma or colon between digits, a bracket as in "(un)lawful". A number also owns its sign,
        currency and per cent sign. Scripts that write no spaces can be cut between any two letters. Where *hyphens* is
        false, a hyphen separates words.
        """
        text = self.text
        if not 0 < at < len(text):
            return False
        left, right = text[at - 1], text[at]
        if (left == " " and not right.isdigit()) or (right == " " and not left.isdigit()):
            return False
        match _is_word(left), _is_word(right):
            case True, True:
                return WORD.fullmatch(left + right) is not None
            case True, False:
                return self._joins(at, hyphens=hyphens) or (left.isdigit() and _is_unit(right))
            case False, True:
                return self._joins(at - 1, hyphens=hyphens) or self._signs(at - 1)
        return self._signs(at - 1)

    def _joins(self, at: int, *, hyphens: bool) -> bool:
        """Return whether the mark at *at* makes one word of what stands on its two sides."""
        left, mark, right = self.text[at - 1 : at], self.text[at], self.text[at + 1 : at + 2]
        if not (_is_word(left) and _is_word(right)) or _IS_SPACELESS.match(left) or _IS_SPACELESS.match(right):
            return False
        digits = left.isdigit() and right.isdigit()
        match mark:
            case "'" | "/" | "&" | "@":
                return True
            case "-":
                # All dashes fold to one sign; the source still tells an em dash, which separates words, from a hyphen.
                return hyphens and not self._is_dash(at, within_number=digits)
            case ".":
                return digits or (left.isalpha() and right.isalpha() and not (left.islower() and right.isupper()))
            case "," | ":":
                return digits
            case "(" | ")" | "[" | "]":
                return left.isalpha() and right.isalpha()
            case " ":
                return digits and self._source_at(at) in _TIGHT_SPACES
            case _:
                return right.isdigit() and unicodedata.category(mark) == "Sc"

    def _signs(self, at: int) -> bool:
        """Return whether the mark at *at* is the sign, currency or point of the number after it."""
        before, mark = self.text[at - 1 : at], self.text[at]
        right, after = self.text[at + 1], self.text[at + 2 : at + 3]
        if mark == " " or not (right.isdigit() or (after.isdigit() and unicodedata.category(right) == "Sc")):
            return False
        if mark == "-":
            return not self._is_dash(at)
        return (mark == "." and not _is_word(before)) or mark == "#" or unicodedata.category(mark) in {"Sc", "Sm"}

    def _is_dash(self, at: int, *, within_number: bool = False) -> bool:
        """Return whether the source has a dash that parts words for the folded one at *at*: — or several hyphens."""
        written = self.source[slice(*self.original(at, at + 1))]
        return not _EM_DASHES.isdisjoint(written) or (len(written) > 1 and not within_number)

    def _source_at(self, at: int) -> str:
        """Return the source's character for the folded one at *at*."""
        return self.source[self.original(at, at + 1)[0]]


def fold(text: str) -> Folded:
    """Fold the typography of *text*: marks, dashes, ellipses, white space, composed letters, unseen characters.

    A line's end is a space, but nothing after a soft hyphen and between two letters of a script without spaces. Case and
    letters stay. Folding what is folded changes nothing.
    """
    folded = text
    # One replacement for each letter that is there: a text has few of them, and this is faster than str.translate.
    for letter in _TABLE.keys() & set(text):
        folded = folded.replace(letter, _TABLE[letter])
    steps: list[_Edits] = []
    spacing = _SPACING_OF_LINES if _IS_TIGHT.search(folded) and _LINE_END.search(text) else _SPACING
    if "  " in folded or _GONE in folded or spacing is _SPACING_OF_LINES:
        runs = ((*run.span(), _spaces(text, folded, *run.span())) for run in spacing.finditer(folded))
        folded, step = _replaced(folded, (run for run in runs if folded[run[0] : run[1]] != run[2]))
        steps.append(step)
    # Composed last: what was taken out may have stood between a letter and its mark.
    if _UNCOMPOSED.search(folded) or not unicodedata.is_normalized("NFC", folded):
        folded, step = _replaced(folded, _compositions(folded))
        steps.append(step)
    return Folded(text, folded, tuple(steps))


def _spaces(text: str, folded: str, start: int, end: int) -> str:
    """Return what a run of spaces and unseen characters of *text*, ``folded[start:end]``, becomes: a space or nothing."""
    if " " not in folded[start:end]:
        return ""
    breaks = len(_LINE_END.findall(text, start, end))
    if breaks != 1 or not 0 < start < end < len(text):
        return " "
    left, right = folded[start - 1], folded[end]
    hyphenated = "\xad" in _LINE_END.split(text[start:end])[0] and _is_word(left) and _is_word(right)
    return "" if hyphenated or (_IS_TIGHT.match(left) and _IS_TIGHT.match(right)) else " "


def is_spaceless(letter: str) -> bool:
    """Return whether *letter* is of a script that puts no spaces between words."""
    return _IS_SPACELESS.match(letter) is not None


def _compositions(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the ellipses, the dashes of several hyphens, and the clusters of *text* that NFC writes in another way."""
    pattern = f"{_ELLIPSIS}|--+"
    if not unicodedata.is_normalized("NFC", text):
        letters = sorted(set(text))
        followers = "".join(re.escape(c) for c in letters if _may_follow(c)) or "(?!)"
        alone = "".join(re.escape(c) for c in letters if not unicodedata.is_normalized("NFC", c))
        cluster = f"[^{followers}]?[{followers}]+" if followers != "(?!)" else "(?!)"
        pattern = f"{pattern}|{cluster}" + (f"|[{alone}]" if alone else "")
    for found in re.finditer(pattern, text, re.DOTALL):
        written = _written(found[0])
        if written != found[0]:
            yield (*found.span(), written)


def _written(found: str) -> str:
    """Return an ellipsis, a dash or a cluster as it is folded."""
    if found.startswith("--"):
        return "-"
    return (
        "…" if found.strip(" ")[:1] in (".", "…") and found.strip(" .…") == "" else unicodedata.normalize("NFC", found)
    )


def _may_follow(letter: str) -> bool:
    """Return whether *letter* may combine with the letter before it."""
    first = unicodedata.normalize("NFD", letter)[0]
    return unicodedata.combining(first) > 0 or first in _second_letters()


@cache
def _second_letters() -> frozenset[str]:
    """Return the letters, not combining marks, that compose with one before: Hangul's and some Indic vowels."""
    pairs = (unicodedata.decomposition(chr(n)).split() for n in range(0x300, 0x20000))
    seconds = {chr(int(pair[1], 16)) for pair in pairs if len(pair) == 2 and not pair[0].startswith("<")}
    return frozenset(seconds | {chr(n) for n in (*range(0x1161, 0x1176), *range(0x11A8, 0x11C3))})


def _replaced(text: str, edits: Iterable[tuple[int, int, str]]) -> tuple[str, _Edits]:
    """Return *text* with each slice replaced, and the record of it."""
    kept: list[str] = []
    rows: list[tuple[int, int, int, int]] = []
    done = size = 0
    for start, end, new in edits:
        kept += (text[done:start], new)
        size += start - done
        rows.append((start, end, size, size + len(new)))
        size, done = size + len(new), end
    kept.append(text[done:])
    columns = tuple(zip(*rows, strict=True)) if rows else ((), (), (), ())
    return "".join(kept), _Edits(*columns)


def _is_word(letter: str) -> bool:
    """Return whether *letter* is a letter, a digit, a combining mark or an underscore."""
    return letter.isalnum() or WORD.match(letter) is not None


def _is_unit(letter: str) -> bool:
    """Return whether *letter*, right after a digit, belongs to the number."""
    return letter in "%‰°" or unicodedata.category(letter) in {"Sc", "Sm"}
