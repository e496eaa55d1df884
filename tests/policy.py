"""The policy of a page: what it says, and whether it stands where a browser heeds it for all of the page."""

from pathlib import Path

from tests import published

SITE = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "connect-src": "'self'",
    "font-src": "'self'",
    "form-action": "'none'",
    "img-src": "'self' data:",
    "script-src": "'self' HASH",
    "style-src": "'self'",
}
SINGLE = {
    "default-src": "'none'",
    "base-uri": "'none'",
    "font-src": "data:",
    "form-action": "'none'",
    "img-src": "data:",
    "script-src": "HASH",
    "style-src": "HASH",
}
"""What the policies say, with a word for each hash."""
BEGINNING = 10_000
"""How many characters of a page are read: what comes later puts nothing before the policy, nor does it change it."""


def policy(page: str) -> dict[str, str]:
    """Return what the policy of *page* says, or nothing if anything but the charset stands before it."""
    (head,) = published.parse(page[:BEGINNING]).iter("head")
    first = next((element for element in head if element.get("charset") is None), None)
    if first is None or first.get("http-equiv") != "Content-Security-Policy":
        return {}
    directives = (directive.split() for directive in first.get("content", "").split(";"))
    return {name: " ".join("HASH" if "sha256-" in one else one for one in sources) for name, *sources in directives}


def others(folder: Path, expected: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return the pages in *folder*, of which there must be some, whose policy is not as *expected*."""
    found = {path.relative_to(folder).as_posix(): policy(path.read_text("utf-8")) for path in folder.rglob("*.html")}
    assert found
    return {path: says for path, says in found.items() if says != expected}
