"""Measure a reader's first hit: what is loaded for it, and how long it takes, as a brief grows.

The index of the shipped brief and of synthetic dossiers of 100 and 1,000 articles is put beside one page, which Chromium
opens from a host and from the folder. Bytes are those of the files as they are, not compressed; seconds are from the last
key to the first ten results, with nothing loaded before the first key, the median of three visits. Run with ``nox -s bench``, or as
``python -m tests.tools.bench_search``; a number sets the largest dossier.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Browser, sync_playwright

from build_scripts.anchor import anchor
from build_scripts.brief.collector import no_garbage_collection
from build_scripts.load import load
from build_scripts.render.content import Content
from build_scripts.search import index
from tests.browser import chromium
from tests.places import ROOT, SHIPPED
from tests.tools import bench

THEME = ROOT / "build_scripts" / "theme"
QUERIES = {
    SHIPPED.name: ("THAAD", "missile defense", '"missile defense"', "Poznikir", "nuclear strike plan", "C5", "s"),
    "dossier": ("Report 17", "river gauge", '"the analyst\'s own"', "Summre", "river spring town level", "C3", "s"),
}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Bench</title>
<button type="button" class="finder-button">Search</button>
{finder}<div class="md-content"></div><script src="assets/brief.js"></script></html>"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder, and says nothing of it."""

    def log_message(self, *_: object) -> None:
        pass


def main(largest: int) -> None:
    """Print every figure."""
    print("brief       texts  index s  index KB  files  largest KB  opened from   first hit: most KB  files  seconds")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.flags())
        measure(browser, "shipped", SHIPPED, Path(scratch) / "shipped", QUERIES[SHIPPED.name])
        for size in (100, 1000):
            if size <= largest:
                source = Path(scratch) / f"{size}-source"
                bench.write_dossier(source, size)
                measure(browser, f"{size} articles", source, Path(scratch) / str(size), QUERIES["dossier"])
        browser.close()


@no_garbage_collection()
def prepare(source: Path, folder: Path) -> tuple[int, float, list[int]]:
    """Write the index of *source* and a page to *folder*; return how many texts it finds, its seconds, and its files' sizes."""
    brief = load(source)
    anchors = anchor(brief)
    began = time.process_time()
    files = index(Content(brief, anchors), {}, {})
    seconds = time.process_time() - began
    shutil.copytree(THEME / "assets", folder / "assets")
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, encoding="utf-8")
    finder = (THEME / "partials/finder.html").read_text(encoding="utf-8")
    finder = finder.replace("{{ base_url }}", ".")
    (folder / "index.html").write_text(PAGE.format(finder=finder), encoding="utf-8")
    sizes = [len(content.encode()) for content in files.values()]
    root = next(content for path, content in files.items() if path.endswith("/root.js"))
    return int(root.partition('"count": ')[2].partition(",")[0]), seconds, sizes


def measure(browser: Browser, name: str, source: Path, folder: Path, queries: tuple[str, ...]) -> None:
    """Print a line for each way to open the page."""
    texts, seconds, sizes = prepare(source, folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    hosted = f"http://127.0.0.1:{server.server_port}/index.html"
    for way, address in (("a host", hosted), ("the folder", (folder / "index.html").as_uri())):
        hits = [sorted((query, *first_hit(browser, address, folder, query)) for _ in range(3))[1] for query in queries]
        most = max(hits, key=lambda hit: hit[1])
        slowest = max(hits, key=lambda hit: hit[3])
        print(
            f"{name:13} {texts:5} {seconds:7.2f} {sum(sizes) / 1000:9.0f} {len(sizes):6} {max(sizes) / 1000:11.1f}  {way:11}"
            f" {most[1] / 1000:20.1f} {most[2]:6} {slowest[3]:8.2f}   most: {most[0]}; slowest: {slowest[0]}"
        )
    server.shutdown()


def first_hit(browser: Browser, address: str, folder: Path, query: str) -> tuple[int, int, float]:
    """Return the bytes and the files that *query* loads, and the seconds until its first result is there."""
    page = browser.new_context().new_page()
    asked: list[str] = []
    page.goto(address, wait_until="load")
    page.on("request", lambda request: asked.append(request.url))
    began = page.evaluate(
        """query => new Promise((found) => {
          const began = performance.now();
          document.querySelector(".finder-button").click();
          const [field, list] = [document.querySelector("#finder input"), document.querySelector("#finder ol")];
          new MutationObserver(() => list.children.length && found(performance.now() - began)).observe(list, { childList: true });
          field.value = query;
          field.dispatchEvent(new Event("input", { bubbles: true }));
        })""",
        query,
    )
    files = [*loaded(asked, folder)]
    page.context.close()
    return sum(path.stat().st_size for path in files), len(files), began / 1000


def loaded(asked: list[str], folder: Path) -> Iterator[Path]:
    """Yield the files of *folder* that were *asked* for."""
    for url in asked:
        path = folder / "assets" / url.partition("/assets/")[2].partition("?")[0]
        if path.is_file():
            yield path


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
