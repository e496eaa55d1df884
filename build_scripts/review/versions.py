"""The two sides of a comparison: read from git, without a checkout, or from folders. Only this module runs git.

A revision may come from a stranger. Only its regular files are read, from git's objects; its symbolic links are not followed.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from build_scripts.anchor import Anchors, anchor
from build_scripts.brief.model import Brief
from build_scripts.brief.problems import CommandError, Location, Problem
from build_scripts.check.drafts import find
from build_scripts.check.handwritten import SUFFIXES, documents
from build_scripts.load import load
from build_scripts.render import render

DOCS = "docs"
"""The folder beside the source folder that holds the pages."""

PICTURES = (".gif", ".jpeg", ".jpg", ".png", ".webp")
"""How the names of pictures end that hold nothing but a picture: an SVG file can hold a script."""

MOST_BYTES = 200 * 2**20
"""How large the source and the pages of a revision may be together; ``load`` has a limit for each file."""


class RevisionError(CommandError):
    """A side of the comparison cannot be had; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Version:
    """One side of a comparison: a brief, what is wrong with it, and the pages that come of it."""

    name: str
    brief: Brief
    anchors: Anchors
    problems: tuple[Problem, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)
    """The pages that the build makes; none if there are problems."""
    documents: Mapping[str, str] = field(default_factory=dict)
    """The pages that people write, by their path in ``docs/``."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """The pictures in ``docs/`` by their path there, if this side was read from git."""
    commit: str = ""
    """The full name of the commit, if it is one."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What is compared, the notices that belong to it, and the files beside source and docs that differ."""

    old: Version
    new: Version
    notices: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def version(name: str, source: Path, docs: Path | None = None, commit: str = "") -> Version:
    """Return the side that is in the folder *source*, with the pages that people wrote in *docs*."""
    return _version(name, source, documents(docs) if docs else {}, commit, ())


def _version(
    name: str, source: Path, written: Mapping[str, str], commit: str, more_problems: Sequence[Problem]
) -> Version:
    brief = load(source)
    anchors = anchor(brief)
    problems = tuple(sorted({*find(brief, anchors).problems, *more_problems}))
    pages = {} if problems else render(brief, anchors)
    return Version(name, brief, anchors, problems, pages, written, commit=commit)


def folders(old: Path, new: Path) -> Pair:
    """Return the briefs of two source folders."""
    return Pair(version(old.as_posix(), old), version(new.as_posix(), new))


def is_source(folder: Path) -> bool:
    """Return whether *folder* holds a brief's source."""
    return (folder / "brief.yml").is_file()


def revisions(source: Path, base: str, head: str = "") -> Pair:
    """Return the brief at the merge base of *base* and *head*, and at *head*; without one, as it is in *source*."""
    git = Git(source)
    tip = git.commit(head or "HEAD")
    start, notices = git.merge_base(base, tip)
    old, _ = _at(git, start)
    if head:
        new, links = _at(git, tip)
        notices += tuple(f"{_shown(link)} is a symbolic link: it is left out." for link in links)
    else:
        new = version(_work_tree(git, tip), source, source.resolve().parent / DOCS, tip)
    return Pair(old, new, notices, git.others(start, tip if head else ""))


def _at(git: "Git", commit: str) -> tuple[Version, tuple[str, ...]]:
    """Return the side at *commit*, and the symbolic links among its pages."""
    with git.exported(commit) as (folder, links):
        below = [link for link in links if PurePosixPath(link).is_relative_to(git.below)]
        problems = [
            Problem(
                Location(_shown(PurePosixPath(link).relative_to(git.below.parent).as_posix())),
                "this is a symbolic link, which is not followed in a revision",
                "put the file itself there",
            )
            for link in below
        ]
        docs = folder / git.docs
        found = _version(commit[:12], folder / git.below, documents(docs), commit, problems)
        return replace(found, pictures=_pictures(docs)), tuple(link for link in links if link not in below)


def _pictures(docs: Path) -> dict[str, bytes]:
    return {
        path.relative_to(docs).as_posix(): path.read_bytes()
        for path in sorted(docs.rglob("*"))
        if path.suffix.lower() in PICTURES and path.is_file()
    }


def _work_tree(git: "Git", tip: str) -> str:
    return f"{tip[:12]} with changes that are not committed" if git.is_dirty() else tip[:12]


