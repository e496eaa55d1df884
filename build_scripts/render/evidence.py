"""What was verified of a quotation, and how: the data behind the quiet line under it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_scripts.anchor import Gap, Insertion, Place, Searchable, locate
from build_scripts.brief import prose
from build_scripts.brief.folding import WORD, fold
from build_scripts.brief.model import (
    Actor,
    Article,
    ArticleRecord,
    Paragraph,
    Quote,
    Source,
    SourcePassage,
    Target,
    Waiver,
)
from build_scripts.render.content import Content

_SPEAKER_RULES = frozenset(
    ["quotation-without-report", "report-of-other-words", "cue-names-another", "speaker-not-named"]
)
"""The rules about whose words a quotation is."""


@dataclass(frozen=True, slots=True)
class Report:
    """Another report that a quotation was compared with."""

    source: Source
    passage: SourcePassage | None
    """Its words, where the brief has them."""
    same: bool
    """Whether its words are the quotation's own, letter for letter."""

    @property
    def cite(self) -> str:
        """How to cite it."""
        return f"{self.source.id}#{self.passage.id}" if self.passage else self.source.id


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was verified of a quotation."""

    pieces: int
    left_out: int
    """How many words of the article are left out within its pieces."""
    inserted: int
    """How many times an editor inserted words."""
    cue: str
    """The article's words that report it."""
    names_speaker: bool
    """Whether those words hold the speaker's name."""
    reports: tuple[Report, ...]
    waivers: tuple[Waiver, ...]
    """The rules that are set aside for it, each with the reason."""

    @property
    def speaker_set_aside(self) -> bool:
        """Whether a rule about whose words they are is waived for it."""
        return any(waiver.rule in _SPEAKER_RULES for waiver in self.waivers)

    @property
    def compared(self) -> int:
        """How many other reports it was compared with."""
        return len({report.source.id for report in self.reports})

    @property
    def with_words(self) -> int:
        """How many of these reports have their words in the brief."""
        return len({report.source.id for report in self.reports if report.passage})

    @property
    def same(self) -> int:
        """How many of these reports have the quotation's own words."""
        return len({report.source.id for report in self.reports if report.same})


def evidence(quote: Quote, content: Content) -> Evidence:
    """Return what was verified of *quote*."""
    places = content.anchors.places[quote.id]
    pieces = [piece for place in places for piece in place.pieces]
    return Evidence(
        pieces=len(places),
        left_out=sum(_words_left_out(place, content.articles[place.article]) for place in places),
        inserted=sum(isinstance(piece, Insertion) for piece in pieces),
        cue=quote.cue,
        names_speaker=_holds_name(quote.cue, content.entries.get(quote.speaker or "")),
        reports=tuple(_reports(quote, content)),
        waivers=tuple(waiver for waiver in content.brief.meta.waivers if waiver.exact == quote.id),
    )


def _words_left_out(place: Place, article: Article) -> int:
    gaps = (article.text[piece.start : piece.end] for piece in place.pieces if isinstance(piece, Gap))
    return sum(len(WORD.findall(text)) for text in gaps)


def _holds_name(cue: str, speaker: object) -> bool:
    """Return whether *cue* holds a name of the *speaker*."""
    if not isinstance(speaker, Actor):
        return False
    folded = fold(cue).text.casefold()
    return any(fold(name).text.casefold() in folded for name in (speaker.name, *speaker.aliases))


def _reports(quote: Quote, content: Content) -> Iterator[Report]:
    """Yield the works that the comparison of *quote* cites, each once or, if passages of it are cited, with each of them."""
    cites = [one for one in prose.additions(quote.comparison) if isinstance(one, prose.Citation)]
    with_passage = {cite.key for cite in cites if cite.passage}
    seen: set[tuple[str, str]] = set()
    for cite in cites:
        key = (cite.key, cite.passage)
        source = content.sources.get(cite.key)
        if source is None or key in seen or (not cite.passage and cite.key in with_passage):
            continue
        seen.add(key)
        passage = next((one for one in source.passages if one.id == cite.passage), None)
        yield Report(source, passage, passage is not None and _has_words(passage, quote.target))


def _has_words(passage: SourcePassage, targets: Sequence[Target]) -> bool:
    """Return whether all the words of a quotation stand in *passage*, as the gate asks of an article.

    The mark at their end need not: American newspapers put their own comma or full stop inside the quotation marks.
    """
    whole = (Paragraph(1, 0, len(passage.exact)),)
    page = Searchable(Article("", "", ArticleRecord.model_construct(), passage.exact, whole))
    words = (Target(exact=target.exact.rstrip(" ,.")) for target in targets)
    return all(isinstance(locate(page, target, suggest=False), Place) for target in words)
