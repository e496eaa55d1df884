"""What the workflows do when they run: previews and the site are published, or it is said why not."""

from pathlib import Path

import pytest

from build_scripts.hosting import told
from build_scripts.hosting.branch import put
from tests import published
from tests.hosting.test_hosting import BEGINNING, GOOD, PAGE, Served, archive, folder
from tests.runner import Job

COMMIT = "c" * 40
SUMMARY = "## What this change means\n\nNothing.\n"


class Forge:
    """A repository on a forge, and the run of a build that the workflows are told of."""

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
            "github.event.workflow_run.id": "1",
            "github.event.workflow_run.head_sha": COMMIT,
            "github.event.workflow_run.conclusion": "success",
            "github.event.workflow_run.head_branch": "change",
            "github.event.workflow_run.head_repository.id": "5",
            "github.event.workflow_run.head_repository.owner.login": "stranger",
            "needs.find.outputs.number": "7",
            "vars.SITE_URL": "",
            "steps.now.outputs.current": "",
        }
        (here / "told").mkdir()
        (here / "told" / "summary.md").write_text(SUMMARY)
        self.answers: dict[str, str | None] = {
            "repos/someone/brief/pulls/7": f"open {COMMIT}",
            "repos/someone/brief/actions/runs/1/artifacts": "9",
            "repos/someone/brief/actions/artifacts/9/zip": f"file:{here / 'artifact.zip'}",
            "run download 2 --name summary": f"folder:{here / 'told'}",
            "repos/someone/brief/issues/7/comments": "",
            "repos/someone/brief/issues/comments/": "",
            "repos/someone/brief/commits/main": COMMIT,
        }

    def built(self, **files: str) -> None:
        """Let the build have made a preview of *files*."""
        archive(self.here, {**GOOD, **{name.replace("_", "."): text for name, text in files.items()}})

    def published(self) -> None:
        """Let the site be published, with the styles of a preview."""
        site = folder(self.here / "site", index=f"{BEGINNING}<p>Site")
        (site / "a.css").write_text(str(GOOD["assets/a.css"]))
        put(site, str(self.served.path), "gh-pages")

    def run(self, workflow: str, job: str) -> tuple[Job, str]:
        """Run a job, and return it and how it ended."""
        self.runs += 1
        made = Job(workflow, job, self.here / f"run {self.runs}", self.context, self.answers)
        return made, made.run()

    @property
    def previews(self) -> set[str]:
        """The files of previews that are served."""
        branch = self.served.git("branch", "--list", "gh-pages").strip()
        return {name for name in self.served.tree() if name.startswith("pr/")} if branch else set()


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    return Forge(tmp_path)


def test_a_preview_is_published_and_its_comment_links_it(forge: Forge) -> None:
    forge.built()
    forge.published()
    job, result = forge.run("preview-publish", "publish")
    assert result == "success", job.printed
    assert "pr/7/index.html" in forge.previews
    assert "[The preview](https://someone.github.io/brief/pr/7/index.html)" in job.comment
    assert job.comment.startswith("<!-- brief-preview -->\n")
    assert job.comment.endswith(SUMMARY)
    assert "POST repos/someone/brief/issues/7/comments" in job.calls


def test_a_comment_that_is_there_is_brought_up_to_date(forge: Forge) -> None:
    forge.built()
    forge.published()
    forge.answers["repos/someone/brief/issues/7/comments"] = "11\n12"
    job, _ = forge.run("preview-publish", "publish")
    assert "PATCH repos/someone/brief/issues/comments/11 " in job.calls
    assert "POST" not in job.calls


def test_a_site_at_an_address_of_its_own_is_linked_with_or_without_its_last_slash(forge: Forge) -> None:
    forge.built()
    forge.published()
    forge.context["vars.SITE_URL"] = "https://example.org/brief"
    job, _ = forge.run("preview-publish", "publish")
    assert "(https://example.org/brief/pr/7/index.html)" in job.comment


def test_the_first_preview_waits_for_the_site_and_the_comment_says_so(forge: Forge) -> None:
    forge.built()
    job, result = forge.run("preview-publish", "publish")
    assert result == "failure"
    assert forge.previews == set()
    assert "the site is not published yet" in job.comment
    assert job.comment.endswith(SUMMARY)


def test_a_refused_preview_ends_red_with_its_reasons_in_the_comment(forge: Forge) -> None:
    forge.built(evil_js="evil()", x_html=f"{PAGE}<iframe>")
    forge.published()
    put(folder(forge.here / "old", index="old"), str(forge.served.path), "gh-pages", "pr/7")
    job, result = forge.run("preview-publish", "publish")
    assert result == "failure"
    assert forge.previews == {"pr/7/index.html"}
    assert f"**There is no preview of {COMMIT}**" in job.comment
    assert "- 'evil.js' is a script, a style or a drawing that the published site does not have\n" in job.comment
    assert "- 'x.html' holds <iframe>\n" in job.comment
    assert "/actions/runs/1)" in job.comment
    assert job.comment.endswith(SUMMARY)


