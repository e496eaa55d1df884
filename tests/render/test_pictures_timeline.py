"""The timeline as a picture."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.brief import dates
from build_scripts.brief.model import Event
from build_scripts.render.pictures import timeline
from build_scripts.render.pictures.timeline import Picture, picture

STATUS = st.sampled_from([status for status, _ in timeline.LANES])
YEARS = st.integers(1, 9999).map("{:04}".format)
MONTHS = st.dates().map(lambda day: day.isoformat()[:7])
DAYS = st.dates().map(date.isoformat)
NEAR = st.dates(date(2014, 1, 1), date(2018, 12, 31)).map(date.isoformat)
SPANS = st.lists(NEAR, min_size=2, max_size=2).map(lambda ends: "/".join(sorted(ends)))
OPEN = NEAR.map("{}/..".format) | NEAR.map("../{}".format) | NEAR.map("{}/".format) | NEAR.map("/{}".format)
FAR = st.integers(10_000, 999_999_999).flatmap(lambda year: st.sampled_from([f"Y{year}", f"Y-{year}"]))
OLD = st.integers(1, 9999).map("-{:04}".format)
DATES = (
    NEAR
    | DAYS
    | MONTHS
    | YEARS
    | SPANS
    | YEARS.map("{}-24".format)
    | OPEN
    | OLD
    | FAR
    | st.sampled_from(dates.EXAMPLES)
)


def event(number: int, when: str, status: str = "after", title: str = "A day") -> Event:
    return Event.model_validate(
        {"id": f"event-{number}", "date": when, "title": title, "in_article": status, "text": "Words."}
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Return some events."""
    found = draw(st.lists(st.tuples(DATES, STATUS, st.text(max_size=90).map("x".__add__)), min_size=1, max_size=40))
    return [event(number, *told) for number, told in enumerate(found)]


def drawn(events: list[Event], *articles: str) -> Picture:
    found = picture(events, articles or ("2016-10",))
    assert found
    return found


def test_no_events_make_no_picture() -> None:
    assert picture([], ["2016"]) is None


@given(histories(), st.lists(DATES, min_size=1, max_size=3))
def test_a_picture_of_any_history_holds(events: list[Event], articles: list[str]) -> None:
    """One picture for all that is expected of it, since making a history takes longer than drawing it."""
    found = drawn(events, *articles)
    _marks_and_names_do_not_overlap_and_are_within_the_picture(found)
    _every_event_is_in_the_lane_of_its_status(events, found)
    _what_is_earlier_is_farther_left(found)


def _marks_and_names_do_not_overlap_and_are_within_the_picture(found: Picture) -> None:
    bottom: float = timeline.TOP
    for lane in found.lanes:
        assert lane.top == bottom
        bottom = lane.top + lane.height
        for mark in lane.marks:
            assert 0 <= mark.left < mark.right <= timeline.WIDTH
            assert lane.top + 20 < mark.y < bottom
        for one, other in combinations(lane.marks, 2):
            apart = one.right <= other.left or other.right <= one.left
            assert apart or abs(one.y - other.y) >= timeline.STEP
    assert bottom < found.height


def _every_event_is_in_the_lane_of_its_status(events: list[Event], found: Picture) -> None:
    marks = [(lane.status, mark.event.id) for lane in found.lanes for mark in lane.marks]
    assert sorted(marks) == sorted((one.in_article, one.id) for one in events)


def _what_is_earlier_is_farther_left(found: Picture) -> None:
    marks = [mark for lane in found.lanes for mark in lane.marks]
    marks.sort(key=lambda mark: dates.span(mark.event.date)[0])
    assert [mark.x for mark in marks] == sorted(mark.x for mark in marks)


