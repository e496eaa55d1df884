"""Anybody's brief: installed from a wheel, made in an empty folder and published there, by the commands of the guide."""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest

from build_scripts.brief.model import Quote
from build_scripts.load import load
from tests.make_editions import dead_links, tree
from tests.places import FINISHED, MILL, ROOT

GUIDE = (ROOT / "docs" / "guide" / "index.md").read_text(encoding="utf-8")
PACKAGES = Path(sysconfig.get_path("purelib"))


@dataclass
class Machine:
    """A computer with the pinned packages and a folder, and without this repository."""

    folder: Path
    python: Path

    def run(self, command: str, *arguments: str, code: int = 0) -> str:
        """Run a *command* in the folder, and return what it prints."""
        scripts = f"{self.python.parent}{os.pathsep}{os.environ['PATH']}"
        known = {"PATH": scripts, "HOME": str(self.folder), "PIP_NO_INDEX": "1", "NO_MKDOCS_2_WARNING": "1"}
        whole = [*shlex.split(command), *arguments]
        done = subprocess.run(
            whole, cwd=self.folder, env=known, check=False, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == code, f"{command}:\n{done.stdout}{done.stderr}"
        return done.stdout


def commands(heading: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a section of the guide, and what the guide says that it prints."""
    section = GUIDE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    for block in re.findall(r"```console\n(.*?)```", section, re.DOTALL):
        for entry in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = entry.partition("\n")
            yield command, printed


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel that the guide's command makes."""
    (command,) = re.findall(r"`pip (wheel [^`]*)`", GUIDE)
    folder = tmp_path_factory.mktemp("wheel")
    offline = [
        "--no-build-isolation",
        "--no-index",
        "--quiet",
        "--disable-pip-version-check",
        "--wheel-dir",
        str(folder),
    ]
    subprocess.run([sys.executable, "-m", "pip", *shlex.split(command), *offline], cwd=ROOT, check=True)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def machine(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Machine:
    """Return a machine on which the guide's first command has installed the tool, and which has an article."""
    here = tmp_path_factory.mktemp("machine")
    venv.create(here / "python", symlinks=True)
    python = here / "python" / "bin" / "python"
    pinned = here / "pinned"
    pinned.mkdir()
    for package in PACKAGES.iterdir():
        if not package.name.startswith("analysis_brief"):
            (pinned / package.name).symlink_to(package)
    (own,) = (here / "python").glob("lib/python*/site-packages")
    (own / "pinned.pth").write_text(f"{pinned}\n")
    pip = python.with_name("pip")
    pip.write_text(f'#!/bin/sh\nexec "{python}" -m pip "$@"\n')
    pip.chmod(0o755)
    (here / "desk").mkdir()
    shutil.copy(MILL / "articles" / "mill.txt", here / "desk")
    machine = Machine(here / "desk", python)
    install, *_ = commands("Begin")
    machine.run(install[0], "--no-deps", "--quiet", "--disable-pip-version-check", "--find-links", str(wheel.parent))
    return machine


@pytest.fixture(scope="module")
def begun(machine: Machine) -> Machine:
    """Return the machine in the folder of the brief that the guide begins there."""
    _, new, change, check = commands("Begin")
    assert machine.run(new[0]) == new[1]
    assert machine.run("python -c 'import build_scripts as b; print(b.__file__)'").startswith(
        str(machine.python.parents[1])
    )
    folder = machine.folder / change[0].removeprefix("cd ")
    begun = Machine(folder, machine.python)
    skipped, _, last = check[1].partition("\n")
    assert skipped == "…"
    assert begun.run(check[0], code=1).endswith(f"\n{last}")
    return begun


@pytest.fixture(scope="module")
def finished(begun: Machine) -> Machine:
    """Return the machine when the brief is filled in."""
    shutil.rmtree(begun.folder / "source")
    shutil.copytree(MILL, begun.folder / "source")
    return begun


@pytest.fixture(scope="module", params=sorted(path.name for path in FINISHED.iterdir()))
def another(machine: Machine, request: pytest.FixtureRequest) -> Machine:
    """Return the machine in the folder of another brief: begun from its text, and then as its writer finished it."""
    name = request.param
    shutil.copy(FINISHED / name / f"{name}.txt", machine.folder)
    machine.run(f"brief new {name}-brief {name}.txt")
    begun = Machine(machine.folder / f"{name}-brief", machine.python)
    drafted = load(begun.folder / "source").whole
    assert drafted
    shutil.rmtree(begun.folder / "source")
    shutil.copytree(FINISHED / name / "source", begun.folder / "source")
    # what was drafted of a quotation was right, so that its writer had to change nothing of it, and to add few speakers
    found = {one.id: one for one in (*drafted.partial, *drafted.quotes) if isinstance(one, Quote)}
    finished = load(begun.folder / "source").quotes
    assert {one.id: words(one) for one in finished} == {one.id: words(one) for one in found.values()}
    assert {found[one.id].speaker for one in finished if found[one.id].speaker != one.speaker} <= {""}
    assert sum(not one.speaker for one in found.values()) <= len(finished) / 5
    return begun


def words(quote: Quote) -> list[str]:
    return [target.exact for target in quote.target]


def test_a_finished_brief_of_another_matter_needs_no_waiver_and_shows_all_that_it_has(another: Machine) -> None:
    brief = load(another.folder / "source")
    sizes = (len(brief.quotes), len(brief.actors) + len(brief.terms), len(brief.claims), len(brief.sources))
    assert all(size >= least for size, least in zip(sizes, (10, 10, 5, 6), strict=True))
    assert "waivers" not in "".join(
        path.read_text(encoding="utf-8") for path in another.folder.rglob("source/**/*.yml")
    )
    assert another.run("brief check") == "No problems.\n"
    another.run("brief site")
    site = another.folder / "site"
    article = brief.articles[0].id

    def page(path: str) -> str:
        return unescape((site / path / "index.html").read_text(encoding="utf-8"))

    for quote in brief.quotes:
        assert f'id="{quote.id}"' in page(f"quotes/{article}")
    for claim in brief.claims:
        assert claim.title in page(f"claims/{article}")
    for actor in brief.actors:
        assert actor.name in page("actors")
    for term in brief.terms:
        assert term.term in page("glossary")
    for event in brief.events:
        assert event.title in page("timeline")
    for source in brief.sources:
        assert source.title in page("sources")
    for judgement in brief.meta.judgements:
        assert judgement.title in page("")
    assert brief.meta.question in page("")


def test_the_wheel_brings_all_that_a_project_needs(wheel: Path) -> None:
    with ZipFile(wheel) as packed:
        names = {name for name in packed.namelist() if name.startswith("build_scripts/")}
    here = {path.relative_to(ROOT).as_posix() for path in (ROOT / "build_scripts").rglob("*") if path.is_file()}
    assert names == {name for name in here if "__pycache__" not in name}
    assert {name.split("/")[1] for name in names} >= {"theme", "templates", "settings.yml"}


def test_the_guide_leads_from_a_text_to_a_published_site(finished: Machine) -> None:
    (serve, _), check, site, offline, verify = commands("Publish")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    scripts = {"PATH": f"{finished.python.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONUNBUFFERED": "1"}
    command = [*shlex.split(serve), "--dev-addr", f"127.0.0.1:{port}"]
    with subprocess.Popen(
        command, cwd=finished.folder, env=scripts, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as served:
        assert served.stdout
        assert any("Serving on" in line for line in served.stdout)
        served.terminate()
    assert finished.run(check[0]) == check[1]
    finished.run(site[0])
    finished.run(offline[0])
    assert "as published" in finished.run(verify[0])
    count, dead = dead_links(finished.folder / "dist" / "mill-brief-offline")
    assert count > 100
    assert dead == []
    assert "<title>" in (finished.folder / "site" / "index.html").read_text(encoding="utf-8")


def test_another_engine_publishes_a_made_project_as_it_stands(finished: Machine) -> None:
    shutil.rmtree(finished.folder / "site", ignore_errors=True)
    finished.run("brief build")
    finished.run("python -m zensical build --clean")
    page = (finished.folder / "site" / "quotes" / "mill" / "index.html").read_text(encoding="utf-8")
    assert "assets/brief.css" in page
    assert "Eleven percent" in page
    assert 'href="../../sources/"' in page


def test_git_leaves_out_what_the_tool_writes(finished: Machine) -> None:
    finished.run("git init --quiet")
    finished.run("git add --all")
    kept = finished.run("git ls-files").split()
    assert [name for name in kept if name.startswith(("tool/", "site/", "dist/"))] == []
    assert [name for name in kept if name.startswith("docs/")] == ["docs/about/downloads.md", "docs/about/method.md"]
    assert {"mkdocs.yml", "mkdocs.offline.yml", "requirements.txt", "README.md", "LICENSE.md", ".gitignore"} <= {*kept}


def test_a_project_that_is_there_is_left_alone(finished: Machine) -> None:
    before = tree(finished.folder)
    said = Machine(finished.folder.parent, finished.python).run("brief new mill-brief mill.txt", code=1)
    assert "already exists, and is not empty" in said
    assert tree(finished.folder) == before
