"""Is this copy of the brief as it was published? Reads a zip, a book, a folder or a page; writes nothing, asks nobody.

A copy comes from a stranger. A zip is read member by member, in pieces, within limits, and never unpacked; whatever its
author may have meant by a path that leads out, a link, a lock or a bomb, it is refused.
"""

import html
import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO

from build_scripts.editions import manifest as manifests
from build_scripts.editions.manifest import Manifest, ManifestError, printable, shown
from build_scripts.editions.single import MANIFEST, SEAL, blank

FILES = 50_000
"""Files that a copy may have."""

BYTES = 2 * 2**30
"""Bytes that a copy, or one of its files, may have when unpacked."""

DIRECTORY = 8 * 2**20
"""Bytes that the list of files at the end of a zip may have."""

RATIO = 100
"""How many times larger than packed a zip's files may be, all in all."""

SINGLE = 256 * 2**20
"""Bytes that a single page may have."""

_PIECE = 2**16
_END = struct.Struct("<4s4H2LH")
_HEADER = struct.Struct("<4s5H3L2H")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error)
"""What Python's reader of zips raises over broken ones."""


class Refused(Exception):  # noqa: N818 - it is an answer, not an accident
    """The copy cannot be judged, and why."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a copy says of itself, and every difference from that: "changed", "missing" or "extra", and a path."""

    manifest: Manifest
    differences: tuple[tuple[str, str], ...]
    digest: str = ""
    """The SHA-256 of a copy that is one file."""


@dataclass(frozen=True, slots=True)
class _Copy:
    """The files of a copy by path, with their sizes, and how to read one; what is there and no file; its SHA-256."""

    sizes: Mapping[str, int]
    read: Callable[[str], Iterator[bytes]]
    strange: tuple[str, ...] = ()
    digest: str = ""


def verify(path: Path) -> Verdict:
    """Return whether the copy at *path* is as published; raise Refused if that cannot be told."""
    with _failures_told():
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            return _compare(_folder(path))
        if not stat.S_ISREG(kind):
            raise Refused("is neither a file nor a folder")
        with path.open("rb") as file:
            if file.read(2) != b"PK":
                return _single(path)
            return _compare(_zip(file))


@contextmanager
def _failures_told() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refused(f"cannot be read: {error.strerror or error}") from error
    except ManifestError as error:
        raise Refused(f"its manifest cannot be read: {error}") from error
    except _BROKEN as error:
        raise Refused(f"is broken: {error or type(error).__name__}") from error
    except MemoryError as error:
        raise Refused("is too large to be read") from error


def _compare(copy: _Copy) -> Verdict:
    if manifests.NAME not in copy.sizes:
        raise Refused(f"is no offline edition of a brief: it has no {manifests.NAME}")
    if copy.sizes[manifests.NAME] > manifests.LARGEST:
        raise Refused(f"its {manifests.NAME} is larger than {manifests.LARGEST // 2**20} MiB")
    manifest = manifests.parse(b"".join(copy.read(manifests.NAME)))
    there = copy.sizes.keys() - {manifests.NAME}
    wanted = manifest.files
    found = [("missing", path) for path in wanted.keys() - there]
    found += [("extra", path) for path in {*(there - wanted.keys()), *copy.strange}]
    for path in sorted(there & wanted.keys()):
        size, digest = _hashed(copy.read(path))
        if (size, digest) != (wanted[path].size, wanted[path].sha256):
            found.append(("changed", path))
    return Verdict(manifest, tuple(sorted(found)), copy.digest)


def _hashed(pieces: Iterable[bytes]) -> tuple[int, str]:
    size, digest = 0, sha256()
    for piece in pieces:
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()


def _folder(folder: Path) -> _Copy:
    sizes: dict[str, int] = {}
    strange: list[str] = []
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(folder / below) as entries:
            for entry in entries:
                path = f"{below}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                elif entry.is_file(follow_symlinks=False):
                    sizes[path] = entry.stat(follow_symlinks=False).st_size
                else:
                    strange.append(path)
        if len(sizes) + len(strange) + len(waiting) > FILES:
            raise Refused(f"has more than {FILES:,} files")
    return _Copy(sizes, lambda path: _pieces((folder / path).open("rb")), tuple(strange))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece


def _zip(file: IO[bytes]) -> _Copy:
    """Return the copy in the zip *file*, whose list of files is looked through before a member is read."""
    _check_end(file)
    file.seek(0)
    _, digest = _hashed(iter(lambda: file.read(_PIECE), b""))
    archive = zipfile.ZipFile(file)
    _check_places(archive.infolist())
    members = [member for member in archive.infolist() if not _is_folder(member)]
    _check_members(members)
    tops = {member.filename.partition("/")[0] for member in members if "/" in member.filename}
    top = f"{tops.pop()}/" if len(tops) == 1 and all("/" in member.filename for member in members) else ""
    by_path = {member.filename.removeprefix(top): member for member in members}

    def read(path: str) -> Iterator[bytes]:
        return _unpacked(file, by_path[path])

    return _Copy({path: member.file_size for path, member in by_path.items()}, read, digest=digest)


