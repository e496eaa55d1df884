"""Place -> selector, which undoes ``locate``."""

from collections.abc import Iterator

from build_scripts.anchor.reading import Span
from build_scripts.anchor.searchable import Searchable
from build_scripts.brief.folding import WORD
from build_scripts.brief.model import Article, Target


def describe(article: Article | Searchable, start: int, end: int) -> Target:
    """Return a target that ``locate`` finds at ``text[start:end]``, a slice in code points of the article's text.

    That is, the W3C ``TextQuoteSelector`` (``exact``, ``prefix``, ``suffix``) for a ``TextPositionSelector``. The slice
    is widened to whole words, and over a negation right before them; context is the least that tells it from others.

    Raise ValueError if no word stands there, or if no context tells its words apart.
    """
    page = article if isinstance(article, Searchable) else Searchable(article)
    first, last = page.whole_words(*page.folded.folded(start, end))
    if not WORD.search(page.text, first, last):
        raise ValueError("no word stands there to be described")
    while word := page.negation_before(first):
        first = page.whole_words(page.text.rindex(word, 0, first), last)[0]
    exact = page.slice(first, last)
    others = [span for span in page.occurrences(page.text[first:last]) if span != (first, last)]
    for low, high in _contexts(page.text, first, last):
        prefix, suffix = page.text[low:first].strip(" "), page.text[last:high].strip(" ")
        if not any(page.precedes(prefix, start) and page.follows(suffix, end) for start, end in others):
            before, after = page.slice(low, first).strip(), page.slice(last, high).strip()
            return Target(exact=exact, prefix=before, suffix=after, article=page.article.id)
    raise ValueError("the words cannot be told apart from others")


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
        # Word by word near the place, for the shortest context; then in growing steps, as a repeated passage may be long.
        words = 1 if start - low < 200 else words * 2


def _word_before(text: str, at: int) -> int:
    """Return where the word before *at* begins; of a very long one, where its last letters do."""
    return max(text.rfind(" ", 0, max(0, at - 1)) + 1, at - 25, 0)


def _word_after(text: str, at: int) -> int:
    """Return where the word after *at* ends; of a very long one, where its first letters do."""
    found = text.find(" ", at + 1)
    return min(found if found >= 0 else len(text), at + 25, len(text))
