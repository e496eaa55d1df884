"""The brief that ships: the article as given, every quotation in it, nothing waived wholesale."""

import hashlib
import re
from pathlib import Path

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief import prose
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


def quoted_works(keys: set[str]) -> set[str]:
    """Return those of *keys* that are works with passages, whose words a reader can compare."""
    return {source.id for source in load(SHIPPED).sources if source.passages} & keys


def test_each_finding_that_faults_or_doubts_cites_words_of_a_source() -> None:
    brief = load(SHIPPED)
    for claim in brief.claims:
        cited = {found.key for found in prose.additions(claim.evidence) if isinstance(found, prose.Citation)}
        assert claim.verdict == "corroborated" or quoted_works(cited), claim.id


def test_each_judgement_has_a_confidence_and_cites_words_of_a_source() -> None:
    for judgement in load(SHIPPED).meta.judgements:
        texts = (judgement.statement, judgement.confidence_reason or "", judgement.alternative)
        found = [one for text in texts for one in prose.additions(text)]
        cited = {one.key for one in found if isinstance(one, prose.Citation)} | set(judgement.cites)
        assert judgement.confidence, judgement.id
        assert quoted_works(cited), judgement.id


def test_a_work_read_in_part_says_which_part() -> None:
    parts = [source for source in load(SHIPPED).sources if source.read == "part"]
    assert [source.id for source in parts if not source.note] == []
