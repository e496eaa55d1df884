"""Whose words they are: the cue that reports a quotation names its speaker, and stands where it can report it. Pure."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from build_scripts.anchor import Place
from build_scripts.anchor.mentions import Mention, Names
from build_scripts.brief.folding import fold
from build_scripts.brief.model import Actor, Claim, Quote
from build_scripts.check.draft import Draft, Finding
from build_scripts.check.lexicon import Lexicon, lexicon
from build_scripts.check.liberties import Fault
from build_scripts.check.meaning import placed
from build_scripts.check.scene import TOKEN, Scene, Span, blanked, clean, contains, short

_MARKS = re.compile(r"[,;:.!?—–()\n“”\"„«»]")
_QUOTE_MARK = re.compile(r"[“”\"„«»‘’']")
_BESIDE = 3
"""How many words may stand between a verb and the name after it."""
_ASIDE = re.compile(r"\b(?:of|on|about|for|from|with|against|at|in|by) (?:the )?$", re.IGNORECASE)
"""What makes a name in prose somebody else's: "the report on the owners says"."""
_UNLIKE = re.compile(r"\b(?:unlike|not|than|against|besides) (?:the )?$", re.IGNORECASE)
"""What makes a name that of somebody who did not say it."""
_JOINED = re.compile(
    r",\s+(?:and|but|while|whereas|yet|und|aber|während|et|mais|alors que|y|pero|mientras que|и|но|а)\b", re.IGNORECASE
)
"""What joins a clause to one that reports; it may be the narrator's own."""
_REPORTED_TOO = re.compile(r"\b(?:(?:that|dass|daß|que|что|if|whether|ob|si|how|why)\b|qu['’])", re.IGNORECASE)
"""What makes of such a clause a report, too: "and that"."""
_DASH = re.compile(r"\s[–—-]\s|—")
_AUXILIARY = re.compile(r"\s+(?:(?:has|have|had|also|later|then|once|himself|herself)\s+)?")
_ARTICLE = re.compile(r"(?:^|\s+)(?:the|a|der|die|das|le|la|les|el|los|las)\s+$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’]s?\s")
_COLON = re.compile(r"\s*:\s*\W*")
_PASSIVE = re.compile(r"\b(?:was|were|is|are|be|been|being)(?:n['’]t| not| never)? $", re.IGNORECASE)
_BEFORE_MAIN = re.compile(r"\s*(?:after|as|although|because|before|since|though|when|while)\b[^,;:]*,", re.IGNORECASE)
"""A clause that stands before the one with the quoted words: "After the owners complained, she said"."""
_NAMED_BEHIND = re.compile(r"[”»\"’'\s,.]*(?:\(|[–—-]\s*)")
"""What stands between quoted words and the name of whoever said them: “It leaks” (the owners)."""
_IN_WORDS_OF = re.compile(r"['’]s?\s(?:own\s)?(?:words|view|opinion|phrase)\b")
"""What says of a name that the words are theirs: "in the owners' words"."""
_RELATIVE = re.compile(
    r"\b(?:what|whom|which|that|who|whose|and|but|when|where|as|he|she|they|it|we|i)\b", re.IGNORECASE
)
_QUOTED = re.compile(r"[”»\"]")
_CLAUSE_MARK = re.compile(r"[,;:.!?—–(\n“„«]")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n+")


