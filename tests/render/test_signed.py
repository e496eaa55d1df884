"""What readers see of review and correction: who reviewed an entry, what was wrong in it, where to report an error."""

from typing import Any

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief import web
from build_scripts.brief.model import Actor, Brief, Event
from build_scripts.check import check
from build_scripts.render import feed, render
from tests import briefs, published

REVIEWS = ({"by": "A. *Reader*", "date": "2019-12", "what": "the figures"},)
CHANGE = {"date": "2020-01-02", "kind": "correction", "entry": "closed", "text": "It said *open*. [@report]"}
STUDY = {
    "id": "study",
    "name": "The study",
    "kind": "work",
    "cite": "report",
    "role": "A study",
    "summary": briefs.PROSE,
}


def made(claim: dict[str, Any] | None = None, **meta: Any) -> Brief:
    claims = (briefs.claim("closed", "closed", **(claim or {})),)
    event = {"id": "fire", "date": "2018", "title": "A fire", "in_article": "left-out", "text": briefs.PROSE}
    return briefs.brief(
        briefs.article("The mill is closed."),
        claims=claims,
        actors=(Actor.model_validate(STUDY),),
        events=(Event.model_validate(event | {"reviewed": REVIEWS}),),
        **meta,
    )


def pages(brief: Brief) -> dict[str, str]:
    return render(brief, anchor(brief))


def test_an_entry_says_who_reviewed_it_and_whether_it_is_under_review() -> None:
    shown = pages(made({"status": "review", "reviewed": REVIEWS}, reviewed=REVIEWS, status="review"))
    line = "- Reviewed by A. &#42;Reader&#42;, December 2019: the figures"
    assert line in shown["claims/mill.md"]
    assert line in shown["timeline.md"]
    assert line in shown["about/index.md"]
    assert '<span class="status review">Under review</span>' in shown["claims/mill.md"]
    assert "This version is under review." in shown["about/index.md"]
    assert "Under review" not in shown["timeline.md"]


def test_the_record_of_an_article_says_who_reviewed_it() -> None:
    brief = briefs.brief(briefs.article("The mill is closed.", status="review", reviewed=REVIEWS))
    page = pages(brief)["articles/mill.md"]
    assert "This record is under review." in page
    assert "- Reviewed by A. &#42;Reader&#42;, December 2019: the figures" in page


def test_a_correction_is_told_at_the_entry_in_the_list_and_in_the_feed() -> None:
    brief = made(changes=(CHANGE, {"date": "2020", "text": "First. [@report]"}))
    shown = pages(brief)
    assert "- <b>Correction</b>, 2 January 2020: It said *open*.[^report]" in shown["claims/mill.md"]
    assert "2 January 2020, <b>Correction</b>, [Title of closed](../claims/mill.md#closed)" in shown["about/index.md"]
    told = feed.feed(brief)
    assert "<title>2 January 2020, Correction: Title of closed</title>" in told
    assert 'href="claims/mill/#closed"' in told
    assert 'href="about/#changes"' in told


def test_a_change_names_an_entry_that_there_is() -> None:
    brief = made(changes=(CHANGE | {"entry": "open"},))
    assert 'names an id that is not defined: "open"' in [one.message for one in check(brief, anchor(brief))]


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("desk@example.org", "mailto:desk@example.org?subject=small-brief%201%3A%20closed"),
        ("https://example.org/report", "https://example.org/report?brief=small-brief&version=1&entry=closed"),
        ("https://example.org/r?to=desk", "https://example.org/r?to=desk&brief=small-brief&version=1&entry=closed"),
    ],
)
def test_a_report_of_an_error_says_in_which_entry_and_version_it_is(contact: str, link: str) -> None:
    shown = pages(made(contact=contact))
    links = {element.get("href") for element in published.to_html(shown["claims/mill.md"]).iter("a")}
    assert link in links
    assert "Report an error in this claim" in shown["claims/mill.md"]
    kinds = {"actors/gazette.md": "actor", "timeline.md": "event", "sources.md": "source"}
    assert [page for page, noun in kinds.items() if f"Report an error in this {noun}" not in shown[page]] == []
    assert "[Report an error](" in shown["about/index.md"]


def test_no_character_of_a_version_ends_the_link() -> None:
    assert web.report("a@b.org", "brief", "1) & <2>?") == "mailto:a@b.org?subject=brief%201%29%20%26%20%3C2%3E%3F"


def test_without_an_address_nothing_asks_for_reports() -> None:
    assert not [path for path, page in pages(made()).items() if "Report an error" in page and "reference" not in path]


def test_a_work_may_claim_something_and_its_source_is_linked() -> None:
    brief = made({"claimant": "study"})
    assert not [one for one in check(brief, anchor(brief)) if "study" in one.message]
    shown = pages(brief)
    assert "claimed by [The study](../actors/study.md)" in shown["claims/mill.md"]
    assert "- The work[^report]" in shown["actors/study.md"]
    assert "## Works" in shown["actors/index.md"]
    assert '"author": {' not in shown["claims/mill.md"]
    assert '"creditText": "The study"' in shown["claims/mill.md"]
    assert "[The study](actors/study.md)" in shown["sources.md"]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"cite": None}, 'does not say which work it is: "study"'),
        ({"cite": "nothing"}, 'cites a source that is not defined: "nothing"'),
        ({"kind": "body"}, 'has cite, which is only for works, but is a body: "study"'),
    ],
)
def test_a_work_is_one_of_the_sources_and_nothing_else_is(fields: dict[str, Any], message: str) -> None:
    study = Actor.model_validate(STUDY | fields)
    brief = briefs.brief(briefs.article("The mill is closed."), actors=(study,))
    assert message in [one.message for one in check(brief, anchor(brief))]
