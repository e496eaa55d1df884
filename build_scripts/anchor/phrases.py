"""How problems show the words of a brief and of an article."""

from collections.abc import Sequence


def listed(words: Sequence[str]) -> str:
    """Return ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def short(text: str, size: int = 100) -> str:
    """Return *text* on one line and not too long."""
    line = " ".join(text.split())
    return line if len(line) <= size else f"{line[: size - 1].rstrip()}…"


def scalar(text: str) -> str:
    """Return *text* as YAML would have it, on one line."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def before(text: str, at: int) -> str:
    """Return the few words before *at*."""
    return " ".join(text[max(0, at - 80) : at].split()[-4:])


def after(text: str, at: int) -> str:
    """Return the few words after *at*."""
    return " ".join(text[at : at + 80].split()[:4])


def around(text: str, start: int, end: int) -> str:
    """Return ``text[start:end]`` with a word or two on both sides."""
    left, right = text[max(0, start - 30) : start].split()[-2:], text[end : end + 30].split()[:2]
    return " ".join([*left, *text[start:end].split(), *right])
