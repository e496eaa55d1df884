"""The parse cache: what YAML files hold, kept from one build to the next."""

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
    """Parsed files, by the hash of their content; all of it may be lost or wrong without harm."""

    DAYS = 30

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.wrote = False
        try:
            parser = strict_yaml.Loader.__name__.encode()
            self.version = hashlib.sha256(Path(strict_yaml.__file__).read_bytes() + parser)
        except OSError:
            self.folder = None

    def get(self, data: bytes, path: str) -> Parsed | None:
        """Return what the file of this content holds, if that is known."""
        if self.folder is None:
            return None
        try:
            digest, _, payload = read_regular_file(self._place(self.folder, data), 4 * FILE_LIMIT).partition(b"\n")
            if digest.decode() == hashlib.sha256(payload).hexdigest():
                return strict_yaml.from_tree(json.loads(payload), path)
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            pass  # an entry that cannot be used is made again
        return None

    def put(self, data: bytes, tree: list[object]) -> None:
        """Remember what the file of this content holds."""
        if self.folder is None:
            return
        payload = json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".tmp", delete=False) as draft:
                draft.write(hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload)
            Path(draft.name).replace(self._place(self.folder, data))
            self.wrote = True
        except OSError:
            self.folder = None  # without a cache all is only slower

    def sweep(self) -> None:
        """Throw away entries that have not been written for long."""
        if self.folder is None or not self.wrote:
            return
        try:
            with os.scandir(self.folder) as entries:
                old = time.time() - self.DAYS * 86400
                for entry in entries:
                    if re.fullmatch(r"[0-9a-f]{64}\.json|\w+\.tmp", entry.name) and entry.stat().st_mtime < old:
                        Path(entry.path).unlink()
        except OSError:
            pass  # another build may be sweeping, too

    def _place(self, folder: Path, data: bytes) -> Path:
        key = self.version.copy()
        key.update(data)
        return folder / f"{key.hexdigest()}.json"


def cache_folder() -> Path | None:
    """Return the user's own folder for what can be made again, if there is one; never a folder of the project's."""
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
    return base / "analysis-brief" if base.is_absolute() else None
