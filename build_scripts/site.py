"""A project -> its website, its offline editions, or the website as it is being written: runs MkDocs as a program of its own."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from build_scripts.anchor import anchor
from build_scripts.brief.problems import CommandError
from build_scripts.build import BUILT, build
from build_scripts.check.handwritten import page_count
from build_scripts.editions.data import add_data, website_of
from build_scripts.editions.downloads import add_downloads
from build_scripts.editions.lighten import lighten, refuse_drafts
from build_scripts.editions.offline import Made, build_editions
from build_scripts.editions.share import add_shares
from build_scripts.load import load
from build_scripts.load.files import require
from build_scripts.project import OFFLINE_SETTINGS, SETTINGS, write_tool

SOURCE = Path("source")
DOCS = Path("docs")
_OURS = "assets/brief.css"
"""A file of every site: MkDocs empties the folder that it writes one to."""


def make_site(into: Path, *, downloads: bool = False, dist: Path = Path("dist")) -> tuple[int, tuple[str, ...]]:
    """Check the brief of this folder and publish it as the website *into*; return how many pages that has.

    With *downloads*, its offline editions are made in *dist* and offered on its page of downloads; which of them the
    brief cannot have is returned, too.
    """
    require(SOURCE, Path(SETTINGS))
    if into.exists() and not (into / _OURS).is_file() and (into.is_file() or any(into.iterdir())):
        raise CommandError(f"{into.as_posix()} holds something other than a site: move it away, or name another folder")
    build(SOURCE, DOCS)
    _engine("build", "--strict", "--config-file", SETTINGS, "--site-dir", str(into.absolute()))
    refuse_drafts(into)
    lighten(into)
    brief = load(SOURCE)
    anchors = anchor(brief)
    add_data(brief, anchors, into)
    add_shares(brief, anchors, into, website_of(into))
    left_out: tuple[str, ...] = ()
    if downloads:
        left_out = make_editions(dist).left_out
        add_downloads(dist, into)
    return page_count(DOCS), left_out


def make_editions(dist: Path) -> Made:
    """Check the brief of this folder and make every offline edition of it in *dist*."""
    require(SOURCE, Path(SETTINGS), Path(OFFLINE_SETTINGS))
    build(SOURCE, DOCS)
    with TemporaryDirectory() as folder:
        _engine("build", "--strict", "--config-file", OFFLINE_SETTINGS, "--site-dir", folder)
        return build_editions(SOURCE, Path(folder), dist)


def serve(arguments: Sequence[str]) -> int:
    """Serve the website of this folder until somebody stops it, and reload it whenever a file changes; return the exit code."""
    require(SOURCE, Path(SETTINGS))
    brief = load(SOURCE)
    write_tool(Path(), brief.whole or brief)  # the navigation leads to drafts, too
    command, variables = _command("serve", "--dirty", *arguments)
    if os.name != "nt":
        sys.stdout.flush()
        os.execve(command[0], command, variables)  # noqa: S606 - so that whoever stops this stops the server
    return subprocess.run(command, env=variables, check=False).returncode


def _engine(*arguments: str) -> None:
    """Run MkDocs on the pages that were just built; it prints what is amiss. Raise CommandError if it fails."""
    command, variables = _command(*arguments)
    sys.stdout.flush()
    if subprocess.run(command, env=variables | {BUILT: "1"}, check=False).returncode:
        raise CommandError("MkDocs could not build the site; what it printed says why")


def _command(*arguments: str) -> tuple[list[str], dict[str, str]]:
    """Return a command of MkDocs, and the environment to run it in."""
    return [sys.executable, "-m", "mkdocs", *arguments], {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
