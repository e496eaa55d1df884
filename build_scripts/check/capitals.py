"""What capitals say about words, in languages that use them only for names. Pure.

A name begins with a letter that Unicode calls upper case. In German every noun does, and Arabic, Hebrew, Chinese, Japanese,
Korean or Hindi have no such letters: there nothing can be told from them, and no name is found.
"""

import re
from collections.abc import Iterator
from functools import cache

from build_scripts.brief import dates
from build_scripts.brief.folding import CAPITALS, MARKS, UNSEEN
from build_scripts.brief.languages import primary

WITHOUT_NAMES = frozenset(
    (
        *("de", "gsw", "lb", "nds", "pfl"),
        *(
            "am",
            "ar",
            "arz",
            "ary",
            "as",
            "bn",
            "bo",
            "brx",
            "ckb",
            "dv",
            "dz",
            "fa",
            "gu",
            "he",
            "hi",
            "ii",
            "ja",
            "ka",
        ),
        *(
            "km",
            "kn",
            "ko",
            "ks",
            "lo",
            "ml",
            "mr",
            "my",
            "ne",
            "or",
            "pa",
            "pnb",
            "prs",
            "ps",
            "sa",
            "sat",
            "sd",
            "shn",
        ),
        *("si", "syr", "ta", "te", "th", "ti", "ug", "ur", "wuu", "yi", "yue", "zh"),
    )
)
"""The languages whose capitals tell no name: all nouns have one, or no letter has."""

_TITLES = {
    "en": "Lt Gen Col Maj Adm Sen Rep Gov Capt Sgt Prof Rev Hon Dr Mr Mrs Ms St U.S U.N",
    "es": "Sr Sra Srta Dr Dra Gral Cnel Prof Ing Lic Sto Sta EE.UU",
    "fr": "M MM Mme Mmes Mlle Dr Pr Me Mgr St Ste Gén Col",
    "it": "Sig Sigra Dott Prof Avv Ing On Gen Col",
    "nl": "Dhr Mevr Dr Prof Mr Ir Ing Drs",
    "pl": "prof dr mgr inż gen płk kpt ks św Dr Prof",
    "pt": "Sr Sra Srta Dr Dra Prof Profa Eng Gen Cel",
    "ru": "проф акад ген полк адм св им ул гр Проф Ген Св г",
    "tr": "Dr Prof Doç Av Sn Gen Alb",
    "uk": "проф акад ген св ім вул Проф Ген Св м",
}
"""Words with a point that stand before a name, without it; the English ones in every language."""
_JOINING = {
    "en": "of the|of|the",
    "es": "de la|de las|de los|del|de|y",
    "fr": "de la|des|de|du|et de la",
    "it": "della|dello|delle|degli|dei|del|di",
    "nl": "van de|van der|van den|van|de",
    "pt": "da|das|dos|do|de|e",
}
"""What may stand between the words of one name."""
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday I"
_CALENDAR = {
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου "
    "Δεκεμβρίου Δευτέρα Τρίτη Τετάρτη Πέμπτη Παρασκευή Σάββατο Κυριακή",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık Pazartesi Salı Çarşamba Perşembe Cuma "
    "Cumartesi Pazar",
}
"""The days and months, where these have a capital as in English."""
_WORD = rf"[{CAPITALS}][\w{MARKS}{UNSEEN}’'-]*"
_ACRONYM = re.compile(
    rf"(?<![\w{MARKS}-])[{CAPITALS}](?:[{CAPITALS}0-9]*(?:[/&-][{CAPITALS}0-9]+)+|[{CAPITALS}0-9]+)(?![\w{MARKS}])"
)
_BEFORE_SENTENCE = re.compile(rf"[ \t\xa0\u202f\u3000“”\"'‘’‚„«»‹›`「『《〈(\[*_>#•·–—―¿¡{UNSEEN}-]")
DATELINE = re.compile(
    r"^(?P<place>[A-ZÀ-Þ][A-ZÀ-Þ .'’-]+)(?:, [^\W\d_a-z][^\n(–—-]{0,40}?)?(?: \([\w .]{2,20}\))? ?[-–—] ", re.MULTILINE
)
"""Where a report was written, in capitals before its first sentence: LONDON, May 3 (Agency) - ."""
_SHORTENED = re.compile(r"[’'](?:d|ll|m|s|ve)$")
"""What may be joined to a word that has a capital and is no name: I'd, Monday's."""
_LONGEST_DATELINE = 120
_QUOTED_AFTER_COMMA = re.compile(r",[ \xa0\u202f]?[“\"‘'„«][“\"‘'„«\xa0\u202f]*\Z")
_CLOSING = ("”", '"', "’", "'", "“", "»", ",")
_SENTENCE_MARKS = frozenset(".!?:…\n\r\v\f\x85\u2028\u2029。！？：؟।")
_LONGEST_TITLE = 6


