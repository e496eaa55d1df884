"""The rules of meaning: words that are in the article but mislead. Pure.

Each rule reads what stands around the words of an entry in the article: what limits them, what is left out between them,
who reports them. A finding can be waived with a reason, like those of ``rules.py``.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from build_scripts.anchor import Gap, Insertion, Place
from build_scripts.brief.folding import WORD, fold
from build_scripts.brief.model import Actor, Article, Claim, Event, Quote
from build_scripts.brief.sentences import sentences
from build_scripts.check.draft import Draft, Finding
from build_scripts.check.lexicon import Lexicon, lexicon

LONGEST_GAP = 60
"""How many words a quotation may leave out at one place."""
LONGEST_INSERTION = 6
"""How many words an editor may insert at one place."""

Span = tuple[int, int]
"""A slice of an article's text, in code points."""
_TOKEN = re.compile(rf"(?:{WORD.pattern})+(?:['’](?:{WORD.pattern})+)*|%")
_CLAUSE_END = re.compile(r"[,;:.!?—–)”»\"\n]")
_CLAUSE_BREAK = re.compile(r"[;:—–]|,\s+(?:and|but|или|и|und|aber|et|mais|y|pero)\b")
_MARKS = re.compile(r"[,;:.!?—–()\n“”\"„«»]")
_QUOTE_MARK = re.compile(r"[“”\"„«»‘’']")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n+")
_ASIDE = re.compile(r",[^,]{1,60},")
"""What is said between two commas, within another clause: "denied, on Monday, that"."""
_FRAME_WORD = re.compile(r"[\w'-]+")
_SHOWN = 90


@dataclass(frozen=True)
class Scene:
    """An article as these rules see it: its sentences, what it puts between quotation marks, whom it names."""

    article: Article
    draft: Draft

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @cached_property
    def words(self) -> Lexicon | None:
        """The words of the article's language that limit, report or doubt."""
        return lexicon(self.article.record.language)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, in order; none runs over a paragraph's end."""
        found = []
        for part in self.article.paragraphs:
            for start, words in sentences(self.text[part.start : part.end], self.article.record.language):
                found.append((part.start + start, part.start + start + len(words)))
        return tuple(found)

    @cached_property
    def passages(self) -> tuple[Span, ...]:
        """What stands between quotation marks, in order."""
        return tuple((passage.start, passage.end) for passage in self.draft.anchors.passages[self.article.id])

    def sentence(self, at: int) -> Span:
        """Return the sentence at *at*, or the next one, or the last."""
        index = bisect_right(self.sentences, at, key=lambda span: span[1])
        return self.sentences[min(index, len(self.sentences) - 1)]

    def paragraph(self, at: int) -> int:
        """Return the number of the paragraph at *at*."""
        return 1 + bisect_right(self.article.paragraphs, at, key=lambda part: part.end)

    def passage(self, at: int) -> Span | None:
        """Return the passage between quotation marks that holds *at*, if one does."""
        index = bisect_right(self.passages, (at, len(self.text))) - 1
        return self.passages[index] if index >= 0 and at <= self.passages[index][1] else None

    def named(self, start: int, end: int) -> list[tuple[int, str]]:
        """Return the actors that ``text[start:end]`` names, each with its place."""
        low, high = (bisect_left(self.actors, at, key=lambda named: named[0]) for at in (start, end))
        return list(self.actors[low:high])

    @cached_property
    def actors(self) -> tuple[tuple[int, str], ...]:
        """The actors that the article names, each with its place, in order."""
        mentions = self.draft.anchors.mentions.get(self.article.id, ())
        return tuple((one.start, one.entry) for one in mentions if one.entry in self.draft.actors)


@lru_cache(maxsize=1)
def scenes(draft: Draft) -> Mapping[str, Scene]:
    """Return each article as a scene, by its id."""
    return {article.id: Scene(article, draft) for article in draft.brief.articles}


def _placed(draft: Draft) -> Iterator[tuple[Quote | Claim | Event, Sequence[Place], Scene, Lexicon]]:
    """Yield every quote, claim and event that has its places, in articles whose language is known here."""
    known = scenes(draft)
    entries: tuple[Quote | Claim | Event, ...] = (*draft.brief.quotes, *draft.brief.claims, *draft.brief.events)
    for entry in entries:
        places = draft.anchors.places.get(entry.id, ())
        if len(places) != len(
            entry.target
        ):  # they are those of another entry with the same id, which is told elsewhere
            continue
        if places and (words := known[places[0].article].words):
            yield entry, places, known[places[0].article], words


