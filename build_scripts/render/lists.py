"""Lists that grow with a brief: short ones are shown whole on a page, long ones continue on separate pages. Pure.

An entry that a thousand articles name would otherwise make a page of megabytes, which no phone could open.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from build_scripts.brief import addresses
from build_scripts.brief.addresses import Address
from build_scripts.brief.kinds import label
from build_scripts.brief.model import Brief, Entry, Event, Source
from build_scripts.render.listing import Dated, Year, chronicle, years

if TYPE_CHECKING:
    from build_scripts.render.content import Content

SHOWN = 20
"""How many of a list are seen at once."""
SHOWN_OF_LONG = 5
"""How many are seen at once of a list that continues on separate pages."""
LONGEST = 100
"""How many a list may have that stands whole on the page of its entry, what is not shown folded."""
ON_A_PAGE = 200
"""How many are on each page of a list that continues on separate pages."""

LONGEST_TIMELINE = 100
"""How many events the timeline may have that stands whole on its page."""
SHARDS = 16
"""In how many files the places of the events of a long timeline are."""

HOMES = {
    "articles": ("articles/index.md", "Articles"),
    "quotations": ("quotes/index.md", "Key quotes by article"),
    "checks": ("claims/index.md", "Claims by article"),
    "texts": (addresses.ABOUT, "Texts of the articles"),
}
"""What can be listed of all articles: the page that begins the list, and what the pages that continue it are called."""
ON_A_TIMELINE_PAGE = 100
"""How many events and articles are on each page of a long timeline."""

NOUNS = {"mentions": "mentions", "claims": "claims", "words": "quotations", "uses": "uses"}
"""What can be listed of an entry or a source, and what several are called."""


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a long list."""

    of: Entry | Source | None
    """Of what the list is; None for a list of all articles."""
    name: str
    items: Sequence[Any]
    """All that the list has."""
    number: int
    """Which page of the list it is, from 1 on."""

    @property
    def path(self) -> str:
        """Its path in ``docs/``."""
        return part_path(self.of, self.name, self.number)

    @property
    def title(self) -> str:
        """What its page is called."""
        if self.of is None:
            return HOMES[self.name][1]
        return f"{self.of.title if isinstance(self.of, Source) else label(self.of)}: {NOUNS[self.name]}"

    @property
    def first(self) -> int:
        """The number of the first item on it, from 1 on."""
        return (self.number - 1) * ON_A_PAGE + 1

    @property
    def shown(self) -> Sequence[Any]:
        """The items on it."""
        return self.items[self.first - 1 : self.first - 1 + ON_A_PAGE]

    @property
    def pages(self) -> int:
        """How many pages the list has."""
        return -(-len(self.items) // ON_A_PAGE)


def part_path(of: Entry | Source | None, name: str, number: int) -> str:
    """Return the path of a page of a long list of an entry or a source, or of all articles."""
    return f"lists/{of.id}-{name}/{number}.md" if of else f"lists/all/{name}/{number}.md"


def first(items: Sequence[Any]) -> Sequence[Any]:
    """Return what is seen of a list at once."""
    return items[: SHOWN if len(items) <= LONGEST else SHOWN_OF_LONG]


def more(of: Entry | Source | None, name: str) -> Address:
    """Return where such a long list begins."""
    return Address(part_path(of, name, 1))


def parts(content: "Content") -> Iterator[Part]:
    """Yield the pages of every list that is too long for the page of its entry."""
    named = ((content.entries[name], "mentions", found) for name, found in content.mentions_of.items())
    claimed = ((content.entries[name], "claims", found) for name, found in content.claims_by.items())
    spoken = ((content.entries[name], "words", found) for name, found in content.quotes_by.items())
    used = ((content.sources[key], "uses", found) for key, found in content.cited_by.items() if key in content.sources)
    of_articles = ((None, name, content.brief.articles) for name in HOMES)
    lists: tuple[Iterable[tuple[Entry | Source | None, str, Sequence[Any]]], ...]
    lists = (named, claimed, spoken, used, of_articles)
    for every in lists:
        for of, name, items in every:
            if len(items) > LONGEST:
                yield from (Part(of, name, items, 1 + at // ON_A_PAGE) for at in range(0, len(items), ON_A_PAGE))


@dataclass(frozen=True, slots=True)
class TimelinePart:
    """A page of a timeline that is too long for one: some of its events and articles, in the order of time."""

    number: int
    """Which page it is, from 1 on."""
    listed: tuple[Dated, ...]
    pages: int
    """How many pages there are."""

    @property
    def path(self) -> str:
        """Its path in ``docs/``."""
        return timeline_path(self.number)

    @property
    def years(self) -> tuple[Year, ...]:
        """What is on it, by years."""
        return years(self.listed)

    @property
    def title(self) -> str:
        """What its page is called."""
        first, last = self.years[0][0], self.years[-1][0]
        return f"Timeline: {first}" if first == last else f"Timeline: {first} to {last}"

    @property
    def events(self) -> int:
        """How many events it has."""
        return sum(isinstance(entry, Event) for _, entry in self.listed)


def timeline_path(number: int) -> str:
    """Return the path of a page of a long timeline."""
    return f"lists/timeline/{number}.md"


def timeline_parts(brief: Brief) -> tuple[TimelinePart, ...]:
    """Return the pages of the timeline of *brief*; none, if it stands whole on its own page."""
    if len(brief.events) <= LONGEST_TIMELINE:
        return ()
    listed = chronicle(brief)
    size = ON_A_TIMELINE_PAGE
    cuts = range(0, len(listed), size)
    return tuple(TimelinePart(1 + at // size, tuple(listed[at : at + size]), len(cuts)) for at in cuts)


def shown_at(parts: Sequence[TimelinePart]) -> dict[str, Address]:
    """Return where the events of a long timeline are shown, by their ids; their address stays that of the timeline."""
    return {
        entry.id: Address(part.path, entry.id) for part in parts for _, entry in part.listed if isinstance(entry, Event)
    }


def places(parts: Sequence[TimelinePart]) -> dict[str, str]:
    """Return the files that say on which page each event is, by their paths in ``docs/``: its address leads there by them.

    Each is a script, because a page opened from a folder may not read other files. Which of them has an event depends on
    its id: on the sum of its characters, which is as easily found by the program in the page.
    """
    found: dict[int, dict[str, int]] = {}
    for part in parts:
        for _, entry in part.listed:
            if isinstance(entry, Event):
                found.setdefault(sum(map(ord, entry.id)) % SHARDS, {})[entry.id] = part.number
    return {
        f"assets/cards/timeline-pages.{shard}.js": f"briefPlaces({json.dumps(held, sort_keys=True)});\n"
        for shard, held in sorted(found.items())
    }
