"""Where everything stands on the site: one address for each quote, claim, term, actor, event and paragraph.

Addresses are promises: nothing here depends on how many entries there are or in what order they stand.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from build_scripts.brief.kinds import BY_NAME, Kind, kind_of
from build_scripts.brief.model import Article, Brief, Entry, Record

HOME = "index.md"
BACKGROUND = "background.md"
ACTORS = "actors/index.md"
GLOSSARY = "glossary.md"
TIMELINE = "timeline.md"
MAP = "map.md"
SOURCES = "sources.md"
ABOUT = "about/index.md"
METHOD = "about/method.md"
DOWNLOADS = "about/downloads.md"
FORMATS = "reference/formats.md"


@dataclass(frozen=True, slots=True)
class Address:
    """A page of ``docs/`` and, within it, the id of an element."""

    page: str
    fragment: str = ""

    def seen_from(self, page: str) -> str:
        """Return the link that leads from *page* to here."""
        if self.page == page and self.fragment:
            return f"#{self.fragment}"
        link = _relative(self.page, page.rpartition("/")[0])
        return f"{link}#{self.fragment}" if self.fragment else link

    def published_from(self, page: str) -> str:
        """Return the link from *page* to here on the hosted site, where each page is a folder."""
        link = _relative(_folder(self.page), _folder(page))
        return f"{link}/#{self.fragment}" if self.fragment else f"{link}/"


@dataclass(frozen=True, slots=True)
class Website:
    """Where the pages of a brief are published."""

    address: str = ""
    """Its address, with a slash at the end; nothing if it is not known, and links are relative to its first page."""
    folders: bool = True
    """Whether each page is a folder, as on a host. In an offline copy it is a file."""

    def link(self, place: Address) -> str:
        """Return the link to *place*."""
        if self.folders:
            return f"{self.address}{place.published_from(HOME).removeprefix('./')}"
        fragment = f"#{place.fragment}" if place.fragment else ""
        return f"{self.address}{place.page.removesuffix('.md')}.html{fragment}"


UNKNOWN = Website()
"""A website of which nobody knows yet where it will be."""


def _folder(page: str) -> str:
    return page.removesuffix(".md").removesuffix("index").rstrip("/") or "."


@lru_cache(maxsize=2**16)
def _relative(page: str, folder: str) -> str:
    return posixpath.relpath(page, folder or ".")


def article_page(article_id: str) -> str:
    """Return the page of the article's text."""
    return f"articles/{article_id}.md"


def quotes_page(article_id: str) -> str:
    """Return the page of the article's quotations."""
    return f"quotes/{article_id}.md"


def claims_page(article_id: str) -> str:
    """Return the page of the article's claims."""
    return f"claims/{article_id}.md"


def actor_page(actor_id: str) -> str:
    """Return the page of an actor."""
    return f"actors/{actor_id}.md"


def paragraph(article_id: str, number: int) -> Address:
    """Return the address of a paragraph of an article."""
    return Address(article_page(article_id), f"p{number}")


def words(article_id: str, entry_id: str) -> Address:
    """Return the address of the words of an article that an entry is about."""
    return Address(article_page(article_id), f"at-{entry_id}")


def note(article_id: str, entry_id: str) -> Address:
    """Return the address of the note on an entry beside the article's text."""
    return Address(article_page(article_id), f"note-{entry_id}")


def source(key: str) -> Address:
    """Return the address of a work cited."""
    return of_kind(BY_NAME["source"], key)


def passage(key: str, name: str) -> Address:
    """Return the address of a passage of a work cited; no id has two hyphens together, so no other has its name."""
    return Address(SOURCES, f"{key}--{name}")


def of_kind(kind: Kind, entry_id: str, article: str = "") -> Address:
    """Return the address of the entry of a *kind* with this id, which is listed under *article* if its kind is."""
    page, _, fragment = kind.address.format(id=entry_id, article=article).partition("#")
    return Address(page, fragment)


def article_of(entry: Record, articles: tuple[Article, ...]) -> str:
    """Return the id of the article that *entry* is listed under: the one that its first target names."""
    targets = getattr(entry, "target", ())
    return (targets[0].article if targets else "") or articles[0].id


def addresses(brief: Brief) -> Mapping[str, Address]:
    """Return the address of every entry, by its id."""
    return {entry.id: address(entry, brief) for entry in brief.entries()}


def address(entry: Entry, brief: Brief) -> Address:
    """Return the address of *entry*, one of *brief*, which has an article."""
    return of_kind(kind_of(entry), entry.id, article_of(entry, brief.articles))