def cut_conditions(draft: Draft) -> Iterator[Finding]:
    """Find quotations and claims that end right before words that limit them."""
    for entry, places, scene, words in _placed(draft):
        place = places[-1]
        spoken = isinstance(entry, Quote) and entry.form != "indirect"
        following = (place.end, scene.sentence(max(0, place.end - 1))[1])
        if unit := _unit_after_figure(scene.text, following, words):
            where = entry.target[-1].where.location("exact")
            message = f'ends between a figure and "{unit}", which is part of it'
            yield Finding("gap-after-figure", entry.id, where, message, f'quote the figure with "{unit}"')
        for start, end in _what_follows(scene, place.end, spoken=spoken):
            if limiter := _begins_with(scene.text[start:end], words.limiters):
                yield Finding(
                    "cut-before-condition",
                    entry.id,
                    entry.target[-1].where.location("exact"),
                    f'ends right before "{limiter}", which limits what was said: "{_short(_clause(scene, place, end))}"',
                    f'continue the quotation to the end of that clause: "{_short(_to_clause_end(scene.text, start, end))}"',
                )
                break


def _what_follows(scene: Scene, end: int, *, spoken: bool) -> Iterator[Span]:
    """Yield what stands after *end* in its sentence; after *spoken* words, only what the same speaker goes on to say."""
    sentence = scene.sentence(max(0, end - 1))
    passage = scene.passage(end) if spoken else None
    if passage is None:
        yield end, sentence[1]
        return
    yield end, min(passage[1], sentence[1])
    following = next((span for span in scene.passages if span[0] > passage[1]), None)
    if following and _clean(scene.text[end : passage[1]]) == "" and scene.text[following[0]].islower():
        yield following


def _begins_with(text: str, phrases: frozenset[str]) -> str:
    """Return which of *phrases* begins *text*, after spaces and marks, the longest of them, or nothing."""
    tokens = [token[0].lower().replace("’", "'") for token in _first_tokens(text, 6)]
    for length in range(len(tokens), 0, -1):
        if (phrase := " ".join(tokens[:length])) in phrases:
            return phrase
    return ""


def _first_tokens(text: str, most: int) -> list[re.Match[str]]:
    found = []
    for token in _TOKEN.finditer(text):
        found.append(token)
        if len(found) == most:
            break
    return found


def left_out(draft: Draft) -> Iterator[Finding]:
    """Find what a quotation or claim leaves out that its readers need: conditions, figures, whole turns of speech."""
    for entry, places, scene, words in _placed(draft):
        spoken = isinstance(entry, Quote) and entry.form != "indirect"
        for index, (gap, between) in enumerate(_gaps(places)):
            target = entry.target[min(index, len(entry.target) - 1)]
            for rule, message, hint in _gap_faults(
                scene, words, gap, between=between, between_speech=between and spoken
            ):
                yield Finding(rule, entry.id, target.where.location("exact"), message, hint)


def _gaps(places: Sequence[Place]) -> Iterator[tuple[Span, bool]]:
    """Yield what an entry leaves out, and whether it stands between two of its pieces."""
    for index, place in enumerate(places):
        yield from (((piece.start, piece.end), False) for piece in place.pieces if isinstance(piece, Gap))
        if index + 1 < len(places) and places[index + 1].article == place.article:
            yield (place.end, places[index + 1].start), True


