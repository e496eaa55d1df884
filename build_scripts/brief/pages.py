"""The pages that the build makes, a row each: whatever lists pages reads this table.

To add a page, write its row here, its template, and its entry in the navigation of ``mkdocs.yml``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from build_scripts.brief import addresses, moved
from build_scripts.brief.kinds import BY_NAME, KINDS
from build_scripts.brief.model import Actor, Article, Brief


@dataclass(frozen=True, slots=True)
class PageRow:
    """A page of the site, or one for each article or actor."""

    path: str
    """Its path in ``docs/``; ``{id}`` is the id of the article or actor that it is about."""
    template: str
    """Its template in ``templates/``."""
    title: str = ""
    """Its title, followed by the headline where several articles have such a page; without one it is its subject's."""
    made_from: tuple[str, ...] = ()
    """What a writer edits to change it: the kinds of its entries, or ``brief``, ``background``, ``article``."""
    each: Literal["", "article", "actor"] = ""
    """Of what there is one such page each."""
    several: bool = False
    """Whether only a brief of several articles has it."""


FEED = "feed.xml"
"""The feed of changes, in ``docs/`` and on the site: no page, but made with them."""

_ROWS: tuple[PageRow, ...] = (
    PageRow(addresses.HOME, "brief", made_from=("brief",)),
    PageRow(addresses.BACKGROUND, "background", "Background", ("background",)),
    PageRow("articles/{id}.md", "article", "", ("article",), each="article"),
    PageRow("quotes/{id}.md", "quotes", "Key quotes", ("quote",), each="article"),
    PageRow("claims/{id}.md", "claims", "Claims", ("claim",), each="article"),
    PageRow("articles/index.md", "articles-index", "Articles", ("article",), several=True),
    PageRow("quotes/index.md", "quotes-index", "Key quotes", ("article",), several=True),
    PageRow("claims/index.md", "claims-index", "Claims", ("article",), several=True),
    PageRow(addresses.ACTORS, "actors", "Actors", ("actor",)),
    PageRow("actors/{id}.md", "actor", each="actor"),
    PageRow(addresses.GLOSSARY, "glossary", "Glossary", ("term", "wording")),
    PageRow(addresses.TIMELINE, "timeline", "Timeline", ("event",)),
    PageRow(addresses.MAP, "map", "Map", ("site",)),
    PageRow(addresses.SOURCES, "sources", "Sources", ("source",)),
    PageRow(addresses.ABOUT, "about", "About this brief", ("brief",)),
    PageRow(addresses.FORMATS, "formats", "File formats"),
)


def page_rows() -> tuple[PageRow, ...]:
    """Return every row: those above, and a plain list of entries for a kind that stands on none of these pages."""
    known = {row.path.replace("{id}", "{article}") if row.each == "article" else row.path for row in _ROWS}
    lists = {kind.page: PageRow(kind.page, "entries", kind.heading, (kind.name,)) for kind in KINDS}
    return (*_ROWS, *(row for path, row in lists.items() if path not in known))


def subjects(row: PageRow, brief: Brief) -> tuple[Article | Actor | None, ...]:
    """Return what there is one such page of each in *brief*; one ``None`` where there is just one, about no one thing."""
    match row.each:
        case "article":
            return brief.articles
        case "actor":
            return brief.actors
        case _:
            return (None,) if len(brief.articles) > 1 or not row.several else ()


def has_something(row: PageRow, brief: Brief) -> bool:
    """Return whether the page says anything of *brief*: it is not made of entries alone of which there are none."""
    if row.several:
        folder = row.path.partition("/")[0]
        names: tuple[str, ...] = tuple(kind.name for kind in KINDS if kind.page.startswith(f"{folder}/"))
    else:
        names = row.made_from
    if row.made_from == ("background",):
        return bool(brief.background.text.strip())
    return not names or any(name not in BY_NAME or BY_NAME[name].entries(brief) for name in names)


def empty_pages(brief: Brief) -> Iterator[str]:
    """Yield the path of every page that the build makes of *brief* and that nothing stands on."""
    for row in page_rows():
        if not has_something(row, brief):
            yield from (page_path(row, subject) for subject in subjects(row, brief))


def page_path(row: PageRow, subject: Article | Actor | None) -> str:
    """Return the path in ``docs/`` of the page about *subject*."""
    return row.path.format(id=subject.id) if subject else row.path


def page_paths(brief: Brief) -> Iterator[str]:
    """Yield the path of every page that the build makes of *brief*, whatever is wrong with it."""
    for row in page_rows():
        yield from (page_path(row, subject) for subject in subjects(row, brief))
    yield from moved.pages(brief) if brief.articles else ()
