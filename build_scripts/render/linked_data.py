"""Brief and anchors -> what machines read on the hosted pages: schema.org's terms as JSON-LD, as data for JSON. Pure.

Every reference is relative, so that a page says the same at a domain's root and under a path. It leads to where the
hosted site has a page, which a folder opened from a disk has elsewhere: editions without a host go ``without`` the data.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from build_scripts.anchor import Anchors, Gap, Insertion, Place, Words, adjoin
from build_scripts.brief import addresses, dates
from build_scripts.brief.addresses import Address
from build_scripts.brief.model import FIDELITIES, VERDICTS, Actor, Article, Author, Brief, Claim, Quote, Term

Data = dict[str, Any]

CONTEXT = "https://schema.org"
ORCID = "https://orcid.org/"
MOST_ON_THE_FIRST_PAGE = 5
"""How many articles the first page describes; the list of articles describes all."""

_BLOCK = re.compile(rb'<script type="application/ld\+json">[^<]*</script>\n?')
_TYPES = {
    "person": "Person",
    "state": "Country",
    "body": "Organization",
    "outlet": "NewsMediaOrganization",
    "work": "CreativeWork",
}


def without(page: bytes) -> bytes:
    """Return a built *page* without its linked data."""
    return _BLOCK.sub(b"", page)


class _Named(NamedTuple):
    """What is said of an actor on pages that are not its own."""

    id: str
    kind: str
    name: str


class LinkedData:
    """What each kind of page tells machines; a *page* is where it is said, from which references lead."""

    def __init__(self, brief: Brief, anchors: Anchors, plain: Callable[[str], str]) -> None:
        self._brief = brief
        self._places = anchors.places
        self._plain = plain
        self._actors = {actor.id: _Named(actor.id, actor.kind, actor.name) for actor in brief.actors}
        self._texts = {article.id: article.text for article in brief.articles}
        self._languages = {article.id: article.record.language for article in brief.articles}
        self._addresses = addresses.addresses(brief)

    def report(self) -> Data:
        """Return what the first page is: a report on articles."""
        meta = self._brief.meta
        return {
            "@context": CONTEXT,
            "@type": "Report",
            "@id": "./",
            "url": "./",
            "headline": meta.title,
            "about": {"@type": "Question", "name": meta.question},
            "abstract": self._plain(meta.summary),
            "author": [_author(name) for name in meta.authors],
            **_date("datePublished", meta.date),
            "version": meta.version,
            "inLanguage": meta.language,
            "copyrightNotice": meta.rights,
            "isBasedOn": [
                self._article(addresses.HOME, article) for article in self._brief.articles[:MOST_ON_THE_FIRST_PAGE]
            ],
        }

    def articles(self, page: str, listed: Iterable[Article]) -> Data:
        """Return the articles *listed* on *page*, which the report is on."""
        based = [self._article(page, article) for article in listed]
        return {"@context": CONTEXT, "@type": "Report", "@id": _to(addresses.HOME, page), "isBasedOn": based}

    def quotes(self, page: str, article: Article, quotes: tuple[Quote, ...]) -> Data:
        """Return the *quotes* of *article* that are its direct speech: reported speech has no words to quote."""
        spoken = [self._quotation(page, quote) for quote in quotes if quote.form == "direct"]
        return {"@context": CONTEXT, "@graph": [self._article(page, article), *spoken]}

    def claims(self, page: str, article: Article, claims: tuple[Claim, ...]) -> Data:
        """Return the *claims* of *article*, each with what a review found.

        A ClaimReview would rate it on a scale from false to true; the verdicts are no such scale, and stand in words.
        """
        return {"@context": CONTEXT, "@graph": [self._article(page, article), *(self._claim(page, c) for c in claims)]}

    def glossary(self, page: str) -> Data:
        """Return the terms of the glossary. Their aliases hold in an article alone: “the mill”."""
        return {
            "@context": CONTEXT,
            "@type": "DefinedTermSet",
            "@id": "./",
            "url": "./",
            "name": "Glossary",
            "inLanguage": self._brief.meta.language,
            "isPartOf": {"@id": _to(addresses.HOME, page)},
            "hasDefinedTerm": [self._term(page, term) for term in self._brief.terms],
        }

    def actor(self, page: str, actor: Actor) -> Data:
        """Return who or what *actor* is, by its other names too; those of a state are such as “Paris” and “French”."""
        names = (actor.original_name, *(actor.aliases if actor.kind != "state" else ()))
        belongs = self._actors[actor.affiliation] if actor.affiliation and actor.kind == "person" else None
        return {
            "@context": CONTEXT,
            **self._reference(page, actor),
            "url": "./",
            **_given("alternateName", [name for name in names if name]),
            "description": actor.role,
            **_given("affiliation", belongs and belongs.kind in ("body", "outlet") and self._reference(page, belongs)),
        }

    def _article(self, page: str, article: Article) -> Data:
        record = article.record
        return {
            "@type": "NewsArticle",
            "@id": _to(addresses.article_page(article.id), page),
            **_given("url", record.url),
            "headline": record.headline,
            **self._whose("publisher", page, record.outlet),
            **_date("datePublished", record.date),
            "inLanguage": record.language,
        }

    def _quotation(self, page: str, quote: Quote) -> Data:
        return {
            "@type": "Quotation",
            "@id": self._entry(page, quote),
            "name": quote.title,
            "text": self.words(quote),
            **self._language(quote),
            **self._whose("spokenByCharacter", page, quote.speaker or ""),
            **_date("dateCreated", quote.date),
            "isPartOf": self._in(page, quote),
            "description": f"As the article has it. {FIDELITIES[quote.fidelity]}.",
        }

    def _claim(self, page: str, claim: Claim) -> Data:
        return {
            "@type": "Claim",
            "@id": self._entry(page, claim),
            "name": claim.title,
            "text": self.words(claim),
            **self._language(claim),
            **self._whose("author", page, claim.claimant),
            "appearance": self._in(page, claim),
            "review": {
                "@type": "Review",
                "url": self._entry(page, claim),
                "abstract": VERDICTS[claim.verdict],
                "isPartOf": {"@id": _to(addresses.HOME, page)},
            },
        }

    def _term(self, page: str, term: Term) -> Data:
        return {
            "@type": "DefinedTerm",
            "@id": self._entry(page, term),
            "name": term.term,
            **_given("alternateName", term.expansion),
            "description": self._plain(term.definition),
        }

    def _whose(self, name: str, page: str, actor_id: str) -> Data:
        """Return the property *name*, which takes persons and organizations; a state or a work is credited in words."""
        actor = self._actors[actor_id]
        return {"creditText": actor.name} if actor.kind in ("state", "work") else {name: self._reference(page, actor)}

    def _reference(self, page: str, actor: Actor | _Named) -> Data:
        address = self._addresses[actor.id]
        return {"@type": _TYPES[actor.kind], "@id": address.published_from(page), "name": actor.name}

    def _entry(self, page: str, entry: Quote | Claim | Term) -> str:
        return self._addresses[entry.id].published_from(page)

    def _in(self, page: str, entry: Quote | Claim) -> list[Data]:
        """Return the articles in which the entry's words stand."""
        articles = dict.fromkeys(place.article for place in self._places[entry.id])
        return [{"@id": _to(addresses.article_page(article), page)} for article in articles]

    def _language(self, entry: Quote | Claim) -> Data:
        """Return the language of the entry's words, if it is not the brief's."""
        language = self._languages[self._places[entry.id][0].article]
        return _given("inLanguage", language != self._brief.meta.language and language)

    def words(self, entry: Quote | Claim) -> str:
        """Return the article's words for *entry*, with a mark where it leaves some out."""
        places = self._places[entry.id]
        words = " ".join(self._pieces(places[0]))
        for before, place in pairwise(places):
            joint = " " if adjoin(self._texts[place.article], before, place) else " […] "
            words += joint + " ".join(self._pieces(place))
        return words

    def _pieces(self, place: Place) -> Iterator[str]:
        for piece in place.pieces:
            match piece:
                case Words(start, end):
                    yield self._texts[place.article][start:end].strip()
                case Gap():
                    yield "[…]"
                case Insertion(words):
                    yield f"[{words}]"


def _to(target: str, page: str) -> str:
    return Address(target).published_from(page)


def _author(author: Author) -> Data:
    orcid = author.orcid and f"{ORCID}{author.orcid}"
    return {"@type": "Organization" if author.literal else "Person", "name": str(author), **_given("sameAs", orcid)}


def _date(name: str, date: str | None) -> Data:
    """Return the property *name* if *date* is one in ISO 8601, or lies in one: neither uncertain nor a stretch of time."""
    return _given(name, date and dates.iso(date))


def _given(name: str, value: object) -> Data:
    """Return the property *name*, or none if there is no *value*."""
    return {name: value} if value else {}
