"""Brief and anchors -> the pages, as ``{path: Markdown}``. Pure: the templates hold the pages' shape."""

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any, TypeVar

from jinja2 import Environment
from markupsafe import Markup

from build_scripts.anchor import Anchors, Gap, Insertion, Place, Words
from build_scripts.brief import addresses, dates, moved, prose, references
from build_scripts.brief.addresses import Address
from build_scripts.brief.model import (
    FIDELITIES,
    VERDICTS,
    Actor,
    Article,
    Brief,
    Claim,
    Entry,
    Event,
    Former,
    Judgement,
    Quote,
    Record,
    Site,
    Source,
    Term,
    Wording,
)
from build_scripts.brief.prose import Citation, Embed, Link
from build_scripts.render import citing, coverage
from build_scripts.render.annotated import AnnotatedParagraph, Segment, Span, annotate, paragraph_at
from build_scripts.render.formats import formats
from build_scripts.render.linked_data import LinkedData
from build_scripts.render.markup import escape, keep_edges, number
from build_scripts.render.pictures import maps, relations, timeline
from build_scripts.render.templating import environment

T = TypeVar("T")

KINDS: Mapping[type[Record], str] = {
    Quote: "quote",
    Actor: "actor",
    Term: "term",
    Event: "event",
    Claim: "claim",
    Wording: "wording",
    Site: "site",
    Judgement: "judgement",
}


_QUOTING = " “”\"'‘’«»„"
"""What stands around quoted words; within a quotation, its last comma or point may stand on either side of the mark."""


def render(brief: Brief, anchors: Anchors) -> dict[str, str]:
    """Return every page of *brief* by its path in ``docs/``."""
    return {page.path: page.text() for page in pages(brief, anchors)}


def pages(brief: Brief, anchors: Anchors) -> Iterator["Page"]:
    """Yield every page of *brief*, not yet rendered."""
    content = Content(brief, anchors)
    several = len(brief.articles) > 1

    def page(path: str, template: str, title: str, *edit: str, **names: Any) -> Page:
        return Page(content, path, template, title, edit, names)

    yield page(addresses.HOME, "brief", brief.meta.title, brief.meta.where.path)
    yield page(addresses.BACKGROUND, "background", "Background", brief.background.path)
    for article in brief.articles:
        record = article.record.where.path
        shown = {"article": article}
        title = article.record.headline
        yield page(addresses.article_page(article.id), "article", title, record, article.path, **shown)
        files = content.files(content.quotes_in(article.id))
        name = f"Key quotes: {title}" if several else "Key quotes"
        yield page(addresses.quotes_page(article.id), "quotes", name, *files, **shown)
        files = content.files(content.claims_in(article.id))
        name = f"Claims: {title}" if several else "Claims"
        yield page(addresses.claims_page(article.id), "claims", name, *files, **shown)
    if several:
        for kind, name in (("articles", "Articles"), ("quotes", "Key quotes"), ("claims", "Claims")):
            yield page(f"{kind}/index.md", f"{kind}-index", name, *content.files(a.record for a in brief.articles))
    yield page(addresses.ACTORS, "actors", "Actors", *content.files(brief.actors))
    for actor in brief.actors:
        yield page(content.addresses[actor.id].page, "actor", actor.name, actor.where.path, actor=actor)
    yield page(addresses.GLOSSARY, "glossary", "Glossary", *content.files((*brief.terms, *brief.wordings)))
    yield page(addresses.TIMELINE, "timeline", "Timeline", *content.files(brief.events))
    yield page(addresses.MAP, "map", "Map", *content.files(brief.sites))
    yield page(addresses.SOURCES, "sources", "Sources", *content.files(brief.sources))
    yield page(addresses.ABOUT, "about", "About this brief", brief.meta.where.path)
    for once in brief.meta.former:
        for address in moved.stood_at(once, brief):
            if not address.fragment:
                yield page(address.page, "former", once.title, brief.meta.where.path, once=once, address=address)
    yield page(addresses.FORMATS, "formats", "File formats", "build_scripts/brief/model.py", formats=formats())


