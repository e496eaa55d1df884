"""The page of an actor: what it is in the articles."""

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief.model import Actor, Article
from build_scripts.render import render
from tests import briefs

COUNCIL = Actor.model_validate(briefs.GAZETTE | {"id": "council", "name": "Council", "kind": "body"})
MILL = briefs.article("It burns.")
OTHERS = briefs.article("It rains.", "rain"), briefs.article("It snows.", "snow", outlet="council")


@pytest.mark.parametrize(
    ("articles", "said"),
    [
        ((MILL,), "- Published [the article](../articles/mill.md)"),
        ((MILL, OTHERS[1]), "- Published [The mill](../articles/mill.md)"),
        ((MILL, *OTHERS), "- Published 2 of the [articles](../articles/index.md)"),
    ],
)
def test_who_published_an_article_is_said_to_have_done_so(articles: tuple[Article, ...], said: str) -> None:
    brief = briefs.brief(*articles, actors=(COUNCIL,))
    page = render(brief, anchor(brief))["actors/gazette.md"]
    assert said in page.splitlines()
    assert "No mention" not in page


def test_whom_no_article_names_and_who_published_none_has_no_mention() -> None:
    brief = briefs.brief(MILL, actors=(COUNCIL,))
    assert "- [No mention](#mentions)" in render(brief, anchor(brief))["actors/council.md"].splitlines()
