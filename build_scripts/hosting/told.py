"""Why an archive is refused -> words for a comment, in which what a stranger wrote is no markup, no link and no mention."""

from collections.abc import Sequence

MOST = 20
"""How many reasons a comment names."""
LONGEST = 200


def as_comment(faults: Sequence[str]) -> str:
    """Return *faults* as a block of code, which a forge shows letter by letter; nothing in a line can end it."""
    named = [f"- {_plain(fault)}" for fault in faults[:MOST]]
    more = [f"and {len(faults) - MOST} more"] if len(faults) > MOST else []
    return "\n".join(["```text", *named, *more, "```", ""])


def _plain(fault: str) -> str:
    """Return *fault* on one line, without what cannot be seen."""
    seen = "".join(char if char.isprintable() else "?" for char in fault[:LONGEST]).replace("`", "'")
    return f"{seen}…" if len(fault) > LONGEST else seen
