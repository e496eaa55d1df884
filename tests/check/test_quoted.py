"""Words between quotation marks in the writer's own prose stand in what the prose cites, or they are a problem."""

from typing import Any

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief import prose
from build_scripts.brief.model import Actor, Brief, Event, Source
from build_scripts.check import quoted
from build_scripts.check.draft import Draft, Finding
from tests import briefs

TEXT = "The mill is old.\n“Eleven percent of the water never reaches the town,” said Ada Hale.\nNobody spoke."
SURVEY = briefs.REPORT | {
    "id": "survey",
    "title": "Where the water goes",
    "passages": (
        {"id": "leak", "exact": "a tenth of the water is lost on the way", "translation": "ein Zehntel des Wassers"},
    ),
}


def small(background: str = "", **given: Any) -> Brief:
    return briefs.brief(
        briefs.article(TEXT),
        background=background,
        sources=(Source.model_validate(SURVEY),),
        quotes=(briefs.quote("eleven", "Eleven percent of the water never reaches the town"),),
        **given,
    )


def findings(brief: Brief) -> list[Finding]:
    return [*quoted.quoted_words(Draft(brief, anchor(brief), tuple(prose.texts(brief))))]


@pytest.mark.parametrize(
    "text",
    [
        "She says that “Eleven percent of the water” is lost [@mill, p. 2].",
        "She says that “Eleven percent […] never reaches the town” [@mill, p. 2].",
        'She says that "Eleven percent of the water never reaches the town." [@mill, p. 2]',
        "She says “Eleven percent of the water”, see [[eleven]].",
        "The survey has “a tenth of the water is lost” [@survey].",
        "The survey has „ein Zehntel des Wassers“ [@survey].",
        "The survey, “Where the water goes”, is of 2018 [@report].",
        "It was “a pretext”, people say [@report].",
    ],
)
def test_quoted_words_that_stand_in_what_is_cited_are_right(text: str) -> None:
    assert findings(small(text)) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("It leaks [@mill, p. 2]. She says “Eleven percent of the water” [@report].", False),
        ("She says “Eleven percent of the water” [@report]. It leaks [@mill, p. 2].", False),
        ("It leaks, see [[eleven]]. She says “Eleven percent of the water” [@report].", False),
        ("She says “Eleven percent of the water.” [@mill, p. 2] The report says more [@report].", True),
        ("She says “Eleven percent of the water.” It is a lot [@mill, p. 2]. The report says more [@report].", True),
        ("She says “Eleven percent of the water.” It is a lot [@report]. She says more [@mill, p. 2].", False),
        ("The report says little [@report]. It leaks [@mill, p. 2]. She says “Eleven percent of the water”.", True),
        ("It leaks [@mill, p. 2]. The report says little [@report]. She says “Eleven percent of the water”.", False),
        ("“Eleven percent of the water [@mill, p. 2] never reaches the town”, she says.", True),
    ],
)
def test_quoted_words_stand_in_what_their_own_sentence_cites(text: str, *, right: bool) -> None:
    assert [found.rule for found in findings(small(text))] == ([] if right else ["quoted-words-not-found"])


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("The general said “we shall strike first at dawn” [@mill, p. 2].", "add the words to the passages"),
        ("She says that “Eleven percent of the water” is lost [@mill, p. 1].", "they are in mill, p. 2: cite it"),
        ("She says that “Eleven percent of the water” is lost [@report].", "they are in mill, p. 2: cite it"),
        ("She says that “Twelve percent of the water never reaches” it [@mill, p. 2].", "did you mean"),
        ("The survey has “a tenth of the water is lost” [@report].", "they are in survey#leak: cite it"),
        ("NATO wrote “the moon base is operational since 2015” [@survey, p. 900].", "add the words to the passages"),
    ],
)
def test_quoted_words_that_stand_in_nothing_that_is_cited_are_found(text: str, hint: str) -> None:
    (found,) = findings(small(f"Words. [@mill]\n\n{text}"))
    assert (found.rule, found.location.line) == ("quoted-words-not-found", 3)
    assert hint in found.hint


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("> We shall strike first at dawn [@mill, p. 2].", False),
        ("> Hale said “eleven percent of the water”, we shall strike first at dawn [@mill, p. 2].", False),
        ("> Eleven percent of the water never reaches the town [@mill, p. 2].", True),
        ("> “Eleven percent of the water never\n> reaches the town” [@mill, p. 2].", True),
        ("> “Eleven percent of the water never reaches the town,” said Ada Hale [@mill, p. 2].", True),
        ("> Eleven percent [@mill, p. 2].", True),
    ],
)
def test_all_words_of_a_block_quotation_are_quoted(text: str, *, right: bool) -> None:
    assert [found.rule for found in findings(small(text))] == ([] if right else ["quoted-words-not-found"])


