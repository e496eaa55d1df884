"""Where sentences end, in the languages that briefs are written in. Pure.

A point ends a sentence unless the word before it is an abbreviation: a list for each language says which words are, and a
single letter always is. Where it is not clear ("Hale Inc. Their farm"), the sentence goes on: one that is too long is
shortened with an ellipsis, one that is cut after "No." says something else.
"""

import re
from collections.abc import Iterator
from functools import cache

from build_scripts.brief.folding import is_spaceless
from build_scripts.brief.languages import primary

_CLOSING = "\"'”’»›“‘)\\]」』》〉）】*_"
_OPENING = "\"'“‘„‚«‹”’»›(\\[「『《〈（【¿¡*_"
_MARKS = re.compile(
    rf"(?P<wide>[。！？．｡]+)(?P<closed>[{_CLOSING}]*)"
    rf"|(?:(?P<full>[!?\u037e\u0589\u061f\u06d4\u0964\u0965\u104b\u1362\u17d4]+)|\.+)[{_CLOSING}]*(?:[ \xa0\u202f]»(?!\S))?"
)
"""What may end a sentence, with the marks that close after it; the wide ones need no space after them."""
_NEXT = re.compile(rf"\s*\Z|\s+[{_OPENING}]*(?=(?P<letter>\S))")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,3}")
_APART = frozenset('()[]/"“”„«»‘‚*_,;:')
_LONGEST_WORD = 40
_LEAST = 30

