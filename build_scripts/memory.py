"""What a build remembers for the next one, in memory or on the disk; nothing depends on it, but for the time that it takes."""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from build_scripts.brief.recent import Recent
from build_scripts.load.cache import OFF, Store, cache_folder
from build_scripts.render.content import Content
from build_scripts.render.kept import Kept, Maker, from_data, to_data

_LARGEST = 2**28
"""How many bytes may be kept of one brief: several times what a thousand articles need."""


class Memory:
    """What is remembered while the program runs."""

    def __init__(self) -> None:
        self.kept = Kept()
        self._recent = Recent()

    @property
    def recent(self) -> Recent:
        """What was loaded last."""
        return Recent() if os.environ.get(OFF) else self._recent

    def maker(self, content: Content) -> Maker:
        """Return what makes the files of *content*."""
        return Maker(content, None if os.environ.get(OFF) else self.kept)

    def keep(self, maker: Maker) -> None:
        """Remember what was made."""
        self.kept = Kept(maker.made, maker.prints.of_values)


class DiskMemory(Memory):
    """What is remembered of the pages in *docs*, in the user's cache folder: the pages themselves are read from *docs*."""

    def __init__(self, docs: Path) -> None:
        super().__init__()
        self._store = Store(cache_folder())
        self._name = sha256(f"pages {os.path.realpath(docs)}".encode("utf-8", "surrogateescape")).hexdigest()

        def text(path: str) -> str | None:
            try:
                return (docs / path).read_bytes().decode()
            except (OSError, ValueError):
                return None

        # What cannot be used is made again.
        with suppress(OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError):
            self.kept = from_data(self._store.read(self._name, _LARGEST), text)

    def keep(self, maker: Maker) -> None:
        """Remember what was made, if it is anything new."""
        if maker.made != self.kept.made:
            super().keep(maker)
            self._store.write(self._name, to_data(self.kept))
            self._store.sweep()
