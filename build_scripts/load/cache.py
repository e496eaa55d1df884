"""What is kept on the disk from one build to the next, such as what YAML files contain.

Parsing takes more than half of the time of loading, and most files are as they were in the last build.
"""

import hashlib
import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from build_scripts.load import strict_yaml
from build_scripts.load.files import FILE_LIMIT, read_regular_file
from build_scripts.load.strict_yaml import Parsed

OFF = "BRIEF_NO_CACHE"
"""The variable that keeps every build from using what an earlier one kept."""


class Store:
    """Data by names, in files of a *folder* of the user's; any of them may be lost or damaged without harm."""

    DAYS = 30
    """How long a file is kept after it was written; what is still used is then made again."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.wrote = False

    def read(self, name: str, limit: int) -> Any:
        """Return the data called *name*; raise an error if they cannot be had."""
        if self.folder is None:
            raise LookupError(name)
        # The hash in the first line finds files that a program that died, or a full disk, left incomplete.
        digest, _, payload = read_regular_file(self._place(self.folder, name), limit).partition(b"\n")
        if digest.decode() != hashlib.sha256(payload).hexdigest():
            raise ValueError(name)
        return json.loads(payload)

    def write(self, name: str, data: object) -> None:
        """Keep *data*, made of what JSON knows, as *name*."""
        if self.folder is None:
            return
        # JSON, not pickle: whoever can write here could otherwise run a program here.
        payload = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Written aside and renamed, so that another build never reads half a file.
            with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".tmp", delete=False) as draft:
                draft.write(hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload)
            Path(draft.name).replace(self._place(self.folder, name))
            self.wrote = True
        except OSError:
            self.folder = None  # without a cache, everything is only slower

    def sweep(self) -> None:
        """Delete entries that were written long ago; look for them once a day, as there may be very many entries."""
        if self.folder is None or not self.wrote:  # a build that added nothing has nothing to make room for
            return
        try:
            swept = self.folder / "swept"
            if swept.exists() and abs(time.time() - swept.stat().st_mtime) < 86400:
                return
            swept.touch()
            with os.scandir(self.folder) as entries:
                old = time.time() - self.DAYS * 86400
                for entry in entries:
                    # Only names that this class gives: the folder is the user's, and may hold other files.
                    if re.fullmatch(r"[0-9a-f]{64}\.json|\w+\.tmp", entry.name) and entry.stat().st_mtime < old:
                        Path(entry.path).unlink()
        except OSError:
            pass  # another build may be deleting the same entries

    def _place(self, folder: Path, name: str) -> Path:
        return folder / f"{name}.json"


class Cache(Store):
    """Parsed files, by the hash of their content."""

    def __init__(self, folder: Path | None) -> None:
        super().__init__(folder)
        # The key covers the parser's own source, and which of PyYAML's parsers it uses: a change of either must never be
        # answered with what an older one made. So no version number has to be remembered.
        try:
            parser = strict_yaml.Loader.__name__.encode()
            self.version = hashlib.sha256(Path(strict_yaml.__file__).read_bytes() + parser)
        except OSError:
            self.folder = None

    def get(self, data: bytes, path: str) -> Parsed | None:
        """Return what a file with the content *data* contains, if the cache knows it; *path* is the file's own."""
        try:
            # An entry may be longer than its YAML file: it also has the line of each value.
            return strict_yaml.from_tree(self.read(self._name(data), 4 * FILE_LIMIT), path)
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            return None  # an entry that cannot be used is made again

    def put(self, data: bytes, tree: list[object]) -> None:
        """Remember what a file with the content *data* contains: no problems, as they name a path, and no paths."""
        self.write(self._name(data), tree)

    def _name(self, data: bytes) -> str:
        if self.folder is None:
            return ""
        key = self.version.copy()
        key.update(data)
        return key.hexdigest()


def cache_folder() -> Path | None:
    """Return the user's own cache folder, if there is one.

    Never a folder of the project: what a stranger's project brings would be taken for what this program made.
    """
    if os.environ.get(OFF):
        return None
    try:
        match sys.platform:
            case "win32":
                base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
            case "darwin":
                base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / "Library" / "Caches")
            case _:
                base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    # The XDG specification: a path that is not absolute is invalid and must be ignored.
    return base / "analysis-brief" if base.is_absolute() else None