_ANYWHERE = {
    "en": "Mr Mrs Ms Messrs Dr Prof Rev Hon Fr Sr Jr St Mt Ft Gen Brig Col Maj Capt Cpt Cmdr Cdr Lt Sgt Cpl Adm Gov Sen Rep "
    "Pres Supt Amb Inc Ltd Co Corp Bros Dept Univ Inst Assn Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed "
    "Thu Thurs Fri Sat Sun Ave Blvd Rd Sq al approx ca cf eds intl govt repr trans viz vs",
    "de": "Hr Hrn Fr Dr Prof Dipl Ing St Str Mo Di Mi Do Sa So Jan Feb Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Abs Abt Anm "
    "Aufl Ausg Bd Hrsg Jh Mio Mrd Nr Tel allg bes betr bzw ca ehem einschl evtl geb gem ggf inkl exkl insb max min näml "
    "österr sog urspr verh vgl vorm zzgl",
    "fr": "M MM Mme Mmes Mlle Mlles Dr Pr Me Mgr St Ste Cie Col Gén Cap Lt Sr janv févr avr juil sept oct nov déc av apr env "
    "cf éd hab bd chap",
    "es": "Sr Sra Sres Srta Dr Dra Da Uds Ud Lic Ing Gral Cnel Cap Avda Av Prof Sto Sta Cía Dpto Núm aprox ca pág págs ej ene "
    "feb abr ago sept oct nov dic",
    "pt": "Sr Sra Srs Srta Dr Dra Prof Profa Exmo Eng Gen Cel Cap Av Cia Ltda Dep Sto Sta aprox ca pág ex jan fev abr jun jul "
    "ago nov dez",
    "it": "Sig Sigg Sigra Dott Prof Avv Ing Arch On Gen Col Cap San Sen Rag Geom Spett ca cfr pag es genn febbr apr lug ago "
    "sett ott nov dic",
    "nl": "Dhr Mevr Dr Prof Ir Ing Drs Mr St bijv ca evt excl incl jl resp vgl zgn jan feb mrt apr aug sep sept okt nov dec",
    "sv": "Hr Dr Prof St bl ca dvs ev forts inkl exkl jan feb aug sept okt nov dec tel",
    "da": "Hr Dr Prof Skt bl ca dvs evt ekskl inkl jan feb aug sept okt nov dec tlf",
    "no": "Hr Dr Prof St bl ca dvs evt ekskl inkl jan feb aug sept okt nov des tlf",
    "fi": "esim huom klo mm nk noin prof toht ts vrt yht",
    "pl": "Dr Prof Mgr Inż Hab Gen Płk Kpt Ppłk Mjr Ks Św dr prof mgr inż hab gen płk kpt ppłk mjr ks św al ul pl np tzn tj "
    "ok ok ca red tzw tys mln mld zob por woj pt godz",
    "cs": "Dr Prof Doc Ing Mgr Bc Gen Plk Kpt Sv dr prof doc ing mgr gen plk kpt sv ul nám např tzv tj cca popř resp roč "
    "srov tel tis mil mld",
    "sk": "Dr Prof Doc Ing Mgr Gen Plk Sv dr prof doc ing mgr gen plk sv ul nám napr tzv tj cca popr resp roč tel tis mil mld",
    "hu": "Dr Prof Id Ifj Özv Szt dr prof id ifj özv szt pl ún ill kb vö old tel",
    "ro": "Dl Dna Dr Prof Ing Gen Col Lt Sf dl dna dr prof ing gen col str bd cca nr pag art",
    "tr": "Dr Prof Doç Yrd Av Sn Gen Alb Org Korg Tümg Mah Cad Sok Apt Ltd Şti bkz çev haz örn yy",
    "ru": "Проф Акад Доц Св Им Ген Полк Адм Ул гг вв руб коп тыс млн млрд трлн ул пр просп пл пер кв корп стр ст рис табл гл "
    "им проф акад доц св см ср напр обл респ ген полк кап адм изд ред пос дер тел мин сек чел экз англ лат нем фр янв февр "
    "апр авг сент окт нояб дек т.е т.к т.н г-н г-жа",
    "uk": "Проф Акад Доц Св Ім Ген Вул рр ст грн тис млн млрд вул пл бул просп ім проф акад доц св див напр обл ред вид тел "
    "англ лат січ лют бер квіт трав черв лип серп верес жовт листоп груд",
    "bg": "Проф Акад Доц Инж Ген Св гг вв лв ст хил млн млрд ул бул пл проф акад доц инж ген полк св напр вж ср обл гр ред "
    "изд д-р",
    "sr": "Др Проф Инж Мр Ул Ген др проф инж мр ул бр стр нпр тј ген Dr Prof Inž Mr Ul Gen dr prof inž mr ul br str npr tj gen",
    "el": "Δρ Καθ Αγ κα Κα Οδ Αρ δρ καθ αγ αρ σελ βλ πρβλ δηλ εκ ευρ χιλ",
    "hi": "डॉ श्री प्रो पं स्व सं पृ लि कं ई",
    "ar": "د أ م ص ج ط ق",
    "fa": "د م ص ج ق ش",
    "he": "ד עמ מס גב פרופ",
}
"""The words that a point follows and a sentence goes on after, by language; those in capitals only so written."""
_BEFORE_NUMBERS = {
    "en": "no nos est p pp fig figs vol vols ch chap art arts sec sect par para paras pt ref app res doc col fol ser ver nr n §",
    "de": "nr nrn s bd bde kap art abb tab ziff rn anm abs nrs",
    "fr": "no nos n p pp fig vol chap art al par t",
    "es": "no núm nums n p pp pág págs fig vol cap art párr t",
    "pt": "no n núm p pp pág págs fig vol cap art par t",
    "it": "n nn p pp pag pagg fig vol cap art par t",
    "nl": "nr nrs p pp blz afb dl art hfst",
    "sv": "nr s sid fig kap art st",
    "da": "nr s sd fig kap art stk",
    "no": "nr s fig kap art",
    "pl": "nr s str rys t rozdz art ust pkt poz",
    "cs": "č s str obr sv kap čl odst",
    "tr": "no s ss sf md böl şek",
    "ru": "№ с стр п пп рис т ч гл ст",
    "uk": "№ с стор п пп рис т ч гл ст",
}
"""Words that are abbreviations where a number follows: "No. 5", but "he said no. Then"."""
_ORDINALS = frozenset(
    (
        "bg",
        "bs",
        "cs",
        "da",
        "de",
        "et",
        "fi",
        "fo",
        "hr",
        "hu",
        "is",
        "lb",
        "lv",
        "mk",
        "nb",
        "nn",
        "no",
        "pl",
        "sk",
        "sl",
    )
) | {"sr", "tr"}
"""The languages in which a point after a number makes it an ordinal one: "am 3. Oktober"."""
_SAME = {"nb": "no", "nn": "no", "hr": "sr", "bs": "sr", "mk": "bg", "be": "ru"}


