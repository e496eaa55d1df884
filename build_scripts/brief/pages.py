"""Which pages the build makes of a brief."""

from collections.abc import Iterator

from build_scripts.brief import addresses, moved
from build_scripts.brief.model import Brief


def page_paths(brief: Brief) -> Iterator[str]:
    """Yield the path of every page that the build makes of *brief*, whatever is wrong with it."""
    yield from (addresses.HOME, addresses.BACKGROUND, addresses.ACTORS, addresses.GLOSSARY, addresses.TIMELINE)
    yield from (addresses.MAP, addresses.SOURCES, addresses.ABOUT, addresses.FORMATS)
    for article in brief.articles:
        yield addresses.article_page(article.id)
        yield addresses.quotes_page(article.id)
        yield addresses.claims_page(article.id)
    if len(brief.articles) > 1:
        yield from (f"{kind}/index.md" for kind in ("articles", "quotes", "claims"))
    yield from (addresses.actor_page(actor.id) for actor in brief.actors)
    yield from moved.pages(brief) if brief.articles else ()
