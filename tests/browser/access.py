"""What axe has against a page."""

from typing import Any, Literal, get_args

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = get_args(Scheme)
FADED = """() => Promise.allSettled(
  document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime < Infinity).map((one) => one.finished)
)"""


def violations(page: Page, scheme: Scheme = "light", **options: Any) -> list[tuple[str, str]]:
    """Return the rules that *page* breaks, each with the first element that does; of a dark page, in its colours.

    A page has the same elements in both schemes, and only the colours differ. A colour that is still fading is not
    judged: it is waited for.
    """
    page.evaluate(FADED)
    rules = {"runOnly": ["color-contrast"]} if scheme == "dark" else {}
    found = Axe().run(page, options={"resultTypes": ["violations"], **rules, **options})
    return [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]]
