"""The second step: quotes -> places in the articles. Pure.

The words that a page shows are always the article's own slice; a quotation only says which. It is found if its words
stand in the article, whole words in their own case, at exactly one place; marks, dashes and spaces may be typed otherwise
(``fold.py``). Two liberties are allowed: ``…`` or ``[…]`` for words left out, and ``[word]`` for an editor's insertion.
Where an ellipsis or a bracket is the article's own, that reading wins. Similarity suggests, and never accepts.
"""

import difflib
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from rapidfuzz import fuzz, process

from build_scripts.fold import WORD, fold
from build_scripts.model import Article, Brief, Claim, Event, Quote, Target
from build_scripts.passages import Passage, passages
from build_scripts.problems import Problem

MOST_SUGGESTIONS = 200_000_000
"""How many characters of articles are searched for near misses before problems go without a suggestion."""
LEAST_LIKENESS = 65
"""How like, in per cent, words must be to be suggested."""
SHORT_ARTICLE = 40_000
"""Up to how many characters an article is compared as a whole; in a longer one, near the rare words of a quotation."""
RARE = 500
"""Up to how often in an article a word is rare."""
LONGEST_NEEDLE = 400
"""How many characters of a quotation are compared to find what it may have meant."""
MOST_PIECES = 200
"""How many words, ellipses and insertions a target may be made of."""
SHORT_GAP = 4
"""Up to how many words left out are looked at for a negation."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the article: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Words of the article that are left out: ``text[start:end]``."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Insertion:
    """An editor's words, shown in square brackets."""

    text: str


Piece = Words | Gap | Insertion


@dataclass(frozen=True, slots=True)
class Place:
    """Where a target stands: an article's id, and the pieces in their order."""

    article: str
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> tuple[Words, ...]:
        """Return the pieces that are the article's words."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Words))

    @property
    def start(self) -> int:
        """Return where the first words begin."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Return where the last words end."""
        return self.words[-1].end


@dataclass(frozen=True, slots=True)
class Anchors:
    """The places of every entry that stands in the articles with all its targets, and what is wrong with the others."""

    places: Mapping[str, tuple[Place, ...]]
    problems: tuple[Problem, ...]


def anchor(brief: Brief) -> Anchors:
    """Return where the quotes, claims and events of *brief* stand."""
    return _Anchoring(brief).anchors()


def locate(
    article: "Article | Searchable", target: Target, *, direct: bool = False, suggest: bool = True
) -> Place | Problem:
    """Return the one place where *target* stands in *article*, or why there is none; *direct* ones stand in marks."""
    searchable = article if isinstance(article, Searchable) else Searchable(article)
    return _Search(searchable, target, direct=direct, suggest=suggest).result()


def describe(article: "Article | Searchable", start: int, end: int) -> Target:
    """Return a target that ``locate`` finds at ``text[start:end]``, widened to whole words, with the least context.

    Raise ValueError if no word stands there.
    """
    page = article if isinstance(article, Searchable) else Searchable(article)
    first, last = page.whole_words(*page.folded.folded(start, end))
    exact = page.slice(first, last)
    if not WORD.search(page.text, first, last):
        raise ValueError("no word stands there to be described")
    others = [span for span in page.occurrences(page.text[first:last]) if span != (first, last)]
    for low, high in _contexts(page.text, first, last):
        prefix, suffix = page.text[low:first].strip(" "), page.text[last:high].strip(" ")
        if not any(page.precedes(prefix, start) and page.follows(suffix, end) for start, end in others):
            before, after = page.slice(low, first).strip(), page.slice(last, high).strip()
            return Target(exact=exact, prefix=before, suffix=after, article=page.article.id)
    raise ValueError("the words cannot be told apart from others")