def test_what_a_stranger_named_a_file_is_no_markup_in_the_comment(forge: Forge) -> None:
    names = ("@someone", "```\n<img src=x>\n", "[x](https://example.org)", "#1", "\u202ex", "x" * 5000, "-->")
    forge.built(**{f"{name}_html": PAGE for name in names})
    forge.published()
    job, result = forge.run("preview-publish", "publish")
    assert result == "failure"
    before, _, rest = job.comment.partition("```text\n")
    code, _, after = rest.partition("\n```\n")
    assert "@someone" in code
    assert all(line.startswith(("- ", "and ")) for line in code.splitlines())
    assert not any(word in before + after for word in ("@someone", "example.org", "<img", "\u202e", "#1"))
    assert "`" not in code
    assert "\u202e" not in code
    tree = published.to_html(job.comment)
    assert list(tree.iter("img")) == []


def test_reasons_are_few_and_short() -> None:
    text = told.as_comment([f"{number} {'x' * 5000}" for number in range(500)])
    assert len(text) < (told.MOST + 1) * (told.LONGEST + 10)
    assert text.endswith("\nand 480 more\n```\n")
    assert told.as_comment(["\u202ex\n```"]) == "```text\n- ?x?'''\n```\n"


def test_a_preview_that_could_not_be_built_is_said_to_be_so(forge: Forge) -> None:
    forge.published()
    forge.context["github.event.workflow_run.conclusion"] = "failure"
    job, result = forge.run("preview-publish", "publish")
    assert result == "success"
    assert "it could not be built, and [the run](" in job.comment
    assert forge.previews == set()


def test_an_archive_that_is_not_there_is_said_to_be_so(forge: Forge) -> None:
    forge.published()
    forge.answers["repos/someone/brief/actions/runs/1/artifacts"] = ""
    job, result = forge.run("preview-publish", "publish")
    assert result == "failure"
    assert "could not be published, and [the run](" in job.comment


def test_a_change_that_cannot_be_told_has_its_preview_all_the_same(forge: Forge) -> None:
    forge.built()
    forge.published()
    forge.answers["run download 2 --name summary"] = None
    job, result = forge.run("preview-publish", "publish")
    assert result == "success"
    assert "pr/7/index.html" in forge.previews
    assert "What the change means could not be told" in job.comment


@pytest.mark.parametrize("now", [f"closed {COMMIT}", f"open {'d' * 40}"])
def test_nothing_comes_back_when_an_old_run_is_run_again(forge: Forge, now: str) -> None:
    forge.built()
    forge.published()
    forge.answers["repos/someone/brief/pulls/7"] = now
    job, result = forge.run("preview-publish", "publish")
    assert result == "success"
    assert forge.previews == set()
    assert job.comment == ""


def test_a_closed_request_has_its_preview_removed_and_no_other(forge: Forge) -> None:
    remote = str(forge.served.path)
    for number in (7, 8):
        put(folder(forge.here / str(number), index="x"), remote, "gh-pages", f"pr/{number}")
    for _ in range(2):  # once more does no harm
        _, result = forge.run("preview-publish", "remove")
        assert result == "success"
        assert forge.previews == {"pr/8/index.html"}


@pytest.mark.parametrize(
    ("conclusion", "state", "is_found"),
    [
        ("success", "open", True),
        ("failure", "open", True),
        ("cancelled", "open", False),
        ("skipped", "open", False),
        ("action_required", "open", False),
        ("skipped", "closed", True),
        ("cancelled", "closed", True),
    ],
)
def test_a_request_is_acted_on_when_a_build_ended_or_it_was_closed(
    forge: Forge, conclusion: str, state: str, *, is_found: bool
) -> None:
    forge.context["github.event.workflow_run.conclusion"] = conclusion
    forge.answers["repos/someone/brief/pulls"] = f"number=7\nstate={state}\nbase={'b' * 40}"
    job, result = forge.run("preview-publish", "find")
    assert result == "success", job.printed
    assert job.outcomes.get("steps.find.outputs.state") == (state if is_found else None)
    assert job.outcomes.get("steps.find.outputs.number") == ("7" if is_found else None)


@pytest.mark.parametrize("answer", ["", "null", "number=7 8\nstate=open", "number=$(id)\nstate=open"])
def test_no_request_is_found_in_an_answer_that_names_none(forge: Forge, answer: str) -> None:
    forge.answers["repos/someone/brief/pulls"] = answer
    job, result = forge.run("preview-publish", "find")
    assert result == "success"
    assert [name for name in job.outcomes if ".outputs." in name] == []


@pytest.mark.parametrize("newest", [COMMIT, "d" * 40])
def test_the_site_is_published_unless_a_newer_commit_is_there(forge: Forge, newest: str) -> None:
    forge.answers["repos/someone/brief/commits/main"] = newest
    forge.answers["run download 2 --name site"] = f"folder:{folder(forge.here / 'site', index='new')}"
    job, result = forge.run("publish", "publish")
    assert result == "success", job.printed
    assert forge.served.git("branch", "--list", "gh-pages").strip() == ("gh-pages" if newest == COMMIT else "")
