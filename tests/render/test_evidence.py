"""What the quiet line under a quotation says was verified."""

from typing import Any

from build_scripts.anchor import anchor
from build_scripts.brief.model import Source
from build_scripts.render.content import Content
from build_scripts.render.evidence import Evidence, evidence
from tests import briefs

TEXT = "“Eleven percent of the water, by her own count, is lost,” the Gazette of Ashford wrote."
SURVEY = briefs.REPORT | {
    "id": "survey",
    "passages": (
        {"id": "same", "exact": "She said: eleven is lost. Eleven percent of the water is lost."},
        {"id": "other", "exact": "Ten percent of the water is lost."},
    ),
}


def found(words: str = "Eleven percent of the water", **fields: Any) -> Evidence:
    quote = briefs.quote("eleven", words, **fields)
    waivers = ({"rule": "gap-hides-condition", "exact": "eleven", "reason": "Nothing hidden."},)
    sources = (Source.model_validate(SURVEY),)
    brief = briefs.brief(briefs.article(TEXT), quotes=(quote,), sources=sources, waivers=waivers)
    return evidence(quote, Content(brief, anchor(brief)))


def test_words_left_out_are_counted() -> None:
    assert found().left_out == 0
    assert found("Eleven percent of the water […] is lost").left_out == 4


def test_a_cue_names_the_speaker_or_does_not() -> None:
    assert found(cue="the Gazette of Ashford wrote").names_speaker
    assert not found(cue="wrote").names_speaker


def test_reports_are_counted_by_work_and_by_whether_their_words_are_there() -> None:
    some = found(comparison="Same [@survey#same; @survey#other; @report; @mill, p. 1].")
    assert (some.compared, some.with_words, some.same) == (2, 1, 1)
    assert [(report.cite, report.same) for report in some.reports] == [
        ("survey#same", True), ("survey#other", False), ("report", False),
    ]  # fmt: skip


def test_a_work_is_not_listed_again_without_its_passage() -> None:
    assert [report.cite for report in found(comparison="Same [@survey; @survey#other].").reports] == ["survey#other"]


def test_what_is_set_aside_is_shown_with_its_reason() -> None:
    assert [waiver.reason for waiver in found().waivers] == ["Nothing hidden."]
