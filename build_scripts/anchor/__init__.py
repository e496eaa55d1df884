"""The second step: quotes -> places in the articles. Pure.

The words that a page shows are always the article's own slice; a quotation only says which. It is found if its words
stand in the article, whole words in their own case, at exactly one place; marks, dashes and spaces may be typed otherwise
(``fold.py``). Two changes are allowed: ``…`` or ``[…]`` for words left out, and ``[word]`` for an editor's insertion.
Where an ellipsis or a bracket is the article's own, that reading wins. Similarity suggests, and never accepts.

``entries`` walks through a brief; ``gate`` lets one target pass or not, and ``selector`` is its inverse. ``reading`` says
what a writer's words may mean, ``searchable`` and ``search`` where they stand, ``negations`` what would turn them round;
``explain`` and ``suggest`` say what is wrong and what was meant, in the words of ``phrases``. ``marks`` finds what an
article puts between quotation marks, and ``places`` has the nouns.
"""

from build_scripts.anchor.entries import anchor
from build_scripts.anchor.gate import found_places, locate
from build_scripts.anchor.marks import Passage, passages
from build_scripts.anchor.places import Anchors, Gap, Insertion, Piece, Place, Words, adjoin
from build_scripts.anchor.searchable import Searchable
from build_scripts.anchor.selector import describe

__all__ = [
    "Anchors",
    "Gap",
    "Insertion",
    "Passage",
    "Piece",
    "Place",
    "Searchable",
    "Words",
    "adjoin",
    "anchor",
    "describe",
    "found_places",
    "locate",
    "passages",
]
