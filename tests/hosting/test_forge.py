"""What the workflows do when they run: previews and the site are published, or the comment says why not."""

import shutil
from pathlib import Path

import pytest

from build_scripts.hosting.branch import put
from tests.hosting.test_hosting import Served, folder
from tests.runner import Job
from tests.strangers import Project

COMMIT = "c" * 40
SUMMARY = "## What this change means\n\nNothing.\n"
NOX = """import os, subprocess, sys
session, arguments = sys.argv[2], sys.argv[4:]
assert sys.argv[1::2][:2] == ["-s", "--"], sys.argv
sys.exit(subprocess.run([sys.executable, "-P", "-m", "build_scripts", session, *arguments]).returncode)
"""
"""Does what ``noxfile.py`` does, without making an environment first."""


class Forge:
    """A repository on a forge, and the pull request that the workflow runs for."""

    def __init__(self, here: Path) -> None:
        self.here = here
        self.runs = 0
        self.served = Served(here / "forge" / "someone" / "brief")
        self.context = {
            "github.server_url": (here / "forge").as_uri(),
            "github.repository": "someone/brief",
            "github.repository_owner": "someone",
            "github.event.repository.name": "brief",
            "github.token": "t",
            "github.run_id": "2",
            "github.sha": COMMIT,
            "github.ref_name": "main",
            "github.event.number": "7",
            "github.event.pull_request.head.sha": COMMIT,
            "github.event.pull_request.base.sha": "b" * 40,
            "needs.build.result": "success",
            "vars.SITE_URL": "",
            "steps.now.outputs.current": "",
        }
        self.preview = folder(here / "built", index="preview", changes="changes")
        (self.preview / "summary.md").write_text(SUMMARY)
        self.answers: dict[str, str | None] = {
            "repos/someone/brief/pulls/7": f"open {COMMIT}",
            "run download 2 --name preview": f"folder:{self.preview}",
            "repos/someone/brief/issues/7/comments": "",
            "repos/someone/brief/issues/comments/": "",
            "repos/someone/brief/commits/main": COMMIT,
        }

    def fails_to_build(self) -> None:
        self.context["needs.build.result"] = "failure"
        self.answers["run download 2 --name preview"] = None

    def run(self, workflow: str, job: str) -> tuple[Job, str]:
        """Run a job, and return it and how it ended."""
        self.runs += 1
        made = Job(workflow, job, self.here / f"run {self.runs}", self.context, self.answers)
        return made, made.run()

    @property
    def previews(self) -> set[str]:
        """The files of previews that are served."""
        branch = self.served.git("branch", "--list", "gh-pages").strip()
        return {name for name in self.served.names() if name.startswith("pr/")} if branch else set()


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    return Forge(tmp_path)


def test_a_preview_is_published_and_its_comment_links_it(forge: Forge) -> None:
    job, result = forge.run("preview", "publish")
    assert result == "success", job.printed
    assert "pr/7/index.html" in forge.previews
    assert "[The preview](https://someone.github.io/brief/pr/7/index.html)" in job.comment
    assert job.comment.startswith("<!-- brief-preview -->\n")
    assert job.comment.endswith(SUMMARY)
    assert "POST repos/someone/brief/issues/7/comments" in job.calls


def test_a_comment_that_is_there_is_brought_up_to_date(forge: Forge) -> None:
    forge.answers["repos/someone/brief/issues/7/comments"] = "11\n12"
    job, _ = forge.run("preview", "publish")
    assert "PATCH repos/someone/brief/issues/comments/11 " in job.calls
    assert "POST" not in job.calls


def test_a_site_at_an_address_of_its_own_is_linked_with_or_without_its_last_slash(forge: Forge) -> None:
    forge.context["vars.SITE_URL"] = "https://example.org/brief"
    job, _ = forge.run("preview", "publish")
    assert "(https://example.org/brief/pr/7/index.html)" in job.comment


def test_a_preview_that_could_not_be_built_is_said_to_be_so_and_the_earlier_one_stays(forge: Forge) -> None:
    put(folder(forge.here / "old", index="old"), str(forge.served.path), "gh-pages", "pr/7")
    forge.fails_to_build()
    job, result = forge.run("preview", "publish")
    assert result == "success", job.printed
    assert f"**There is no preview of {COMMIT}**: [the run](" in job.comment
    assert "/actions/runs/2)" in job.comment
    assert forge.previews == {"pr/7/index.html"}


def test_a_preview_that_could_not_be_published_is_said_to_be_so(forge: Forge) -> None:
    shutil.rmtree(forge.served.path)
    job, result = forge.run("preview", "publish")
    assert result == "failure"
    assert f"**There is no preview of {COMMIT}**" in job.comment
    assert job.comment.endswith(SUMMARY)


@pytest.mark.parametrize("now", [f"closed {COMMIT}", f"open {'d' * 40}"])
def test_nothing_comes_back_when_an_old_run_is_run_again(forge: Forge, now: str) -> None:
    forge.answers["repos/someone/brief/pulls/7"] = now
    job, result = forge.run("preview", "publish")
    assert result == "success"
    assert forge.previews == set()
    assert job.comment == ""


def test_a_closed_request_has_its_preview_removed_and_no_other(forge: Forge) -> None:
    remote = str(forge.served.path)
    for number in (7, 8):
        put(folder(forge.here / str(number), index="x"), remote, "gh-pages", f"pr/{number}")
    for _ in range(2):  # once more does no harm
        _, result = forge.run("preview", "remove")
        assert result == "success"
        assert forge.previews == {"pr/8/index.html"}


def test_a_hostile_request_is_built_published_and_commented_on_and_nothing_of_it_is_run(
    forge: Forge, tmp_path: Path
) -> None:
    project = Project(tmp_path / "project", tmp_path / "ran")
    base, commit = project.git("rev-parse", "main"), project.attack()
    project.git("push", "--quiet", forge.served.path.as_uri(), "main", "change:refs/pull/7/head")
    forge.context |= {
        "github.event.pull_request.head.sha": commit,
        "github.event.pull_request.base.sha": base,
        "github.event.repository.default_branch": "main",
    }
    forge.answers["repos/someone/brief/pulls/7"] = f"open {commit}"
    building = Job("preview", "build", tmp_path / "building", forge.context, forge.answers)
    building.prepare()
    work = building.here / "work"
    shutil.rmtree(work)
    project.git("clone", "--quiet", "--branch=main", forge.served.path.as_uri(), str(work))
    (work / "noxfile.py").write_text(NOX)
    assert building.steps() == "success", building.printed
    forge.answers["run download 2 --name preview"] = f"folder:{work / 'preview'}"
    publishing, result = forge.run("preview", "publish")
    assert result == "success", publishing.printed
    assert "pr/7/attacks/page-0.html" in forge.previews
    assert "The preview was built without those" in publishing.comment
    assert "https://someone.github.io/brief/pr/7/" in publishing.comment.partition("## ")[2]
    assert not project.ran.exists()


@pytest.mark.parametrize("newest", [COMMIT, "d" * 40])
def test_the_site_is_published_unless_a_newer_commit_is_there(forge: Forge, newest: str) -> None:
    forge.answers["repos/someone/brief/commits/main"] = newest
    forge.answers["run download 2 --name site"] = f"folder:{folder(forge.here / 'site', index='new')}"
    job, result = forge.run("publish", "publish")
    assert result == "success", job.printed
    assert forge.served.git("branch", "--list", "gh-pages").strip() == ("gh-pages" if newest == COMMIT else "")
