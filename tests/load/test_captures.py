"""The captured texts of sources: each pinned by its source's record, and each record with its text."""

import hashlib
import shutil
from pathlib import Path

import pytest

from build_scripts.brief.problems import Problem
from build_scripts.load import load
from tests.places import ROOT

TEXT = "captures/survey.txt"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "tests" / "pages" / "mill" / "source", tmp_path / "source")


def only_problem(source: Path) -> Problem:
    (problem,) = load(source).problems
    return problem


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_a_capture_is_read_with_its_source(source: Path) -> None:
    brief = load(source)
    assert brief.problems == ()
    assert [(capture.id, capture.text) for capture in brief.captures] == [
        ("survey", (source / TEXT).read_text(encoding="utf-8"))
    ]


def test_a_changed_capture_names_the_passages_that_rest_on_it(source: Path) -> None:
    (source / TEXT).write_text("Other words.", encoding="utf-8")
    problem = only_problem(source)
    assert problem.message == 'the capture "survey.txt" has changed; passages that rest on it: "loss"'
    assert hashlib.sha256(b"Other words.").hexdigest() in problem.hint
    assert str(problem.location).startswith("source/sources.yml:")


def test_a_record_without_a_capture_is_a_problem(source: Path) -> None:
    (source / TEXT).unlink()
    problem = only_problem(source)
    assert problem.message == 'the text of this capture is missing: "captures/survey.txt"'
    assert "brief capture survey FILE" in problem.hint


def test_a_capture_without_a_record_comes_with_one_to_paste(source: Path) -> None:
    (source / "captures" / "chronicle.txt").write_text("Words.", encoding="utf-8")
    problem = only_problem(source)
    assert problem.message == 'no record pins this capture: "chronicle.txt"'
    assert f"capture: {{sha256: {hashlib.sha256(b'Words.').hexdigest()}, retrieved: YYYY-MM-DD" in problem.hint


def test_a_capture_of_no_source_names_the_nearest(source: Path) -> None:
    (source / "captures" / "surveys.txt").write_text("Words.", encoding="utf-8")
    problem = only_problem(source)
    assert (problem.message, problem.hint) == ('no source has this key: "surveys"', 'did you mean "survey"?')


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("captures/survey.html", b"<p>Words.", "this file does not belong here"),
        ("captures/more/survey.txt", b"Words.", "this folder does not belong here"),
    ],
)
def test_nothing_else_may_be_among_the_captures(source: Path, name: str, content: bytes, message: str) -> None:
    (source / name).parent.mkdir(exist_ok=True)
    (source / name).write_bytes(content)
    assert only_problem(source).message == message


def test_a_capture_is_utf_8(source: Path) -> None:
    (source / TEXT).write_bytes(b"W\xe4lder")
    assert "the file is not UTF-8 text: byte 0xe4" in [problem.message for problem in load(source).problems]


def test_a_capture_has_a_limit(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_scripts.load.reading.ARTICLE_LIMIT", 100)
    assert (source / TEXT).stat().st_size > 100
    assert [p.message for p in load(source).problems if p.location.path == f"source/{TEXT}"] == [
        "the file is larger than 0 MiB"
    ]


@pytest.mark.parametrize("digest", ["abc", "0" * 65])
def test_a_pin_is_a_sha_256(source: Path, digest: str) -> None:
    pinned = hashlib.sha256((source / TEXT).read_bytes()).hexdigest()
    replace(source / "sources.yml", pinned, f'"{digest}"')
    assert next(problem.message for problem in load(source).problems).startswith('"sha256" is not a SHA-256')
