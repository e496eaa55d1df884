"""An archive that a stranger's build made -> a folder that may be published, or all that is wrong with it."""

import json
import re
import shutil
import stat
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

from build_scripts.editions.lighten import WHOLE

MOST_BYTES = 200 * 2**20
"""How large all files may be together, unpacked."""
MOST_BYTES_OF_ONE = 25 * 2**20
MOST_FILES = 5000
LONGEST_NAME = 200
MOST_FAULTS = 50
NEEDED = ("index.html", "changes.html")

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_RESERVED = re.compile(r"(?:^|/)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|/|$)|\.(?:/|$)", re.IGNORECASE)
_TEXT = frozenset(["html", "css", "js", "json", "map", "md", "svg", "txt", "xml", "csv", "bib"])
_SIGNATURES: Mapping[str, tuple[bytes, ...]] = {
    "gif": (b"GIF8",),
    "gz": (b"\x1f\x8b",),
    "ico": (b"\0\0\1\0",),
    "inv": (b"# Sphinx inventory version 2",),
    "jpg": (b"\xff\xd8\xff",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "webp": (b"RIFF",),
    "woff": (b"wOFF",),
    "woff2": (b"wOF2",),
    "zip": (b"PK\3\4",),
}
_ACTIVE = frozenset(["css", "js", "svg", "xml"])
"""Types of files that can do something by themselves."""
_INDEX = "search/search_index.js"
_BEGINNING = re.compile(
    r'[ \t\r\n\f]*<!doctype html>[ \t\r\n\f]*<html(?: (?:class|lang)="[A-Za-z0-9-]*")*>[ \t\r\n\f]*<head>[ \t\r\n\f]*'
    r'(<meta http-equiv="Content-Security-Policy" content="[^"<>]*">)'
)
"""The one way for a page to begin that is taken: a policy governs only what follows it, and only if it is in the head."""


class Refused(Exception):  # noqa: N818 - it is what happened
    """The archive is not to be published; ``faults`` says why."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__("\n".join(faults))


@dataclass(frozen=True, slots=True)
class Trusted:
    """The scripts and styles of the published site: a preview may have these, and no others. Files by their SHA-256."""

    files: frozenset[bytes] = frozenset()
    inline: frozenset[str] = frozenset()
    policy: str = ""
    """The element with which its first page says what a page may do."""


def trusted(site: Path) -> Trusted:
    """Return the scripts and styles of the published *site*, without those of previews in it; raise Refused if it is none."""
    if not (site / "index.html").is_file():
        raise Refused(
            ["the site is not published yet, and scripts are compared with its own: publish it, then run this again"]
        )
    files: set[bytes] = set()
    inline: set[str] = set()
    for path in sorted(site.rglob("*")):
        if path.is_symlink() or not path.is_file() or path.relative_to(site).parts[0] in ("pr", ".git"):
            continue
        if _type(path.name) in _ACTIVE:
            files.add(sha256(path.read_bytes()).digest())
        elif _type(path.name) == "html":
            inline |= set(_read(path.read_text(encoding="utf-8", errors="replace")).scripts)
    if (site / WHOLE).is_file():
        files |= {bytes.fromhex(line.split()[0]) for line in (site / WHOLE).read_text(encoding="utf-8").splitlines()}
    policy = _policy((site / "index.html").read_text(encoding="utf-8"))
    return Trusted(frozenset(files), frozenset(inline), policy)


def receive(archive: Path, into: Path, like: Trusted | None = None) -> int:
    """Unpack *archive* into the new folder *into* and return how many files there are; raise Refused, with nothing left.

    With *like*, it may hold no script and no style but those, and each page has to begin with that policy.
    """
    if into.exists() or into.is_symlink():
        raise Refused([f"{into} exists: name a new folder"])
    if like is not None and not like.policy:
        raise Refused(["the first page of the published site does not begin with a policy: publish the site anew"])
    try:
        with zipfile.ZipFile(archive) as opened:
            members = _members(opened)
            into.mkdir(parents=True)
            _unpack(opened, members, into, like)
    except (zipfile.BadZipFile, OSError, NotImplementedError, EOFError, ValueError) as error:
        shutil.rmtree(into, ignore_errors=True)
        raise Refused([f"the archive cannot be read: {str(error)[:200]!r}"]) from error
    except Refused:
        shutil.rmtree(into, ignore_errors=True)
        raise
    return len(members)


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Return the files of *archive*, if their names, kinds and sizes are such as a site has."""
    listed = archive.infolist()
    if len(listed) > MOST_FILES:
        raise Refused([f"the archive holds {len(listed)} entries; at most {MOST_FILES} are taken"])
    files = [entry for entry in listed if not entry.filename.endswith("/")]
    faults = [f"{entry.filename[:LONGEST_NAME]!r} {fault}" for entry in listed for fault in _entry_faults(entry)]
    faults += _name_clashes([entry.filename for entry in files])
    if sum(entry.file_size for entry in files) > MOST_BYTES:
        faults.append(f"the files have more than {MOST_BYTES} bytes together")
    faults += [f"{name} is missing" for name in NEEDED if name not in {entry.filename for entry in files}]
    _stop_for(faults)
    return files


def _entry_faults(entry: zipfile.ZipInfo) -> Iterator[str]:
    name = entry.filename.removesuffix("/")
    mode = entry.external_attr >> 16
    if not _NAME.fullmatch(name) or _RESERVED.search(name) or entry.orig_filename != entry.filename:
        yield "has a name that no page has"
    if len(name) > LONGEST_NAME:
        yield "has too long a name"
    if stat.S_IFMT(mode) not in (0, stat.S_IFDIR if entry.is_dir() else stat.S_IFREG):
        yield "is a link or a device"
    if entry.flag_bits & 1:
        yield "is encrypted"
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        yield "is packed in a way that is not taken"
    if entry.file_size > MOST_BYTES_OF_ONE:
        yield f"has more than {MOST_BYTES_OF_ONE} bytes"
    if not entry.is_dir() and _type(name) not in (*_TEXT, *_SIGNATURES):
        yield "is of a type that no page needs"


def _name_clashes(names: list[str]) -> Iterator[str]:
    """Yield the names that are the same, or a file's and a folder's, where case does not count."""
    files = set[str]()
    for name in names:
        if name.casefold() in files:
            yield f"{name!r} stands there twice"
        files.add(name.casefold())
    for name in names:
        parts = name.casefold().split("/")
        if any("/".join(parts[:count]) in files for count in range(1, len(parts))):
            yield f"{name!r} is below a file"


def _unpack(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], into: Path, like: Trusted | None) -> None:
    faults: list[str] = []
    left = MOST_BYTES
    for entry in members:
        with archive.open(entry) as file:
            data = file.read(min(left, MOST_BYTES_OF_ONE) + 1)
        left -= len(data)
        if left < 0 or len(data) > MOST_BYTES_OF_ONE:
            raise Refused([f"{entry.filename!r} is larger than it says"])
        faults += [f"{entry.filename!r} {fault}" for fault in _content_faults(entry.filename, data, like)]
        if not faults:
            (into / entry.filename).parent.mkdir(parents=True, exist_ok=True)
            (into / entry.filename).write_bytes(data)
    _stop_for(faults)


