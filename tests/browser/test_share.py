"""A reader shares an entry: as a link to a light page of its own, or shown within a page of another website."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Route, expect

from build_scripts.load import load
from tests import published
from tests.browser.access import SCHEMES, Scheme, violations
from tests.browser.conftest import HERE, NewPage
from tests.places import HARBOUR
from tests.policy import policy

POLICY = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'", "style-src": "HASH"}
NARROW = {"width": 320, "height": 640}


@pytest.fixture(scope="module")
def shared(built_site: Path) -> dict[str, published.Element]:
    """Return the light pages, by the ids of their entries."""
    pages = sorted((built_site / "share").glob("*.html"))
    assert [page.name for page in pages if page.stat().st_size >= 20_000] == []
    return {page.stem: published.parse(page.read_text(encoding="utf-8")) for page in pages}


def said(page: published.Element, name: str) -> str:
    return next(
        meta.get("content", "") for meta in page.iter("meta") if name in (meta.get("name"), meta.get("property"))
    )


def test_every_quotation_claim_judgement_and_term_has_a_light_page(shared: dict[str, published.Element]) -> None:
    brief = load(HARBOUR)
    kinds = (brief.quotes, brief.claims, brief.meta.judgements, brief.terms)
    assert len(shared) == sum(map(len, kinds))
    assert shared.keys() <= {entry.id for entry in brief.entries()}


def test_a_light_page_leads_to_the_entry_itself(shared: dict[str, published.Element], built_site: Path) -> None:
    for name, page in shared.items():
        assert said(page, "robots") == "noindex"
        assert said(page, "og:url") == f"{HERE}share/{name}.html"
        (canonical,) = (link.get("href", "") for link in page.iter("link"))
        (link,) = (link.get("href", "") for link in page.iter("a"))
        assert canonical == HERE + link.removeprefix("../")
        path, fragment = urldefrag(canonical.removeprefix(HERE))
        whole = published.parse((built_site / path / "index.html").read_text(encoding="utf-8"))
        assert fragment == name
        assert fragment in {element.get("id") for element in whole.iter()}


def test_a_light_page_runs_no_script_and_asks_for_no_file(built_site: Path) -> None:
    for page in (built_site / "share").glob("*.html"):
        assert policy(page.read_text(encoding="utf-8")) == POLICY


def test_social_networks_are_told_the_words_and_whose_they_are(shared: dict[str, published.Element]) -> None:
    for quote in load(HARBOUR).quotes:
        page = shared[quote.id]
        (words,) = (published.text(one) for one in page.iter("blockquote"))
        assert words in said(page, "og:title") + said(page, "og:description")


def test_a_light_page_says_how_an_entry_fares(shared: dict[str, published.Element]) -> None:
    brief = load(HARBOUR)
    (false,) = (claim for claim in brief.claims if claim.verdict == "false")
    assert "False" in published.text(shared[false.id]).split()
    assert said(shared[false.id], "og:title").endswith(": False")
    for quote in (quote for quote in brief.quotes if quote.within == "denied"):
        assert "The article reports these words as denied" in published.text(shared[quote.id])


def test_the_offline_folder_has_no_light_pages(editions: Path) -> None:
    (folder,) = (path for path in editions.iterdir() if path.is_dir())
    assert not (folder / "share").exists()
    assert "data-share" not in (folder / "glossary.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_a_reader_copies_shows_the_entry_on_another_website(
    new_page: NewPage, site: str, site_of: Callable[[Path], str], tmp_path: Path, scheme: Scheme
) -> None:
    page = new_page(viewport=NARROW, color_scheme=scheme)
    page.goto(f"{site}glossary/")
    page.get_by_role("button", name="Share: TFB", exact=True).click()
    panel = page.get_by_role("dialog", name="Share this entry")
    assert panel.get_by_role("textbox", name="Link").input_value() == f"{site}share/tfb.html"
    code = panel.get_by_role("textbox", name="To show it on another page").input_value()
    (tmp_path / "index.html").write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<link rel="icon" href="data:,"><title>Elsewhere</title><main><h1>Elsewhere</h1>{code}</main></html>',
        encoding="utf-8",
    )
    page.goto(site_of(tmp_path))
    frame = page.frame_locator('iframe[title="TFB"]')
    expect(frame.get_by_role("link", name="Read it with its sources")).to_be_visible()
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not page.evaluate(wide)
    assert not frame.locator("html").evaluate(f"() => {wide}")
    colour = frame.locator("html").evaluate("(root) => getComputedStyle(root).backgroundColor")
    assert colour == ("rgb(22, 25, 29)" if scheme == "dark" else "rgb(253, 252, 249)")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_has_nothing_against_a_light_page(
    new_page: NewPage, site: str, shared: dict[str, published.Element], scheme: Scheme
) -> None:
    page = new_page(viewport=NARROW, color_scheme=scheme)
    for name in [*shared][:: len(shared) // 6]:
        page.goto(f"{site}share/{name}.html")
        assert violations(page, scheme) == [], name


def test_only_what_has_a_light_page_can_be_shared(new_page: NewPage, site: str) -> None:
    page = new_page()
    brief = load(HARBOUR)
    page.goto(f"{site}glossary/")
    expect(page.get_by_role("button", name="Share: ")).to_have_count(len(brief.terms))
    page.goto(f"{site}sources/")
    expect(page.get_by_role("button", name="Cite: ").first).to_be_visible()
    expect(page.get_by_role("button", name="Share: ")).to_have_count(0)


def test_a_title_with_quotation_marks_stays_within_the_code(new_page: NewPage, site: str) -> None:
    def with_title(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace(">TFB<a", ">A &quot;B&quot; &amp; C<a"))

    page = new_page()
    page.route("**/glossary/", with_title)
    page.goto(f"{site}glossary/")
    page.get_by_role("button", name='Share: A "B" & C', exact=True).click()
    code = page.get_by_role("textbox", name="To show it on another page").input_value()
    (frame,) = published.parse(code).iter("iframe")
    assert frame.get("title") == 'A "B" & C'
    assert frame.get("src") == f"{site}share/tfb.html"
