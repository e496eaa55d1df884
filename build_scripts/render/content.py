"""What the pages need to know of a brief: everything by its id, with what refers to it. Pure."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from markupsafe import Markup

from build_scripts.anchor import Anchors
from build_scripts.brief import addresses, moved, prose, references
from build_scripts.brief.addresses import Address
from build_scripts.brief.kinds import KINDS, kind_of, label
from build_scripts.brief.languages import direction
from build_scripts.brief.model import (
    FIDELITIES,
    VERDICTS,
    Actor,
    Article,
    Brief,
    Change,
    Claim,
    Entry,
    Former,
    Quote,
    Record,
    Source,
    Wording,
)
from build_scripts.brief.problems import Problem
from build_scripts.render import cards, coverage, listing, lists
from build_scripts.render.annotated import AnnotatedParagraph, Span, annotate
from build_scripts.render.environment import page_environment
from build_scripts.render.linked_data import LinkedData
from build_scripts.render.markup import escape
from build_scripts.render.working import Working, called, citable


class Content:
    """A brief with everything at hand that a page may ask for."""

    def __init__(self, brief: Brief, anchors: Anchors, working: Working | None = None) -> None:
        self.brief = brief
        self.working = working
        self.anchors = anchors
        self.entries: Mapping[str, Entry] = {entry.id: entry for entry in brief.entries()}
        self.kinds = {entry.id: kind_of(entry).name for entry in brief.entries()}
        self.labels = {entry.id: escape(label(entry)) for entry in brief.entries()}
        self.timeline_parts = lists.timeline_parts(brief)
        self.addresses = {**addresses.addresses(brief), **lists.shown_at(self.timeline_parts)}
        self.articles = {article.id: article for article in brief.articles}
        several = len(brief.articles) > 1
        self.titles = {a.id: escape(f"{a.record.headline}, " if several else "") for a in brief.articles}
        self.sources = {source.id: source for source in brief.sources}
        self.environment = page_environment()
        self.linked = LinkedData(brief, anchors, self.plain)

    nouns: Mapping[str, str] = {kind.name: kind.noun for kind in KINDS}
    """What the pages call one of each kind."""
    marks: tuple[tuple[str, str], ...] = tuple((kind.name, kind.heading) for kind in KINDS if kind.marks)
    """The kinds that mark words of an article, and what several of each are called."""

    def plain(self, text: str) -> str:
        """Return the words of prose alone."""
        return prose.plain(text, self._called)

    def _called(self, entry_id: str) -> str:
        if self.working and entry_id not in self.entries:
            return entry_id
        return label(self.entries[entry_id])

    @cached_property
    def _changes(self) -> Mapping[str, tuple[Change, ...]]:
        return listing.grouped(
            (change for change in self.brief.meta.changes if change.entry), lambda change: change.entry or ""
        )

    def changes_of(self, entry: Record) -> tuple[Change, ...]:
        """Return what readers are told of changes to *entry*; a source may have an entry's id, and has none."""
        return () if isinstance(entry, Source) else self._changes.get(getattr(entry, "id", ""), ())

    def called(self, entry: Record) -> str:
        """Return what a writer knows *entry* by."""
        return called(entry)

    def noun_of(self, entry: Record) -> str:
        """Return what pages call such an entry."""
        return kind_of(entry).noun

    def knows(self, cite: prose.Citation) -> bool:
        """Return whether there is what *cite* names; only a writer's own view can have others."""
        return not self.working or citable(cite, self.sources, self._lengths)

    @cached_property
    def _lengths(self) -> Mapping[str, int]:
        return {article.id: len(article.paragraphs) for article in self.brief.articles}

    def standing(self, entry: Record) -> tuple[Problem, ...]:
        """Return what is wrong or left to do in *entry*: nothing, but for its writer."""
        return self.working.of(entry) if self.working else ()

    def in_language(self, article: Article) -> Markup:
        """Return the attributes that say in which language the words of *article* are, nothing where the page says so."""
        return self.language_attributes(article.record.language)

    def in_language_of(self, entry: Entry) -> Markup:
        """Return the same for the words that *entry* quotes or explains."""
        article = self._article_of(entry)
        return self.in_language(article) if article else Markup()

    def back_in_language(self, article: Article) -> Markup:
        """Return the attributes for the brief's own words among those of *article*."""
        if not self.in_language(article):
            return Markup()
        return self._attributes(self.brief.meta.language, article.record.language)

    def language_attributes(self, language: str) -> Markup:
        """Return the attributes that say that words are in *language*, nothing where the page says so."""
        # the pages' headings and labels are English, whatever language the brief is in
        return (
            Markup()
            if {language} == {self.brief.meta.language, "en"}
            else self._attributes(language, self.brief.meta.language)
        )

    def _attributes(self, language: str, around: str) -> Markup:
        if "rtl" in (direction(language), direction(around)):
            return Markup(' lang="{}" dir="{}"').format(language, direction(language))
        return Markup(' lang="{}"').format(language)

    def _article_of(self, entry: Entry) -> Article | None:
        if places := self.anchors.places.get(entry.id):
            return self.articles[places[0].article]
        found = self.mentions_of.get(entry.id) if isinstance(entry, Wording) else None
        return found[0][0] if found else None

    @cached_property
    def cards(self) -> Mapping[Address, cards.Subject]:
        """What has a card, by where it stands."""
        return cards.subjects(self.brief, self.addresses)

    @cached_property
    def card_files(self) -> Mapping[Address, str]:
        """In which file the card of what stands at an address is."""
        return cards.files(self.cards)

    @cached_property
    def coverage_rows(self) -> tuple[tuple[str, str], ...]:
        """The figures of the About page, in words."""
        return tuple(coverage.rows(self.brief, coverage.measure(self.brief, self.anchors)))

    @cached_property
    def mentions_of(self) -> Mapping[str, tuple[tuple[Article, int, int], ...]]:
        """Every place where an entry is named, by the entry's id."""
        found: dict[str, list[tuple[Article, int, int]]] = {}
        for article in self.brief.articles:
            for mention in self.anchors.mentions.get(article.id, ()):
                if self.shown(article, mention.start, mention.end):
                    found.setdefault(mention.entry, []).append((article, mention.start, mention.end))
        return {entry: tuple(places) for entry, places in found.items()}

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[str, str]]:
        """The actors before and after each, by their ids."""
        return listing.neighbours([actor.id for actor in self.brief.actors])

    @cached_property
    def former(self) -> Mapping[str, tuple[tuple[Former, Address], ...]]:
        """Entries that used to stand on each page, with their old addresses, by the page."""
        brief = self.brief
        left = [(old, address) for old in brief.meta.former for address in moved.stood_at(old, brief)]
        return listing.grouped((pair for pair in left if pair[1].fragment), lambda pair: pair[1].page)

    @cached_property
    def quotes_by(self) -> Mapping[str, tuple[Quote, ...]]:
        """The quotations of each speaker, by the actor's id."""
        return listing.grouped(
            (quote for quote in self.brief.quotes if quote.speaker), lambda quote: quote.speaker or ""
        )

    @cached_property
    def claims_by(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims of each claimant, what does not hold first, by the actor's id."""
        return listing.grouped(listing.weighed(self.brief.claims), lambda claim: claim.claimant)

    @cached_property
    def cited_by(self) -> Mapping[str, tuple[Entry | str, ...]]:
        """What cites each work: entries, and the pages of prose, by the work's key."""
        found: dict[str, dict[str, Entry | str]] = {}
        for entry in self.brief.entries():
            for cite in references.cites(entry):
                found.setdefault(cite.key, {})[entry.id] = entry
        for cite in references.prose_cites(self.brief.background.text):
            found.setdefault(cite.key, {})[addresses.BACKGROUND] = addresses.BACKGROUND
        for text in (self.brief.meta.summary, *(line.text for line in self.brief.meta.answer)):
            for cite in references.prose_cites(text):
                found.setdefault(cite.key, {})[addresses.HOME] = addresses.HOME
        return {key: tuple(users.values()) for key, users in found.items()}

    @cached_property
    def _by_article(self) -> Mapping[tuple[str, str], tuple[Any, ...]]:
        listed = [(kind, entry) for kind in KINDS if "{article}" in kind.page for entry in kind.entries(self.brief)]
        found = listing.grouped(listed, lambda pair: (addresses.article_of(pair[1], self.brief.articles), pair[0].name))
        return {key: tuple(sorted((entry for _, entry in group), key=self._order)) for key, group in found.items()}

    def _order(self, entry: Entry) -> tuple[int, str]:
        return self.anchors.places[entry.id][0].start, entry.id

    def entries_in(self, article: str, kind: str) -> tuple[Any, ...]:
        """Return the entries of a *kind* that are listed under *article*, in the order of its text."""
        return self._by_article.get((article, kind), ())

    @cached_property
    def _spans(self) -> Mapping[str, tuple[Span, ...]]:
        found: dict[str, list[Span]] = {article.id: [] for article in self.brief.articles}
        for entry, places in self.anchors.places.items():
            for place in places:
                found[place.article] += [Span(entry, words.start, words.end) for words in place.words]
        for article in self.brief.articles:
            for mention in self.anchors.mentions.get(article.id, ()):
                if self._is_marked(mention.entry):
                    found[article.id].append(Span(mention.entry, mention.start, mention.end, repeated=True))
        return {article: tuple(spans) for article, spans in found.items()}

    def _is_marked(self, entry: str) -> bool:
        """Return whether a mention of *entry* is marked, with a note, and not only linked."""
        return kind_of(self.entries[entry]).marks

    def shown(self, article: Article, start: int, end: int) -> tuple[int, int] | None:
        """Return the published stretch of *article* around ``text[start:end]``: all of it, or an annotated passage."""
        if article.record.publish == "full":
            return 0, len(article.text)
        around = (span for span in self._spans[article.id] if span.start <= start and span.end >= end)
        widest = max(around, key=lambda span: span.end - span.start, default=None)
        return (widest.start, widest.end) if widest else None

    def shows(self, article: Article, number: int) -> bool:
        """Return whether anything of a paragraph of *article* is published, so that it has an address."""
        part = article.paragraphs[number - 1]
        spans = self._spans[article.id]
        return article.record.publish == "full" or any(s.start < part.end and s.end > part.start for s in spans)

    def annotated(self, article: Article) -> tuple[AnnotatedParagraph, ...]:
        """Return the text of *article*, cut where annotations begin and end."""
        named = [
            Span(mention.entry, mention.start, mention.end)
            for mention in self.anchors.mentions.get(article.id, ())
            if not self._is_marked(mention.entry)
        ]
        return annotate(article, self._spans[article.id], named)

    def outlets_of(self, quote: Quote) -> tuple[str, ...]:
        """Return the ids of the outlets through which *quote* came."""
        return tuple(step.actor for step in quote.chain if step.actor and self._is_outlet(self.entries[step.actor]))

    def _is_outlet(self, entry: Entry) -> bool:
        return isinstance(entry, Actor) and entry.kind == "outlet"

    def choices(self, quotes: Iterable[Quote]) -> tuple[tuple[str, str, tuple[tuple[str, object], ...]], ...]:
        """Return the filters for *quotes*: for each a field, its label, and its values with their labels."""
        found: dict[str, tuple[str, dict[str, object]]] = {
            "speaker": ("Speaker", {quote.speaker: self.labels[quote.speaker] for quote in quotes if quote.speaker}),
            "theme": ("Theme", {quote.theme: quote.theme for quote in quotes}),
            "outlet": ("Came through", {id_: self.labels[id_] for quote in quotes for id_ in self.outlets_of(quote)}),
            "fidelity": ("Other reports", {quote.fidelity: FIDELITIES[quote.fidelity] for quote in quotes}),
        }
        return tuple(
            (name, says, tuple(sorted(values.items(), key=lambda value: str(value[1]).casefold())))
            for name, (says, values) in found.items()
            if len(values) > 1
        )

    def kinds_in(self, article: Article) -> frozenset[str]:
        """Return the kinds marked in *article*."""
        return frozenset(self.kinds[span.entry] for span in self._spans[article.id])

    def finding(self, entry_id: str) -> tuple[str, str]:
        """Return how an entry fares, by its name and in words; nothing where its kind is not checked."""
        match self.entries[entry_id]:
            case Claim(verdict=verdict):
                return verdict, VERDICTS[verdict]
            case Quote(fidelity=fidelity):
                return fidelity, FIDELITIES[fidelity]
            case _:
                return "", ""

    def numbers(self, article: Article) -> Mapping[str, str]:
        """Return the short label (``Q4``) of each annotation of *article*, numbered in the order of the text."""
        count: dict[str, int] = {}
        labels: dict[str, str] = {}
        for span in sorted(self._spans[article.id], key=lambda span: (span.start, -span.end, span.entry)):
            if span.entry not in labels:
                letter = self.kinds[span.entry][0].upper()
                count[letter] = count.get(letter, 0) + 1
                labels[span.entry] = f"{letter}{count[letter]}"
        return labels

    def files(self, records: Iterable[Record]) -> tuple[str, ...]:
        """Return the files that *records* come from, each once."""
        return tuple(sorted({record.where.path for record in records}))