def reported_by_whom(draft: Draft) -> Iterator[Finding]:
    """Find quotations whose cue does not report them, or names somebody else than the speaker."""
    for entry, places, scene, words in placed(draft):
        if not isinstance(entry, Quote) or entry.form == "term" or entry.speaker is None:
            continue
        if entry.speaker not in draft.actors:
            continue
        if entry.form == "indirect" and not entry.cue and _reports_itself(draft, scene, entry, places, words):
            continue
        cue = _cue_span(draft, scene, places, entry.cue)
        where = entry.where.location("cue" if entry.cue else "speaker")
        if cue is None or not _reports(scene, places, cue, words):
            given = f'a cue without a verb of reporting: "{short(entry.cue)}"' if entry.cue else "no cue"
            hint = "copy the article's words that report it (he said), or write form: term if nobody says it"
            yield Finding("quotation-without-report", entry.id, where, f"gives words to a speaker with {given}", hint)
            continue
        if unsaid := _unsaid(scene, cue, places[0].start, words):
            hint = "nobody said these words: quote the article's own words, as a claim of its outlet"
            message = f'gives words to a speaker, but the article says "{unsaid}"'
            yield Finding("quotation-without-report", entry.id, where, message, hint)
            continue
        if entry.form == "direct" and _apart(scene, places, cue):
            hint = "a cue must be next to the words that it reports: in their sentence, or in the one before or after"
            message = f'takes its cue from elsewhere in the article: "{short(entry.cue)}"'
            yield Finding("report-of-other-words", entry.id, where, message, hint)
            continue
        if entry.form == "indirect" and not _same_statement(draft, scene, places, cue, words):
            hint = (
                "reported speech must be in the clause that reports it, with no semicolon, and no comma with and or but"
                " between them unless that is said again"
            )
            message = f'reports words of another sentence: "{short(entry.cue)}"'
            yield Finding("report-of-other-words", entry.id, where, message, hint)
        if other := _another_speaker(draft, scene, entry, places, cue, words):
            name = draft.actors[other].name if other else ""
            message = f'gives to "{entry.speaker}" words that the article gives to another: "{short(entry.cue)}"'
            hint = f"did {name} say it?" if name else "name the speaker as the article does, or add an alias"
            yield Finding("cue-names-another", entry.id, where, message, hint)
        elif other is None:
            message = f'gives words to "{entry.speaker}", whom the article does not name there: "{short(entry.cue)}"'
            yield Finding(
                "speaker-not-named", entry.id, where, message, "add the name that the article uses to its aliases"
            )


def claimed_by_whom(draft: Draft) -> Iterator[Finding]:
    """Find claims whose claimant the article does not name near them: the narrator's own words are claims of the outlet."""
    for entry, places, scene, words in placed(draft):
        actor = draft.actors.get(entry.claimant) if isinstance(entry, Claim) else None
        if actor is None or actor.kind in ("outlet", "work"):
            continue
        number = scene.paragraph(places[0].start)
        parts = scene.article.paragraphs[max(0, number - 3) : number + 1]
        near = [one.entry for one in scene.named(parts[0].start, parts[-1].end)]
        own = scene.article.paragraphs[number - 1]
        if _has(scene.text[own.start : own.end], words.personal):
            near += _last_person(draft, scene, own.start)
        if not any(_serves(draft, who, [actor.id]) for who in near):
            message = f'gives a claim to "{actor.id}", whom the article does not name near it'
            hint = "what the article says itself is a claim of its outlet; or add the name that it uses to the aliases"
            yield Finding("claimant-not-named", entry.id, entry.where.location("claimant"), message, hint)


def given_wrongly(draft: Draft, place: Place, sentence: tuple[str, str], names: Names) -> Iterator[Fault]:
    """Yield the fault that a sentence of prose gives the words at *place* to somebody else than their entry does.

    The *sentence* is what stands before and after the words. It gives them to whom it names beside a verb of reporting;
    to an outlet it gives nothing, since that may report what another said.
    """
    quotes = [quote for quote in _quotes_at(draft, place) if quote.speaker in draft.actors]
    words = lexicon(draft.brief.meta.language)
    if not quotes or words is None:
        return
    speakers = [str(quote.speaker) for quote in quotes]
    parts = _beside(sentence, words)
    named = [
        [one for one in names.find(text, draft.brief.meta.language) if one.entry in draft.actors] for text in parts
    ]
    for text, found in zip(parts, named, strict=True):
        if any(_serves(draft, one.entry, speakers) and not _is_beside_the_point(text, one, words) for one in found):
            return
    given = _giver(parts[0], named[0], words, before=True)
    if given is None:
        given = _giver(parts[1], named[1], words, before=False)
    if given is None and (mark := _NAMED_BEHIND.match(sentence[1])):
        behind = (one for one in names.find(sentence[1], draft.brief.meta.language) if one.entry in draft.actors)
        given = next((one.entry for one in behind if one.start == mark.end() and _stands_alone(sentence[1], one)), None)
    if given and draft.actors[given].kind not in ("outlet", "work") and not _serves(draft, given, speakers):
        message = f'gives to "{draft.actors[given].name}" words that the article gives to another'
        yield Fault("cue-names-another", message, f"{draft.actors[speakers[0]].name} said it", "")


def _stands_alone(text: str, name: Mention) -> bool:
    """Return whether nothing but marks or a citation follows *name*."""
    return not text[name.end :].lstrip(")., ").rstrip() or text[name.end : name.end + 1] == ")"


