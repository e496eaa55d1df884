"""The paper edition as a PDF: ``python -m tests.browser.paper`` prints the single page of ``dist/`` with a browser.

It is no published edition: a browser writes the time and its own version into it, so no two are the same bytes.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import chromium


def paper(browser: Browser, single: Path) -> Path:
    """Return the PDF of the page *single*, which is beside it: with an outline, and tagged for screen readers."""
    printed = single.with_name(f"{single.stem}-paper.pdf")
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(single.resolve().as_uri())
    page.pdf(path=printed, prefer_css_page_size=True, tagged=True, outline=True)
    context.close()
    return printed


def main() -> int:
    """Print what is in ``dist/``."""
    pages = list(Path("dist").glob("*.html"))
    if not pages:
        print("There is no single page in dist/: run nox -s offline first.")
        return 1
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.flags())
        for single in pages:
            made = paper(browser, single)
            print(f"{made.as_posix()}: {made.stat().st_size:,} bytes")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
