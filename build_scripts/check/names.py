"""Names that two entries claim, so that a mention would have two meanings. Pure."""

from collections.abc import Iterator
from typing import Any

from build_scripts.anchor.mentions import mentioned, named, spellings
from build_scripts.brief.folding import WORD, fold
from build_scripts.brief.model import Brief
from build_scripts.brief.problems import Location, Problem


def name_problems(brief: Brief) -> Iterator[Problem]:
    """Yield a problem for each name that an entry claims after another one did."""
    for how in ("name", "word"):
        owners: dict[str, tuple[str, Location]] = {}
        for entry in mentioned(brief, how):
            for field, name in named(entry):
                yield from _claims(owners, entry, field, name)


def _claims(owners: dict[str, tuple[str, Location]], entry: Any, field: str, name: str) -> Iterator[Problem]:
    """Enter *name* among the *owners*, or yield whose it is already."""
    where = entry.where.location(field)
    taken = [owners[spelling] for spelling in spellings(name) if spelling in owners]
    others = [(owner, location) for owner, location in taken if owner != entry.id]
    if others:
        owner, location = others[0]
        message = f'has a name that already belongs to "{owner}" ({location}): "{" ".join(name.split())}"'
        yield Problem(where, message, "keep it in only one of them, so that each mention has one meaning")
        return
    if not WORD.search(fold(name).text):
        yield Problem(
            where, f'has a name without a letter or a digit: "{name}"', "give a name that can occur in a text"
        )
    for spelling in spellings(name):
        owners.setdefault(spelling, (entry.id, where))
