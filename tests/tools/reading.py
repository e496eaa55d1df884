"""Measure how soon a reader of the built site gets to what matters: ``python -m tests.tools.reading site [other-site]``.

For each page, at the width of a phone: how many screens it fills as first shown, where the first words that matter
begin, and how many stops the Tab key makes. For the pages that most readers open first: the bytes of a first visit. With
another site, its figures stand beside them. Run with ``nox -s reading``.
"""

import gzip
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from playwright.sync_api import Page, sync_playwright

from tests.browser import chromium

WIDTH, HEIGHT = 390, 844
MOST_SCREENS = 12
LATEST = 700
"""Where the first words that matter begin at the latest, in pixels."""

PAGES = (
    ("home", "", ".answer"),
    ("article", "articles/{article}/", ".article .para"),
    ("quotations", "quotes/{article}/", ".quotation blockquote"),
    ("claims", "claims/{article}/", ".entry"),
    ("background", "background/", ".md-content__inner p"),
    ("actors", "actors/", ".md-content__inner a.actor"),
    ("actor", "actors/{actor}/", ".role"),
    ("glossary", "glossary/", ":is(#thaad, .fold)"),
    ("timeline", "timeline/", ".entry"),
    ("map", "map/", ".md-content__inner :is(h2, svg)"),
    ("sources", "sources/", ".entry"),
)
"""Each page with its path, with an article and an actor of the site put in, and its first words that matter."""

VISITS = ("", "articles/{article}/")
FETCHED = re.compile(r'<(?:script|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="([^":]+)"')
STOPS = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter((one) =>
  one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }) && one.type !== "hidden").length"""
"""Counts what the Tab key stops at: radio buttons each, though a group is one stop."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is measured of one page."""

    screens: float
    first: float
    stops: int

    def __str__(self) -> str:
        return f"{self.screens:7.1f} {self.first:8.0f} {self.stops:6}"


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, *_: object) -> None:
        pass


def main(sites: list[Path]) -> None:
    """Print the figures of each of *sites*, page by page."""
    heading = "".join(f"  {'screens':>7} {'first y':>8} {'stops':>6}" for _ in sites)
    print(f"{'':12}{heading}   (at {WIDTH} px; goals: {MOST_SCREENS} screens, y {LATEST})")
    measured = [measure(site) for site in sites]
    for name, _, _ in PAGES:
        print(f"{name:12}" + "".join(f"  {figures[name]}" for figures in measured))
    for path in VISITS:
        print(f"first visit of /{path}: " + ", ".join(f"{weight(site, filled(path, site)):,} bytes" for site in sites))


def filled(path: str, site: Path) -> str:
    """Return *path* with the article and the actor of *site* that have the largest pages."""
    largest = {
        kind: max(site.glob(f"{kind}s/*/index.html"), key=lambda page: (page.stat().st_size, page)).parent.name
        for kind in ("article", "actor")
    }
    return path.format(**largest)


def measure(site: Path) -> dict[str, Figures]:
    """Return the figures of every page of *site*, by the page's name."""
    with served(site) as address, sync_playwright() as playwright:
        path = chromium.find() or sys.exit(chromium.WAYS)
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        found = {}
        for name, path, first in PAGES:
            page.goto(f"{address}{filled(path, site)}")
            found[name] = figures(page, first)
        browser.close()
    return found


def figures(page: Page, first: str) -> Figures:
    """Return the figures of an open *page*, where *first* selects its first words that matter."""
    height = page.evaluate("document.documentElement.scrollHeight")
    words = page.locator(first).first
    top = words.evaluate("one => one.getBoundingClientRect().top + scrollY") if words.count() else float("nan")
    return Figures(height / HEIGHT, top, page.evaluate(STOPS))


def weight(site: Path, path: str) -> int:
    """Return the bytes, compressed, of what the page at *path* asks for when it is opened."""
    page = site / path / "index.html"
    urls = FETCHED.findall(page.read_text(encoding="utf-8"))
    files = [page, *((page.parent / url).resolve() for url in urls)]
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve *site* on a free port; give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]] or [Path("site")])
