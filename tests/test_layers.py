"""Which part of the program may use which: imports go one way, so that each part can be read without those after it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.places import ROOT

PROGRAM = ROOT / "build_scripts"
ORDER = (
    ("brief",),
    ("load", "anchor", "publish"),
    ("check", "render"),
    ("search",),
    ("project", "export", "memory"),
    ("editions",),
    ("review", "build", "drafting", "capture", "hosting"),
    ("new",),
    ("site", "saved"),
    ("create", "add"),
    ("mkdocs_hook", "__main__"),
)
"""The parts of the program, floor by floor: a part may use what stands on a floor above it in this list."""
FLOOR = {name: floor for floor, names in enumerate(ORDER) for name in names}
MODULES = sorted(PROGRAM.rglob("*.py"))


def part(path: Path) -> str:
    return path.relative_to(PROGRAM).parts[0].removesuffix(".py")


def used(path: Path) -> Iterator[str]:
    """Yield the parts of the program that a module imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.ImportFrom(module="build_scripts", names=names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=str(module)) if module.startswith("build_scripts."):
                yield module.split(".")[1]
            case ast.Import(names=names):
                yield from (name.name.split(".")[1] for name in names if name.name.startswith("build_scripts."))


def test_every_part_of_the_program_has_its_floor() -> None:
    assert {part(path) for path in MODULES} - {"__init__"} == FLOOR.keys()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PROGRAM).as_posix())
def test_imports_go_one_way(path: Path) -> None:
    if part(path) == "__init__":
        return
    names = {name for name in used(path) if not name.startswith("__")}
    against = {name for name in names if name != part(path) and FLOOR[name] >= FLOOR[part(path)]}
    assert against == set()
