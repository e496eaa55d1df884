"""Which of the removed entries are back under another id. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz

ALIKE = 85
"""How like, in per cent, what was removed and what was added must be to count as one entry with another id."""

FEW_PAIRS = 10_000
"""Up to how many pairs each entry is compared with each; beyond it, with those that share rare words."""

MOST_SHARING = 10
"""In how many removed entries a word may stand and still count as rare."""

MOST_CANDIDATES = 5
"""With how many removed entries an added one is compared, if there are many."""


def renames(gone: Mapping[str, str], come: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the new and the old id of each entry of *come* that is, or nearly is, one of *gone*; texts are given by id."""
    same = dict(_same(gone, come))
    yield from same.items()
    old_ids = set(same.values())
    left_gone = {name: text for name, text in gone.items() if name not in old_ids}
    left_come = {name: text for name, text in come.items() if name not in same}
    yield from _alike(left_gone, left_come)


def pairs_to_compare(gone: Mapping[str, str], come: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the new and the old id of entries that may be alike: their number grows with that of the entries."""
    if len(gone) * len(come) <= FEW_PAIRS:
        yield from ((new, old) for new in come for old in gone)
        return
    places = defaultdict[str, list[str]](list)
    for old, text in gone.items():
        for word in _words(text):
            places[word].append(old)
    rare = {word: found for word, found in places.items() if len(found) <= MOST_SHARING}
    for new, text in come.items():
        shared = Counter(old for word in _words(text) for old in rare.get(word, ()))
        yield from ((new, old) for old, _ in shared.most_common(MOST_CANDIDATES))


def _same(gone: Mapping[str, str], come: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    by_text = defaultdict[str, list[str]](list)
    for old, text in gone.items():
        by_text[text].append(old)
    for new, text in come.items():
        if by_text[text]:
            yield new, by_text[text].pop(0)


def _alike(gone: Mapping[str, str], come: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs that are most alike first, each id once."""
    found = [
        (fuzz.ratio(come[new], gone[old], score_cutoff=ALIKE), new, old) for new, old in pairs_to_compare(gone, come)
    ]
    new_ids, old_ids = set[str](), set[str]()
    for likeness, new, old in sorted(found, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if likeness and new not in new_ids and old not in old_ids:
            new_ids.add(new)
            old_ids.add(old)
            yield new, old


def _words(text: str) -> list[str]:
    """Return the different words of *text*, in an order that is the same on every run."""
    return list(dict.fromkeys(re.findall(r"\w+", text)))