class Content:
    """What the pages draw on: the brief, with everything found by its id and joined to what refers to it."""

    def __init__(self, brief: Brief, anchors: Anchors) -> None:
        self.brief = brief
        self.anchors = anchors
        self.entries: Mapping[str, Entry] = {entry.id: entry for entry in brief.entries()}
        self.kinds = {entry.id: kind(entry) for entry in brief.entries()}
        self.labels = {entry.id: escape(label(entry)) for entry in brief.entries()}
        self.addresses = addresses.addresses(brief)
        self.articles = {article.id: article for article in brief.articles}
        several = len(brief.articles) > 1
        self.titles = {a.id: escape(f"{a.record.headline}, " if several else "") for a in brief.articles}
        self.sources = {source.id: source for source in brief.sources}
        self.environment = _environment()
        self.linked = LinkedData(brief, anchors, self.plain)

    def plain(self, text: str) -> str:
        """Return the words of prose alone."""
        return prose.plain(text, lambda entry_id: label(self.entries[entry_id]))

    @cached_property
    def coverage(self) -> coverage.Coverage:
        """The figures of the About page."""
        return coverage.measure(self.brief, self.anchors)

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
    def former(self) -> Mapping[str, tuple[tuple[Former, Address], ...]]:
        """What once stood on each page and left an address there, by the page."""
        brief = self.brief
        left = [(once, address) for once in brief.meta.former for address in moved.stood_at(once, brief)]
        return _grouped((pair for pair in left if pair[1].fragment), lambda pair: pair[1].page)

    @cached_property
    def quotes_by(self) -> Mapping[str, tuple[Quote, ...]]:
        """The quotations of each speaker, by the actor's id."""
        return _grouped(self.brief.quotes, lambda quote: quote.speaker)

    @cached_property
    def claims_by(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims of each claimant, by the actor's id."""
        return _grouped(self.brief.claims, lambda claim: claim.claimant)

    @cached_property
    def cited_by(self) -> Mapping[str, tuple[Entry | str, ...]]:
        """What rests on each work: entries, and the pages of prose, by the work's key."""
        found: dict[str, dict[str, Entry | str]] = {}
        for entry in self.brief.entries():
            for cite in references.cites(entry):
                found.setdefault(cite.key, {})[entry.id] = entry
        for cite in references.prose_cites(self.brief.background.text):
            found.setdefault(cite.key, {})[addresses.BACKGROUND] = addresses.BACKGROUND
        for cite in references.prose_cites(self.brief.meta.summary):
            found.setdefault(cite.key, {})[addresses.HOME] = addresses.HOME
        return {key: tuple(users.values()) for key, users in found.items()}

    @cached_property
    def _by_article(self) -> Mapping[str, Mapping[str, tuple[Entry, ...]]]:
        found: dict[str, dict[str, list[Entry]]] = {article.id: {} for article in self.brief.articles}
        listed: tuple[Quote | Claim, ...] = (*self.brief.quotes, *self.brief.claims)
        for entry in listed:
            article = addresses.article_of(entry, self.brief.articles)
            found[article].setdefault(KINDS[type(entry)], []).append(entry)
        return {
            article: {kind: tuple(sorted(entries, key=self._order)) for kind, entries in kinds.items()}
            for article, kinds in found.items()
        }

    def _order(self, entry: Entry) -> tuple[int, str]:
        return self.anchors.places[entry.id][0].start, entry.id

    def quotes_in(self, article: str) -> tuple[Entry, ...]:
        """Return the quotations of *article*, in its order."""
        return self._by_article[article].get("quote", ())

    def claims_in(self, article: str) -> tuple[Entry, ...]:
        """Return the claims of *article*, in its order."""
        return self._by_article[article].get("claim", ())

    @cached_property
    def _spans(self) -> Mapping[str, tuple[Span, ...]]:
        found: dict[str, list[Span]] = {article.id: [] for article in self.brief.articles}
        for entry, places in self.anchors.places.items():
            for place in places:
                found[place.article] += [Span(entry, words.start, words.end) for words in place.words]
        for article in self.brief.articles:
            for mention in self.anchors.mentions.get(article.id, ()):
                if isinstance(self.entries[mention.entry], Wording):
                    found[article.id].append(Span(mention.entry, mention.start, mention.end, repeated=True))
        return {article: tuple(spans) for article, spans in found.items()}

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
            if not isinstance(self.entries[mention.entry], Wording)
        ]
        return annotate(article, self._spans[article.id], named)

    def outlets_of(self, quote: Quote) -> tuple[str, ...]:
        """Return the ids of the outlets through which *quote* came."""
        return tuple(step.actor for step in quote.chain if step.actor and self._is_outlet(self.entries[step.actor]))

    def _is_outlet(self, entry: Entry) -> bool:
        return isinstance(entry, Actor) and entry.kind == "outlet"

    def choices(self, quotes: Iterable[Quote]) -> tuple[tuple[str, str, tuple[tuple[str, object], ...]], ...]:
        """Return by what *quotes* can be chosen: a name, what it is called, and the values with what these are called."""
        found: dict[str, tuple[str, dict[str, object]]] = {
            "speaker": ("Speaker", {quote.speaker: self.labels[quote.speaker] for quote in quotes}),
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
        """Return the kinds of what is marked in *article*: of its annotations, and ``name``."""
        named = any(not isinstance(self.entries[m.entry], Wording) for m in self.anchors.mentions.get(article.id, ()))
        return frozenset([*(self.kinds[span.entry] for span in self._spans[article.id]), *(["name"] if named else [])])

    def numbers(self, article: Article) -> Mapping[str, str]:
        """Return the short label (``Q4``) of each annotation of *article*, numbered in the order of the text."""
        count: dict[str, int] = {}
        labels: dict[str, str] = {}
        for span in sorted(self._spans[article.id], key=lambda span: (span.start, -span.end, span.entry)):
            if span.entry not in labels:
                letter = KINDS[type(self.entries[span.entry])][0].upper()
                count[letter] = count.get(letter, 0) + 1
                labels[span.entry] = f"{letter}{count[letter]}"
        return labels

    def files(self, records: Iterable[Record]) -> tuple[str, ...]:
        """Return the files that *records* come from, each once."""
        return tuple(sorted({record.where.path for record in records}))


class Page:
    """One page: what its template is handed, and the works it cites on the way."""

    def __init__(
        self,
        content: Content,
        path: str,
        template: str,
        title: str,
        edit: tuple[str, ...],
        names: Mapping[str, Any],
    ) -> None:
        self.content = content
        self.brief = content.brief
        self.path = path
        self.title = title
        self.edit = edit
        self._template = template
        self.names = names
        self._cited: dict[str, None] = {}
        self._cards: dict[str, Entry | tuple[Article, int]] = {}

    def text(self) -> str:
        """Return the page's Markdown."""
        template = self.content.environment.get_template(f"{self._template}.md.jinja")
        text = template.render(page=self, brief=self.brief, content=self.content, **self.names)
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"

    @property
    def cited(self) -> tuple[Source, ...]:
        """The works cited so far on this page, in order."""
        return tuple(self.content.sources[key] for key in self._cited)

    @property
    def citable(self) -> bool:
        """Whether entries stand here that a reader may want to cite."""
        return self._template in {"brief", "quotes", "claims", "actor", "glossary", "timeline", "sources"}

    @property
    def cards(self) -> Mapping[str, Entry | tuple[Article, int]]:
        """The entries and the paragraphs on other pages that this one links, each by the name of its card."""
        return self._cards

    def to(self, address: Address) -> Markup:
        """Return the link from this page to *address*."""
        return Markup(address.seen_from(self.path))  # noqa: S704 - ids and file names need no escaping

    def now(self, once: Former, address: Address | None = None) -> Address | None:
        """Return where a reader is led who comes by *address*, or by the chief one, of *once*; nowhere if it is gone."""
        return moved.leads_to(once, address or moved.stood_at(once, self.brief)[0], self.brief)

    def link(self, entry_id: str, words: str | Markup = "", *, card: bool = True) -> Markup:
        """Return a link to an entry: its label, or *words*; by default with a card that says what it is."""
        address = self.content.addresses[entry_id]
        carded = self._card(entry_id, self.content.entries[entry_id], address) if card else ""
        shown = escape(words) if words else self.content.labels[entry_id]
        return Markup(  # noqa: S704 - escaped
            f"[{shown}]({address.seen_from(self.path)}){{.{self.content.kinds[entry_id]}{carded}}}"
        )

    def _card(self, name: str, what: Entry | tuple[Article, int], address: Address) -> str:
        """Return the attribute that joins a link to its card; what stands on this page needs none."""
        if address.page == self.path:
            return ""
        self._cards[name] = what
        return f" data-card={name}"

    def opening(self, text: str, limit: int = 155) -> str:
        """Return the words of prose, cut at a word's end before *limit* characters."""
        words = self.content.plain(text)
        return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0].rstrip(",;:") + " …"

    def first_sentence(self, text: str) -> str:
        """Return the first sentence of prose, in words alone."""
        return prose.first_sentence(self.content.plain(text))

    def prose(self, text: str) -> Markup:
        """Return the writer's *text* as ordinary Markdown."""
        return Markup(  # noqa: S704 - to_markdown escapes whatever is not Markdown
            prose.to_markdown(text, self._link, self._embed, self._cite).strip()
        )

    def cites(self, cites: Iterable[str]) -> Markup:
        """Return the marks of the works that *cites* names."""
        return Markup(self._cite(tuple(map(prose.citation, cites))))  # noqa: S704 - made of keys and numbers

    def words(self, entry: Quote | Claim | Event) -> tuple[Markup, ...]:
        """Return the article's words for each of the entry's targets, never the writer's copy of them."""
        return tuple(self._words(place) for place in self.content.anchors.places[entry.id])

    def between(self, entry: Quote | Claim | Event, index: int) -> str:
        """Return the article's words between the entry's target *index* and the next, if one paragraph holds both."""
        here, following = self.content.anchors.places[entry.id][index : index + 2]
        article = self.content.articles[here.article]
        text = article.text[here.end : following.start]
        if not self.content.shown(article, here.end, following.start):
            return ""
        return "" if "\n" in text or "\r" in text else text.rstrip(_QUOTING).lstrip(f"{_QUOTING},;.!?")

    def paragraphs_of(self, entry: Quote | Claim | Event) -> tuple[tuple[Article, int], ...]:
        """Return the paragraphs in which the entry's words begin."""
        found = {}
        for place in self.content.anchors.places[entry.id]:
            article = self.content.articles[place.article]
            found[place.article, paragraph_at(article, place.start).number] = article
        return tuple((article, number) for (_, number), article in found.items())

    def place(self, article: Article, number: int, address: Address) -> Markup:
        """Return the link to *address*, in the paragraph *number* of *article*."""
        return Markup(f"[{self.content.titles[article.id]}¶ {number}]({address.seen_from(self.path)}){{.place}}")  # noqa: S704

    def mention(self, article: Article, start: int, end: int, room: int = 60) -> Markup:
        """Return the words ``text[start:end]`` between those around them in their paragraph, and the link there."""
        around = paragraph_at(article, start)
        begin, stop = self.content.shown(article, start, end) or (start, end)
        begin, stop = max(around.start, begin), min(around.end, stop)
        left, right = max(begin, start - room), min(stop, end + room)
        before, after = article.text[left:start], article.text[end:right]
        if left > begin:
            before = "…" + before[before.find(" ") :]
        if right < stop:
            after = after[: after.rfind(" ") + 1] + "…"
        place = self.place(article, around.number, addresses.paragraph(article.id, around.number))
        return Markup(f"{escape(before)}**{escape(article.text[start:end])}**{escape(after)} {place}")  # noqa: S704

    def paragraph_opening(self, article: Article, number: int, room: int = 200) -> str:
        """Return the first words of a paragraph of an article."""
        part = article.paragraphs[number - 1]
        text = article.text[part.start : part.end]
        return text if len(text) <= room else text[:room].rsplit(" ", 1)[0] + " …"

    def paragraph(self, paragraph: AnnotatedParagraph, numbers: Mapping[str, str]) -> Markup:
        """Return a paragraph of the article with its marks, names as links, and a reference where a mark ends."""
        last = len(paragraph.segments) - 1
        return Markup(  # noqa: S704 - each is escaped
            "".join(
                self.segment(segment, numbers, keep_edges if index in (0, last) else escape)
                for index, segment in enumerate(paragraph.segments)
            )
        )

    def segment(
        self, segment: Segment, numbers: Mapping[str, str], escaped: Callable[[str], Markup] = escape
    ) -> Markup:
        """Return a stretch of the article over which the same annotations hold."""
        words = escaped(segment.text)
        if segment.mention:
            words = self.link(segment.mention, words)
        if not segment.entries:
            return words
        kind_of = self.content.kinds
        begun = "".join(f'<span id="at-{entry}"></span>' for entry in reversed(segment.begin))
        kinds = " ".join(sorted({f"m-{kind_of[entry]}" for entry in segment.entries}))
        text = f'<span class="m {kinds}" data-a="{" ".join(segment.entries)}">{begun}{words}</span>'
        for entry in segment.end:
            number = numbers[entry]
            text += f'[](#note-{entry}){{.ref .{kind_of[entry]} data-label={number} aria-label="Note {number}"}}'
        return Markup(text)  # noqa: S704 - ids, kinds and numbers need no escaping

    def _words(self, place: Place) -> Markup:
        text = self.content.articles[place.article].text
        parts = []
        for piece in place.pieces:
            match piece:
                case Words(start, end):
                    parts.append(escape(text[start:end].strip()))
                case Gap():
                    parts.append(Markup('<span class="gap">&#91;…&#93;</span>'))
                case Insertion(words):
                    parts.append(Markup('<span class="insertion">&#91;{}&#93;</span>').format(escape(words)))
        return Markup(" ").join(parts)

    def _link(self, link: Link) -> str:
        words = prose.to_markdown(link.words, str, str, str)
        return self.link(link.id, Markup(words))  # noqa: S704 - to_markdown escapes

    def _embed(self, embed: Embed) -> str:
        module = self.content.environment.get_template("_macros.md.jinja").make_module(
            {"page": self, "content": self.content}
        )
        return str(module.quotation(self.content.entries[embed.id]))  # type: ignore[attr-defined]

    def _cite(self, cites: tuple[Citation, ...]) -> str:
        marks = ""
        for cite in cites:
            if cite.key in self.content.articles:
                marks += ", " if marks else " "
                marks += self._cite_article(cite)
            else:
                self._cited[cite.key] = None
                marks += "<sup>,</sup>" if marks.endswith("]") else " " if marks else ""
                marks += f"[^{cite.key}]" + (f" ({escape(cite.locator)})" if cite.locator else "")
        return marks

    def _cite_article(self, cite: Citation) -> str:
        number = cite.paragraph
        page = Address(addresses.article_page(cite.key))
        shown = number and self.content.shows(self.content.articles[cite.key], number)
        address = addresses.paragraph(cite.key, number) if number and shown else page
        words = f"¶ {cite.locator.partition(' ')[2] or number}" if number else "article"
        if len(self.content.articles) > 1:
            words = f"{self.content.articles[cite.key].record.headline}, {words}"
        article = self.content.articles[cite.key]
        carded = ""
        if number and article.record.publish == "full":
            carded = self._card(f"{article.id}.p{number}", (article, number), address)
        return f"[{escape(words)}]({self.to(address)}){{.cite{carded}}}"


