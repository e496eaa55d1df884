"""What the search knows: every entry at its address, the words that stand there once, and none that a page hides."""

import re
from collections import Counter
from pathlib import Path

import pytest

from build_scripts.brief.kinds import KINDS, label
from build_scripts.load import load
from build_scripts.search.texts import NOUNS, Text
from tests import published
from tests.places import HARBOUR

UNNAMED = {"paragraph": "the headline stands once, above them all"}


@pytest.fixture(scope="module")
def found(built_site: Path) -> list[Text]:
    return published.found_in(built_site)


def content(site: Path, page: str) -> published.Element:
    """Return what a page shows, without what it keeps out of search."""
    path = site / page.removesuffix(".md").removesuffix("index") / "index.html"
    whole = published.parse(path.read_text(encoding="utf-8"))
    (article,) = (one for one in whole.iter("article") if "md-content__inner" in one.get("class", ""))
    for parent in list(article.iter()):
        for child in list(parent):
            filled = child.get("class") in ("downloads", "data")  # once the site is built
            if filled or child.get("data-search-exclude") is not None or child.tag in ("script", "style"):
                parent.text = f"{parent.text or ''} {child.tail or ''}"
                parent.remove(child)
    return article


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def test_every_result_leads_to_a_place_of_its_page(built_site: Path, found: list[Text]) -> None:
    ids: dict[str, set[str | None]] = {}
    for text in found:
        page = text.address.page
        if page not in ids:
            ids[page] = {element.get("id") for element in content(built_site, page).iter()}
        assert not text.address.fragment or text.address.fragment in ids[page], text.address
    assert len(ids) > 25


def test_every_entry_can_be_found_by_its_name(found: list[Text]) -> None:
    brief = load(HARBOUR)
    entries = Counter((kind.name, label(entry)) for kind in KINDS for entry in kind.entries(brief))
    assert (
        Counter((text.kind, text.title.words) for text in found if text.kind in {kind.name for kind in KINDS})
        == entries
    )
    assert {text.kind for text in found} == NOUNS.keys()


def test_the_search_knows_words_that_stand_on_the_page_and_each_once(built_site: Path, found: list[Text]) -> None:
    indexed: dict[str, Counter[str]] = {}
    for text in found:
        parts = text.parts if text.kind in UNNAMED else (text.title, *text.parts)
        indexed.setdefault(text.address.page, Counter()).update(words(" ".join(part.words for part in parts)))
    shown = {page: words(" ".join(content(built_site, page).itertext())) for page in indexed}
    assert {page: more for page, known in indexed.items() if (more := known - shown[page])} == {}