class Searchable:
    """An article made ready for searching, once: folded, backwards, its passages and paragraphs."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.folded = fold(article.text)
        self.text = self.folded.text

    @cached_property
    def index(self) -> dict[str, list[int]]:
        """Return where each word of the folded text stands."""
        found: dict[str, list[int]] = {}
        for word in WORD.finditer(self.text):
            found.setdefault(word[0], []).append(word.start())
        return found

    @cached_property
    def word_starts(self) -> list[int]:
        """Return where the words of the folded text begin."""
        return sorted(start for starts in self.index.values() for start in starts)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Return what the article puts between quotation marks."""
        return passages(self.article)

    @cached_property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Return the paragraphs as slices of the folded text."""
        return [self.folded.folded(paragraph.start, paragraph.end) for paragraph in self.article.paragraphs]

    def slice(self, start: int, end: int) -> str:
        """Return the article's own characters for a slice of the folded text."""
        first, last = self.folded.original(start, end)
        return self.article.text[first:last]

    def line(self, at: int) -> int:
        """Return the line of the article on which the folded text's character *at* stands."""
        return 1 + self.article.text.count("\n", 0, self.folded.original(at, at + 1)[0])

    def lines(self, places: Iterable[int]) -> str:
        """Return ``path:9 and 40``."""
        numbers = [str(self.line(at)) for at in places]
        return f"{self.article.path}:{_listed(numbers)}"

    def is_whole(self, start: int, end: int) -> bool:
        """Return whether the slice neither begins nor ends inside a word."""
        return not self.folded.inside_word(start) and not self.folded.inside_word(end)

    def whole_words(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice widened to whole words, without spaces at its edges."""
        while start < end and self.text[start] == " ":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        while start > 0 and self.folded.inside_word(start):
            start = self._word_before(start)
        while end < len(self.text) and self.folded.inside_word(end):
            word = WORD.match(self.text, end)
            end = word.end() if word else end + 1
        return start, end

    def _word_before(self, at: int) -> int:
        """Return where the word begins that ends at *at* or goes on there; without one, the place before."""
        start = self.word_starts[bisect_left(self.word_starts, at) - 1] if self.word_starts else at
        word = WORD.match(self.text, start)
        return start if word and start < at <= word.end() else at - 1

    def precedes(self, prefix: str, start: int) -> bool:
        """Return whether *prefix*, folded, stands right before *start*, but for a space and quotation marks."""
        at = start
        while not self.text.endswith(prefix, 0, at):
            if not at or self.text[at - 1] not in " \"'":
                return False
            at -= 1
        return True

    def follows(self, suffix: str, end: int) -> bool:
        """Return whether *suffix*, folded, stands right after *end*, but for a space and quotation marks."""
        at = end
        while not self.text.startswith(suffix, at):
            if at >= len(self.text) or self.text[at] not in " \"'":
                return False
            at += 1
        return True

    def occurrences(self, words: str) -> Iterator["Span"]:
        """Yield where *words*, folded, stand as whole words."""
        return (spans[0] for spans in self.hits(_Block((words,), ())))

    def hits(self, block: "_Block", low: int = 0, *, backwards: bool = False) -> Iterator[list["Span"]]:
        """Yield where *block* stands as whole words: the spans of its parts, from *low* on or *backwards* down from it."""
        for start in self._starts(block.parts[0], low, backwards=backwards):
            spans = block.spans(self.text, start)
            if spans and self.is_whole(start, spans[-1][1]):
                yield spans

    def _starts(self, words: str, low: int, *, backwards: bool) -> Iterator[int]:
        """Yield where *words* may stand, by the place of the rarest among them."""
        found = [(self.index.get(word[0], []), word.start()) for word in islice(WORD.finditer(words), 50)]
        places, offset = min(found, key=lambda entry: len(entry[0]), default=([], 0))
        if not found:
            places = [mark.start() for mark in re.finditer(f"(?={re.escape(words)})", self.text)]
        first = bisect_right(places, low + offset) if backwards else bisect_left(places, low + offset)
        for i in range(first - 1, -1, -1) if backwards else range(first, len(places)):
            start = places[i] - offset
            if start >= 0 and self.text.startswith(words, start):
                yield start

    def paragraph_at(self, at: int) -> int:
        """Return the number of the paragraph that holds the folded text's character *at*, or of the one before."""
        return max(1, bisect_right(self.paragraphs, (at, len(self.text))))


Token = str | None | Insertion
"""Words, ``None`` for words left out, or an insertion."""
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Block:
    """Words that stand together in the article; insertions may part them, and then a space may stand there or not."""

    parts: tuple[str, ...]
    spaced: tuple[bool, ...]
    """For each insertion between two parts, whether the writer typed a space on one of its sides."""

    def spans(self, text: str, start: int) -> list[Span] | None:
        """Return the spans of the parts if the block stands at *start*, where its first part does."""
        spans = [(start, start + len(self.parts[0]))]
        for part, spaced in zip(self.parts[1:], self.spaced, strict=True):
            at = spans[-1][1]
            if spaced and text[at : at + 1] == " ":
                at += 1
            elif spaced and WORD.match(text[at - 1]) and WORD.match(part):
                return None
            if not text.startswith(part, at):
                return None
            spans.append((at, at + len(part)))
        return spans


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read what a writer typed: blocks with words left out between them."""

    tokens: tuple[Token, ...]
    blocks: tuple[_Block, ...]
    glued: tuple[str, ...] = ()
    """The insertions that touch a word and are not just its ending: "[un]lawful"."""


_LIBERTIES = re.compile(r"(?P<gap>\[ ?… ?\])|(?P<bare>…)|\[(?P<insertion>[^\[\]]*)\]")


def _readings(exact: str) -> Iterator[_Reading]:
    """Yield the ways to read *exact*, the most literal first."""
    kinds = {found.lastgroup for found in _LIBERTIES.finditer(exact)}
    seen: list[frozenset[str | None]] = []
    for free in ("", "gap", "insertion", "gap insertion", "gap bare", "insertion bare", "gap insertion bare"):
        if (taken := kinds.intersection(free.split())) not in seen:
            seen.append(frozenset(taken))
            yield _reading(exact, seen[-1])


def _reading(exact: str, free: frozenset[str | None]) -> _Reading:
    """Return *exact* read with the liberties in *free*, and all the rest as the article's words."""
    tokens: list[Token] = []
    spaces: list[bool] = []
    glued: list[str] = []
    done = 0
    for found in _LIBERTIES.finditer(exact):
        if found.lastgroup in free:
            _append(tokens, exact[done : found.start()], spaces)
            tokens.append(Insertion(found["insertion"].strip()) if found.lastgroup == "insertion" else None)
            spaces.append(
                exact[found.start() - 1 : found.start()] == " " or exact[found.end() : found.end() + 1] == " "
            )
            if found.lastgroup == "insertion" and _is_glued(exact, found):
                glued.append(found[0])
            done = found.end()
    _append(tokens, exact[done:], spaces)
    return _Reading(tuple(tokens), tuple(_blocks(tokens, spaces)), tuple(glued))


def _append(tokens: list[Token], words: str, spaces: list[bool]) -> None:
    """Add *words* to the tokens, unless there are none."""
    if words.strip(" "):
        tokens.append(words.strip(" "))
        spaces.append(False)


def _blocks(tokens: Sequence[Token], spaces: Sequence[bool]) -> Iterator[_Block]:
    """Yield the runs of *tokens* that stand together in the article."""
    parts: list[str] = []
    joins: list[bool] = []
    spaced = False
    for token, space in zip(tokens, spaces, strict=True):
        if token is None:
            if parts:
                yield _Block(tuple(parts), tuple(joins))
            parts, joins, spaced = [], [], False
        elif isinstance(token, Insertion):
            spaced = spaced or space
        else:
            joins += [spaced] if parts else []
            parts.append(token)
            spaced = False
    if parts:
        yield _Block(tuple(parts), tuple(joins))


def _is_glued(exact: str, found: re.Match[str]) -> bool:
    """Return whether an insertion makes another word of the one that it touches, beyond giving it an ending."""
    text, before, after = (
        found["insertion"],
        exact[found.start() - 1 : found.start()],
        exact[found.end() : found.end() + 1],
    )
    if WORD.search(text) is None:
        return False
    return bool(WORD.match(after) or (WORD.match(before) and not _ENDING.fullmatch(text)))


_ENDING = re.compile(r"e?s|e?d|e?n|ing|'s?", re.IGNORECASE)
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
}
_NEGATING = {language: frozenset(words.split()) for language, words in _NEGATIONS.items()}
_TOKEN = re.compile(rf"(?:{WORD.pattern})(?:'(?:{WORD.pattern}))*")
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?][\"')\]]*(?= |$)")