def _grouped(records: Iterable[T], key: Callable[[T], str]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for record in records:
        found.setdefault(key(record), []).append(record)
    return {name: tuple(group) for name, group in found.items()}


def kind(entry: Entry) -> str:
    """Return the name of the entry's kind."""
    return KINDS[type(entry)]


def label(entry: Entry) -> str:
    """Return what the entry is called."""
    match entry:
        case Actor() | Site():
            return entry.name
        case Term():
            return entry.term
        case Wording():
            return entry.words
        case Quote() | Event() | Claim() | Judgement():
            return entry.title


def _front(value: object) -> Markup:
    """Return *value* for a page's front matter, where engines put it into HTML as it is."""
    return Markup(json.dumps(html.escape(str(value), quote=False).replace('"', "&quot;"), ensure_ascii=False))  # noqa: S704 - escaped


def _json(value: object, indent: int | None = None) -> Markup:
    """Return *value* as JSON that no HTML can end."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - escaped


@cache
def _environment() -> Environment:
    made = environment(escape)
    made.filters |= {
        "front": _front,
        "json": _json,
        "first_block": lambda text: next((block.text for block in prose.blocks(text)), ""),
        "spoken": dates.spoken,
        "px": number,
        "by_date": lambda events: sorted(events, key=lambda event: (*dates.sort_key(event.date), event.id)),
    }
    made.globals |= {"at": addresses, "Address": Address, "cite": citing, "maps": maps}
    made.globals |= {"fidelities": FIDELITIES, "verdicts": VERDICTS}
    made.globals |= {"relations_picture": relations.picture, "timeline_picture": timeline.picture}
    return made
