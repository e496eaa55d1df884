"""A browser, and the website that it looks at: strictly built, and served below a path as project pages are."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium
from tests.browser.access import Scheme
from tests.browser.watch import watch
from tests.make_editions import make_site, project, share

SUBPATH = "/brief"
HERE = f"https://example.org{SUBPATH}/"
"""Where the site is built to stand."""


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
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the website of the harbour's brief, in the folder of its project."""
    return share(tmp_path_factory, "project", lambda folder: make_site(project(folder), HERE)) / "site"


@pytest.fixture(scope="session")
def site_of() -> Iterator[Callable[[Path], str]]:
    """Return a function that serves a folder, and returns the address of its first page, which ends in a slash."""
    with ExitStack() as servers:

        @cache
        def serve(folder: Path) -> str:
            server = servers.enter_context(
                ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
            )
            servers.callback(server.shutdown)
            Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
            return f"http://127.0.0.1:{server.server_port}{SUBPATH}/"

        yield serve


@pytest.fixture(scope="session")
def site(built_site: Path, site_of: Callable[[Path], str]) -> str:
    """Return the address of the website's first page, which ends in a slash."""
    return site_of(built_site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium.find() or pytest.fail(chromium.WAYS, pytrace=False)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        yield browser
        browser.close()


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """Return a function that opens a page of its own; it takes a context's options, as ``color_scheme="dark"``.

    The test fails if anything goes wrong in such a page: an error in the console or in a script, a file that is missing,
    or a request to another host.
    """
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


Look = Callable[..., Page]
FORGET = "() => { try { localStorage.clear(); sessionStorage.clear() } catch {} }"  # an empty page has neither


@dataclass(frozen=True)
class Shared:
    """The page with scripts, or without, that tests use one after another, and what went wrong in it."""

    page: Page
    faults: list[str]

    def forget(self) -> None:
        """Leave the page as one that nobody has used yet: what was chosen in it and the pointer's place are forgotten."""
        self.page.evaluate(FORGET)
        self.page.mouse.move(-1, -1)
        self.page.goto("about:blank")


@pytest.fixture(scope="session")
def shared(browser: Browser) -> Iterator[dict[bool, Shared]]:
    """Return the page with scripts, at True, and the one without, at False."""
    with ExitStack() as contexts:
        found = {}
        for scripts in (True, False):
            context = browser.new_context(java_script_enabled=scripts)
            contexts.callback(context.close)
            found[scripts] = Shared(context.new_page(), [])
            watch(context, found[scripts].faults)
        yield found


@pytest.fixture
def look(shared: dict[bool, Shared]) -> Iterator[Look]:
    """Return a function that opens an address in a page that tests share, at a width and in a scheme, and returns it.

    It is for tests that look at a page and do little in it: a page of one's own costs two to three times as much. The
    test fails for the same faults.
    """

    def look(
        address: str, width: int = 1280, height: int = 720, *, scheme: Scheme = "light", scripts: bool = True
    ) -> Page:
        used = shared[scripts]
        used.forget()
        used.page.set_viewport_size({"width": width, "height": height})
        used.page.emulate_media(color_scheme=scheme)
        used.page.goto(address)
        return used.page

    yield look
    for one in shared.values():
        one.forget()
    faults = [fault for one in shared.values() for fault in one.faults]
    for one in shared.values():
        one.faults.clear()
    assert not faults, "\n".join(faults)
