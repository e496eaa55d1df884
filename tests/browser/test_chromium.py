"""The tests find a browser, or get one, or say how to get one; they never pass without."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import chromium
from tests.places import ROOT

posix = pytest.mark.skipif(sys.platform == "win32", reason="the programs stood in for are shell scripts")
as_root = pytest.mark.skipif("--no-sandbox" not in chromium.flags(), reason="packages are installed as root only")

pytestmark = posix


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder on the PATH, an empty one, on a machine where Playwright has no browser of its own."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "none"))
    monkeypatch.delenv("BRIEF_CHROMIUM", raising=False)
    return folder


def program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def test_the_browser_that_is_named_comes_first(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(programs / "chromium", "echo Chromium 1")
    program(programs / "mine", "echo Chromium 2")
    monkeypatch.setenv("BRIEF_CHROMIUM", str(programs / "mine"))
    assert chromium.find() == str(programs / "mine")


def test_a_browser_that_is_named_but_does_not_start_is_not_replaced_in_silence(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(programs / "chromium", "echo Chromium 1")
    monkeypatch.setenv("BRIEF_CHROMIUM", str(programs / "missing"))
    assert chromium.find() is None


def test_a_browser_on_the_path_is_found_past_one_that_does_not_start(programs: Path) -> None:
    program(programs / "chromium-browser", "echo 'install the snap'; exit 10")
    program(programs / "google-chrome", "echo Google Chrome 1")
    assert chromium.find() == str(programs / "google-chrome")


def test_playwrights_own_browser_is_found_and_its_headless_shell_first(programs: Path) -> None:
    own = Path(*chromium.playwrights_own())
    assert programs.parent in own.parents
    own.parent.mkdir(parents=True)
    program(own, "echo Chromium 4")
    assert chromium.find() == str(own)
    whole = own.relative_to(programs.parent / "none").parts[0]
    shell = programs.parent / "none" / whole.replace("-", "_headless_shell-") / "linux" / "chrome-headless-shell"
    shell.parent.mkdir(parents=True)
    program(shell, "echo Chromium 5")
    program(programs / "chromium", "echo Chromium 1")
    assert chromium.find() == str(shell)


def test_a_headless_shell_comes_before_a_browser_with_windows(programs: Path) -> None:
    program(programs / "chromium", "echo Chromium 1")
    program(programs / "chromium-headless-shell", "echo Chromium 2")
    assert chromium.find() == str(programs / "chromium-headless-shell")


def test_no_browser_is_none(programs: Path) -> None:
    assert programs.exists()
    assert chromium.find() is None


@as_root
def test_a_headless_shell_is_got_from_debians_packages(programs: Path) -> None:
    program(programs / "chromium", "echo Chromium 1")
    shell = programs / "chromium-headless-shell"
    installs = f"printf '#!/bin/sh\\necho Chromium 3\\n' > {shell} && /bin/chmod +x {shell}"
    program(programs / "apt-get", f'[ "$1" = update ] || {{ {installs}; }}')
    assert chromium.found_or_got() == str(shell)


def test_a_browser_with_windows_will_do_where_no_headless_shell_can_be_got(
    programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(programs / "chromium", "echo Chromium 1")
    program(programs / "apt-get", "exit 100")
    monkeypatch.setenv("PLAYWRIGHT_DOWNLOAD_HOST", "http://127.0.0.1:9")
    assert chromium.found_or_got() == str(programs / "chromium")


def test_without_any_browser_the_command_fails_and_tells_the_ways_to_get_one(programs: Path) -> None:
    program(programs / "apt-get", "exit 100")
    unreachable = {"PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9", "PLAYWRIGHT_BROWSERS_PATH": str(programs / "none")}
    command = [sys.executable, "-m", "tests.browser.chromium"]
    environment = {"PATH": str(programs), **unreachable}
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 1
    assert "BRIEF_CHROMIUM=/path/to/chrome" in done.stderr
