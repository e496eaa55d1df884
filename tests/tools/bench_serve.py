"""Measure how soon a writer sees what was saved: from the save to the new words in an open browser.

On the finished brief of the tests (one article), on the shipped one, and on a dossier of 100 articles; a page of the brief
and the desk are watched in turn, and the median of five saves is printed in seconds. Run with ``nox -s bench``, or as
``python -m tests.tools.bench_serve``; a number sets the size of the dossier, and 0 leaves it out.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Error, Page, sync_playwright

from build_scripts.create import create
from tests.browser import chromium
from tests.places import FINISHED, SHIPPED
from tests.serving import serving
from tests.tools import bench

SAVES = 5
LONGEST = 120
"""How many seconds a save may take to be seen before the measuring ends."""


def main(size: int) -> None:
    """Print every figure."""
    print("brief            a page   the desk   (seconds from save to seen, medians)")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.flags())
        sources = {"one article": FINISHED / "bridge" / "source", "shipped": SHIPPED}
        if size:
            sources[f"{size} articles"] = Path(scratch) / "dossier"
            bench.write_dossier(sources[f"{size} articles"], size)
        for name, source in sources.items():
            folder = _project(Path(scratch) / name.replace(" ", "-"), source)
            with serving(folder) as served:
                page = browser.new_page()
                seen = [_seconds(page, folder, f"{served.address}{path}") for path in ("background/", "desk/")]
                page.close()
            print(f"{name:15}" + "".join(f"{one:9.2f}" for one in seen), flush=True)
        browser.close()


def _project(folder: Path, source: Path) -> Path:
    """Make *folder* the project of the brief in *source*."""
    create(folder, FINISHED / "bridge" / "bridge.txt")
    shutil.rmtree(folder / "source")
    shutil.copytree(source, folder / "source")
    return folder


def _seconds(page: Page, folder: Path, address: str) -> float:
    """Return how long it takes until a save is seen at *address*, where nobody touches the browser."""
    background = folder / "source" / "background.md"
    page.goto(address)
    taken = []
    for number in range(SAVES):
        word = f"seen{number}{address.rstrip('/')[-4:]}"
        text = background.read_text(encoding="utf-8").split("\n\nunsourced ")[0]
        begun = time.perf_counter()
        background.write_text(f"{text}\n\nunsourced {word}", encoding="utf-8")
        while not _shows(page, word):
            if time.perf_counter() - begun > LONGEST:
                sys.exit(f"not seen: {word}")
        taken.append(time.perf_counter() - begun)
    background.write_text(text, encoding="utf-8")
    return median(taken)


def _shows(page: Page, word: str) -> bool:
    """Return whether *page* shows a word; not while it is being loaded."""
    try:
        return bool(page.evaluate("word => document.body?.innerText.includes(word)", word))
    except Error:
        return False


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
