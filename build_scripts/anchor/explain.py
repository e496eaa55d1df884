"""Why a target has no place: what is wrong, in the writer's words, and what would be right."""

from collections.abc import Sequence
from functools import partial
from itertools import islice

from build_scripts.anchor.negations import negation
from build_scripts.anchor.phrases import after, before, listed, scalar, short
from build_scripts.anchor.places import Insertion, Place
from build_scripts.anchor.reading import Block, Reading, Span
from build_scripts.anchor.search import Search, Way
from build_scripts.anchor.selector import describe
from build_scripts.anchor.suggest import suggestion
from build_scripts.brief.folding import WORD
from build_scripts.brief.problems import Problem

MAX_PIECES_PER_TARGET = 200
"""How many words, ellipses and insertions a target may be made of: the time to place them grows with each."""


def refusal(search: Search, reading: Reading) -> Problem | None:
    """Return what no article could make right about *reading*."""
    exact, tokens = search.target.exact, reading.tokens
    if not any(isinstance(token, str) and WORD.search(token) for token in tokens):
        message = f'quotes no words of the article: "{short(exact)}"'
        return search.problem(message, "give at least one word of the article")
    if len(tokens) > MAX_PIECES_PER_TARGET:
        return search.problem(
            f"has more than {MAX_PIECES_PER_TARGET} ellipses and insertions", "split it into several targets"
        )
    typed = [token for token in tokens if not isinstance(token, Insertion)]
    if typed[0] is None or typed[-1] is None:
        message = f'begins or ends with an ellipsis: "{short(exact)}"'
        return search.problem(message, "remove it; an ellipsis is only needed between words")
    for text in reading.insertions:
        if word := negation(text, search.page.article.record.language):
            message = f'inserts "[{text}]": "{word}" reverses the meaning'
            return search.problem(message, "quote only what the article says")
    if reading.glued:
        message = f'inserts "{reading.glued[0]}" into a word, which makes it a different word'
        return search.problem(message, "put it between words; only an ending may touch a word, as in mill[s]")
    return None


def no_paragraph(search: Search) -> Problem:
    """Return the problem that the article has fewer paragraphs than the target says."""
    count = len(search.page.paragraphs)
    there = f"{count} paragraph{'' if count == 1 else 's'}"
    return search.problem(
        f"names paragraph {search.target.paragraph} of an article that has {there}", field="paragraph"
    )


def not_direct(search: Search, place: Place) -> Problem:
    """Return the problem that no passage between quotation marks holds *place*."""
    hint = "write form: indirect"
    if any(passage.start < place.end and place.start < passage.end for passage in search.page.passages):
        hint += ", or quote only the words between the marks; for a quotation in several pieces, list several targets"
    message = "is marked as direct speech, but the article does not put these words in quotation marks"
    return search.problem(f'{message}: "{short(search.target.exact)}"', hint)


def ambiguous(search: Search, reading: Reading, first: Way, last: Way) -> Problem:
    """Return the problem that the words can be placed in more than one way."""
    page = search.page
    if len(first) == 1:
        return _repeated(search, reading.blocks[0])
    index = next(i for i in range(len(first)) if first[i] != last[i])
    words = " ".join(reading.blocks[index].parts)
    where = page.lines([first[index][0][0], last[index][0][0]])
    message = f'leaves out words around a phrase that occurs in several places: "{short(words)}" ({where})'
    return search.problem(message, "quote more words before or after the ellipsis, or add the paragraph")


def missing(search: Search, readings: Sequence[Reading], *, suggest: bool) -> Problem:
    """Return why none of *readings*, the most literal first, stands in the article."""
    freest = readings[-1]
    if refused := refusal(search, freest):
        return refused
    # Before the words are called missing: perhaps only the paragraph, prefix or suffix is wrong.
    for reading in (freest, readings[0]):
        if search.first_way(reading.blocks, bound=False) is not None:
            return _out_of_context(search, reading)
    for block in freest.blocks:
        if search.first_way((block,), bound=False) is None:
            return _not_found(search, block, suggest=suggest)
    if way := search.first_way(freest.blocks, bound=False, apart=False):
        return _nothing_left_out(search, way)
    return _disordered(search, freest)


def _repeated(search: Search, block: Block) -> Problem:
    """Return the problem that the words stand in several places, with what would tell them apart."""
    page, most = search.page, 20
    # A common word may occur thousands of times; more than a few places help nobody, and counting them takes time.
    found = [*islice((hit for hit in page.hits(block) if search.fits(hit)), most + 1)]
    starts = [(hit[0][0], hit[-1][1]) for hit in found[:most]]
    more = len(found) > most
    count = f"more than {most}" if more else str(len(starts))
    where = page.lines(start for start, _ in starts[:5]) + (" …" if len(starts) > 5 else "")
    numbers = [page.paragraph_at(start) for start, _ in starts]
    hint = "add a prefix, a suffix or the paragraph"
    for (start, end), number in [] if more else [*zip(starts, numbers, strict=True)][:3]:
        hint += f"\nfor line {page.line(start)}: {_distinction(search, start, end, number, numbers)}"
    return search.problem(f'quotes words that occur in {count} places ({where}): "{short(search.target.exact)}"', hint)


