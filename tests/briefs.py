"""Small briefs, made in memory."""

import re
from typing import Any

from build_scripts.brief.model import (
    Actor,
    Article,
    ArticleRecord,
    Brief,
    Claim,
    Document,
    Event,
    Meta,
    Paragraph,
    Quote,
    Site,
    Source,
    Term,
    Wording,
)

PROSE = "Words. [@report]"
META = {
    "name": "small-brief",
    "title": "A small brief",
    "question": "What holds?",
    "summary": PROSE,
    "authors": ({"literal": "The authors"},),
    "date": "2020",
    "version": "1",
    "rights": "Free to use.",
}
RECORD = {"headline": "The mill", "outlet": "gazette", "date": "2019-05", "rights": "Reprinted.", "sha256": "0" * 64}
GAZETTE = {"id": "gazette", "name": "Gazette of Ashford", "kind": "outlet", "role": "A newspaper", "summary": PROSE}
REPORT = {"id": "report", "type": "report", "title": "A report", "grade": "A1", "read": "full"}


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Return the lines of *text* that are not blank, as paragraphs."""
    lines = [found.span() for found in re.finditer(r"[^\r\n]+", text) if found[0].strip()]
    return tuple(Paragraph(number, *span) for number, span in enumerate(lines, 1))


def article(text: str, article_id: str = "mill", **record: Any) -> Article:
    """Return an article with *text*."""
    return Article(
        article_id,
        f"source/articles/{article_id}.txt",
        ArticleRecord.model_validate(RECORD | record),
        text,
        paragraphs(text),
    )


def quote(entry_id: str, *exact: str, **fields: Any) -> Quote:
    """Return a quotation of the words *exact*."""
    record: dict[str, Any] = {
        "id": entry_id,
        "title": f"Title of {entry_id}",
        "target": tuple({"exact": words} for words in exact),
        "speaker": "gazette",
        "theme": "Water",
        "note": PROSE,
        "fidelity": "not-found",
        "comparison": PROSE,
    }
    return Quote.model_validate(record | fields)


def claim(entry_id: str, *exact: str, **fields: Any) -> Claim:
    """Return a claim made in the words *exact*."""
    record: dict[str, Any] = {
        "id": entry_id,
        "title": f"Title of {entry_id}",
        "target": tuple({"exact": words} for words in exact),
        "claimant": "gazette",
        "verdict": "disputed",
        "evidence": PROSE,
    }
    return Claim.model_validate(record | fields)


def brief(
    *articles: Article,
    background: str = "",
    quotes: tuple[Quote, ...] = (),
    actors: tuple[Actor, ...] = (),
    terms: tuple[Term, ...] = (),
    events: tuple[Event, ...] = (),
    claims: tuple[Claim, ...] = (),
    wordings: tuple[Wording, ...] = (),
    sources: tuple[Source, ...] = (),
    sites: tuple[Site, ...] = (),
    **meta: Any,
) -> Brief:
    """Return a brief of *articles*, with an outlet and one source."""
    return Brief(
        meta=Meta.model_validate(META | meta),
        background=Document("source/background.md", background),
        articles=articles,
        quotes=quotes,
        actors=(Actor.model_validate(GAZETTE), *actors),
        terms=terms,
        events=events,
        claims=claims,
        wordings=wordings,
        sources=(Source.model_validate(REPORT), *sources),
        sites=sites,
    )
