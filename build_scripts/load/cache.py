"""The parse cache: what YAML files contain, kept from one build to the next.

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

from build_scripts.load import strict_yaml
from build_scripts.load.files import FILE_LIMIT, read_regular_file
from build_scripts.load.strict_yaml import Parsed


class Cache:
    """Parsed files, by the hash of their content; any entry may be lost or damaged without harm."""

    DAYS = 30
    """How long an entry is kept after it was written; a file that is still used is then parsed again."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.wrote = False
        # The key covers the parser's own source, and which of PyYAML's parsers it uses: a change of either must never be
        # answered with what an older one made. So no version number has to be remembered.
        try:
            parser = strict_yaml.Loader.__name__.encode()
            self.version = hashlib.sha256(Path(strict_yaml.__file__).read_bytes() + parser)
        except OSError:
            self.folder = None

    def get(self, data: bytes, path: str) -> Parsed | None:
        """Return what a file with the content *data* contains, if the cache knows it; *path* is the file's own."""
        if self.folder is None:
            return None
        try:
            # An entry may be longer than its YAML file: it also has the line of each value. The hash in the first line finds entries that a
            # program that died, or a full disk, left incomplete.
            digest, _, payload = read_regular_file(self._place(self.folder, data), 4 * FILE_LIMIT).partition(b"\n")
            if digest.decode() == hashlib.sha256(payload).hexdigest():
                return strict_yaml.from_tree(json.loads(payload), path)
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            pass  # an entry that cannot be used is made again
        return None

    def put(self, data: bytes, tree: list[object]) -> None:
        """Remember what a file with the content *data* contains: no problems, as they name a path, and no paths."""
        if self.folder is None:
            return
        # JSON, not pickle: whoever can write here could otherwise run a program here.
        payload = json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Written aside and renamed, so that another build never reads half an entry.
            with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".tmp", delete=False) as draft:
                draft.write(hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload)
            Path(draft.name).replace(self._place(self.folder, data))
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

    def _place(self, folder: Path, data: bytes) -> Path:
        key = self.version.copy()
        key.update(data)
        return folder / f"{key.hexdigest()}.json"


def cache_folder() -> Path | None:
    """Return the user's own cache folder, if there is one.

    Never a folder of the project: what a stranger's project brings would be taken for what this program parsed.
    """
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
