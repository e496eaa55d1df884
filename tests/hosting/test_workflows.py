"""The workflows: what a stranger's change may reach, and what runs with the right to write."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

import noxfile
from tests.places import ROOT
from tests.tools import engines

WORKFLOWS = ROOT / ".github" / "workflows"
MADE = ROOT / "build_scripts" / "templates" / "project" / "workflows"
"""Those of the projects that ``brief new`` makes."""
ALL = sorted([*WORKFLOWS.glob("*.yml"), *MADE.glob("*.yml")])


def jobs(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert loaded.get("permissions") in ({}, {"contents": "read"})
    found: dict[str, Any] = loaded["jobs"]
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in jobs(path).values() for step in job["steps"]]


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_every_action_is_pinned_by_its_hash(path: Path) -> None:
    used = [step["uses"] for step in steps(path) if "uses" in step]
    assert [one for one in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", one)] == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_no_checkout_leaves_credentials_behind(path: Path) -> None:
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", ALL, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_no_command_holds_words_that_a_stranger_chose(path: Path) -> None:
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


def preview() -> dict[str, Any]:
    return jobs(WORKFLOWS / "preview.yml")


@pytest.mark.parametrize("path", sorted(MADE.glob("*.yml")), ids=lambda path: path.stem)
def test_a_made_project_has_the_same_workflows_but_for_where_the_tool_comes_from(path: Path) -> None:
    install = r" +- run: python3 -m pip install (--no-deps )?--requirement requirements\.txt\n"
    named = r" +- name: Install the tool.*\n +if: .*\n +run: python3 -m pip install --no-deps --requirement .*\n"
    made = re.sub(f"{install}|{named}|^#.*\n", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    ours = re.sub(r"^#.*\n", "", (WORKFLOWS / path.name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    ours = ours.replace("python3 noxfile.py -s site -- ", "brief site ")
    assert made == ours.replace("python3 noxfile.py -s preview -- ", "brief preview ")


def test_nothing_of_a_change_is_checked_out() -> None:
    text = (WORKFLOWS / "preview.yml").read_text(encoding="utf-8")
    assert "git checkout" not in text
    refs = [step["with"].get("ref") for step in steps(WORKFLOWS / "preview.yml") if "checkout@" in step.get("uses", "")]
    assert refs == ["${{ github.event.repository.default_branch }}"] * 3


def test_the_job_that_reads_a_change_has_nothing_to_take_and_may_write_nothing() -> None:
    build = preview()["build"]
    assert build["permissions"] == {"contents": "read"}
    assert not re.search(r"secrets|github\.token", str(build))


def test_the_jobs_that_may_write_read_nothing_of_a_change() -> None:
    for name in ("publish", "remove"):
        commands = "\n".join(step.get("run", "") for step in preview()[name]["steps"])
        assert not re.search(r"git (fetch|clone|pull)|refs/pull", commands), name


def test_what_may_write_installs_nothing_and_runs_no_program_of_the_change() -> None:
    for path in ALL:
        for name, job in jobs(path).items():
            if "write" not in job.get("permissions", {}).values():
                continue
            commands = "\n".join(step.get("run", "") for step in job["steps"])
            has_code = any("checkout@" in step.get("uses", "") for step in job["steps"])
            assert "build_scripts.hosting" in commands or not has_code, name
            installs = re.findall(r"pip install.*", commands)
            assert {*installs} <= {"pip install --no-deps --requirement requirements.txt"}, name
            assert not installs or path.parent == MADE
            assert not re.search(r"noxfile|npm|brief preview", commands), name


def test_lint_finds_nothing_wrong_with_the_workflows_of_a_made_project(tmp_path: Path) -> None:
    shutil.copytree(MADE, tmp_path / ".github" / "workflows")
    assert faults(tmp_path) == ""


def faults(project: Path) -> str:
    """Return what lint says of the workflows of *project*; nothing if it passes them."""
    done = [
        subprocess.run(command, check=False, capture_output=True, text=True, cwd=project)
        for command in noxfile.workflow_checks(project)
    ]
    return "".join(one.stdout + one.stderr for one in done if one.returncode)


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("", "", ""),
        ("actions/checkout@1af3b93b6815bc44a9784bd300feb67ff0d1eeb3", "actions/checkout@v6", "unpinned-uses"),
        ('noxfile.py -s preview -- --base "$BASE"', "noxfile.py -s ${{ github.head_ref }}", "template-injection"),
        (" # zizmor: ignore[dangerous-triggers]", " #", "dangerous-triggers"),
        ("persist-credentials: false", "fetch-tags: false", "artipacked"),
        ("permissions: {}", "permissions: write-all", "excessive-permissions"),
        ("needs: build", "needs: found", 'job "found"'),
        ("needs.build.result", "needs.build.count", '"count" is not defined'),
    ],
)
def test_lint_finds_what_is_wrong_with_a_workflow(tmp_path: Path, before: str, after: str, fault: str) -> None:
    shutil.copytree(WORKFLOWS, tmp_path / ".github" / "workflows")
    for path in tmp_path.rglob("preview.yml"):
        path.write_text(path.read_text(encoding="utf-8").replace(before, after) if before else path.read_text())
    assert fault in faults(tmp_path) if fault else faults(tmp_path) == ""


def test_a_release_is_attested_before_it_is_made_and_holds_what_the_session_makes() -> None:
    release = jobs(WORKFLOWS / "release.yml")
    assert [step["run"] for step in release["build"]["steps"] if "run" in step] == ["python3 noxfile.py -s release"]
    assert release["build"]["permissions"] == {"contents": "read"}
    names = [
        step.get("uses", step.get("run", "")).partition("@")[0].split(" --")[0] for step in release["release"]["steps"]
    ]
    assert [name.split(' "')[0] for name in names] == [
        "gh run download",
        "actions/attest-build-provenance",
        "gh release create",
    ]
    (attest,) = [step for step in release["release"]["steps"] if "uses" in step]
    assert attest["with"] == {"subject-path": "release/*"}


def test_every_engine_is_tried_each_week() -> None:
    (job,) = jobs(WORKFLOWS / "engines.yml").values()
    assert job["strategy"]["matrix"]["engine"] == [*engines.ENGINES]