def _is_beside_the_point(text: str, name: Mention, words: Lexicon) -> bool:
    """Return whether *text* says *name* of whom it is spoken to, or of somebody who does otherwise: "unlike the owners"."""
    of_theirs = not words.opposing.isdisjoint(_possessed(text, name))  # "the owners' rival says"
    return of_theirs or _is_addressed(text, name, words) or bool(_UNLIKE.search(text[: name.start]))


def _possessed(text: str, name: Mention) -> list[str]:
    """Return the word for what *text* says to be somebody's: "critics", in "the owners' critics"."""
    mark = _POSSESSIVE.match(text, name.end)
    return TOKEN.findall(text[mark.end() : mark.end() + 30].lower())[:1] if mark else []


def _serves(draft: Draft, who: str, speakers: Sequence[str]) -> bool:
    """Return whether *who* is one of the *speakers*, or serves one of them, or the other way round."""
    return any(_is(draft, who, one) or _is(draft, one, who) for one in speakers)


def _quotes_at(draft: Draft, place: Place) -> list[Quote]:
    """Return the quotations that have some of the words at *place*."""
    return [
        quote
        for quote in draft.brief.quotes
        for there in draft.anchors.places.get(quote.id, ())
        if there.article == place.article and there.start < place.end and place.start < there.end
    ]


def _beside(sentence: tuple[str, str], words: Lexicon) -> tuple[str, str]:
    """Return what stands between quoted words and those quoted before them, and the clause right after them.

    What stands before them is cut to their own clause, if another one comes before it and the words are reported in theirs.
    """
    after = _CLAUSE_MARK.split(_QUOTE_MARK.sub("", sentence[1]).lstrip(" ,"))[0]
    before = _QUOTED.split(sentence[0])[-1]
    other = _BEFORE_MAIN.match(before)
    own = before[other.end() :] if other else before
    return own if contains(own, words.reporting) else before, after


def _giver(text: str, found: Sequence[Mention], words: Lexicon, *, before: bool) -> str | None:
    """Return which of the actors *found* in *text*, which stands *before* quoted words or after them, it gives these to.

    It is who stands beside the verb that reports, or right before a colon. The result is "" if nobody known does, and None
    if nothing there reports.
    """
    around = blanked(text, found)
    own = [one for one in found if _IN_WORDS_OF.match(text, one.end) or not _ASIDE.search(text[: one.start])]
    verb = _verb(around, 0, words.reporting) or _verb(around, 0, words.thinking)
    if verb is None:
        if own and _IN_WORDS_OF.match(text, own[-1].end):
            return own[-1].entry
        if contains(around, words.reporting) or (own and before and _COLON.fullmatch(text[own[-1].end :])):
            return own[-1].entry if own else ""  # "according to the owners", "the owners:"
        return None
    if _PASSIVE.search(around[: verb.start()]) or (not before and _is_other_clause(around[: verb.start()])):
        return ""
    if _is_denied(around, verb, words):
        return ""
    subjects = [
        one.entry for one in own if one.start < verb.start() and not _is_other_clause(text[one.end : verb.start()])
    ]
    if subjects or before:  # whoever stands behind the verb there is spoken to: "she told Renner: …"
        return subjects[-1] if subjects else ""
    return next(
        (
            one.entry
            for one in found
            if one.start > verb.start()
            and not text[verb.end() : one.start].strip()
            and not _is_addressed(text, one, words)
        ),
        "",
    )


def _is_denied(text: str, verb: re.Match[str], words: Lexicon) -> bool:
    """Return whether *text* says with this *verb* that somebody did not say the words: "did not say", "denied that"."""
    before = [one.lower().replace("’", "'") for one in TOKEN.findall(text[: verb.start()])[-1:]]
    negated = any(one in words.negations or one.endswith("n't") for one in before)
    return negated or verb[0].lower() in words.negations | words.denied


def _is_other_clause(text: str) -> bool:
    """Return whether another clause begins between a name and a verb: "the owners, whom he called"."""
    return len(text.split()) > 2 * _BESIDE or bool(_RELATIVE.search(text))


