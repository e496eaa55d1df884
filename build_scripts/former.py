"""What once had an address: where it stood, and where a reader who comes by that address is led. Pure."""

from collections.abc import Iterator, Mapping

from build_scripts import addresses
from build_scripts.addresses import Address
from build_scripts.model import Brief, Former
from build_scripts.problems import Problem
from build_scripts.schema import nearest

_PAGES: Mapping[str, str] = {
    "term": addresses.GLOSSARY,
    "wording": addresses.GLOSSARY,
    "event": addresses.TIMELINE,
    "site": addresses.MAP,
    "judgement": addresses.HOME,
    "source": addresses.SOURCES,
}
_IN_THE_TEXT = ("quote", "claim", "event")


def stood_at(former: Former, brief: Brief) -> tuple[Address, ...]:
    """Return every address that *former* had: its own first, then those of its words in an article's text."""
    match former.kind:
        case "actor":
            return (Address(addresses.actor_page(former.id)),)
        case "article":
            pages = (addresses.article_page, addresses.quotes_page, addresses.claims_page)
            return tuple(Address(page(former.id)) for page in pages)
    article = _article(former, brief)
    match former.kind:
        case "quote":
            own = Address(addresses.quotes_page(article), former.id)
        case "claim":
            own = Address(addresses.claims_page(article), former.id)
        case kind:
            own = Address(_PAGES[kind], former.id)
    if former.kind not in _IN_THE_TEXT or not article:
        return (own,)
    return own, addresses.words(article, former.id), addresses.note(article, former.id)


def pages(brief: Brief) -> Iterator[str]:
    """Yield the pages that are there only to say what became of them."""
    for former in brief.meta.former:
        yield from (address.page for address in stood_at(former, brief) if not address.fragment)


def leads_to(former: Former, address: Address, brief: Brief) -> Address | None:
    """Return where a reader is led who comes by *address*, one of those of *former*; nowhere if it is gone."""
    if not former.now:
        return None
    match former.kind:
        case "source":
            return addresses.source(former.now)
        case "article":
            return Address(address.page.replace(f"/{former.id}.", f"/{former.now}."))
    return addresses.addresses(brief)[former.now]


def problems(brief: Brief) -> Iterator[Problem]:
    """Yield what is wrong with ``former`` in ``brief.yml``."""
    present = {
        "source": {source.id for source in brief.sources},
        "article": {article.id for article in brief.articles},
    }
    entries = {entry.id for entry in brief.entries()}
    articles = present["article"] | {former.id for former in brief.meta.former if former.kind == "article"}
    told: set[tuple[str, str]] = set()
    for former in brief.meta.former:
        here = present.get(former.kind, entries)
        where = former.where.location("id")
        if former.id in here:
            yield Problem(where, f'is former, and is there all the same: "{former.id}"')
        if (former.kind, former.id) in told:
            yield Problem(where, f'is former twice: "{former.id}"')
        told.add((former.kind, former.id))
        if former.now and former.now not in here | brief.broken:
            where = former.where.location("now")
            yield Problem(where, f'names an id that is not defined: "{former.now}"', nearest(former.now, here))
        if not former.now and not former.reason.strip():
            hint = "add now: with the id of what stands for it, or a reason"
            yield Problem(
                former.where.location(), f'says neither what it is now nor why it is gone: "{former.id}"', hint
            )
        if former.article and former.article not in articles | brief.broken:
            where = former.where.location("article")
            hint = nearest(former.article, articles)
            yield Problem(where, f'names an article that is not defined: "{former.article}"', hint)
        if former.kind in ("quote", "claim") and not former.article and len(brief.articles) > 1:
            hint = f"add article: {nearest(former.id, articles)}"
            yield Problem(former.where.location(), f'does not say which article it stood in: "{former.id}"', hint)


def _article(former: Former, brief: Brief) -> str:
    """Return the id of the article that *former* stood in; nothing for an event that names none of several."""
    if former.article:
        return former.article
    return brief.articles[0].id if len(brief.articles) == 1 or former.kind != "event" else ""
