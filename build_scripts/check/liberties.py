"""What a quotation may not do to the words around it: end before a condition, hide one, insert one, lose its denial. Pure.

The same for every kind of words: entries, quoted words in prose, passages of a source.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from build_scripts.anchor import Gap, Insertion, Place
from build_scripts.check.lexicon import Lexicon
from build_scripts.check.scene import TOKEN, Scene, Span, clean, contains, phrase_in, short

LONGEST_GAP = 60
"""How many words a quotation may leave out at one place."""
LONGEST_INSERTION = 6
"""How many words an editor may insert at one place."""
_NEAR = 6
"""How many words after a quotation are looked at for a condition, and up to how many left out weaken what is kept."""

_CLAUSE_END = re.compile(r"[,;:.!?—–)”»\"\n]")
_CLAUSE_BREAK = re.compile(r"[;:—–]|,\s+(?:and|but|или|и|und|aber|et|mais|y|pero)\b")
_ASIDE = re.compile(r",[^,]{1,60},")
"""What is said between two commas, within another clause: "denied, on Monday, that"."""
_YEAR = re.compile(r"(?<![\d.,$€£])(?:1\d|20)\d\d$")
_AFTER_A_YEAR = frozenset(("people", "troops", "soldiers", "days", "weeks", "months", "years", "hours", "times"))
"""What may stand after a year and is not counted by it: "in 2019 people came"."""
_FRAME_WORD = re.compile(r"[\w'-]+")
_APART = "make it two entries"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a quotation: the rule that it breaks, and what to do."""

    rule: str
    message: str
    hint: str
    word: str
    """The word or phrase that is missing, or the words that are too much."""
    clause: str = ""
    """The clause that is missing, where a condition is cut off."""
    within: str = ""
    """What the missing words make of the others, in the words of an entry's ``within``: ``denied``, ``doubted`` …"""


def faults(scene: Scene, place: Place, words: Lexicon) -> Iterator[Fault]:
    """Yield everything that is wrong with quoting *place*, where no entry says more about it."""
    yield from insertion_faults(place, words)
    for piece in place.pieces:
        if isinstance(piece, Gap):
            yield from gap_faults(scene, (piece.start, piece.end), words)
    yield from cut_faults(scene, place, words, spoken=True)
    yield from frame_faults(scene, place, words)


def cut_faults(scene: Scene, place: Place, words: Lexicon, *, spoken: bool) -> Iterator[Fault]:
    """Yield what is wrong with ending where *place* ends; *spoken* words are judged by what their speaker goes on to say."""
    following = (place.end, scene.sentence(max(0, place.end - 1))[1])
    if unit := _unit_after_figure(scene.text, following, words):
        message = f'ends between a figure and "{unit}", which is part of it'
        yield Fault("gap-after-figure", message, f'quote the figure with "{unit}"', unit)
    for start, end in _what_follows(scene, place.end, spoken=spoken):
        if found := _limiter_after(scene.text[start:end], words):
            limiter, at = found
            clause = _to_clause_end(scene.text, start, end, start + at)
            message = f'ends before "{limiter}", which limits what was said: "{short(_clause(scene, place, start + at, end))}"'
            hint = f'continue the quotation to the end of that clause: "{short(clause)}"'
            yield Fault("cut-before-condition", message, hint, limiter, clause=clause)
            break


def gap_faults(
    scene: Scene, gap: Span, words: Lexicon, *, between: bool = False, between_speech: bool = False
) -> Iterator[Fault]:
    """Yield what is wrong with leaving out *gap*, which may stand *between* two pieces of an entry.

    Between two pieces of direct speech stand words of the narrator, which limit nothing that the speaker said.
    """
    start, end = gap
    text = scene.text[start:end]
    shown = short(" ".join(text.split()))
    count = len(TOKEN.findall(text))
    if scene.paragraph(start) != scene.paragraph(end):
        message = f'joins words of two paragraphs: "{shown}" is left out'
        yield Fault("gap-joins-paragraphs", message, _APART, "")
    if count > LONGEST_GAP:
        message = f"leaves out {count} words at one place, more than {LONGEST_GAP}"
        yield Fault("gap-too-long", message, _APART, "")
    for part in _parts_of_sentences(scene, gap):
        spoken = [_common(part, passage) for passage in scene.passages] if between_speech else [part]
        for low, high in spoken:
            if low < high and (word := _limiting(scene.text[low:high], words)):
                message = f'leaves out "{word}", which limits or reverses what was said: "{shown}"'
                hint = f'include it: "{short(" ".join(scene.text[low:high].split()))}"'
                yield Fault("gap-hides-condition", message, hint, word)
    if not between and _joins_sentences(scene, gap):
        message = f'joins two sentences into one: "{shown}" is left out between them'
        yield Fault("gap-joins-sentences", message, f"end the first sentence where it ends, or {_APART}", "")
    if unit := _unit_after_figure(scene.text, gap, words):
        message = f'leaves out "{unit}", which belongs to the figure before it'
        yield Fault("gap-after-figure", message, "quote the whole figure", unit)


