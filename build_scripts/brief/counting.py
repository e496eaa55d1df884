"""Numbers with what they count, in words."""


def count(number: int, noun: str) -> str:
    """Return *number* with *noun*, in the plural unless it is one: ``1 page``, ``2 pages``, ``2 addresses``."""
    plural = f"{noun}es" if noun.endswith("s") else f"{noun}s"
    return f"{number} {noun if number == 1 else plural}"
