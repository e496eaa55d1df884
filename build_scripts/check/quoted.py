"""Words between quotation marks in what the writer wrote: each run of some length must stand in what it cites. Pure.

The same search as for quotations of the article decides: letter by letter, whole words, with the same two liberties. What
is searched are the words that the paragraph cites: paragraphs of an article, entries that it links, passages of a source.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from build_scripts.anchor.marks import MARK
from build_scripts.anchor.reading import readings
from build_scripts.anchor.runs import labels, plain_runs, runs
from build_scripts.anchor.search import Search
from build_scripts.anchor.searchable import Searchable
from build_scripts.anchor.suggest import suggestion
from build_scripts.brief import prose
from build_scripts.brief.folding import WORD, fold
from build_scripts.brief.model import (
    Article,
    ArticleRecord,
    Document,
    Judgement,
    Meta,
    Paragraph,
    Record,
    Source,
    SourcePassage,
    Target,
)
from build_scripts.brief.problems import Location
from build_scripts.check.draft import Draft, Finding

_NUMBER = re.compile(r"\d+")
RULE = "quoted-words-not-found"


@dataclass(frozen=True)
class Grounds:
    """What the words of a paragraph may be taken from."""

    texts: tuple[Searchable, ...]
    """What it cites."""
    elsewhere: tuple[Searchable, ...]
    """What it could cite: the articles, and all passages."""


def quoted_words(draft: Draft) -> Iterator[Finding]:
    """Find words between quotation marks that stand in nothing that their paragraph cites."""
    known = _Known(draft)
    for text in draft.texts:
        for block in prose.blocks(text.text):
            for run in runs(known.plain(block.text)) if MARK.search(block.text) else ():
                if not known.is_name(run):
                    yield from _unfounded(run, _location(text, block, run), known.grounds(text, block))
    for words, location, record in plain_runs(draft.brief):
        if not known.is_name(words):
            yield from _unfounded(words, location, known.grounds_of(record))


def _location(text: prose.Text, block: prose.Block, words: str) -> Location:
    """Return the line of the first of *words*, which stand in *block*; markup between its letters may hide them."""
    first = " ".join(words.split()[:2])
    at = " ".join(block.text.split(" ")).replace("\n", " ").find(first)
    return text.location(block.offset + max(at, 0))


def _unfounded(words: str, location: Location, grounds: Grounds) -> Iterator[Finding]:
    """Yield the finding that *words* stand in none of their *grounds*."""
    if any(_stands_in(words, page) for page in grounds.texts):
        return
    there = next((page for page in grounds.elsewhere if _stands_in(words, page)), None)
    if there:
        hint = f"they are in {_name(there, words)}: cite it"
    else:
        hints = (suggestion(page, fold(words).text.strip(" ")) for page in (*grounds.texts, *grounds.elsewhere))
        hint = next(
            filter(None, hints),
            "add the words to the passages of the source that you cite, or remove the quotation marks",
        )
    message = f'quotes words that are in nothing that the paragraph cites: "{words}"'
    yield Finding(RULE, words, location, message, hint)


def _stands_in(words: str, page: Searchable) -> bool:
    """Return whether *words* stand in a text as a quotation of it must; within a sentence they may begin in lower case."""
    return any(_stand_in(typed, page) for typed in (words, words[:1].swapcase() + words[1:]))


def _stand_in(words: str, page: Searchable) -> bool:
    search = Search(page, Target(exact=words))
    for typed in dict.fromkeys((search.exact, search.exact.rstrip(".,;:!?"))):
        for reading in readings(typed):
            way = search.first_way(reading.blocks, bound=False) if reading.blocks else None
            if way is not None and not page.negation_before(way[0][0][0]):
                return True
    return False


def _name(page: Searchable, words: str) -> str:
    """Return how to cite the paragraph of *page* that has *words*."""
    search = Search(page, Target(exact=words))
    for reading in readings(search.exact):
        if reading.blocks and (way := search.first_way(reading.blocks, bound=False)):
            one = page.article.id
            return f"{one}, p. {page.paragraph_at(way[0][0][0])}" if page.article.path else one
    return page.article.id


def _article(article_id: str, path: str, text: str, parts: tuple[Paragraph, ...], language: str = "en") -> Article:
    return Article(article_id, path, _record(language), text, parts)


@cache
def _record(language: str) -> ArticleRecord:
    return ArticleRecord.model_construct(language=language)


class _Known:
    """The texts that prose may quote from, each made ready to be searched once."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._labels = labels(draft.brief)
        self._made: dict[tuple[str, str], tuple[Searchable, ...]] = {}

    def plain(self, text: str) -> str:
        """Return the words of prose."""
        return prose.plain(text, lambda name: self._labels.get(name, name))

    @cached_property
    def _names(self) -> frozenset[str]:
        brief = self._draft.brief
        # not the titles of quotations, claims, events and judgements, which a writer words: none may vouch for itself
        names = [*(source.title for source in brief.sources), *(article.record.headline for article in brief.articles)]
        names += [wording.words for wording in brief.wordings]
        for actor in brief.actors:
            names += [actor.name, *actor.aliases]
        for term in brief.terms:
            names += [term.term, term.expansion, *term.aliases]
        return frozenset(_core(name) for name in names if name)

    def is_name(self, words: str) -> bool:
        """Return whether *words* are the title of a work or the name of an entry."""
        return _core(words) in self._names

    def grounds(self, text: prose.Text, block: prose.Block) -> Grounds:
        """Return what the quoted words of *block* may be taken from."""
        holder = text.holder
        found = [*self._own(holder)]
        for addition in text.within(block):
            if isinstance(addition, prose.Citation):
                found += self._cited(addition)
            else:
                found += self._entry(addition.id)
        if isinstance(holder, Judgement | Meta):
            found += self._of_judgement(holder)
        return Grounds(tuple(found), self._everything)

    def grounds_of(self, record: Record) -> Grounds:
        """Return what the quoted words of a plain field may be taken from."""
        found = [*self._own(record), *self._articles]
        for cite in (*getattr(record, "cites", ()), *filter(None, (getattr(record, "cite", ""),))):
            found += self._cited(prose.citation(cite))
        if isinstance(record, SourcePassage):
            found += [self._text(record.id, text, "en") for text in (record.exact, record.translation) if text]
        if isinstance(record, Source):
            found += self._passages(record.id)
        return Grounds(tuple(found), self._everything)

    def _of_judgement(self, holder: Judgement | Meta) -> Iterator[Searchable]:
        yield from self._articles
        for name in getattr(holder, "basis", ()):
            yield from self._entry(name)
        for cite in getattr(holder, "cites", ()):
            yield from self._cited(prose.citation(cite))

    def _own(self, holder: Record | Document) -> Iterator[Searchable]:
        """Yield the article's words that an entry is itself about."""
        if isinstance(holder, ArticleRecord):
            yield from (page for page in self._articles if page.article.record is holder)
        yield from self._entry(getattr(holder, "id", ""))

    @cached_property
    def _articles(self) -> tuple[Searchable, ...]:
        return tuple(Searchable(article) for article in self._draft.brief.articles)

    @cached_property
    def _everything(self) -> tuple[Searchable, ...]:
        found = [*self._articles]
        for source in self._draft.brief.sources:
            found += self._passages(source.id)
        return tuple(found)

    def _cited(self, cite: prose.Citation) -> tuple[Searchable, ...]:
        for page in self._articles:
            if page.article.id == cite.key:
                return self._paragraphs(page, cite.locator) or (page,)
        return self._passages(cite.key, cite.passage)

    def _paragraphs(self, page: Searchable, locator: str) -> tuple[Searchable, ...]:
        """Return the paragraphs that *locator* ("p. 3", "pp. 3-5") names, each as a text of its own."""
        key = (page.article.id, locator)
        if key not in self._made:
            numbers = [int(number) for number in _NUMBER.findall(locator)]
            low, high = (numbers[0], numbers[-1]) if numbers else (0, -1)
            parts = [part for part in page.article.paragraphs if low <= part.number <= high]
            texts = (page.article.text[part.start : part.end] for part in parts)
            self._made[key] = tuple(self._text(page.article.id, text, page.article.record.language) for text in texts)
        return self._made[key]

    def _passages(self, key: str, name: str = "") -> tuple[Searchable, ...]:
        """Return the words of the passages of a source and their translations, or of the one passage *name*."""
        if ("", f"{key}#{name}") not in self._made:
            source = next((one for one in self._draft.brief.sources if one.id == key), None)
            listed = [one for one in source.passages if name in ("", one.id)] if source else []
            words = [(text, one) for one in listed for text in (one.exact, one.translation) if text]
            self._made["", f"{key}#{name}"] = tuple(
                self._text(f"{key}#{one.id}", text, one.language or (source.language if source else "en"))
                for text, one in words
            )
        return self._made["", f"{key}#{name}"]

    def _entry(self, name: str) -> tuple[Searchable, ...]:
        """Return the article's words that the entry *name* is about."""
        if ("entry", name) not in self._made:
            texts = {page.article.id: page.article for page in self._articles}
            places = self._draft.anchors.places.get(name, ())
            self._made["entry", name] = tuple(
                self._text(
                    name, texts[place.article].text[place.start : place.end], texts[place.article].record.language
                )
                for place in places
            )
        return self._made["entry", name]

    def _text(self, name: str, text: str, language: str) -> Searchable:
        return Searchable(_article(name, "", text, (Paragraph(1, 0, len(text)),), language))


def _core(words: str) -> str:
    """Return *words* folded, without the marks and points around them, in lower case."""
    folded = fold(words).text
    found = [*WORD.finditer(folded)]
    return folded[found[0].start() : found[-1].end()].casefold() if found else ""


RULES = (quoted_words,)
