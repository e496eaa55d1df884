"""``brief verify`` tells what differs from what was published, and no copy, however hostile, does it harm."""

import json
import os
import random
import shutil
import struct
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from build_scripts.__main__ import main
from build_scripts.editions.copies import NotAnEdition, Verdict
from build_scripts.editions.manifest import ArticleRead, File, Manifest
from build_scripts.editions.single import seal
from build_scripts.editions.verify import verify
from build_scripts.editions.zip_writing import pack

FILES = {
    "index.html": b"<p>hello</p>" * 9,
    "search/search_index.js": b"var __index = {}",
    "große/тест.txt": b"",
    "noise.bin": random.Random(1).randbytes(300_000),  # noqa: S311 - not for secrets
    "much.txt": b"the same again " * 20_000 + random.Random(2).randbytes(50_000),  # noqa: S311
}
ARTICLE = ArticleRead(id="mill", headline="The mill", sha256="ab" * 32)


def manifest(files: dict[str, bytes]) -> Manifest:
    listed = {path: File(size=len(content), sha256=sha256(content).hexdigest()) for path, content in files.items()}
    about = {"name": "mill", "title": "The mill", "version": "1.0", "date": "2020", "commit": "c0ffee" * 6 + "c0de"}
    return Manifest.model_validate({**about, "articles": (ARTICLE,), "files": listed})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy that is as it was published."""
    folder = tmp_path / "mill-offline"
    for path, content in {**FILES, "manifest.json": manifest(FILES).to_json().encode()}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


@pytest.fixture
def archive(folder: Path) -> Path:
    """Return the zip of that copy."""
    archive = folder.with_suffix(".zip")
    pack(folder, folder.name, archive)
    return archive


def differences(verdict: Verdict) -> list[str]:
    return [f"{what} {path}" for what, path in verdict.differences]


def test_a_copy_as_published_says_what_it_was_made_from(
    archive: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for copy in (archive, folder):
        assert main(["verify", str(copy)]) == 0
        printed = capsys.readouterr().out
        assert "c0ffeec0ffee" in printed
        assert "article mill, SHA-256 abab" in printed
        assert "5 files, all as published." in printed
        assert "Nobody signed" in printed
    assert main(["verify", str(archive)]) == 0
    assert f"{sha256(archive.read_bytes()).hexdigest()}  mill-offline.zip" in capsys.readouterr().out


def test_every_difference_is_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "index.html").write_bytes(b"<p>hallo</p>" * 9)
    (folder / "noise.bin").unlink()
    (folder / "new.html").write_bytes(b"")
    expected = ["changed index.html", "extra new.html", "missing noise.bin"]
    archive = folder.with_suffix(".zip")
    pack(folder, folder.name, archive)
    for copy in (folder, archive):
        assert differences(verify(copy)) == expected
    assert main(["verify", str(folder)]) == 1
    assert "3 differences" in capsys.readouterr().out


def test_a_copy_that_another_program_packed_again_is_still_as_published(folder: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.zip"
    with zipfile.ZipFile(again, "w", zipfile.ZIP_STORED) as packed:
        for file in [folder, *sorted(folder.rglob("*"), reverse=True)]:
            packed.write(file, file.relative_to(folder.parent))
    assert verify(again).differences == ()


def test_a_zip_without_a_folder_of_its_own_is_read_too(folder: Path, tmp_path: Path) -> None:
    flat = tmp_path / "flat.zip"
    with zipfile.ZipFile(flat, "w", zipfile.ZIP_DEFLATED) as packed:
        for file in folder.rglob("*"):
            packed.write(file, file.relative_to(folder))
    assert verify(flat).differences == ()


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_in_a_folder_is_not_followed(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(FILES["index.html"])
    (folder / "index.html").unlink()
    (folder / "index.html").symlink_to(tmp_path / "elsewhere")
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe")
    assert differences(verify(folder)) == ["extra index.html", "extra loop", "extra pipe", "missing index.html"]


def test_a_single_page_knows_itself(tmp_path: Path) -> None:
    empty = json.dumps(manifest({}).model_dump()).replace('"', "&#34;")
    zeros = "0" * 64
    page = seal(f'<meta name="manifest" content="{empty}"><meta name="sha256" content="{zeros}"><p>hello'.encode())
    path = tmp_path / "mill.html"
    path.write_bytes(page)
    assert verify(path).differences == ()
    path.write_bytes(page.replace(b"hello", b"hullo"))
    assert differences(verify(path)) == ["changed mill.html"]


Spoil = Callable[[Path], bytes]


def packed(*members: tuple[str, bytes], **changes: object) -> Spoil:
    def spoil(archive: Path) -> bytes:
        with warnings.catch_warnings(), zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as zipped:
            warnings.simplefilter("ignore")  # Python warns of a name that stands twice
            for name, content in members:
                info = zipfile.ZipInfo(name)
                info.compress_type = zipfile.ZIP_DEFLATED
                for key, value in changes.items():
                    setattr(info, key, value)
                zipped.writestr(info, content)
        return archive.read_bytes()

    return spoil


def directory(data: bytes) -> int:
    return int(struct.unpack_from("<L", data, len(data) - 6)[0])


def poked(place: str, offset: int, value: bytes) -> Spoil:
    """Change bytes of the first entry of the list, of its file's own header, or of the zip's end."""

    def spoil(archive: Path) -> bytes:
        data = bytearray(archive.read_bytes())
        at = {"list": directory(bytes(data)), "header": 0, "end": len(data) - 22}[place] + offset
        data[at : at + len(value)] = value
        return bytes(data)

    return spoil


def larger_than_it_says(archive: Path) -> bytes:
    """Return the zip with a first file that unpacks to more than the list and its own header say."""
    shown, hidden = b"x" * 10, b"y" * 1_000_000
    pack_ = zlib.compressobj(9, wbits=-15)
    body = pack_.compress(shown + hidden) + pack_.flush()
    return handmade(archive, body, shown)


def more_behind_the_end(archive: Path) -> bytes:
    pack_ = zlib.compressobj(9, wbits=-15)
    shown = b"x" * 10
    return handmade(archive, pack_.compress(shown) + pack_.flush() + b"hidden", shown)


def handmade(archive: Path, body: bytes, shown: bytes) -> bytes:
    """Return a zip with the manifest, and a file that says that it is *shown* while *body* is what it holds."""
    with zipfile.ZipFile(archive) as zipped:
        files = {"manifest.json": (zipped.read("mill-offline/manifest.json"), 0), "index.html": (body, 8)}
    data, listed = b"", b""
    for name, (content, method) in files.items():
        says = shown if method else content
        common = struct.pack("<5H3L2H", 20, 0, method, 0, 33, zlib.crc32(says), len(content), len(says), len(name), 0)
        listed += b"PK\1\2" + struct.pack("<H", 20) + common + struct.pack("<3H2L", 0, 0, 0, 0, len(data))
        listed += name.encode()
        data += b"PK\3\4" + common + name.encode() + content
    return data + listed + b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 2, 2, len(listed), len(data), 0)


def shared_bytes(archive: Path) -> bytes:
    """Return the zip with a second entry of the list for the first file's bytes."""
    data = archive.read_bytes()
    begin = directory(data)
    size = 46 + sum(struct.unpack_from("<3H", data, begin + 28))
    again = bytearray(data[begin : begin + size])
    again[46:47] = b"n"
    count, length = struct.unpack_from("<HL", data, len(data) - 12)
    end = data[-22:-14] + struct.pack("<2H2LH", count + 1, count + 1, length + size, begin, 0)
    return data[:-22] + bytes(again) + end