def insertion_faults(place: Place, words: Lexicon) -> Iterator[Fault]:
    """Yield what is wrong with each insertion of *place* that does more than explain."""
    for piece in place.pieces:
        if isinstance(piece, Insertion) and (message := _insertion_fault(piece.text, words)):
            hint = "an insertion may only explain: a name, a tense, a pronoun"
            yield Fault("insertion-changes-meaning", message, hint, piece.text)


def frame_faults(scene: Scene, place: Place, words: Lexicon) -> Iterator[Fault]:
    """Yield the denial, doubt or condition that the sentence puts around *place* and that the place leaves out, if any."""
    if found := _frame(scene, place, words):
        within, phrase = found
        rule = "words-within-a-denial" if within in ("denied", "called-false") else "words-within-a-doubt"
        shown = short(scene.text[place.start : place.end])
        message = f'leaves out "{phrase}", which applies to these words in the article: "{shown}"'
        yield Fault(rule, message, "quote it too", phrase, within=within)


def _frame(scene: Scene, place: Place, words: Lexicon) -> tuple[str, str] | None:
    """Return what the words at *place* stand within, as an entry says it, and the phrase that does it."""
    before = scene.text[scene.sentence(place.start)[0] : place.start]
    tokens = clean(before).lower()
    if phrase := next((one for one in words.no_subject if tokens.endswith((one, f"{one} the"))), ""):
        return "denied", phrase
    clause = clause_before(before)
    for within, phrases in _frames(words):
        phrase = governing(clause, phrases, words, before_main=within == "hypothetical")
        if phrase and not (within == "doubted" and is_double(clause, words)):  # "nobody doubts that" affirms
            return within, phrase
    start, end = next(_what_follows(scene, place.end, spoken=True))
    return _frame_behind(scene.text[start:end], words)


def _frame_behind(text: str, words: Lexicon) -> tuple[str, str] | None:
    """Return what *text*, right after words, says of them: "is a lie", ", which the owners deny"."""
    if phrase := begins_with(text, words.is_false):
        return "called-false", phrase
    tokens = [token.lower() for token in TOKEN.findall(_clause_after(text))]
    for within, phrases in (("called-false", words.called_false), ("doubted", words.doubted)):
        adverbs = {*tokens[-2:]} & phrases  # ", he falsely claimed", ", allegedly"
        if adverbs and (len(tokens) == 1 or not words.reporting.isdisjoint(tokens[-2:])):
            return within, " ".join(tokens[-2:])
    if begins_with(text, words.resuming):
        clause = _CLAUSE_END.split(text[_first_tokens(text, 1)[0].start() :])[0].lower().replace("’", "'")
        for within, phrases in (("called-false", words.called_false | words.is_false), *_frames(words)[1:3]):
            if (phrase := phrase_in(clause, phrases)) and not is_double(clause, words):
                return within, phrase
    return None


def _clause_after(text: str) -> str:
    """Return what stands between the comma that *text* begins with and the mark after it, or nothing."""
    return _CLAUSE_END.split(text.lstrip()[1:])[0] if text.lstrip().startswith(",") else ""


def _what_follows(scene: Scene, end: int, *, spoken: bool) -> Iterator[Span]:
    """Yield what stands after *end* in its sentence; after *spoken* words, only what the same speaker goes on to say."""
    sentence = scene.sentence(max(0, end - 1))
    passage = scene.passage(end) if spoken else None
    if passage is None:
        yield end, sentence[1]
        return
    yield end, min(passage[1], sentence[1])
    following = next((span for span in scene.passages if span[0] > passage[1]), None)
    if following and clean(scene.text[end : passage[1]]) == "" and scene.text[following[0]].islower():
        yield following


def _limiter_after(text: str, words: Lexicon) -> tuple[str, int] | None:
    """Return what limits the words before *text*, and where in it: a limiter that begins it, or a condition a few words on."""
    if limiter := _begins_limiting(text, words.limiters, words):
        return limiter, 0
    begins = _first_words(words.conditions)
    clause_ends = _CLAUSE_BREAK.search(text)
    for token in _first_tokens(text, _NEAR + 1)[1:]:
        if clause_ends and clause_ends.end() <= token.start():
            break
        if token[0].lower() in begins and (
            condition := _begins_limiting(text[token.start() :], words.conditions, words)
        ):
            return condition, token.start()
    return None


