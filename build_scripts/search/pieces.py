"""What can be found -> the files of the index, none of them large. Pure.

Everything that can be found has a number, those that come first among results the lowest. The files are:

- ``root.js``: where in the others a word or a number is, and the rules of ``words``;
- ``w0.js`` …: for each word the numbers of what has it in a name, and of what has it elsewhere;
- ``t0.js`` …: what has a number, with its title, address and words, to be shown;
- ``n5.js`` …: the words of names that have five letters, among which a mistyped one is looked for.

Each is a script that hands its content to the program, as a page that is opened from a folder may read no other file.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any

from build_scripts.brief.addresses import Address
from build_scripts.render.working import MARKER
from build_scripts.search.texts import LAST, NOUNS, RANKED, Part, Text
from build_scripts.search.words import RULES, RUNS, SHORTEST, folded, same, terms, words

FOLDER = "assets/search/"
"""Where the files stand in ``docs/`` and on the site."""

WORDS_IN_PIECE = 8_000
"""Characters that a file of words has, if more than one word is in it."""

TEXTS_IN_PIECE = 3_500
"""Characters that a file of texts has, if more than one text is in it."""

MOST = 1_500
"""How many texts are listed for one word; for more common ones, those that come first."""

BEGUN = 60
"""How many texts are listed for one or two letters that words begin with."""

NAME_LETTERS = range(3, 33)
"""How many letters a word of a name has that is found with a slip in it."""

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_GAP = re.compile(MARKER)
_RANK = {kind: rank for rank, kind in enumerate(RANKED)}


def pieces(found: Iterable[Text]) -> dict[str, str]:
    """Return the files of the index to all that is *found*, by their paths."""
    ordered = sorted(found, key=lambda text: _RANK[text.kind])
    listed, names = _listed(ordered)
    files: dict[str, Any] = {}
    first_words, first_texts = [], []
    for number, lines in enumerate(_chunks(_lines(listed), WORDS_IN_PIECE)):
        files[f"w{number}"] = "\n".join(lines)
        first_words.append(lines[0].partition("\t")[0])
    done = 0
    for number, shown in enumerate(_chunks(map(_shown, ordered), TEXTS_IN_PIECE)):
        files[f"t{number}"] = f"[{','.join(shown)}]"
        first_texts.append(done)
        done += len(shown)
    for length, group in names.items():
        files[f"n{length}"] = " ".join(sorted(group))
    root = {
        "kinds": _kinds(ordered),
        "last": LAST,
        "count": len(ordered),
        "words": first_words,
        "texts": _steps(first_texts),
        "names": sorted(names),
        "runs": RUNS,
        "rules": RULES,
        "shortest": SHORTEST,
    }
    digest = sha256("\0".join(map(str, files.values())).encode()).hexdigest()[:10]
    whole = {"root": json.dumps({"version": digest, **root}, ensure_ascii=False), **files}
    return {f"{FOLDER}{name}.js": _script(name, content) for name, content in whole.items()}


def contents(files: Mapping[str, str]) -> dict[str, str]:
    """Return what the pieces in *files* hold by their names, as the program is handed it, in JSON."""
    return {path.rpartition("/")[2].removesuffix(".js"): text.partition(",")[2][:-3] for path, text in files.items()}


def read(files: Mapping[str, str]) -> list[Text]:
    """Return all that can be found by the index in *files*."""
    held = contents(files)
    root = json.loads(held["root"])
    shown = [one for number in range(len(root["texts"].split())) for one in json.loads(held[f"t{number}"])]
    starts = [first for _, _, first in root["kinds"]]
    ends = [*starts[1:], root["count"]]
    kinds = [
        kind for (kind, _, _), start, end in zip(root["kinds"], starts, ends, strict=True) for _ in range(start, end)
    ]
    return [_text(kind, *one) for kind, one in zip(kinds, shown, strict=True)]


def _script(name: str, content: str) -> str:
    value = content if name == "root" or name.startswith("t") else json.dumps(content, ensure_ascii=False)
    return f'briefPiece("{name}",{value.replace("<", chr(92) + "u003c")});\n'


def _kinds(ordered: Sequence[Text]) -> list[tuple[str, str, int]]:
    """Return each kind that is found, what one is called, and the first number of that kind."""
    first: dict[str, int] = {}
    for number, text in enumerate(ordered):
        first.setdefault(text.kind, number)
    return [(kind, NOUNS[kind], number) for kind, number in first.items()]


class _Listing:
    """The numbers of the texts that have a word: with how long the name is that has it, and elsewhere."""

    __slots__ = ("elsewhere", "named")

    def __init__(self) -> None:
        self.named: dict[int, int] = {}
        self.elsewhere: list[int] = []


def _listed(ordered: Sequence[Text]) -> tuple[dict[str, _Listing], dict[int, set[str]]]:
    """Return where each word stands, and the words of names by their length."""
    listed: dict[str, _Listing] = {}
    names: dict[int, set[str]] = {}
    for number, text in enumerate(ordered):
        named, elsewhere, spelled = _words_of(text)
        for word, length in named:
            listed.setdefault(word, _Listing()).named[number] = length
        for word in elsewhere:
            listed.setdefault(word, _Listing()).elsewhere.append(number)
        for word in spelled:
            names.setdefault(len(word), set()).add(word)
    return listed, names


@lru_cache(maxsize=2**15)
def _words_of(text: Text) -> tuple[tuple[tuple[str, int], ...], tuple[str, ...], tuple[str, ...]]:
    """Return the words of the names of *text*, each with how long the name is; those that stand elsewhere; and how names are spelled."""
    named: dict[str, int] = {}
    spelled: dict[str, None] = {}
    for name in text.names:
        of_name = tuple(terms(name))
        for word in of_name:
            named[word] = min(named.get(word, 9), len(of_name))
        for word, in_run, _ in words(folded(name)):
            if not in_run and len(spelling := same(word)) in NAME_LETTERS and spelling.isalpha():
                spelled[spelling] = None
    elsewhere = {word for part in text.parts for word in terms(part.words)}.difference(named)
    return tuple(named.items()), tuple(elsewhere), tuple(spelled)


def _lines(listed: Mapping[str, _Listing]) -> Iterator[str]:
    """Yield a line for each word and each beginning of words, in the order of their code units."""
    begun: dict[str, tuple[set[int], set[int]]] = {}
    for word, listing in listed.items():
        for length in (1, 2):
            if len(word) > length:
                named, elsewhere = begun.setdefault(word[:length], (set(), set()))
                named.update(listing.named)
                elsewhere.update(listing.elsewhere[:BEGUN])
    lines = {
        f"{word}*": _line(sorted(named)[:BEGUN], sorted(elsewhere - named)[:BEGUN])
        for word, (named, elsewhere) in begun.items()
    }
    for word, listing in listed.items():
        lengths = "".join(map(str, list(listing.named.values())[:MOST]))
        more = len(listing.elsewhere) > MOST or len(listing.named) > MOST
        lines[word] = _line(list(listing.named)[:MOST], listing.elsewhere[:MOST], lengths, more=more)
    for word in sorted(lines, key=lambda word: word.encode("utf-16-be")):
        yield f"{word}\t{lines[word]}"


def _line(named: Sequence[int], elsewhere: Sequence[int], lengths: str = "", *, more: bool = False) -> str:
    return "\t".join((_steps(named), lengths, _steps(elsewhere) + ("+" if more else "")))


def _steps(numbers: Sequence[int]) -> str:
    """Return ascending *numbers* as the steps from each to the next, in base 36."""
    return " ".join(_base36(number - before) for before, number in zip((0, *numbers), numbers, strict=False))


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def _shown(text: Text) -> str:
    """Return what is shown of *text*, in JSON."""
    address = text.address.page.removesuffix(".md") + (f"#{text.address.fragment}" if text.address.fragment else "")
    others = [name for name in text.names if name != text.title.words]
    is_named = bool(text.names)
    row = [_part(text.title), address, text.label, others if is_named else 0, [_part(part) for part in text.parts]]
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def _part(part: Part) -> object:
    words = _GAP.sub("…", unicodedata.normalize("NFC", part.words))
    return [part.language, part.direction, words] if part.language else words


def _text(kind: str, title: Any, address: str, label: str, others: Any, parts: Any) -> Text:
    page, _, fragment = address.partition("#")
    shown = _read(title)
    names = () if others == 0 else (shown.words, *others)
    return Text(kind, shown, Address(f"{page}.md", fragment), tuple(map(_read, parts)), names, label)


def _read(part: Any) -> Part:
    return Part(part) if isinstance(part, str) else Part(part[2], part[0])


def _chunks(lines: Iterable[str], most: int) -> Iterator[list[str]]:
    """Yield *lines* in groups of about *most* characters."""
    group: list[str] = []
    size = 0
    for line in lines:
        if group and size + len(line) > most:
            yield group
            group, size = [], 0
        group.append(line)
        size += len(line) + 1
    if group:
        yield group
