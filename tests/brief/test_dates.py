"""Dates in EDTF, and how they are said."""

from datetime import date, datetime
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from build_scripts.brief import dates
from build_scripts.brief.model import Change


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2016", "2016"),
        ("2016-10", "October 2016"),
        ("2016-10-11", "11 October 2016"),
        ("2016-10~", "about October 2016"),
        ("2016?", "possibly 2016"),
        ("2016-22", "summer 2016"),
        ("2016-10-10/2016-10-12", "10–12 October 2016"),
        ("2019-04/2019-08", "April–August 2019"),
        ("2016-09-30/2016-10-03", "30 September 2016 – 3 October 2016"),
        ("2019-04/2019-08-15", "April 2019 – 15 August 2019"),
        ("2019-05-06/2019-05-06", "6 May 2019"),
        ("2016-10/2016-10", "October 2016"),
        ("2016~/2016~", "about 2016"),
        ("2016-10/2016", "October 2016 – 2016"),
        ("2016-10-11T12:30:00", "11 October 2016, 12:30"),
        ("2016-10-11T12:30:15Z", "11 October 2016, 12:30:15 UTC"),
        ("2016-10-11T12:30:00-04", "11 October 2016, 12:30 UTC−4"),
        ("2016-10-11T12:30:00+05:30", "11 October 2016, 12:30 UTC+5:30"),
        ("2016-10-11T12:30:00+00:00", "11 October 2016, 12:30 UTC"),
        ("2016-07/..", "from July 2016 onwards"),
        ("../2016~", "until about 2016"),
        ("2016/", "from 2016 to an unknown date"),
        ("/2016", "from an unknown date to 2016"),
        ("201X", "some year in the 2010s"),
        ("20XX", "some year from 2000 to 2099"),
        ("-019X", "some year from 200 BC to 191 BC"),
        ("2016-XX", "some month in 2016"),
        ("2016-10-XX", "some day in October 2016"),
        ("2016-XX-XX", "some day in 2016"),
        ("0001", "AD 1"),
        ("0000", "1 BC"),
        ("-0044-03-15", "15 March 45 BC"),
        ("Y17000", "AD 17000"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_is_known(edtf: str, words: str) -> None:
    assert dates.spoken(edtf) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2016-13",
        "2016-02-30",
        "2016-25",
        "16-10-11",
        "2016-10-XX/2017",
        "201X/2020",
        "2016/2017/2018",
        "2016-XX-11",
        "1XXX",
        "201X~",
        "2016-13-XX",
        "-0000",
        "Y2016",
        "2016-10-11T12:30Z",
        "2016-10-11T25:00:00Z",
        "2016-10T12:30:00",
        "2016-10-11T",
        "../..",
        "/",
        "/..",
        "2016-11/2016-10",
        "2016/2015",
        "11.10.2016",
        "2016-22-01",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        dates.parse(text)


@given(st.dates(), st.dates())
def test_days_sort_as_the_calendar_does(one: date, other: date) -> None:
    ordered = sorted([one.isoformat(), other.isoformat()], key=dates.sort_key)
    assert ordered == sorted([one.isoformat(), other.isoformat()])


LEVEL_0 = (
    "1985-04-12", "1985-04", "1985", "1985-04-12T23:20:30", "1985-04-12T23:20:30Z", "1985-04-12T23:20:30-04",
    "1985-04-12T23:20:30+04:30", "1964/2008", "2004-06/2006-08", "2004-02-01/2005-02-08", "2004-02-01/2005-02",
    "2004-02-01/2005", "2005/2006-02",
)  # fmt: skip
LEVEL_1 = (
    "Y170000002", "Y-170000002", "2001-21", "2003-23", "1984?", "2004-06?", "2004-06~", "2004-06-11%", "201X", "20XX",
    "2004-XX", "1985-04-XX", "1985-XX-XX", "1985-04-12/..", "1985-04/..", "1985/..", "../1985-04-12", "../1985-04",
    "../1985", "1985-04-12/", "1985-04/", "1985/", "/1985-04-12", "/1985-04", "/1985", "1984~/2004-06", "1984/2004-06~",
    "1984~/2004~", "1984?/2004%", "1984-06-02?/2004-08-08~", "-1985",
)  # fmt: skip
"""Examples as in the standard. Python's edtf 5.0.2 and edtf-validate 2.0.0 and JavaScript's edtf accept each of them."""


@pytest.mark.parametrize("text", sorted({*LEVEL_0, *LEVEL_1, *dates.EXAMPLES}))
def test_each_form_of_the_standard_has_words_and_a_place_in_time(text: str) -> None:
    assert dates.spoken(text)
    assert dates.csl(text)
    assert dates.years(text)
    first, last = dates.span(text)
    assert first <= last
    assert datetime.fromisoformat(dates.first_moment(text)).tzinfo


@pytest.mark.parametrize(
    ("edtf", "variable"),
    [
        ("2016-10-11T12:30:00Z", {"date-parts": [[2016, 10, 11]]}),
        ("2020-21", {"date-parts": [[2020]], "season": 1}),
        ("2020-01/2020-06", {"date-parts": [[2020, 1], [2020, 6]]}),
        ("2020-01/2020-01", {"date-parts": [[2020, 1]]}),
        ("2016~", {"date-parts": [[2016]], "circa": True}),
        ("2015/2016?", {"date-parts": [[2015], [2016]], "circa": True}),
        ("2016-XX", {"date-parts": [[2016]]}),
        ("-0044-03-15", {"date-parts": [[-45, 3, 15]]}),
        ("201X", {"literal": "some year in the 2010s"}),
        ("2016-07/..", {"literal": "from July 2016 onwards"}),
        ("2016-22/2016-23", {"literal": "summer–autumn 2016"}),
    ],
)
def test_a_date_in_csl_says_what_its_words_say(edtf: str, variable: object) -> None:
    assert dates.csl(edtf) == variable


@pytest.mark.parametrize(
    ("edtf", "iso"),
    [
        ("2016-10-11", "2016-10-11"),
        ("2016-10-11T12:30:00-04", "2016-10-11T12:30:00-04:00"),
        ("2016-10-11T12:30:00", "2016-10-11T12:30:00"),
        ("2020-21", "2020"),
        ("2016-XX-XX", "2016"),
        ("2016-10-XX", "2016-10"),
        ("2016~", ""),
        ("2016-10/2016-11", ""),
        ("201X", ""),
        ("-0044", ""),
        ("Y17000", ""),
    ],
)
def test_a_date_in_iso_8601_is_one_that_it_stands_for_or_lies_in(edtf: str, iso: str) -> None:
    assert dates.iso(edtf) == iso


@pytest.mark.parametrize(
    ("edtf", "years"),
    [
        ("2020-21", "2020"),
        ("2016~", "2016"),
        ("2015-10/2016", "2015--2016"),
        ("2016-07/..", "2016"),
        ("/2016", "2016"),
        ("201X", "2010--2019"),
        ("-0044", "45 BC"),
    ],
)
def test_a_date_has_years_for_bibtex(edtf: str, years: str) -> None:
    assert dates.years(edtf) == years


@pytest.mark.parametrize(
    ("edtf", "moment"),
    [
        ("2020", "2020-01-01T00:00:00Z"),
        ("2016-10-11T23:30:00-04", "2016-10-12T03:30:00Z"),
        ("2016-10-11T12:30:00", "2016-10-11T12:30:00Z"),
        ("../2016", "2016-01-01T00:00:00Z"),
        ("-0044", "0001-01-01T00:00:00Z"),
        ("Y17000", "9999-12-31T00:00:00Z"),
        ("0001-01-01T00:00:00+14", "0001-01-01T00:00:00Z"),
    ],
)
def test_a_date_has_a_first_moment_in_the_years_that_xml_has(edtf: str, moment: str) -> None:
    assert dates.first_moment(edtf) == moment


def test_dates_stand_in_the_order_of_time() -> None:
    ordered = [
        "../2016",
        "Y-170000002",
        "-0044",
        "-0044-03-15",
        "0000",
        "0001",
        "2010",
        "201X",
        "/2016",
        "2016-07/..",
        "Y17000",
    ]
    assert sorted(set(ordered), key=dates.sort_key) == ordered


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-02~", "2016-02-01", "2016-02-29"),
        ("2016-10-11", "2016-10-11", "2016-10-11"),
        ("2016-22", "2016-06-01", "2016-08-31"),
        ("2015-24", "2015-12-01", "2016-02-29"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("2016-02-XX", "2016-02-01", "2016-02-29"),
        ("2016-10/2016", "2016-10-01", "2016-12-31"),
        ("/2016", "2016-01-01", "2016-12-31"),
        ("2019-04/2019-08", "2019-04-01", "2019-08-31"),
    ],
)
def test_a_date_means_days_from_a_first_to_a_last(edtf: str, first: str, last: str) -> None:
    assert dates.span(edtf) == (date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


def test_an_open_end_is_infinitely_far_and_only_the_other_is_known() -> None:
    day = date(2016, 7, 1).toordinal()
    assert dates.span("2016-07-01/..") == (day, inf)
    assert dates.span("../2016-07-01") == (-inf, day)
    assert dates.known_days("2016-07-01/..") == dates.known_days("../2016-07-01") == (day,)


@given(st.integers(-200_000, 200_000))
def test_each_day_follows_the_last_before_the_year_1_too(year: int) -> None:
    new_year = dates.ordinal(year, 1, 1)
    assert new_year == dates.ordinal(year - 1, 12, 31) + 1
    assert (dates.year_of(new_year), dates.year_of(new_year - 1)) == (year, year - 1)


@pytest.mark.parametrize("value", [20188, 201, 0, -1, 2016.5])
def test_a_number_that_is_no_year_is_refused(value: object) -> None:
    with pytest.raises(ValidationError):
        Change.model_validate({"date": value, "text": "Words."})


def test_a_year_that_yaml_read_as_a_number_is_a_date() -> None:
    assert Change.model_validate({"date": 2016, "text": "Words."}).date == "2016"


@given(st.text() | st.text("0123456789-/.~?%XYTZ:"))
def test_no_text_is_more_than_refused(text: str) -> None:
    try:
        dates.spoken(text)
    except ValueError:
        return
    dates.sort_key(text)
    dates.csl(text)
    dates.iso(text)
    assert any(digit in text for digit in "0123456789")
