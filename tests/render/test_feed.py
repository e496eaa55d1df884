"""The feed of changes is Atom (RFC 4287), and an entry keeps its id when others are added."""

from datetime import datetime
from typing import Any
from uuid import UUID
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from build_scripts.render.feed import feed
from tests import briefs

ATOM = "{http://www.w3.org/2005/Atom}"
FIRST = {"date": "2020-01-02", "text": "First version. [@report]"}
SECOND = {"date": "2020-01-02", "text": "[[gazette|The paper]] & <its> words."}


def made(*changes: dict[str, str], **meta: Any) -> ET.Element:
    """Return the feed of a brief with *changes*."""
    return ET.fromstring(feed(briefs.brief(briefs.article("One."), changes=changes, **meta)))  # noqa: S314


def texts(feed: ET.Element, name: str) -> list[str]:
    return [str(found.text) for found in feed.iter(ATOM + name)]


def test_a_feed_has_what_atom_asks_for() -> None:
    found = made(SECOND, FIRST)
    assert found.tag == f"{ATOM}feed"
    for element in (found, *found.iter(f"{ATOM}entry")):
        for name in ("title", "id", "updated"):
            assert len(element.findall(ATOM + name)) == 1
        assert element.find(f"{ATOM}link[@rel='alternate']") is not None
    assert texts(found, "name") == ["The authors"]
    ids = texts(found, "id")
    assert len(set(ids)) == 3
    for name in ids:
        UUID(name.removeprefix("urn:uuid:"))
    for day in texts(found, "updated"):
        assert datetime.fromisoformat(day).tzinfo


def test_an_entry_says_the_change_in_words_alone() -> None:
    assert texts(made(SECOND, FIRST), "content") == ["The paper & <its> words.", "First version."]


def test_an_entry_is_titled_with_its_date_as_precisely_as_it_is_known() -> None:
    changes = ({"date": date, "text": "Words. [@report]"} for date in ("2020", "2020-21", "2020-01-02"))
    found = [str(one.findtext(f"{ATOM}title")) for one in made(*changes).iter(f"{ATOM}entry")]
    assert found == ["2020", "spring 2020", "2 January 2020"]


def test_an_entry_keeps_its_id_when_another_is_added() -> None:
    before, after = texts(made(FIRST), "id"), texts(made(SECOND, FIRST), "id")
    assert after[0] == before[0]
    assert after[-1] == before[-1]


def test_a_feed_is_as_new_as_its_newest_change_or_else_as_the_brief() -> None:
    assert texts(made(FIRST), "updated")[0] == "2020-01-02T00:00:00Z"
    assert texts(made(date="2021-05"), "updated") == ["2021-05-01T00:00:00Z"]


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_any_words_give_a_feed_that_can_be_read(words: str) -> None:
    made({"date": "2020", "text": words}, title=words, rights=words)
