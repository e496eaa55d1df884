"""Selector -> place: the gate that every quotation passes."""

import re
from collections.abc import Iterator

from build_scripts.anchor import explain
from build_scripts.anchor.negations import turning_word
from build_scripts.anchor.phrases import around, short
from build_scripts.anchor.places import Gap, Insertion, Piece, Place, Words
from build_scripts.anchor.reading import Reading, Span, readings, unmarked
from build_scripts.anchor.search import Search
from build_scripts.anchor.searchable import Searchable
from build_scripts.brief.model import Article, Target
from build_scripts.brief.problems import Problem

_OPEN_ENDS = re.compile(r"^[ .…]*(?:\[ ?… ?\])?[ .…]*|[ .…,;:!?]*(?:\[ ?… ?\])?[ .…,;:!?]*$")
"""What shows, at the ends of quoted words, that more came before or after them."""


def locate(
    article: Article | Searchable, target: Target, *, direct: bool = False, suggest: bool = True
) -> Place | Problem:
    """Return the one place where *target* stands in *article*, in code points of its text, or why there is none.

    A target is a W3C ``TextQuoteSelector`` whose ``exact`` may hold ``…``, ``[…]`` and ``[word]``; which article it
    names is not looked at. *direct* ones stand between the article's quotation marks, and their place is without them.
    Where *suggest* is false, a problem does not name the nearest words, which takes time. Nothing is raised: what is
    wrong with a target is a problem at its line.
    """
    search = Search(article if isinstance(article, Searchable) else Searchable(article), target)
    if target.paragraph is not None and target.paragraph > len(search.page.paragraphs):
        return explain.no_paragraph(search)
    # With its quotation marks first: an article may have marks of its own within the quotation.
    typed = search.exact
    for typed in dict.fromkeys((search.exact, unmarked(search.exact) if direct else search.exact)):
        for reading in readings(typed):
            found = None if explain.refusal(search, reading) else _placed(search, reading, direct=direct)
            if found is not None:
                return found
    return explain.missing(search, [*readings(typed)], suggest=suggest)


MOST_PLACES = 20
"""How many places of words that stand again and again are looked at."""


def found_places(page: Searchable, words: str) -> Iterator[Place | Problem]:
    """Yield the places of *page* that have *words* as a quotation must have them, in order, up to ``MOST_PLACES``.

    A mark or an ellipsis at their ends may be the writer's own. Where a negation is left out or stands right before
    them, there is a problem, without a line, in place of the place.
    """
    search = Search(page, Target(exact=words))
    for typed in dict.fromkeys((search.exact, search.exact.rstrip(".,;:!?"), _OPEN_ENDS.sub("", search.exact))):
        for reading in readings(typed):
            low, count = 0, 0
            while count < MOST_PLACES and not explain.refusal(search, reading):
                way = search.first_way(reading.blocks, bound=False, low=low)
                if way is None:
                    break
                place = Place(page.article.id, tuple(_pieces(page, reading, [span for block in way for span in block])))
                yield _turned_within(search, place) or _turned_before(search, place) or place
                low, count = way[0][0][0] + 1, count + 1


def _placed(search: Search, reading: Reading, *, direct: bool) -> Place | Problem | None:
    """Return the place of *reading*, the problem with it, or None if the article does not have its words."""
    # Two searches decide whether the place is the only one: every other lies between the first and the last. To list all
    # of them would take time that grows with each ellipsis.
    first = search.first_way(reading.blocks)
    last = first and search.last_way(reading.blocks)
    if first is None or last is None:
        return None
    if first != last:
        return explain.ambiguous(search, reading, first, last)
    pieces = _pieces(search.page, reading, [span for block in first for span in block])
    place = Place(search.page.article.id, tuple(pieces))
    if turned := _turned_within(search, place):
        return turned
    whole = _in_marks(search.page, place) if direct else place
    return explain.not_direct(search, place) if whole is None else _turned_before(search, whole) or whole


def _pieces(page: Searchable, reading: Reading, spans: list[Span]) -> Iterator[Piece]:
    """Yield the pieces of *reading*, whose words stand at *spans* of the folded text."""
    originals = [page.folded.original(*span) for span in spans]
    index, gap_given = 0, True
    for token in reading.tokens:
        if isinstance(token, Insertion):
            yield token
        elif token is not None:
            yield Words(*originals[index])
            index, gap_given = index + 1, False
        elif not gap_given:
            yield Gap(originals[index - 1][1], originals[index][0])
            gap_given = True


def _in_marks(page: Searchable, place: Place) -> Place | None:
    """Return *place* cut to the passage between quotation marks that holds it, or None if none does."""
    passage = page.passage_around(place.start, place.end)
    if passage is None:
        return None
    pieces = tuple(
        Words(max(piece.start, passage.start), min(piece.end, passage.end)) if isinstance(piece, Words) else piece
        for piece in place.pieces
    )
    empty = any(piece.start >= piece.end for piece in pieces if isinstance(piece, Words))
    return None if empty else Place(place.article, pieces)


def _turned_within(search: Search, place: Place) -> Problem | None:
    """Return the problem that words left out turn the sentence round."""
    text, language = search.page.article.text, search.page.article.record.language
    for piece in place.pieces:
        if isinstance(piece, Gap) and (word := turning_word(text, piece.start, piece.end, language)):
            hint = f'include it: "{short(around(text, piece.start, piece.end))}"'
            return search.problem(f'leaves out "{word}", which reverses the meaning', hint)
    return None


def _turned_before(search: Search, place: Place) -> Problem | None:
    """Return the problem that the word right before the first one turns the sentence round."""
    page = search.page
    start, end = page.folded.folded(place.start, place.words[0].end)
    word = page.negation_before(start)
    if not word:
        return None
    message = f'begins right after "{word}", which reverses the meaning: "{short(search.target.exact)}"'
    widened = short(page.slice(page.text.rindex(word, 0, start), end))
    return search.problem(message, f'include it: "{widened}"')