def _gap_faults(
    scene: Scene, words: Lexicon, gap: Span, *, between: bool, between_speech: bool
) -> Iterator[tuple[str, str, str]]:
    """Yield the rule, the message and the hint of each thing that is wrong with leaving out *gap*.

    Between two pieces of direct speech stand words of the narrator, which limit nothing that the speaker said.
    """
    start, end = gap
    text = scene.text[start:end]
    shown = _short(" ".join(text.split()))
    count = len(_TOKEN.findall(text))
    if scene.paragraph(start) != scene.paragraph(end):
        yield "gap-joins-paragraphs", f'joins words of two paragraphs: "{shown}" is left out', "make it two entries"
    if count > LONGEST_GAP:
        yield (
            "gap-too-long",
            f"leaves out {count} words at one place, more than {LONGEST_GAP}",
            "make it two entries",
        )
    for part in _parts_of_sentences(scene, gap):
        spoken = [_common(part, passage) for passage in scene.passages] if between_speech else [part]
        for low, high in spoken:
            if low < high and (word := _limiting(scene.text[low:high], words)):
                hint = f'include it: "{_short(" ".join(scene.text[low:high].split()))}"'
                yield (
                    "gap-hides-condition",
                    f'leaves out "{word}", which limits or reverses what was said: "{shown}"',
                    hint,
                )
    if not between and _joins_sentences(scene, gap):
        yield (
            "gap-joins-sentences",
            f'joins two sentences into one: "{shown}" is left out between them',
            "end the first sentence where the article does, or make it two entries",
        )
    if unit := _unit_after_figure(scene.text, gap, words):
        yield (
            "gap-after-figure",
            f'leaves out "{unit}", which belongs to the figure before it',
            "quote the whole figure",
        )


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
    """Return the first word or phrase of *text* that limits or negates, or nothing."""
    tokens = [token.lower().replace("’", "'") for token in _TOKEN.findall(text)]
    for index, token in enumerate(tokens):
        if token in words.negations or token.endswith("n't"):
            return str(token)
        for length in (4, 3, 2, 1):
            phrase = " ".join(tokens[index : index + length])
            if phrase in words.limiters and phrase not in ("yet", "till"):
                return phrase
    return ""


def _joins_sentences(scene: Scene, gap: Span) -> bool:
    """Return whether *gap* begins within one sentence and ends within another one."""
    first, last = scene.sentence(max(0, gap[0] - 1)), scene.sentence(gap[1])
    ends_whole = not _clean(scene.text[gap[0] : first[1]]) or gap[0] >= first[1]
    begins_whole = gap[1] <= last[0] or not _clean(scene.text[last[0] : gap[1]])
    return first != last and not ends_whole and not begins_whole


def _unit_after_figure(text: str, gap: Span, words: Lexicon) -> str:
    """Return the word that *gap* takes from a figure before it, or nothing."""
    before = text[max(0, gap[0] - 20) : gap[0]].rstrip()
    after = text[gap[0] : gap[1]].lstrip()
    tokens: list[str] = [token[0] for token in _first_tokens(after, 2)]
    if not before or not before[-1].isdigit() or not tokens or not _TOKEN.match(after):
        return ""
    return next((unit for unit in (tokens[0], " ".join(tokens)) if unit.lower() in words.magnitudes), "")


def insertions(draft: Draft) -> Iterator[Finding]:
    """Find what an editor inserts that explains nothing: it limits or turns the words, is long, or mixes alphabets."""
    for entry, places, _, words in _placed(draft):
        for index, place in enumerate(places):
            for piece in place.pieces:
                if not isinstance(piece, Insertion):
                    continue
                if fault := _insertion_fault(piece.text, words):
                    where = entry.target[index].where.location("exact")
                    hint = "an insertion may only explain: a name, a tense, a pronoun"
                    yield Finding("insertion-changes-meaning", piece.text, where, fault, hint)


def _insertion_fault(text: str, words: Lexicon) -> str:
    tokens = [token.lower() for token in _TOKEN.findall(text)]
    if len(tokens) > LONGEST_INSERTION:
        return f'inserts {len(tokens)} words, more than {LONGEST_INSERTION}: "[{_short(text)}]"'
    for length in (3, 2, 1):
        for index in range(len(tokens)):
            if (phrase := " ".join(tokens[index : index + length])) in words.turning:
                return f'inserts "{phrase}", which changes what was said: "[{_short(text)}]"'
    mixed = next((token for token in tokens if len(_alphabets(token)) > 1), "")
    return f'inserts a word in mixed alphabets: "{mixed}"' if mixed else ""


def _alphabets(word: str) -> set[str]:
    """Return the alphabets of the letters in *word*, of those that are easily taken for one another."""
    ranges = (("Latin", "a", "ɏ"), ("Greek", "ͱ", "Ͽ"), ("Cyrillic", "Ѐ", "ԯ"), ("Armenian", "Ա", "֏"))
    return {name for char in word for name, low, high in ranges if char.isalpha() and low <= char <= high}


