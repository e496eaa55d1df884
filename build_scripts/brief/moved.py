"""What once had an address: where it stood, and where a reader who comes by that address is led. Pure."""

from collections.abc import Iterator, Mapping

from build_scripts.brief import addresses
from build_scripts.brief.addresses import Address
from build_scripts.brief.model import Brief, Former

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


def _article(former: Former, brief: Brief) -> str:
    """Return the id of the article that *former* stood in; nothing for an event that names none of several."""
    if former.article:
        return former.article
    return brief.articles[0].id if len(brief.articles) == 1 or former.kind != "event" else ""