def _check_end(file: IO[bytes]) -> None:
    """Refuse a zip that does not end as one with a list of files of a fair size does: Python would read any."""
    size = file.seek(0, io.SEEK_END)
    if size < _END.size:
        raise Refused("is broken: it is too short to be a zip")
    file.seek(max(0, size - _END.size - 20))
    tail = file.read()
    mark, disk, first, here, count, directory, offset, comment = _END.unpack(tail[-_END.size :])
    if mark != b"PK\5\6" or comment:
        raise Refused("is broken: it does not end as a zip does")
    if disk or first or here != count or tail.startswith(b"PK\6\7") or 0xFFFFFFFF in (directory, offset):
        raise Refused("is a zip in several parts, or one meant for sizes that no brief has")
    if directory > DIRECTORY or count > FILES:
        raise Refused(f"has a list of more than {FILES:,} files")
    if offset + directory + _END.size != size:
        raise Refused("is broken: there are bytes in it that belong to no file")
    file.seek(offset)
    if file.read(directory).count(b"PK\1\2") > FILES:
        raise Refused(f"has a list of more than {FILES:,} files")


def _is_folder(member: zipfile.ZipInfo) -> bool:
    return member.filename.endswith("/") and not member.file_size and not member.compress_size


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        name = shown(member.orig_filename)
        kind = stat.S_IFMT(member.external_attr >> 16)
        if member.flag_bits & 0x1:
            raise Refused(f"has a file that is encrypted: {name}")
        if kind not in (0, stat.S_IFREG):
            raise Refused(f"has something other than a file: {name}")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Refused(f"has a file packed in an unusual way: {name}")
        if "\0" in member.orig_filename or "\\" in member.orig_filename:
            raise Refused(f"it names a file that not every system can hold: {name}")
    if refused := next(manifests.unportable(member.filename for member in members), None):
        raise Refused(refused)
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > BYTES or unpacked > RATIO * packed + 2**20:
        raise Refused(f"would unpack to {unpacked:,} bytes: such a zip is called a bomb")


def _check_places(members: list[zipfile.ZipInfo]) -> None:
    """Refuse files that share their bytes with others, by which a small bomb becomes a large one."""
    end = 0
    if members and all(member.header_offset for member in members):
        raise Refused("is broken: there are bytes in it that belong to no file")
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise Refused(f"has files that share their bytes: {shown(member.filename)}")
        end = member.header_offset + 30 + len(member.orig_filename) + member.compress_size


def _unpacked(file: IO[bytes], member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield what *member* unpacks to, and refuse it where it is not what the list of files says of it.

    Python's own reader would stop at the size that the list names, and other programs would not.
    """
    name = shown(member.filename)
    _find(file, member)
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if member.compress_type == zipfile.ZIP_DEFLATED else None
    left, size, check = member.compress_size, 0, 0
    packed = piece = b""
    while left or packed or piece:
        if left and not packed:
            packed = file.read(min(_PIECE, left))
            left -= len(packed)
            if not packed:
                raise Refused(f"is broken: it ends within {name}")
        piece = unpacker.decompress(packed, _PIECE) if unpacker else packed
        packed = unpacker.unconsumed_tail if unpacker else b""
        size += len(piece)
        check = zlib.crc32(piece, check)
        if size > member.file_size or (unpacker and (unpacker.unused_data or (unpacker.eof and left))):
            raise Refused(f"has a file that is larger than it says: {name}")
        yield piece
    if size != member.file_size or check != member.CRC or (unpacker and not unpacker.eof):
        raise Refused(f"is broken: {name} is not what its list of files says")


def _find(file: IO[bytes], member: zipfile.ZipInfo) -> None:
    """Go to where the bytes of *member* begin; what stands before them must be what the list of files says."""
    file.seek(member.header_offset)
    mark, _, flags, method, _, _, _, _, size, name, extra = _HEADER.unpack(file.read(_HEADER.size))
    listed = member.orig_filename.encode("utf-8" if member.flag_bits & 0x800 else "cp437")
    same = (mark, file.read(name), method) == (b"PK\3\4", listed, member.compress_type)
    if not same or flags & 0x1 or (not flags & 0x8 and size != member.file_size):
        raise Refused(f"is broken: it says two things of {shown(member.filename)}")
    file.seek(extra, io.SEEK_CUR)


def _single(path: Path) -> Verdict:
    if path.stat().st_size > SINGLE:
        raise Refused(f"is larger than {SINGLE // 2**20} MiB")
    page = path.read_bytes()
    seals, found = SEAL.findall(page), MANIFEST.findall(page)
    if len(seals) != 1 or len(found) != 1:
        raise Refused("is neither a zip nor a single page of a brief")
    manifest = manifests.parse(html.unescape(found[0].decode()).encode())
    same = sha256(blank(page)).hexdigest().encode() == seals[0]
    return Verdict(manifest, () if same else (("changed", path.name),), sha256(page).hexdigest())


def said(verdict: Verdict, path: Path) -> Iterator[str]:
    """Yield the lines that tell *verdict* on the copy at *path*."""
    manifest = verdict.manifest
    yield f"{printable(manifest.title)} ({printable(manifest.name)}, version {printable(manifest.version)}, {manifest.date})"
    if manifest.commit == "uncommitted":
        yield "made from a working copy that no commit describes"
    else:
        yield f"made from commit {manifest.commit}"
    for article in manifest.articles:
        yield f"reads the article {printable(article.id)}, SHA-256 {article.sha256}: {printable(article.headline)}"
    for what, name in verdict.differences:
        yield f"{what}: {printable(name)}"
    count = len(manifest.files) or 1
    if verdict.differences:
        number = len(verdict.differences)
        yield f"{number} {'difference' if number == 1 else 'differences'} from what was published."
    else:
        yield f"{count} {'file' if count == 1 else 'files'}, all as published."
    yield (
        "The copy was compared with the list that it brings along, which nobody signed: it is whole, or not, but who made"
        " it remains to be seen."
    )
    if verdict.digest:
        yield f"Compare this with SHA256SUMS of the publisher: {verdict.digest}  {printable(path.name)}"
