"""The command: what it prints, where it writes, how it exits."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build_scripts.__main__ import _parser, main
from tests.places import MILL, ROOT

BAD = ROOT / "tests" / "errors" / "misquote" / "source"


def test_a_good_brief_passes_the_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--source", str(MILL)]) == 0
    assert capsys.readouterr().out == "No problems.\n"


def test_problems_are_all_printed_with_the_path_that_leads_to_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT / "tests")
    assert main(["check", "--source", "errors/misquote/source"]) == 1
    printed = capsys.readouterr().out.splitlines()
    places = [line.split(":")[0] for line in printed if line.startswith("errors/misquote/source/")]
    assert len(places) > 3
    assert all(Path(place).exists() for place in places)
    assert printed[-1] == f"{len(places)} problems; no page would be written."


def test_problems_stand_file_by_file_with_their_number_and_the_sum_comes_last(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT / "tests")
    main(["check", "--source", "errors/misquote/source"])
    groups = [group.splitlines() for group in capsys.readouterr().out.split("\n\n")]
    for heading, *lines in groups:
        number, place = re.fullmatch(r"(\d+) problems? in (\S+):", heading).groups()  # type: ignore[union-attr]
        assert sum(line.startswith(f"{place}:") for line in lines) == int(number)
    assert groups[-1][-1].endswith("; no page would be written.")


def test_one_file_can_be_checked_alone(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "tests")
    folder = "errors/misquote/source"
    assert main(["check", "--source", folder, f"{folder}/annotations/claims.yml"]) == 1
    printed = capsys.readouterr().out
    assert printed.startswith(f"{folder}/annotations/claims.yml:4: quotes words that occur in 2 places")
    assert printed.endswith("1 problem; 4 problems in other files.\n")
    assert main(["check", "--source", folder, f"{folder}/../source/background.md"]) == 0
    assert capsys.readouterr().out == "No problems here; 5 problems in other files.\n"
    assert main(["check", "--source", folder, f"{folder}/claims.yml"]) == 2
    assert "there is no such file" in capsys.readouterr().err


def test_what_is_left_to_do_in_drafts_is_told_last_and_is_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(MILL, tmp_path / "source")
    wording = tmp_path / "source" / "annotations" / "wording.yml"
    text = wording.read_text(encoding="utf-8").replace("- id: mere\n", "- id: mere\n  status: draft\n")
    wording.write_text(text.replace("[@mill, p. 3]", ""), encoding="utf-8")
    assert main(["check", "--source", str(tmp_path / "source")]) == 0
    printed = capsys.readouterr().out
    assert "Left to do in drafts, which are not published:" in printed
    assert 'wording.yml:6: cites nothing: "Belittles the reasons given ."' in printed
    assert printed.endswith("No problems; 1 thing left to do in drafts.\n")
    assert main(["build", "--source", str(tmp_path / "source"), "--docs", str(tmp_path / "docs")]) == 0
    assert capsys.readouterr().out.endswith("; 1 thing left to do in drafts, which brief check lists\n")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("status: draft", "the brief is a draft, so nothing of it is published"),
        ("embargo: 2999-01-02", 'may not be published before 2999-01-02T00:00:00Z: "2999-01-02"'),
    ],
)
def test_that_a_brief_is_kept_back_as_a_whole_is_noted_and_is_no_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    source = shutil.copytree(MILL, tmp_path / "source")
    meta = source / "brief.yml"
    meta.write_text(f"{line}\n{meta.read_text(encoding='utf-8')}", encoding="utf-8")
    check = ["check", "--source", str(source)]
    assert main(check) == 0
    printed = capsys.readouterr().out
    assert f"\nNot published yet:\n{_here(meta)}:1: {said}\n" in printed
    assert printed.endswith("\n\nNo problems.\n")
    assert main([*check, str(meta)]) == 0
    assert said in capsys.readouterr().out
    assert main([*check, str(source / "background.md")]) == 0
    assert capsys.readouterr().out == "No problems.\n"
    assert main([*check, "--format", "github"]) == 0
    assert capsys.readouterr().out.startswith("::notice file=")


def _here(path: Path) -> str:
    return Path(os.path.relpath(path)).as_posix()


def test_a_brief_that_is_a_draft_is_built_for_its_writer_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(MILL, tmp_path / "source")
    meta = tmp_path / "source" / "brief.yml"
    meta.write_text(f"status: draft\n{meta.read_text(encoding='utf-8')}", encoding="utf-8")
    build = ["build", "--source", str(tmp_path / "source"), "--docs", str(tmp_path / "docs")]
    assert main(build) == 1
    assert "brief.yml:1: the brief is a draft, so nothing of it is published" in capsys.readouterr().out
    assert not (tmp_path / "docs").exists()
    assert main([*build, "--drafts"]) == 0
    assert (tmp_path / "docs" / "desk.md").exists()


def test_problems_are_printed_whatever_the_terminal_can_show(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(MILL, source)
    (source / "background.md").write_text("Nobody knows Мельница.", encoding="utf-8")
    command = [sys.executable, "-m", "build_scripts", "check", "--source", str(source)]
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(command, env=environment, capture_output=True, check=False, cwd=ROOT)
    assert done.returncode == 1
    assert rb'cites nothing: "Nobody knows \u041c\u0435' in done.stdout
    assert done.stderr == b""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has pipes of another kind")
def test_whoever_reads_the_problems_may_stop_reading() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "build_scripts", "check", "--source", str(BAD)]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False, cwd=ROOT)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_build_with_problems_writes_nothing_and_keeps_the_last_good_pages(tmp_path: Path) -> None:
    assert main(["build", "--source", str(MILL), "--docs", str(tmp_path)]) == 0
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert main(["build", "--source", str(BAD), "--docs", str(tmp_path)]) == 1
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_page_changed_by_hand_is_named_where_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    docs = tmp_path / "docs"
    main(["build", "--source", str(MILL), "--docs", str(docs)])
    (docs / "glossary.md").write_text("mine", encoding="utf-8")
    shutil.copytree(MILL, tmp_path / "source")
    glossary = tmp_path / "source" / "annotations" / "glossary.yml"
    glossary.write_text(glossary.read_text(encoding="utf-8").replace("is ground", "was ground"), encoding="utf-8")
    capsys.readouterr()
    assert main(["build", "--source", str(tmp_path / "source"), "--docs", str(docs)]) == 1
    assert capsys.readouterr().out.startswith(f"{docs.as_posix()}/glossary.md:1: was changed by hand")
    assert (docs / "glossary.md").read_text(encoding="utf-8") == "mine"


def test_on_github_each_problem_is_one_annotation(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT / "tests")
    main(["check", "--source", "errors/misquote/source", "--format", "github"])
    *annotations, _ = capsys.readouterr().out.splitlines()
    assert annotations
    assert all(line.startswith("::error file=errors/misquote/source/") for line in annotations)
    assert any("%0Adid you mean" in line for line in annotations)


def test_the_second_build_writes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build", "--source", str(MILL), "--docs", str(tmp_path)])
    capsys.readouterr()
    main(["build", "--source", str(MILL), "--docs", str(tmp_path)])
    assert ": 0 written, 0 removed" in capsys.readouterr().out


def test_the_same_source_gives_the_same_bytes_in_another_folder_and_environment(tmp_path: Path) -> None:
    trees = []
    for number, seed in enumerate(("1", "2")):
        folder = tmp_path / f"copy {number}"
        shutil.copytree(MILL, folder / "source")
        environment = {"PYTHONHASHSEED": seed, "LC_ALL": "C", "TZ": f"Etc/GMT{number:+}", "XDG_CACHE_HOME": str(folder)}
        command = [sys.executable, "-m", "build_scripts", "build"]
        environment["PYTHONPATH"] = str(ROOT)
        subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
        docs = folder / "docs"
        trees.append({path.relative_to(docs): path.read_bytes() for path in docs.rglob("*") if path.is_file()})
    assert trees[0] == trees[1]


def imported(*arguments: str) -> set[str]:
    """Return the modules that a command imports, by a Python of its own."""
    script = (
        "import sys\nfrom build_scripts.__main__ import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\nprint(*sys.modules, file=sys.stderr)"
    )
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["diff", "--help"]], ids=" ".join)
def test_help_and_version_answer_before_anything_heavy_is_imported(arguments: list[str]) -> None:
    heavy = {"pydantic", "jinja2", "markdown", "yaml", "mkdocs", "build_scripts.brief.model"}
    assert imported(*arguments) & heavy == set()


def test_the_check_imports_nothing_that_publishes() -> None:
    others = {"mkdocs", "tinycss2", "build_scripts.editions", "build_scripts.review.compare", "build_scripts.new"}
    assert imported("check", "--source", str(MILL)) & others == set()


def test_every_argument_of_every_command_has_help() -> None:
    commands = [choices for action in _parser()._actions if isinstance(choices := action.choices, dict)]  # noqa: SLF001 - no public way
    assert len(commands[0]) >= 7
    for name, command in commands[0].items():
        without = [action.dest for action in command._actions if not action.help]  # noqa: SLF001 - likewise
        assert without == [], name


def test_without_a_cache_nothing_is_kept_and_nothing_that_was_kept_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("BRIEF_NO_CACHE", "")
    assert main(["build", "--source", str(MILL), "--docs", str(tmp_path / "docs"), "--no-cache"]) == 0
    assert not (tmp_path / "cache").exists()
