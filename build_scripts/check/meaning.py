"""The rules of meaning: words that are in the article but mislead. Pure.

Each rule reads what stands around the words of an entry in the article: what limits them, what is left out between them,
what denies them. A finding can be waived with a reason, like those of ``rules.py``.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from build_scripts.anchor import Gap, Insertion, Place, Searchable, locate
from build_scripts.anchor.reading import readings
from build_scripts.brief.folding import fold
from build_scripts.brief.model import Claim, Event, Quote, Target
from build_scripts.check import liberties
from build_scripts.check.draft import Draft, Finding
from build_scripts.check.lexicon import Lexicon, lexicon
from build_scripts.check.scene import Scene, Span, scenes

Entry = Quote | Claim | Event


def placed(draft: Draft) -> Iterator[tuple[Entry, Sequence[Place], Scene, Lexicon]]:
    """Yield every quote, claim and event that has its places, in articles whose language is known here."""
    known = scenes(draft)
    entries: tuple[Entry, ...] = (*draft.brief.quotes, *draft.brief.claims, *draft.brief.events)
    for entry in entries:
        places = draft.anchors.places.get(entry.id, ())
        if len(places) != len(entry.target):  # those of another entry with the same id, which is a problem of its own
            continue
        if places and (words := known[places[0].article].words):
            yield entry, places, known[places[0].article], words


def cut_short(draft: Draft) -> Iterator[Finding]:
    """Find entries that end right before words that limit them, or between a figure and its unit."""
    for entry, places, scene, words in placed(draft):
        for fault in liberties.cut_faults(scene, places[-1], words, spoken=_is_speech(entry)):
            yield _finding(entry, -1, fault)


def left_out(draft: Draft) -> Iterator[Finding]:
    """Find what an entry leaves out that its readers need: conditions, figures, whole turns of speech."""
    for entry, places, scene, words in placed(draft):
        for index, (gap, between) in enumerate(_gaps(places)):
            piece = min(index, len(entry.target) - 1)
            spoken = between and _is_speech(entry)
            for fault in liberties.gap_faults(scene, gap, words, between=between, between_speech=spoken):
                yield _finding(entry, piece, fault)


def _gaps(places: Sequence[Place]) -> Iterator[tuple[Span, bool]]:
    """Yield what an entry leaves out, and whether it stands between two of its pieces."""
    for index, place in enumerate(places):
        yield from (((piece.start, piece.end), False) for piece in place.pieces if isinstance(piece, Gap))
        if index + 1 < len(places) and places[index + 1].article == place.article:
            yield (place.end, places[index + 1].start), True


def insertions(draft: Draft) -> Iterator[Finding]:
    """Find what an editor inserts that explains nothing: it limits or turns the words, is long, or mixes alphabets."""
    for entry, places, _, words in placed(draft):
        for index, place in enumerate(places):
            for fault in liberties.insertion_faults(place, words):
                yield _finding(entry, index, fault, fault.word)


def framed_words(draft: Draft) -> Iterator[Finding]:
    """Find words that the article puts inside somebody's denial, doubt or condition, where the entry does not say so."""
    for entry, places, scene, words in placed(draft):
        # What an article only alludes to may be under a condition: the event's own words say what came of it.
        if (entry.in_article == "alluded") if isinstance(entry, Event) else entry.within:
            continue
        whole = Place(scene.article.id, (*places[0].pieces, *places[-1].pieces))
        for fault in liberties.frame_faults(scene, whole, words):
            within = "" if isinstance(entry, Event) else f", or write within: {fault.within}"
            yield _finding(entry, 0, replace(fault, hint=f"{fault.hint}{within}"))


def passages_of_sources(draft: Draft) -> Iterator[Finding]:
    """Find passages of sources that leave out or insert what changes the meaning: as far as a capture shows it, or they do."""
    captures = {capture.id: Searchable(capture) for capture in draft.brief.captures}
    for source in draft.brief.sources:
        page = captures.get(source.id)
        for passage in source.passages:
            words = lexicon(passage.language or source.language)
            if words is None:
                continue
            exact = Target(exact=passage.exact, prefix=passage.prefix, suffix=passage.suffix, where=passage.where)
            place = locate(page, exact, suggest=False) if page else Place(source.id, _typed(passage.exact))
            faults = [*_faults_of_passage(page, place, words)] if isinstance(place, Place) else []
            for fault in faults:
                where = passage.where.location("exact")
                yield Finding(fault.rule, f"{source.id}#{passage.id}", where, fault.message, fault.hint)


def _typed(exact: str) -> tuple[Insertion, ...]:
    """Return what is inserted into words that can be compared with nothing."""
    freest = [*readings(fold(exact).text.strip(" "))][-1]
    return tuple(Insertion(text) for text in freest.insertions)


def _faults_of_passage(page: Searchable | None, place: Place, words: Lexicon) -> Iterator[liberties.Fault]:
    if page is None:
        yield from liberties.insertion_faults(place, words)
        return
    scene = Scene(page.article, tuple((one.start, one.end) for one in page.passages))
    for fault in liberties.faults(scene, place, words):
        yield replace(fault, message=fault.message.replace("in the article", "in the capture"))


def _is_speech(entry: Entry) -> bool:
    return isinstance(entry, Quote) and entry.form != "indirect"


def _finding(entry: Entry, piece: int, fault: liberties.Fault, words: str = "") -> Finding:
    """Return the finding of a *fault* of one *piece* of an entry, known by its id unless by the *words*."""
    where = entry.target[piece].where.location("exact")
    return Finding(fault.rule, words or entry.id, where, fault.message, fault.hint)


RULES = (cut_short, left_out, insertions, framed_words, passages_of_sources)
