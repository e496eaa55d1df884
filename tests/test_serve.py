"""``mkdocs serve`` while somebody writes: a save shows at once, and once; a mistake is told and the good site stays."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parent.parent
PATIENCE = 60
"""Seconds after which something that should happen is taken not to."""


@dataclass
class Served:
    """A running ``mkdocs serve``: its folder, its address, and the file that holds what it printed."""

    folder: Path
    address: str
    printed: Path

    def get(self, path: str) -> str:
        with urlopen(self.address + path, timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def builds(self) -> int:
        return self.printed.read_text().count("Documentation built")

    def change(self, file: str, old: str, new: str) -> None:
        path = self.folder / "source" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    shutil.copytree(ROOT / "tests" / "pages" / "mill" / "source", tmp_path / "source")
    (tmp_path / "docs").mkdir()
    hook = ROOT / "build_scripts" / "mkdocs_hook.py"
    theme = f"{{name: material, custom_dir: {ROOT / 'build_scripts' / 'theme'}, font: false}}"
    settings = f"site_name: Mill\ntheme: {theme}\nhooks: [{hook}]\nplugins: []\n"
    extensions = "markdown_extensions: [attr_list, footnotes, md_in_html, tables]\n"
    (tmp_path / "mkdocs.yml").write_text(settings + extensions, encoding="utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    variables = os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
    printed = tmp_path / "printed.txt"
    with printed.open("w") as output:
        process = subprocess.Popen(command, cwd=tmp_path, env=variables, stdout=output, stderr=subprocess.STDOUT)
        served = Served(tmp_path, f"http://127.0.0.1:{port}/", printed)
        try:
            until(lambda: answers(served) or process.poll() is not None)
            yield served
        finally:
            process.terminate()
            process.wait(PATIENCE)


def answers(served: Served) -> bool:
    try:
        return bool(served.get(""))
    except URLError:
        return False


def until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def test_a_save_rewrites_the_page_and_reloads_the_browser_once(served: Served) -> None:
    page = served.get("quotes/mill/")
    epoch, request = re.findall(r"livereload\((\d+), (\d+)\)", page)[0]
    served.change("annotations/quotes/engineer.yml", "Eleven percent of the water\n", "A tenth and more\n")
    until(lambda: int(served.get(f"livereload/{epoch}/{request}")) > int(epoch))
    assert "A tenth and more" in served.get("quotes/mill/")
    time.sleep(1)
    assert served.builds() == 2


def test_no_policy_keeps_a_served_page_from_being_reloaded(served: Served) -> None:
    page = served.get("quotes/mill/")
    assert "<script data-base=" in page
    assert "Content-Security-Policy" not in page


def test_a_mistake_is_told_and_the_last_good_site_stays_up(served: Served) -> None:
    served.change(
        "annotations/quotes/engineer.yml", "Eleven percent of the water never", "Ten percent of the water never"
    )
    until(lambda: "quotes words that are not in the article" in served.printed.read_text())
    assert "Eleven percent" in served.get("quotes/mill/")
    served.change(
        "annotations/quotes/engineer.yml", "Ten percent of the water never", "Eleven percent of the water never"
    )
    served.change("annotations/claims.yml", "The mill stays closed in 2020", "It stays closed")
    until(lambda: "It stays closed" in served.get("claims/mill/"))
