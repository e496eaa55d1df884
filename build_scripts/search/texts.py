"""What can be found of a brief: each entry, article and paragraph once, with its words and its address. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_scripts.anchor import Words
from build_scripts.brief import addresses, prose
from build_scripts.brief.addresses import Address
from build_scripts.brief.kinds import KINDS, label
from build_scripts.brief.languages import direction
from build_scripts.brief.model import (
    Actor,
    Article,
    Claim,
    Entry,
    Event,
    Quote,
    Record,
    Source,
    Term,
    Wording,
)
from build_scripts.render.content import Content

GUIDE = "guide"
"""The kind of a part of a page that is not about the brief's matter."""

PROSE: Mapping[str, str] = {
    addresses.BACKGROUND: "background",
    addresses.ABOUT: GUIDE,
    addresses.FORMATS: GUIDE,
}
"""The pages of prose that the build makes, and the kind of their parts."""

RANKED = (
    *("term", "actor", "claim", "quote", "judgement"),
    *(
        kind.name
        for kind in KINDS
        if kind.name not in {"term", "actor", "claim", "quote", "judgement", "event", "source"}
    ),
    *("answer", "article", "paragraph", "background", "event", "source", GUIDE),
)
"""The kinds of what is found, those that readers look for most first."""

NOUNS: Mapping[str, str] = {
    **{kind.name: kind.noun for kind in KINDS},
    "answer": "answer",
    "article": "article",
    "paragraph": "article",
    "background": "background",
    GUIDE: "about",
}
"""What the results call one of each kind."""

LAST = ("source", GUIDE)
"""The kinds that come after all others, unless one has the very name that is looked for."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words that stand together, and their language where it is not the page's."""

    words: str
    language: str = ""

    @property
    def direction(self) -> str:
        """In which direction they are read, where it is not that of the page."""
        return direction(self.language) if self.language else ""


@dataclass(frozen=True, slots=True)
class Text:
    """Something that can be found: an entry, an article, a paragraph or a part of a page."""

    kind: str
    title: Part
    address: Address
    parts: tuple[Part, ...] = ()
    names: tuple[str, ...] = ()
    """What it is called: words in it count for more; often its title alone."""
    label: str = ""
    """What stands before its title: ``C5``, or the number of a paragraph."""


def texts(content: Content) -> Iterator[Text]:
    """Yield everything that can be found of a brief, in the order of its kinds and of its source."""
    brief = content.brief
    labels = _labels(content)
    for kind in KINDS:
        for entry in kind.entries(brief):
            yield _entry(entry, kind.name, content, labels.get(entry.id, ()))
    yield _answer(content)
    for article in brief.articles:
        yield from _article(article, content)


def _labels(content: Content) -> Mapping[str, tuple[str, ...]]:
    """Return the labels (``C5``) of each entry beside the articles, each once."""
    found: dict[str, dict[str, None]] = {}
    for article in content.brief.articles:
        for entry, name in content.numbers(article).items():
            found.setdefault(entry, {})[name] = None
    return {entry: tuple(names) for entry, names in found.items()}


def _entry(entry: Entry | Source, kind: str, content: Content, labels: tuple[str, ...]) -> Text:
    title = label(entry)
    address = addresses.source(entry.id) if isinstance(entry, Source) else content.addresses[entry.id]
    names = dict.fromkeys((title, *labels, *_names(entry)))
    parts = (part for part in (*_before(entry, content), *_prose(entry, content), *_after(entry)) if part.words)
    language = _language_of(entry, content) if isinstance(entry, Wording) else ""
    return Text(kind, Part(title, language), address, tuple(parts), tuple(names), ", ".join(labels))


def _names(entry: Record) -> tuple[str, ...]:
    match entry:
        case Actor():
            return tuple(filter(None, (entry.original_name, *entry.aliases)))
        case Term():
            return tuple(filter(None, (entry.expansion, *entry.aliases)))
        case _:
            return ()


