"""Lists that grow with a brief: short ones are shown whole on a page, long ones continue on separate pages. Pure.

An entry that a thousand articles name would otherwise make a page of megabytes, which no phone could open.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from build_scripts.brief.addresses import Address
from build_scripts.brief.kinds import label
from build_scripts.brief.model import Entry, Source

if TYPE_CHECKING:
    from build_scripts.render.content import Content

SHOWN = 20
"""How many of a list are seen at once."""
LONGEST = 100
"""How many a list may have that stands whole on the page of its entry, what is not shown folded."""
ON_A_PAGE = 200
"""How many are on each page of a list that continues on separate pages."""

NOUNS = {"mentions": "mentions", "claims": "claims", "words": "quotations", "uses": "uses"}
"""What can be listed of an entry or a source, and what several are called."""


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a long list."""

    of: Entry | Source
    name: str
    items: Sequence[Any]
    """All that the list has."""
    number: int
    """Which page of the list it is, from 1 on."""

    @property
    def path(self) -> str:
        """Its path in ``docs/``."""
        return part_path(self.of.id, self.name, self.number)

    @property
    def title(self) -> str:
        """What its page is called."""
        return f"{label(self.of) if not isinstance(self.of, Source) else self.of.title}: {NOUNS[self.name]}"

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


def part_path(entry: str, name: str, number: int) -> str:
    """Return the path of a page of a long list of *entry*."""
    return f"lists/{entry}-{name}/{number}.md"


def more(entry: Entry | Source, name: str) -> Address:
    """Return where a long list of *entry* begins."""
    return Address(part_path(entry.id, name, 1))


def parts(content: "Content") -> Iterator[Part]:
    """Yield the pages of every list that is too long for the page of its entry."""
    named = ((content.entries[name], "mentions", found) for name, found in content.mentions_of.items())
    claimed = ((content.entries[name], "claims", found) for name, found in content.claims_by.items())
    spoken = ((content.entries[name], "words", found) for name, found in content.quotes_by.items())
    used = ((content.sources[key], "uses", found) for key, found in content.cited_by.items() if key in content.sources)
    for lists in (named, claimed, spoken, used):
        for of, name, items in lists:
            if len(items) > LONGEST:
                yield from (Part(of, name, items, 1 + at // ON_A_PAGE) for at in range(0, len(items), ON_A_PAGE))