@given(histories(), NEAR)
def test_the_names_of_years_do_not_overlap(events: list[Event], article: str) -> None:
    found = drawn(events, article)
    assert article[:4] in {tick.label for tick in found.ticks}
    for one, other in combinations(found.ticks, 2):
        assert abs(one.x - other.x) >= timeline.LETTER * (len(one.label) + len(other.label)) / 2
    assert all(tick.x - timeline.LETTER * len(tick.label) / 2 >= 0 for tick in found.ticks)
    assert all(tick.x + timeline.LETTER * len(tick.label) / 2 <= timeline.WIDTH for tick in found.ticks)


def test_the_year_of_the_article_has_half_of_the_room() -> None:
    found = drawn([event(1, "1972-05-26"), event(2, "2026")])
    assert found.core == (248, 712)
    assert [tick.label for tick in found.months] == [month[:3] for month in dates.MONTHS[1:]]


def test_where_nothing_is_before_or_after_the_year_of_the_article_has_that_room_too() -> None:
    assert drawn([event(1, "2016-05-26")]).core == (timeline.LEFT, timeline.RIGHT)
    assert drawn([event(1, "2015-05-26")]).core == (248, timeline.RIGHT)


def test_articles_of_several_years_share_the_room_and_have_no_months() -> None:
    found = drawn([event(1, "2016-05-26")], "2014-02-01", "2017")
    assert len(found.articles) == 2
    assert found.months == ()


@pytest.mark.parametrize(("when", "lasts"), [("2016-05-26", False), ("2016-05", True), ("2016-03-18/2016-04-28", True)])
def test_what_lasted_or_is_not_known_to_the_day_is_a_bar(when: str, lasts: bool) -> None:  # noqa: FBT001 - a case
    ((mark,),) = (lane.marks for lane in drawn([event(1, when)]).lanes)
    assert bool(mark.length) == lasts


@pytest.mark.parametrize(
    ("when", "ends"), [("2016-05/..", (True, False)), ("../2016-05", (False, True)), ("2016-05/", (True, True))]
)
def test_a_bar_with_an_open_end_reaches_the_edge_of_the_picture(when: str, ends: tuple[bool, bool]) -> None:
    found = {
        mark.event.id: mark
        for lane in drawn([event(1, when), event(2, "1990"), event(3, "2025")]).lanes
        for mark in lane.marks
    }
    mark = found["event-1"]
    assert (mark.x > timeline.LEFT, mark.x + mark.length < timeline.RIGHT) == ends


def test_years_of_another_era_are_named_with_it() -> None:
    labels = {tick.label for tick in drawn([event(1, "-0044"), event(2, "Y17000")]).ticks}
    assert {"2016"} < labels
    assert any(label.endswith(" BC") for label in labels)


def test_every_mark_that_has_room_shows_its_name_and_the_others_can_show_it() -> None:
    events = [event(number, "2016-05", "stated", "A day of days") for number in range(timeline.MOST_ROWS * 4)]
    (lane,) = drawn(events).lanes
    labels = [mark.label for mark in lane.marks]
    assert set(labels) == {"A day of days", ""}
    assert labels.count("A day of days") >= timeline.MOST_ROWS
    assert {mark.name for mark in lane.marks} == {"A day of days"}


@given(histories())
def test_a_name_that_is_shown_when_its_mark_is_chosen_is_within_the_picture(events: list[Event]) -> None:
    for mark in (mark for lane in drawn(events).lanes for mark in lane.marks):
        end = mark.name_x + timeline.LETTER * len(mark.name) * (-1 if mark.name_ends else 1)
        assert 0 <= end <= timeline.WIDTH


def test_of_very_many_events_those_in_the_article_and_near_it_are_drawn() -> None:
    events = [event(number, str(1000 + number), "left-out") for number in range(1000)] + [event(1001, "0001", "stated")]
    found = drawn(events)
    names = {mark.event.id for lane in found.lanes for mark in lane.marks}
    assert len(names) == timeline.MOST_EVENTS
    assert found.left_out == len(events) - len(names)
    assert {"event-999", "event-1001"} < names
