"""Time grows with length: no text, however odd, makes a parser slower than in proportion to it."""

import time
from collections.abc import Callable, Iterator, Mapping
from math import log2

import pytest

from build_scripts.anchor import anchor
from build_scripts.anchor.marks import passages
from build_scripts.brief import prose, sentences, syntax
from build_scripts.brief.folding import fold
from build_scripts.brief.model import Term
from build_scripts.check import rules
from build_scripts.check.draft import Draft
from build_scripts.load.strict_yaml import parse
from tests import briefs

ODD = {
    "spaces": " ",
    "a link begun": "[[a",
    "a link with words begun": "[[a|b ",
    "an embedded quotation begun": "![[a",
    "a citation begun": "[@a",
    "citations without brackets": "@a [p.",
    "an asterisk": "*",
    "asterisks apart": "*a ",
    "emphasis within emphasis": "*a **b ",
    "underscores": "_a __b ",
    "ends of emphasis": "a* b** ",
    "a bracket": "[",
    "brackets": "[]",
    "an address begun": "](http://",
    "a link to the web begun": "[x](http://",
    "round brackets": "[x](http://a(",
    "backticks": "`",
    "more and more backticks": "`a``b```",
    "backslashes": "\\",
    "HTML begun": "<a",
    "lines of numbers": "1. a\n",
    "bullets": "- a\n",
    "deeper and deeper bullets": "- a\n  - b\n    - c\n",
    "quotations": "> ",
    "lines of quotations": "> a\n",
    "blank lines": "\n\n",
    "rows": "| a | b |\n| - | - |\n",
    "pipes": "|",
    "fences": "```\n",
    "fences that never close": "```x\n",
    "headings": "# a\n",
    "sentences": "Ab. ",
    "names": "Ab Cd ",
    "names of names": "Ab of the Cd ",
    "titles": "Lt. Gen. ",
    "abbreviations": "AB/CD-EF ",
    "an abbreviation without end": "A-",
    "capitals": "A",
    "apostrophes": "’a ",
    "quotation marks": "“",
    "single marks": "'a s' ",
    "marks that open": " 'a",
    "marks of three kinds": "“a «b ‘c ",
    "points": ".",
    "ellipses": "… . . . ",
    "combining marks": "\u0301",
    "letters that combine": "e\u0301",
    "unseen letters": "\u200b",
    "full stops and brackets": ".)]",
    "lines": "a\n",
}  # fmt: skip

WRITER = prose.Writer(link=lambda link: link.id, embed=lambda embed: embed.id, cite=lambda _: "")


def written(text: str) -> None:
    """Do with *text* all that is done with prose."""
    syntax.parse.cache_clear()
    prose.to_markdown(text, WRITER)
    prose.to_line(text, WRITER)
    prose.first_sentence(prose.plain(text))
    prose.words_alone(text)
    list(prose.faults(text))
    list(prose.headings(text))


def read(text: str) -> None:
    """Do with *text* what is done with an article, its quotations aside."""
    fold(text)
    passages(briefs.article(text))


def checked(text: str) -> None:
    """Check a brief with *text* as its article and its background."""
    term = Term.model_validate({"id": "term", "term": "Ab", "definition": briefs.PROSE})
    brief = briefs.brief(briefs.article(text), background=text, terms=(term,))
    syntax.parse.cache_clear()
    draft = Draft(brief, anchor(brief), tuple(prose.texts(brief)))
    for _ in rules.problems(draft):
        pass


def divided(text: str) -> None:
    """Divide *text* into sentences, by the rules of several languages."""
    for language in ("en", "de", "ru", "zh", "ar"):
        list(sentences.sentences(text, language))
        sentences.first_sentence(text, language)


def loaded(text: str) -> None:
    """Read *text* as YAML."""
    parse(text, "source/brief.yml")


PARSERS: Mapping[str, Callable[[str], None]] = {
    "prose": written,
    "article": read,
    "rules": checked,
    "YAML": loaded,
    "sentences": divided,
}


def seconds(act: Callable[[str], None], text: str) -> float:
    """Return how long *act* takes."""
    start = time.process_time()
    act(text)
    return time.process_time() - start


def exponents(act: Callable[[str], None], piece: str) -> Iterator[float]:
    """Yield to which power of the length the time of *act* grows, from the first length that takes long enough.

    Each is measured anew: what else the machine does only adds to a time.
    """
    count = max(1, 2000 // len(piece))
    first = seconds(act, piece * count)
    while first < 0.002 and count * len(piece) < 200_000:
        count *= 2
        first = seconds(act, piece * count)
    first = min(first, seconds(act, piece * count))
    if first < 0.001:
        yield 0.0
    else:
        yield from (log2(seconds(act, piece * count * 8) / first) / 3 for _ in range(2))


@pytest.mark.parametrize("piece", ODD.values(), ids=ODD)
@pytest.mark.parametrize("parser", PARSERS)
def test_time_grows_with_length(parser: str, piece: str) -> None:
    assert any(found < 1.5 for _ in range(3) for found in exponents(PARSERS[parser], piece))
