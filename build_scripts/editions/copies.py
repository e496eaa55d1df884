"""A copy of an edition, wherever it comes from, compared with the manifest that it contains."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import IO

from build_scripts.editions import manifest as manifests
from build_scripts.editions.manifest import Manifest

FILES = 50_000
"""Files that a copy may have."""

PIECE = 2**16
"""Bytes that are read at a time."""


class NotAnEdition(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """The copy is not an edition that can be verified; the message says why."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a copy says of itself, and every difference from that: "changed", "missing" or "extra", and a path."""

    manifest: Manifest
    differences: tuple[tuple[str, str], ...]
    digest: str = ""
    """The SHA-256 of a copy that is one file."""


@dataclass(frozen=True, slots=True)
class Copy:
    """The files of a copy by path, with their sizes, and how to read one."""

    sizes: Mapping[str, int]
    read: Callable[[str], Iterator[bytes]]
    others: tuple[str, ...] = ()
    """What is in the copy and is no file: links, pipes, devices."""
    digest: str = ""
    """The SHA-256 of a copy that is one file."""


def compare(copy: Copy) -> Verdict:
    """Return how *copy* differs from its manifest; raise NotAnEdition if it has none."""
    if manifests.NAME not in copy.sizes:
        raise NotAnEdition(f"is not an offline edition of a brief: it has no {manifests.NAME}")
    if copy.sizes[manifests.NAME] > manifests.LARGEST:
        raise NotAnEdition(f"has a {manifests.NAME} larger than {manifests.LARGEST // 2**20} MiB")
    manifest = manifests.parse(b"".join(copy.read(manifests.NAME)))
    present = copy.sizes.keys() - {manifests.NAME}
    listed = manifest.files
    found = [("missing", path) for path in listed.keys() - present]
    found += [("extra", path) for path in {*(present - listed.keys()), *copy.others}]
    for path in sorted(present & listed.keys()):
        size, digest = hashed(copy.read(path))
        if (size, digest) != (listed[path].size, listed[path].sha256):
            found.append(("changed", path))
    return Verdict(manifest, tuple(sorted(found)), copy.digest)


def hashed(pieces: Iterable[bytes]) -> tuple[int, str]:
    """Return how many bytes *pieces* have, and their SHA-256."""
    size, digest = 0, sha256()
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what is left of *file*, and close it."""
    with file:
        while piece := file.read(PIECE):
            yield piece
