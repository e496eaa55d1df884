"""The first page: what it says of the articles, and of the claims in them."""

from dataclasses import replace

from build_scripts.anchor import anchor
from build_scripts.brief.model import Brief, Source
from build_scripts.render import render
from tests import briefs


def of_articles(count: int) -> Brief:
    names = [f"mill{number}" for number in range(count)]
    target = {"exact": "The mill"}
    return briefs.brief(
        *(briefs.article("The mill stands.", name, headline=f"The mill, part {name[4:]}") for name in names),
        claims=tuple(
            briefs.claim(f"{name}-{verdict}", target={**target, "article": name}, verdict=verdict)
            for name in names
            for verdict in ("corroborated", "false")
        ),
        answer=({"label": "What was said", "text": briefs.PROSE},),
    )


def pages(brief: Brief) -> dict[str, str]:
    return render(brief, anchor(brief))


def test_a_brief_of_one_article_names_its_outlet_and_its_date() -> None:
    home = pages(of_articles(1))["index.md"]
    assert "Gazette of Ashford, May 2019 · one news article, checked against 1 source</p>" in home
    assert "[Read the article](articles/mill0.md)" in home


def test_a_brief_of_several_articles_says_how_many() -> None:
    home = pages(of_articles(3))["index.md"]
    assert '<p class="kicker">3 news articles, checked against 1 source</p>' in home
    assert "[The 3 articles](articles/index.md)" in home


def test_the_article_s_own_page_is_no_source_that_it_is_checked_against() -> None:
    page = "https://example.org/mill"
    brief = briefs.brief(briefs.article("The mill stands.", url=page))
    own = Source.model_validate(briefs.REPORT | {"id": "own", "URL": page})
    home = pages(replace(brief, sources=(*brief.sources, own)))["index.md"]
    assert "checked against 1 source</p>" in home


def test_the_answer_stands_in_labelled_lines_in_place_of_the_summary() -> None:
    home = pages(of_articles(1))["index.md"]
    assert "**What was said:** Words.[^report]" in home
    assert '<div class="answer lines"' in home


def test_the_claims_are_counted_and_what_does_not_hold_is_named() -> None:
    one, several = pages(of_articles(1)), pages(of_articles(3))
    assert "[1](claims/mill0.md#verdict_false)" in one["index.md"]
    assert "[Title of mill0-false](claims/mill0.md#mill0-false)" in one["index.md"]
    assert "[Title of mill0-corroborated]" not in one["index.md"]
    assert "[3](claims/index.md#verdict_false)" in several["index.md"]
    assert 'id="verdict_false"' in several["claims/index.md"]
    assert 'id="verdict_corroborated"' in several["claims/index.md"]


def test_every_source_of_the_answer_is_used_by_it() -> None:
    assert "[Answer](index.md)" in pages(of_articles(1))["sources.md"]
