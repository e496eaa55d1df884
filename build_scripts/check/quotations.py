"""Which of the quotations in the articles no annotation covers and no waiver names."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from build_scripts.anchor.marks import Passage, passages
from build_scripts.anchor.phrases import scalar, short
from build_scripts.anchor.places import Anchors, Place
from build_scripts.brief.folding import WORD, fold
from build_scripts.brief.model import Article, Brief, Quote, Waiver
from build_scripts.brief.problems import Location, Problem

__all__ = ["RULE", "Passage", "core_words", "passages", "quotation_problems", "uncovered"]

RULE = "quotation-without-annotation"
"""The rule's name, for waivers."""
PART = "quotation-annotated-in-part"
"""What a passage breaks of which a part is published: unlike a passage without any entry, no draft may have the rest."""
_LEFT_OUT = re.compile(r"\[[^\[\]]*\]|…")


def uncovered(
    article: Article, found: Iterable[Passage], places: Iterable[Place], waived: Iterable[str] = ()
) -> tuple[Passage, ...]:
    """Return the passages of *article* with a word that no place covers, as far as the *waived* texts do not name them.

    A place covers all from its start to its end, with the words that it leaves out; *places* of other articles do not
    count. A waived text names a passage if it has just its words, but for marks, points and spaces around them.
    """
    spans = _merged((place.start, place.end) for place in places if place.article == article.id)
    set_aside = {core_words(text) for text in waived}
    return tuple(
        passage
        for passage in found
        if any(WORD.search(article.text, start, end) for start, end in _rest(passage, spans))
        and not (set_aside and core_words(article.text[passage.start : passage.end]) in set_aside)
    )


def quotation_problems(brief: Brief, anchors: Anchors) -> Iterator[Problem]:
    """Yield a problem for each passage that no quote covers and no waiver names, and for each waiver of nothing.

    *anchors* are those of *brief*. A passage that a quote with a problem of its own seems to be about is not reported again.
    """
    by_article: dict[str, list[Place]] = {}
    for place in (place for quote in brief.quotes for place in anchors.places.get(quote.id, ())):
        by_article.setdefault(place.article, []).append(place)
    attempts = _attempts(quote for quote in brief.quotes if quote.id not in anchors.places)
    unread = "\n".join(fold(text).text for text in brief.unread)
    attempts += unread.splitlines()
    unfound = [*attempts]
    for article in brief.articles:
        found = anchors.passages[article.id]
        open_passages = uncovered(article, found, by_article.get(article.id, ()))
        candidates = (passage for passage in open_passages if core_words(_words(article, passage)) not in unread)
        yield from _open_problems(article, candidates, attempts, by_article.get(article.id, ()))
        yield from _idle_waivers(article, open_passages, unfound)


def core_words(text: str) -> str:
    """Return *text* folded, without the marks, points and spaces around it."""
    folded = fold(text).text
    words = [*WORD.finditer(folded)]
    return folded[words[0].start() : words[-1].end()] if words else ""


def _open_problems(
    article: Article, found: Iterable[Passage], attempts: Sequence[str], places: Iterable[Place]
) -> Iterator[Problem]:
    """Yield a problem for each passage that is not waived, unless one of the *attempts* to quote is about it."""
    spans = _merged((place.start, place.end) for place in places)
    waived = {core_words(waiver.exact) for waiver in _waivers(article)}
    for passage in found:
        words = _words(article, passage)
        folded = core_words(words)
        if folded in waived or any(_is_about(attempt, folded) for attempt in attempts):
            continue
        where = Location(article.path, 1 + article.text.count("\n", 0, passage.start))
        if any(start < passage.end and passage.start < end for start, end in spans):
            message = f'only a part of this quotation is annotated: "{short(words)}"'
            yield Problem(where, message, _hint(article, words), PART)
        else:
            yield Problem(where, f'no annotation covers this quotation: "{short(words)}"', _hint(article, words), RULE)


def _words(article: Article, passage: Passage) -> str:
    return " ".join(article.text[passage.start : passage.end].split())


def _attempts(failed: Iterable[Quote]) -> list[str]:
    """Return the words and titles of quotes that have problems, folded: whole, and cut where they leave words out."""
    exact = [fold(text).text for quote in failed for text in (quote.title, *(target.exact for target in quote.target))]
    parts = (core_words(part) for text in exact for part in _LEFT_OUT.split(text))
    return [*dict.fromkeys(filter(None, (*exact, *parts)))]


def _is_about(attempt: str, words: str) -> bool:
    """Return whether a quote's words, though they are not the article's, are meant to be these, or a part of them.

    A passage of one word is in many quotations, and none is about it for that: it is at least half as long.
    """
    if fuzz.ratio(attempt[:1000], words[:1000], score_cutoff=70) > 0:
        return True
    if len(attempt) <= 15 or len(words) * 2 < len(attempt):
        return False
    return fuzz.partial_ratio(attempt[:1000], words[:2000], score_cutoff=85) > 0


def _idle_waivers(article: Article, found: Iterable[Passage], attempts: Sequence[str]) -> Iterator[Problem]:
    """Yield a problem for each waiver of the rule that no open passage needs, unless a quote that failed is about it."""
    needed = {core_words(article.text[passage.start : passage.end]) for passage in found}
    seen: set[str] = set()
    for waiver in _waivers(article):
        words = core_words(waiver.exact)
        if words not in needed or words in seen:
            why = "no unannotated quotation has exactly these words; remove the waiver"
            if any(words == attempt or _is_about(attempt, words) for attempt in attempts):
                continue
            message = f'waives nothing: "{short(waiver.exact)}" ({RULE})'
            yield Problem(waiver.where.location("exact"), message, why, "idle")
        seen.add(words)


def _waivers(article: Article) -> tuple[Waiver, ...]:
    """Return the article's waivers of the rule."""
    return tuple(waiver for waiver in article.record.waivers if waiver.rule == RULE)


def _hint(article: Article, words: str) -> str:
    """Return what to paste: a quote's target, or a waiver."""
    exact = scalar(words)
    record = article.record.where.path or f"the record of {article.id}"
    return (
        f"annotate it with a quote: target: {{article: {article.id}, exact: {exact}}}\n"
        f"or waive it in {record}: waivers: [{{rule: {RULE}, exact: {exact}, reason: '…'}}]"
    )


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return *spans* in order, those that touch or overlap made one."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _rest(passage: Passage, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of *passage* that no span covers."""
    at = passage.start
    for start, end in spans[max(0, bisect_right(spans, (passage.start,)) - 1) :]:
        if start >= passage.end:
            break
        if at < start:
            yield at, start
        at = max(at, end)
    if at < passage.end:
        yield at, passage.end
