"""What all tests share."""

import pytest
from hypothesis import HealthCheck, settings

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
