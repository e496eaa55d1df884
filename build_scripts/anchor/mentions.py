"""Where the articles mention the actors, the terms and the framing words: names are found, not written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from build_scripts.brief.folding import WORD, Folded, fold
from build_scripts.brief.kinds import KINDS
from build_scripts.brief.languages import primary
from build_scripts.brief.model import MENTIONED, Brief, Record
from build_scripts.brief.recent import Recent

_POSSESSIVE = re.compile(r"'s(?!\w)")
_PLURALS = ("", "s", "es")
_ELIDING = frozenset(("ast", "ca", "co", "fr", "it", "lij", "oc", "pms", "scn", "wa"))
"""The languages that shorten a word before a name to one with an apostrophe: "l’Italia", "dell’Italia"."""
_ELIDED = re.compile(r"(?<!\w)\w{1,6}'$")
_SUFFIXING = frozenset(("az", "et", "pl", "tr", "tt"))
"""The languages that put an apostrophe between a name and its ending: "İran’ın"."""
_PARTICLES = (
    *(
        "가",
        "과",
        "까지",
        "께",
        "께서",
        "나",
        "는",
        "대로",
        "도",
        "라고",
        "라는",
        "라도",
        "로",
        "로서",
        "로써",
        "를",
        "마다",
        "마저",
        "만",
    ),
    *(
        "밖에",
        "보다",
        "부터",
        "뿐",
        "에",
        "에게",
        "에게서",
        "에서",
        "에서는",
        "에는",
        "에도",
        "와",
        "와의",
        "으로",
        "으로는",
        "은",
        "을",
    ),
    *("의", "이", "이나", "이다", "이라고", "이라는", "이며", "조차", "처럼", "하고", "한테"),
)
"""What Korean writes right after a noun."""
LONGEST_CHUNK = 40
"""Up to how many characters without a space are remembered; only scripts without spaces have longer ones."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names an entry: ``text[start:end]`` in code points, with a plural's ending, without a possessive one."""

    entry: str
    start: int
    end: int


class Names:
    """An index of names, that finds them in any text."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Index pairs of an entry's id and one of its names; of two that claim one name, the first has it."""
        self._entries: dict[str, str] = {}
        for entry, name in names:
            for spelling in spellings(name):
                self._entries.setdefault(spelling, entry)
        self._chunks = _Chunks(self._entries)

    def find(self, text: str | Folded, language: str = "en") -> tuple[Mention, ...]:
        """Return the mentions in *text*, in order; where names overlap, the longest is the one that counts.

        Places are code points of *text*, of a folded one those of its source.
        """
        folded = fold(text) if isinstance(text, str) else text
        taken = bytearray(len(folded.text))
        mentions: list[Mention] = []
        found = self._matches(folded, primary(language))
        for start, end, entry in sorted(found, key=lambda match: (match[0] - match[1], match[0])):
            if 1 not in taken[start:end]:
                taken[start:end] = b"\1" * (end - start)
                mentions.append(Mention(entry, *folded.original(start, end)))
        return tuple(sorted(mentions, key=lambda mention: mention.start))

    def _matches(self, folded: Folded, language: str) -> Iterator[tuple[int, int, str]]:
        """Yield every occurrence of a name: start, end, entry."""
        at = 0
        for chunk in folded.text.split(" "):
            for offset, length in self._chunks[chunk]:
                start, stop = at + offset, at + offset + length
                entry = self._entries.get(folded.text[start:stop]) if start >= 0 and stop <= len(folded.text) else None
                if entry is None or not _begins(folded, start, language):
                    continue
                end = _end(folded, stop, language)
                if end is not None:
                    yield start, end, entry
            at += len(chunk) + 1


class _Chunks(dict[str, tuple[tuple[int, int], ...]]):
    """By a stretch of text without spaces: where names may begin, seen from its start, and how long they are.

    Most stretches come again and again, and most have no name: to look one up is much faster than to part its words.
    """

    def __init__(self, spellings: Iterable[str]) -> None:
        super().__init__()
        self._by_word: dict[str, dict[tuple[int, int], None]] = {}
        first_words = [(spelling, word) for spelling in spellings if (word := WORD.search(spelling))]
        for spelling, word in first_words:
            self._by_word.setdefault(word[0], {})[word.start(), len(spelling)] = None
        for spelling, word in first_words:
            for ending in _endings(spelling[-1]) if word.end() == len(spelling) else ():
                self._by_word.setdefault(word[0] + ending, {})[word.start(), len(spelling)] = None

    def __missing__(self, chunk: str) -> tuple[tuple[int, int], ...]:
        """Return what the words of *chunk* say, and remember it unless the text is one without spaces."""
        found = tuple(
            (word.start() - before, length)
            for word in WORD.finditer(chunk)
            for before, length in self._by_word.get(word[0], ())
        )
        if len(chunk) <= LONGEST_CHUNK:
            self[chunk] = found
        return found


