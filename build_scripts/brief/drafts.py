"""What is finished may not rest on what is not: a finished entry that names a draft is a problem at its line. Pure.

It could instead be shown as plain words. But these would be the draft's own, or an id; and a claim that rests on a draft
would lose what it rests on without a word.
"""

from collections.abc import Collection

from build_scripts.brief.model import Brief
from build_scripts.brief.problems import Location, Problem


def draft_problem(brief: Brief, what: Collection[str], name: str, where: Location) -> Problem | None:
    """Return the problem that *name*, which stands at *where*, is that of a draft of *brief*, if it is.

    *what* says whether it names an ``entry``, a ``source`` or an ``article``.
    """
    for draft in brief.drafts if brief.whole else ():
        if draft.id == name and draft.what in what:
            hint = f"finish {draft.start}, or remove this until then; brief build --drafts shows both"
            return Problem(where, f'names a draft, which is not published: "{name}"', hint)
    return None
