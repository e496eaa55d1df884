"""The files of a source folder: which belong there, and reading them safely.

A stranger's folder may hold links out of it, pipes, devices and files of any size. Reading it must neither show another
file of this machine, nor wait forever, nor fill the memory.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from build_scripts.brief.problems import CommandError, Location, Problem, nearest
from build_scripts.load import schema, strict_yaml
from build_scripts.load.strict_yaml import named

ARTICLE_LIMIT = 8 * 2**20
"""How many bytes an article may have: more than almost any book, and little enough to search in memory."""
FILE_LIMIT = 32 * 2**20
"""How many bytes any other file may have: some 50,000 annotations, which ``MAX_EVENTS_PER_FILE`` limits further."""

_LISTS = tuple(kind.file for kind in schema.LISTED)
_FOLDERS = ("articles", "annotations", "captures", "fonts", *_LISTS)
_FILES = ("brief.yml", "background.md", *(f"{name}.yml" for name in _LISTS))


def require(source: Path, *files: Path) -> None:
    """Raise CommandError unless the folder *source* is there, and *files*."""
    for path, is_there in ((source, source.is_dir()), *((file, file.is_file()) for file in files)):
        if not is_there:
            what = f"folder {path.as_posix()}/" if path == source else path.as_posix()
            raise CommandError(f"there is no {what} here: run this in a brief's folder, or make one with brief new")


class SourceFolder:
    """A source folder: its files by what they are read as, what was refused, and what is wrong with its files."""

    def __init__(self, source: Path) -> None:
        self.root = Path(os.path.realpath(source))
        self.label = _printable(self.root.name) or "source"
        self.problems: list[Problem] = []
        self.files: dict[str, list[str]] = {}
        """The names of the files by their kind (:func:`kind_of`)."""
        self.refused: set[str] = set()
        """The names of the files and folders that do not belong, which a problem reports already."""
        # By the parts of the path: as plain text, "quotes.yml" would come between the folders "quotes-1/" and "quotes/".
        for name in sorted(self._walk(), key=lambda name: name.split("/")):
            self.files.setdefault(kind_of(name), []).append(name)

    def path(self, name: str) -> str:
        """Return *name* as problems and pages show it."""
        return f"{self.label}/{_printable(name)}" if name else self.label

    def problem(self, name: str, message: str, hint: str = "", line: int = 1) -> None:
        """Note that something is wrong with the file *name*."""
        self.problems.append(Problem(Location(self.path(name), line), message, hint))

    def text(self, name: str, limit: int) -> str | None:
        """Return the text of the file *name*, or note why it has none."""
        data = self.read(name, limit)
        return None if data is None else self.decode(name, data)

    def decode(self, name: str, data: bytes) -> str | None:
        """Return *data* as text, or note that it is not text."""
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = strict_yaml.line_of(data[: error.start].decode(), error.start)
            utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
            message = f"the file is not UTF-8 text: byte {data[error.start]:#04x}"
            self.problem(name, message, f"save it as UTF-8{' (it seems to be UTF-16)' if utf16 else ''}", line)
            return None

    def read(self, name: str, limit: int) -> bytes | None:
        """Return what the file *name* holds, or note why it cannot be read."""
        try:
            data = read_regular_file(self.root / name, limit)
        except OSError as error:
            self.problem(name, f"the file cannot be read: {error.strerror or error}")
            return None
        if len(data) > limit:
            self.problem(
                name,
                f"the file is larger than {limit // 2**20} MiB",
                "check that it is the right file; if it is, split it",
            )
            return None
        return data

    def _walk(self) -> Iterator[str]:
        """Yield the name of each file that belongs in a source folder, and report everything else in it."""
        if not self.root.is_dir():
            self.problem("", "there is no such folder", "name the folder that holds brief.yml")
            return
        folders = [""]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(self.root / folder) as entries:
                    found = sorted(entries, key=lambda entry: entry.name)
            except OSError as error:
                self.problem(folder, f"the folder cannot be read: {error.strerror or error}")
                continue
            for entry in found:
                name = f"{folder}/{entry.name}" if folder else entry.name
                if entry.name.startswith(".") or entry.name == "README.md":
                    continue  # what editors, systems and repositories keep in every folder
                if wrong := self._problem_with_entry(name, entry):
                    self.problem(name, *wrong)
                    self.refused.add(name)
                elif _may_be_folder(name):
                    folders.append(name)
                else:
                    yield name

    def _problem_with_entry(self, name: str, entry: os.DirEntry[str]) -> tuple[str, str] | None:
        """Return why such a file or folder may not be there, and a hint; None if it may."""
        try:
            if entry.is_symlink():  # asked first: every other question would be about what the link points to
                return self._problem_with_link(name, entry)
            mode = entry.stat(follow_symlinks=False).st_mode
        except OSError as error:
            return f"the file cannot be read: {error.strerror or error}", ""
        if stat.S_ISDIR(mode):
            if kind_of(name):
                return "this is a folder where a file should be", "rename it or remove it"
            return None if _may_be_folder(name) else ("this folder does not belong here", _hint_for(name))
        if not stat.S_ISREG(mode):
            return "this is neither a file nor a folder", "remove it"
        if name in _FOLDERS:
            return "this is a file where a folder should be", "rename it or remove it"
        return None if kind_of(name) else ("this file does not belong here", _hint_for(name))

    def _problem_with_link(self, name: str, entry: os.DirEntry[str]) -> tuple[str, str] | None:
        """Return why such a symbolic link may not be there, and a hint; None if it may."""
        hint = "replace the link with a copy of the file"
        try:
            target = Path(os.path.realpath(entry.path, strict=True))
        except OSError:
            return "this symbolic link points to nothing", hint
        if not target.is_relative_to(self.root):
            return "this symbolic link points outside the source folder", hint
        if not target.is_file():  # nor may it be a folder, whose links could lead round in circles
            return "this symbolic link does not point to a file", hint
        return None if kind_of(name) else ("this file does not belong here", _hint_for(name))


def read_regular_file(path: Path, limit: int) -> bytes:
    """Return at most one byte more than *limit* of a regular file; raise OSError for anything else, and never wait."""
    # O_NONBLOCK: opening a pipe would otherwise wait until somebody writes to it. O_BINARY: Windows would otherwise change
    # the line ends, which the SHA-256 of an article covers.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        # Asked of the open file, not of the path: the file may have been replaced since the folder was listed.
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "not a regular file")
        # The size alone would not do: some files have more in them than they say, and a file may be growing.
        return b"\0" * (limit + 1) if status.st_size > limit else file.read(limit + 1)


def read_given(path: Path, limit: int = FILE_LIMIT) -> bytes:
    """Return what is in a file that somebody names on the command line; raise CommandError if it cannot be read."""
    try:
        data = read_regular_file(path, limit)
    except OSError as error:
        raise CommandError(f"{path.as_posix()} cannot be read: {error.strerror or error}") from None
    if len(data) > limit:
        raise CommandError(f"{path.as_posix()} is larger than {limit // 2**20} MiB")
    return data


def kind_of(name: str) -> str:
    """Return what a file is read as: its list's name, ``articles`` or its own name; nothing if it does not belong."""
    if name in _FILES:
        return name.removesuffix(".yml") if name.removesuffix(".yml") in _LISTS else name
    folder, _, file = name.rpartition("/")
    if folder == "articles" and file.endswith((".txt", ".yml")):
        return "articles"
    if folder == "captures" and file.endswith(".txt"):
        return "captures"
    if folder == "fonts" and file.endswith((".otf", ".ttf")):
        return "fonts"
    return next((kind for kind in _LISTS if name.startswith(f"{kind}/") and name.endswith(".yml")), "")


