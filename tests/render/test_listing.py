"""In what order and in what groups the pages list entries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.brief.model import WEIGHT, Event, Source, Term
from build_scripts.render import listing
from tests import briefs


@pytest.mark.parametrize(
    ("text", "first", "rest"),
    [
        ("One thing [@report]. Another.", "One thing [@report].", "Another."),
        ("One thing. [@report] Another.", "One thing. [@report]", "Another."),
        ("He spoke [@report, p. 3]. Then more.", "He spoke [@report, p. 3].", "Then more."),
        ("See [[mill|the mill of Mr. Hale. It]] there. More.", "See [[mill|the mill of Mr. Hale. It]] there.", "More."),
        ("*No. That is one.* Yes.", "*No. That is one.*", "Yes."),
        ("An *old one. Not* new", "An *old one. Not* new", ""),
        ("Only one\n\nA second block.", "Only one", "A second block."),
        ("- a list. With points\n- another", "- a list. With points\n- another", ""),
        ("", "", ""),
    ],
)
def test_the_first_sentence_keeps_its_citations(text: str, first: str, rest: str) -> None:
    assert listing.lead(text, "en") == (first, rest)


@given(st.text(alphabet="aB .!?*[]@\n()-"))
def test_no_word_is_lost_when_prose_is_divided(text: str) -> None:
    first, rest = listing.lead(text, "en")
    assert "".join(f"{first}{rest}".split()) == "".join(text.split())


def test_what_does_not_hold_comes_first() -> None:
    claims = [briefs.claim(f"c-{verdict}", "words", verdict=verdict) for verdict in reversed(WEIGHT)]
    assert [verdict for verdict, _ in listing.by_verdict(claims)] == [*WEIGHT]
    assert listing.by_verdict(claims[:1]) == (("corroborated", (claims[0],)),)


def test_every_part_of_the_bar_can_be_seen() -> None:
    assert listing.steps(1, 1000) == 1
    assert listing.steps(1000, 1000) == 20
    assert listing.steps(12, 25) == 10


def test_key_terms_lead_the_glossary_then_those_of_the_articles() -> None:
    terms = tuple(Term.model_validate({"id": name, "term": name, "definition": briefs.PROSE}) for name in "abcd")
    brief = briefs.brief(briefs.article("Text."), terms=terms, key_terms=("d",))
    assert [term.id for term in listing.terms(brief, {"c"})] == ["d", "c", "a", "b"]


def test_an_actor_has_one_before_and_one_after() -> None:
    found = listing.neighbours(("one", "two", "three"))
    assert found == {"one": ("", "two"), "two": ("one", "three"), "three": ("two", "")}
    assert listing.neighbours(("one",)) == {"one": ("", "")}


def test_the_source_that_most_rests_on_comes_first() -> None:
    few, many, none = (Source.model_validate(briefs.REPORT | {"id": name}) for name in ("few", "many", "none"))
    listed = listing.by_use((few, none, many), {"few": ["a"], "many": ["a", "b"]})
    assert [source.id for source in listed] == ["many", "few", "none"]


def test_the_outlet_with_most_sources_comes_first() -> None:
    appeared: tuple[dict[str, str], ...] = (
        {"container-title": "Zeitung"},
        {"publisher": "Amt"},
        {"publisher": "Zeitung"},
        {},
    )
    sources = [Source.model_validate(briefs.REPORT | {"id": f"one-{i}"} | where) for i, where in enumerate(appeared)]
    assert listing.outlets(sources)[0] == ("Zeitung", 2)
    assert ("Amt", 1) in listing.outlets(sources)


def test_the_article_stands_among_the_events_of_its_year() -> None:
    event = {"title": "An event", "in_article": "left-out", "text": briefs.PROSE}
    dates = {"first": "2016", "second": "2017", "third": "2018-03", "fourth": "2018-04", "before": "2018-05"}
    dates |= {"earlier": "2019-02", "later": "2019-08", "after": "2020"}
    events = tuple(Event.model_validate(event | {"id": name, "date": date}) for name, date in dates.items())
    earlier, later, more = listing.split_years(briefs.brief(briefs.article("Text."), events=events))
    assert [(year, [entry.id for entry in entries]) for year, entries in earlier] == [
        ("2016", ["first"]),
        ("2017", ["second"]),
        ("2018", ["third"]),
    ]
    assert [(year, [entry.id for entry in entries]) for year, entries in later] == [
        ("2018", ["fourth", "before"]),
        ("2019", ["earlier", "mill", "later"]),
        ("2020", ["after"]),
    ]
    assert more == ()


@pytest.mark.parametrize(
    ("appeared", "listed"),
    [
        ("2019-10", ["e-1", "e-2", "mill", "later", "next"]),  # it tells of the 11th, so that it is no older
        ("2019-10-11", ["e-1", "e-2", "mill", "later", "next"]),
        ("2019-09", ["mill", "e-1", "e-2", "later", "next"]),
        ("2019", ["e-1", "e-2", "mill", "later", "next"]),
    ],
)
def test_the_article_stands_after_what_it_can_have_told_of(appeared: str, listed: list[str]) -> None:
    event = {"title": "An event", "text": briefs.PROSE}
    dates = {"e-1": "2019-10-03", "e-2": "2019-10-11", "later": "2019-10-30", "next": "2019-11"}
    events = tuple(
        Event.model_validate(event | {"id": name, "date": date, "in_article": "stated" if name[0] == "e" else "after"})
        for name, date in dates.items()
    )
    (_, shown, _) = listing.split_years(briefs.brief(briefs.article("Text.", date=appeared), events=events))
    assert [entry.id for _, entries in shown for entry in entries] == listed


def test_of_very_many_events_those_around_the_article_are_shown() -> None:
    event = {"title": "An event", "in_article": "left-out", "text": briefs.PROSE}
    events = tuple(Event.model_validate(event | {"id": f"e{n}", "date": str(1980 + n)}) for n in range(120))
    earlier, shown, later = listing.split_years(briefs.brief(briefs.article("Text."), events=events))
    count = [sum(len(entries) for _, entries in part) for part in (earlier, shown, later)]
    assert sum(count) == len(events) + 1
    assert count[1] == listing.MOST_SHOWN
    assert "mill" in [entry.id for _, entries in shown[:5] for entry in entries]
