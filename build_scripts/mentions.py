"""Where the articles mention the actors, the terms and the framing words: names are found, not written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from build_scripts.fold import WORD, Folded, fold
from build_scripts.model import Actor, Brief, Term, Wording
from build_scripts.problems import Location, Problem

_POSSESSIVE = re.compile(r"'s(?!\w)")
_PLURALS = ("", "s", "es")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names an entry: ``text[start:end]``, with a plural's ending and without a possessive one."""

    entry: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Family:
    """The names that begin with one word: how far in that word starts, how long the names are, whose each is."""

    entries: dict[str, str]
    shapes: list[tuple[int, int]]


class Names:
    """An index of names, that finds them in any text."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Index pairs of an entry's id and one of its names; of two that claim one name, the first has it."""
        self._families: dict[str, _Family] = {}
        for entry, name in names:
            for spelling in spellings(name):
                self._add(entry, spelling)
        for family in self._families.values():
            family.shapes.sort(key=lambda shape: -shape[1])

    def find(self, text: str | Folded) -> tuple[Mention, ...]:
        """Return the mentions in *text*, in order; where names overlap, the longest is the one that counts."""
        folded = fold(text) if isinstance(text, str) else text
        taken = bytearray(len(folded.text))
        mentions: list[Mention] = []
        for start, end, entry in sorted(self._matches(folded), key=lambda match: (match[0] - match[1], match[0])):
            if 1 not in taken[start:end]:
                taken[start:end] = b"\1" * (end - start)
                mentions.append(Mention(entry, *folded.original(start, end)))
        return tuple(sorted(mentions, key=lambda mention: mention.start))

    def _add(self, entry: str, spelling: str) -> None:
        """Index one spelling by its first word."""
        word = WORD.search(spelling)
        if word is None:
            return
        family = self._families.setdefault(word[0], _Family({}, []))
        family.entries.setdefault(spelling, entry)
        if (shape := (word.start(), len(spelling))) not in family.shapes:
            family.shapes.append(shape)

    def _matches(self, folded: Folded) -> Iterator[tuple[int, int, str]]:
        """Yield every occurrence of a name: start, end, entry."""
        for word in WORD.finditer(folded.text):
            for plural in _PLURALS:
                first = word[0].removesuffix(plural) if plural else word[0]
                if (not plural or first != word[0]) and (family := self._families.get(first)):
                    yield from self._of_family(folded, word.start(), family, plural)

    def _of_family(self, folded: Folded, at: int, family: _Family, plural: str) -> Iterator[tuple[int, int, str]]:
        """Yield the names of *family* that stand where its first word, perhaps a name of its own, is at *at*."""
        for offset, length in family.shapes:
            start = at - offset
            spelling = folded.text[max(0, start) : start + length]
            entry = family.entries.get(spelling) if len(spelling) == length else None
            if entry is None or folded.inside_word(start, hyphens=False):
                continue
            end = _end(folded, start + length, (plural,) if plural else _PLURALS)
            if end is not None:
                yield start, end, entry


def mentions(brief: Brief) -> Mapping[str, tuple[Mention, ...]]:
    """Return the mentions in each article, by its id; framing words may overlap actors and terms, which never overlap."""
    layers = (names(brief), wordings(brief))
    found: dict[str, tuple[Mention, ...]] = {}
    for article in brief.articles:
        folded = fold(article.text)
        every = [mention for layer in layers for mention in layer.find(folded)]
        found[article.id] = tuple(sorted(every, key=lambda mention: (mention.start, -mention.end)))
    return found


def names(brief: Brief) -> Names:
    """Return the index of the names of actors and terms."""
    entries: tuple[Actor | Term, ...] = (*brief.actors, *brief.terms)
    return Names((entry.id, name) for entry in entries for _, name in _named(entry))


def wordings(brief: Brief) -> Names:
    """Return the index of the framing words."""
    return Names((entry.id, name) for entry in brief.wordings for _, name in _named(entry))


def name_problems(brief: Brief) -> Iterator[Problem]:
    """Yield a problem for each name that an entry claims after another one did."""
    layers: tuple[tuple[Actor | Term | Wording, ...], ...] = ((*brief.actors, *brief.terms), brief.wordings)
    for layer in layers:
        owners: dict[str, tuple[str, Location]] = {}
        for entry in layer:
            for field, name in _named(entry):
                yield from _claims(owners, entry, field, name)


def spellings(name: str) -> tuple[str, ...]:
    """Return the ways *name* is found, folded: as it is, and a name without a capital also with one at its beginning."""
    folded = fold(name).text.strip()
    capital = folded[:1].upper() + folded[1:]
    return (folded, capital) if folded == folded.lower() and capital != folded else (folded,)


def _claims(
    owners: dict[str, tuple[str, Location]], entry: Actor | Term | Wording, field: str, name: str
) -> Iterator[Problem]:
    """Enter *name* among the *owners*, or yield whose it is already."""
    where = entry.where.location(field)
    taken = [owners[spelling] for spelling in spellings(name) if spelling in owners]
    others = [(owner, location) for owner, location in taken if owner != entry.id]
    if others:
        owner, location = others[0]
        message = f'claims a name that "{owner}" has ({location}): "{" ".join(name.split())}"'
        yield Problem(where, message, "keep it in one of the two, so that each mention has one meaning")
        return
    if not WORD.search(fold(name).text):
        yield Problem(where, f'has a name without a letter or a digit: "{name}"', "give a name that a text can hold")
    for spelling in spellings(name):
        owners.setdefault(spelling, (entry.id, where))


def _named(entry: Actor | Term | Wording) -> Iterator[tuple[str, str]]:
    """Yield the names of *entry*, each with its field."""
    match entry:
        case Actor():
            yield "name", entry.name
        case Term():
            yield "term", entry.term
            if entry.expansion:
                yield "expansion", entry.expansion
        case Wording():
            yield "words", entry.words
            return
    yield from ((f"aliases.{index}", alias) for index, alias in enumerate(entry.aliases))


def _end(folded: Folded, end: int, plurals: Iterable[str]) -> int | None:
    """Return where a name that is found up to *end* ends, with a plural's ending, if it ends as a word does."""
    text = folded.text
    for plural in plurals:
        stop = end + len(plural)
        if plural and not (text.startswith(plural, end) and text[end - 1].isalnum()):
            continue
        possessive = _POSSESSIVE.match(text, stop)
        if possessive or not folded.inside_word(stop, hyphens=False):
            return stop
    return None
