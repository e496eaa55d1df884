"""The article's text, cut where annotations begin and end, so that overlapping ones can all be shown."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_scripts.brief.model import Article, Paragraph

_CLOSING = re.compile(r"""[.,;:!?…。，！？；：、)\]”’"'»」』]+(?!\w)""")
"""What closes a sentence or a quotation: a reference stands after it, never between a word and its full stop."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch ``text[start:end]`` of an article that an entry is about."""

    entry: str
    start: int
    end: int
    repeated: bool = False
    """Whether the entry is about each of its stretches by itself, and not about all of them as one."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text over which the same annotations hold."""

    text: str
    entries: tuple[str, ...]
    """The annotations that cover it."""
    mention: str
    """The actor or term that it names for the first time in its paragraph, or nothing."""
    begin: tuple[str, ...]
    """The annotations whose first words these are."""
    end: tuple[str, ...]
    """The annotations to which a reference stands after these words, which they need not cover."""


@dataclass(frozen=True, slots=True)
class AnnotatedParagraph:
    """A paragraph of an article, in segments."""

    number: int
    segments: tuple[Segment, ...]
    notes: tuple[str, ...]
    """The annotations whose notes belong to it: those that end here, and repeated ones that begin here."""

    @property
    def spaced(self) -> bool:
        """Whether it holds white space that HTML would fold."""
        return bool(re.search(r"\s\s|[^\S ]", "".join(segment.text for segment in self.segments)))

    @property
    def marked(self) -> bool:
        """Whether any annotation is about words of this paragraph."""
        return any(segment.entries for segment in self.segments)


def annotate(article: Article, spans: Sequence[Span], mentions: Sequence[Span]) -> tuple[AnnotatedParagraph, ...]:
    """Return the paragraphs of *article* in segments; joined, their texts are the paragraphs' texts.

    The *mentions* do not overlap.
    """
    first: dict[str, Span] = {}
    last: dict[str, Span] = {}
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        first.setdefault(span.entry, span)
        if span.end >= last.setdefault(span.entry, span).end and not span.repeated:
            last[span.entry] = span
    here, named = _by_paragraph(article, spans), _by_paragraph(article, mentions)
    return tuple(
        _annotated(article, part, here.get(part.number, ()), named.get(part.number, ()), first, last)
        for part in article.paragraphs
    )


def _by_paragraph(article: Article, spans: Iterable[Span]) -> Mapping[int, Sequence[Span]]:
    """Return the *spans* with words in each paragraph, by its number."""
    found: dict[int, list[Span]] = {}
    for span in spans:
        index = _ended(article.paragraphs, span.start)
        while index < len(article.paragraphs) and article.paragraphs[index].start < span.end:
            found.setdefault(article.paragraphs[index].number, []).append(span)
            index += 1
    return found


def paragraph_at(article: Article, position: int) -> Paragraph:
    """Return the paragraph at *position*, or else the next one, or else the last."""
    return article.paragraphs[min(_ended(article.paragraphs, position), len(article.paragraphs) - 1)]


def _ended(paragraphs: Sequence[Paragraph], position: int) -> int:
    """Return how many of *paragraphs* end at or before *position*."""
    return bisect_right(paragraphs, position, key=lambda paragraph: paragraph.end)


def _annotated(
    article: Article,
    paragraph: Paragraph,
    spans: Sequence[Span],
    mentions: Sequence[Span],
    first: Mapping[str, Span],
    last: Mapping[str, Span],
) -> AnnotatedParagraph:
    once = {span.entry: span for span in sorted(mentions, key=lambda span: span.start, reverse=True)}
    ending = [span for span in spans if span.end <= paragraph.end and (span.repeated or span == last[span.entry])]
    references: dict[int, dict[str, None]] = {}
    for span in sorted(ending, key=lambda span: span.end):
        references.setdefault(_reference_at(article, span.end, paragraph.end), {})[span.entry] = None
    segments = tuple(_segments(article.text, paragraph, spans, [*reversed(once.values())], first, references))
    ends = {span.entry: span.end for span in ending if span == last[span.entry]}
    return AnnotatedParagraph(paragraph.number, segments, tuple(sorted(ends, key=lambda entry: (ends[entry], entry))))


def _reference_at(article: Article, end: int, limit: int) -> int:
    """Return where the reference to an annotation that ends at *end* stands: after what closes the sentence, if it is shown."""
    closing = _CLOSING.match(article.text, end, limit) if article.record.publish == "full" else None
    return closing.end() if closing else end


def _segments(
    text: str,
    paragraph: Paragraph,
    spans: Sequence[Span],
    mentions: Sequence[Span],
    first: Mapping[str, Span],
    references: Mapping[int, Iterable[str]],
) -> Iterator[Segment]:
    cuts = {paragraph.start, paragraph.end, *references}
    for span in (*spans, *mentions):
        cuts |= {max(span.start, paragraph.start), min(span.end, paragraph.end)}
    named = {max(span.start, paragraph.start): span for span in mentions}
    name: Span | None = None
    for start, end in pairwise(sorted(cuts)):
        name = named.get(start, name)
        mention = name.entry if name and start < name.end else ""
        covering = [span for span in spans if span.start <= start and span.end >= end]
        yield Segment(
            text=text[start:end],
            entries=tuple(dict.fromkeys(span.entry for span in covering)),
            mention=mention,
            begin=tuple(dict.fromkeys(span.entry for span in covering if first[span.entry].start == start)),
            end=tuple(references.get(end, ())),
        )
