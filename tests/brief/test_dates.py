"""Dates in EDTF, and how they are said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.brief import dates


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
        "2016-10-11/",
        "2016/2015",
        "11.10.2016",
        "0000",
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


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2016", "2016-01-01", "2016-12-31"),
        ("2016-02~", "2016-02-01", "2016-02-29"),
        ("2016-10-11", "2016-10-11", "2016-10-11"),
        ("2016-22", "2016-06-01", "2016-08-31"),
        ("2015-24", "2015-12-01", "2016-02-29"),
        ("9999-24", "9999-12-01", "9999-12-31"),
        ("2019-04/2019-08", "2019-04-01", "2019-08-31"),
    ],
)
def test_a_date_means_days_from_a_first_to_a_last(edtf: str, first: str, last: str) -> None:
    assert dates.span(edtf) == (date.fromisoformat(first), date.fromisoformat(last))


@given(st.text())
def test_no_text_is_more_than_refused(text: str) -> None:
    try:
        dates.spoken(text)
    except ValueError:
        return
    assert text[:4].isdigit()
