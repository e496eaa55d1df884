"""How much of the article and of the prose is accounted for: the figures of the About page."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_scripts.anchor import Anchors, Place
from build_scripts.anchor.runs import quoted_runs
from build_scripts.brief import prose
from build_scripts.brief.model import VERDICTS, Brief
from build_scripts.brief.references import listed_cites


@dataclass(frozen=True, slots=True)
class Coverage:
    """Figures of a brief, counted."""

    passages: int
    """Passages that the articles themselves put between quotation marks."""
    waived: int
    """Those of them that are waived by name, with a reason."""
    unfinished: int
    """Those of them that only drafts annotate."""
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
    quoted: int
    """Runs of quoted words in the writer's own prose."""
    quoted_waived: int
    """Those of them that are waived, with a reason, and were not looked for."""
    citations: int
    visible_citations: int
    """Citations that lead a reader to the very words: a paragraph of an article, or a passage of a source."""
    accessed: int
    archived: int
    captured: int
    source_passages: int
    checked_passages: int
    """Passages of sources that were found in the source's capture."""


def measure(brief: Brief, anchors: Anchors) -> Coverage:
    """Return the figures of *brief*."""
    texts = tuple(prose.texts(brief))
    runs = Counter(quoted_runs(brief, texts))
    waived = {waiver.exact for waiver in brief.meta.waivers if waiver.rule == "quoted-words-not-found"}
    cites = [*_citations(brief, texts)]
    shown = _paragraphs_shown(brief, anchors)
    passages = [(passage, source.capture is not None) for source in brief.sources for passage in source.passages]
    paragraphs = [
        any(isinstance(found, prose.Citation) for found in text.within(block))
        for text in texts
        for block in prose.blocks(text.text)
        if not prose.is_heading(block)
    ]
    waived_passages = sum(
        waiver.rule == "quotation-without-annotation" for article in brief.articles for waiver in article.record.waivers
    )
    return Coverage(
        passages=sum(map(len, anchors.passages.values())),
        waived=waived_passages,
        unfinished=_unfinished(brief, anchors, waived=waived_passages),
        direct=sum(quote.form == "direct" for quote in brief.quotes),
        indirect=sum(quote.form == "indirect" for quote in brief.quotes),
        fidelity=Counter(quote.fidelity for quote in brief.quotes),
        verdicts=Counter(claim.verdict for claim in brief.claims),
        paragraphs=len(paragraphs),
        cited_paragraphs=sum(paragraphs),
        sources=len(brief.sources),
        grades=Counter(source.grade[0] for source in brief.sources),
        read=Counter(source.read for source in brief.sources),
        quoted=runs.total(),
        quoted_waived=sum(number for words, number in runs.items() if words in waived),
        citations=len(cites),
        visible_citations=sum(bool(cite.passage) or (cite.key, cite.paragraph) in shown for cite in cites),
        accessed=sum(source.accessed is not None for source in brief.sources),
        archived=sum(source.archived is not None for source in brief.sources),
        captured=sum(source.capture is not None for source in brief.sources),
        source_passages=len(passages),
        checked_passages=sum(checked for _, checked in passages),
    )


def _citations(brief: Brief, texts: Iterable[prose.Text]) -> Iterator[prose.Citation]:
    """Yield every citation in *texts* and in the lists of the entries."""
    for text in texts:
        yield from (found for found in text.additions if isinstance(found, prose.Citation))
    for entry in brief.entries():
        yield from (prose.citation(value) for _, _, value in listed_cites(entry))


def _unfinished(brief: Brief, anchors: Anchors, *, waived: int) -> int:
    """Return how many passages no quotation covers and no waiver names: without drafts, that is a problem."""
    if not brief.drafts:
        return 0
    places: dict[str, list[Place]] = {}
    for place in (place for quote in brief.quotes for place in anchors.places.get(quote.id, ())):
        places.setdefault(place.article, []).append(place)
    covered = sum(
        any(place.start < passage.end and passage.start < place.end for place in places.get(article, ()))
        for article, passages in anchors.passages.items()
        for passage in passages
    )
    return max(0, sum(map(len, anchors.passages.values())) - covered - waived)


def _paragraphs_shown(brief: Brief, anchors: Anchors) -> frozenset[tuple[str, int]]:
    """Return the paragraphs of articles that readers can see: all, or of excerpts those with annotated words."""
    shown = set()
    for article in brief.articles:
        whole = article.record.publish == "full"
        places = (
            [] if whole else [one for found in anchors.places.values() for one in found if one.article == article.id]
        )
        for part in article.paragraphs:
            if whole or any(place.start < part.end and place.end > part.start for place in places):
                shown.add((article.id, part.number))
    return frozenset(shown)


def rows(brief: Brief, figures: Coverage) -> Iterator[tuple[str, str]]:
    """Yield the *figures* of *brief* in words, each with what it counts."""
    yield "Passages that the article puts between quotation marks", str(figures.passages)
    yield "of these, annotated", str(figures.passages - figures.waived - figures.unfinished)
    if figures.unfinished:
        yield "of these, with an unfinished annotation, not shown yet", str(figures.unfinished)
    yield "of these, waived by name, with a reason", str(figures.waived)
    yield "Quotations: direct, indirect", f"{figures.direct}, {figures.indirect}"
    yield "Quotations found in the same words elsewhere", str(figures.fidelity.get("same-words", 0))
    yield "Claims checked", str(len(brief.claims))
    for verdict, name in VERDICTS.items():
        yield f"of these, {name.lower()}", str(figures.verdicts.get(verdict, 0))
    yield "Paragraphs of the brief's own prose", str(figures.paragraphs)
    yield "of these, with a citation", str(figures.cited_paragraphs)
    yield "Quoted words in the brief's own prose, in runs of three or more", str(figures.quoted)
    yield "of these, found in what is cited, or names and titles", str(figures.quoted - figures.quoted_waived)
    yield "of these, not found, and waived with a reason", str(figures.quoted_waived)
    yield "Citations", str(figures.citations)
    yield "of these, with the words that they rest on at hand", str(figures.visible_citations)
    yield "Works cited", str(figures.sources)
    read = ", ".join(str(figures.read.get(how, 0)) for how in ("full", "part", "no"))
    yield "of these, read in full, in part, not read", read
    yield "of these, with the date when they were last looked at", str(figures.accessed)
    yield "of these, with an archived copy", str(figures.archived)
    yield "of these, with a capture, which passages are checked against", str(figures.captured)
    yield "Passages of these works", str(figures.source_passages)
    yield "of these, found in a capture, letter for letter", str(figures.checked_passages)