HOSTILE: dict[str, Spoil] = {
    "a path that leads out": packed(("mill-offline/../../evil", b"")),
    "an absolute path": packed(("/etc/passwd", b"")),
    "a drive": packed(("C:/windows/evil", b"")),
    "a backslash": packed(("mill-offline/..\\..\\evil", b"")),
    "a name cut by a zero byte": poked("list", 46, b"mill\0"),
    "a reserved name": packed(("mill-offline/aux.txt", b"")),
    "a name that ends in a dot": packed(("mill-offline/index.html.", b"")),
    "a name that stands twice": packed(("mill-offline/index.html", b"other")),
    "a name in other letters": packed(("mill-offline/INDEX.html", b"other")),
    "a file in a file": packed(("mill-offline/index.html/more", b"other")),
    "a very long name": packed((f"mill-offline/{'x' * 300}", b"")),
    "a link": packed(("mill-offline/link", b"/etc/passwd"), external_attr=0o120777 << 16),
    "a device": packed(("mill-offline/device", b""), external_attr=0o060666 << 16),
    "a bomb": packed(("mill-offline/zeros", bytes(60_000_000))),
    "a size that is not so": poked("list", 24, struct.pack("<L", 3_000_000_000)),
    "a file larger than it says": larger_than_it_says,
    "bytes behind a file's end": more_behind_the_end,
    "files that share their bytes": shared_bytes,
    "a lock": poked("list", 8, b"\1"),
    "a lock in a file's header": poked("header", 6, b"\1"),
    "an unknown method": poked("list", 10, b"\x0e"),
    "another name in the file's header": poked("header", 30, b"X"),
    "another size in the file's header": poked("header", 22, b"\xff"),
    "a checksum that is wrong": poked("list", 16, b"1234"),
    "a count that is wrong": poked("end", 8, struct.pack("<2H", 60_000, 60_000)),
    "a list too large": poked("end", 12, struct.pack("<L", 2**31)),
    "a list beyond the end": poked("end", 16, struct.pack("<L", 2**31)),
    "several disks": poked("end", 4, b"\1"),
    "a remark": poked("end", 20, b"\5\0"),
    "the end cut off": lambda archive: archive.read_bytes()[:-30],
    "the beginning alone": lambda archive: archive.read_bytes()[:5000],
    "bytes in front": lambda archive: b"PK" + bytes(98) + archive.read_bytes(),
    "bytes behind": lambda archive: archive.read_bytes() + b"more",
    "two letters": lambda _: b"PK",
    "noise": lambda _: b"PK" + random.Random(3).randbytes(4000),  # noqa: S311 - not for secrets
    "no manifest": lambda archive: archive.read_bytes().replace(b"manifest.json", b"monofest.json"),
    "no zip": lambda _: b"GIF89a",
    "nothing": lambda _: b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_copy_is_refused_in_words(name: str, archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = set(archive.parent.rglob("*"))
    archive.write_bytes(HOSTILE[name](archive))
    assert main(["verify", str(archive)]) == 2, capsys.readouterr().out
    said = capsys.readouterr().out
    assert said.startswith(archive.as_posix())
    assert len(said.splitlines()) == 1
    assert set(archive.parent.rglob("*")) == before


def test_no_bit_of_a_zip_can_change_unnoticed(archive: Path) -> None:
    """A flipped bit is refused or named, or it is one of those by which no file differs, as a time."""
    whole = archive.read_bytes()
    chance = random.Random(4)  # noqa: S311 - not for secrets
    harmless = 0
    for _ in range(400):
        data = bytearray(whole)
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        archive.write_bytes(data)
        try:
            harmless += not verify(archive).differences
        except NotAnEdition:
            continue
    assert harmless < 5


def test_a_zip_within_the_zip_is_only_a_file(folder: Path, archive: Path) -> None:
    shutil.copy(archive, folder / "inner.zip")
    pack(folder, folder.name, archive)
    assert differences(verify(archive)) == ["extra inner.zip"]


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"\xff",
        b"[]",
        b"[" * 100_000,
        b'{"format": "another"}',
        manifest({"../evil": b""}).to_json().encode(),
        manifest({"a": b"", "A": b""}).to_json().encode(),
        manifest({}).to_json().replace('"version"', '"name"').encode(),
        manifest({}).to_json().replace("c0ffee", "C0FFEE").encode(),
        b" " * (17 * 2**20),
    ],
    ids=["empty", "not UTF-8", "a list", "deep", "another format", "path", "case", "twice", "commit", "huge"],
)
def test_a_manifest_that_cannot_be_one_is_refused(text: bytes, folder: Path) -> None:
    (folder / "manifest.json").write_bytes(text)
    with pytest.raises(NotAnEdition):
        verify(folder)


def test_names_are_printed_without_what_a_terminal_obeys(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if sys.platform == "win32":
        pytest.skip("no such names there")
    (folder / "\x1b[2J\u202egood").write_bytes(b"")
    assert main(["verify", str(folder)]) == 1
    printed = capsys.readouterr().out
    assert "\x1b" not in printed
    assert "\u202e" not in printed


def test_what_a_manifest_says_is_printed_without_what_a_terminal_obeys(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clear = "\x1b[2J"
    said = manifest({}).model_copy(update={"title": clear, "name": clear, "version": clear, "date": clear})
    (folder / "manifest.json").write_text(said.to_json(), encoding="utf-8")
    assert main(["verify", str(folder)]) == 1
    assert "\x1b" not in capsys.readouterr().out


def test_what_is_not_there_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path / "none.zip")]) == 2
    assert "No such file" in capsys.readouterr().out