def _negation(text: str, language: str) -> str:
    """Return the first word of *text*, folded, that negates in English or in the article's *language*, or nothing."""
    negating = _NEGATING["en"] | _NEGATING.get(language.partition("-")[0], frozenset())
    for word in _TOKEN.findall(text):
        lower = str(word).lower()
        if lower in negating or lower.endswith("n't") or {lower.partition("'")[0]} & negating:
            return str(word)
    return ""


def _turning_word(text: str, start: int, end: int, language: str) -> str:
    """Return the negation that the few words ``text[start:end]`` hold, unless they hold the whole of its sentence."""
    gap, before = fold(text[start:end]).text, fold(text[max(0, start - 40) : start]).text.rstrip()
    if len([word for word in gap.split() if WORD.search(word)]) > SHORT_GAP:
        return ""
    ends = [found.end() for found in _SENTENCE_END.finditer(gap)]
    begins_sentence = any(found.end() == len(before) for found in _SENTENCE_END.finditer(before))
    for index, (low, high) in enumerate(zip([0, *ends], [*ends, len(gap)], strict=True)):
        is_whole = (index > 0 or begins_sentence) and index < len(ends)
        if not is_whole and (word := _negation(gap[low:high], language)):
            return word
    return ""


def _anywhere(hit: list[Span], *, is_first: bool, is_last: bool) -> bool:
    """Let a block stand wherever it does."""
    del hit, is_first, is_last
    return True


