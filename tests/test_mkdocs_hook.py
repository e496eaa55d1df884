"""The hook of ``mkdocs serve``: what MkDocs and the writer's saves may not do to each other."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.structure.files import Files

from build_scripts import mkdocs_hook
from build_scripts.publish import Published
from tests.places import ROOT


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Return an event that is set when pages are written, while the site is served."""
    written = threading.Event()

    def build(*_: Any, **__: Any) -> Published:
        written.set()
        return Published((), (), ())

    monkeypatch.setattr(mkdocs_hook, "build", build)
    mkdocs_hook.serving.set()
    yield written
    mkdocs_hook.serving.clear()


def test_mkdocs_publishes_the_same_files_of_the_theme_while_serving() -> None:
    config = load_config(str(ROOT / "mkdocs.yml"))
    listed = []
    for serves in (False, True):
        if serves:
            mkdocs_hook.serving.set()
        mkdocs_hook.on_config(config)
        mkdocs_hook.serving.clear()
        files = Files([])
        files.add_files_from_theme(config.theme.get_env(), config)
        listed.append([file.src_uri for file in files])
    assert listed[0] == listed[1] != []


@pytest.mark.parametrize("end", [mkdocs_hook.on_post_build, mkdocs_hook.on_build_error])
def test_no_page_changes_while_mkdocs_makes_a_site(written: threading.Event, end: Any) -> None:
    mkdocs_hook.on_pre_build()
    save = threading.Thread(target=mkdocs_hook.regenerate)
    save.start()
    assert not written.wait(timeout=0.3)  # it would take a thousandth of that
    end()
    save.join()
    assert written.is_set()


def test_an_error_before_the_build_lets_pages_that_are_being_written_be(written: threading.Event) -> None:
    with mkdocs_hook.one_at_a_time:
        mkdocs_hook.on_build_error()
        assert mkdocs_hook.one_at_a_time.locked()
    assert not written.is_set()