def reported_by_whom(draft: Draft) -> Iterator[Finding]:
    """Find quotations whose cue does not report them, or names somebody else than the speaker."""
    for entry, places, scene, words in _placed(draft):
        if not isinstance(entry, Quote) or entry.form == "term" or entry.speaker is None:
            continue
        if entry.speaker not in draft.actors:
            continue
        if entry.form == "indirect" and not entry.cue and _reports_itself(scene, entry, places, words):
            continue
        cue = _cue_span(scene, places, entry.cue)
        where = entry.where.location("cue" if entry.cue else "speaker")
        if cue is None or not _contains(scene.text[cue[0] : cue[1]], words.reporting):
            given = f'a cue without a verb of reporting: "{_short(entry.cue)}"' if entry.cue else "no cue"
            hint = "copy the article's words that report it (he said), or write form: term if nobody says it"
            yield Finding("quotation-without-report", entry.id, where, f"gives words to a speaker with {given}", hint)
            continue
        if unsaid := _unsaid(scene, cue, words):
            hint = "nobody said these words: quote the article's own words, as a claim of its outlet"
            message = f'gives words to a speaker, but the article says "{unsaid}"'
            yield Finding("quotation-without-report", entry.id, where, message, hint)
            continue
        if entry.form == "direct" and _apart(scene, places, cue):
            hint = "a cue must be next to the words that it reports: in their sentence, or in the one before or after"
            message = f'takes its cue from elsewhere in the article: "{_short(entry.cue)}"'
            yield Finding("report-of-other-words", entry.id, where, message, hint)
            continue
        if entry.form == "indirect" and scene.sentence(cue[0]) != scene.sentence(places[0].start):
            hint = "reported speech must be in the sentence that reports it"
            message = f'reports words of another sentence: "{_short(entry.cue)}"'
            yield Finding("report-of-other-words", entry.id, where, message, hint)
        if other := _another_speaker(scene, entry, places, cue, words):
            name = draft.actors[other].name if other else ""
            message = f'gives to "{entry.speaker}" words that the article gives to another: "{_short(entry.cue)}"'
            hint = f"did {name} say it?" if name else "name the speaker as the article does, or add an alias"
            yield Finding("cue-names-another", entry.id, where, message, hint)
        elif other is None:
            message = f'gives words to "{entry.speaker}", whom the article does not name there: "{_short(entry.cue)}"'
            yield Finding(
                "speaker-not-named", entry.id, where, message, "add the name that the article uses to its aliases"
            )


def _unsaid(scene: Scene, cue: Span, words: Lexicon) -> str:
    """Return how the article says, right before the cue's verb, that the words were not said: "did not say"."""
    verb = next((one for one in _TOKEN.finditer(scene.text, *cue) if one[0].lower() in words.reporting), None)
    if verb is None:
        return ""
    begin = scene.sentence(cue[0])[0]
    begin = max((begin, *(span[1] for span in scene.passages if begin < span[1] <= verb.start())))
    before = _MARKS.split(scene.text[begin : verb.start()])[-1].lower().replace("’", "'")
    tokens = _TOKEN.findall(before)
    denied = any(token in words.negations or token.endswith("n't") for token in tokens)
    return f"{before.strip()} {verb[0]}" if denied or _contains(before, words.unsaid) else ""


def _apart(scene: Scene, places: Sequence[Place], cue: Span) -> bool:
    """Return whether a sentence stands between the cue and the words of a speaker, or another paragraph."""
    if cue[0] < places[-1].end and places[0].start < cue[1]:  # among the pieces of one utterance
        return False
    first, last = scene.passage(places[0].start), scene.passage(places[-1].end)
    begin, end = first[0] if first else places[0].start, last[1] if last else places[-1].end
    low, high = (end, cue[0]) if cue[0] >= end else (cue[1], begin)
    between = scene.text[low:high]
    quoted = [span for span in scene.passages if low <= span[0] and span[1] <= high]
    for start, end in reversed(quoted):  # what the speaker goes on to say
        between = between[: start - low] + between[end - low :]
    return len(_SENTENCE_END.findall(_clean_marks(between))) > 1


