"""A light page for each quotation, claim, judgement and term of a hosted site, to be linked to, or shown within other pages.

It needs no other file, runs no script, and leads to the entry itself, which search engines are told is the one to list.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from markupsafe import Markup

from build_scripts.anchor import Anchors
from build_scripts.brief import dates, prose
from build_scripts.brief.addresses import Website
from build_scripts.brief.model import (
    FIDELITIES,
    LIKELIHOODS,
    VERDICTS,
    WITHIN,
    Article,
    Brief,
    Claim,
    Judgement,
    Quote,
    Term,
)
from build_scripts.editions.single import policy_hash
from build_scripts.render.content import Content
from build_scripts.render.templating import environment

FOLDER = "share"
MOST_TEXT = 4000
"""How many characters of prose a light page has."""
LONGEST_TITLE = 250
"""Of words with more characters, social networks are told what they are called, and all of them as the description."""

_CITABLE = re.compile(r'(<script[^>]* id="cite")(?: data-share="[^"]*" data-shared="[^"]*")?')


@dataclass(frozen=True, slots=True)
class Shared:
    """An entry as its light page shows it, in plain words."""

    title: str
    said: str
    """The title for social networks, with the entry's own words."""
    texts: tuple[str, ...]
    """What the analyst says of it, by paragraphs."""
    facts: tuple[str, ...] = ()
    """What a reader must know to understand it, such as how it fares."""
    words: str = ""
    """The article's words."""
    by: str = ""
    """Whose they are."""
    article: Article | None = None


def add_shares(brief: Brief, anchors: Anchors, site: Path, website: Website) -> None:
    """Write the light page of each entry to the built *site*, and let its own page offer it."""
    content = Content(brief, anchors)
    (site / FOLDER).mkdir(exist_ok=True)
    style = _style()
    template = environment().get_template("share.html.jinja")
    on_page: dict[str, list[str]] = {}
    entries: tuple[Quote | Claim | Judgement | Term, ...] = (
        *brief.quotes,
        *brief.claims,
        *brief.meta.judgements,
        *brief.terms,
    )
    for entry in entries:
        place = content.addresses[entry.id]
        on_page.setdefault(place.page, []).append(entry.id)
        link = website.link(place).removeprefix(website.address)
        page = template.render(
            meta=brief.meta,
            shared=_shared(entry, content),
            longest=LONGEST_TITLE,
            style=Markup(style),  # noqa: S704 - ours
            style_hash=policy_hash(style),
            link=f"../{link}",
            canonical=f"{website.address or '../'}{link}",
            address=f"{website.address}{FOLDER}/{entry.id}.html" if website.address else "",
        )
        (site / FOLDER / f"{entry.id}.html").write_text(page, encoding="utf-8", newline="\n")
    for page, ids in on_page.items():
        _offer(site, page, ids, website)


def _offer(site: Path, page: str, ids: list[str], website: Website) -> None:
    """Tell the script of a *page* which of its entries have a light page, and where."""
    path = page.removesuffix(".md").removesuffix("index") if website.folders else page.removesuffix(".md")
    file = site / path / "index.html" if website.folders else site / f"{path}.html"
    if not file.is_file():
        return
    root = "../" * len(file.relative_to(site).parent.parts)
    told = f' data-share="{root}{FOLDER}/" data-shared="{" ".join(ids)}"'
    text = file.read_text(encoding="utf-8")
    file.write_text(_CITABLE.sub(lambda found: f"{found[1]}{told}", text), encoding="utf-8", newline="\n")


def _shared(entry: Quote | Claim | Judgement | Term, content: Content) -> Shared:
    review = ("Under review",) if entry.status == "review" else ()
    match entry:
        case Quote():
            return _quote(entry, content, review)
        case Claim():
            words = content.linked.words(entry)
            facts = (VERDICTS[entry.verdict], *_within(entry), *review)
            by = f"Claimed by {_name(content, entry.claimant)}"
            said = f"{entry.title}: {VERDICTS[entry.verdict]}"
            return Shared(
                entry.title, said, _paragraphs(content, entry.evidence), facts, words, by, _article(content, entry)
            )
        case Judgement():
            statement = content.plain(entry.statement)
            facts = (*_odds(entry), *review)
            return Shared(entry.title, f"{entry.title} {statement}", (statement,), facts)
        case Term():
            title = f"{entry.term}: {entry.expansion}" if entry.expansion else entry.term
            texts = _paragraphs(content, entry.definition)
            return Shared(title, f"{entry.term}: {texts[0]}", texts, review)


def _quote(quote: Quote, content: Content, review: tuple[str, ...]) -> Shared:
    words = content.linked.words(quote)
    words = words if quote.form == "indirect" else f"“{words}”"
    speaker = _name(content, quote.speaker) if quote.speaker else "Between quotation marks in the article"
    told = "reported by the article in its own words" if quote.form == "indirect" else ""
    by = ", ".join(filter(None, (speaker, dates.spoken(quote.date) if quote.date else "", told)))
    facts = (*_within(quote), FIDELITIES[quote.fidelity], *review)
    said = f"{words} – {speaker}"
    return Shared(quote.title, said, _paragraphs(content, quote.note), facts, words, by, _article(content, quote))


def _within(entry: Quote | Claim) -> Iterator[str]:
    if entry.within:
        yield WITHIN[entry.within]


def _odds(judgement: Judgement) -> Iterator[str]:
    if judgement.likelihood:
        low, high = LIKELIHOODS[judgement.likelihood]
        yield f"Likelihood: {judgement.likelihood} ({low} to {high} chances of 100)"
    if judgement.confidence:
        yield f"Confidence: {judgement.confidence}"


def _paragraphs(content: Content, text: str) -> tuple[str, ...]:
    """Return the paragraphs of prose, in words alone: all of them, as what qualifies the first may be in the last.

    Of very long prose, the rest is left out.
    """
    found = [content.plain(block.text) for block in prose.blocks(text)]
    lengths = accumulate(map(len, found))
    return tuple(
        one for at, (one, length) in enumerate(zip(found, lengths, strict=True)) if not at or length <= MOST_TEXT
    )


def _name(content: Content, actor: str) -> str:
    return next(one.name for one in content.brief.actors if one.id == actor)


def _article(content: Content, entry: Quote | Claim) -> Article:
    return content.articles[content.anchors.places[entry.id][0].article]


def _style() -> str:
    return environment(autoescape=False).get_template("share.css").render()
