"""A page in which something goes wrong fails the test that looks at it."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Look
from tests.browser.fixtures import Shared
from tests.browser.watch import watch


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<script>throw Error('oops')</script>", "script: oops"),
        ("<script>console.error('oops')</script>", "console: oops"),
        (
            """<meta http-equiv=Content-Security-Policy content="style-src 'none'"><style>p {}</style>""",
            "console: Applying inline style violates",
        ),
        ("<img src=missing.png alt=>", "request failed: file://"),
        ("<img src=http://127.0.0.1:9/a.png alt=>", "request failed: http://127.0.0.1:9/a.png"),
        ("<img src=http://localhost:9/a.png alt=>", "request to another host: http://localhost:9/a.png"),
    ],
    ids=[
        "a script's error",
        "an error in the console",
        "a breach of the policy",
        "a missing file",
        "no answer",
        "another host",
    ],
)
def test_a_fault_in_a_page_is_noticed(browser: Browser, tmp_path: Path, html: str, fault: str) -> None:
    (tmp_path / "page.html").write_text(f"<!doctype html><title>A page</title>{html}")
    faults: list[str] = []
    context = browser.new_context()
    watch(context, faults)
    context.new_page().goto((tmp_path / "page.html").as_uri(), wait_until="load")
    context.close()
    assert [noticed for noticed in faults if noticed.startswith(fault)]


def test_a_page_without_a_fault_is_not_accused(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><title>A page</title><script>console.log('fine')</script>")
    faults: list[str] = []
    context = browser.new_context()
    watch(context, faults)
    context.new_page().goto((tmp_path / "page.html").as_uri(), wait_until="load")
    context.close()
    assert faults == []


def test_a_fault_in_the_page_that_tests_share_is_noticed(shared: dict[bool, Shared], tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><title>A page</title><script>throw Error('oops')</script>")
    shared[True].page.goto((tmp_path / "page.html").as_uri())
    shared[True].forget()
    assert shared[True].faults == ["script: oops"]
    shared[True].faults.clear()


def test_a_look_finds_nothing_that_the_one_before_it_left(look: Look, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><title>A page</title>")
    address = (tmp_path / "page.html").as_uri()
    left = "[localStorage.getItem('a'), sessionStorage.getItem('a'), window.a ?? null, innerWidth]"
    page = look(f"{address}#a", 400)
    page.evaluate("localStorage.setItem('a', '1'); sessionStorage.setItem('a', '1'); window.a = 1")
    assert page.evaluate(left) == ["1", "1", 1, 400]
    assert look(f"{address}#b").evaluate(left) == [None, None, None, 1280]
