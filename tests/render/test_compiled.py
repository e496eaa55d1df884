"""Templates are compiled once, and what was kept of them is never used for anything else."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from build_scripts.render.templating import environment


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which everything is kept that is compiled."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def printed(source: str, finalize: Callable[[object], object] | None = None, *, autoescape: bool = True) -> str:
    """Return what the template *source* prints in an environment of its own."""
    made = environment(finalize, autoescape=autoescape)
    made.loader = DictLoader({"one.jinja": source})
    return made.get_template("one.jinja").render(text="<b>")


def loud(value: object) -> str:
    return str(value).upper()


def test_a_template_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    before = printed("A: {{ text }}"), printed("{{ text }}", loud)
    monkeypatch.delattr(Environment, "compile")
    assert printed("A: {{ text }}") == before[0] == "A: &lt;b&gt;"
    with pytest.raises(AttributeError):
        printed("B: {{ text }}")


def test_a_template_that_changed_is_compiled_anew() -> None:
    assert printed("A: {{ text }}") == "A: &lt;b&gt;"
    assert printed("B: {{ text }}") == "B: &lt;b&gt;"


def test_each_environment_keeps_its_own() -> None:
    for _ in range(2):
        assert printed("{{ '<a>' }}{{ text }}") == "&lt;a&gt;&lt;b&gt;"
        assert printed("{{ '<a>' }}{{ text }}", autoescape=False) == "<a><b>"
        assert printed("{{ '<a>' }}{{ text }}", loud, autoescape=False) == "<A><B>"
        assert printed("{{ '<a>' }}{{ text }}", lambda value: f"{value}.", autoescape=False) == "<a>.<b>."
        assert printed("{{ '<a>' }}{{ text }}", lambda value: f"{value}!", autoescape=False) == "<a>!<b>!"


@pytest.mark.parametrize("part", [slice(0), slice(1, None), slice(-9)], ids=["empty", "beheaded", "cut"])
def test_a_damaged_one_is_made_again(kept: Path, part: slice) -> None:
    printed("A: {{ text }}")
    (file,) = (path for path in kept.rglob("*") if path.is_file())
    whole = file.read_bytes()
    file.write_bytes(whole[part])
    assert printed("A: {{ text }}") == "A: &lt;b&gt;"
    assert file.read_bytes() == whole


def test_nothing_is_kept_where_python_keeps_nothing(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert printed("A: {{ text }}") == "A: &lt;b&gt;"
    assert [*kept.rglob("*")] == []