def _unsaid(scene: Scene, cue: Span, first: int, words: Lexicon) -> str:
    """Return how the article says, right before the verb that reports words from *first* on, that they were not said: "did not say"."""
    verb = _verb_of_cue(scene, cue, words, last=cue[1] <= first)
    if verb is None:
        return ""
    if _agent(scene, verb.end(), words):
        return ""
    begin = scene.sentence(cue[0])[0]
    begin = max((begin, *(span[1] for span in scene.passages if begin < span[1] <= verb.start())))
    typed = TOKEN.findall(_MARKS.split(scene.between_names(begin, verb.start()))[-1].replace("’", "'"))
    tokens = [one.lower() for one in typed[:1]]  # what has a capital behind the first word is a name: "in May"
    tokens += [one.lower() for one in typed[1:] if one.islower() or one.lower() in words.negations]
    if verb[0].lower() in words.saying and not words.joining.isdisjoint(tokens[-2:]):  # "denied it and said"
        tokens = [one for one in tokens if one not in words.denied]
    before = " ".join(tokens)
    denied = any(token in words.negations or token.endswith("n't") for token in tokens)
    around = (*tokens[-1:], *(token.lower() for token in TOKEN.findall(scene.text[verb.start() : verb.end() + 20])[:2]))
    denied = denied or " ".join(around) in words.unsaid
    return f"{before} {verb[0]}" if denied or contains(before, words.unsaid) else ""


def _verb(text: str, start: int, verbs: frozenset[str]) -> re.Match[str] | None:
    """Return the first of *verbs* from *start* on."""
    return next((one for one in TOKEN.finditer(text, start) if one[0].lower() in verbs), None)


def _reports(scene: Scene, places: Sequence[Place], cue: Span, words: Lexicon) -> bool:
    """Return whether the cue has words that report; those that may take up another's words report only in their own sentence."""
    text = scene.between_names(*cue)
    sentences = [scene.sentence(at) for at in (places[0].start, max(0, places[-1].end - 1))]
    return contains(text, words.reporting) or (contains(text, words.judging) and scene.sentence(cue[0]) in sentences)


def _verb_of_cue(scene: Scene, cue: Span, words: Lexicon, *, last: bool = False) -> re.Match[str] | None:
    """Return the first verb of a *cue* that reports, or the *last*, or else the first word that may."""
    text = scene.text[: cue[0]] + scene.between_names(*cue)
    verbs = [one for one in TOKEN.finditer(text, cue[0]) if one[0].lower() in words.reporting]
    return verbs[-1 if last else 0] if verbs else _verb(text, cue[0], words.judging)


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


def _same_statement(draft: Draft, scene: Scene, places: Sequence[Place], cue: Span, words: Lexicon) -> bool:
    """Return whether the cue stands in the sentence of reported words, and nothing between them begins another statement."""
    between = scene.text[cue[1] : places[0].start] or scene.text[places[-1].end : cue[0]]
    apart = ";" in between or len(_DASH.findall(between)) % 2 == 1
    apart = apart or _another_says(draft, scene, (cue[1], places[0].start), words) or _begins_anew(between)
    return not apart and scene.sentence(cue[0]) == scene.sentence(places[0].start)


def _begins_anew(between: str) -> bool:
    """Return whether a clause begins in what stands before words that need not be reported any more: ", but", without "that"."""
    *_, last = _JOINED.split(between)
    return last != between and not _REPORTED_TOO.search(last)


def _another_says(draft: Draft, scene: Scene, between: Span, words: Lexicon) -> bool:
    """Return whether another statement begins *between* a cue and words: "Ada Hale said little, and the owners said that"."""
    start, end = between
    verbs = [one for one in TOKEN.finditer(scene.text, start, max(start, end)) if one[0].lower() in words.reporting]
    for one in scene.named(start, max(start, end)):
        before = _ARTICLE.sub("", scene.text[start : one.start]).rstrip()
        tokens = TOKEN.findall(before.lower())
        begins = before.endswith(",") or not words.joining.isdisjoint(tokens[-1:])
        if (
            begins
            and not words.joining.issuperset(tokens)
            and any(_is_right_before(draft, scene, one, verb, words) for verb in verbs)
        ):
            return True
    return False


def _clean_marks(text: str) -> str:
    """Return *text* without quotation marks, which stand between a sentence and its end."""
    return _QUOTE_MARK.sub("", text)


def _reports_itself(draft: Draft, scene: Scene, quote: Quote, places: Sequence[Place], words: Lexicon) -> bool:
    """Return whether reported speech holds its own report: "The owners call it a pretext"."""
    start, end = places[0].start, places[-1].end
    named = any(_is(draft, one.entry, str(quote.speaker)) for one in scene.named(start, end))
    return named and contains(scene.between_names(start, end), words.reporting)


