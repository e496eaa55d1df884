"""An article made ready to be searched: folded once, and cut only between words."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from build_scripts.anchor.marks import Passage, passages
from build_scripts.anchor.negations import negation_before
from build_scripts.anchor.phrases import listed
from build_scripts.anchor.reading import Block, Span
from build_scripts.brief.folding import WORD, fold
from build_scripts.brief.model import Article

SHORT_ARTICLE = 40_000
"""Up to how many characters an article is scanned as a whole; in a longer one, words are looked up in an index.

Making the index takes as long as a thousand scans, more than a short article needs.
"""

_BESIDE = " \"'「」『』《》〈〉"


class Searchable:
    """An article made ready to be searched many times; whatever takes time is done when it is first asked for.

    Its slices are of ``text``, the folded text; ``slice`` and ``folded.original`` lead back to the article's own
    characters. All count code points.
    """

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
    def paragraphs(self) -> list[Span]:
        """Return the paragraphs as slices of the folded text."""
        return [self.folded.folded(paragraph.start, paragraph.end) for paragraph in self.article.paragraphs]

    def passage_around(self, start: int, end: int) -> Passage | None:
        """Return the passage whose marks enclose ``text[start:end]`` of the article, or nothing."""
        index = bisect_right(self.passages, start, key=lambda passage: passage.outer_start) - 1
        return self.passages[index] if index >= 0 and end <= self.passages[index].outer_end else None

    def paragraph_at(self, at: int) -> int:
        """Return the number of the paragraph that holds the folded text's character *at*, or of the one before."""
        return max(1, bisect_right(self.paragraphs, (at, len(self.text))))

    def slice(self, start: int, end: int) -> str:
        """Return the article's own characters for a slice of the folded text."""
        first, last = self.folded.original(start, end)
        return self.article.text[first:last]

    def line(self, at: int) -> int:
        """Return the line of the article on which the folded text's character *at* stands."""
        return 1 + self.article.text.count("\n", 0, self.folded.original(at, at + 1)[0])

    def lines(self, places: Iterable[int]) -> str:
        """Return ``path:9 and 40``."""
        return f"{self.article.path}:{listed([str(self.line(at)) for at in places])}"

    def is_whole(self, start: int, end: int) -> bool:
        """Return whether the slice neither begins nor ends inside a word."""
        return not self.folded.inside_word(start) and not self.folded.inside_word(end)

    def whole_words(self, start: int, end: int) -> Span:
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

    def negation_before(self, start: int) -> str:
        """Return the negation that stands right before *start*, in the same paragraph, or nothing."""
        paragraph = bisect_right(self.paragraphs, (start, len(self.text))) - 1
        low = self.paragraphs[paragraph][0] if paragraph >= 0 else 0
        return negation_before(self.text, start, low, self.article.record.language)

    def precedes(self, prefix: str, start: int) -> bool:
        """Return whether *prefix*, folded, stands right before *start*, but for spaces and quotation marks."""
        at = start
        while not self.text.endswith(prefix, 0, at):
            if not at or self.text[at - 1] not in _BESIDE:
                return False
            at -= 1
        return True

    def follows(self, suffix: str, end: int) -> bool:
        """Return whether *suffix*, folded, stands right after *end*, but for spaces and quotation marks."""
        at = end
        while not self.text.startswith(suffix, at):
            if at >= len(self.text) or self.text[at] not in _BESIDE:
                return False
            at += 1
        return True

    def occurrences(self, words: str) -> Iterator[Span]:
        """Yield where *words*, folded, stand as whole words."""
        return (spans[0] for spans in self.hits(Block((words,))))

    def hits(self, block: Block, low: int = 0, *, backwards: bool = False) -> Iterator[list[Span]]:
        """Yield where *block* stands as whole words: the spans of its parts, from *low* on or *backwards* down from it."""
        for start in self._starts(block.parts[0], low, backwards=backwards):
            spans = block.spans(self.text, start)
            if spans and self.is_whole(start, spans[-1][1]):
                yield spans

    def _starts(self, words: str, low: int, *, backwards: bool) -> Iterator[int]:
        """Yield where *words* stand, though perhaps not whole."""
        if len(self.text) > SHORT_ARTICLE and WORD.search(words):
            return self._looked_up(words, low, backwards=backwards)
        return self._scanned_backwards(words, low) if backwards else self._scanned(words, low)

    def _scanned(self, words: str, low: int) -> Iterator[int]:
        """Yield where *words* stand, from *low* on."""
        at = self.text.find(words, low)
        while at >= 0:
            yield at
            at = self.text.find(words, at + 1)

    def _scanned_backwards(self, words: str, high: int) -> Iterator[int]:
        """Yield where *words* stand, from *high* down."""
        at = self.text.rfind(words, 0, high + len(words))
        while at >= 0:
            yield at
            at = self.text.rfind(words, 0, at + len(words) - 1)

    def _looked_up(self, words: str, low: int, *, backwards: bool) -> Iterator[int]:
        """Yield where *words* may stand as whole words, by the place of the rarest among the first of them."""
        # By the rarest word, since "the" has thousands of places; the first 50 words are enough to find a rare one.
        found = [(self.index.get(word[0], []), word.start()) for word in islice(WORD.finditer(words), 50)]
        places, offset = min(found, key=lambda entry: len(entry[0]))
        first = bisect_right(places, low + offset) if backwards else bisect_left(places, low + offset)
        for i in range(first - 1, -1, -1) if backwards else range(first, len(places)):
            start = places[i] - offset
            if start >= 0 and self.text.startswith(words, start):
                yield start
