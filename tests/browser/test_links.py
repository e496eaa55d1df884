"""The published site under a sub-path: no link is dead, and nothing is asked of another host."""

from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urljoin, urlsplit
from urllib.request import urlopen

import pytest

from tests import published

RESOURCES = {
    "img": "src",
    "script": "src",
    "iframe": "src",
    "source": "src",
    "video": "src",
    "audio": "src",
    "embed": "src",
}
FETCHED_RELATIONS = {
    "stylesheet",
    "icon",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
    "dns-prefetch",
    "manifest",
}


@pytest.fixture(scope="session")
def pages(site: str) -> dict[str, published.Element]:
    """Return every page that links lead to from the first one and the 404 page, by its address."""
    found: dict[str, published.Element] = {}
    waiting = [site]
    while waiting:
        address = waiting.pop()
        if address in found or not address.startswith(site):
            continue
        with urlopen(address) as answer:
            if answer.headers.get_content_type() != "text/html":
                continue
            found[address] = published.parse(answer.read().decode())
        waiting += [urldefrag(urljoin(address, link.get("href", "")))[0] for link in found[address].iter("a")]
    return found


def test_every_page_of_the_site_is_reached_by_links(
    pages: dict[str, published.Element], site: str, built_site: Path
) -> None:
    listed = (path for path in built_site.rglob("index.html") if "noindex" not in path.read_text(encoding="utf-8"))
    written = {path.parent.relative_to(built_site).as_posix() for path in listed}
    paths = {urlsplit(address).path.removeprefix(urlsplit(site).path) for address in pages}
    reached = {path.strip("/") or "." for path in paths if not path.startswith("downloads/")}
    assert written == reached


def test_every_link_and_anchor_leads_somewhere(pages: dict[str, published.Element], site: str) -> None:
    anchors = {address: {element.get("id") for element in tree.iter()} for address, tree in pages.items()}
    dead = []
    followed = 0
    for address, tree in pages.items():
        for link in tree.iter("a"):
            target, fragment = urldefrag(urljoin(address, link.get("href", "")))
            if not target.startswith(("http://127.0.0.1", "https://example.org")):
                continue
            followed += 1
            if target in anchors:
                if fragment and fragment not in anchors[target]:
                    dead.append(f"{address}: {link.get('href')}")
            elif not target.startswith(site) or not exists(target):
                dead.append(f"{address}: {link.get('href')}")
    assert followed > 1000
    assert dead == []


def exists(address: str) -> bool:
    try:
        with urlopen(address):
            return True
    except HTTPError:
        return False


def test_no_id_stands_twice_on_a_page(pages: dict[str, published.Element]) -> None:
    for address, tree in pages.items():
        ids = [one for element in tree.iter() if (one := element.get("id"))]
        assert len(ids) == len(set(ids)), (address, sorted({one for one in ids if ids.count(one) > 1}))


def test_no_page_asks_another_host_for_anything(pages: dict[str, published.Element], site: str) -> None:
    for address, tree in pages.items():
        for element in tree.iter():
            asked = element.get(RESOURCES.get(element.tag, ""), "")
            if element.tag == "link" and FETCHED_RELATIONS & set((element.get("rel") or "").split()):
                asked = element.get("href", "")
            assert urljoin(address, asked).startswith((site, "data:")), (address, element.tag, asked)


def test_no_style_sheet_asks_another_host_for_anything(built_site: Path) -> None:
    sheets = list(built_site.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        assert "@import" not in text
        assert "url(http" not in text.replace(" ", "").replace('"', "")