def test_a_quotation_over_two_lines_is_found_on_its_own_line() -> None:
    (found,) = findings(small("Words and\nmore words, “we shall\nstrike first” [@mill, p. 2]."))
    assert (found.location.line, found.words) == (2, "we shall strike first")


def test_a_title_is_no_place_for_words_that_nobody_said() -> None:
    (found,) = findings(small(question="Who said “We will bomb the mill”?"))
    assert found.words == "We will bomb the mill"
    assert findings(small(question="Who said “Eleven percent of the water”?")) == []


def test_an_entry_s_title_does_not_vouch_for_itself() -> None:
    article = briefs.article("“Eleven percent of the water,” said Ada Hale.")
    titled = briefs.quote("eleven", "Eleven percent of the water", title="“We will bomb the mill”")
    (found,) = findings(briefs.brief(article, quotes=(titled,)))
    assert found.words == "We will bomb the mill"
    event = Event.model_validate(
        {"id": "bomb", "title": "We will bomb the mill", "date": "2020", "in_article": "after", "text": briefs.PROSE}
    )
    (found,) = findings(
        briefs.brief(article, background="He said “We will bomb the mill” [@mill, p. 1].", events=(event,))
    )
    assert found.words == "We will bomb the mill"


def test_a_quotation_within_a_sentence_may_begin_in_lower_case() -> None:
    article = briefs.article("“Eleven percent of the water,” said Ada Hale.")
    for words in ("eleven percent of the water", "Eleven percent of the water"):
        assert findings(briefs.brief(article, background=f"Hale speaks of “{words}” [@mill, p. 1].")) == []
    (found,) = findings(briefs.brief(article, background="Hale speaks of “eleven Percent of the water” [@mill, p. 1]."))
    assert found.rule == "quoted-words-not-found"


def test_words_after_a_not_are_not_what_was_said() -> None:
    article = briefs.article("The plan would not improve the trade of the town.")
    (found,) = findings(briefs.brief(article, background="It “improve the trade of the town” [@mill, p. 1]."))
    assert found.rule == "quoted-words-not-found"


def test_a_quotation_by_itself_is_no_quotation_in_prose() -> None:
    assert findings(small("![[eleven]]")) == []


OWNERS = Actor.model_validate({"id": "owners", "name": "the owners", "kind": "body", "role": "Owners", "summary": "S."})
HALE = Actor.model_validate({"id": "hale", "name": "Ada Hale", "kind": "person", "role": "Engineer", "summary": "S."})
SPEECH = (
    "“We shall close the old mill, unless the town pays for a new wheel,” said Ada Hale. “It costs 200 million dollars a "
    "year. It is not, in any way, a danger to the town.”\n"
    "The owners denied that the mill is a danger to the town. The plan is old. The weir is a danger."
)