def _cue_span(draft: Draft, scene: Scene, places: Sequence[Place], cue: str) -> Span | None:
    """Return where the words of *cue* stand nearest to those of a quotation, outside them."""
    wanted = fold(cue).text.strip(" ")
    if not wanted:
        return None
    folded = draft.folded[scene.article.id]
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


def _another_speaker(
    draft: Draft, scene: Scene, quote: Quote, places: Sequence[Place], cue: Span, words: Lexicon
) -> str | None:
    """Return "" if the cue fits the speaker, the actor that it names instead, or None if it names nobody."""
    speaker = str(quote.speaker)
    spoken = [(piece.start, piece.end) for place in places for piece in place.words]
    named = [one for one in scene.named(*cue) if not any(low <= one.start < high for low, high in spoken)]
    named = [one for one in named if not _is_addressed(scene.text, one, words, cue[0])]
    if subject := _subject(draft, scene, cue, named, words, behind=cue[0] >= places[0].end):
        if _is_about(scene, subject, words):
            return None
        joined = any(_is(draft, one.entry, speaker) for one in _joined(scene, named, subject, words))
        return "" if joined else subject.entry
    text = scene.text[cue[0] : cue[1]]
    if _has(text, words.personal):
        return _fits(draft, _near(draft, scene, cue, persons=True), speaker)
    sentence = scene.sentence(cue[0])
    before = [one.entry for one in scene.named(sentence[0], cue[0]) if scene.passage(one.start) is None]
    if before:
        persons = [who for who in before if draft.actors[who].kind == "person"]
        return _fits(draft, persons[:1] or before[:1], speaker)
    if _has(text, words.pronouns):
        return _fits(draft, _near(draft, scene, cue, persons=False), speaker)
    if not named and _is_subjectless(scene, cue, words):
        return _fits(draft, _near(draft, scene, cue, persons=False), speaker)
    if not named and _is_spokesman(text, words):
        bodies = [one for one in _near(draft, scene, cue, persons=False) if draft.actors[one].kind != "person"]
        return _fits(draft, bodies, speaker)
    return _fits(draft, [one.entry for one in named if not _is_about(scene, one, words)], speaker)


def _fits(draft: Draft, candidates: Sequence[str], speaker: str) -> str | None:
    """Return "" if the speaker is among *candidates*, the only candidate if another one is, or else None."""
    if any(_is(draft, who, speaker) for who in candidates):
        return ""
    return candidates[0] if len(set(candidates)) == 1 else None


def _is_spokesman(text: str, words: Lexicon) -> bool:
    """Return whether a spokesman is the subject of a cue, nobody else's: "a spokesman said", not "a spokesman of the mill"."""
    tokens = TOKEN.findall(text.lower())
    at = next((at for at, token in enumerate(tokens) if token in words.spokesmen), None)
    return at is not None and (at + 1 == len(tokens) or tokens[at + 1] in words.reporting)


def _is_subjectless(scene: Scene, cue: Span, words: Lexicon) -> bool:
    """Return whether the cue has a verb without a subject, with a mark or whom it is said to right after it: "«…», agregó."."""
    text = scene.text[cue[0] : cue[1]]
    verb = _verb(text, 0, words.subjectless)
    start = scene.sentence(cue[0])[0]
    start = max((start, *(span[1] for span in scene.passages if start < span[1] <= cue[0])))
    if verb is None or contains(scene.between_names(start, cue[0]), words.reporting):  # "a farmer said, adding"
        return False
    after = scene.text[cue[0] + verb.end() :].lstrip(" ")
    return not after or bool(_MARKS.match(after)) or not words.addressing.isdisjoint(TOKEN.findall(after[:20])[:1])


def _near(draft: Draft, scene: Scene, cue: Span, *, persons: bool) -> list[str]:
    """Return the actors, or the persons among them, that are named in the cue's paragraph or the two before it.

    If no person is, the last one before them is meant: "he said", paragraphs after his name.
    """
    part = max(0, scene.paragraph(cue[0]) - 3)
    named = [
        one
        for one in scene.named(scene.article.paragraphs[part].start, cue[1])
        if one.start < cue[0] or scene.words is None or not _is_about(scene, one, scene.words)
    ]
    found = [one.entry for one in named if not persons or draft.actors[one.entry].kind == "person"]
    return found or (_last_person(draft, scene, cue[0]) if persons else [])


def _last_person(draft: Draft, scene: Scene, end: int) -> list[str]:
    """Return the last person whom the article names before *end*, if any."""
    return [one.entry for one in scene.named(0, end) if draft.actors[one.entry].kind == "person"][-1:]


