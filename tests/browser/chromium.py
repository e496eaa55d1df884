"""The browser of the tests: ``python -m tests.browser.chromium`` finds one, or gets one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

QUIET = ("gpu", "quic", "background-networking", "component-update", "sync")
FLAGS = ("--no-first-run", *(f"--disable-{feature}" for feature in QUIET))
"""The browser is to speak to the tests' server and to nobody else."""

PACKAGES = ("chromium", "fonts-liberation", "libatomic1")
"""Debian's packages: a browser, letters for it, and a library that Playwright's own program needs."""

WAYS = f"""No browser was found for the tests, and none could be got. Any of these helps:
  - install Chromium or Google Chrome so that it is on the PATH (Debian: sudo apt-get install {" ".join(PACKAGES)})
  - let Playwright install its own: .venv/bin/python -m playwright install --with-deps chromium
  - name one that is elsewhere: BRIEF_CHROMIUM=/path/to/chrome
The tests that need none: python3 noxfile.py -s tests -- -m "not browser"
"""


def flags() -> list[str]:
    """Return the flags to start the browser with; as root it starts only without its sandbox."""
    return [*FLAGS, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]


def find() -> str | None:
    """Return the browser to use: the one that BRIEF_CHROMIUM names, one on the PATH, or Playwright's own."""
    if named := os.environ.get("BRIEF_CHROMIUM"):
        return named if works(named) else None
    for name in NAMES:
        if (path := shutil.which(name)) and works(path):
            return path
    own = playwrights_own()
    return own if own and works(own) else None


def works(path: str) -> bool:
    """Tell whether a program starts: Ubuntu's chromium-browser may be a mere note, and libraries may be missing."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def playwrights_own() -> str | None:
    """Return where Playwright's own Chromium would be; asked in a process of its own, since one may run here."""
    ask = "from playwright.sync_api import sync_playwright as run\nwith run() as it: print(it.chromium.executable_path)"
    done = subprocess.run([sys.executable, "-c", ask], check=False, capture_output=True, text=True)
    return done.stdout.strip() or None


def driver_works() -> bool:
    """Tell whether Playwright's own program starts, without which no browser is of use."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def get() -> str | None:
    """Get a browser from Debian's packages as root, otherwise from Playwright; return it if that worked."""
    playwright = [sys.executable, "-m", "playwright", "install"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        apt = ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES]
        ways = [[["apt-get", "update"], apt], [[*playwright, "--with-deps", "chromium"]]]
    else:
        ways = [[[*playwright, "chromium"]]]
    for commands in ways:
        if all(succeeds(command) for command in commands) and driver_works() and (found := find()):
            return found
    return None


def succeeds(command: Sequence[str]) -> bool:
    print("$", *command, flush=True)
    try:
        return subprocess.run(command, check=False, stdin=subprocess.DEVNULL).returncode == 0
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    print((driver_works() and find()) or get() or sys.exit(WAYS))