def _before(entry: Record, content: Content) -> Iterator[Part]:
    """Yield what stands on the page before the analyst's prose."""
    match entry:
        case Quote():
            yield from _words(entry, content)
            yield Part(label(content.entries[entry.speaker]) if entry.speaker else "")
        case Claim():
            yield from _words(entry, content)
        case Actor():
            yield Part(" · ".join(filter(None, (entry.role, entry.original_name))))
        case Term():
            yield Part(entry.expansion)
        case Event():
            yield Part(entry.place)
        case Source():
            people = (", ".join(map(str, names)) for names in (entry.author, entry.editor, entry.translator))
            said = (*people, entry.container_title, entry.publisher, entry.number, entry.via, entry.note)
            yield Part(". ".join(filter(None, said)))


def _prose(entry: Record, content: Content) -> Iterator[Part]:
    for _, _, text in prose.fields(entry):
        yield Part(content.plain(text))


def _after(entry: Record) -> Iterator[Part]:
    """Yield what stands on the page after the analyst's prose."""
    match entry:
        case Quote():
            yield Part("; ".join(" ".join(filter(None, (step.label, step.note))) for step in entry.chain))
        case Claim():
            yield Part("; ".join(one.note for one in entry.evidence_passages if one.note))
        case Actor():
            yield Part("; ".join(filter(None, (relation.note for relation in entry.relations))))
        case Term():
            yield Part("; ".join(f"{one.quantity}: {one.value}, {one.owner}" for one in entry.figures))
        case Source():
            for passage in entry.passages:
                language = passage.language or entry.language
                yield Part(passage.exact, "" if language == "en" else language)
                yield Part(" ".join(filter(None, (passage.translation, passage.note))))


def _words(entry: Quote | Claim, content: Content) -> Iterator[Part]:
    """Yield the article's words that *entry* is about."""
    for place in content.anchors.places[entry.id]:
        article = content.articles[place.article]
        pieces = (article.text[piece.start : piece.end] for piece in place.pieces if isinstance(piece, Words))
        yield Part(_line(" ".join(pieces)), _language(article, content))


def _answer(content: Content) -> Text:
    meta = content.brief.meta
    answer = [f"{line.label}: {content.plain(line.text)}" for line in meta.answer] or [content.plain(meta.summary)]
    return Text(
        "answer", Part(meta.title), Address(addresses.HOME), tuple(map(Part, (meta.question, *answer))), (meta.title,)
    )


def _article(article: Article, content: Content) -> Iterator[Text]:
    record = article.record
    language = _language(article, content)
    page = Address(addresses.article_page(article.id))
    about = (f"{label(content.entries[record.outlet])}, {record.author}", content.plain(record.note or ""))
    parts = tuple(Part(words.strip(", ")) for words in about)
    yield Text("article", Part(record.headline), page, tuple(part for part in parts if part.words), (record.headline,))
    for number, words in _paragraphs(article, content):
        address = addresses.paragraph(article.id, number)
        yield Text("paragraph", Part(record.headline), address, (Part(_line(words), language),), label=f"¶ {number}")


def _paragraphs(article: Article, content: Content) -> Iterator[tuple[int, str]]:
    """Yield the number and the published words of each paragraph of *article*."""
    if article.record.publish == "full":
        for part in article.paragraphs:
            yield part.number, article.text[part.start : part.end]
        return
    for paragraph in content.annotated(article):
        if paragraph.marked:
            yield paragraph.number, " … ".join(segment.text for segment in paragraph.segments if segment.entries)


def _language_of(entry: Wording, content: Content) -> str:
    found = content.mentions_of.get(entry.id)
    return _language(found[0][0], content) if found else ""


def _language(article: Article, content: Content) -> str:
    """Return the language of the words of *article*, nothing where the page says so."""
    language = article.record.language
    return language if content.language_attributes(language) else ""


def _line(words: str) -> str:
    return " ".join(words.split())
