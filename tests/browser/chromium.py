"""The browser of the tests: ``python -m tests.browser.chromium`` finds one, or gets one.

Chromium's headless shell shows pages as Chromium does, without the windows around them, for a third of the processor's
time. So it comes first, and it is got if there is only a browser with windows; if that fails, the other one will do.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

QUIET = ("gpu", "quic", "background-networking", "component-update", "sync")
FLAGS = ("--no-first-run", *(f"--disable-{feature}" for feature in QUIET))
"""The browser is to speak to the tests' server and to nobody else."""

PACKAGES = ("chromium-headless-shell", "fonts-liberation", "libatomic1")
"""Debian's packages: a browser, letters for it, and a library that Playwright's own program needs."""

WAYS = f"""No browser was found for the tests, and none could be got. Any of these helps:
  - install Chromium or Google Chrome so that it is on the PATH (Debian: sudo apt-get install {" ".join(PACKAGES)})
  - let Playwright install its own: .venv/bin/python -m playwright install --with-deps --only-shell chromium
  - name one that is elsewhere: BRIEF_CHROMIUM=/path/to/chrome
The tests that need none: python3 noxfile.py -s tests -- -m "not browser"
"""


def flags() -> list[str]:
    """Return the flags to start the browser with; as root it starts only without its sandbox."""
    return [*FLAGS, *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])]


def find() -> str | None:
    """Return the browser to use: the one that BRIEF_CHROMIUM names, or the first that works, a headless shell if any."""
    if named := os.environ.get("BRIEF_CHROMIUM"):
        return named if works(named) else None
    return next((path for path in candidates() if works(path)), None)


def candidates() -> Iterator[str]:
    """Yield the browsers that may be here: headless shells, then those with windows; on the PATH, then Playwright's own."""
    yield from filter(None, map(shutil.which, SHELLS))
    own = playwrights_own()
    yield from (path for path in own if is_shell(path))
    yield from filter(None, map(shutil.which, NAMES))
    yield from (path for path in own if not is_shell(path))


def is_shell(path: str) -> bool:
    """Tell whether the browser at *path* is a headless shell."""
    return Path(path).stem in SHELLS


def works(path: str) -> bool:
    """Tell whether a program starts: Ubuntu's chromium-browser may be a mere note, and libraries may be missing."""
    try:
        return subprocess.run([path, "--version"], capture_output=True, check=False, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def playwrights_own() -> list[str]:
    """Return where Playwright's own browsers are, or would be: its headless shell, if it is there, and its Chromium.

    Playwright is asked in a process of its own, since one may run here.
    """
    ask = "from playwright.sync_api import sync_playwright as run\nwith run() as it: print(it.chromium.executable_path)"
    done = subprocess.run([sys.executable, "-c", ask], check=False, capture_output=True, text=True)
    if not (own := done.stdout.strip()):
        return []
    whole = next(folder for folder in Path(own).parents if folder.name.startswith("chromium-"))
    beside = whole.with_name(whole.name.replace("chromium-", "chromium_headless_shell-"))
    return [*(str(path) for path in sorted(beside.glob("*/*")) if is_shell(str(path))), own]


def driver_works() -> bool:
    """Tell whether Playwright's own program starts, without which no browser is of use."""
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def get() -> str | None:
    """Get a headless shell from Debian's packages as root, otherwise from Playwright; return it if that worked."""
    playwright = [sys.executable, "-m", "playwright", "install"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        apt = ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES]
        ways = [[["apt-get", "update"], apt], [[*playwright, "--with-deps", "--only-shell", "chromium"]]]
    else:
        ways = [[[*playwright, "--only-shell", "chromium"]]]
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


def found_or_got() -> str | None:
    """Return the browser that was named, or a headless shell, got if need be; if none can be got, what there is."""
    found = find() if driver_works() else None
    if found and (is_shell(found) or os.environ.get("BRIEF_CHROMIUM")):
        return found
    return get() or found


if __name__ == "__main__":
    print(found_or_got() or sys.exit(WAYS))
