"""Marks the tests of this folder, which alone read the brief in ``source/``, and builds that brief for them."""

from pathlib import Path

import pytest

from tests.browser.fixtures import HERE
from tests.make_editions import make, make_site, project, share
from tests.places import SHIPPED


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("shipped")
            if "new_page" in getattr(item, "fixturenames", ()):
                item.add_marker("browser")


@pytest.fixture(scope="session")
def shipped_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the website of the shipped brief."""
    return share(tmp_path_factory, "shipped", lambda folder: make_site(project(folder, SHIPPED), HERE)) / "site"


@pytest.fixture(scope="session")
def shipped_editions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the offline editions of the shipped brief."""
    return share(tmp_path_factory, "shipped editions", lambda folder: make(project(folder, SHIPPED))) / "dist"
