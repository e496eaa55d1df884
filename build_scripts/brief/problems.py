"""What can be wrong with a brief, and how it is reported."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A line of a source file: ``path:line``, lines counted from 1."""

    path: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: where, what (with the writer's words), and what to do."""

    location: Location
    message: str
    hint: str = ""
    rule: str = field(default="", compare=False)
    """The name of the rule that found it, where a waiver can set it aside or a draft can answer it."""

    def __str__(self) -> str:
        hint = "".join(f"\n  hint: {line}" for line in self.hint.splitlines())
        return f"{self.location}: {self.message}{hint}"


class BriefError(Exception):
    """The brief has problems; nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))


class CommandError(Exception):
    """The command cannot do what it is asked to; the message says why, and what to do."""


def nearest(word: str, known: Collection[str]) -> str:
    """Return a hint that names the closest of *known* to *word*, or nothing if none is close."""
    found = process.extractOne(word[:200], sorted(known), scorer=fuzz.ratio, score_cutoff=60)
    return f'did you mean "{found[0]}"?' if found else ""
