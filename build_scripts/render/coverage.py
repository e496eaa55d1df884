"""How much of the article and of the prose is accounted for: the figures of the About page."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from build_scripts.anchor import Anchors
from build_scripts.brief import prose
from build_scripts.brief.model import Brief


@dataclass(frozen=True, slots=True)
class Coverage:
    """Figures of a brief, counted."""

    passages: int
    """Passages that the articles themselves put between quotation marks."""
    waived: int
    """Those of them that are waived by name, with a reason."""
    direct: int
    indirect: int
    fidelity: Mapping[str, int]
    verdicts: Mapping[str, int]
    paragraphs: int
    """Paragraphs of the writer's own prose."""
    cited_paragraphs: int
    sources: int
    grades: Mapping[str, int]
    """Works by the letter of their grade."""
    read: Mapping[str, int]
    """Works by how much of them was read."""


def measure(brief: Brief, anchors: Anchors) -> Coverage:
    """Return the figures of *brief*."""
    paragraphs = [
        any(isinstance(found, prose.Citation) for found in text.within(block))
        for text in prose.texts(brief)
        for block in prose.blocks(text.text)
        if not prose.is_heading(block)
    ]
    return Coverage(
        passages=sum(map(len, anchors.passages.values())),
        waived=sum(
            waiver.rule == "quotation-without-annotation"
            for article in brief.articles
            for waiver in article.record.waivers
        ),
        direct=sum(quote.form == "direct" for quote in brief.quotes),
        indirect=sum(quote.form == "indirect" for quote in brief.quotes),
        fidelity=Counter(quote.fidelity for quote in brief.quotes),
        verdicts=Counter(claim.verdict for claim in brief.claims),
        paragraphs=len(paragraphs),
        cited_paragraphs=sum(paragraphs),
        sources=len(brief.sources),
        grades=Counter(source.grade[0] for source in brief.sources),
        read=Counter(source.read for source in brief.sources),
    )
