"""A project as people have one, and what is built of it: the website and the offline editions."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from filelock import FileLock

from build_scripts.build import BUILT
from tests import published
from tests.places import HARBOUR, ROOT

LEFT_OUT = {".git", ".venv", "build", "dist", "preview", "site", "source", "tests"}
"""What is not copied: the brief is another one, and the tests build nothing."""
HARBOUR_TITLE = "The barrier in the Sound"


def share(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder *name*, which the first worker makes while the others wait."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    folder, made = base / name, base / f"{name}.made"
    with FileLock(base / f"{name}.lock"):
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            made.touch()
    return folder


def project(folder: Path, brief: Path = HARBOUR) -> Path:
    """Return *folder* with this project's files and a *brief*: the harbour's, or the one that the settings are for."""
    shutil.copytree(ROOT, folder, ignore=lambda at, _: LEFT_OUT if Path(at) == ROOT else ())
    shutil.copytree(brief, folder / "source")
    if brief == HARBOUR:
        settings = folder / "mkdocs.yml"
        settings.write_text(_for_harbour(settings.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def _for_harbour(settings: str) -> str:
    """Return *settings* of the website with the title and the article of the harbour."""
    named = re.sub(r"\b(articles|quotes|claims)/[\w-]+\.md", r"\1/harbour.md", settings)
    return re.sub(r"^site_name: .*", f"site_name: {HARBOUR_TITLE}", named, flags=re.MULTILINE)


def repository(folder: Path) -> Path:
    """Return *folder* as a repository that holds the project in one commit."""
    project(folder)
    git(folder, "init", "--quiet", "--initial-branch=main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "All of it")
    return folder


def clone(first: Path, second: Path) -> Path:
    """Return *second* as a fresh clone of *first*."""
    git(first, "clone", "--quiet", str(first), str(second))
    return second


def git(folder: Path, *arguments: str) -> str:
    """Run git in *folder*, and return what it prints."""
    name = ["-c", "user.name=A writer", "-c", "user.email=writer@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", "-C", str(folder), *name, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def make_site(folder: Path, address: str) -> Path:
    """Make the website of the brief in *folder* with ``brief site``, to stand at *address*; return ``site/``."""
    run(folder, "build_scripts", "site", variables={"SITE_URL": address})
    return folder / "site"


def make(folder: Path, *, umask: int = 0o022, strict: bool = True, variables: Mapping[str, str] | None = None) -> Path:
    """Make the offline editions of the brief in *folder* as ``brief offline`` does, and return ``dist/``."""
    settings = ["--config-file", "mkdocs.offline.yml", "--site-dir", "build"]
    strictly = "--strict" if strict else "--no-strict"
    for module in (
        ["build_scripts", "build"],
        ["mkdocs", "build", strictly, *settings],
        ["build_scripts", "offline", "--site", "build"],
    ):
        run(folder, *module, umask=umask, variables={BUILT: "1", **(variables or {})})
    return folder / "dist"


def run(folder: Path, *module: str, umask: int = 0o022, variables: Mapping[str, str] | None = None) -> None:
    """Run a Python *module* in *folder*, or fail with what it printed."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", **(variables or {})}
    command = [sys.executable, "-m", *module]
    done = subprocess.run(
        command, cwd=folder, env=environment, umask=umask, check=False, capture_output=True, encoding="utf-8"
    )
    if done.returncode:
        pytest.fail(f"{' '.join(module)} failed:\n{done.stdout}{done.stderr}", pytrace=False)


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file in *folder* by its path."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def kept_pages(folder: Path) -> set[Path]:
    """Return the pages in *folder*, save those of former addresses, which lead on or say what is gone."""
    return {page for page in folder.rglob("*.html") if 'content="noindex"' not in page.read_text(encoding="utf-8")}


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