def names(text: str, language: str) -> Iterator[tuple[int, str]]:
    """Yield the names in *text* that do not begin a sentence, with their places, as far as *language* shows them."""
    return ((at, name) for at, name, begins in candidates(text, language) if not begins)


def candidates(text: str, language: str) -> Iterator[tuple[int, str, bool]]:
    """Yield what may be a name in *text*, with its place, and whether it has its capital for beginning a sentence, too."""
    language = primary(language)
    if language in WITHOUT_NAMES:
        return
    calendar = _calendar(language)
    for found in _pattern(language).finditer(text):
        start, name = found.start(), found[0].rstrip("’'-")
        if not calendar.issuperset(_SHORTENED.sub("", word) for word in name.split()):
            begins = _begins_a_sentence(text, start, language) or _begins_quoted_words(text, start, start + len(name))
            yield start, name, begins


def acronyms(text: str) -> Iterator[tuple[int, str]]:
    """Yield the abbreviations in *text* that are written in capitals, with their places."""
    return ((found.start(), found[0]) for found in _ACRONYM.finditer(text))


def is_calendar(words: str, language: str) -> bool:
    """Return whether *words* are days or months, which have a capital and are no names."""
    return _calendar(primary(language)).issuperset(words.split())


def is_acronym(word: str) -> bool:
    """Return whether *word* is an abbreviation by its look."""
    return bool(_ACRONYM.fullmatch(word))


def _begins_a_sentence(text: str, start: int, language: str) -> bool:
    """Return whether a sentence may begin at *start*, whatever marks stand before its first word."""
    position = start
    while position and _BEFORE_SENTENCE.match(text[position - 1]):
        position -= 1
    if not position or text[position - 1] not in _SENTENCE_MARKS:
        return not position or _follows_a_dateline(text, start)
    before = text[max(0, position - _LONGEST_TITLE) : position]
    return text[position - 1] != "." or not before.endswith(_titles(language))


def _begins_quoted_words(text: str, start: int, end: int) -> bool:
    """Return whether the one word at ``text[start:end]`` may begin a quoted sentence after a comma: he said, "It stands"."""
    if " " in text[start:end] or text[end : end + 1] in _CLOSING:
        return False
    return bool(_QUOTED_AFTER_COMMA.search(text, max(0, start - _LONGEST_TITLE), start))


def _follows_a_dateline(text: str, start: int) -> bool:
    """Return whether nothing but marks stands between the place where a report was written and *start*."""
    line = text.rfind("\n", 0, start) + 1
    found = DATELINE.match(text, line) if start - line <= _LONGEST_DATELINE else None
    return found is not None and text[found.end() : start].strip("“\"'‘„«") == ""


@cache
def _pattern(language: str) -> re.Pattern[str]:
    titles = "|".join(re.escape(title) for title in _titles(language))
    joining = _JOINING.get(language, _JOINING["en"])
    return re.compile(rf"(?<![\w{MARKS}-])(?:(?:{titles}) ){{0,4}}{_WORD}(?: (?:(?:{joining}) )?{_WORD})*")


@cache
def _titles(language: str) -> tuple[str, ...]:
    words = f"{_TITLES['en']} {_TITLES.get(language, '')}".split()
    return tuple(f"{word}." for word in words)


@cache
def _calendar(language: str) -> frozenset[str]:
    return frozenset((*dates.MONTHS, *_DAYS.split(), *_CALENDAR.get(language, "").split()))
