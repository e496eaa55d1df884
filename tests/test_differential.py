"""What is built edit by edit is what a clean build makes: the same pages, byte for byte, and the same problems.

Each sequence of edits is made by chance from its number, so that one can be run again: ``-k "[17]"``. A few run with the
other tests, and many with ``nox -s differential``.
"""

import gc
import random
import shutil
from functools import _lru_cache_wrapper, cache
from pathlib import Path
from typing import Any

import pytest

from build_scripts.brief.problems import BriefError
from build_scripts.build import build
from tests import edits
from tests.places import HARBOUR, MILL

EDITS = 3
"""How many edits a sequence has."""
Outcome = tuple[str, dict[str, bytes]]
"""What is told of a build, and the files that it leaves."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "sequence" in metafunc.fixturenames:
        metafunc.parametrize("sequence", range(metafunc.config.getoption("--sequences")))


def test_pages_built_edit_by_edit_are_those_of_a_clean_build(
    sequence: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare(sequence, tmp_path, monkeypatch)


def compare(sequence: int, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the edits of a *sequence* in *folder*, and compare what is built after each with what a clean build makes."""
    chance = random.Random(sequence)  # noqa: S311 - chance that can be repeated
    project, cache = folder / "project", folder / "cache"
    states = [edits.read(HARBOUR if sequence % 5 == 0 else MILL)]
    edits.write(states[0], {}, project)
    drafts = chance.random() < 0.3
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    outcome(project, project, drafts=drafts)
    for _ in range(EDITS):
        undo = len(states) > 1 and chance.random() < 0.2
        drafts = drafts != (chance.random() < 0.1)
        states.append(states[-2] if undo else edits.edited(states[-1], chance))
        edits.write(states[-1], states[-2], project)
        monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
        kept = outcome(project, project, drafts=drafts)
        monkeypatch.setenv("XDG_CACHE_HOME", "none")  # a path that is not absolute is no cache folder
        if sequence % 4 == 0:  # it takes a while
            forget()
        assert kept == outcome(project, fresh(project, folder / "clean", states[-1]), drafts=drafts)


def outcome(project: Path, into: Path, *, drafts: bool) -> Outcome:
    """Build the brief of *project* in the folder *into*, and return what is told, and all files that stand there then; none if it failed."""
    try:
        done = build(project / "source", into / "docs", drafts=drafts)
        told = [done.problems, done.left]
    except BriefError as error:
        return str(error).replace(str(into), ""), {}
    files = {path.relative_to(into).as_posix(): path.read_bytes() for path in sorted(into.rglob("*")) if path.is_file()}
    return repr(told).replace(str(into), ""), {path: files[path] for path in files if not path.startswith("source/")}


def fresh(project: Path, folder: Path, files: edits.Files) -> Path:
    """Return *folder* with what people wrote in *project*, but for the source, and nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    for path in files:
        if not path.startswith("source/"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(project / path, folder / path)
    return folder


def forget() -> None:
    """Empty what functions remember of the texts that they were given; what they remember of the program is few things."""
    for function in _remembering():
        function.cache_clear()


@cache
def _remembering() -> tuple[Any, ...]:
    found = [
        one for one in gc.get_objects() if isinstance(one, _lru_cache_wrapper) and one.cache_parameters()["maxsize"]
    ]
    return tuple(one for one in found if one.__module__.startswith("build_scripts"))
