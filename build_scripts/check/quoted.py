"""Words between quotation marks in what the writer wrote: each run of some length must stand in what it cites. Pure.

The same search as for quotations of the article decides: letter for letter, whole words, with the same two liberties. What
is searched are the words that the paragraph cites: paragraphs of an article, entries that it links, passages of a source.
The liberties are judged as for entries, too; what is missing from the quotation may be said beside it, in its sentence.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import pairwise

from build_scripts.anchor import Insertion, Place, found_places
from build_scripts.anchor.mentions import Names, names
from build_scripts.anchor.runs import Run, labels, may_quote, plain_runs, runs_of
from build_scripts.anchor.searchable import Searchable
from build_scripts.anchor.suggest import suggestion
from build_scripts.brief import prose
from build_scripts.brief.folding import WORD, fold
from build_scripts.brief.model import (
    Article,
    ArticleRecord,
    Document,
    Judgement,
    Meta,
    Paragraph,
    Record,
    Source,
    SourcePassage,
)
from build_scripts.brief.problems import Location, Problem
from build_scripts.brief.sentences import sentences
from build_scripts.check import liberties, speakers
from build_scripts.check.draft import Draft, Finding
from build_scripts.check.lexicon import Lexicon, lexicon
from build_scripts.check.scene import TOKEN, Scene, contains, scenes

_BRACKETED_LETTER = re.compile(r"^\[(\w)\]")
_NUMBER = re.compile(r"\d+")
_CLAUSES = re.compile(r"[,;:.!?—–()\n“”\"„«»]")
_ASIDE_BEFORE = re.compile(r",([^,;:]{1,80}),[\s“„\"«»‘]*$")
_MARKS_FIRST = re.compile(r"^[\W_]+")
Addition = prose.Link | prose.Embed | prose.Citation
RULE = "quoted-words-not-found"


@dataclass(frozen=True)
class Ground:
    """A text that words may be taken from."""

    page: Searchable
    scene: Scene
    """The whole that it is a part of, since what stands around it counts."""
    start: int = 0
    """Where it begins in that whole, in code points."""

    def find(self, words: str) -> Iterator[Place | Problem]:
        """Yield where *words* stand in the whole as a quotation of it must; they may begin in the other case, or in [it]."""
        begin = _BRACKETED_LETTER.sub(r"\1", words)
        for typed in dict.fromkeys((words, begin, begin[:1].swapcase() + begin[1:])):
            for found in found_places(self.page, typed):
                yield self._in_whole(found) if isinstance(found, Place) else found

    def _in_whole(self, place: Place) -> Place:
        moved = (
            piece
            if isinstance(piece, Insertion)
            else replace(piece, start=piece.start + self.start, end=piece.end + self.start)
            for piece in place.pieces
        )
        return Place(self.scene.article.id, tuple(moved))


@dataclass(frozen=True)
class Grounds:
    """What the words of a sentence may be taken from."""

    cited: tuple[Ground, ...]
    """What it cites."""
    elsewhere: tuple[Ground, ...]
    """What it could cite: the articles, and all passages."""


def quoted_words(draft: Draft) -> Iterator[Finding]:
    """Find words between quotation marks that stand in nothing that their sentence cites, or do not mean the same there."""
    known = _Known(draft)
    for text in draft.texts:
        for block in prose.blocks(text.text):
            words, places = known.placed(block.text) if may_quote(block) else ("", ())
            for run in runs_of(block, words):
                if not known.is_name(run.words):
                    grounds = known.grounds(text, _cited_beside(run, places, known.language))
                    yield from _judged(run, _location(text, block, run.words), grounds, known)
    for run, location, record in plain_runs(draft.brief):
        if not known.is_name(run.words):
            yield from _judged(run, location, known.grounds_of(record), known)


def _cited_beside(run: Run, places: Sequence[tuple[int, Addition]], language: str) -> list[Addition]:
    """Return what the sentence of *run* links and cites; if it cites nothing, also what the next sentence that does cites, or the last one before."""
    starts = [start for start, _ in sentences(run.text, language)]
    first, last = (max(bisect_right(starts, at) - 1, 0) for at in (run.start, run.end - 1))
    by_sentence: dict[int, list[Addition]] = {}
    for at, addition in places:
        index = bisect_right(starts, at) - 1
        while index > 0 and not WORD.search(run.text, starts[index], at):  # it stands behind the end of its sentence
            index -= 1
        by_sentence.setdefault(index, []).append(addition)
    found = [one for index in range(first, last + 1) for one in by_sentence.get(index, ())]
    if not any(isinstance(one, prose.Citation) for one in found):
        citing = [index for index, some in by_sentence.items() if any(isinstance(one, prose.Citation) for one in some)]
        nearest = next((index for index in citing if index > last), citing[-1] if citing else -1)
        found += [one for one in by_sentence.get(nearest, ()) if isinstance(one, prose.Citation)]
    return found


def _location(text: prose.Text, block: prose.Block, words: str) -> Location:
    """Return the line of the first of *words*, which stand in *block*; markup between its letters may hide them."""
    typed = block.text.replace("\n", " ")
    found = (typed.find(" ".join(words.split()[:count])) for count in (6, 2))
    return text.location(block.offset + next((at for at in found if at >= 0), 0))


def _judged(run: Run, location: Location, grounds: Grounds, known: "_Known") -> Iterator[Finding]:
    """Yield what is wrong with the words of *run*: nothing, if one of the cited *grounds* has them and means the same."""
    sentence = _sentence(run, known.language)
    worst: list[Finding] = []
    for ground in grounds.cited:
        for found in ground.find(run.words):
            if isinstance(found, Problem):
                worst = worst or [Finding(RULE, run.words, location, found.message, found.hint)]
                continue
            faults = [*_faults(ground.scene, found, sentence, known.words), *known.given_wrongly(found, sentence)]
            if not faults:
                return
            worst = [Finding(one.rule, run.words, location, one.message, one.hint) for one in faults]
    yield from worst or [_unfounded(run.words, location, grounds)]


def _unfounded(words: str, location: Location, grounds: Grounds) -> Finding:
    """Return the finding that *words* stand in none of their *grounds*."""
    there = next(
        ((one, place) for one in grounds.elsewhere for place in one.find(words) if isinstance(place, Place)), None
    )
    if there:
        hint = f"they are in {_name(*there)}: cite it"
    else:
        pages = (ground.page for ground in (*grounds.cited, *grounds.elsewhere))
        hints = (suggestion(page, fold(words).text.strip(" ")) for page in pages)
        hint = next(
            filter(None, hints),
            "add the words to the passages of the source that you cite, or remove the quotation marks",
        )
    message = f'quotes words that are in nothing that its sentence cites: "{words}"'
    return Finding(RULE, words, location, message, hint)


def _sentence(run: Run, language: str) -> tuple[str, str]:
    """Return what the writer says before and after the words of *run* in the sentence that holds them."""
    before, after = "", ""
    for start, sentence in sentences(run.text, language):
        if start < run.end and run.start < start + len(sentence):
            before += run.text[start : max(start, run.start)]
            after = run.text[run.end : max(run.end, start + len(sentence))]
    return before, after


def _faults(scene: Scene, place: Place, sentence: tuple[str, str], own: Lexicon | None) -> Iterator[liberties.Fault]:
    """Yield what is wrong with quoting *place* of a text, unless the writer's *sentence*, in words of *own*, says what is left out."""
    words = scene.words
    if words is None:
        return
    own = own or words
    for fault in liberties.faults(scene, place, words):
        match fault.rule:
            case "gap-hides-condition":
                if fault.word in words.negations or not contains(" ".join(sentence), frozenset([fault.word])):
                    yield fault
            case "gap-after-figure":
                if not liberties.begins_with(sentence[1], frozenset([fault.word.lower()])):
                    yield fault
            case "cut-before-condition":
                if not _limits(sentence, fault.clause, words, own):
                    hint = f"{fault.hint}; or say in your sentence, in words of that clause, what limits it"
                    yield replace(fault, hint=hint)
            case "words-within-a-denial" | "words-within-a-doubt":
                if not (_keeps_away(sentence, words) or _keeps_away(sentence, own)):
                    kind = fault.within.replace("-", " ")
                    yield replace(
                        fault, hint=f"{fault.hint}, or say before the words or right after them that it is {kind}"
                    )
            case _:
                yield fault


