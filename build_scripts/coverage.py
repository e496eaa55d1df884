"""How much of the article and of the prose is accounted for: the figures of the About page."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_scripts import prose
from build_scripts.anchor import Anchors
from build_scripts.model import Actor, Brief, Entry, Quote, Record, Term


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


def cites(entry: Entry) -> Iterator[prose.Citation]:
    """Yield every citation of *entry*, in its prose and in its lists."""
    for _, _, text in prose.fields(entry):
        yield from prose_cites(text)
    for listed in listed_cites(entry):
        yield prose.citation(listed[2])


def prose_cites(text: str) -> Iterator[prose.Citation]:
    """Yield the citations of a piece of prose."""
    return (found for found in prose.additions(text) if isinstance(found, prose.Citation))


def listed_cites(entry: Entry) -> Iterator[tuple[Record, str, str]]:
    """Yield the values of the ``cites`` lists of *entry*: the record, the field's name, the value."""
    holders: tuple[Record, ...] = (entry,)
    match entry:
        case Quote():
            holders = entry.chain
        case Actor():
            holders = entry.relations
        case Term():
            holders = entry.figures
    for holder in holders:
        for index, cite in enumerate(getattr(holder, "cites", ())):
            yield holder, f"cites.{index}", cite