def _clean_marks(text: str) -> str:
    """Return *text* without quotation marks, which stand between a sentence and its end."""
    return _QUOTE_MARK.sub("", text)


def _reports_itself(scene: Scene, quote: Quote, places: Sequence[Place], words: Lexicon) -> bool:
    """Return whether reported speech holds its own report: "The owners call it a pretext"."""
    start, end = places[0].start, places[-1].end
    named = any(_is(scene.draft, who, str(quote.speaker)) for _, who in scene.named(start, end))
    return named and _contains(scene.text[start:end], words.reporting)


def _cue_span(scene: Scene, places: Sequence[Place], cue: str) -> Span | None:
    """Return where the words of *cue* stand nearest to those of a quotation, outside them."""
    wanted = fold(cue).text.strip(" ")
    if not wanted:
        return None
    folded = scene.draft.folded[scene.article.id]
    first = max(0, scene.paragraph(places[0].start) - 2)
    last = min(len(scene.article.paragraphs), scene.paragraph(places[-1].end) + 1)
    low = folded.folded(scene.article.paragraphs[first].start, scene.article.paragraphs[first].end)[0]
    high = folded.folded(scene.article.paragraphs[last - 1].start, scene.article.paragraphs[last - 1].end)[1]
    taken = [(words.start, words.end) for place in places for words in place.words]
    found = []
    at = folded.text.find(wanted, low, high)
    while at >= 0:
        span = folded.original(at, at + len(wanted))
        if not any(span[0] < end and start < span[1] for start, end in taken):
            found.append(span)
        at = folded.text.find(wanted, at + 1, high)
    middle = places[0].end
    return min(found, key=lambda span: abs(span[0] - middle), default=None)


def _another_speaker(scene: Scene, quote: Quote, places: Sequence[Place], cue: Span, words: Lexicon) -> str | None:
    """Return "" if the cue fits the speaker, the actor that it names instead, or None if it names nobody."""
    speaker = str(quote.speaker)
    spoken = [(piece.start, piece.end) for place in places for piece in place.words]
    named = [(at, who) for at, who in scene.named(*cue) if not any(low <= at < high for low, high in spoken)]
    if subject := _subject(scene, cue, named, words):
        return "" if _is(scene.draft, subject, speaker) else subject
    text = scene.text[cue[0] : cue[1]]
    if _has(text, words.personal):
        return _fits(scene, _near(scene, cue, persons=True), speaker)
    sentence = scene.sentence(cue[0])
    before = [who for at, who in scene.named(sentence[0], cue[0]) if scene.passage(at) is None]
    if before:
        persons = [who for who in before if scene.draft.actors[who].kind == "person"]
        return _fits(scene, persons[:1] or before[:1], speaker)
    if _has(text, words.pronouns):
        return _fits(scene, _near(scene, cue, persons=False), speaker)
    return _fits(scene, [who for _, who in named], speaker)


def _fits(scene: Scene, candidates: Sequence[str], speaker: str) -> str | None:
    """Return "" if the speaker is among *candidates*, the only candidate if another one is, or else None."""
    if any(_is(scene.draft, who, speaker) for who in candidates):
        return ""
    return candidates[0] if len(set(candidates)) == 1 else None


def _near(scene: Scene, cue: Span, *, persons: bool) -> list[str]:
    """Return the actors, or the persons among them, that are named in the cue's paragraph or the two before it."""
    part = max(0, scene.paragraph(cue[0]) - 3)
    named = scene.named(scene.article.paragraphs[part].start, cue[1])
    return [who for _, who in named if not persons or scene.draft.actors[who].kind == "person"]


def _subject(scene: Scene, cue: Span, named: list[tuple[int, str]], words: Lexicon) -> str:
    """Return who does the reporting in the cue: a person before its first verb, or else who stands beside that verb."""
    text = scene.text[cue[0] : cue[1]]
    verb = next((token.start() for token in _TOKEN.finditer(text) if token[0].lower() in words.reporting), None)
    candidates = [(at - cue[0], who) for at, who in named]
    if verb is None or not candidates:
        return ""
    before = [who for at, who in candidates if at < verb]
    persons = [who for who in before if scene.draft.actors[who].kind == "person"]
    if before:
        return (persons or before)[0]
    if _has(text[:verb], words.pronouns):
        return ""
    at, who = candidates[0]
    return who if not _clean(text[verb:at]).partition(" ")[2] else ""


