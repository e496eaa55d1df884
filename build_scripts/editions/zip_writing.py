"""Files -> a zip that is the same bytes on every machine: for the zip of the folder and for the book."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from build_scripts.editions.material import Material

MIMETYPE = "mimetype"
"""The first file of a book, which is not compressed, so that the first bytes of the book say what it is."""

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a zip, the earliest that a zip can hold."""


def make(material: Material, path: Path) -> None:
    """Write the zip of the folder of *material* to *path*."""
    pack(material.folder, f"{material.meta.name}-offline", path)


def pack(folder: Path, name: str, archive: Path) -> None:
    """Write the zip of *folder*, whose files are in it below *name*."""
    write_zip(contents(folder, f"{name}/"), archive)


def write_zip(files: Iterable[tuple[str, bytes]], archive: Path) -> None:
    """Write *files* to a zip in their order, with fixed times and modes."""
    with zipfile.ZipFile(archive, "w") as packed:
        for path, content in files:
            entry = zipfile.ZipInfo(path, EARLIEST)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_STORED if path == MIMETYPE else zipfile.ZIP_DEFLATED
            packed.writestr(entry, content, compresslevel=9)


def contents(folder: Path, below: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the files of *folder*, sorted, each by its path *below* one."""
    for path in sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()):
        yield f"{below}{path}", (folder / path).read_bytes()