def sentences(text: str, language: str = "en") -> Iterator[tuple[int, str]]:
    """Yield the sentences of *text* with their places, without the spaces between them."""
    start = 0
    for end in (*sentence_ends(text, language), len(text)):
        sentence = text[start:end]
        if body := sentence.strip():
            yield start + len(sentence) - len(sentence.lstrip()), body
        start = end


def first_sentence(words: str, language: str = "en", limit: int = 240) -> str:
    """Return the first sentence of plain *words*, cut at a word's end before *limit* characters.

    Very short sentences are taken together, for one alone says little.
    """
    words = words.strip()
    least = _LEAST // 3 if any(map(is_spaceless, words[:_LEAST])) else _LEAST
    first = words[: next((end for end in sentence_ends(words, language) if end > least), len(words))]
    return first if len(first) <= limit else head(first, limit - 1).rstrip(",;:、，；：") + " …"


def head(text: str, room: int) -> str:
    """Return at most *room* characters of *text* from its beginning, up to a word's end if one is among them."""
    if len(text) <= room or _between_words(text, room):
        return text[:room].rstrip()
    cut = next((at for at in range(room, 0, -1) if _between_words(text, at)), room)
    return text[:cut].rstrip()


def tail(text: str, room: int) -> str:
    """Return at most *room* characters of *text* up to its end, from a word's beginning on if one is among them."""
    start = max(0, len(text) - room)
    if not start or _between_words(text, start):
        return text[start:].lstrip()
    cut = next((at for at in range(start, len(text)) if _between_words(text, at)), start)
    return text[cut:].lstrip()


def _between_words(text: str, at: int) -> bool:
    """Return whether *text* can be cut at *at*: beside a space, or between two letters of a script without spaces."""
    left, right = text[at - 1], text[at]
    return left.isspace() or right.isspace() or (is_spaceless(left) and is_spaceless(right))


def sentence_ends(text: str, language: str = "en") -> Iterator[int]:
    """Yield where the sentences of *text* end, the last one only if a mark ends it."""
    language = primary(language)
    return (mark.end() for mark in _MARKS.finditer(text) if _is_end(text, mark, language))


def _is_end(text: str, mark: re.Match[str], language: str) -> bool:
    """Return whether a sentence ends with *mark*."""
    if mark["wide"]:
        return not mark["closed"] or not text[mark.end() : mark.end() + 1].isalpha()
    following = _NEXT.match(text, mark.end())
    if following is None:
        return False
    letter = following["letter"] or ""
    return not letter.islower() and (bool(mark["full"]) or not _abbreviates(text, mark.start(), letter, language))


def _abbreviates(text: str, at: int, following: str, language: str) -> bool:
    """Return whether the point at *at* belongs to the word before it, or is one of an ellipsis."""
    word = _word_before(text, at)
    if text.startswith("..", at) or _DOTTED.fullmatch(word) or (len(word) == 1 and word.lower() != word.upper()):
        return True
    if word.isdecimal():
        return len(word) < 4 and (language in _ORDINALS or _begins_line(text, at - len(word)))
    known = _known(language, numbered=True) if following.isdecimal() else _known(language)
    return word in known or word.lower() in known


def _word_before(text: str, at: int) -> str:
    """Return the word that ends at *at*, of a very long one the end, with the points within it."""
    start = at
    while start > max(0, at - _LONGEST_WORD) and not (text[start - 1].isspace() or text[start - 1] in _APART):
        start -= 1
    return text[start:at]


def _begins_line(text: str, at: int) -> bool:
    """Return whether at most a few spaces stand before *at* on its line, as before the number of a list."""
    before = text[max(0, at - 4) : at]
    return not before.strip() and (at < 4 or "\n" in before)


@cache
def _known(language: str, *, numbered: bool = False) -> frozenset[str]:
    """Return the abbreviations of *language*, and the English ones of names, which every language may quote."""
    name = _SAME.get(language, language)
    words = _ANYWHERE.get(name, "").split() + [word for word in _ANYWHERE["en"].split() if word[0].isupper()]
    return frozenset(words + (f"{_BEFORE_NUMBERS.get(name, '')} {_BEFORE_NUMBERS['en']}".split() if numbered else []))
