"""The two sides of a comparison: read from git, without a checkout, or from folders. Alone here in running git."""

import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from build_scripts.anchor import Anchors, anchor
from build_scripts.brief.model import Brief
from build_scripts.brief.problems import CommandError, Problem
from build_scripts.check import check
from build_scripts.check.handwritten import documents
from build_scripts.load import load
from build_scripts.render import render

DOCS = "docs"
"""The folder beside the source folder that holds the pages."""


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
    brief = load(source)
    anchors = anchor(brief)
    problems = tuple(sorted(set(check(brief, anchors))))
    pages = {} if problems else render(brief, anchors)
    return Version(name, brief, anchors, problems, pages, documents(docs) if docs else {}, commit)


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
    docs = source.resolve().parent / DOCS
    with git.exported(start) as folder:
        old = version(start[:12], folder / git.below, folder / git.docs, start)
    if not head:
        name, new = _work_tree(git, tip), version("", source, docs, tip)
    else:
        name = tip[:12]
        with git.exported(tip) as folder:
            new = version("", folder / git.below, folder / git.docs, tip)
    new = Version(name, new.brief, new.anchors, new.problems, new.pages, new.documents, tip)
    return Pair(old, new, notices, git.others(start, tip if head else ""))


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
    def exported(self, commit: str) -> Iterator[Path]:
        """Give a folder that holds the source and the pages as *commit* has them, byte for byte.

        Blobs are read by their names, so that no attribute file of a stranger (``export-ignore``) hides any.
        """
        listed = self.run("ls-tree", "-r", "-z", "--full-tree", commit, "--", str(self.below), str(self.docs))
        entries = [entry.partition(b"\t") for entry in listed.split(b"\0") if entry]
        wanted = [(head.split(), os.fsdecode(name)) for head, _, name in entries]
        files = [(mode, oid.decode(), name) for (mode, kind, oid), name in wanted if kind == b"blob" and _is_safe(name)]
        contents = self._blobs([oid for _, oid, _ in files])
        with tempfile.TemporaryDirectory(prefix="brief-") as temporary:
            folder = Path(temporary).resolve()
            for mode, oid, name in sorted(files, key=lambda file: file[0] == b"120000"):
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                if mode == b"120000":
                    path.symlink_to(os.fsdecode(contents[oid]))  # which ``load`` reports, if it leads out
                else:
                    path.write_bytes(contents[oid])
            yield folder

    def _blobs(self, oids: Sequence[str]) -> dict[str, bytes]:
        given = "".join(f"{oid}\n" for oid in dict.fromkeys(oids)).encode()
        printed = _git(self.root, "cat-file", "--batch", given=given)
        found: dict[str, bytes] = {}
        at = 0
        while at < len(printed):
            line = printed.index(b"\n", at)
            oid, _, size = printed[at:line].decode().split()
            found[oid] = printed[line + 1 : line + 1 + int(size)]
            at = line + 2 + int(size)
        return found


def _is_safe(name: str) -> bool:
    """Return whether a path of a tree stays in its folder, wherever it is written."""
    parts = name.split("/")
    odd = set("\\:") if os.name == "nt" else set()
    return not any(part in ("", ".", "..") or part.casefold() == ".git" or odd & set(part) for part in parts)


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, input=given).stdout
