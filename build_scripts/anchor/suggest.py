"""What a writer may have meant: the article's words that are most like those that it does not have.

Similarity only suggests; nothing here decides that words stand in an article.
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable
from itertools import islice

from rapidfuzz import fuzz

from build_scripts.anchor.phrases import short
from build_scripts.anchor.reading import Span
from build_scripts.anchor.searchable import SHORT_ARTICLE, Searchable
from build_scripts.brief.folding import WORD

MIN_SIMILARITY = 65
"""How similar, in per cent, words must be to be suggested; less is mostly another sentence."""
MAX_PLACES_OF_A_RARE_WORD = 500
"""Up to how many places a word counts as rare; a long article is compared only near the rare words of a quotation."""
MAX_COMPARED_CHARACTERS = 400
"""How many characters of a quotation are compared: the time grows with their number, and a few lines are enough."""
_CHUNK = re.compile(r"\S+")


def suggestion(page: Searchable, words: str, as_typed: Callable[[int, int], str] | None = None) -> str:
    """Return a hint with the article's words that are most like *words*, and how they differ; nothing if none are.

    *words* are folded; *as_typed* gives back what their writer typed for a slice of them.
    """
    span = _nearest(page, words)
    if span is None:
        return ""
    shown = " ".join(page.slice(*span).split())
    place = f" ({page.lines([span[0]])})" if page.article.path else ""  # what several works say has no place in a file
    hint = f'did you mean "{short(shown, 400)}"{place}?'
    typed = words[:MAX_COMPARED_CHARACTERS]
    differences = _differences(page, span, typed, as_typed or (lambda start, end: typed[start:end]))
    return f"{hint}\n{differences}" if differences else hint


def _nearest(page: Searchable, words: str) -> Span | None:
    """Return the whole words of the folded article that are most like *words*, if they are like them at all."""
    needle = words[:MAX_COMPARED_CHARACTERS]
    aligned = (_aligned(page, needle, low, high) for low, high in _windows(page, needle))
    # Starts are negated, so that of equally similar words the first ones in the article are suggested, at every run.
    score, start, end = max((found for found in aligned if found), default=(0.0, 0, 0))
    return page.whole_words(-start, end) if score >= MIN_SIMILARITY else None


def _windows(page: Searchable, needle: str) -> list[Span]:
    """Return the stretches of the folded article to compare with *needle*: all of a short one, else near its rare words."""
    if len(page.text) <= SHORT_ARTICLE:
        return [(0, len(page.text))]
    # Each rare word of the quotation votes for the stretch where the quotation would then begin. The best few stretches are
    # compared, together with their neighbours, as a quotation may lie across an edge.
    votes: Counter[int] = Counter()
    for word in WORD.finditer(needle):
        places = page.index.get(word[0], [])
        for place in places if len(places) <= MAX_PLACES_OF_A_RARE_WORD else []:
            votes[(place - word.start()) // len(needle)] += 1
    best = sorted(votes, key=lambda number: (-votes[number] - votes[number + 1], number))[:5]
    size = len(needle)
    return [(max(0, (n - 1) * size), min(len(page.text), (n + 4) * size)) for n in best]


def _aligned(page: Searchable, needle: str, low: int, high: int) -> tuple[float, int, int] | None:
    """Return the words of ``text[low:high]`` most like *needle*: how like they are, their negated start, their end."""
    if len(needle) < 3 or not page.text:
        return None
    found = fuzz.partial_ratio_alignment(needle, page.text[low:high], score_cutoff=MIN_SIMILARITY)
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


def _differences(page: Searchable, span: Span, words: str, as_typed: Callable[[int, int], str]) -> str:
    """Return what to change, word by word, as both sides are written, if it is little."""
    changes: list[str] = []
    article = [found.span() for found in _CHUNK.finditer(page.text, *span)]
    typed = [found.span() for found in _CHUNK.finditer(words)]
    theirs, yours = [page.text[slice(*chunk)] for chunk in article], [words[slice(*chunk)] for chunk in typed]
    for kind, a, b, c, d in difflib.SequenceMatcher(None, theirs, yours, autojunk=False).get_opcodes():
        there = " ".join(page.slice(article[a][0], article[b - 1][1]).split()) if b > a else ""
        here = " ".join(as_typed(typed[c][0], typed[d - 1][1]).split()) if d > c else ""
        after = f' after "{page.slice(*article[a - 1])}"' if a else ""
        match kind:
            case "replace":
                changes.append(f'the article has "{there}", not "{here}"')
            case "delete":
                changes.append(f'the article has "{there}"{after}')
            case "insert":
                changes.append(f'the article does not have "{here}"{after}')
    return "; ".join(changes) if len(changes) <= 3 and sum(map(len, changes)) < 300 else ""
