"""A text as the rules of meaning see it: its sentences, what it puts between quotation marks, whom it names. Pure."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from build_scripts.anchor.mentions import Mention
from build_scripts.brief.folding import WORD
from build_scripts.brief.model import Article
from build_scripts.brief.sentences import sentences
from build_scripts.check.draft import Draft
from build_scripts.check.lexicon import Lexicon, lexicon

Span = tuple[int, int]
"""A slice of an article's text, in code points."""
TOKEN = re.compile(rf"(?:{WORD.pattern})+(?:['’](?:{WORD.pattern})+)*|%")
_SHOWN = 90


@dataclass(frozen=True)
class Scene:
    """An article, or the text of a source, as these rules see it."""

    article: Article
    passages: tuple[Span, ...] = ()
    """What stands between quotation marks, in order."""
    actors: tuple[Mention, ...] = ()
    """Where the text names actors, in order."""

    @property
    def text(self) -> str:
        """The article's text."""
        return self.article.text

    @cached_property
    def words(self) -> Lexicon | None:
        """The words of the article's language that limit, report or doubt."""
        return lexicon(self.article.record.language)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences, in order; none runs over a paragraph's end."""
        found = []
        for part in self.article.paragraphs:
            for start, words in sentences(self.text[part.start : part.end], self.article.record.language):
                found.append((part.start + start, part.start + start + len(words)))
        return tuple(found)

    def sentence(self, at: int) -> Span:
        """Return the sentence at *at*, or the next one, or the last."""
        index = bisect_right(self.sentences, at, key=lambda span: span[1])
        return self.sentences[min(index, len(self.sentences) - 1)]

    def paragraph(self, at: int) -> int:
        """Return the number of the paragraph at *at*."""
        return 1 + bisect_right(self.article.paragraphs, at, key=lambda part: part.end)

    def passage(self, at: int) -> Span | None:
        """Return the passage between quotation marks that holds *at*, if one does."""
        index = bisect_right(self.passages, (at, len(self.text))) - 1
        return self.passages[index] if index >= 0 and at <= self.passages[index][1] else None

    def named(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return where ``text[start:end]`` names actors."""
        low, high = (bisect_left(self.actors, at, key=lambda one: one.start) for at in (start, end))
        return self.actors[low:high]

    def between_names(self, start: int, end: int) -> str:
        """Return ``text[start:end]`` with spaces in place of names."""
        return blanked(self.text[:end], self.named(start, end))[start:]


@lru_cache(maxsize=1)
def scenes(draft: Draft) -> Mapping[str, Scene]:
    """Return each article as a scene, by its id."""
    return {article.id: _scene(article, draft) for article in draft.brief.articles}


def _scene(article: Article, draft: Draft) -> Scene:
    passages = tuple((passage.start, passage.end) for passage in draft.anchors.passages[article.id])
    mentions = draft.anchors.mentions.get(article.id, ())
    return Scene(article, passages, tuple(one for one in mentions if one.entry in draft.actors))


def blanked(text: str, names: Iterable[Mention]) -> str:
    """Return *text* with spaces in place of *names*: none of them is a verb, though that of the town of Reading looks like it."""
    for one in names:
        text = f"{text[: one.start]}{' ' * (one.end - one.start)}{text[one.end :]}"
    return text


def contains(text: str, phrases: frozenset[str]) -> bool:
    """Return whether *text* has one of *phrases*, of up to four words."""
    return bool(phrase_in(text, phrases))


def phrase_in(text: str, phrases: frozenset[str]) -> str:
    """Return the first of *phrases*, of up to four words, that *text* has, or nothing."""
    tokens = [token.lower().replace("’", "'") for token in TOKEN.findall(text)]
    spans = (" ".join(tokens[at : at + length]) for at in range(len(tokens)) for length in (4, 3, 2, 1))
    return next((phrase for phrase in spans if phrase in phrases), "")


def clean(text: str) -> str:
    """Return the words of *text*, without the marks around them."""
    return " ".join(TOKEN.findall(text))


def short(text: str) -> str:
    """Return the first words of *text*, for a message."""
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN else words[:_SHOWN].rpartition(" ")[0] + " …"
