"""Entries and articles that were renamed or removed: their old addresses, and where those lead now. Pure."""

from collections.abc import Iterator, Mapping

from build_scripts.brief import addresses
from build_scripts.brief.addresses import Address
from build_scripts.brief.kinds import BY_NAME, Kind
from build_scripts.brief.model import Brief, Former


def stood_at(former: Former, brief: Brief) -> tuple[Address, ...]:
    """Return every address that *former* had: its own first, then those of its words in an article's text."""
    if former.kind == "article":
        pages = (addresses.article_page, addresses.quotes_page, addresses.claims_page)
        return tuple(Address(page(former.id)) for page in pages)
    article = _article(former, brief)
    kind = BY_NAME[former.kind]
    own = addresses.of_kind(kind, former.id, article)
    if not _has_targets(kind) or not article:
        return (own,)
    return own, addresses.words(article, former.id), addresses.note(article, former.id)


def pages(brief: Brief) -> Iterator[str]:
    """Yield the pages whose only purpose is to redirect, or to say that something is gone."""
    for former in brief.meta.former:
        yield from (address.page for address in stood_at(former, brief) if not address.fragment)


def leads_to(former: Former, address: Address, entries: Mapping[str, Address]) -> Address | None:
    """Return where *address*, one of those of *former*, leads now; None if it leads nowhere.

    *entries* are the addresses of all entries, by their ids.
    """
    if not former.now:
        return None
    match former.kind:
        case "source":
            return addresses.source(former.now)
        case "article":
            return Address(address.page.replace(f"/{former.id}.", f"/{former.now}."))
    return entries[former.now]


def _article(former: Former, brief: Brief) -> str:
    """Return the id of the article that *former* stood in; nothing for an event that names none of several."""
    if former.article:
        return former.article
    return brief.articles[0].id if len(brief.articles) == 1 or former.kind != "event" else ""


def _has_targets(kind: Kind) -> bool:
    """Return whether entries of a *kind* select words of an article."""
    return "target" in kind.record.model_fields
