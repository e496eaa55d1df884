"""What counts as the same word: without case, accents, the plural's s and the differences of British and American spelling.

``theme/assets/fold.js`` and ``theme/assets/search.js`` do the same in the browser; the rules of ``RULES`` and the letters of
``RUNS`` are handed to them in the index, so that they stand here alone.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from build_scripts.brief.folding import MARKS

RUNS = "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf"
RUNS += "\u4e00-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003fffd"
"""Letters of scripts in which words are searched for within longer ones, as the inside of a regular expression's class."""

RULES = (
    (r"(ss|x|ch|sh)es$", "$1"),
    (r"([a-z]{3})ies$", "$1y"),
    (r"([a-z]{2}[^sui])s$", "$1"),
    (r"([a-z]{3})ens(e?)$", "$1enc$2"),
    (r"([a-z]{2})i[sz](e|ed|er|ing|ation|ational)$", "$1is$2"),
    (r"([a-z]{2})y[sz](e|ed|er|ing)$", "$1ys$2"),
    (r"([a-z]{3})our(ed|er|ing|able|ful|ite|hood|ly|less)?$", "$1or$2"),
    (r"([a-z]{2}t)re$", "$1er"),
    (r"([aeiou][a-z]*[aeiou])ll(ed|ing|er|or)$", "$1l$2"),
    (r"([a-z]{3})ogue$", "$1og"),
    (r"^program(me|med|ming)$", "program"),
    (r"dgement", "dgment"),
    (r"^(arch|medi|encyclop|an|h|gyn|p)ae", "$1e"),
    (r"^man(oeuv|euv)re?", "maneuver"),
    (r"^grey", "gray"),
    (r"^sceptic", "skeptic"),
    (r"^plough", "plow"),
    (r"^artef", "artif"),
    (r"^cheque$", "check"),
    (r"^aluminium$", "aluminum"),
    (r"^fulfil$", "fulfill"),
    (r"^enrol$", "enroll"),
    (r"^ageing$", "aging"),
    (r"^tyre$", "tire"),
)
"""What is written anew, in this order, in a word of English letters alone: a pattern, and what stands for it."""

SHORTEST = 4
"""How many letters a word must have for the rules to be used on it."""

_LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ı": "i",
    "ŧ": "t",
    "ς": "σ",
    "ٱ": "ا",
    "ى": "ي",
    "⁄": "/",
    "‘": "'",
    "’": "'",
    "“": '"',
    "”": '"',
}
# the accents of Latin, Greek, Cyrillic, Hebrew and Arabic: in other scripts such marks are vowels
_UNSEEN = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f"
    "\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2069\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]"
)
_WORD = re.compile(f"[0-9]+(?:[.,][0-9]+)+|([{RUNS}])[{MARKS}]*|(?:(?![{RUNS}])(?:[^\\W_]|[{MARKS}]))+")
_ENGLISH = re.compile(r"[a-z]+")
_COMPILED = tuple((re.compile(pattern), new.replace("$", "\\")) for pattern, new in RULES)


class _Folded(dict[int, str]):
    """Each letter's folded form, by its code point, found when it is first asked for."""

    def __missing__(self, point: int) -> str:
        bare = _UNSEEN.sub("", _UNSEEN.sub("", unicodedata.normalize("NFKD", chr(point))).lower())
        self[point] = unicodedata.normalize("NFC", "".join(_LETTERS.get(one, one) for one in bare))
        return self[point]


_FOLDED = _Folded()


def folded(text: str) -> str:
    """Return *text* without case, accents and marks that show nothing."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFC", text).translate(_FOLDED)


def words(text: str) -> Iterator[tuple[str, bool, int]]:
    """Yield the words of folded *text*, whether each is a letter of a script that puts no spaces, and where it ends."""
    for found in _WORD.finditer(text):
        word = found[0]
        if word == "s" and text[found.start() - 1 : found.start()] == "'":
            continue  # of "Hale's"
        yield word.replace(",", ""), bool(found[1]), found.end()


@lru_cache(maxsize=2**17)
def same(word: str) -> str:
    """Return the spelling that stands for *word* and for all that count as the same."""
    if len(word) < SHORTEST or not _ENGLISH.fullmatch(word):
        return word
    for pattern, new in _COMPILED:
        word = pattern.sub(new, word)
    return word


def terms(text: str) -> Iterator[str]:
    """Yield what *text* can be found by: each word, and each two letters that follow each other in a script without spaces."""
    bare = folded(text)
    before, ended = "", -1
    for word, in_run, end in words(bare):
        if before:
            yield before + word if in_run and end - len(word) == ended else before
        before = word if in_run else ""
        ended = end
        if not in_run:
            yield same(word)
    if before:
        yield before
