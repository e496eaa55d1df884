"""Marks the tests of this folder; their fixtures are in fixtures.py, for the tests of the shipped brief use them too."""

from pathlib import Path

import pytest

from tests.browser.fixtures import HERE, SUBPATH, Handler, Look, NewPage

__all__ = ["HERE", "SUBPATH", "Handler", "Look", "NewPage"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")
