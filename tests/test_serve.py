"""``brief serve`` while somebody writes: a save shows at once, and once; a mistake is told and the good site stays."""

import os
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO
from urllib.request import urlopen

import pytest

from build_scripts.create import create
from tests.places import MILL, ROOT

PATIENCE = 120
"""Seconds without an answer after which a server is taken to be stuck, so that a test ends and says what was printed."""


@dataclass
class Served:
    """A running ``brief serve``: its folder, its address, and what it prints."""

    folder: Path
    address: str
    lines: SimpleQueue[str | None] = field(default_factory=SimpleQueue)
    """Lines that are not yet read; ``None`` when the server has ended."""
    printed: list[str] = field(default_factory=list)
    builds: int = 0

    def listen(self, stream: IO[str]) -> None:
        """Collect what the server prints to *stream*, until it ends."""
        for line in stream:
            self.lines.put(line)
        self.lines.put(None)

    def get(self, path: str) -> str:
        try:
            with urlopen(self.address + path, timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except TimeoutError:
            while not self.lines.empty():
                self.printed.append(self.lines.get() or "")
            pytest.fail(f"The server does not answer: {path}\n{''.join(self.printed)}")

    def wait_for(self, words: str) -> None:
        """Read on in what the server prints until it has printed *words*."""
        try:
            while (line := self.lines.get(timeout=PATIENCE)) is not None:
                self.printed.append(line)
                self.builds += "Building documentation" in line
                if words in line:
                    return
        except Empty:
            pass
        pytest.fail(f"The server did not print: {words}\n{''.join(self.printed)}")

    def wait_until(self, words: str, path: str) -> None:
        """Wait for builds until the page at *path* has the *words*.

        MkDocs prints "Documentation built in 0.26 seconds" once only, so that a second build of that time is not told.
        """
        while words not in self.get(path):
            self.wait_for("Reloading browsers")

    def change(self, file: str, old: str, new: str) -> None:
        path = self.folder / "source" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "made"
    create(folder, MILL / "articles" / "mill.txt")
    shutil.rmtree(folder / "source")
    shutil.copytree(MILL, folder / "source")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "build_scripts", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    variables = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8"
    ) as process:
        assert process.stdout
        served = Served(folder, f"http://127.0.0.1:{port}/")
        threading.Thread(target=served.listen, args=[process.stdout], daemon=True).start()
        try:
            served.wait_for("Serving on")
            yield served
        finally:
            process.terminate()


def test_a_save_rewrites_the_page_and_reloads_the_browser_once_and_no_policy_keeps_it_from_that(served: Served) -> None:
    page = served.get("quotes/mill/")
    assert "<script data-base=" in page
    assert "Content-Security-Policy" not in page
    epoch, request = re.findall(r"livereload\((\d+), (\d+)\)", page)[0]
    served.change("annotations/quotes/engineer.yml", "Eleven percent of the water\n", "A tenth and more\n")
    assert int(served.get(f"livereload/{epoch}/{request}")) > int(epoch)
    assert "A tenth and more" in served.get("quotes/mill/")
    served.change("annotations/claims.yml", "The mill stays closed in 2020", "It stays closed")
    served.wait_until("It stays closed", "claims/mill/")
    assert served.builds <= 3


def test_a_mistake_is_told_and_shown_where_it_is_and_on_the_desk(served: Served) -> None:
    served.change(
        "annotations/quotes/engineer.yml", "Eleven percent of the water never", "Ten percent of the water never"
    )
    served.wait_for("quotes words that are not in the article")
    served.wait_for("1 problem; they are shown where they occur")
    served.wait_until("This quotation has no place on a page yet", "quotes/mill/")
    served.wait_until("quotes words that are not in the article", "desk/")
    served.change(
        "annotations/quotes/engineer.yml", "Ten percent of the water never", "Eleven percent of the water never"
    )
    served.change("annotations/claims.yml", "The mill stays closed in 2020", "It stays closed")
    served.wait_until("It stays closed", "claims/mill/")
    served.wait_until("Eleven percent of the water never", "quotes/mill/")
    served.change("annotations/wording.yml", "owner: owners", 'status: draft\n  owner: ""')
    served.wait_for("1 thing left to do in drafts, on the desk: /desk/")
    served.wait_until("Drafts waiting for you: 1", "desk/")
    assert not [line for line in served.printed if "is empty" in line]


def test_nothing_is_told_that_is_not_the_writers_business_and_nothing_that_is_goes_untold(served: Served) -> None:
    page = served.folder / "docs" / "about" / "method.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n[A link](nowhere.md)\n", encoding="utf-8")
    served.wait_for("WARNING -  Doc file 'about/method.md' contains a link 'nowhere.md'")
    warnings = [line for line in served.printed if line.startswith(("WARNING", "ERROR"))]
    assert len(warnings) == 1
    assert not [line for line in served.printed if "nav" in line]
