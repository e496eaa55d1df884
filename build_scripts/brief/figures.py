"""Which of a term's figures a ring on the map draws."""

import re

from build_scripts.brief.model import Figure, Ring, Term

_NUMBER = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+|(?<![\d.,])\d+")


def ring_figures(ring: Ring, term: Term) -> list[Figure]:
    """Return the figures of *term* that *ring* draws: of its quantity, and with its kilometres in the value."""
    return [figure for figure in term.figures if figure.quantity == ring.quantity and ring.km in _numbers(figure.value)]


def _numbers(value: str) -> list[int]:
    return [int(number.replace(",", "")) for number in _NUMBER.findall(value)]
