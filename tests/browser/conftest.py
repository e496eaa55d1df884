"""A browser, and the website that it looks at: strictly built once, served below a path as project pages are."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium
from tests.browser.watch import watch

ROOT = Path(__file__).parents[2]
SUBPATH = "/brief"
NEEDLESS = {".git", ".venv", "dist", "preview", "site", "tests"}
"""What need not be copied to build the website."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder below ``SUBPATH``, and nothing beside it."""

    def translate_path(self, path: str) -> str:
        below = path.removeprefix(SUBPATH) if path.startswith(f"{SUBPATH}/") else "/not/below"
        return super().translate_path(below)

    def list_directory(self, path: object) -> None:  # noqa: ARG002
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def built_site(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the website: ``--site``, or one that the first worker builds while the others wait."""
    if given := pytestconfig.getoption("site"):
        return Path(given).resolve()
    workers_share = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        workers_share = workers_share.parent
    project = workers_share / "project"
    with FileLock(workers_share / "project.lock"):
        if not (project / "built").exists():
            shutil.rmtree(project, ignore_errors=True)
            shutil.copytree(ROOT, project, ignore=lambda folder, _: NEEDLESS if Path(folder) == ROOT else set())
            run("build_scripts", "build", cwd=project)
            run("mkdocs", "build", "--strict", cwd=project)
            run("build_scripts.editions.lighten", "site", cwd=project)
            (project / "built").touch()
    return project / "site"


def run(*module: str, cwd: Path) -> None:
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": f"https://example.org{SUBPATH}/"}
    command = [sys.executable, "-m", *module]
    done = subprocess.run(command, cwd=cwd, env=variables, check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(f"{' '.join(module)} failed:\n{done.stdout}{done.stderr}", pytrace=False)


@pytest.fixture(scope="session")
def site(built_site: Path) -> Iterator[str]:
    """Return the address of the website's first page, which ends in a slash."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(built_site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{SUBPATH}/"
        server.shutdown()


@pytest.fixture
def site_of() -> Iterator[Callable[[Path], str]]:
    """Return a function that serves a folder, and returns the address of its first page, which ends in a slash."""
    with ExitStack() as servers:

        def serve(folder: Path) -> str:
            server = servers.enter_context(
                ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
            )
            servers.callback(server.shutdown)
            Thread(target=server.serve_forever, daemon=True).start()
            return f"http://127.0.0.1:{server.server_port}{SUBPATH}/"

        yield serve


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find() or pytest.fail(chromium.WAYS, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        yield browser
        browser.close()


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser, site_of: Callable[[Path], str]) -> Iterator[NewPage]:
    """Return a function that opens a page of its own; it takes a context's options, as ``color_scheme="dark"``.

    The test fails if anything goes wrong in such a page: an error in the console or in a script, a file that is missing,
    or a request to another host.
    """
    del site_of  # its servers outlive the page, which may still be asking them
    faults: list[str] = []
    with ExitStack() as contexts:

        def new_page(**options: Any) -> Page:
            context = browser.new_context(**options)
            contexts.callback(context.close)
            watch(context, faults)
            return context.new_page()

        yield new_page
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """Return a page as most readers see it."""
    return new_page()