def _limits(sentence: tuple[str, str], clause: str, words: Lexicon, own: Lexicon) -> bool:
    """Return whether a clause of the writer's *sentence* limits the quoted words as *clause* of the text does.

    It begins with a word that limits, and shares another word with that clause if both are in one language.
    """
    limiters = words.limiters | own.limiters
    same = {token.casefold() for token in TOKEN.findall(clause)} - _of_limiters(words)
    for part in sentence:
        for mine in _CLAUSES.split(part):
            if liberties.begins_with(mine, limiters):
                said = {token.casefold() for token in TOKEN.findall(" ".join(sentence))}
                return words is not own or not same or not same.isdisjoint(said)
    return False


def _keeps_away(sentence: tuple[str, str], words: Lexicon) -> bool:
    """Return whether the writer denies or doubts the quoted words: right before them, or in the clause after them."""
    before = liberties.clause_before(sentence[0])
    after = _CLAUSES.split(_MARKS_FIRST.sub("", sentence[1]))[0].lower()
    distance = _distance(words) | words.negations
    if (aside := _ASIDE_BEFORE.search(sentence[0])) and liberties.begins_with(aside[1], words.hypothetical):
        return True  # "she says that, if it rains, "
    if liberties.governing(before, distance, words):
        return not liberties.is_double(before, words)
    tokens = TOKEN.findall(after.replace("’", "'"))
    negated = any(one.endswith("n't") for one in tokens) or any(
        one in words.negations and before not in words.joining for before, one in pairwise(tokens)
    )
    denies = negated or contains(after, _distance(words) | words.is_false)
    return denies and not liberties.is_double(after, words) and not contains(after, words.idle)


