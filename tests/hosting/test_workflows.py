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

WORKFLOWS = ROOT / ".github" / "workflows"
ALL = sorted(WORKFLOWS.glob("*.yml"))


def jobs(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert loaded.get("permissions") in ({}, {"contents": "read"})
    found: dict[str, Any] = loaded["jobs"]
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in jobs(path).values() for step in job["steps"]]


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_every_action_is_pinned_by_its_hash(path: Path) -> None:
    used = [step["uses"] for step in steps(path) if "uses" in step]
    assert [one for one in used if not re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", one)] == []


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_no_checkout_leaves_credentials_behind(path: Path) -> None:
    for step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_no_command_holds_words_that_a_stranger_chose(path: Path) -> None:
    assert [step["run"] for step in steps(path) if "${{" in step.get("run", "")] == []


def test_where_a_stranger_s_programs_run_there_is_nothing_to_take() -> None:
    text = (WORKFLOWS / "preview-build.yml").read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "github.token" not in text
    assert "pull_request_target" not in text
    assert {name: job["permissions"] for name, job in jobs(WORKFLOWS / "preview-build.yml").items()} == {
        "build": {"contents": "read"}
    }


def test_what_may_write_installs_nothing_and_runs_no_program_of_the_change() -> None:
    for path in ALL:
        for name, job in jobs(path).items():
            if "write" not in job.get("permissions", {}).values():
                continue
            commands = "\n".join(step.get("run", "") for step in job["steps"])
            assert "build_scripts.hosting" in commands, name
            assert not re.search(r"noxfile|pip|npm|refs/pull|ref:", commands), name
            assert all("ref" not in step.get("with", {}) for step in job["steps"]), name


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
        ("persist-credentials: false", "fetch-tags: false", "artipacked"),
        ("permissions: {}", "permissions: write-all", "excessive-permissions"),
        ("needs: find", "needs: found", 'job "found"'),
        ("needs.find.outputs.number", "needs.find.outputs.count", '"count" is not defined'),
    ],
)
def test_lint_finds_what_is_wrong_with_a_workflow(tmp_path: Path, before: str, after: str, fault: str) -> None:
    shutil.copytree(WORKFLOWS, tmp_path / ".github" / "workflows")
    for path in tmp_path.rglob("preview-*.yml"):
        path.write_text(path.read_text(encoding="utf-8").replace(before, after) if before else path.read_text())
    assert fault in faults(tmp_path) if fault else faults(tmp_path) == ""
