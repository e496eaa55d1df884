"""What once had an address keeps it: it leads on, or says that what stood there is gone."""

from typing import Any

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief.model import Actor, Brief
from build_scripts.check import moved
from build_scripts.render import render
from tests import briefs

TEXT = "The mill stands. The mill stood."
ACTOR = {"id": "engineer", "name": "The engineer", "kind": "person", "role": "Engineer", "summary": briefs.PROSE}
OLD = {"id": "old", "kind": "quote", "title": "An old one", "date": "2020", "reason": "It was wrong."}


def brief(*once: dict[str, Any], articles: int = 1) -> Brief:
    """Return a brief with what it tells of former entries."""
    texts = [briefs.article(TEXT, f"mill{number or ''}") for number in range(articles)]
    target = {"target": ({"exact": "The mill stands", "article": "mill"},)}
    quotes = (briefs.quote("stands", form="indirect", **target),)
    return briefs.brief(*texts, quotes=quotes, actors=(Actor.model_validate(ACTOR),), former=once)


def said(*once: dict[str, Any], articles: int = 1) -> list[str]:
    return [problem.message for problem in moved.problems(brief(*once, articles=articles))]


def test_what_is_right_is_no_problem() -> None:
    moved = OLD | {"id": "older", "reason": "", "now": "stands"}
    source = OLD | {"id": "old", "kind": "source", "now": "report"}
    assert said(OLD, moved, source, OLD | {"id": "old-mill", "kind": "article", "now": "mill"}) == []
    assert said(OLD | {"article": "old-mill"}, OLD | {"id": "old-mill", "kind": "article"}) == []


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"id": "stands"}, 'is listed as former but still exists: "stands"'),
        ({"id": "report", "kind": "source"}, 'is listed as former but still exists: "report"'),
        ({"now": "stnds"}, 'names an id that is not defined: "stnds"'),
        ({"kind": "source", "now": "stands"}, 'names an id that is not defined: "stands"'),
        ({"reason": " "}, 'has neither a new id nor a reason: "old"'),
        ({"article": "mil"}, 'names an article that is not defined: "mil"'),
    ],
)
def test_what_is_wrong_is_told(wrong: dict[str, str], message: str) -> None:
    assert said(OLD | wrong) == [message]


def test_of_several_articles_one_is_named() -> None:
    assert said(OLD, articles=2) == ['does not say which article it was in: "old"']
    assert said(OLD | {"article": "mill1"}, articles=2) == []
    assert said(OLD | {"kind": "event"}, articles=2) == []


def test_nothing_is_listed_as_former_twice() -> None:
    assert said(OLD, OLD | {"kind": "term"}, OLD) == ['is listed as former twice: "old"']


@pytest.mark.parametrize(
    ("kind", "places"),
    [
        ("quote", ["quotes/mill.md#old", "articles/mill.md#at-old", "articles/mill.md#note-old"]),
        ("claim", ["claims/mill.md#old", "articles/mill.md#at-old", "articles/mill.md#note-old"]),
        ("event", ["timeline.md#old", "articles/mill.md#at-old", "articles/mill.md#note-old"]),
        ("term", ["glossary.md#old"]),
        ("wording", ["glossary.md#old"]),
        ("site", ["map.md#old"]),
        ("judgement", ["index.md#old"]),
        ("source", ["sources.md#old"]),
    ],
)
def test_an_entry_says_so_wherever_it_stood(kind: str, places: list[str]) -> None:
    made = brief(OLD | {"kind": kind})
    pages = render(made, anchor(made))
    for place in places:
        page, _, name = place.partition("#")
        assert f"is gone. It was wrong.\n  {{: #{name} }}" in pages[page]
        assert pages[page].count(f"#{name} ") == 1


@pytest.mark.parametrize(
    ("once", "page", "moved"),
    [
        ({"kind": "actor", "now": "engineer"}, "actors/old.md", "actors/engineer.md"),
        ({"kind": "actor", "now": "stands"}, "actors/old.md", "quotes/mill.md#stands"),
        ({"kind": "article", "now": "mill"}, "articles/old.md", "articles/mill.md"),
        ({"kind": "article", "now": "mill"}, "quotes/old.md", "quotes/mill.md"),
        ({"kind": "article", "now": "mill"}, "claims/old.md", "claims/mill.md"),
    ],
)
def test_a_page_leads_on(once: dict[str, str], page: str, moved: str) -> None:
    made = brief(OLD | once)
    assert f'\nmoved: "{moved}"\n' in render(made, anchor(made))[page]


def test_a_page_that_is_gone_says_why() -> None:
    made = brief(OLD | {"kind": "actor"})
    page = render(made, anchor(made))["actors/old.md"]
    assert "moved:" not in page
    assert "“An old one”, a former actor of this brief (until 2020), is gone. It was wrong." in page