@cache
def _of_limiters(words: Lexicon) -> frozenset[str]:
    """Return the single words of the phrases that limit, and those too frequent to say that two clauses are about one thing."""
    return frozenset(word for phrase in words.limiters for word in phrase.split()) | words.common


@cache
def _distance(words: Lexicon) -> frozenset[str]:
    """Return the words that deny, doubt, or make a condition of what they apply to."""
    return words.denied | words.called_false | words.doubted | words.hypothetical


def _name(ground: Ground, place: Place) -> str:
    """Return how to cite the paragraph of an article, or the passage, that *place* is in."""
    article = ground.scene.article
    return f"{article.id}, p. {ground.scene.paragraph(place.start)}" if article.path else article.id


class _Known:
    """The texts that prose may quote from, each made ready to be searched once."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self.language = draft.brief.meta.language
        self.words = lexicon(self.language)
        self._labels = labels(draft.brief)
        self._made: dict[tuple[str, str], tuple[Ground, ...]] = {}

    def placed(self, text: str) -> tuple[str, Sequence[tuple[int, Addition]]]:
        """Return the words of prose, and each addition with its place in them."""
        return prose.placed(text, lambda name: self._labels.get(name, name))

    @cached_property
    def _names(self) -> frozenset[str]:
        brief = self._draft.brief
        # not the titles of quotations, claims, events and judgements, which a writer words: none may vouch for itself
        known = [*(source.title for source in brief.sources), *(article.record.headline for article in brief.articles)]
        known += [wording.words for wording in brief.wordings]
        for actor in brief.actors:
            known += [actor.name, *actor.aliases]
        for term in brief.terms:
            known += [term.term, term.expansion, *term.aliases]
        return frozenset(_core(name) for name in known if name)

    def given_wrongly(self, place: Place, sentence: tuple[str, str]) -> Iterator[liberties.Fault]:
        """Yield the fault that a *sentence* gives the words at *place* to another speaker than their entry does."""
        yield from speakers.given_wrongly(self._draft, place, sentence, self._actors)

    @cached_property
    def _actors(self) -> Names:
        return names(self._draft.brief)

    def is_name(self, words: str) -> bool:
        """Return whether *words* are the title of a work or the name of an entry."""
        return _core(words) in self._names

    def grounds(self, text: prose.Text, additions: Iterable[Addition]) -> Grounds:
        """Return what quoted words of *text* may be taken from, beside which these *additions* stand."""
        holder = text.holder
        # What other reports say must be in what is cited of them: the entry's own words would vouch for any of them.
        found = [*self._own(holder)] if text.field not in ("comparison", "evidence") else []
        for addition in additions:
            if isinstance(addition, prose.Citation):
                found += self._cited(addition)
            else:
                found += self._entry(addition.id)
        if isinstance(holder, Judgement | Meta):
            found += self._of_judgement(holder)
        return Grounds(tuple(found), self._everything)

    def grounds_of(self, record: Record) -> Grounds:
        """Return what the quoted words of a plain field may be taken from."""
        found = [*self._own(record), *self._articles]
        for cite in (*getattr(record, "cites", ()), *filter(None, (getattr(record, "cite", ""),))):
            found += self._cited(prose.citation(cite))
        if isinstance(record, SourcePassage):
            found += [_text(record.id, text, "en") for text in (record.exact, record.translation) if text]
        if isinstance(record, Source):
            found += self._passages(record.id)
        return Grounds(tuple(found), self._everything)

    def _of_judgement(self, holder: Judgement | Meta) -> Iterator[Ground]:
        yield from self._articles
        for name in getattr(holder, "basis", ()):
            yield from self._entry(name)
        for cite in getattr(holder, "cites", ()):
            yield from self._cited(prose.citation(cite))

    def _own(self, holder: Record | Document) -> Iterator[Ground]:
        """Yield the article's words that an entry is itself about."""
        if isinstance(holder, ArticleRecord):
            yield from (ground for ground in self._articles if ground.page.article.record is holder)
        yield from self._entry(getattr(holder, "id", ""))

    @cached_property
    def _articles(self) -> tuple[Ground, ...]:
        return tuple(Ground(Searchable(scene.article), scene) for scene in scenes(self._draft).values())

    @cached_property
    def _everything(self) -> tuple[Ground, ...]:
        found = [*self._articles]
        for source in self._draft.brief.sources:
            found += self._passages(source.id)
        return tuple(found)

    def _cited(self, cite: prose.Citation) -> tuple[Ground, ...]:
        for ground in self._articles:
            if ground.page.article.id == cite.key:
                return self._paragraphs(ground.scene, cite.locator) or (ground,)
        return self._passages(cite.key, cite.passage)

    def _paragraphs(self, scene: Scene, locator: str) -> tuple[Ground, ...]:
        """Return the paragraphs that *locator* ("p. 3", "pp. 3-5") names, each as a text of its own."""
        key = (scene.article.id, locator)
        if key not in self._made:
            numbers = [int(number) for number in _NUMBER.findall(locator)]
            low, high = (numbers[0], numbers[-1]) if numbers else (0, -1)
            parts = [part for part in scene.article.paragraphs if low <= part.number <= high]
            self._made[key] = tuple(_part(scene, part.start, part.end) for part in parts)
        return self._made[key]

    def _passages(self, key: str, name: str = "") -> tuple[Ground, ...]:
        """Return the words of the passages of a source and their translations, or of the one passage *name*."""
        if ("", f"{key}#{name}") not in self._made:
            source = next((one for one in self._draft.brief.sources if one.id == key), None)
            listed = [one for one in source.passages if name in ("", one.id)] if source else []
            words = [
                (one.id, text, language)
                for one in listed
                for text, language in (
                    (one.exact, one.language or (source.language if source else "en")),
                    (one.translation, self.language),
                )
                if text
            ]
            self._made["", f"{key}#{name}"] = tuple(_text(f"{key}#{one}", text, lang) for one, text, lang in words)
        return self._made["", f"{key}#{name}"]

    def _entry(self, name: str) -> tuple[Ground, ...]:
        """Return the article's words that the entry *name* is about."""
        if ("entry", name) not in self._made:
            known = scenes(self._draft)
            places = self._draft.anchors.places.get(name, ())
            self._made["entry", name] = tuple(_part(known[place.article], place.start, place.end) for place in places)
        return self._made["entry", name]


def _part(scene: Scene, start: int, end: int) -> Ground:
    """Return ``text[start:end]`` of an article."""
    article = scene.article
    part = _article(article.id, article.text[start:end], article.record.language)
    return Ground(Searchable(part), scene, start)


def _text(name: str, text: str, language: str) -> Ground:
    """Return words that are a text of their own."""
    page = Searchable(_article(name, text, language))
    return Ground(page, Scene(page.article, tuple((one.start, one.end) for one in page.passages)))


def _article(name: str, text: str, language: str) -> Article:
    return Article(name, "", _record(language), text, (Paragraph(1, 0, len(text)),))


@cache
def _record(language: str) -> ArticleRecord:
    return ArticleRecord.model_construct(language=language)


def _core(words: str) -> str:
    """Return *words* folded, without the marks and points around them, in lower case."""
    folded = fold(words).text
    found = [*WORD.finditer(folded)]
    return folded[found[0].start() : found[-1].end()].casefold() if found else ""


RULES = (quoted_words,)
