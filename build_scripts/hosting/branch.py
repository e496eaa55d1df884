"""Folders -> the branch that is served: each below its prefix, undisturbed by the others, even if somebody else pushes."""

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

PREVIEWS = "pr"
"""The folder of the branch in which previews stand, each in one of its own."""
KEPT = (PREVIEWS, "CNAME")
"""What a new version of the whole site leaves as it is."""
TRIES = 8
_PREFIX = re.compile(rf"{PREVIEWS}/[1-9][0-9]{{0,9}}")


class HostingError(Exception):
    """The branch was not changed; the message says why."""


def put(folder: Path, remote: str, branch: str, prefix: str = "", subject: str = "Publish") -> str:
    """Make what stands on *branch* below *prefix*, or all but the previews, equal *folder*; return the commit."""
    _check(prefix)
    files = dict(_files(folder))
    if not files:
        raise HostingError(f"{folder} holds no file")

    def change(git: "_Git") -> None:
        git.clear(prefix)
        git.add({f"{prefix}/{name}" if prefix else name: path for name, path in files.items()})
        if not prefix:
            git.add_empty(".nojekyll")

    return _commit(remote, branch, change, subject)


def remove(remote: str, branch: str, prefix: str, subject: str = "Remove a preview") -> str:
    """Take away what stands on *branch* below *prefix*; return the commit, or nothing if there was nothing."""
    _check(prefix)
    if not prefix:
        raise HostingError("name the preview to remove")
    return _commit(remote, branch, lambda git: git.clear(prefix), subject)


def _check(prefix: str) -> None:
    if prefix and not _PREFIX.fullmatch(prefix):
        raise HostingError(f'a preview belongs at {PREVIEWS}/ and its number, not at "{prefix}"')


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the files of *folder* by their paths; a link could publish what nobody meant to."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            raise HostingError(f"{path} is a link; only files are published")
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path


def _commit(remote: str, branch: str, change: Callable[["_Git"], None], subject: str) -> str:
    """Change *branch* as it is now, and do so again from the start whenever somebody else was faster."""
    with tempfile.TemporaryDirectory(prefix="hosting-") as temporary:
        git = _Git(Path(temporary), remote, branch)
        for attempt in range(TRIES):
            parent = git.fetch()
            change(git)
            commit = git.commit(parent, subject)
            if not commit or git.push(commit):
                return commit
            time.sleep(0.2 * 2**attempt)
    raise HostingError(f"others changed {branch} at the same time, {TRIES} times in a row; try again")


def _address(remote: str) -> str:
    """Return where *remote* is, if it is one that the repository here has a name for."""
    command = ["git", "config", "--get", f"remote.{remote}.url"]
    return subprocess.run(command, check=False, capture_output=True, text=True).stdout.strip() or remote


class _Git:
    """A repository of its own, with an index and without a work tree."""

    def __init__(self, folder: Path, remote: str, branch: str) -> None:
        self.folder = folder
        self.remote = _address(remote)
        self.ref = f"refs/heads/{branch}"
        self.run("init", "--quiet", "--bare")
        self.run("check-ref-format", self.ref)

    def fetch(self) -> str:
        """Read the branch into the index, and return its commit; nothing if there is no such branch."""
        if not self.run("ls-remote", "--", self.remote, self.ref).strip():
            self.run("read-tree", "--empty")
            return ""
        self.run("fetch", "--quiet", "--depth=1", "--no-tags", "--", self.remote, self.ref)
        self.run("read-tree", "FETCH_HEAD")
        return self.run("rev-parse", "FETCH_HEAD").strip()

    def clear(self, prefix: str) -> None:
        """Take out of the index what is below *prefix*; without one, all that is not kept."""
        names = self.run("ls-files", "-z").split("\0")
        gone = [
            name
            for name in names
            if name and (name.startswith(f"{prefix}/") if prefix else name.split("/")[0] not in KEPT)
        ]
        self._index("".join(f"0 {'0' * 40}\t{name}\0" for name in gone))

    def add(self, files: dict[str, Path]) -> None:
        """Put *files* into the index, as plain files."""
        paths = "".join(f"{path.resolve()}\n" for path in files.values())
        oids = self.run("hash-object", "-w", "--no-filters", "--stdin-paths", given=paths).split()
        self._index("".join(f"100644 {oid}\t{name}\0" for oid, name in zip(oids, files, strict=True)))

    def add_empty(self, name: str) -> None:
        """Put an empty file into the index."""
        oid = self.run("hash-object", "-w", "--stdin").strip()
        self._index(f"100644 {oid}\t{name}\0")

    def commit(self, parent: str, subject: str) -> str:
        """Return a commit of the index, or nothing if it changes nothing."""
        tree = self.run("write-tree").strip()
        if parent and tree == self.run("rev-parse", f"{parent}^{{tree}}").strip():
            return ""
        name = ["-c", "user.name=Publishing", "-c", "user.email=publishing@localhost", "-c", "commit.gpgsign=false"]
        return self.run(*name, "commit-tree", tree, *(["-p", parent] if parent else []), "-m", subject).strip()

    def push(self, commit: str) -> bool:
        """Return whether the branch now is at *commit*; it never goes back, nor past what somebody else pushed."""
        try:
            self.run("push", "--quiet", "--", self.remote, f"{commit}:{self.ref}")
        except subprocess.CalledProcessError as error:
            if re.search(r"rejected|fetch first|non-fast-forward|cannot lock ref|failed to update ref", error.stderr):
                return False
            raise HostingError(f"the branch could not be changed: {error.stderr.strip()}") from error
        return True

    def _index(self, entries: str) -> None:
        self.run("update-index", "-z", "--index-info", given=entries)

    def run(self, *arguments: str, given: str = "") -> str:
        """Return what a git command prints."""
        command = ["git", "--git-dir", str(self.folder), *arguments]
        variables = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"}
        return subprocess.run(command, check=True, capture_output=True, text=True, input=given, env=variables).stdout
