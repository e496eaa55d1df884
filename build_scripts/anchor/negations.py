"""The words that reverse a sentence, and where a quotation must include them."""

import re

from build_scripts.brief.folding import CAPITALS, WORD, fold
from build_scripts.brief.languages import primary
from build_scripts.brief.sentences import sentence_ends

SHORT_GAP = 4
"""Up to how many words left out are looked at for a negation."""

_NEGATIONS = {
    "en": "not never no nor neither none nobody nothing nowhere without cannot ain't hardly scarcely barely rarely seldom "
    "non un unless fail fails failed failing refuse refuses refused refusing deny denies denied denying",
    "de": "nicht kein keine keinen keiner keinem keines nie niemals niemand nichts ohne weder noch kaum",
    "fr": "ne n pas jamais aucun aucune rien sans ni non nul nulle personne",
    "es": "no ni ningún ninguna ninguno nunca jamás nada nadie sin tampoco",
    "pt": "não nem nenhum nenhuma nunca jamais nada ninguém sem tampouco",
    "it": "non né mai senza nessun nessuno nessuna niente nulla neanche",
    "nl": "niet geen nooit niemand niets zonder noch nauwelijks",
    "pl": "nie nigdy nikt nic bez żaden żadna żadne ani",
    "ru": "не нет ни никогда никто ничего без нельзя",
    "uk": "не ні ніколи ніхто нічого без немає",
    "zh": "不 没 沒 無 无 未 非 勿 莫",
    "ja": "な ず ぬ 不 無 未 非",
    "ko": "안 못 아니 아니다 아니라 없다 없이 없는 없고 없었다 않다 않는 않고 않았다 않을 않는다 말고 말라 아무도 결코 절대",
    "tr": "değil değildi yok yoktu hiç hiçbir ne asla olmadan olmaksızın",
    "hi": "नहीं न ना मत बिना कभी कोई",
    "ar": "لا لم لن ليس ليست ليسوا ما غير بدون دون بلا ولا ولم ولن وليس فلا",
    "fa": "نه نیست نبود هیچ بدون نمی هرگز",
    "he": "לא אין אינו אינה אינם בלי ללא אל ולא שלא ואין שאין אף",
    "cs": "ne není nebyl nebyla nebylo nikdy nikdo nic bez žádný žádná žádné ani",
    "sk": "nie nikdy nikto nič bez žiadny žiadna žiadne ani",
    "sv": "inte ej icke aldrig ingen inget inga ingenting utan knappt",
    "da": "ikke ej aldrig ingen intet ingenting uden næppe",
    "nb": "ikke ei aldri ingen intet ingenting uten neppe",
    "fi": "ei en et emme ette eivät ilman tuskin älä",
    "hu": "nem ne nincs nincsenek soha senki semmi nélkül sem se",
    "ro": "nu n niciodată nimeni nimic fără nici",
    "el": "δεν δε μην μη όχι ποτέ κανείς τίποτα χωρίς ούτε",
}
_NEGATING = {language: frozenset(words.split()) for language, words in _NEGATIONS.items()}
_NOT_BEFORE = {"en": frozenset({"non", "un"}), "ja": frozenset("なずぬ")}
"""What negates only as a part of a word (non-nuclear), or what stands before it and not after."""
_TOKEN = re.compile(rf"(?:{WORD.pattern})(?:'(?:{WORD.pattern}))*")
_MAY_BE_SHORT = re.compile(rf"(?<!\w)[{CAPITALS}]\w{{0,2}}\.[\"')\]]*$")
"""A short word with a capital and a point, which may be an abbreviation that no list has."""


def negation(text: str, language: str) -> str:
    """Return the first word of *text*, folded, that negates in English or in the article's *language*, or nothing."""
    negating = _NEGATING["en"] | _NEGATING.get(primary(language), frozenset())
    return next((word for word in _TOKEN.findall(text) if _negates(word, negating)), "")


def negation_before(text: str, start: int, low: int, language: str) -> str:
    """Return the word that negates and has only spaces between it and *start* of the folded *text*, or nothing.

    It is sought from *low* on, among the words of the article's *language*, or of English where that has no list. "No"
    before a digit is a number's: "No 5".
    """
    end = start
    while end > low and text[end - 1] == " ":
        end -= 1
    begin = end
    while begin > low and text[begin - 1] != " " and end - begin < 30:
        begin -= 1
    words = _TOKEN.findall(text, begin, end)
    if not words or not text.endswith(words[-1], begin, end):
        return ""
    if words[-1] == "No" and text[start : start + 1].isdigit():
        return ""
    known = primary(language) if primary(language) in _NEGATING else "en"
    return words[-1] if _negates(words[-1], _NEGATING[known] - _NOT_BEFORE.get(known, frozenset())) else ""


def turning_word(text: str, start: int, end: int, language: str) -> str:
    """Return the negation that the few words ``text[start:end]`` hold, unless they hold the whole of its sentence."""
    gap, before = fold(text[start:end]).text, fold(text[max(0, start - 40) : start]).text.rstrip()
    if len([word for word in gap.split() if WORD.search(word)]) > SHORT_GAP:
        return negation_before(gap, len(gap), 0, language)
    ends = _sentence_ends(gap, language)
    begins_sentence = len(before) in _sentence_ends(before, language)
    for index, (low, high) in enumerate(zip([0, *ends], [*ends, len(gap)], strict=True)):
        is_whole = (index > 0 or begins_sentence) and index < len(ends)
        if not is_whole and (word := negation(gap[low:high], language)):
            return word
    return ""


def _sentence_ends(text: str, language: str) -> list[int]:
    """Return where sentences end in the folded *text*, as far as that is sure."""
    found = sentence_ends(text, language)
    return [end for end in found if not _MAY_BE_SHORT.search(text, max(0, end - 10), end)]


def _negates(word: str, negating: frozenset[str]) -> bool:
    """Return whether *word* is one of *negating*, alone or with something after an apostrophe, or ends in "n't"."""
    lower = word.lower()
    return lower in negating or lower.endswith("n't") or lower.partition("'")[0] in negating