class Git:
    """The repository that holds a source folder."""

    def __init__(self, source: Path) -> None:
        folder = source.resolve()
        while not folder.is_dir():
            folder = folder.parent
        try:
            self.root = Path(_git(folder, "rev-parse", "--show-toplevel").decode().rstrip("\n")).resolve()
        except subprocess.CalledProcessError:
            raise RevisionError(f"{source} is in no git repository: name two folders to compare") from None
        except FileNotFoundError:
            raise RevisionError("git is not installed: name two folders to compare") from None
        self.below = PurePosixPath(source.resolve().relative_to(self.root).as_posix())
        """The source folder's path in the repository."""
        self.docs = self.below.parent / DOCS

    def run(self, *arguments: str) -> bytes:
        """Return what a git command prints."""
        return _git(self.root, *arguments)

    def commit(self, revision: str) -> str:
        """Return the full name of the commit that *revision* names."""
        try:
            found = self.run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
        except subprocess.CalledProcessError:
            hint = (
                "; the history here is cut short, so fetch it first: git fetch --unshallow" if self.is_shallow() else ""
            )
            raise RevisionError(f'git knows no revision "{revision}"{hint or "; see git branch --all"}') from None
        return found.decode().strip()

    def merge_base(self, base: str, tip: str) -> tuple[str, tuple[str, ...]]:
        """Return the commit from which *tip* left *base*, and a notice if there is none and *base* itself is taken."""
        start = self.commit(base)
        try:
            return self.run("merge-base", start, tip).decode().strip(), ()
        except subprocess.CalledProcessError:
            if self.is_shallow():
                message = f'the history here is cut short, and does not reach where this change left "{base}"'
                raise RevisionError(f"{message}; fetch it first: git fetch --unshallow") from None
            return start, (f"“{base}” and the change have no common ancestor; they are compared directly.",)

    def is_shallow(self) -> bool:
        """Return whether the history is cut short."""
        return self.run("rev-parse", "--is-shallow-repository").strip() == b"true"

    def is_dirty(self) -> bool:
        """Return whether source or pages differ from the commit that is checked out."""
        return bool(self.run("status", "--porcelain", "--", str(self.below), str(self.docs)).strip())

    def others(self, start: str, tip: str) -> tuple[str, ...]:
        """Return the files beside the source and the pages that differ from *start*: the programs, the settings."""
        printed = self.run("diff", "--name-only", "--no-renames", "-z", start, *filter(None, [tip]))
        names = printed.decode("utf-8", "replace").split("\0")
        return tuple(name for name in names if name and not self._is_compared(name))

    def _is_compared(self, name: str) -> bool:
        return name.startswith(f"{self.below}/") or (name.startswith(f"{self.docs}/") and name.endswith(".md"))

    @contextmanager
    def exported(self, commit: str) -> Iterator[tuple[Path, tuple[str, ...]]]:
        """Give a folder with the source, pages and pictures of *commit*, byte for byte, and the names of its symbolic links.

        Blobs are read by their names, so that no attribute file of a stranger (``export-ignore``) hides any.
        """
        files, links = self._listed(commit)
        contents = self._blobs(list(files.values()))
        with tempfile.TemporaryDirectory(prefix="brief-") as temporary:
            folder = Path(temporary).resolve()
            try:
                for name, oid in files.items():
                    (folder / name).parent.mkdir(parents=True, exist_ok=True)
                    (folder / name).write_bytes(contents[oid])
            except OSError as error:  # a name that is too long here, or a tree that no git made
                raise RevisionError(f"the files of {commit[:12]} cannot be written: {error.strerror}") from error
            yield folder, links

    def _listed(self, commit: str) -> tuple[dict[str, str], tuple[str, ...]]:
        """Return the regular files of *commit* that count here, with the names of their blobs, and its symbolic links."""
        options = ("ls-tree", "-r", "-l", "-z", "--full-tree", commit)
        listed = self.run(*options, "--", str(self.below), str(self.docs)).split(b"\0")
        files: dict[str, str] = {}
        links: list[str] = []
        total = 0
        for entry in filter(None, listed):
            head, _, raw_name = entry.partition(b"\t")
            mode, kind, oid, size = head.split()
            name = os.fsdecode(raw_name)
            if not _is_safe(name):
                continue
            if mode == b"120000":
                links.append(name)
            elif kind == b"blob" and self._is_read(name):
                files[name] = oid.decode()
                total += int(size)
        if total > MOST_BYTES:
            raise RevisionError(f"the source and the pages at {commit[:12]} hold more than {MOST_BYTES // 2**20} MiB")
        return files, tuple(links)

    def _is_read(self, name: str) -> bool:
        return PurePosixPath(name).is_relative_to(self.below) or name.lower().endswith((*SUFFIXES, *PICTURES))

    def _blobs(self, oids: Sequence[str]) -> dict[str, bytes]:
        given = "".join(f"{oid}\n" for oid in dict.fromkeys(oids)).encode()
        printed = _git(self.root, "cat-file", "--batch", given=given)
        found: dict[str, bytes] = {}
        at = 0
        while at < len(printed):
            line = printed.index(b"\n", at)
            oid, kind, *size = printed[at:line].decode().split()
            if not size:
                raise RevisionError(f"git lacks the file {oid} ({kind}): fetch the whole revision first")
            found[oid] = printed[line + 1 : line + 1 + int(size[0])]
            at = line + 2 + int(size[0])
        return found


def _is_safe(name: str) -> bool:
    """Return whether a path of a tree stays in its folder, wherever it is written."""
    parts = name.split("/")
    odd = set("\\:") if os.name == "nt" else set()
    return not any(part in ("", ".", "..") or part.casefold() == ".git" or odd & set(part) for part in parts)


def _shown(name: str) -> str:
    """Return the name of a file as it can be printed, whatever bytes it is made of."""
    return os.fsencode(name).decode("utf-8", "replace")


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, input=given).stdout