def _begins_limiting(text: str, phrases: frozenset[str], words: Lexicon) -> str:
    """Return which of *phrases* begins *text*, unless it begins one that limits nothing: "on condition of anonymity"."""
    found = begins_with(text, phrases)
    return "" if found and len(begins_with(text, words.idle)) > len(found) else found


def begins_with(text: str, phrases: frozenset[str]) -> str:
    """Return which of *phrases* begins *text*, after spaces and marks, the longest of them, or nothing."""
    tokens = [token[0].lower().replace("’", "'") for token in _first_tokens(text, 6)]
    for length in range(len(tokens), 0, -1):
        if (phrase := " ".join(tokens[:length])) in phrases:
            return phrase
    return ""


def _first_tokens(text: str, most: int) -> list[re.Match[str]]:
    found = []
    for token in TOKEN.finditer(text):
        found.append(token)
        if len(found) == most:
            break
    return found


def _parts_of_sentences(scene: Scene, gap: Span) -> Iterator[Span]:
    """Yield the parts of *gap* that belong to a sentence of which words are kept; whole sentences left out are not."""
    for low, high in scene.sentences:
        part = _common(gap, (low, high))
        if part[0] < part[1] and not (gap[0] <= low and high <= gap[1]):
            yield part


def _common(one: Span, other: Span) -> Span:
    """Return what two slices share; an empty slice if they share nothing."""
    return max(one[0], other[0]), min(one[1], other[1])


def _limiting(text: str, words: Lexicon) -> str:
    """Return the first word or phrase of *text* that limits or negates, or that weakens what is said if it is short; or nothing."""
    typed = TOKEN.findall(text)
    tokens = [token.lower().replace("’", "'") for token in typed]
    limiting = words.limiters | words.turning if len(tokens) <= _NEAR else words.limiters
    idle = 0
    for index, token in enumerate(tokens):
        if index < idle:
            continue
        for length in (4, 3, 2, 1):
            phrase = " ".join(tokens[index : index + length])
            if phrase in words.idle and phrase not in limiting:
                idle = index + length
                break
            if phrase in limiting and phrase not in ("yet", "till") and not _is_name(typed[index], phrase, words):
                return phrase
        if idle <= index and (token in words.negations or token.endswith("n't")):
            return str(token)
    return ""


def _is_name(typed: str, word: str, words: Lexicon) -> bool:
    """Return whether a *word* that only turns others is *typed* as a name, such as that of the month of May."""
    return typed[:1].isupper() and word not in words.limiters | words.negations


def _joins_sentences(scene: Scene, gap: Span) -> bool:
    """Return whether *gap* begins within one sentence and ends within another one."""
    first, last = scene.sentence(max(0, gap[0] - 1)), scene.sentence(gap[1])
    ends_whole = not clean(scene.text[gap[0] : first[1]]) or gap[0] >= first[1]
    begins_whole = gap[1] <= last[0] or not clean(scene.text[last[0] : gap[1]])
    return first != last and not ends_whole and not begins_whole


def _unit_after_figure(text: str, gap: Span, words: Lexicon) -> str:
    """Return the word that *gap* takes from a figure before it, or nothing."""
    before = text[max(0, gap[0] - 20) : gap[0]].rstrip()
    after = text[gap[0] : gap[1]].lstrip()
    tokens: list[str] = [token[0] for token in _first_tokens(after, 2)]
    figure = before[-1:].isdigit() or before.rpartition(" ")[2].lower() in words.numerals
    if not figure or not tokens or not TOKEN.match(after):
        return ""
    found = next((unit for unit in (tokens[0], " ".join(tokens)) if unit.lower() in words.magnitudes), "")
    return "" if _YEAR.search(before) and found.lower() in _AFTER_A_YEAR else found


def _insertion_fault(text: str, words: Lexicon) -> str:
    typed = TOKEN.findall(text)
    tokens = [token.lower() for token in typed]
    if len(tokens) > LONGEST_INSERTION:
        return f'inserts {len(tokens)} words, more than {LONGEST_INSERTION}: "[{short(text)}]"'
    for length in (3, 2, 1):
        for index in range(len(tokens)):
            phrase = " ".join(tokens[index : index + length]).replace("’", "'")
            followed = index + 1 < len(tokens) and tokens[index + 1].isdigit()
            if (index or followed) and _is_name(typed[index], phrase, words):
                continue
            if phrase in words.turning or phrase.endswith("n't"):
                return f'inserts "{phrase}", which changes what was said: "[{short(text)}]"'
    mixed = next((token for token in tokens if len(_alphabets(token)) > 1), "")
    return f'inserts a word in mixed alphabets: "{mixed}"' if mixed else ""


