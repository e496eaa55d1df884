"""The offline editions, made for the tests from a clone of this project with one commit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

from tests import published

ROOT = Path(__file__).parents[1]
LEFT_OUT = {".git", ".venv", "dist", "preview", "site", "build"}


def project(folder: Path) -> Path:
    """Return *folder* as a repository that holds this project's files in one commit."""
    shutil.copytree(ROOT, folder, ignore=lambda at, _: LEFT_OUT if Path(at) == ROOT else {"__pycache__"})
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet", "--message", "All of it")
    return folder


def clone(first: Path, second: Path) -> Path:
    """Return *second* as a fresh clone of *first*."""
    git(first, "clone", "--quiet", str(first), str(second))
    return second


def git(folder: Path, *arguments: str) -> str:
    """Run git in *folder*, and return what it prints."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def make(folder: Path, *, umask: int = 0o022, strict: bool = True, variables: dict[str, str] | None = None) -> Path:
    """Make the offline editions of the brief in *folder* as ``nox -s offline`` does, and return ``dist/``."""
    settings = ["--config-file", "mkdocs.offline.yml", "--site-dir", "build"]
    variables = variables or {}
    run(folder, umask, variables, "build_scripts", "build")
    run(folder, umask, variables, "mkdocs", "build", "--strict" if strict else "--no-strict", *settings)
    run(folder, umask, variables, "build_scripts", "offline", "--site", "build")
    return folder / "dist"


def run(folder: Path, umask: int, variables: dict[str, str], *module: str) -> None:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **variables}
    command = [sys.executable, "-m", *module]
    done = subprocess.run(
        command, cwd=folder, env=environment, umask=umask, check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file in *folder* by its path."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def dead_links(folder: Path) -> tuple[int, list[str]]:
    """Return how many links of the pages in *folder* stay in it, and those that lead to no file or place of it."""
    pages = {page: published.parse(page.read_text(encoding="utf-8")) for page in folder.rglob("*.html")}
    ids = {page: {element.get("id") for element in whole.iter()} for page, whole in pages.items()}
    links = {
        (page, link)
        for page, whole in pages.items()
        for element in whole.iter()
        for link in (element.get("href"), element.get("src"))
        if link and not urlsplit(link).scheme
    }
    dead = []
    for page, link in sorted(links):
        path, fragment = urldefrag(link)
        target = (page.parent / unquote(urlsplit(path).path)).resolve() if path else page
        missing = fragment and unquote(fragment) not in ids.get(target, {unquote(fragment)})
        if not target.is_file() or missing or folder not in target.parents:
            dead.append(f"{page.relative_to(folder)}: {link}")
    return len(links), dead
