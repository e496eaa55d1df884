"""One page: what its template may use, and the works that it turns out to cite. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from build_scripts.anchor import Gap, Insertion, Place, Words, adjoin
from build_scripts.brief import addresses, moved, prose, web
from build_scripts.brief.addresses import Address
from build_scripts.brief.model import (
    Article,
    Claim,
    Event,
    Former,
    Quote,
    Source,
    SourcePassage,
)
from build_scripts.brief.prose import Citation, Embed, Link, Writer
from build_scripts.brief.sentences import head, tail
from build_scripts.render.annotated import AnnotatedParagraph, Segment, paragraph_at
from build_scripts.render.cards import Subject
from build_scripts.render.content import Content
from build_scripts.render.evidence import Evidence, evidence
from build_scripts.render.markup import escape, isolated, keep_edges
from build_scripts.render.working import MARKER, Working

_CITED = re.compile(r"(?:(?<=[})]) |(?<! )(?<!</sup>))((?:\[\^[^\]\s]+\](?:<sup>,</sup>)?)+)([.,;:!?…。，！？；：、]+)")
"""Marks of works before the stop that closes what they support; not "see" and a mark, which is part of the sentence."""

_NO_ROOM = re.compile(r"\A---\n.*?\n---\n|<(script|option|svg)\b.*?</\1>|=\"[^\"\n]*\"", re.DOTALL)
"""The parts of a page that hold words alone."""

_QUOTING = " “”\"'‘’«»„‚‹›`<>「」『』《》〈〉\xa0\u202f"
"""What stands around quoted words; within a quotation, its last comma or point may stand on either side of the mark."""


class Page:
    """A page being rendered; it collects the works that it cites."""

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
        self._cited: dict[tuple[str, str], None] = {}
        self._named: set[str] = set()
        self._modules: dict[str, Any] = {}

    @property
    def made_of(self) -> tuple[object, ...]:
        """What the page is made of besides the content."""
        return self._template, self.path, self.title, self.edit, tuple(self.names.items())

    def text(self) -> str:
        """Return the page's Markdown."""
        template = self.content.environment.get_template(f"{self._template}.md.jinja")
        text = template.render(page=self, brief=self.brief, content=self.content, **self.names)
        if self.content.working:
            text = _with_boxes(text, self.content.working)
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"

    def card(self, what: Subject) -> str:
        """Return the HTML of the card that tells of *what*."""
        if isinstance(what, tuple):
            html = self.macros("_macros").card(*what)
        else:
            html = self.macros(f"kinds/{self.content.kinds[what.id]}").card(what)
        return _with_boxes(html, self.content.working) if self.content.working else str(html)

    def macros(self, name: str) -> Any:
        """Return the macros of a template, which speak of this page; made once."""
        if name not in self._modules:
            template = self.content.environment.get_template(f"{name}.md.jinja")
            self._modules[name] = template.make_module({"page": self, "brief": self.brief, "content": self.content})
        return self._modules[name]

    @property
    def cited(self) -> tuple[tuple[Source, SourcePassage | None], ...]:
        """The works cited so far on this page, in order, each with the passage of it that is cited."""
        found = ((self.content.sources[key], name) for key, name in self._cited)
        return tuple((source, _passage(source, name)) for source, name in found)

    @property
    def citable(self) -> bool:
        """Whether the page has entries that a reader may want to cite."""
        return self._template in {
            "brief",
            "quotes",
            "claims",
            "actor",
            "glossary",
            "timeline",
            "timeline-part",
            "sources",
        }

    def to(self, address: Address) -> Markup:
        """Return the link from this page to *address*."""
        return Markup(address.seen_from(self.path))  # noqa: S704 - ids and file names need no escaping

    def report(self, entry_id: str = "") -> Markup:
        """Return the link by which a reader reports an error in an entry, or in the brief: it says in which and in what version."""
        meta = self.brief.meta
        return Markup(web.report(meta.contact or "", meta.name, meta.version, entry_id))  # noqa: S704 - quoted

    def now(self, old: Former, address: Address | None = None) -> Address | None:
        """Return where *address* (or the first address of *old*) leads now; None if it is gone."""
        return moved.leads_to(old, address or moved.stood_at(old, self.brief)[0], self.content.addresses)

    def link(self, entry_id: str, words: str | Markup = "", *, card: bool = True, again: bool = False) -> Markup:
        """Return a link to an entry: its label, or *words*; by default with a card that says what it is.

        A reader who goes from link to link by keyboard is spared one that is there *again*.
        """
        address = self.content.addresses[entry_id]
        carded = self._card(address) if card else ""
        shown = escape(words) if words else self.content.labels[entry_id]
        kind = self.content.kinds[entry_id]
        # The entry itself is not read where that can be helped: the page would have to be made anew whenever it changes.
        of_words = kind == "wording" and not words
        language = self.content.in_language_of(self.content.entries[entry_id]) if of_words else ""
        return Markup(  # noqa: S704 - escaped
            f"[{shown}]({address.seen_from(self.path)}){{.{kind}{carded}{language}{' tabindex=-1' if again else ''}}}"
        )

    def _card(self, address: Address) -> str:
        """Return the attribute that says in which file the card of a link is; nothing for an entry on this same page."""
        file = self.content.card_files.get(address, "")
        return f" data-card={file}" if file and address.page != self.path else ""

    def plain(self, text: str) -> str:
        """Return the words of prose alone."""
        return self.content.plain(text)

    def opening(self, words: str, limit: int = 155) -> str:
        """Return plain *words*, cut at a word's end before *limit* characters."""
        words = " ".join(words.split())
        return words if len(words) <= limit else head(words, limit - 1).rstrip(",;:") + " …"

    def first_sentence(self, text: str) -> str:
        """Return the first sentence of prose, in words alone."""
        return prose.first_sentence(self.content.plain(text), self.brief.meta.language)

    def prose(self, text: str) -> Markup:
        """Return the writer's *text* as ordinary Markdown, with the mark of a work after the stop and not before it."""
        markdown = prose.to_markdown(text, self._writer)
        return Markup(_CITED.sub(r"\2\1", markdown))  # noqa: S704 - to_markdown escapes whatever is not Markdown

    def flow(self, text: str, *, goes_on: bool = False) -> Markup:
        """Return the writer's *text* to continue a paragraph, which continues after it if *goes_on*; lists stand apart."""
        blocks = tuple(prose.blocks(text))
        before, after = (" " if block.flows else "\n\n" for block in (blocks[0], blocks[-1])) if blocks else ("", "")
        return Markup(f"{before}{self.prose(text)}{after if goes_on else ''}")  # noqa: S704 - escaped

    def line(self, text: str) -> Markup:
        """Return the writer's *text* as Markdown in one line, for an item of a list."""
        line = prose.to_line(text, self._writer)
        return Markup(_CITED.sub(r"\2\1", line))  # noqa: S704 - to_line escapes whatever is not Markdown

    @property
    def _writer(self) -> Writer:
        return Writer(self._link, self._embed, self._cite)

    def cites(self, cites: Iterable[str]) -> Markup:
        """Return the marks of the works that *cites* names."""
        return Markup(self._cite(tuple(map(prose.citation, cites))))  # noqa: S704 - made of keys and numbers

    def passage(self, cite: str) -> tuple[Source, SourcePassage | None]:
        """Return the source and its passage that *cite* (``key#passage``) names."""
        named = prose.citation(cite)
        source = self.content.sources[named.key]
        return source, _passage(source, named.passage)

    def evidence(self, quote: Quote) -> Evidence:
        """Return what was verified of *quote*, and how."""
        return evidence(quote, self.content)

    def words(self, entry: Quote | Claim | Event) -> tuple[Markup, ...]:
        """Return the article's words for each of the entry's targets, never the writer's copy of them."""
        around = self.content.in_language_of(entry)
        return tuple(self._words(place, around) for place in self.content.anchors.places[entry.id])

    def between(self, entry: Quote | Claim | Event, index: int) -> Markup:
        """Return the article's words between the entry's target *index* and the next, if one paragraph holds both."""
        here, following = self.content.anchors.places[entry.id][index : index + 2]
        article = self.content.articles[here.article]
        text = article.text[here.end : following.start]
        if "\n" in text or "\r" in text or not self.content.shown(article, here.end, following.start):
            return Markup()
        return isolated(text.rstrip(_QUOTING).removesuffix(",,").rstrip().lstrip(f"{_QUOTING},;.!?，。！？；、"))

    def adjoin(self, entry: Quote | Claim | Event, index: int) -> bool:
        """Return whether no word of the article stands between the entry's target *index* and the next."""
        here, following = self.content.anchors.places[entry.id][index : index + 2]
        return adjoin(self.content.articles[here.article].text, here, following)

    def paragraphs_of(self, entry: Quote | Claim | Event) -> tuple[tuple[Article, int], ...]:
        """Return the paragraphs in which the entry's words begin."""
        found = {}
        for place in self.content.anchors.places[entry.id]:
            article = self.content.articles[place.article]
            found[place.article, paragraph_at(article, place.start).number] = article
        return tuple((article, number) for (_, number), article in found.items())

    def place(self, article: Article, number: int, address: Address) -> Markup:
        """Return the link to *address*, in the paragraph *number* of *article*."""
        return Markup(f"[{self.content.titles[article.id]}¶\xa0{number}]({address.seen_from(self.path)}){{.place}}")  # noqa: S704

    def mention(self, article: Article, start: int, end: int, room: int = 60) -> Markup:
        """Return the words ``text[start:end]`` with some context from their paragraph, and a link to it."""
        around = paragraph_at(article, start)
        begin, stop = self.content.shown(article, start, end) or (start, end)
        begin, stop = max(around.start, begin), min(around.end, stop)
        left, right = max(begin, start - room), min(stop, end + room)
        before, named, after = article.text[left:start], article.text[start:end], article.text[end:right]
        if left > begin:
            before = f"… {tail(before, room - 1)}"
        if right < stop:
            after = f"{head(after, room - 1)} …"
        place = self.place(article, around.number, addresses.paragraph(article.id, around.number))
        words = Markup(f"{isolated(before)}**{isolated(named)}**{isolated(after)}")  # noqa: S704 - escaped
        return _in_language(self.content.in_language(article), words) + Markup(" ") + place

    def paragraph_opening(self, article: Article, number: int, room: int = 200) -> Markup:
        """Return the first words of a paragraph of an article."""
        part = article.paragraphs[number - 1]
        text = article.text[part.start : part.end]
        return isolated(text if len(text) <= room else head(text, room - 1) + " …")

    def paragraph(self, paragraph: AnnotatedParagraph, numbers: Mapping[str, str]) -> Markup:
        """Return a paragraph of the article with its marks, names as links, and a reference where a mark ends."""
        last = len(paragraph.segments) - 1
        return Markup(  # noqa: S704 - each is escaped
            "".join(
                self.segment(segment, numbers, keep_edges if index in (0, last) else isolated)
                for index, segment in enumerate(paragraph.segments)
            )
        )

    def segment(
        self, segment: Segment, numbers: Mapping[str, str], escaped: Callable[[str], Markup] = isolated
    ) -> Markup:
        """Return a stretch of the article over which the same annotations hold."""
        words = escaped(segment.text)
        if segment.mention:
            words = self.link(segment.mention, words, again=segment.mention in self._named)
            self._named.add(segment.mention)
        references = "".join(self._reference(entry, numbers[entry]) for entry in segment.end)
        if not segment.entries:
            return Markup(f"{words}{references}")  # noqa: S704 - escaped
        begun = "".join(f'<span id="at-{entry}"></span>' for entry in reversed(segment.begin))
        classes = " ".join(sorted({name for entry in segment.entries for name in self._marked(entry)}))
        text = f'<span class="m {classes}" data-a="{" ".join(segment.entries)}">{begun}{words}</span>{references}'
        return Markup(text)  # noqa: S704 - ids, kinds and numbers need no escaping

    def _marked(self, entry: str) -> Iterator[str]:
        """Yield the classes of words that *entry* is about: its kind, and how a claim fares."""
        yield f"m-{self.content.kinds[entry]}"
        if self.content.kinds[entry] == "claim":
            yield f"v-{self.content.finding(entry)[0]}"

    def _reference(self, entry: str, number: str) -> str:
        """Return the link to the note of *entry*, which shows and says how the entry fares."""
        name, words = self.content.finding(entry)
        classes = f".ref .{self.content.kinds[entry]}" + (f" .{name}" if name else "")
        label = f"Note {number}: {words}" if words else f"Note {number}"
        return f'[](#note-{entry}){{{classes} data-label={number} aria-label="{label}"}}'

    def _words(self, place: Place, around: Markup) -> Markup:
        """Return the words at *place*, with their language where it is not that of the words *around* them."""
        article = self.content.articles[place.article]
        language = self.content.in_language(article) or self.content.back_in_language(article)
        words = self._pieces(article.text, place)
        return words if language == around else _in_language(language, words)

    def _pieces(self, text: str, place: Place) -> Markup:
        parts = []
        for piece in place.pieces:
            match piece:
                case Words(start, end):
                    parts.append(isolated(text[start:end].strip()))
                case Gap():
                    parts.append(Markup('<span class="gap">&#91;…&#93;</span>'))
                case Insertion(words):
                    parts.append(Markup('<span class="insertion">&#91;{}&#93;</span>').format(escape(words)))
        return Markup(" ").join(parts)

    def _link(self, link: Link) -> str:
        if self.content.working and link.id not in self.content.entries:
            return _box(f"[[{link.id}]] does not exist yet")
        return self.link(link.id, Markup(prose.link_words(link.words)))  # noqa: S704 - link_words escapes

    def _embed(self, embed: Embed) -> str:
        if self.content.working and not isinstance(self.content.entries.get(embed.id), Quote):
            return _box(f"![[{embed.id}]] is not a quotation yet")
        return str(self.macros("_macros").quotation(self.content.entries[embed.id]))

    def _cite(self, cites: tuple[Citation, ...]) -> str:
        """Return the paragraphs of articles, and then the marks of works, which can stand after a stop."""
        lost = [cite for cite in cites if not self.content.knows(cite)]
        cites = tuple(cite for cite in cites if cite not in lost)
        marks = "".join(f" {_box(f'[@{cite.key}] does not exist yet')}" for cite in lost)
        if not any(cite.prefix for cite in cites):  # whose order is the writer's sentence
            cites = tuple(sorted(cites, key=lambda cite: cite.key not in self.content.articles))
        for cite in cites:
            of_article = cite.key in self.content.articles
            if cite.prefix:
                marks += f"{', ' if marks else ' '}{prose.as_typed(cite.prefix, starts_line=False)} "
            elif of_article:
                marks += ", " if marks else " "
            elif marks:
                marks += "<sup>,</sup>" if marks.endswith("]") else " "
            marks += self._cite_article(cite) if of_article else self._cite_source(cite)
        return marks

    def _cite_source(self, cite: Citation) -> str:
        self._cited[cite.key, cite.passage] = None
        name = addresses.passage(cite.key, cite.passage).fragment if cite.passage else cite.key
        return f"[^{name}]" + (f" ({escape(cite.locator)})" if cite.locator else "")

    def _cite_article(self, cite: Citation) -> str:
        number = cite.paragraph
        page = Address(addresses.article_page(cite.key))
        shown = number and self.content.shows(self.content.articles[cite.key], number)
        address = addresses.paragraph(cite.key, number) if number and shown else page
        words = f"¶\xa0{cite.locator.partition(' ')[2] or number}" if number else "article"
        if len(self.content.articles) > 1:
            words = f"{self.content.articles[cite.key].record.headline}, {words}"
        return f"[{escape(words)}]({self.to(address)}){{.cite{self._card(address)}}}"


def _box(words: str) -> str:
    """Return a mark, for the writer, of what is missing."""
    return f'<span class="missing">{escape(words)}</span>'


def _with_boxes(text: str, working: Working) -> str:
    """Return a page's *text* with what is missing said where it would stand."""

    def said(found: re.Match[str]) -> str:
        if int(found[1]) >= len(working.missing):  # an article may hold such characters itself
            return found[0]
        missing = working.missing[int(found[1])]
        return f"{missing.field} is missing: {missing.place}"

    # In the front matter, in data, attributes, choices and pictures there is no room for an element.
    text = _NO_ROOM.sub(lambda part: re.sub(MARKER, said, part[0]), text)
    return re.sub(MARKER, lambda found: _box(said(found)), text)


def _in_language(attributes: Markup, words: Markup) -> Markup:
    """Return *words* in an element with the *attributes* of their language, if there are any."""
    return Markup("<span{}>{}</span>").format(attributes, words) if attributes else words


def _passage(source: Source, name: str) -> SourcePassage | None:
    """Return the passage *name* of *source*, if it has one."""
    return next((one for one in source.passages if one.id == name), None)
