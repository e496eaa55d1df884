"""The order and the groups in which pages list entries: those that readers need most come first. Pure."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import groupby
from math import inf
from typing import TypeVar

from build_scripts.brief import dates, prose
from build_scripts.brief.model import WEIGHT, Article, Brief, Claim, Event, Source, Term
from build_scripts.brief.sentences import sentence_ends

T = TypeVar("T")
K = TypeVar("K")

_ADDITION = re.compile(r"\[\[[^\]]*\]\]|\[[^\]]*\](?:\([^)]*\))?")
_CITATION = re.compile(r"\s*\[@[^\]]*\]")
_NO_PARAGRAPH = ("#", ">", "-", "+", "* ", "|", "!", "```")
STEPS = (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20)
"""How wide a part of the bar of verdicts can be, in twentieths; the style sheet knows each."""


def grouped(listed: Iterable[T], key: Callable[[T], K]) -> Mapping[K, tuple[T, ...]]:
    """Return what is *listed* in groups of one *key*, in the order given."""
    found: dict[K, list[T]] = {}
    for one in listed:
        found.setdefault(key(one), []).append(one)
    return {name: tuple(group) for name, group in found.items()}


def lead(text: str, language: str) -> tuple[str, str]:
    """Return the first sentence of the prose *text*, with its citations, and the rest."""
    first = next(prose.blocks(text), None)
    if first is None:
        return "", ""
    end = first.offset + _first_end(first.text, language)
    return text[first.offset : end].strip(), text[end:].strip()


def _first_end(block: str, language: str) -> int:
    """Return where the first sentence of *block* ends; the end of *block* if it cannot be divided."""
    if block.startswith(_NO_PARAGRAPH):
        return len(block)
    words = _ADDITION.sub(lambda found: "X" * len(found[0]), block)
    for end in sentence_ends(words, language):
        cited = _CITATION.match(block, end)
        stop = cited.end() if cited else end
        if block.count("*", 0, stop) % 2 == 0:
            return stop
    return len(block)


def by_verdict(claims: Iterable[Claim]) -> tuple[tuple[str, tuple[Claim, ...]], ...]:
    """Return the verdicts that *claims* have, what does not hold first, each with its claims in the order given."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(claim.verdict, []).append(claim)
    return tuple((verdict, tuple(found[verdict])) for verdict in WEIGHT if verdict in found)


def weighed(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return *claims*, what does not hold first."""
    return tuple(claim for _, group in by_verdict(claims) for claim in group)


def steps(part: int, whole: int) -> int:
    """Return the step of the bar that is nearest to *part* of *whole*: at least one, so that it can be seen and pressed."""
    return min(STEPS, key=lambda step: abs(step - STEPS[-1] * part / whole))


def terms(brief: Brief, mentioned: Collection[str]) -> tuple[Term, ...]:
    """Return the terms of *brief*: the key terms first, then those that the articles mention, then the others."""
    key = {term: place for place, term in enumerate(brief.meta.key_terms)}
    return tuple(
        sorted(
            brief.terms,
            key=lambda term: (key.get(term.id, len(key)), term.id not in mentioned, term.term.casefold(), term.id),
        )
    )


def neighbours(ids: Sequence[str]) -> Mapping[str, tuple[str, str]]:
    """Return for each of *ids* those before and after it; nothing at the ends."""
    return {one: (before, after) for before, one, after in zip(("", *ids), ids, (*ids[1:], ""), strict=False)}


def by_use(sources: Sequence[Source], cited_by: Mapping[str, Collection[object]]) -> tuple[Source, ...]:
    """Return *sources* with those that most rests on first."""
    return tuple(sorted(sources, key=lambda source: (-len(cited_by.get(source.id, ())), source.title.casefold())))


def outlets(sources: Iterable[Source]) -> tuple[tuple[str, int], ...]:
    """Return where *sources* appeared, what has most of them first, with how many it has."""
    found = Counter(name for source in sources if (name := source.container_title or source.publisher))
    return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0].casefold())))


def counted(values: Iterable[str], order: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Return the values of *order* that occur among *values*, with how often each does."""
    found = Counter(values)
    return tuple((value, found[value]) for value in order if found[value])


SHOWN_BEFORE, FEWEST_FOLDED = 3, 3
"""How many events before the first article are shown with it, and how many earlier ones are worth folding."""
MOST_SHOWN = 60
"""How many events and articles of the timeline are shown; the others are folded."""

Moment = tuple[float, float, str, str]
"""What puts events and articles in order."""
Dated = tuple[str, Event | Article]
Year = tuple[str, tuple[Event | Article, ...]]
"""A year's name, and what happened in it: its events, and the articles that appeared."""


def split_years(brief: Brief) -> tuple[tuple[Year, ...], tuple[Year, ...], tuple[Year, ...]]:
    """Return the years of *brief* up to shortly before the first article, those around it, and those after these.

    A year that is divided is in two of them. What would be few events are not split off.
    """
    listed = chronicle(brief)
    first = next((place for place, (_, entry) in enumerate(listed) if isinstance(entry, Article)), 0)
    cut = first - SHOWN_BEFORE if first >= SHOWN_BEFORE + FEWEST_FOLDED else 0
    end = cut + MOST_SHOWN if len(listed) >= cut + MOST_SHOWN + FEWEST_FOLDED else len(listed)
    return years(listed[:cut]), years(listed[cut:end]), years(listed[end:])


def chronicle(brief: Brief) -> list[Dated]:
    """Return the events of *brief* and its articles in the order of time, each with its date."""
    told = sorted(dates.span(event.date)[0] for event in brief.events if event.in_article != "after")
    keyed: list[tuple[Moment, str, Event | Article]] = [
        *((_appearance(article, told), article.record.date, article) for article in brief.articles),
        *(((*dates.sort_key(event.date), event.id), event.date, event) for event in brief.events),
    ]
    return [(date, entry) for _, date, entry in sorted(keyed, key=lambda one: one[0])]


def _appearance(article: Article, told: Sequence[float]) -> Moment:
    """Return where *article* comes among events: of its day or month, after what it can have *told* of, by ascending days."""
    first, last = dates.span(article.record.date)
    before = bisect_right(told, last)
    return (told[before - 1], inf, "", "") if before and told[before - 1] >= first else (first, -inf, "", "")


def years(listed: Iterable[Dated]) -> tuple[Year, ...]:
    """Return what is *listed* by its years."""
    grouped = groupby(listed, key=lambda one: dates.year_of(dates.known_days(one[0])[0]))
    return tuple((dates.year_name(year), tuple(entry for _, entry in group)) for year, group in grouped)
