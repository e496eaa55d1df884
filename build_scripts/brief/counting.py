"""Numbers with what they count, in words."""


def count(number: int, noun: str) -> str:
    """Return *number* with *noun*, in the plural unless it is one: ``1 page``, ``2 pages``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
