"""What CONTRIBUTING tells a writer is so."""

import re
import shutil
from pathlib import Path

import pytest

from build_scripts.__main__ import main
from tests.places import MILL, ROOT

TOLD = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def block(language: str, number: int = 0) -> str:
    """Return an example in *language*, the first unless another *number* is given."""
    found: list[str] = re.findall(rf"```{language}\n(.*?)```", TOLD, re.DOTALL)
    return found[number]


@pytest.fixture
def mill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the claims of the brief that the examples speak of, in the current folder's ``source/``."""
    shutil.copytree(MILL, tmp_path / "source")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "source/annotations/claims.yml"


def add(example: str, claims: Path) -> None:
    claims.write_text(example + claims.read_text(encoding="utf-8"), encoding="utf-8")


def test_the_example_of_an_annotation_is_a_right_one(mill: Path, capsys: pytest.CaptureFixture[str]) -> None:
    add(block("yaml"), mill)
    assert (main(["check"]), capsys.readouterr().out) == (0, "No problems.\n")


def test_the_example_of_an_error_is_what_the_command_says(mill: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mistyped = re.search(r"If you had typed `(.*)` instead of `(.*)`", TOLD)
    assert mistyped
    add(block("yaml").replace(f"Ashford {mistyped[2]}", f"Ashford {mistyped[1]}"), mill)
    assert (main(["check"]), capsys.readouterr().out) == (1, block("text"))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_link_leads_to_a_file(page: str) -> None:
    words = re.sub(r"(?s)```.*?```", "", (ROOT / page).read_text(encoding="utf-8"))
    links = re.findall(r"\]\((?!https:)([^)#]+)", words)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_map_of_the_program_has_every_part_of_it() -> None:
    listed = re.findall(r"^  ([\w.]+)/?  ", block("text", 1), re.MULTILINE)
    parts = [path.name for path in (ROOT / "build_scripts").iterdir() if not path.name.startswith("__pycache__")]
    assert sorted(listed) == sorted({*parts} - {"__init__.py"})
