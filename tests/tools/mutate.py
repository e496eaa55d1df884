"""Damage the entries of real briefs in ways that mislead, and count how many the check refuses: ``nox -s mutate``.

Each mutant is a brief with one thing changed in memory: an entry, or the article beside an entry that stays. Seeded, so
that a run can be repeated. It prints what was refused of each kind, and every survivor.
"""

import argparse
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from build_scripts.anchor import Anchors, anchor
from build_scripts.brief.model import Article, Brief, Claim, Paragraph, Quote
from build_scripts.brief.sentences import sentences
from build_scripts.check import check
from build_scripts.load import load, paragraphs
from tests.places import ROOT

SOURCES = (ROOT / "source", *sorted(ROOT.glob("tests/pages/*/source")))
CONDITIONS = (
    ", unless the council objects",
    " but only if all agree",
    " provided that it is paid for",
    ", until 2030",
    " except in war",
)
NUMBERS = re.compile(r"\b\d[\d,.]*\b|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE)
QUOTED = re.compile(r"“([^”\[\]|*]+)”")
WORDS = ("mountain", "yesterday", "quietly", "harbour", "seventeen", "purple")


@dataclass(frozen=True)
class Mutant:
    """A damaged brief, and what was done to it."""

    kind: str
    what: str
    brief: Brief


Entry = Quote | Claim
Maker = Callable[[Brief, Anchors, random.Random], Iterator[Mutant]]


def changed(brief: Brief, entry: Any, **fields: Any) -> Brief:
    """Return *brief* with other *fields* in one quote or claim."""
    name = "quotes" if isinstance(entry, Quote) else "claims"
    entries = tuple(one.model_copy(update=fields) if one is entry else one for one in getattr(brief, name))
    changes: dict[str, Any] = {name: entries}
    return replace(brief, **changes)


def listed(brief: Brief) -> tuple[Entry, ...]:
    return (*brief.quotes, *brief.claims)


def targets(brief: Brief) -> Iterator[tuple[Entry, int, str]]:
    """Yield each target of the quotes and claims: the entry, its place in the list, its words."""
    for entry in listed(brief):
        for index, target in enumerate(entry.target):
            yield entry, index, target.exact


def with_exact(brief: Brief, entry: Entry, index: int, exact: str) -> Brief:
    """Return *brief* with other words in a target."""
    listed = list(entry.target)
    listed[index] = listed[index].model_copy(update={"exact": exact})
    return changed(brief, entry, target=tuple(listed))


def negated(brief: Brief, _: Anchors, chance: random.Random) -> Iterator[Mutant]:
    """Insert *not* between two words of a quotation, or as an editor's insertion."""
    for entry, index, exact in targets(brief):
        words = exact.split(" ")
        for word in ("not", "[not]", "[never]"):
            at = chance.randrange(1, len(words)) if len(words) > 1 else 1
            yield Mutant(
                "not put in",
                f"{entry.id}: {word}",
                with_exact(brief, entry, index, " ".join([*words[:at], word, *words[at:]])),
            )


def reworded(brief: Brief, _: Anchors, chance: random.Random) -> Iterator[Mutant]:
    """Change a word of a quotation."""
    for entry, index, exact in targets(brief):
        words = exact.split(" ")
        at, new = chance.randrange(len(words)), chance.choice(WORDS)
        yield Mutant(
            "word changed",
            f"{entry.id}: {words[at]} → {new}",
            with_exact(brief, entry, index, " ".join([*words[:at], new, *words[at + 1 :]])),
        )


def refigured(brief: Brief, _: Anchors, chance: random.Random) -> Iterator[Mutant]:
    """Change a figure of a quotation."""
    for entry, index, exact in targets(brief):
        for found in NUMBERS.finditer(exact):
            new = str(chance.randrange(20, 90)) if found[0][0].isdigit() else "thirteen"
            yield Mutant(
                "figure changed",
                f"{entry.id}: {found[0]} → {new}",
                with_exact(brief, entry, index, exact[: found.start()] + new + exact[found.end() :]),
            )


def conditioned(brief: Brief, anchors: Anchors, _: random.Random) -> Iterator[Mutant]:
    """Put a condition into the article, right after the words of an entry that does not quote it."""
    for article in brief.articles:
        for entry in listed(brief):
            places = anchors.places.get(entry.id, ())
            if not places or places[-1].article != article.id:
                continue
            at = places[-1].end
            while article.text[at - 1] in ".,;:!?":  # the words end a sentence, or a part of it: put it before the mark
                at -= 1
            if at != places[-1].end:
                continue
            for condition in CONDITIONS:
                yield Mutant(
                    "cut before a condition",
                    f"{entry.id}:{condition}",
                    with_text(brief, article, article.text[:at] + condition + article.text[at:]),
                )


def welded(brief: Brief, anchors: Anchors, chance: random.Random) -> Iterator[Mutant]:
    """Weld the beginning of one sentence to the end of another one."""
    del anchors
    for entry, index, exact in targets(brief):
        parts = [words for _, words in sentences(exact)]
        if len(parts) < 2:
            continue
        first, last = parts[0].split(" "), parts[-1].split(" ")
        if len(first) < 4 or len(last) < 4:
            continue
        for _ in range(6):
            head, tail = first[: chance.randrange(2, len(first) - 1)], last[chance.randrange(2, len(last) - 1) :]
            yield Mutant(
                "two sentences welded",
                f"{entry.id}: {' '.join(head)} […] {' '.join(tail)}",
                with_exact(brief, entry, index, f"{' '.join(head)} […] {' '.join(tail)}"),
            )


def swapped(brief: Brief, _: Anchors, __: random.Random) -> Iterator[Mutant]:
    """Give a quotation to another speaker."""
    for quote in brief.quotes:
        for actor in brief.actors:
            if quote.speaker and actor.id != quote.speaker:
                yield Mutant(
                    "another speaker",
                    f"{quote.id}: {quote.speaker} → {actor.id}",
                    changed(brief, quote, speaker=actor.id),
                )


def prose_changed(brief: Brief, _: Anchors, chance: random.Random) -> Iterator[Mutant]:
    """Change a word of what a note, an evidence or the background quotes, or of a passage that they quote."""
    for entry in listed(brief):
        field = "note" if isinstance(entry, Quote) else "evidence"
        text = getattr(entry, field)
        for found in QUOTED.finditer(text):
            words = found[1].split()
            if len(words) < 3:
                continue
            at, other = chance.randrange(1, len(words)), chance.choice(WORDS)
            for kind, put in (("word changed in prose", [other]), ("not put in in prose", ["[not]", words[at]])):
                damaged = " ".join([*words[:at], *put, *words[at + 1 :]])
                new = text[: found.start(1)] + damaged + text[found.end(1) :]
                yield Mutant(kind, f"{entry.id}: {damaged}", changed(brief, entry, **{field: new}))
    for source in brief.sources:
        for index, passage in enumerate(source.passages):
            words = passage.exact.split()
            words[-1] = chance.choice(WORDS)
            passages = list(source.passages)
            passages[index] = passage.model_copy(update={"exact": " ".join(words)})
            sources = tuple(
                one.model_copy(update={"passages": tuple(passages)}) if one is source else one for one in brief.sources
            )
            kind = f"word changed in a passage {'with' if source.capture else 'without'} a captured text"
            yield Mutant(kind, f"{source.id}: {' '.join(words)}", replace(brief, sources=sources))


def with_text(brief: Brief, article: Article, text: str) -> Brief:
    """Return *brief* with another text of *article*."""
    parts: tuple[Paragraph, ...] = paragraphs(text, article.record.paragraphs)
    new = replace(article, text=text, paragraphs=parts)
    return replace(brief, articles=tuple(new if one is article else one for one in brief.articles))


MAKERS: tuple[Maker, ...] = (negated, reworded, refigured, conditioned, welded, swapped, prose_changed)


def mutants(seed: int) -> Iterator[Mutant]:
    """Yield every mutant of every brief, the same for the same *seed*."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret
    for source in SOURCES:
        brief = load(source)
        anchors = anchor(brief)
        if any(check(brief, anchors)):
            sys.exit(f"{source} has problems before anything is changed")
        for maker in MAKERS:
            yield from maker(brief, anchors, chance)


def refused(brief: Brief) -> bool:
    """Return whether the check finds anything wrong with *brief*."""
    return any(True for _ in check(brief, anchor(brief)))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most", type=int, default=0, help="how many mutants of each kind and round; 0 for all")
    parser.add_argument("--rounds", type=int, default=1, help="how many times, each with another seed")
    options = parser.parse_args()
    made: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    survivors = set()
    for seed in range(options.seed, options.seed + options.rounds):
        here: Counter[str] = Counter()
        for mutant in mutants(seed):
            here[mutant.kind] += 1
            if options.most and here[mutant.kind] > options.most:
                continue
            made[mutant.kind] += 1
            if refused(mutant.brief):
                caught[mutant.kind] += 1
            else:
                survivors.add(f"{mutant.kind}: {mutant.what}")
    for kind in made:
        print(f"{kind}: {caught[kind]} of {made[kind]} refused")
    for survivor in sorted(survivors):
        print(f"  survived: {survivor}")
    print(f"{caught.total()} of {made.total()} damaged entries refused (seed {options.seed}, {options.rounds} rounds)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
