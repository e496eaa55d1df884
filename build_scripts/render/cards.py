"""What a link leads to, in a few words: cards, in small files that a page loads when a reader asks for one. Pure.

A file holds the cards of what stands on one page, by the ids that these have there. A page of many entries has several
files, so that none is large; which of them has a card depends on its id. Each file is a script that hands its cards to the
program, because a page opened from a folder may not read other files. Without scripts, a link is just a link.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from zlib import crc32

from build_scripts.brief import addresses
from build_scripts.brief.addresses import Address
from build_scripts.brief.model import Article, Brief, Entry

FOLDER = "assets/cards/"
"""Where the files stand in ``docs/`` and on the site."""
CARDS_IN_FILE = 24
"""About how many cards are in one file."""

Subject = Entry | tuple[Article, int]
"""What a card tells of: an entry, or a paragraph of an article, by its number."""


def subjects(brief: Brief, known: Mapping[str, Address]) -> dict[Address, Subject]:
    """Return everything in *brief* that has a card, by where it stands; *known* says where each entry does."""
    found: dict[Address, Subject] = {known[entry.id]: entry for entry in brief.entries()}
    return found | {
        addresses.paragraph(article.id, number): (article, number) for article, number in _paragraphs(brief)
    }


def _paragraphs(brief: Brief) -> Iterator[tuple[Article, int]]:
    """Yield the paragraphs that readers are shown whole."""
    for article in brief.articles:
        if article.record.publish == "full":
            yield from ((article, number) for number in range(1, len(article.paragraphs) + 1))


def files(subjects: Mapping[Address, Subject]) -> dict[Address, str]:
    """Return in which file the card of each of the *subjects* is, by where it stands."""
    many = Counter(address.page for address in subjects)
    return {address: _file(address, many[address.page]) for address in subjects}


def _file(address: Address, many: int) -> str:
    """Return the name of the file for a card of one of *many* that stand on a page."""
    name = address.page.removesuffix(".md")
    # Twice as many files, not one more, when a page grows: half of the cards stay where they are.
    parts = 1 << ((many - 1) // CARDS_IN_FILE).bit_length()
    return f"{name}.{crc32(address.fragment.encode()) % parts}" if parts > 1 else name


def script(name: str, cards: Mapping[str, tuple[str, str]]) -> str:
    """Return the file *name* with *cards*, each its kind and its HTML, by the id of what it tells of."""
    held = json.dumps(cards, ensure_ascii=False, sort_keys=True, indent=0)
    return f'briefCards("{name}",{held});\n'