def of_speech(text: str) -> list[str]:
    quotes = (
        briefs.quote("close", "We shall close the old mill, unless the town pays for a new wheel", speaker="hale"),
        briefs.quote("costs", "It costs 200 million dollars a year.", speaker="hale"),
    )
    brief = briefs.brief(briefs.article(SPEECH), background=text, quotes=quotes, actors=(OWNERS, HALE))
    return [found.rule for found in findings(brief)]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Hale says: “We shall close the old mill” [@mill, p. 1].", "cut-before-condition"),
        ("Hale says: “We shall close the old mill […] new wheel” [@mill, p. 1].", "gap-hides-condition"),
        ("Hale says: “It is […] a danger to the town” [@mill, p. 1].", "quoted-words-not-found"),
        ("Hale says: “It costs 200 […] a year” [@mill, p. 1].", "gap-after-figure"),
        ("Hale says that “it costs 200” of them [@mill, p. 1].", "gap-after-figure"),
        ("The article says: “The plan […] is a danger” [@mill, p. 2].", "gap-joins-sentences"),
        ("Hale says: “It costs [at most] 200 million dollars” [@mill, p. 1].", "insertion-changes-meaning"),
        ("The article has “the mill is a danger to the town” [@mill, p. 2].", "words-within-a-denial"),
        ("The owners said: “It costs 200 million dollars a year” [@mill, p. 1].", "cue-names-another"),
        ("“It costs 200 million dollars a year”, said the owners [@mill, p. 1].", "cue-names-another"),
        ("“It costs 200 million dollars a year”, the owners said [@mill, p. 1].", "cue-names-another"),
        ("According to the owners, “it costs 200 million dollars a year” [@mill, p. 1].", "cue-names-another"),
        ("Unlike Ada Hale, the owners said “it costs 200 million dollars a year” [@mill, p. 1].", "cue-names-another"),
        ("The owners believe that “it costs 200 million dollars a year” [@mill, p. 1].", "cue-names-another"),
        ("The owners: “It costs 200 million dollars a year” [@mill, p. 1].", "cue-names-another"),
        ("The owners told Ada Hale that “it costs 200 million dollars a year” [@mill, p. 1].", "cue-names-another"),
        (
            "Ada Hale’s critics, the owners, said: “It costs 200 million dollars a year” [@mill, p. 1].",
            "cue-names-another",
        ),
        ("In the owners’ words, “it costs 200 million dollars a year” [@mill, p. 1].", "cue-names-another"),
        ("“It costs 200 million dollars a year” (the owners) [@mill, p. 1].", "cue-names-another"),
        ("“It costs 200 million dollars a year” – the owners [@mill, p. 1].", "cue-names-another"),
        ("Not Ada Hale but the owners said “it costs 200 million dollars a year” [@mill, p. 1].", "cue-names-another"),
        (
            "As Ada Hale noted, the owners said “it costs 200 million dollars a year” [@mill, p. 1].",
            "cue-names-another",
        ),
    ],
)
def test_quoted_words_in_prose_obey_the_rules_of_entries(text: str, rule: str) -> None:
    assert of_speech(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "Hale says: “We shall close the old mill, unless the town pays for a new wheel” [@mill, p. 1].",
        "Unless the town pays, says Hale, “we shall close the old mill” [@mill, p. 1].",
        "Hale says: “It costs 200 million dollars […] year” [@mill, p. 1].",
        "Hale says: “It costs 200 million dollars [173 million euros] a year” [@mill, p. 1].",
        "The owners say it is untrue, or denied, that “the mill is a danger to the town” [@mill, p. 2].",
        "“It costs 200 million dollars a year”, said Ada Hale to the owners [@mill, p. 1].",
        "The owners were told by Ada Hale that “it costs 200 million dollars a year” [@mill, p. 1].",
        "The owners were told: “It costs 200 million dollars a year” [@mill, p. 1].",
        "She said: “It costs 200 million dollars a year”, the owners report [@mill, p. 1].",
        "Ada Hale believes that “it costs 200 million dollars a year”, and the owners do, too [@mill, p. 1].",
        "A note on the owners: “It costs 200 million dollars a year” [@mill, p. 1].",
        "The owners quoted Ada Hale: “It costs 200 million dollars a year” [@mill, p. 1].",
        "The owners reject what was said: “It costs 200 million dollars a year” [@mill, p. 1].",
        "“It costs 200 million dollars a year”, a figure that the owners called wrong [@mill, p. 1].",
        "The report on the owners says “it costs 200 million dollars a year” [@mill, p. 1].",
        "She told the owners: “It costs 200 million dollars a year” [@mill, p. 1].",
        "“It costs 200 million dollars a year”, the engineer told the owners [@mill, p. 1].",
        "After the owners complained, she said: “It costs 200 million dollars a year” [@mill, p. 1].",
        "As the owners noted, the engineer said “it costs 200 million dollars a year” [@mill, p. 1].",
        "The owners did not say that “it costs 200 million dollars a year” [@mill, p. 1].",
        "The owners denied that “it costs 200 million dollars a year” [@mill, p. 1].",
        "The owners were not asked why “it costs 200 million dollars a year” [@mill, p. 1].",
        "In Ada Hale’s words, “it costs 200 million dollars a year” [@mill, p. 1].",
        "“It costs 200 million dollars a year” (the owners spend half of that) [@mill, p. 1].",
        "Hale says: “It costs 200 million dollars…” [@mill, p. 1].",
        "Hale says: “… costs 200 million dollars […]” [@mill, p. 1].",
        "As Hale put it: “[i]t costs 200 million dollars a year” [@mill, p. 1].",
        "The United States has mills, too: “It costs 200 million dollars a year” [@mill, p. 1].",
    ],
)
def test_what_a_quotation_leaves_out_may_be_said_beside_it(text: str) -> None:
    assert of_speech(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (
            "Ada Hale, who likes all but the owners, says “We shall close the old mill” [@mill, p. 1].",
            "cut-before-condition",
        ),
        ("Hale says “We shall close the old mill”, but nobody came [@mill, p. 1].", "cut-before-condition"),
        ("Though it rains, Hale says “We shall close the old mill” [@mill, p. 1].", "cut-before-condition"),
        ("Hale says “it costs 200” of them, if not a million [@mill, p. 1].", "gap-after-figure"),
        ("The wheel is not new; “the mill is a danger to the town” [@mill, p. 2].", "words-within-a-denial"),
        ("Nobody denies that “the mill is a danger to the town” [@mill, p. 2].", "words-within-a-denial"),
        ("It is no secret that “the mill is a danger to the town” [@mill, p. 2].", "words-within-a-denial"),
        ("“The mill is a danger to the town”, no less [@mill, p. 2].", "words-within-a-denial"),
        ("“The mill is a danger to the town” is nothing but the truth [@mill, p. 2].", "words-within-a-denial"),
        ("It is hard to deny that “the mill is a danger to the town” [@mill, p. 2].", "words-within-a-denial"),
        ("Whether it rains or not, “the mill is a danger to the town” [@mill, p. 2].", "words-within-a-denial"),
        ("“The mill is a danger to the town” and nothing else [@mill, p. 2].", "words-within-a-denial"),
        ("The owners have not denied that “the mill is a danger to the town” [@mill, p. 2].", "words-within-a-denial"),
        ("“The mill is a danger to the town”, which nobody doubts that we saw [@mill, p. 2].", "words-within-a-denial"),
    ],
)
def test_other_words_beside_a_quotation_do_not_say_what_it_leaves_out(text: str, rule: str) -> None:
    assert of_speech(text) == [rule]