def _is(draft: Draft, who: str, speaker: str) -> bool:
    """Return whether *who* is the speaker, or serves it: an officer's words may be given to the ministry."""
    actor: Actor | None = draft.actors.get(who)
    seen: set[str] = set()
    while actor and actor.id not in seen:
        if actor.id == speaker:
            return True
        seen.add(actor.id)
        actor = draft.actors.get(actor.affiliation or "")
    return False


def _has(text: str, phrases: frozenset[str]) -> bool:
    return any(token.lower() in phrases for token in _TOKEN.findall(text))


def framed_words(draft: Draft) -> Iterator[Finding]:
    """Find words that the article puts inside somebody's denial, doubt or condition, where the entry does not say so."""
    for entry, places, scene, words in _placed(draft):
        if not isinstance(entry, Event) and entry.within:
            continue
        start = places[0].start
        clause = _clause_before(scene.text[scene.sentence(start)[0] : start])
        for kind, phrases in _frames(words):
            if phrase := _governing(clause, phrases, before_main=kind == "hypothetical"):
                yield Finding(
                    "words-within-a-denial" if kind in ("denied", "called-false") else "words-within-a-doubt",
                    entry.id,
                    entry.target[0].where.location("exact"),
                    f'leaves out "{phrase}", which applies to these words in the article: "{_short(scene.text[start : places[0].end])}"',
                    "quote it too" + ("" if isinstance(entry, Event) else f", or write within: {kind}"),
                )
                break


def _frames(words: Lexicon) -> tuple[tuple[str, frozenset[str]], ...]:
    return (
        ("called-false", words.called_false),
        ("denied", words.denied),
        ("doubted", words.doubted),
        ("hypothetical", words.hypothetical),
    )


def _clause_before(before: str) -> str:
    """Return the clause that *before* ends in, in lower case and without what stands between two commas."""
    clause = _CLAUSE_BREAK.split(before)[-1].lower().replace("’", "'")
    return _ASIDE.sub(" ", clause)


def _governing(clause: str, phrases: frozenset[str], *, before_main: bool = False) -> str:
    """Return the phrase of *clause* that governs what follows it: no other clause begins between them.

    One *before_main* may have its own clause before the one that it limits: "If the council agrees, the mill closes".
    """
    tokens = [*_FRAME_WORD.finditer(clause)]
    longest = max((phrase.count(" ") + 1 for phrase in phrases), default=0)
    for length in range(longest, 0, -1):
        for index in range(len(tokens) - length, -1, -1):
            phrase = " ".join(token[0] for token in tokens[index : index + length])
            if phrase in phrases and _reaches(clause[tokens[index + length - 1].end() :], before_main=before_main):
                return phrase
    return ""


def _reaches(after: str, *, before_main: bool) -> bool:
    """Return whether what follows a phrase is short, and no clause but its own begins in it: "denied, that"."""
    first, comma, rest = after.partition(",")
    ends = before_main and not rest.strip(' "“„«')
    own = not comma or ends or (not first.strip() and "," not in rest)
    return own and len(after.split()) <= 12


def _contains(text: str, phrases: frozenset[str]) -> bool:
    tokens = [token.lower().replace("’", "'") for token in _TOKEN.findall(text)]
    return any(" ".join(tokens[at : at + length]) in phrases for length in (1, 2, 3, 4) for at in range(len(tokens)))


def _clean(text: str) -> str:
    """Return the words of *text*, without the marks around them."""
    return " ".join(_TOKEN.findall(text))


def _clause(scene: Scene, place: Place, end: int) -> str:
    start = max(place.start, place.end - 50)
    return f"{'…' if start > place.start else ''}{scene.text[start : min(end, place.end + 40)]}"


def _to_clause_end(text: str, start: int, end: int) -> str:
    """Return ``text[start:end]`` up to the end of its first clause."""
    words = _TOKEN.search(text, start, end)
    stop = _CLAUSE_END.search(text, words.end() if words else start, end)
    return " ".join(text[start : stop.start() if stop else end].split())


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[:_SHOWN].rpartition(" ")[0] + " …"


RULES = (cut_conditions, left_out, insertions, reported_by_whom, framed_words)
