"""A running ``brief serve``, for the tests and for what is measured."""

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO
from urllib.request import urlopen

import pytest

from tests.places import ROOT

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


@contextmanager
def serving(folder: Path) -> Iterator[Served]:
    """Serve the brief in *folder* until the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "build_scripts", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    variables = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "NO_MKDOCS_2_WARNING": "1"}
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
