"""What all tests share."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.make_editions import make, repository, share
from tests.strangers import Project

# The tests start Python a hundred times; where it keeps no compiled modules, it would compile the program each time.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

pytest_plugins = ["tests.browser.fixtures"]

settings.register_profile(
    "brief",
    parent=settings.get_profile(settings.get_current_profile_name()),  # in CI, hypothesis repeats the same examples
    deadline=None,  # a busy machine is no bug
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("release", parent=settings.get_profile("brief"), max_examples=10_000)
settings.load_profile("brief")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("brief")
    group.addoption("--rewrite", action="store_true", help="rewrite the expected pages and messages; read the diff")
    group.addoption("--sequences", type=int, default=30, metavar="N", help="how many sequences of edits are compared")


@pytest.fixture(scope="session")
def rewrite(pytestconfig: pytest.Config) -> bool:
    """Tell whether the expected pages are to be rewritten."""
    return bool(pytestconfig.getoption("rewrite"))


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the offline editions of the harbour's brief, made from a repository with one commit."""
    name = "take along é"  # a name that has to be escaped in an address
    return share(tmp_path_factory, name, lambda folder: make(repository(folder))) / "dist"


@pytest.fixture(scope="session")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project whose preview of a hostile change stands in ``preview/``."""

    def build(folder: Path) -> None:
        project = Project(folder / "project", folder / "ran")
        done = project.preview("--base", "main", "--head", project.attack(), "--number", "7")
        assert done.returncode == 0, done.stdout + done.stderr

    folder = share(tmp_path_factory, "attacked", build)
    return Project(folder / "project", folder / "ran")