def _subject(
    draft: Draft, scene: Scene, cue: Span, named: Sequence[Mention], words: Lexicon, *, behind: bool
) -> Mention | None:
    """Return who does the reporting in the cue: whoever stands right before a verb, or a person before its first one, or who follows.

    A cue that stands *behind* the words is read from its first verb on, and one before them from its last.
    """
    text = scene.text[: cue[0]] + scene.between_names(*cue)
    verbs = [one for one in TOKEN.finditer(text, cue[0]) if one[0].lower() in words.reporting]
    for verb in verbs if behind else reversed(verbs):
        if subject := next((one for one in named if _is_right_before(draft, scene, one, verb, words)), None):
            return subject
        if behind and any(one.start > verb.start() and not clean(text[verb.end() : one.start]) for one in named):
            break
    first = _verb_of_cue(scene, cue, words)
    if first is None:  # "according to the owners", "as the owners put it"
        return next((one for one in named if contains(text[cue[0] : one.start], words.cues)), next(iter(named), None))
    if not named:
        return None
    if agent := _agent(scene, first.end(), words):
        return agent
    if before := [one for one in named if one.start < first.start()]:
        return next((one for one in before if draft.actors[one.entry].kind == "person"), before[0])
    if _has(scene.text[cue[0] : first.start()], words.pronouns):
        return None
    if clean(scene.text[first.end() : named[0].start]):
        return None
    return _whose_name_follows(scene, named)


def _is_right_before(draft: Draft, scene: Scene, name: Mention, verb: re.Match[str], words: Lexicon) -> bool:
    """Return whether *name* is the subject of the *verb* right after it: of a body only where a clause begins with it."""
    if not _AUXILIARY.fullmatch(scene.text, name.end, verb.start()):
        return False
    if draft.actors[name.entry].kind == "person":
        return True
    before = _ARTICLE.sub("", scene.text[max(0, name.start - 30) : name.start])
    return before.rstrip().endswith(",") or not words.joining.isdisjoint(TOKEN.findall(before.lower())[-1:])


def _whose_name_follows(scene: Scene, named: Sequence[Mention]) -> Mention:
    """Return the first of *named*, or the next one if that only says whose the next one is: "said the owners' engineer, Ada Hale"."""
    for one, following in pairwise(named):
        between = scene.text[one.end : following.start]
        if not _POSSESSIVE.match(between) or len(between.split()) > 2 * _BESIDE:
            return one
    return named[-1]


def _joined(scene: Scene, named: Sequence[Mention], subject: Mention, words: Lexicon) -> Iterator[Mention]:
    """Yield the *subject*, and whoever says the same with it: "Ada Hale and the owners said"."""
    yield subject
    listed = False
    for one in reversed([one for one in named if one.end <= subject.start]):
        between = TOKEN.findall(_ARTICLE.sub("", scene.text[one.end : subject.start]).lower())
        if len(between) > 1 or not words.joining.issuperset(between) or not (between or listed):
            return
        listed = True
        yield one
        subject = one


def _is_addressed(text: str, name: Mention, words: Lexicon, start: int = 0) -> bool:
    """Return whether ``text[start:]`` says *name* of whom it is spoken to, or of: "wrote to the owners", not "according to" them."""
    before = TOKEN.findall(text[start : name.start].lower())[-2:]
    return not words.addressing.isdisjoint(before[-1:]) and " ".join(before) not in words.reporting


def _agent(scene: Scene, end: int, words: Lexicon) -> Mention | None:
    """Return the actor by whom a report in the passive says that the words come: "he was told by the owners"."""
    named = scene.named(end, scene.sentence(end)[1])
    return named[0] if named and clean(scene.text[end : named[0].start]).lower() in words.agents else None


def _is_about(scene: Scene, name: Mention, words: Lexicon) -> bool:
    """Return whether *name* only says who somebody else is: "a critic of the owners", "a farmer who fights the owners"."""
    before = TOKEN.findall(scene.text[scene.sentence(name.start)[0] : name.start].lower())
    directly = words.former | words.objects
    opposed = (*before[-2:-1], *_possessed(scene.text, name))
    return not directly.isdisjoint(before[-1:]) or not words.opposing.isdisjoint(opposed)


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
    return any(token.lower() in phrases for token in TOKEN.findall(text))


RULES = (reported_by_whom, claimed_by_whom)
