"""What was made last time of what has not changed since: the same objects again, so that nobody has to look into them."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Recent:
    """What was made of what, in the reading before this one and in this one."""

    def __init__(self) -> None:
        self._now: dict[Hashable, tuple[Any, Any]] = {}
        self._before: dict[Hashable, tuple[Any, Any]] = {}

    def begin(self) -> None:
        """Begin another reading."""
        self._before, self._now = self._now, {}

    def get(self, key: Hashable, of: object) -> Any:
        """Return what was made of the same thing under *key*, if anything was."""
        # What is kept also keeps what it was made of, so that no other object can have its id in the meantime.
        found = self._now.get(key) or self._before.get(key)
        if found is None or (found[0] is not of and found[0] != of):
            return None
        self._now[key] = found
        return found[1]

    def put(self, key: Hashable, of: object, made: object) -> None:
        """Keep what was made of something."""
        self._now[key] = (of, made)

    def once(self, key: Hashable, of: object, make: Callable[[], T]) -> T:
        """Return what was made of the same thing, or else what *make* gives."""
        found: T | None = self.get(key, of)
        if found is None:
            found = make()
            self.put(key, of, found)
        return found