def _contexts(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield growing contexts of ``text[start:end]``: none, then a word or more before, after, or on both sides."""
    yield start, end
    low, high, words = start, end, 1
    while low > 0 or high < len(text):
        for _ in range(words):
            low, high = _word_before(text, low), _word_after(text, high)
        yield low, end
        yield start, high
        yield low, high
        words = 1 if start - low < 200 else words * 2


def _word_before(text: str, at: int) -> int:
    """Return where the word before *at* begins; of a very long one, where its last letters do."""
    return max(text.rfind(" ", 0, max(0, at - 1)) + 1, at - 25, 0)


def _word_after(text: str, at: int) -> int:
    """Return where the word after *at* ends; of a very long one, where its first letters do."""
    found = text.find(" ", at + 1)
    return min(found if found >= 0 else len(text), at + 25, len(text))


def _unmarked(exact: str) -> str:
    """Return *exact* without the quotation marks that a writer put around it."""
    if exact[:1] in ('"', "'"):
        mark, inner = exact[0], exact[1:]
        return inner.removesuffix(mark).strip(" ")
    return exact.removesuffix('"').strip(" ")


class _Search:
    """The search for one target in one article."""

    def __init__(self, page: Searchable, target: Target, *, direct: bool, suggest: bool) -> None:
        self.page = page
        self.target = target
        self.direct = direct
        self.suggest = suggest
        self.exact = fold(target.exact).text.strip(" ")
        self.prefix = fold(target.prefix).text.strip(" ")
        self.suffix = fold(target.suffix).text.strip(" ")

    def result(self) -> Place | Problem:
        """Return the place, or the problem."""
        number, paragraphs = self.target.paragraph, self.page.paragraphs
        if number is not None and number > len(paragraphs):
            there = f"{len(paragraphs)} paragraph{'' if len(paragraphs) == 1 else 's'}"
            return self._problem(f"names paragraph {number} of an article that has {there}", field="paragraph")
        for exact in self._typed():
            for reading in _readings(exact):
                found = None if self._refused(reading) else self._placed(reading)
                if found is not None:
                    return found
        return self._missing()

    def _typed(self) -> Iterator[str]:
        """Yield the words as typed, and for direct speech without the marks that the writer put around them."""
        yield self.exact
        inner = _unmarked(self.exact)
        if self.direct and inner != self.exact:
            yield inner

    def _placed(self, reading: _Reading) -> Place | Problem | None:
        """Return the place of *reading*, the problem with it, or None if the article does not have its words."""
        first = self._first_way(reading.blocks)
        last = first and self._last_way(reading.blocks)
        if first is None or last is None:
            return None
        if first != last:
            return self._ambiguous(reading, first, last)
        pieces = self._pieces(reading, [span for block in first for span in block])
        return self._checked(Place(self.page.article.id, tuple(pieces)))

    def _first_way(self, blocks: Sequence[_Block], *, bound: bool = True) -> list[list[Span]] | None:
        """Return the first way to place *blocks* in order with a word left out between them; None if there is none.

        Every other way lies between the first and the last, block by block; so if they are the same, it is the only one.
        """
        ways: list[list[Span]] = []
        low = 0
        for index, block in enumerate(blocks):
            fits = self._fits if bound else _anywhere
            is_first, is_last = index == 0, index == len(blocks) - 1
            hits = self.page.hits(block, low)
            way = next((hit for hit in hits if fits(hit, is_first=is_first, is_last=is_last)), None)
            if way is None:
                return None
            ways.append(way)
            word = WORD.search(self.page.text, way[-1][1])
            low = word.start() + 1 if word else len(self.page.text) + 1
        return ways

    def _last_way(self, blocks: Sequence[_Block]) -> list[list[Span]] | None:
        """Return the last way to place *blocks*."""
        ways: list[list[Span]] = []
        high = len(self.page.text)
        for index, block in reversed([*enumerate(blocks)]):
            is_first, is_last = index == 0, index == len(blocks) - 1
            hits = (hit for hit in self.page.hits(block, high, backwards=True) if hit[-1][1] <= high)
            way = next((hit for hit in hits if self._fits(hit, is_first=is_first, is_last=is_last)), None)
            if way is None:
                return None
            ways.append(way)
            high = way[0][0]
            while high > 0 and not WORD.match(self.page.text[high - 1]):
                high -= 1
            high -= 1
        return ways[::-1]

    def _fits(self, hit: list[Span], *, is_first: bool = True, is_last: bool = True) -> bool:
        """Return whether a block that stands at *hit* stands where the paragraph, prefix and suffix say."""
        start, end = hit[0][0], hit[-1][1]
        if self.target.paragraph is not None:
            first, last = self.page.paragraphs[self.target.paragraph - 1]
            if not first <= start < last:
                return False
        if is_first and self.prefix and not self.page.precedes(self.prefix, start):
            return False
        return not (is_last and self.suffix and not self.page.follows(self.suffix, end))

    def _pieces(self, reading: _Reading, spans: list[Span]) -> Iterator[Piece]:
        """Yield the pieces of *reading*, whose words stand at *spans* of the folded text."""
        originals = [self.page.folded.original(*span) for span in spans]
        index, gap_given = 0, True
        for token in reading.tokens:
            if isinstance(token, Insertion):
                yield token
            elif token is not None:
                yield Words(*originals[index])
                index, gap_given = index + 1, False
            elif not gap_given:
                yield Gap(originals[index - 1][1], originals[index][0])
                gap_given = True

    def _checked(self, place: Place) -> Place | Problem:
        """Return *place*, direct speech without the marks around it, or why these words may not be joined so."""
        text, language = self.page.article.text, self.page.article.record.language
        for piece in place.pieces:
            if isinstance(piece, Gap) and (word := _turning_word(text, piece.start, piece.end, language)):
                hint = f'quote the words with it: "{_short(_around(text, piece.start, piece.end))}"'
                return self._problem(f'leaves out "{word}": that turns the sentence round', hint)
        return self._in_marks(place) if self.direct else place

    def _in_marks(self, place: Place) -> Place | Problem:
        """Return *place* cut to the passage between quotation marks that holds it, or the problem that none does."""
        found = self.page.passages
        index = bisect_right([passage.outer_start for passage in found], place.start) - 1
        if index >= 0 and place.end <= found[index].outer_end:
            low, high = found[index].start, found[index].end
            pieces = tuple(
                Words(max(piece.start, low), min(piece.end, high)) if isinstance(piece, Words) else piece
                for piece in place.pieces
            )
            if all(piece.start < piece.end for piece in pieces if isinstance(piece, Words)):
                return Place(place.article, pieces)
        inside = [p for p in found if p.start < place.end and place.start < p.end]
        hint = "form: indirect"
        if inside:
            hint += ", or quote only what stands between the marks; a quotation in several pieces is a list of targets"
        message = "quotes as direct speech words that the article does not put between quotation marks"
        return self._problem(f'{message}: "{_short(self.target.exact)}"', hint)

    # What can be wrong

    def _refused(self, reading: _Reading) -> tuple[str, str] | None:
        """Return what no article could make right about *reading*: message and hint."""
        exact, tokens = _short(self.target.exact), reading.tokens
        if not any(isinstance(token, str) and WORD.search(token) for token in tokens):
            return f'quotes no words of the article: "{exact}"', "give at least one word that the article has"
        if len(tokens) > MOST_PIECES:
            return f"has more than {MOST_PIECES} ellipses and insertions", "make several targets of it"
        typed = [token for token in tokens if not isinstance(token, Insertion)]
        if typed[0] is None or typed[-1] is None:
            return f'begins or ends with words left out: "{exact}"', "an ellipsis is not needed there: take it away"
        for inserted in (token.text for token in tokens if isinstance(token, Insertion)):
            if word := _negation(inserted, self.page.article.record.language):
                return f'inserts "[{inserted}]": "{word}" turns the sentence round', "quote only what the article says"
        if reading.glued:
            hint = "an insertion stands between words, or is an ending as in missile[s]"
            return f'inserts "{reading.glued[0]}" into a word, which makes another word of it', hint
        return None

    def _problem(self, message: str, hint: str = "", *, field: str = "exact") -> Problem:
        """Return a problem at the line of the target's *field*."""
        return Problem(self.target.where.location(field), message, hint)

    def _ambiguous(self, reading: _Reading, first: list[list[Span]], last: list[list[Span]]) -> Problem:
        """Return the problem that the words can be placed in more than one way."""
        page = self.page
        if len(first) == 1:
            return self._repeated(reading.blocks[0])
        index = next(i for i in range(len(first)) if first[i] != last[i])
        words = " ".join(reading.blocks[index].parts)
        where = page.lines([first[index][0][0], last[index][0][0]])
        message = f'leaves words out around words that stand in several places: "{_short(words)}" ({where})'
        return self._problem(message, "say more of the words before or after the ellipsis, or add the paragraph")

    def _repeated(self, block: _Block) -> Problem:
        """Return the problem that the words stand in several places, with what would tell them apart."""
        page, starts, more = self.page, list[Span](), False
        for hit in page.hits(block):
            if self._fits(hit):
                if len(starts) == 20:
                    more = True
                    break
                starts.append((hit[0][0], hit[-1][1]))
        count = f"more than {len(starts)}" if more else str(len(starts))
        where = page.lines(start for start, _ in starts[:5]) + (" …" if len(starts) > 5 else "")
        numbers = [page.paragraph_at(start) for start, _ in starts]
        hint = "add a prefix, a suffix or the paragraph"
        for (start, end), number in [] if more else [*zip(starts, numbers, strict=True)][:3]:
            hint += f"\nfor line {page.line(start)}: {self._telling(start, end, number, numbers)}"
        return self._problem(
            f'quotes words that stand in {count} places ({where}): "{_short(self.target.exact)}"', hint
        )

    def _telling(self, start: int, end: int, number: int, numbers: list[int]) -> str:
        """Return the field that tells ``text[start:end]`` from the other places."""
        if numbers.count(number) == 1 and self.target.paragraph is None:
            return f"paragraph: {number}"
        try:
            told = describe(self.page, *self.page.folded.original(start, end))
        except ValueError:
            return "quote more words"
        named = (
            f"{name}: {_scalar(text)}" for name, text in (("prefix", told.prefix), ("suffix", told.suffix)) if text
        )
        return ", ".join(named)

    def _missing(self) -> Problem:
        """Return why none of the readings stands in the article."""
        typed = [*self._typed()][-1]
        reading = [*_readings(typed)][-1]
        if refusal := self._refused(reading):
            return self._problem(*refusal)
        for free in (reading, next(_readings(typed))):
            if self._first_way(free.blocks, bound=False) is not None:
                return self._out_of_context(free)
        for block in reading.blocks:
            if self._first_way((block,), bound=False) is None:
                return self._not_found(block)
        return self._disordered(reading)

    def _out_of_context(self, reading: _Reading) -> Problem:
        """Return which of paragraph, prefix and suffix does not fit words that the article does have."""
        page, block = self.page, reading.blocks[0]
        hits = [*islice(page.hits(block), 50)]
        starts = [hit[0][0] for hit in hits]
        if self.target.paragraph is not None:
            low, high = page.paragraphs[self.target.paragraph - 1]
            if not any(low <= start < high for start in starts):
                numbers = _listed([str(n) for n in dict.fromkeys(map(page.paragraph_at, starts))][:5])
                message = (
                    f'quotes words that are not in paragraph {self.target.paragraph}: "{_short(self.target.exact)}"'
                )
                return self._problem(message, f"they stand in paragraph {numbers} ({page.lines(starts[:5])})")
            hits = [hit for hit in hits if low <= hit[0][0] < high]
        if self.prefix and not any(page.precedes(self.prefix, hit[0][0]) for hit in hits):
            stands = [_before(page.text, hit[0][0]) for hit in hits[:3]]
            return self._context_problem("prefix", "before", self.target.prefix, stands, hits)
        ends = [*islice(page.hits(reading.blocks[-1]), 50)]
        if self.suffix and not any(page.follows(self.suffix, hit[-1][1]) for hit in ends):
            stands = [_after(page.text, hit[-1][1]) for hit in ends[:3]]
            return self._context_problem("suffix", "after", self.target.suffix, stands, ends)
        message = (
            f'quotes words that do not stand where prefix, suffix and paragraph say: "{_short(self.target.exact)}"'
        )
        return self._problem(message, f"they stand at {page.lines(starts[:5])}")

    def _context_problem(self, field: str, side: str, given: str, stands: list[str], hits: list[list[Span]]) -> Problem:
        """Return the problem that the words *given* do not stand on that *side*, and what does."""
        shown = zip(stands, hits, strict=False)
        there = "\n".join(f'{side} the words stands "{text}" ({self.page.lines([hit[0][0]])})' for text, hit in shown)
        return self._problem(
            f'the {field} does not stand right {side} the words: "{_short(given)}"', there, field=field
        )

    def _disordered(self, reading: _Reading) -> Problem:
        """Return the problem that the parts of a quotation stand in the article, but not so."""
        starts = []
        for block in reading.blocks:
            found = self._first_way((block,), bound=False) or [[(0, 0)]]
            starts.append(found[0][0][0])
        message = f'quotes words in an order in which the article does not have them: "{_short(self.target.exact)}"'
        where = self.page.lines(starts[:5])
        return self._problem(message, f"they stand at {where}; an ellipsis leaves out at least one word")

    def _not_found(self, block: _Block) -> Problem:
        """Return the problem that the article does not have these words, with the nearest that it has."""
        page, words = self.page, " ".join(block.parts)
        cut = page.text.find(words)
        if cut >= 0:
            start, end = page.whole_words(cut, cut + len(words))
            hint = f'the article has "{_short(page.slice(start, end))}" ({page.lines([start])})'
            return self._problem(f'quotes words cut out of longer ones: "{_short(words)}"', hint)
        hint = _suggestion(page, words) if self.suggest else ""
        return self._problem(f'quotes words that are not in the article: "{_short(words)}"', hint)


def _listed(words: Sequence[str]) -> str:
    """Return ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _short(text: str, size: int = 100) -> str:
    """Return *text* on one line and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= size else f"{line[: size - 1].rstrip()}…"


def _scalar(text: str) -> str:
    """Return *text* as YAML would have it, on one line."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def _before(text: str, at: int) -> str:
    """Return the few words before *at*."""
    return " ".join(text[max(0, at - 80) : at].split()[-4:])


def _after(text: str, at: int) -> str:
    """Return the few words after *at*."""
    return " ".join(text[at : at + 80].split()[:4])


def _around(text: str, start: int, end: int) -> str:
    """Return ``text[start:end]`` with a word or two on both sides."""
    before, after = text[max(0, start - 30) : start].split()[-2:], text[end : end + 30].split()[:2]
    return " ".join([*before, *text[start:end].split(), *after])


def _suggestion(page: Searchable, words: str) -> str:
    """Return a hint with the article's words that are most like *words*, and how they differ; nothing if none are."""
    span = _nearest(page, words)
    if span is None:
        return ""
    shown = " ".join(page.slice(*span).split())
    hint = f'did you mean "{_short(shown, 400)}" ({page.lines([span[0]])})?'
    differences = _differences(page.text[slice(*span)].split(), words[:LONGEST_NEEDLE].split())
    return f"{hint}\n{differences}" if differences else hint


def _nearest(page: Searchable, words: str) -> Span | None:
    """Return the whole words of the folded article that are most like *words*, if they are like them at all."""
    needle = words[:LONGEST_NEEDLE]
    aligned = (_aligned(page, needle, low, high) for low, high in _windows(page, needle))
    score, start, end = max((found for found in aligned if found), default=(0.0, 0, 0))
    return page.whole_words(-start, end) if score >= LEAST_LIKENESS else None


def _windows(page: Searchable, needle: str) -> list[Span]:
    """Return the stretches of the folded article to compare with *needle*: all of a short one, else near its rare words."""
    if len(page.text) <= SHORT_ARTICLE:
        return [(0, len(page.text))]
    votes: Counter[int] = Counter()
    for word in WORD.finditer(needle):
        places = page.index.get(word[0], [])
        for place in places if len(places) <= RARE else []:
            votes[(place - word.start()) // len(needle)] += 1
    best = sorted(votes, key=lambda number: (-votes[number] - votes[number + 1], number))[:5]
    size = len(needle)
    return [(max(0, (n - 1) * size), min(len(page.text), (n + 4) * size)) for n in best]


def _aligned(page: Searchable, needle: str, low: int, high: int) -> tuple[float, int, int] | None:
    """Return the words of ``text[low:high]`` most like *needle*: how like they are, their negated start, their end."""
    if len(needle) < 3 or not page.text:
        return None
    found = fuzz.partial_ratio_alignment(needle, page.text[low:high], score_cutoff=LEAST_LIKENESS)
    if found is None:
        return None
    starts, ends = _cuts(page, low + found.dest_start), _cuts(page, low + found.dest_end)
    spans = [(start, end) for start in starts for end in ends if start < end]
    scored = ((fuzz.ratio(needle, page.text[start:end].strip(" ")), -start, end) for start, end in spans)
    return max(scored, default=None)


def _cuts(page: Searchable, at: int) -> list[int]:
    """Return the few places nearest to *at* where the folded article can be cut between words."""
    low = range(at, max(-1, at - 40), -1)
    high = range(at + 1, min(len(page.text), at + 40) + 1)
    return [cut for side in (low, high) for cut in islice((c for c in side if not page.folded.inside_word(c)), 4)]


def _differences(article: list[str], yours: list[str]) -> str:
    """Return what to change, word by word, if it is little."""
    found = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, article, yours, autojunk=False).get_opcodes():
        theirs, ours = " ".join(article[a:b]), " ".join(yours[c:d])
        after = f' after "{article[a - 1]}"' if a else ""
        match kind:
            case "replace":
                found.append(f'the article has "{theirs}", not "{ours}"')
            case "delete":
                found.append(f'the article has "{theirs}"{after}')
            case "insert":
                found.append(f'the article does not have "{ours}"{after}')
    return "; ".join(found) if len(found) <= 3 and sum(map(len, found)) < 300 else ""


class _Anchoring:
    """One walk through the entries of a brief that have targets."""

    def __init__(self, brief: Brief) -> None:
        self.brief = brief
        self.pages = {article.id: Searchable(article) for article in brief.articles}
        self.problems: list[Problem] = []
        self.searched = 0

    def anchors(self) -> Anchors:
        """Return the places of all entries."""
        places: dict[str, tuple[Place, ...]] = {}
        entries: tuple[Quote | Claim | Event, ...] = (*self.brief.quotes, *self.brief.claims, *self.brief.events)
        for entry in entries:
            if (found := self._entry(entry)) and len(found) == len(entry.target):
                places[entry.id] = found
        return Anchors(places, tuple(self.problems))

    def _entry(self, entry: Quote | Claim | Event) -> tuple[Place, ...]:
        """Return the places of the targets of *entry* that stand, all of them if nothing is wrong."""
        direct = isinstance(entry, Quote) and entry.form == "direct"
        found = [self._target(target, direct=direct) for target in entry.target]
        places = tuple(place for place in found if place is not None)
        if isinstance(entry, Quote) and len(places) == len(found) and places:
            wrong = [*_order_problems(entry, places), *self._cue_problems(entry, places)]
            self.problems += wrong
            return () if wrong else places
        return places

    def _target(self, target: Target, *, direct: bool) -> Place | None:
        """Return the place of *target*, or None where it has a problem."""
        page = self._page(target)
        if page is None:
            return None
        found = locate(page, target, direct=direct, suggest=self.searched < MOST_SUGGESTIONS)
        if isinstance(found, Place):
            return found
        self.searched += len(page.text)
        self.problems.append(found)
        return None

    def _page(self, target: Target) -> Searchable | None:
        """Return the article that *target* is about."""
        where, ids = target.where.location, sorted(self.pages)
        if target.article in self.pages:
            return self.pages[target.article]
        if target.article is None and len(ids) == 1:
            return self.pages[ids[0]]
        if target.article in self.brief.broken or (target.article is None and not ids):
            return None
        if target.article is None:
            hint = f"add article: {' or '.join(ids[:5])}{' …' if len(ids) > 5 else ''}"
            message = f'does not say which of {len(ids)} articles has these words: "{_short(target.exact)}"'
            self.problems.append(Problem(where("exact"), message, hint))
            return None
        near = process.extractOne(target.article, ids, scorer=fuzz.ratio, score_cutoff=60)
        hint = f'did you mean "{near[0]}"?' if near else ""
        self.problems.append(Problem(where("article"), f'names an article that there is not: "{target.article}"', hint))
        return None

    def _cue_problems(self, quote: Quote, places: tuple[Place, ...]) -> Iterator[Problem]:
        """Yield a problem if the cue of *quote* does not stand near its words, outside them."""
        cue = fold(quote.cue).text.strip(" ")
        if not cue:
            return
        page = self.pages[places[0].article]
        taken = [page.folded.folded(words.start, words.end) for place in places for words in place.words]
        first, last = page.paragraph_at(taken[0][0]) - 1, page.paragraph_at(taken[-1][0]) - 1
        near = page.paragraphs[max(0, first - 1) : last + 2] or [(0, len(page.text))]
        low, high = near[0][0], near[-1][1]
        elsewhere = []
        for start, end in islice(page.occurrences(cue), 1000):
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            if low <= start and end <= high:
                return
            elsewhere.append(start)
        if elsewhere:
            hint = f"it stands at {page.lines(elsewhere[:3])}; take the article's words in this or the next paragraph"
        else:
            hint = _suggestion(page, cue)
        message = f'gives a cue that does not stand near the quoted words: "{_short(quote.cue)}"'
        yield Problem(quote.where.location("cue"), message, hint)


def _order_problems(quote: Quote, places: tuple[Place, ...]) -> Iterator[Problem]:
    """Yield a problem for each piece of *quote* that is of another article or does not stand after the piece before."""
    for before, place, target in zip(places, places[1:], quote.target[1:], strict=False):
        where = target.where.location("exact")
        if place.article != before.article:
            yield Problem(
                where,
                f'takes the pieces of one quotation from two articles: "{_short(target.exact)}"',
                "make two quotes of them",
            )
        elif place.start < before.end:
            kind = "overlap" if before.start < place.end else "are not in the article's order"
            yield Problem(
                where, f'has pieces that {kind}: "{_short(target.exact)}"', "list them as the article has them"
            )
