"""Publish the brief with each engine that can, in its newest version: ``nox -s engines``, or ``-- NAME`` for one of them.

Each engine has an environment of its own in ``.cache/engines/``, which uv fills. It builds the same pages from the same
``mkdocs.yml``, without the hook. What it says on each page must be what MkDocs says there, in the versions that are pinned.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from build_scripts import project
from build_scripts.build import build
from tests import published
from tests.places import ROOT, SHIPPED

HOME = ROOT / ".cache" / "engines"
COPIED = ("build_scripts", "docs", "mkdocs.yml")


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine, and how a project is built with it."""

    packages: tuple[str, ...]
    command: tuple[str, ...]
    without: tuple[str, ...] = ()
    """What the packages bring and the engine takes the place of."""
    theme: str = "material"


ENGINES = {
    "mkdocs": Engine(("mkdocs", "mkdocs-material==9.8.*"), ("mkdocs", "build")),
    "properdocs": Engine(
        ("properdocs", "mkdocs-material==9.8.*"), ("properdocs", "build", "--config-file", "mkdocs.yml")
    ),
    "mkdocs-ng": Engine(("mkdocs-ng", "mkdocs-material==9.8.*"), ("mkdocs", "build"), without=("mkdocs",)),
    "materialx": Engine(
        ("properdocs", "mkdocs-materialx"),
        ("properdocs", "build", "--config-file", "mkdocs.yml"),
        theme="materialx",
    ),
    "zensical": Engine(("zensical",), ("zensical", "build", "--clean")),
}


def main(names: Sequence[str]) -> int:
    """Print what came of each engine; return 1 if one says other words, or none could be installed."""
    unknown = set(names) - set(ENGINES)
    if unknown:
        sys.exit(f"No engine is called {', '.join(sorted(unknown))}: they are {', '.join(ENGINES)}.")
    build(SHIPPED, ROOT / "docs")
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        expected = Path(folder) / "pinned"
        _publish(Path(sys.executable), ENGINES["mkdocs"], expected)
        for name in names or ENGINES:
            python = _environment(name, ENGINES[name])
            if python is None:
                failed += 1
                continue
            site = Path(folder) / name
            wrong = _publish(python, ENGINES[name], site) or _different(expected / "site", site / "site")
            print(f"{name} ({_versions(python, ENGINES[name])}): {wrong or 'the same words on every page'}", flush=True)
            failed += bool(wrong)
    return 1 if failed else 0


def _environment(name: str, engine: Engine) -> Path | None:
    """Return the Python of the engine's own environment, with its newest packages; None if they cannot be had."""
    home = HOME / name
    python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    docs = [f"{package}=={version(package)}" for package in ("mkdocstrings", "mkdocstrings-python")]
    uv = [sys.executable, "-m", "uv", "--quiet"]
    into = ["--python", str(python)]
    steps = [
        [*uv, "venv", "--clear", str(home)],
        [*uv, "pip", "install", *into, "--only-binary=:all:", *engine.packages, *docs, "ruff"],
    ]
    if engine.without:  # both have files of the same names, so the engine is put in again
        steps += [
            [*uv, "pip", "uninstall", *into, *engine.without, engine.packages[0]],
            [*uv, "pip", "install", *into, "--only-binary=:all:", "--no-deps", engine.packages[0]],
        ]
    for step in steps:
        done = subprocess.run(step, check=False, capture_output=True, text=True)
        if done.returncode:
            print(f"{name}: cannot be installed: {done.stderr.strip()}", flush=True)
            return None
    return python


def _publish(python: Path, engine: Engine, folder: Path) -> str:
    """Build the website of the brief in *folder*; return what went wrong, if anything did."""
    folder.mkdir()
    for name in COPIED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy2
        copy(ROOT / name, folder / name)
    settings = folder / "mkdocs.yml"
    hook = f"hooks: {project.settings(ROOT)['hooks']}".replace("'", "")
    text = settings.read_text(encoding="utf-8")
    assert hook in text
    theme = "theme: {custom_dir: build_scripts/theme"
    assert theme in text
    text = text.replace(hook, "").replace(theme, f"{theme}, name: {engine.theme}")
    settings.write_text(text, encoding="utf-8")
    command = [str(python), "-m", *engine.command]
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=folder, env=variables)
    return f"fails: {(done.stderr or done.stdout).strip()[-2000:]}" if done.returncode else ""


def _different(expected: Path, site: Path) -> str:
    """Return which pages of *site* are not there, or do not say what the *expected* ones say."""
    listed = [{path.relative_to(root) for path in root.rglob("index.html")} for root in (expected, site)]
    if listed[0] != listed[1]:
        return f"other pages: {sorted(map(str, listed[0] ^ listed[1]))}"
    wrong = [
        str(page) for page in sorted(listed[0]) if published.words(expected / page) != published.words(site / page)
    ]
    return f"other words on {', '.join(wrong)}" if wrong else ""


def _versions(python: Path, engine: Engine) -> str:
    code = "import sys; from importlib.metadata import version; print(*(f'{one} {version(one)}' for one in sys.argv[1:]), sep=', ')"
    names = [package.partition("==")[0] for package in engine.packages]
    return subprocess.run([python, "-c", code, *names], check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
