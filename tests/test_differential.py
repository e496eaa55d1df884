"""What is built edit by edit is what a clean build makes: the same pages, byte for byte, and the same problems.

Each sequence of edits is made by chance from its number, so that one can be run again: ``-k "[17]"``. A few run with the
other tests, and many with ``nox -s differential``.
"""

import gc
import random
import shutil
from collections.abc import Callable, Sequence
from functools import _lru_cache_wrapper, cache
from pathlib import Path
from typing import Any

import pytest

from build_scripts.brief.problems import BriefError
from build_scripts.build import build
from build_scripts.memory import Memory
from build_scripts.render import seen
from build_scripts.render.page import Page
from build_scripts.render.seen import Seen, SeenMapping, SeenSequence
from tests import edits
from tests.places import HARBOUR, MILL

EDITS = 3
"""How many edits a sequence has."""
Outcome = tuple[str, dict[str, bytes]]
"""What is told of a build, and the files that it leaves."""


def unnoted(monkeypatch: pytest.MonkeyPatch, seen: type, *names: str) -> None:
    """Let nobody know what is read by these functions of *seen*."""
    for name in names:
        monkeypatch.setattr(seen, name, _silently(getattr(seen, name)))


def _silently(read: Callable[..., Any]) -> Callable[..., Any]:
    def silent(self: Any, *arguments: Any) -> Any:
        reads = self._reads
        noted = dict(reads.trails)
        found = read(self, *arguments)
        reads.trails = noted
        return found

    return silent


Forgotten = Callable[[pytest.MonkeyPatch], None]
PARTS: dict[str, tuple[Forgotten, Sequence[edits.Edit]]] = {
    "what stands under a key": (
        lambda patch: unnoted(patch, SeenMapping, "__getitem__"),
        (edits.retitle, edits.choose),
    ),
    "what may stand under a key": (
        lambda patch: unnoted(patch, SeenMapping, "get", "__contains__"),
        (edits.copy, edits.remark),
    ),
    "how much a mapping has": (lambda patch: unnoted(patch, SeenMapping, "__len__"), (edits.add_article,)),
    "all that a list has": (
        lambda patch: unnoted(patch, SeenSequence, "__iter__", "__getitem__"),
        (edits.retitle, edits.choose),
    ),
    "the values of a whole": (lambda patch: unnoted(patch, Seen, "__getattr__"), (edits.retitle, edits.redate)),
    "what a page is about": (lambda patch: patch.setattr(Page, "made_of", ()), (edits.split, edits.retitle)),
    "what a record says": (
        lambda patch: patch.setattr(seen, "_record", lambda record: type(record).__name__),
        (edits.say_more,),
    ),
}
"""How each part of what pages are kept by can be forgotten, and edits that would then be missed."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "sequence" in metafunc.fixturenames:
        metafunc.parametrize("sequence", range(metafunc.config.getoption("--sequences")))


def test_pages_built_edit_by_edit_are_those_of_a_clean_build(
    sequence: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compare(sequence, tmp_path, monkeypatch)


def compare(
    sequence: int, folder: Path, monkeypatch: pytest.MonkeyPatch, chosen: Sequence[edits.Edit] = edits.EDITS
) -> None:
    """Make the edits of a *sequence* in *folder*, and compare what is built after each with what a clean build makes.

    What is kept is in memory in every other sequence, as while a site is served, and else on the disk.
    """
    chance = random.Random(sequence)  # noqa: S311 - chance that can be repeated
    project, cache = folder / "project", folder / "cache"
    states = [edits.read(HARBOUR if sequence % 5 == 0 else MILL)]
    edits.write(states[0], {}, project)
    drafts, memory = chance.random() < 0.3, Memory() if sequence % 2 else None
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    monkeypatch.chdir(project)
    outcome(project, drafts=drafts, memory=memory)
    for _ in range(EDITS):
        undo = len(states) > 1 and chance.random() < 0.2
        drafts = drafts != (chance.random() < 0.1)
        states.append(states[-2] if undo else edits.edited(states[-1], chance, chosen))
        edits.write(states[-1], states[-2], project)
        monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
        monkeypatch.chdir(project)
        kept = outcome(project, drafts=drafts, memory=memory)
        monkeypatch.setenv("XDG_CACHE_HOME", "none")  # a path that is not absolute is no cache folder
        if sequence % 4 == 0:  # it takes a while
            forget()
        monkeypatch.chdir(fresh(project, folder / "clean", states[-1]))
        clean = outcome(project, drafts=drafts)
        assert kept[0] == clean[0]
        assert {path: text for path, text in kept[1].items() if clean[1].get(path) != text} == {}
        assert kept[1].keys() == clean[1].keys()


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_the_key_that_is_forgotten_is_noticed(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forgotten, telling = PARTS[part]
    forgotten(monkeypatch)
    with pytest.raises(AssertionError):  # noqa: PT012
        for sequence in range(1, 20):
            compare(sequence, tmp_path / str(sequence), monkeypatch, telling)


def outcome(project: Path, *, drafts: bool, memory: Memory | None = None) -> Outcome:
    """Build the brief of *project* here, and return what is told, and all files that stand here then; none if it failed."""
    try:
        done = build(project / "source", Path("docs"), drafts=drafts, memory=memory)
    except BriefError as error:
        return str(error), {}
    files = {path.as_posix(): path.read_bytes() for path in sorted(Path().rglob("*")) if path.is_file()}
    told = repr((done.problems, done.left))
    return told, {path: text for path, text in files.items() if not path.startswith("source/")}


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
