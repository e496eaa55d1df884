"""The last step: pages -> ``docs/``. Only this module writes there.

``docs/`` also has files that people wrote. So the build keeps a record of its own files (``.generated.json``: path ->
SHA-256) and touches no others. New files are written to a folder aside and then renamed into place; until all are there,
the record has the old and the new hash of each. So a build that is stopped at any point leaves every page whole, old or
new, and the next build recognises it. (This covers programs that die. A power cut may cost more: nothing waits for the
disk.)
"""

import json
import os
import re
import shutil
import stat
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from build_scripts.brief.problems import BriefError, Location, Problem

if sys.platform != "win32":
    import fcntl

RECORD = ".generated.json"
"""The record's name in ``docs/``."""

STAGING = ".generated.new"
"""The folder of ``docs/`` in which a build writes aside."""

_UNPORTABLE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]|(^|/)(\.{0,2}|[^/]*[. ])(/|$)')
"""Characters and parts of a path that lead out of the folder, or that some system does not allow."""

_Record = Mapping[str, frozenset[str]]
"""The hashes by which the build knows each of its files: one, or more where a build was stopped."""


@dataclass(frozen=True, slots=True)
class Published:
    """What became of each file, by its path in ``docs/``."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    """What is wrong all the same, in a writer's own view."""
    left: tuple[Problem, ...] = ()
    """What is left to do in drafts, which nobody but their writer sees."""

    @property
    def pages(self) -> tuple[int, int]:
        """Return how many pages were written and removed; pictures, pieces of the search and the like are none."""
        written, removed = (sum(path.endswith(".md") for path in paths) for paths in (self.written, self.removed))
        return written, removed


@dataclass(frozen=True, slots=True)
class _Found:
    """What is at a path: nothing, a file with a digest, or something else, there or in place of a folder above."""

    digest: str = ""
    obstacle: str = ""
    at: str = ""


def publish(pages: Mapping[str, str | bytes], docs: Path) -> Published:
    """Make the build's own files in *docs* equal *pages*, touching only those that differ.

    Two builds of one folder take turns (except on Windows, which cannot lock a folder).
    """
    files = {path: page.encode() if isinstance(page, str) else page for path, page in sorted(pages.items())}
    _raise_if_any(_unusable_paths(files, docs))
    with _disk_errors_as_problems(docs):
        docs.mkdir(parents=True, exist_ok=True)
    with _locked(docs):
        return _publish(files, docs)


def generated(docs: Path) -> frozenset[str]:
    """Return the paths of the files in *docs* that builds wrote; none if their record cannot be read."""
    try:
        return frozenset(_read_record(docs))
    except (BriefError, OSError):
        return frozenset()


def _publish(files: Mapping[str, bytes], docs: Path) -> Published:
    wanted = {path: sha256(content).hexdigest() for path, content in files.items()}
    with _disk_errors_as_problems(docs):
        record = _read_record(docs)
        folders: dict[str, str] = {}
        found = {path: _look(docs, path, folders) for path in sorted(wanted.keys() | record.keys())}
        _raise_if_any(_obstacles(docs, wanted, record, found))
        _clear(docs)
    # A page that is already as it should be is not written again: its time stays, so that tools which watch docs/ see only
    # what changed.
    done = Published(
        written=tuple(path for path in wanted if found[path].digest != wanted[path]),
        removed=tuple(path for path in found if path not in wanted and found[path].digest),
        unchanged=tuple(path for path in wanted if found[path].digest == wanted[path]),
    )
    new = {path: files[path] for path in done.written}
    # A file that somebody wrote, and that happens to equal a page, stays theirs: it is not entered in the record.
    after = {path: frozenset({wanted[path]}) for path in wanted if path in record or path in new}
    if new or after != record:
        gone = [path for path in record if path not in wanted and not found[path].obstacle]
        _replace(docs, new, gone, record, after)
    return done


def _replace(docs: Path, new: Mapping[str, bytes], gone: Iterable[str], before: _Record, after: _Record) -> None:
    """Write the files of *new* and remove those of *gone*, so that a stop at any point leaves each whole and known."""
    none: frozenset[str] = frozenset()
    try:
        with _disk_errors_as_problems(docs):
            staged = _stage(docs, new)
            # From here on the old and the new content are both known, so every file may be either.
            _write_record(docs, {path: before.get(path, none) | after.get(path, none) for path in {**before, **after}})
        for path in gone:  # first, as a folder may take the place of a file that goes
            _remove(docs, path)
        for path, file in staged.items():
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            file.replace(docs / path)
        _write_record(docs, after)
    finally:
        _clear(docs)


def _stage(docs: Path, files: Mapping[str, bytes]) -> dict[str, Path]:
    """Write *files* to a folder aside.

    It is in *docs*, not in the system's folder for temporary files: only within one file system is a rename one step.
    """
    (docs / STAGING).mkdir()
    staged = {path: docs / STAGING / str(number) for number, path in enumerate(files)}
    for path, file in staged.items():
        file.write_bytes(files[path])
    return staged


def _clear(docs: Path) -> None:
    """Remove what was written aside, by this build or by one that was stopped."""
    if (docs / STAGING).exists():
        shutil.rmtree(docs / STAGING)


def _remove(docs: Path, path: str) -> None:
    """Remove the file at *path* and the folders that it leaves empty."""
    (docs / path).unlink(missing_ok=True)
    for folder in reversed(_folders(path)):
        try:
            (docs / folder).rmdir()
        except FileNotFoundError:
            continue
        except OSError:  # not empty
            return