def _content_faults(name: str, data: bytes, like: Trusted | None) -> Iterator[str]:
    kind = _type(name)
    if kind in _SIGNATURES:
        if not data.startswith(_SIGNATURES[kind]):
            yield "is not what its name says"
        return
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        yield "is not UTF-8 text"
        return
    if "\0" in text:
        yield "is not text"
    elif kind == "html":
        yield from _page_faults(text, like)
    elif name == _INDEX:
        if not _is_index(text):
            yield "is no search index"
    elif kind in _ACTIVE and like is not None and sha256(data).digest() not in like.files:
        yield "is a script, a style or a drawing that the published site does not have"


def _is_index(text: str) -> bool:
    try:
        json.loads(text.removeprefix("var __index = "))
    except (ValueError, RecursionError):
        return False
    return text.startswith("var __index = ")


def _page_faults(text: str, like: Trusted | None) -> Iterator[str]:
    page = _read(text)
    if not page.noindex:
        yield "is not kept out of search engines"
    if not page.marked:
        yield "is not marked as a preview"
    yield from dict.fromkeys(page.faults)
    if like is None:
        return
    if not set(page.scripts) <= like.inline:
        yield "holds a script or a style that the published site does not have"
    if _policy(text) != like.policy:
        yield "does not begin with the content security policy that the published site has"


def _policy(text: str) -> str:
    """Return the element with a page's policy, if nothing at all stands before it that a browser would not skip."""
    found = _BEGINNING.match(text)
    return found[1] if found else ""


def _read(text: str) -> "_Page":
    page = _Page()
    page.feed(text)
    page.close()
    return page


_FORBIDDEN = frozenset(["base", "embed", "frame", "frameset", "iframe", "object", "portal", "applet"])
_COVERS = re.compile(r"position|z-index|url\s*\(|display|visibility|opacity|transform|\\", re.IGNORECASE)
_FETCHED = {
    "script": "src",
    "img": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "track": "src",
    "input": "src",
}


@dataclass
class _Page(HTMLParser):
    """What matters of a page: its scripts, its marks, and what it may not hold."""

    scripts: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    noindex: bool = False
    marked: bool = False
    _script: list[str] | None = None

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _FORBIDDEN:
            self.faults.append(f"holds <{tag}>")
        self.faults.extend(f"holds {name}= in <{tag}>" for name in given if name.startswith("on") or name == "srcdoc")
        self.faults.extend(f"holds a {value.split(':')[0]}: link" for value in given.values() if _is_program(value))
        if tag == "meta":
            self.noindex |= given.get("name", "").lower() == "robots" and "noindex" in given.get("content", "")
            if given.get("http-equiv", "").lower() == "refresh":
                self.faults.append("leads elsewhere by itself")
        fetched = given.get(_FETCHED.get(tag, ""), "")
        if tag == "link" and given.get("rel", "").lower() not in ("canonical", "prev", "next", "alternate", "license"):
            fetched = given.get("href", "")
        if _is_foreign(fetched) or (tag == "form" and given.get("action")):
            self.faults.append(f"asks another host for something: <{tag}>")
        self.marked |= "preview-mark" in given.get("class", "").split()
        if _COVERS.search(given.get("style", "")):
            self.faults.append(f"holds a style in <{tag}> that could hide something")
        if tag == "style" or (tag == "script" and not given.get("src") and given.get("type", "") != "application/json"):
            self._script = []

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style") and self._script is not None:
            self.scripts.append("".join(self._script).strip())
            self._script = None


def _is_program(value: str) -> bool:
    return (
        re.match(r"(?:javascript|vbscript|data:text/html)", re.sub(r"[\s\x00-\x20]", "", value), re.IGNORECASE)
        is not None
    )


def _is_foreign(value: str) -> bool:
    return re.match(r"\s*(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", value, re.IGNORECASE) is not None and not value.startswith(
        "data:image/"
    )


def _type(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name.rpartition("/")[2] else ""


def _stop_for(faults: list[str]) -> None:
    if faults:
        more = len(faults) - MOST_FAULTS
        raise Refused(faults[:MOST_FAULTS] + ([f"and {more} more"] if more > 0 else []))