def _distinction(search: Search, start: int, end: int, number: int, numbers: list[int]) -> str:
    """Return the field that tells ``text[start:end]`` from the other places."""
    page = search.page
    if word := page.negation_before(start):
        return f'also quote "{word}"'
    if numbers.count(number) == 1 and search.target.paragraph is None:
        return f"paragraph: {number}"
    try:
        described = describe(page, *page.folded.original(start, end))
    except ValueError:
        return "quote more words"
    context = (
        f"{name}: {scalar(text)}" for name, text in (("prefix", described.prefix), ("suffix", described.suffix)) if text
    )
    return ", ".join(context)


def _out_of_context(search: Search, reading: Reading) -> Problem:
    """Return which of paragraph, prefix and suffix does not fit words that the article does have."""
    page, target, exact = search.page, search.target, short(search.target.exact)
    hits = [*islice(page.hits(reading.blocks[0]), 50)]
    starts = [hit[0][0] for hit in hits]
    if target.paragraph is not None:
        low, high = page.paragraphs[target.paragraph - 1]
        if not any(low <= start < high for start in starts):
            numbers = listed([str(n) for n in dict.fromkeys(map(page.paragraph_at, starts))][:5])
            message = f'quotes words that are not in paragraph {target.paragraph}: "{exact}"'
            return search.problem(message, f"they are in paragraph {numbers} ({page.lines(starts[:5])})")
        hits = [hit for hit in hits if low <= hit[0][0] < high]
    if search.prefix and not any(page.precedes(search.prefix, hit[0][0]) for hit in hits):
        return _context_problem(search, "prefix", [(before(page.text, hit[0][0]), hit) for hit in hits[:3]])
    ends = [*islice(page.hits(reading.blocks[-1]), 50)]
    if search.suffix and not any(page.follows(search.suffix, hit[-1][1]) for hit in ends):
        return _context_problem(search, "suffix", [(after(page.text, hit[-1][1]), hit) for hit in ends[:3]])
    message = f'quotes words that are not where the prefix, suffix and paragraph say: "{exact}"'
    return search.problem(message, f"they are at {page.lines(starts[:5])}")


def _context_problem(search: Search, field: str, stands: list[tuple[str, list[Span]]]) -> Problem:
    """Return the problem that the words of *field* do not stand at the target's, and what *stands* there."""
    side, given = ("before", search.target.prefix) if field == "prefix" else ("after", search.target.suffix)
    there = (
        f'right {side} the words, the article has "{text}" ({search.page.lines([hit[0][0]])})' for text, hit in stands
    )
    message = f'the {field} is not right {side} the words: "{short(given)}"'
    return search.problem(message, "\n".join(there), field=field)


def _disordered(search: Search, reading: Reading) -> Problem:
    """Return the problem that the parts of a quotation stand in the article, but not so."""
    firsts = (next(search.page.hits(block)) for block in reading.blocks[:5])
    where = search.page.lines(hit[0][0] for hit in firsts)
    message = f'quotes words in a different order from the article: "{short(search.target.exact)}"'
    return search.problem(message, f"they are at {where}; an ellipsis stands for at least one word")


def _nothing_left_out(search: Search, way: Way) -> Problem:
    """Return the problem that an ellipsis stands where the article has no more words."""
    page, (start, end) = search.page, (way[0][0][0], way[-1][-1][1])
    message = f'has an ellipsis where the article leaves no words out: "{short(search.target.exact)}"'
    hint = f'the article has "{short(page.slice(start, end))}" ({page.lines([start])}); remove the ellipsis'
    return search.problem(message, hint)


def _not_found(search: Search, block: Block, *, suggest: bool) -> Problem:
    """Return the problem that the article does not have these words, with the nearest that it has."""
    page, words = search.page, " ".join(block.parts)
    cut = page.text.find(words)
    if cut >= 0:
        start, end = page.whole_words(cut, cut + len(words))
        hint = f'the article has "{short(page.slice(start, end))}" ({page.lines([start])})'
        return search.problem(f'quotes only parts of words: "{short(search.as_typed(words))}"', hint)
    hint = suggestion(page, words, partial(search.as_typed, words)) if suggest else ""
    return search.problem(f'quotes words that are not in the article: "{short(search.as_typed(words))}"', hint)