@pytest.mark.parametrize(
    "text",
    [
        "Hale says “We shall close the old mill”, but only if the town does not pay [@mill, p. 1].",
        "Hale says “it costs 200” million dollars [@mill, p. 1].",
        "The owners denied that “the mill is a danger to the town” [@mill, p. 2].",
        "It is not true that “the mill is a danger to the town” [@mill, p. 2].",
        "“The mill is a danger to the town” is what the owners denied [@mill, p. 2].",
        "“The mill is a danger to the town” is not what the owners think [@mill, p. 2].",
        "“The mill is a danger to the town” isn’t what the owners think [@mill, p. 2].",
        "“The mill is a danger to the town” is false, the owners say [@mill, p. 2].",
    ],
)
def test_what_limits_or_denies_a_quotation_is_said_right_beside_it(text: str) -> None:
    assert of_speech(text) == []


def test_a_passage_of_a_source_is_judged_by_what_stands_around_the_words() -> None:
    passages = ({"id": "leak", "exact": "the water is lost on the way, unless the weir is shut at night"},)
    source = Source.model_validate(SURVEY | {"passages": passages})
    article = briefs.article(TEXT)
    text = "The survey has “the water is lost on the way” [@survey#leak]."
    (found,) = findings(briefs.brief(article, background=text, sources=(source,)))
    assert found.rule == "cut-before-condition"
    text = "Unless the weir is shut, the survey says, “the water is lost on the way” [@survey#leak]."
    assert findings(briefs.brief(article, background=text, sources=(source,))) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Hale says that, if it rains, “the weir will break in May” [@mill, p. 1].", True),
        ("If it rains, Hale says, “the weir will break in May” [@mill, p. 1].", True),
        ("“The weir will break in May” if it rains [@mill, p. 1].", True),
        ("Hale says that, if at home, she thinks “the weir will break in May” [@mill, p. 1].", False),
        ("Hale says, not smiling, “the weir will break in May” [@mill, p. 1].", False),
    ],
)
def test_a_condition_may_be_said_between_two_commas_before_the_words(text: str, *, right: bool) -> None:
    article = briefs.article("If it rains, the weir will break in May, Hale said.")
    found = [one.rule for one in findings(briefs.brief(article, background=text))]
    assert found == ([] if right else ["words-within-a-doubt"])