def _may_be_folder(name: str) -> bool:
    """Return whether a folder may have this *name*."""
    return not kind_of(name) and (name in _FOLDERS or name.startswith(tuple(f"{kind}/" for kind in _LISTS)))


def _hint_for(name: str) -> str:
    """Return a hint with the name of the file or folder that the writer probably meant."""
    stem, dot, _ = name.rpartition(".")
    if dot and kind_of(f"{stem}.yml"):
        return f'did you mean "{_printable(base_name(stem))}.yml"?'
    if name.startswith("articles/"):
        return "an article is a text ID.txt and a record ID.yml"
    if name.startswith("captures/"):
        return "a capture is a text KEY.txt, named by the key of its source; brief capture makes one"
    if name.startswith("fonts/"):
        return "a font is a file NAME.otf or NAME.ttf, for letters that the PDF's own fonts do not have"
    same = [known for known in (*_FILES, *_FOLDERS) if base_name(known) == base_name(name)]
    return f'did you mean "{same[0]}"?' if same else nearest(_printable(name), (*_FILES, *_FOLDERS))


def _printable(name: str) -> str:
    """Return a file's name with every character that a terminal could obey or not show written as a code point."""
    return "".join(c if c.isprintable() else named(c) for c in name)


def base_name(name: str) -> str:
    """Return *name* without its folder."""
    return name.rpartition("/")[2]
