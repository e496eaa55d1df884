"""What all tests share."""

import os
import shutil
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from tests.make_editions import make, project

settings.register_profile(
    "brief",
    parent=settings.get_profile(settings.get_current_profile_name()),  # in CI, hypothesis repeats the same examples
    deadline=None,  # a busy machine is no bug
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("brief")


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("brief")
    group.addoption("--rewrite", action="store_true", help="rewrite the expected pages and messages; read the diff")
    group.addoption("--site", metavar="DIR", help="look at the website in DIR in place of one built for the tests")


@pytest.fixture(scope="session")
def rewrite(pytestconfig: pytest.Config) -> bool:
    """Tell whether the expected pages are to be rewritten."""
    return bool(pytestconfig.getoption("rewrite"))


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the offline editions of the shipped brief, which the first worker makes."""
    workers_share = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        workers_share = workers_share.parent
    made = workers_share / "take along é"  # a name that has to be escaped in an address
    with FileLock(workers_share / "editions.lock"):
        if not (made / "dist" / "SHA256SUMS").exists():
            shutil.rmtree(made, ignore_errors=True)
            make(project(made))
    return made / "dist"
