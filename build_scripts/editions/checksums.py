"""The file of checksums that stands beside the editions."""

from collections.abc import Iterable, Iterator
from hashlib import file_digest
from pathlib import Path

NAME = "SHA256SUMS"
"""The file's name; its form is the one that ``sha256sum --check`` reads."""


def digest(path: Path) -> str:
    """Return the SHA-256 of the file at *path*."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def lines(files: Iterable[Path]) -> str:
    """Return the checksums of *files*, sorted by name, as they are written."""
    return "".join(f"{digest(file)}  {file.name}\n" for file in sorted(files))


def names(dist: Path) -> Iterator[str]:
    """Yield the names of the files whose checksums stand in the folder *dist*."""
    for line in (dist / NAME).read_text(encoding="utf-8").splitlines():
        yield line.split(maxsplit=1)[1]
