"""Reference managers find each work of the page of sources: what they read is decoded as they do."""

from pathlib import Path
from urllib.parse import parse_qs

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief.model import Source
from build_scripts.load import load
from build_scripts.render import coins, render
from tests import briefs, published
from tests.places import HARBOUR, MILL, SHIPPED


def described(**fields: object) -> dict[str, list[str]]:
    return parse_qs(coins.coins(Source.model_validate(briefs.REPORT | fields)), strict_parsing=True)


@pytest.mark.parametrize("source", [HARBOUR, MILL, SHIPPED], ids=["harbour", "mill", "shipped"])
def test_every_work_is_found_on_the_page_of_sources(source: Path) -> None:
    brief = load(source)
    page = published.to_html(render(brief, anchor(brief))["sources.md"])
    found = [parse_qs(span.get("title", "")) for span in page.iter("span") if span.get("class") == coins.CLASS]
    titles = [one.get("rft.atitle") or one.get("rft.btitle") or one["rft.title"] for one in found]
    assert sorted(titles) == sorted([one.title] for one in brief.sources)
    assert all(one["ctx_ver"] == ["Z39.88-2004"] for one in found)


def test_an_article_in_a_journal_keeps_its_volume_and_pages() -> None:
    found = described(
        type="article-journal",
        title="Mills & wheels = water?",
        author=({"family": "Roth", "given": "Emil", "suffix": "Jr."}, {"literal": "The Mill Society"}),
        **{"container-title": "River Review"},
        volume="12",
        page="40-52",
        issued="1931-05",
        DOI="10.1000/182",
    )
    assert found["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:journal"]
    assert found["rft.atitle"] == ["Mills & wheels = water?"]
    assert found["rft.jtitle"] == ["River Review"]
    assert (found["rft.au"], found["rft.aucorp"]) == (["Roth, Emil, Jr."], ["The Mill Society"])
    assert (found["rft.volume"], found["rft.pages"], found["rft.date"]) == (["12"], ["40-52"], ["1931-05"])
    assert found["rft_id"] == ["info:doi/10.1000/182"]


def test_what_openurl_has_no_format_for_is_in_dublin_core_with_the_name_of_its_type() -> None:
    found = described(type="article-newspaper", URL="https://gazette.example/mill", **{"container-title": "Gazette"})
    assert (found["rft_val_fmt"], found["rft.type"]) == (["info:ofi/fmt:kev:mtx:dc"], ["newspaperArticle"])
    assert (found["rft.source"], found["rft.identifier"]) == (["Gazette"], ["https://gazette.example/mill"])
    assert described(type="treaty")["rft.type"] == ["document"]


@pytest.mark.parametrize("issued", ["2016~", "2015/2016"])
def test_a_date_that_is_not_exact_is_left_out(issued: str) -> None:
    assert "rft.date" not in described(issued=issued)
