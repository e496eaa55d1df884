"""What the step hands on: where entries, names and quotation marks stand in the articles.

All positions are Python slices of an article's text, in code points, as in the W3C Web Annotation model's
``TextPositionSelector``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from build_scripts.anchor.marks import Passage
from build_scripts.anchor.mentions import Mention
from build_scripts.brief.folding import WORD
from build_scripts.brief.problems import Problem


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the article: ``text[start:end]``, in code points (a W3C ``TextPositionSelector``)."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Words of the article that are left out: ``text[start:end]``, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Insertion:
    """An editor's words, which the article does not have; shown in square brackets."""

    text: str


Piece = Words | Gap | Insertion
"""A part of a quotation as a page shows it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a target stands: an article's id and the pieces in their order, at least one of them ``Words``."""

    article: str
    pieces: tuple[Piece, ...]

    @property
    def words(self) -> tuple[Words, ...]:
        """Return the pieces that are the article's words."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Words))

    @property
    def start(self) -> int:
        """Return where the first words begin, in code points of the article's text."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Return where the last words end, in code points of the article's text."""
        return self.words[-1].end


def adjoin(text: str, before: Place, after: Place) -> bool:
    """Return whether two places follow each other in an article's *text* with no word between them."""
    in_order = before.article == after.article and before.end <= after.start
    return in_order and not WORD.search(text, before.end, after.start)


@dataclass(frozen=True, slots=True)
class Anchors:
    """All that is known of where things stand in the articles, and what is wrong with entries that do not.

    An entry has places only if all its targets stand in the articles and nothing is wrong with any of them.
    """

    places: Mapping[str, tuple[Place, ...]]
    """By the id of a quote, a claim or an event: the place of each of its targets, in the writer's order."""
    problems: tuple[Problem, ...]
    """Why the other entries have no places."""
    mentions: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)
    """By the id of an article: where it names actors, terms and framing words, in its order."""
    passages: Mapping[str, tuple[Passage, ...]] = field(default_factory=dict)
    """By the id of an article: what it puts between quotation marks, in its order."""
