"""The words behind a source are checked: their names, their place in a capture, and what rests on them."""

from typing import Any

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief.model import Brief, Source, Where
from build_scripts.check import check, meaning
from build_scripts.check.draft import Draft
from build_scripts.check.sources import source_problems
from tests import briefs

SURVEY = briefs.REPORT | {"id": "survey", "title": "The survey", "language": "en"}
CAPTURE = {"sha256": "0" * 64, "retrieved": "2020", "tool": "by hand"}
TEXT = "Ten percent of the water is lost. It would not improve the town. The town is old. The town is dry."


def passages(*exact: str, **fields: Any) -> tuple[dict[str, Any], ...]:
    return tuple({"id": f"loss-{number}", "exact": words} | fields for number, words in enumerate(exact))


def small(source: dict[str, Any], background: str = "Words [@survey].", **given: Any) -> Brief:
    made = briefs.brief(
        briefs.article("The mill is old."), background=background, sources=(Source.model_validate(source),), **given
    )
    captures = (briefs.article(TEXT, "survey"),) if "capture" in source else ()
    return Brief(**{name: getattr(made, name) for name in Brief.__slots__} | {"captures": captures})


def messages(brief: Brief) -> list[str]:
    return [problem.message for problem in source_problems(brief)]


def test_passages_of_one_source_have_different_ids() -> None:
    two = ({"id": "a", "exact": "one"}, {"id": "a", "exact": "two", "where": Where("sources.yml", 9)})
    (message,) = messages(small(SURVEY | {"passages": two}))
    assert message.startswith('two passages of "survey" have the same id: "a"')


@pytest.mark.parametrize("words", ["Ten percent of the water", "Ten percent […] is lost", "The town is [very] old"])
def test_a_passage_that_stands_in_the_capture_is_right(words: str) -> None:
    assert messages(small(SURVEY | {"passages": passages(words), "capture": CAPTURE})) == []


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("Eleven percent of the water", "quotes words that are not in the capture"),
        ("ten percent of the water", "quotes words that are not in the capture"),
        ("improve the town", 'begins right after "not"'),
        ("The town is", "quotes words that occur in 2 places"),
    ],
)
def test_a_passage_that_does_not_stand_in_the_capture_is_a_problem(words: str, message: str) -> None:
    (found,) = messages(small(SURVEY | {"passages": passages(words), "capture": CAPTURE}))
    assert message in found


def test_words_that_stand_twice_are_told_apart_by_what_follows() -> None:
    source = SURVEY | {"passages": passages("The town is", suffix="dry"), "capture": CAPTURE}
    assert messages(small(source)) == []


def test_without_a_capture_nothing_can_be_checked() -> None:
    assert messages(small(SURVEY | {"passages": passages("Words that nobody can check")})) == []


def test_a_work_that_was_not_read_has_no_passages() -> None:
    (message,) = messages(small(SURVEY | {"passages": passages("words"), "read": "no"}))
    assert message == 'has passages, but is marked as not read: "survey"'


def test_a_translator_needs_a_translation() -> None:
    (message,) = messages(small(SURVEY | {"passages": passages("Wörter", translator="Ida Vogt")}))
    assert message == 'names a translator, but has no translation: "Ida Vogt"'


@pytest.mark.parametrize(
    ("cite", "message", "hint"),
    [
        ("survey#loss-1", 'cites a passage that "survey" does not have: "loss-1"', 'did you mean "loss-0"?'),
        ("survey#range", 'cites a passage that "survey" does not have: "range"', "its passages are: loss-0"),
        ("report#loss", 'cites a passage that "report" does not have: "loss"', "add it to the passages of the source"),
        ("mill#p1", 'cites a passage of an article: "mill#p1"', "an article is cited by paragraph: mill, p. 1"),
    ],
)
def test_a_citation_of_an_unknown_passage_is_a_problem(cite: str, message: str, hint: str) -> None:
    brief = small(SURVEY | {"passages": passages("Ten percent")}, f"Words [@{cite}, p. 3].")
    found = {problem.message: problem.hint for problem in check(brief, anchor(brief))}
    assert found[message] == hint


def judged(verdict: str, alternative: str = "Another. [@report]", **claim: Any) -> list[str]:
    judgement = {
        "id": "one", "title": "One", "statement": "It holds.", "confidence": "low", "basis": ("old",),
        "alternative": alternative, "would_change": "More.",
    }  # fmt: skip
    brief = small(
        SURVEY | {"passages": passages("Ten percent")},
        claims=(briefs.claim("old", "The mill is old", verdict=verdict, **claim),),
        judgements=(judgement,),
    )
    rules = ("judgement-rests-on-weak-claim", "verdict-against-evidence")
    return [rule for problem in check(brief, anchor(brief)) for rule in rules if f"rule: {rule}" in problem.hint]


@pytest.mark.parametrize("verdict", ["disputed", "misleading", "false", "not-verified"])
def test_a_judgement_that_rests_on_a_weak_claim_says_so(verdict: str) -> None:
    assert judged(verdict) == ["judgement-rests-on-weak-claim"]
    assert judged(verdict, "[[old|It]] is open. [@report]") == []


@pytest.mark.parametrize("verdict", ["corroborated", "corrected", "overtaken"])
def test_a_judgement_may_rest_on_a_claim_that_holds(verdict: str) -> None:
    assert judged(verdict) == []


@pytest.mark.parametrize(
    ("verdict", "hows", "found"),
    [
        ("corroborated", ("supports",), False),
        ("corroborated", ("supports", "qualifies"), False),
        ("corroborated", ("supports", "contradicts"), True),
        ("corrected", ("contradicts",), False),
        ("false", ("supports",), True),
        ("false", ("supports", "contradicts"), False),
    ],
)
def test_a_verdict_agrees_with_the_passages_of_its_evidence(
    verdict: str, hows: tuple[str, ...], *, found: bool
) -> None:
    evidence = tuple({"cite": "survey#loss-0", "how": how} for how in hows)
    problems = judged(verdict, "[[old|It]] is open. [@report]", evidence_passages=evidence)
    assert problems == (["verdict-against-evidence"] if found else [])


CONDITION = (
    "The weir will be mended at once, unless the council sells it. It is not, as some have feared, a danger to all."
)


@pytest.mark.parametrize(
    ("words", "rule", "captured"),
    [
        ("The weir will be mended at once", "cut-before-condition", True),
        ("The weir will be mended […] sells it", "gap-hides-condition", True),
        ("The weir will [not] be mended", "insertion-changes-meaning", False),
        ("The weir [of the town] will be mended", None, False),
        ("The weir will be mended at once, unless the council sells it", None, True),
    ],
)
def test_a_passage_neither_hides_nor_inserts_what_changes_its_meaning(
    words: str,
    rule: str | None,
    captured: bool,  # noqa: FBT001 - a column of the table
) -> None:
    source = SURVEY | {"passages": passages(words)} | ({"capture": CAPTURE} if captured else {})
    made = small(source)
    captures = (briefs.article(CONDITION, "survey"),) if captured else ()
    brief = Brief(**{name: getattr(made, name) for name in Brief.__slots__} | {"captures": captures})
    found = [*meaning.passages_of_sources(Draft(brief, anchor(brief), ()))]
    assert [one.rule for one in found] == ([rule] if rule else [])