def _alphabets(word: str) -> set[str]:
    """Return the alphabets of the letters in *word*, of those that are easily taken for one another."""
    ranges = (("Latin", "a", "ɏ"), ("Greek", "ͱ", "Ͽ"), ("Cyrillic", "Ѐ", "ԯ"), ("Armenian", "Ա", "֏"))
    return {name for char in word for name, low, high in ranges if char.isalpha() and low <= char <= high}


def _frames(words: Lexicon) -> tuple[tuple[str, frozenset[str]], ...]:
    return (
        ("called-false", words.called_false),
        ("denied", words.denied),
        ("doubted", words.doubted),
        ("hypothetical", words.hypothetical),
    )


def clause_before(before: str) -> str:
    """Return the clause that *before* ends in, in lower case and without what stands between two commas."""
    clause = _CLAUSE_BREAK.split(before)[-1].lower().replace("’", "'")
    return _ASIDE.sub(" ", clause)


def governing(clause: str, phrases: frozenset[str], words: Lexicon, *, before_main: bool = False) -> str:
    """Return the phrase of *clause* that governs what follows it: no other clause begins between them.

    One *before_main* may have its own clause before the one that it limits: "If the council agrees, the mill closes".
    """
    tokens = [*_FRAME_WORD.finditer(clause)]
    begins = _first_words(phrases)
    found = [at for at in range(len(tokens) - 1, -1, -1) if tokens[at][0] in begins]
    for length in range(max((begins[tokens[at][0]] for at in found), default=0), 0, -1):
        for index in found:
            end = min(index + length, len(tokens))
            phrase = " ".join(token[0] for token in tokens[index:end])
            if phrase not in phrases:
                continue
            after = clause[tokens[end - 1].end() :]
            idle = _is_idle([token[0] for token in tokens], index, end, words)
            if _reaches(after, before_main=before_main and not idle) and (
                before_main or not (idle or _says_anew(phrase, after, words))
            ):
                return phrase
    return ""


def _is_idle(tokens: Sequence[str], start: int, end: int, words: Lexicon) -> bool:
    """Return whether ``tokens[start:end]`` is part of a phrase that does nothing to what follows: "the dispute"."""
    spans = ((low, high) for low in range(max(0, start - 3), start + 1) for high in range(end, end + 3))
    return any(" ".join(tokens[low:high]) in words.idle for low, high in spans)


def _says_anew(phrase: str, after: str, words: Lexicon) -> bool:
    """Return whether somebody says something in *after*, to which *phrase* does not apply: "denied it and said that"."""
    tokens = [*phrase.split(), *(token[0] for token in _FRAME_WORD.finditer(after))]
    at = next((at for at in range(phrase.count(" ") + 1, len(tokens)) if tokens[at] in words.saying), None)
    if at is None or not words.embedding.isdisjoint(tokens[:at]):
        return False
    return phrase in words.doubtful or not words.joining.isdisjoint(tokens[at - 2 : at])


def is_double(clause: str, words: Lexicon) -> bool:
    """Return whether a *clause* denies a denial or a doubt: "nobody doubts", "has not denied"."""
    negated = words.negations - words.denied - words.doubted
    return contains(clause, negated) and contains(clause, _alone(words))


@cache
def _alone(words: Lexicon) -> frozenset[str]:
    """Return the words that deny or doubt by themselves, without a negation: "denied", not "no evidence that"."""
    denied = words.denied | words.doubted | words.called_false
    return frozenset(phrase for phrase in denied if words.negations.isdisjoint({*phrase.split()} - words.denied))


@cache
def _first_words(phrases: frozenset[str]) -> Mapping[str, int]:
    """Return the first words of *phrases*, each with the number of words of the longest phrase that it begins."""
    return {
        phrase.partition(" ")[0]: phrase.count(" ") + 1 for phrase in sorted(phrases, key=lambda one: one.count(" "))
    }


def _reaches(after: str, *, before_main: bool) -> bool:
    """Return whether what follows a phrase is short, and no clause but its own begins in it: "denied, that"."""
    first, comma, rest = after.partition(",")
    ends = before_main and not rest.strip(' "“„«')
    own = not comma or ends or (not first.strip() and "," not in rest)
    return own and len(after.split()) <= 12


def _clause(scene: Scene, place: Place, limiter: int, end: int) -> str:
    start = max(place.start, place.end - 50)
    return f"{'…' if start > place.start else ''}{scene.text[start : min(end, limiter + 40)]}"


def _to_clause_end(text: str, start: int, end: int, limiter: int) -> str:
    """Return ``text[start:end]`` up to the end of the clause that begins at *limiter*."""
    words = TOKEN.search(text, limiter, end)
    stop = _CLAUSE_END.search(text, words.end() if words else limiter, end)
    return " ".join(text[start : stop.start() if stop else end].split())