def test_the_title_of_a_work_that_is_no_longer_cited_is_nobody_s_quotation() -> None:
    former = {
        "id": "old",
        "kind": "source",
        "title": "Mayor: “We will bomb the mill”",
        "date": "2020",
        "reason": "Old.",
    }
    assert findings(small(former=(former,))) == []
    (found,) = findings(small(former=({**former, "kind": "claim"},)))
    assert found.words == "We will bomb the mill"


@pytest.mark.parametrize("end", ["…", "[…]", "…,", " ...", "[x]…"])
def test_quoted_words_may_end_in_an_ellipsis_and_nothing_breaks(end: str) -> None:
    found = of_speech(f"Hale says “It costs 200 million dollars a year{end}” [@mill, p. 1].")
    assert found in ([], ["quoted-words-not-found"])


def test_words_that_are_denied_in_one_place_and_said_in_another_may_be_quoted() -> None:
    text = "The agency denied that the deck leaks in rain. Engineers say that the deck leaks in rain."
    brief = briefs.brief(briefs.article(text), background="Engineers say that “the deck leaks in rain” [@mill, p. 1].")
    assert findings(brief) == []


@pytest.mark.parametrize("inserted", ["won’t", "can't", "scarcely", "falsely", "unable"])
def test_an_insertion_in_prose_may_not_turn_the_words(inserted: str) -> None:
    (rule,) = of_speech(f"Hale says: “It [{inserted}] costs 200 million dollars” [@mill, p. 1].")
    assert rule in ("insertion-changes-meaning", "quoted-words-not-found")


def test_a_year_is_not_a_figure_of_what_follows_it() -> None:
    brief = briefs.brief(
        briefs.article("In March 2019 people came."), background="“In March 2019” it was [@mill, p. 1]."
    )
    assert findings(brief) == []


def test_the_line_is_that_of_the_words_though_others_begin_like_them() -> None:
    brief = briefs.brief(
        briefs.article("It."),
        background="The bridge will be long.\nThey say “The bridge will\nnever pay” [@mill, p. 1].",
    )
    (found,) = findings(brief)
    assert found.location.line == 2


def test_what_another_report_says_must_be_in_that_report() -> None:
    article = briefs.article(TEXT)
    source = Source.model_validate(SURVEY)
    makers: tuple[tuple[str, Any], ...] = (("quotes", briefs.quote), ("claims", briefs.claim))
    for field, entry in makers:
        prose_field = "comparison" if field == "quotes" else "evidence"
        for cite, wanted in (("survey#leak", 1), ("mill, p. 2", 0)):
            text = f"The survey has “Eleven percent of the water never reaches the town” [@{cite}]."
            made = entry("eleven", "Eleven percent of the water never reaches the town", **{prose_field: text})
            given: dict[str, Any] = {field: (made,)}
            assert len(findings(briefs.brief(article, sources=(source,), **given))) == wanted