def _read_record(docs: Path) -> _Record:
    """Return the hashes of the files that earlier builds wrote."""
    record = {}
    try:
        if kind := _kind(docs / RECORD):
            text = (docs / RECORD).read_bytes() if kind == "a file" else b""
            record = {path: frozenset(hashes.split()) for path, hashes in json.loads(text).items()}
    except (ValueError, AttributeError, RecursionError):
        record = {"": frozenset()}
    # The record decides what is deleted, and it may come with somebody's repository: no path in it may lead out of docs/.
    if any(map(_is_unusable, record)):
        raise BriefError([Problem(_location(docs, RECORD), "is not a valid list of generated files", _HINTS["record"])])
    return record


def _write_record(docs: Path, record: _Record) -> None:
    # indent=0 puts each file on its own line, so that two records can be compared.
    text = json.dumps({path: " ".join(sorted(record[path])) for path in sorted(record)}, indent=0, ensure_ascii=False)
    (docs / STAGING / "record").write_bytes(f"{text}\n".encode())
    (docs / STAGING / "record").replace(docs / RECORD)


def _is_unusable(path: str) -> bool:
    return bool(_UNPORTABLE.search(path)) or path.partition("/")[0].casefold() in (RECORD, STAGING)


def _unusable_paths(paths: Collection[str], docs: Path) -> Iterator[Problem]:
    """Yield each of *paths* that leads out of *docs*, or that not every system can hold beside the others."""
    spelled: dict[str, str] = {}
    for path in paths:
        if _is_unusable(path):
            yield Problem(_location(docs), f'cannot contain a file with this name: "{path}"', _HINTS["name"])
            continue
        for part in (*_folders(path), path):
            # macOS and Windows take "A.md" for "a.md", and macOS takes the two ways to write é for one.
            other = spelled.setdefault(unicodedata.normalize("NFC", part.casefold()), part)
            if other != part:
                message = f'is the same as "{other}" on systems that ignore upper and lower case'
                yield Problem(_location(docs, part), message, _HINTS["name"])
            elif part != path and part in paths:
                yield Problem(_location(docs, part), f'would be both a file and the folder of "{path}"', _HINTS["name"])


def _obstacles(
    docs: Path, wanted: Mapping[str, str], record: _Record, found: Mapping[str, _Found]
) -> Iterator[Problem]:
    """Yield everything that would be lost if the build went on."""
    kind = _kind(docs / STAGING)
    if kind not in ("", "a folder"):
        yield Problem(_location(docs, STAGING), f"is {kind} where the build writes a folder", _HINTS["foreign"])
    going = {path for path in record if path not in wanted and found[path].digest in {"", *record[path]}}
    for path, there in found.items():
        known = record.get(path, frozenset())
        if there.obstacle and path in wanted and not _will_be_gone(docs, there.at, going):
            place = "a file" if there.at == path else "a folder"
            message = f"is {there.obstacle} where the build writes {place}"
            yield Problem(_location(docs, there.at), message, _HINTS["foreign"])
        elif not there.digest or there.digest in known or there.digest == wanted.get(path):
            continue
        elif known:
            yield Problem(_location(docs, path), "was changed by hand since it was built", _HINTS["changed"])
        else:
            yield Problem(
                _location(docs, path), "was not written by the build, which needs this path", _HINTS["foreign"]
            )


def _will_be_gone(docs: Path, at: str, going: Collection[str]) -> bool:
    """Return whether nothing is left at *at* when the files *going* are gone."""
    emptied = {folder for path in going for folder in _folders(path)}
    below = {path.relative_to(docs).as_posix() for path in (docs / at).rglob("*")}
    return {at, *below} <= {*going, *emptied}


def _look(docs: Path, path: str, folders: dict[str, str]) -> _Found:
    """Return what is at *path*; what is at the *folders* above is looked up once."""
    for folder in _folders(path):
        kind = folders.get(folder)
        if kind is None:
            kind = folders[folder] = _kind(docs / folder)
        if kind != "a folder":
            return _Found(obstacle=kind, at=folder)
    match _kind(docs / path):
        case "":
            return _Found()
        case "a file":
            return _Found(digest=sha256((docs / path).read_bytes()).hexdigest())
        case kind:
            return _Found(obstacle=kind, at=path)


def _kind(path: Path) -> str:
    """Return what is at *path*, in words; links are not followed."""
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return ""
    return {stat.S_IFREG: "a file", stat.S_IFDIR: "a folder", stat.S_IFLNK: "a link"}.get(stat.S_IFMT(mode), "a device")


def _folders(path: str) -> list[str]:
    """Return the folders of *path*, outermost first."""
    parts = path.split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts))]


def _location(docs: Path, path: str = "") -> Location:
    return Location((docs / path).as_posix())


def _raise_if_any(problems: Iterable[Problem]) -> None:
    if found := list(problems):
        raise BriefError(found)


@contextmanager
def _disk_errors_as_problems(docs: Path) -> Iterator[None]:
    """Report errors of the disk as problems, as long as no page has been touched; later ones are a traceback."""
    try:
        yield
    except OSError as error:
        place = Location(Path(error.filename or docs).as_posix())
        raise BriefError([Problem(place, f"cannot be read or written: {error.strerror or error}")]) from error


@contextmanager
def _locked(docs: Path) -> Iterator[None]:
    """Wait until no other build works on *docs*, and keep others waiting."""
    if sys.platform == "win32":
        yield
        return
    # The folder itself is locked: a lock file would be left behind by a program that dies.
    folder = os.open(docs, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


_HINTS = {
    "changed": "make the change in source/ (the page's first lines say where), delete this file and build again",
    "foreign": "move it away, or delete it if an earlier build left it",
    "name": "rename the entry that the file is named after",
    "record": "delete it together with the pages that the build wrote (git clean -fX docs/), and build again",
}
