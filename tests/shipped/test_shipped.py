"""The brief that ships: the article as given, every quotation in it, nothing waived wholesale."""

import hashlib
import re
from pathlib import Path

import pytest

from build_scripts.anchor import anchor
from build_scripts.build import problems
from build_scripts.check.quotations import passages
from build_scripts.load import load
from tests.places import SHIPPED

SHA256 = "5cf0538814b96659700fa2f72bf77d5dbf2ac35c618ffe31896acbe7a1d5b7c5"


def test_the_article_has_its_bytes() -> None:
    text = (SHIPPED / "articles" / "missile-defense.txt").read_bytes()
    assert hashlib.sha256(text).hexdigest() == SHA256


def test_the_brief_has_no_problem() -> None:
    assert list(map(str, problems(SHIPPED))) == []


def test_every_passage_between_quotation_marks_is_a_direct_quotation() -> None:
    brief = load(SHIPPED)
    (article,) = brief.articles
    places = anchor(brief).places
    direct = [
        (place.start, place.end) for quote in brief.quotes if quote.form == "direct" for place in places[quote.id]
    ]
    quoted = [(passage.start, passage.end) for passage in passages(article)]
    assert len(quoted) == 7
    for start, end in quoted:
        assert any(start <= begin and stop <= end for begin, stop in direct)
    assert article.record.waivers == tuple(w for w in article.record.waivers if w.rule == "name-without-entry")


def test_a_waiver_names_a_word_and_a_reason() -> None:
    brief = load(SHIPPED)
    waivers = (*brief.meta.waivers, *(waiver for article in brief.articles for waiver in article.record.waivers))
    assert len(waivers) <= 5
    assert all(len(waiver.exact.split()) <= 3 and len(waiver.reason.split()) >= 4 for waiver in waivers)


@pytest.mark.parametrize("path", sorted(SHIPPED.rglob("*.yml")), ids=lambda path: path.name)
def test_each_file_tells_an_editor_its_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    (schema,) = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", first)
    assert (path.parent / schema).resolve().is_file()


def test_no_author_and_no_day_are_given_to_the_article() -> None:
    (article,) = load(SHIPPED).articles
    assert (article.record.author, article.record.date) == ("", "2016-10")
