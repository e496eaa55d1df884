"""Other hosts: what the guide and ``.readthedocs.yaml`` tell them publishes the site, and previews of changes."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml

from tests.places import ROOT

SETTINGS = yaml.safe_load((ROOT / ".readthedocs.yaml").read_text(encoding="utf-8"))
AT = "https://brief.example.org/en/latest/"
PYTHON3 = """#!/bin/sh
echo "$SITE_URL $*" >> "$RECORD"
git merge-base HEAD FETCH_HEAD >> "$RECORD" 2> /dev/null
mkdir -p site && echo site > site/index.html
"""


def git(folder: Path, *arguments: str) -> str:
    name = ["-c", "user.name=A writer", "-c", "user.email=writer@example.org", "-c", "commit.gpgsign=false"]
    command = ["git", "-C", str(folder), *name, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """Return a repository whose branch ``change`` is two commits ahead of where it left ``main``, which went on."""
    made = tmp_path / "origin"
    made.mkdir()
    git(made, "init", "--quiet", "--initial-branch=main")
    commit = ("commit", "--quiet", "--allow-empty", "--message", "A commit")
    for arguments in (
        *[commit] * 3,
        ("checkout", "--quiet", "-b", "change"),
        *[commit] * 2,
        ("checkout", "--quiet", "main"),
        *[commit] * 2,
    ):
        git(made, *arguments)
    return made


READTHEDOCS = SETTINGS["build"]["jobs"]["build"]["html"]
GUIDE = (ROOT / "docs" / "guide" / "preview.md").read_text(encoding="utf-8")
GITLAB = yaml.safe_load(GUIDE.partition("```yaml\n")[2].partition("```")[0])
SCRIPT = next(part for part in GUIDE.split("```sh\n") if "CF_PAGES_BRANCH" in part).partition("```")[0]


def build(
    origin: Path, ref: str, commands: Sequence[str], depth: str = "1", **variables: str
) -> tuple[list[str], Path]:
    """Run *commands* on a checkout such as hosts make; return what nox was told, and the folder."""
    here = origin.parent
    clone, tools = here / "clone", here / "bin"
    for folder in (clone, tools):
        folder.mkdir()
    git(clone, "init", "--quiet")
    git(clone, "remote", "add", "origin", origin.as_uri())
    git(clone, "fetch", "--quiet", f"--depth={depth}", "origin", f"{ref}:built")
    git(clone, "checkout", "--quiet", "built")
    (tools / "python3").write_text(PYTHON3)
    (tools / "python3").chmod(0o755)
    known = {
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "RECORD": str(here / "record"),
        **variables,
    }
    for command in commands:
        shell = ["sh", "-c", command]
        subprocess.run(shell, cwd=clone, env=known, check=True, capture_output=True)
    return (here / "record").read_text().splitlines(), clone


def readthedocs(origin: Path, kind: str) -> dict[str, str]:
    """Return the variables that Read the Docs sets."""
    return {
        "READTHEDOCS_OUTPUT": str(origin.parent / "output"),
        "READTHEDOCS_VERSION": "7",
        "READTHEDOCS_VERSION_TYPE": kind,
        "READTHEDOCS_CANONICAL_URL": AT,
    }


def test_read_the_docs_builds_the_site_at_its_canonical_address(origin: Path) -> None:
    told, _ = build(origin, "main", READTHEDOCS, **readthedocs(origin, "branch"))
    assert told[0] == f"{AT} noxfile.py -s site -- --downloads"
    assert (origin.parent / "output" / "html" / "index.html").read_text() == "site\n"


@pytest.mark.parametrize("depth", ["1", "50"])
def test_read_the_docs_compares_a_request_with_where_it_left_the_main_branch(origin: Path, depth: str) -> None:
    told, _ = build(origin, "change", READTHEDOCS, depth, **readthedocs(origin, "external"))
    options = f"--base FETCH_HEAD --number 7 --into {origin.parent}/output/html"
    assert told == [f"{AT} noxfile.py -s preview -- {options}", git(origin, "merge-base", "main", "change")]


def test_the_settings_of_read_the_docs_are_of_the_shape_that_is_asked_for() -> None:
    assert SETTINGS.keys() == {"version", "build"}
    assert SETTINGS["build"].keys() == {"os", "tools", "jobs"}
    assert SETTINGS["version"] == 2


@pytest.mark.parametrize(
    "named", [{"CONTEXT": "production"}, {"CF_PAGES_BRANCH": "main"}], ids=["Netlify", "Cloudflare"]
)
def test_netlify_and_cloudflare_build_the_site_of_the_main_branch(origin: Path, named: dict[str, str]) -> None:
    told, clone = build(origin, "main", [SCRIPT], SITE_URL=AT, **named)
    assert told[0] == f"{AT} noxfile.py -s site -- --downloads"
    assert (clone / "site" / "index.html").exists()


@pytest.mark.parametrize(
    "named", [{"CONTEXT": "deploy-preview"}, {"CF_PAGES_BRANCH": "change"}], ids=["Netlify", "Cloudflare"]
)
@pytest.mark.parametrize("depth", ["1", "50"])
def test_netlify_and_cloudflare_build_the_preview_of_a_change(origin: Path, named: dict[str, str], depth: str) -> None:
    told, _ = build(origin, "change", [SCRIPT], depth, SITE_URL=AT, **named)
    assert told == [
        f"{AT} noxfile.py -s preview -- --base FETCH_HEAD --into site",
        git(origin, "merge-base", "main", "change"),
    ]


def test_gitlab_builds_both(origin: Path) -> None:
    told, clone = build(origin, "main", GITLAB["pages"]["script"], CI_PAGES_URL=AT)
    assert told[0] == f"{AT} noxfile.py -s site -- --downloads"
    assert (clone / "public" / "index.html").exists()
    (command,) = GITLAB["preview"]["script"]
    assert command.startswith("python3 noxfile.py -s preview -- --base ")
