"""A zip from a stranger -> whether the edition in it is as published: for the zip of the folder and for the book.

The zip is read member by member, in pieces, within limits, and never unpacked to disk; paths that lead out, links,
encrypted files and zip bombs are refused.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from build_scripts.editions import manifest as manifests
from build_scripts.editions.copies import FILES, PIECE, Copy, NotAnEdition, Verdict, compare, hashed
from build_scripts.editions.manifest import shown

BYTES = 2 * 2**30
"""Bytes that all files may have together, unpacked."""

DIRECTORY = 8 * 2**20
"""Bytes that the list of files at the end of a zip may have."""

RATIO = 100
"""How many times larger than packed the files may be, all together."""

_END = struct.Struct("<4s4H2LH")
_HEADER = struct.Struct("<4s5H3L2H")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error)
"""What Python's reader of zips raises over broken ones."""


def verify(path: Path) -> Verdict:
    """Return whether the zip at *path* is as published; raise NotAnEdition if that cannot be decided."""
    try:
        with path.open("rb") as file:
            return compare(_zip(file))
    except manifests.ManifestError:
        raise
    except _BROKEN as error:
        raise NotAnEdition(f"is broken: {error or type(error).__name__}") from error


def _zip(file: IO[bytes]) -> Copy:
    """Return the copy in the zip *file*, after checking its list of files."""
    _check_end(file)
    file.seek(0)
    _, digest = hashed(iter(lambda: file.read(PIECE), b""))
    archive = zipfile.ZipFile(file)
    _check_places(archive.infolist())
    members = [member for member in archive.infolist() if not _is_folder(member)]
    _check_members(members)
    tops = {member.filename.partition("/")[0] for member in members if "/" in member.filename}
    top = f"{tops.pop()}/" if len(tops) == 1 and all("/" in member.filename for member in members) else ""
    by_path = {member.filename.removeprefix(top): member for member in members}

    def read(path: str) -> Iterator[bytes]:
        return _unpacked(file, by_path[path])

    return Copy({path: member.file_size for path, member in by_path.items()}, read, digest=digest)


def _check_end(file: IO[bytes]) -> None:
    """Refuse a zip whose end is unusual, or whose list of files is too long; Python would read any."""
    size = file.seek(0, io.SEEK_END)
    if size < _END.size:
        raise NotAnEdition("is broken: it is too short to be a zip")
    file.seek(max(0, size - _END.size - 20))
    tail = file.read()
    mark, disk, first, here, count, directory, offset, comment = _END.unpack(tail[-_END.size :])
    if mark != b"PK\5\6" or comment:
        raise NotAnEdition("is broken: it does not end as a zip does")
    if disk or first or here != count or tail.startswith(b"PK\6\7") or 0xFFFFFFFF in (directory, offset):
        raise NotAnEdition("is a zip in several parts, or in the format for files beyond 4 GiB")
    if directory > DIRECTORY or count > FILES:
        raise NotAnEdition(f"has a list of more than {FILES:,} files")
    if offset + directory + _END.size != size:
        raise NotAnEdition("is broken: it contains bytes that belong to no file")
    file.seek(offset)
    if file.read(directory).count(b"PK\1\2") > FILES:
        raise NotAnEdition(f"has a list of more than {FILES:,} files")


def _is_folder(member: zipfile.ZipInfo) -> bool:
    return member.filename.endswith("/") and not member.file_size and not member.compress_size


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        name = shown(member.orig_filename)
        kind = stat.S_IFMT(member.external_attr >> 16)
        if member.flag_bits & 0x1:
            raise NotAnEdition(f"has an encrypted file: {name}")
        if kind not in (0, stat.S_IFREG):
            raise NotAnEdition(f"has something other than a file: {name}")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise NotAnEdition(f"has a file compressed by an unusual method: {name}")
        if "\0" in member.orig_filename or "\\" in member.orig_filename:
            raise NotAnEdition(f"has a file name that some systems do not allow: {name}")
    if refused := next(manifests.unportable(member.filename for member in members), None):
        raise NotAnEdition(refused)
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > BYTES or unpacked > RATIO * packed + 2**20:
        raise NotAnEdition(f"would unpack to {unpacked:,} bytes, as a zip bomb does")


def _check_places(members: list[zipfile.ZipInfo]) -> None:
    """Refuse files that share their bytes with others, which is how a small zip unpacks to a huge one."""
    end = 0
    if members and all(member.header_offset for member in members):
        raise NotAnEdition("is broken: it contains bytes that belong to no file")
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:
            raise NotAnEdition(f"has files that share their bytes: {shown(member.filename)}")
        end = member.header_offset + 30 + len(member.orig_filename) + member.compress_size


def _unpacked(file: IO[bytes], member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the unpacked bytes of *member*, and refuse it where they differ from what the list of files says.

    Python's own reader would stop at the size that the list names, and other programs would not.
    """
    name = shown(member.filename)
    _find(file, member)
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS) if member.compress_type == zipfile.ZIP_DEFLATED else None
    left, size, check = member.compress_size, 0, 0
    packed = piece = b""
    while left or packed or piece:
        if left and not packed:
            packed = file.read(min(PIECE, left))
            left -= len(packed)
            if not packed:
                raise NotAnEdition(f"is broken: it ends within {name}")
        piece = unpacker.decompress(packed, PIECE) if unpacker else packed
        packed = unpacker.unconsumed_tail if unpacker else b""
        size += len(piece)
        check = zlib.crc32(piece, check)
        if size > member.file_size or (unpacker and (unpacker.unused_data or (unpacker.eof and left))):
            raise NotAnEdition(f"has a file that is larger than it says: {name}")
        yield piece
    if size != member.file_size or check != member.CRC or (unpacker and not unpacker.eof):
        raise NotAnEdition(f"is broken: {name} is not as its list of files says")


def _find(file: IO[bytes], member: zipfile.ZipInfo) -> None:
    """Go to where the bytes of *member* begin; its header must agree with the list of files."""
    file.seek(member.header_offset)
    mark, _, flags, method, _, _, _, _, size, name, extra = _HEADER.unpack(file.read(_HEADER.size))
    listed = member.orig_filename.encode("utf-8" if member.flag_bits & 0x800 else "cp437")
    same = (mark, file.read(name), method) == (b"PK\3\4", listed, member.compress_type)
    if not same or flags & 0x1 or (not flags & 0x8 and size != member.file_size):
        raise NotAnEdition(f"is broken: its list of files disagrees with the header of {shown(member.filename)}")
    file.seek(extra, io.SEEK_CUR)
