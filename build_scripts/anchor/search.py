"""Where the parts of a quotation stand in one article, in order, and where paragraph, prefix and suffix say."""

from collections.abc import Sequence

from build_scripts.anchor.reading import Block, Span
from build_scripts.anchor.searchable import Searchable
from build_scripts.brief.folding import WORD, fold
from build_scripts.brief.model import Target
from build_scripts.brief.problems import Problem

Way = list[list[Span]]
"""For each block of a reading, the spans of its parts in the folded text."""


class Search:
    """The search for one target in one article."""

    def __init__(self, page: Searchable, target: Target) -> None:
        self.page = page
        self.target = target
        self.typed = fold(target.exact)
        self.exact = self.typed.text.strip(" ")
        self.prefix = fold(target.prefix).text.strip(" ")
        self.suffix = fold(target.suffix).text.strip(" ")

    def first_way(self, blocks: Sequence[Block], *, bound: bool = True, apart: bool = True, low: int = 0) -> Way | None:
        """Return the first way to place *blocks* in order with a word left out between them; None if there is none.

        Every other way lies between the first and the last, block by block; so if they are the same, it is the only one.
        Where *bound* is false, paragraph, prefix and suffix do not matter; where *apart* is false, nothing need be left out.
        It is sought from *low* on, in the folded text.
        """
        way: Way = []
        for index, block in enumerate(blocks):
            is_first, is_last = index == 0, index == len(blocks) - 1
            hits = self.page.hits(block, low)
            hit = next((hit for hit in hits if not bound or self.fits(hit, is_first=is_first, is_last=is_last)), None)
            if hit is None:
                return None
            way.append(hit)
            if not is_last and not apart:
                low = hit[-1][1]
            elif not is_last:
                word = WORD.search(self.page.text, hit[-1][1])
                # At least one word is left out: the next block begins after the first letter of that word.
                low = word.start() + 1 if word else len(self.page.text) + 1
        return way

    def last_way(self, blocks: Sequence[Block]) -> Way | None:
        """Return the last way to place *blocks*."""
        way: Way = []
        high = len(self.page.text)
        for index, block in reversed([*enumerate(blocks)]):
            is_first, is_last = index == 0, index == len(blocks) - 1
            hits = (hit for hit in self.page.hits(block, high, backwards=True) if hit[-1][1] <= high)
            hit = next((hit for hit in hits if self.fits(hit, is_first=is_first, is_last=is_last)), None)
            if hit is None:
                return None
            way.append(hit)
            high = hit[0][0]
            while high > 0 and not WORD.match(self.page.text[high - 1]):
                high -= 1
            high -= 1
        return way[::-1]

    def fits(self, hit: list[Span], *, is_first: bool = True, is_last: bool = True) -> bool:
        """Return whether a block that stands at *hit* stands where the paragraph, prefix and suffix say."""
        start, end = hit[0][0], hit[-1][1]
        if self.target.paragraph is not None:
            first, last = self.page.paragraphs[self.target.paragraph - 1]
            if not first <= start < last:
                return False
        if is_first and self.prefix and not self.page.precedes(self.prefix, start):
            return False
        return not (is_last and self.suffix and not self.page.follows(self.suffix, end))

    def as_typed(self, words: str, start: int = 0, end: int | None = None) -> str:
        """Return ``words[start:end]``, of folded words of the target, as the writer typed them."""
        at = self.typed.text.find(words)
        end = len(words) if end is None else end
        return self.target.exact[slice(*self.typed.original(at + start, at + end))] if at >= 0 else words[start:end]

    def problem(self, message: str, hint: str = "", *, field: str = "exact") -> Problem:
        """Return a problem at the line of the target's *field*."""
        return Problem(self.target.where.location(field), message, hint)
