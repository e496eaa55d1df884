"""Every quote, claim and event of a brief, looked up in its article."""

from collections.abc import Iterator
from functools import partial
from itertools import islice

from rapidfuzz import fuzz, process

from build_scripts.anchor.gate import locate
from build_scripts.anchor.mentions import mentions
from build_scripts.anchor.phrases import short
from build_scripts.anchor.places import Anchors, Place
from build_scripts.anchor.searchable import Searchable
from build_scripts.anchor.suggest import suggestion
from build_scripts.brief.drafts import draft_problem
from build_scripts.brief.folding import fold
from build_scripts.brief.kinds import as_read
from build_scripts.brief.model import Brief, Claim, Event, Quote, Target
from build_scripts.brief.problems import Problem
from build_scripts.brief.recent import Recent

SUGGESTION_BUDGET = 200_000_000
"""How many characters of articles are searched for similar words before problems go without a suggestion.

If somebody replaces a long article, all its quotations are missing: the check must still end within a minute.
"""


def anchor(brief: Brief, recent: Recent | None = None) -> Anchors:
    """Return where the quotes, claims and events of *brief* stand, what its articles name, and what they quote.

    Nothing is raised: an entry whose words do not stand in the articles at exactly one place is a problem. Where the
    words of an entry stood is kept as *recent*, together with the articles made ready to be searched.
    """
    return _Anchoring(brief, recent or Recent()).anchors()


class _Anchoring:
    """One walk through the entries of a brief that have targets."""

    def __init__(self, brief: Brief, recent: Recent) -> None:
        self.brief = brief = as_read(brief)
        self.recent = recent
        self.pages = {
            article.id: recent.once(("page", id(article)), article, partial(Searchable, article))
            for article in brief.articles
        }
        self.problems: list[Problem] = []
        self.searched = 0

    def anchors(self) -> Anchors:
        """Return where everything stands."""
        entries: tuple[Quote | Claim | Event, ...] = (*self.brief.quotes, *self.brief.claims, *self.brief.events)
        return Anchors(
            places={entry.id: places for entry in entries if (places := self._places(entry))},
            problems=tuple(self.problems),
            mentions=mentions(self.brief, {name: page.folded for name, page in self.pages.items()}, self.recent),
            passages={name: page.passages for name, page in self.pages.items()},
        )

    def _places(self, entry: Quote | Claim | Event) -> tuple[Place, ...]:
        """Return the same as ``_entry``; where nothing was wrong with the entry last time, what was found then."""
        key, made_of = ("places", id(entry)), (entry, *map(self._known_page, entry.target))
        found: tuple[Place, ...] | None = self.recent.get(key, made_of)
        if not found:
            found = self._entry(entry)
            if found:
                self.recent.put(key, made_of, found)
        return found

    def _entry(self, entry: Quote | Claim | Event) -> tuple[Place, ...]:
        """Return the places of the targets of *entry*, none if anything is wrong with one of them or none could be read."""
        direct = isinstance(entry, Quote) and entry.form in ("direct", "term")
        found = [self._target(target, direct=direct) for target in entry.target]
        places = tuple(place for place in found if place is not None)
        if not places or len(places) < len(found):
            return ()
        if not isinstance(entry, Quote):
            return places
        wrong = [*_order_problems(entry, places), *self._cue_problems(entry, places)]
        self.problems += wrong
        return () if wrong else places

    def _target(self, target: Target, *, direct: bool) -> Place | None:
        """Return the place of *target*, or None where it has a problem."""
        page = self._page(target)
        if page is None:
            return None
        found = locate(page, target, direct=direct, suggest=self.searched < SUGGESTION_BUDGET)
        if isinstance(found, Place):
            return found
        self.searched += len(page.text)
        self.problems.append(found)
        return None

    def _page(self, target: Target) -> Searchable | None:
        """Return the article that *target* is about, or None where there is none."""
        if page := self._known_page(target):
            return page
        # An article that could not be loaded is reported already; its quotations are not reported as well.
        if target.article not in self.brief.broken and (target.article or self.pages):
            self.problems.append(self._unknown_article(target))
        return None

    def _known_page(self, target: Target) -> Searchable | None:
        if target.article is None and len(self.pages) == 1:
            return next(iter(self.pages.values()))
        return self.pages.get(target.article or "")

    def _unknown_article(self, target: Target) -> Problem:
        """Return the problem that *target* does not name one of the articles."""
        where, ids = target.where.location, sorted(self.pages)
        if target.article is None:
            hint = f"add article: {' or '.join(ids[:5])}{' …' if len(ids) > 5 else ''}"
            message = f'does not say which of {len(ids)} articles has these words: "{short(target.exact)}"'
            return Problem(where("exact"), message, hint)
        if draft := draft_problem(self.brief, ("article",), target.article, where("article")):
            return draft
        near = process.extractOne(target.article, ids, scorer=fuzz.ratio, score_cutoff=60)
        hint = f'did you mean "{near[0]}"?' if near else ""
        return Problem(where("article"), f'names an article that does not exist: "{target.article}"', hint)

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
            hint = (
                f"it is at {page.lines(elsewhere[:3])}; use the article's words in the same or a neighbouring paragraph"
            )
        else:
            hint = suggestion(page, cue)
        message = f'gives a cue that is not near the quoted words: "{short(quote.cue)}"'
        yield Problem(quote.where.location("cue"), message, hint)


def _order_problems(quote: Quote, places: tuple[Place, ...]) -> Iterator[Problem]:
    """Yield a problem for each piece of *quote* that is of another article or does not stand after the piece before."""
    for before, place, target in zip(places, places[1:], quote.target[1:], strict=False):
        where = target.where.location("exact")
        if place.article != before.article:
            yield Problem(
                where,
                f'takes the pieces of one quotation from two articles: "{short(target.exact)}"',
                "split it into two quotes",
            )
        elif place.start < before.end:
            kind = "overlap" if before.start < place.end else "are not in the article's order"
            yield Problem(where, f'has pieces that {kind}: "{short(target.exact)}"', "list them in the article's order")
