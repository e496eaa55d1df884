"""The brief that ships: the article as given, every quotation in it, nothing waived wholesale."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief import prose
from build_scripts.brief.model import Claim, Judgement
from build_scripts.check.folder import problems
from build_scripts.check.quotations import passages
from build_scripts.load import load
from tests.places import SHIPPED

BRIEF = load(SHIPPED)
SHA256 = "5cf0538814b96659700fa2f72bf77d5dbf2ac35c618ffe31896acbe7a1d5b7c5"


def test_the_article_has_its_bytes() -> None:
    text = (SHIPPED / "articles" / "missile-defense.txt").read_bytes()
    assert hashlib.sha256(text).hexdigest() == SHA256


def test_the_brief_has_no_problem() -> None:
    assert list(map(str, problems(SHIPPED))) == []


def test_every_passage_between_quotation_marks_is_a_direct_quotation() -> None:
    (article,) = BRIEF.articles
    places = anchor(BRIEF).places
    direct = [
        (place.start, place.end) for quote in BRIEF.quotes if quote.form == "direct" for place in places[quote.id]
    ]
    quoted = [(passage.start, passage.end) for passage in passages(article)]
    assert len(quoted) == 7
    for start, end in quoted:
        assert any(start <= begin and stop <= end for begin, stop in direct)
    assert article.record.waivers == tuple(w for w in article.record.waivers if w.rule == "name-without-entry")


def test_a_waiver_names_a_word_and_a_reason() -> None:
    waivers = (*BRIEF.meta.waivers, *(waiver for article in BRIEF.articles for waiver in article.record.waivers))
    assert len(waivers) <= 5
    assert all(len(waiver.exact.split()) <= 3 and len(waiver.reason.split()) >= 4 for waiver in waivers)


@pytest.mark.parametrize("path", sorted(SHIPPED.rglob("*.yml")), ids=lambda path: path.name)
def test_each_file_tells_an_editor_its_schema(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    (schema,) = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", first)
    assert (path.parent / schema).resolve().is_file()


def test_no_author_and_no_day_are_given_to_the_article() -> None:
    (article,) = BRIEF.articles
    assert (article.record.author, article.record.date) == ("", "2016-10")


def bare_citations(texts: Iterable[str], cites: Iterable[str] = ()) -> list[str]:
    """Return the works that *texts* and the list *cites* cite without a passage, so that no reader sees their words."""
    works = {source.id for source in BRIEF.sources}
    found = [one for text in texts for one in prose.additions(text) if isinstance(one, prose.Citation)]
    found += map(prose.citation, cites)
    return [one.key for one in found if one.key in works and not one.passage]


@pytest.mark.parametrize(
    "claim", [claim for claim in BRIEF.claims if claim.verdict != "corroborated"], ids=lambda claim: claim.id
)
def test_a_finding_that_faults_or_doubts_quotes_each_work_it_cites(claim: Claim) -> None:
    assert bare_citations([claim.evidence]) == []


@pytest.mark.parametrize("judgement", BRIEF.meta.judgements, ids=lambda judgement: judgement.id)
def test_a_judgement_has_a_confidence_and_quotes_each_work_it_cites(judgement: Judgement) -> None:
    assert judgement.confidence
    texts = (judgement.statement, judgement.confidence_reason or "", judgement.alternative)
    assert bare_citations(texts, judgement.cites) == []


def test_what_a_judgement_rests_on_quotes_each_work_it_cites() -> None:
    rests_on = {name for judgement in BRIEF.meta.judgements for name in judgement.basis}
    events = [event for event in BRIEF.events if event.id in rests_on]
    claims = [claim for claim in BRIEF.claims if claim.id in rests_on]
    assert {event.id for event in events} | {claim.id for claim in claims} == rests_on
    assert bare_citations([*(event.text for event in events), *(claim.evidence for claim in claims)]) == []


def test_a_work_with_passages_says_when_it_was_looked_at() -> None:
    assert [source.id for source in BRIEF.sources if source.passages and not source.accessed] == []


def test_a_work_read_in_part_says_which_part() -> None:
    parts = [source for source in BRIEF.sources if source.read == "part"]
    assert [source.id for source in parts if not source.note] == []