def mentions(
    brief: Brief, folded: Mapping[str, Folded] | None = None, recent: Recent | None = None
) -> Mapping[str, tuple[Mention, ...]]:
    """Return the mentions in each article, by its id; framing words may overlap actors and terms, which never overlap.

    Places are code points of the article's text. Articles that are *folded* already, by their ids, are not folded again.
    What was found is kept as *recent*.
    """
    recent = recent or Recent()
    listed = tuple(tuple(_names(brief, how)) for how in ("name", "word"))
    layers = recent.once(("names", listed), listed, lambda: tuple(map(Names, listed)))
    return {
        article.id: recent.once(
            ("mentions", id(article), id(layers)),
            (article, layers),
            partial(_mentions, layers, folded[article.id] if folded else fold(article.text), article.record.language),
        )
        for article in brief.articles
    }


def _mentions(layers: tuple[Names, ...], text: Folded, language: str) -> tuple[Mention, ...]:
    every = [mention for layer in layers for mention in layer.find(text, language)]
    return tuple(sorted(every, key=lambda mention: (mention.start, -mention.end)))


def names(brief: Brief) -> Names:
    """Return the index of the names of actors and terms."""
    return _index(brief, "name")


def wordings(brief: Brief) -> Names:
    """Return the index of the framing words."""
    return _index(brief, "word")


def _index(brief: Brief, how: str) -> Names:
    return Names(_names(brief, how))


def _names(brief: Brief, how: str) -> Iterator[tuple[str, str]]:
    """Yield each name, with the id of what has it."""
    return ((entry.id, name) for entry in mentioned(brief, how) for _, name in named(entry))


def mentioned(brief: Brief, how: str) -> Iterator[Any]:
    """Yield the entries whose names are searched for in the articles, as a ``name`` or as a ``word``."""
    for kind in KINDS:
        if kind.mentions == how:
            yield from kind.entries(brief)


def spellings(name: str) -> tuple[str, ...]:
    """Return the ways *name* is found, folded: as it is, and one that begins without a capital also with one."""
    folded = fold(name).text.strip()
    if folded[:1] != folded[:1].lower():
        return (folded,)
    capitals = folded[:1].upper() + ("İ" if folded[:1] == "i" else "")  # the second one is Turkish
    return (folded, *(capital + folded[1:] for capital in capitals if capital != folded[:1]))


def named(entry: Record) -> Iterator[tuple[str, str]]:
    """Yield the names of *entry*, each with its field."""
    for field in _fields_of_names(type(entry)):
        match getattr(entry, field):
            case str() as name if name:
                yield field, name
            case tuple() as several:
                yield from ((f"{field}.{index}", name) for index, name in enumerate(several))


@cache
def _fields_of_names(model: type[Record]) -> tuple[str, ...]:
    return tuple(name for name, info in model.model_fields.items() if MENTIONED in info.metadata)


def _begins(folded: Folded, start: int, language: str) -> bool:
    """Return whether a word begins at *start*, also after an article that is shortened to one with an apostrophe."""
    if not folded.inside_word(start, hyphens=False):
        return True
    return language in _ELIDING and _ELIDED.search(folded.text, max(0, start - 8), start) is not None


def _end(folded: Folded, end: int, language: str) -> int | None:
    """Return where a name that is found up to *end* ends, with a plural's ending, if it ends as a word does.

    What Korean writes right after it does not belong to it.
    """
    text = folded.text
    for ending in _endings(text[end - 1]):
        stop = end + len(ending)
        if ending and not (text.startswith(ending, end) and text[end - 1].isalnum()):
            continue
        suffixed = text.startswith("'", stop) and language in _SUFFIXING
        if suffixed or not folded.inside_word(stop, hyphens=False) or _POSSESSIVE.match(text, stop):
            return end if ending in _PARTICLES else stop
    return None


def _endings(letter: str) -> tuple[str, ...]:
    """Return what may be written right after a name that ends in *letter*."""
    if "\uac00" <= letter <= "\ud7a3":
        return ("", *_PARTICLES)
    return _PLURALS
