"""Words that stand in the article and mislead all the same: what the rules of meaning find, and what they let be."""

from typing import Any

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief import prose
from build_scripts.brief.model import Actor, Brief, Event
from build_scripts.check import check, meaning, speakers
from build_scripts.check.draft import Draft, Finding
from build_scripts.check.lexicon import LEXICONS
from tests import briefs

HALE = {"id": "hale", "name": "Ada Hale", "kind": "person", "aliases": ("the engineer",), "role": "Engineer"}
OWNERS = {"id": "owners", "name": "the owners", "kind": "body", "role": "Owners"}
ACTORS = tuple(Actor.model_validate(one | {"summary": briefs.PROSE}) for one in (HALE, OWNERS))
SAID = {"speaker": "hale", "cue": "said Ada Hale"}


def findings(brief: Brief) -> list[Finding]:
    draft = Draft(brief, anchor(brief), tuple(prose.texts(brief)))
    assert draft.anchors.problems == ()
    return [found for rule in (*meaning.RULES, *speakers.RULES) for found in rule(draft)]


def rules_of_quote(text: str, *exact: str, language: str = "en", **fields: Any) -> list[str]:
    article = briefs.article(text, language=language)
    return [
        found.rule
        for found in findings(briefs.brief(article, quotes=(briefs.quote("q", *exact, **fields),), actors=ACTORS))
    ]


def rules_of_claim(text: str, *exact: str, **fields: Any) -> list[str]:
    return [
        found.rule
        for found in findings(
            briefs.brief(briefs.article(text), claims=(briefs.claim("c", *exact, **fields),), actors=ACTORS)
        )
    ]


# Cut before a condition

SHIELD = "The shield would protect the whole country from attack"


@pytest.mark.parametrize(
    "condition",
    [
        ", but only if the radar were finished by 2020.",
        " unless the council objects.",
        " – provided that the money is there.",
        ", except in the south.",
        " until 2020.",
        ", though not from the sea.",
        " as long as the radar works.",
        " without a radar.",
        ", at least until May.",
        " in theory.",
        " only on paper.",
        " at night, unless the council objects.",
        " and from storms, but only if the radar works.",
    ],
)
def test_words_may_not_end_right_before_what_limits_them(condition: str) -> None:
    text = f"{SHIELD}{condition}"
    assert rules_of_claim(text, SHIELD) == ["cut-before-condition"]
    assert rules_of_claim(text, text.removesuffix(".")) == []


@pytest.mark.parametrize(
    "rest",
    [
        ".",
        ", he said.",
        " and from storms.",
        ". But it is late.",
        "; the radar is late.",
        "; it works unless it rains.",
        " and so on, but it is late.",
        " and, in the long years that are still to come, unless it rains.",
        ", a diplomat said on condition of anonymity.",
        " without comment.",
        ", without saying why.",
        ", whereas the radar is new.",
        ", said a diplomat who spoke only on condition that he not be named.",
    ],
)
def test_words_may_end_where_nothing_limits_them(rest: str) -> None:
    assert rules_of_claim(f"{SHIELD}{rest}", SHIELD) == []


def test_a_condition_counts_that_the_speaker_adds_after_the_cue() -> None:
    text = "“The treaty allows the deployment,” said Ada Hale, “unless the council objects.”"
    assert rules_of_quote(text, "The treaty allows the deployment", **SAID) == ["cut-before-condition"]


def test_what_the_narrator_adds_limits_no_direct_speech() -> None:
    text = "“The treaty allows the deployment,” said Ada Hale, but the council objects."
    assert rules_of_quote(text, "The treaty allows the deployment", **SAID) == []


def test_the_hint_offers_the_words_to_the_end_of_the_clause() -> None:
    text = "“The treaty allows interceptors, unless the council objects, as it may,” said Ada Hale."
    brief = briefs.brief(
        briefs.article(text), quotes=(briefs.quote("q", "The treaty allows interceptors", **SAID),), actors=ACTORS
    )
    (found,) = findings(brief)
    assert 'ends before "unless"' in found.message
    assert found.hint == 'continue the quotation to the end of that clause: ", unless the council objects"'


# What is left out


def test_a_gap_may_not_hide_a_condition() -> None:
    text = (
        "“The treaty, provided that the council agrees and no objection has been lodged within ninety days by any party, "
        "allows the deployment,” said Ada Hale."
    )
    assert rules_of_quote(text, "The treaty […] allows the deployment", **SAID) == ["gap-hides-condition"]


def test_a_long_gap_may_not_hide_a_negation() -> None:
    text = "“He will, as he often said before, not ever attack Iran,” said Ada Hale."
    assert rules_of_quote(text, "He will […] attack Iran", **SAID) == ["gap-hides-condition"]


def test_a_gap_may_not_make_one_sentence_of_two() -> None:
    text = "“We fear the shield. The people of the town love it, and so we keep it,” said Ada Hale."
    assert rules_of_quote(text, "We […] love it", **SAID) == ["gap-joins-sentences"]
    assert rules_of_quote(text, "We fear the shield. […] so we keep it", **SAID) == []


def test_a_gap_has_its_bounds() -> None:
    text = f"“We want {'many things and ' * 20}war,” said Ada Hale."
    assert rules_of_quote(text, "We want […] war", **SAID) == []
    text = f"“We want {'many things and ' * 180}war,” said Ada Hale."
    assert rules_of_quote(text, "We want […] war", **SAID) == ["gap-too-long"]


@pytest.mark.parametrize("unit", ["million dollars", "percent of it", "per cent", "km", "years"])
def test_a_gap_may_not_take_the_size_from_a_figure(unit: str) -> None:
    assert "gap-after-figure" in rules_of_claim(
        f"It cost 10 {unit} in all that time.", "It cost 10 […] in all that time"
    )


@pytest.mark.parametrize("rest", [" million dollars.", " percent of it.", " years in all.", " km away."])
def test_words_may_not_end_between_a_figure_and_its_size(rest: str) -> None:
    assert rules_of_claim(f"The mill cost 10{rest}", "The mill cost 10") == ["gap-after-figure"]
    assert rules_of_claim(f"The mill cost 10{rest}", f"The mill cost 10{rest[:-1]}") == []


def test_words_may_end_after_a_figure_by_itself() -> None:
    assert rules_of_claim("The mill is number 10. Million of them fell.", "The mill is number 10") == []
    assert rules_of_claim("The mill stands since 1910, people say.", "The mill stands since 1910") == []


@pytest.mark.parametrize("number", ["two", "Twenty", "a hundred"])
def test_a_figure_may_be_written_in_words(number: str) -> None:
    assert rules_of_claim(f"It cost {number} million dollars.", f"It cost {number}") == ["gap-after-figure"]


@pytest.mark.parametrize("unit", ["bn", "GW", "m", "tonnes"])
def test_a_unit_may_be_short(unit: str) -> None:
    assert rules_of_claim(f"It has 10 {unit} of them.", "It has 10 […] of them") == ["gap-after-figure"]


@pytest.mark.parametrize(
    "words", ["be unable to", "perhaps", "almost", "be less likely to", "plan to", "be too weak to"]
)
def test_a_gap_may_not_hide_what_weakens_the_words(words: str) -> None:
    text = f"“They will {words} attack Iran,” said Ada Hale."
    assert rules_of_quote(text, "They will […] attack Iran", **SAID) == ["gap-hides-condition"]


def test_a_gap_may_leave_out_what_limits_nothing() -> None:
    text = "“The treaty, which is from 1972, allows the deployment,” said Ada Hale."
    assert rules_of_quote(text, "The treaty […] allows the deployment", **SAID) == []


@pytest.mark.parametrize("words", ["in May 2016", "if I may say so,", "on the First of May"])
def test_a_gap_may_leave_out_a_month_and_a_mere_phrase(words: str) -> None:
    text = f"“They did, {words} attack Iran,” said Ada Hale."
    assert rules_of_quote(text, "They did […] attack Iran", **SAID) == []
    text = "“They did, if we may believe it, attack Iran,” said Ada Hale."
    assert rules_of_quote(text, "They did […] attack Iran", **SAID) == ["gap-hides-condition"]


def test_pieces_hide_no_more_than_a_gap() -> None:
    text = "“He will not ever attack Iran,” said Ada Hale."
    assert rules_of_quote(text, "He will", "attack Iran", **SAID) == ["gap-hides-condition"]
    assert rules_of_claim("The owners will not ever attack Iran, he said.", "owners will", "attack Iran") == [
        "gap-hides-condition"
    ]


def test_pieces_of_one_utterance_are_no_gap() -> None:
    text = "“We shall mend it,” said Ada Hale, who is not from here. “It leaks.”"
    assert rules_of_quote(text, "We shall mend it", "It leaks.", **SAID) == []


def test_pieces_stand_in_one_paragraph() -> None:
    text = "“We shall mend it,” said Ada Hale.\n“It leaks,” said Ada Hale."
    assert rules_of_quote(text, "We shall mend it", "It leaks", **SAID) == ["gap-joins-paragraphs"]


# Insertions


@pytest.mark.parametrize(
    "words",
    [
        "stop short of any plan to",
        "only",
        "if asked",
        "not",
        "may",
        "May they",
        "the people whom we met there long ago and",
        "аttack",
    ],
)
def test_an_insertion_may_not_change_what_was_said(words: str) -> None:
    text = "“He will attack Iran,” said Ada Hale."
    if words == "not":
        brief = briefs.brief(
            briefs.article(text), quotes=(briefs.quote("q", "He will [not] attack Iran", **SAID),), actors=ACTORS
        )
        assert anchor(brief).problems
        return
    assert rules_of_quote(text, f"He will [{words}] attack Iran", **SAID) == ["insertion-changes-meaning"]


@pytest.mark.parametrize("words", ["the president", "in 2016", "", "Ада Хейл", "in May", "May 2016"])
def test_an_insertion_may_explain(words: str) -> None:
    assert rules_of_quote("“He will attack Iran,” said Ada Hale.", f"He [{words}] will attack Iran", **SAID) == []


# Whose words


def test_the_cue_names_the_speaker() -> None:
    text = "The owners met.\n“Eleven percent of it leaks,” the engineer, Ada Hale, said."
    given = {"cue": "the engineer, Ada Hale, said"}
    assert rules_of_quote(text, "Eleven percent of it leaks", speaker="hale", **given) == []
    assert rules_of_quote(text, "Eleven percent of it leaks", speaker="owners", **given) == ["cue-names-another"]


@pytest.mark.parametrize(
    "text", ["Ada Hale was there. “It leaks,” she said.", "Ada Hale was there.\n“It leaks,” she said."]
)
def test_a_pronoun_stands_for_a_speaker_who_is_named_nearby(text: str) -> None:
    assert rules_of_quote(text, "It leaks", speaker="hale", cue="she said") == []
    assert rules_of_quote(text, "It leaks", speaker="owners", cue="she said") == ["cue-names-another"]


def test_the_subject_may_stand_before_the_cue() -> None:
    text = "Ada Hale of the works has accused the council of closing the mill."
    given = {"form": "indirect", "cue": "has accused the council of"}
    assert rules_of_quote(text, "closing the mill", speaker="hale", **given) == []


def test_speech_needs_words_that_report_it() -> None:
    text = "The so-called “attack” failed. Ada Hale went home."
    assert "quotation-without-report" in rules_of_quote(text, "attack", speaker="hale")
    assert "quotation-without-report" in rules_of_quote(text, "attack", speaker="hale", cue="went home")
    assert rules_of_quote(text, "attack", speaker=None, form="term", within="doubted") == []


@pytest.mark.parametrize(
    "cue",
    [
        "the owners did not say",
        "the owners never said",
        "the owners might have said",
        "the owners will say",
        "the owners are falsely said to have said",
        "the owners refused to say",
        "the owners didn’t say",
        "nobody among the owners said",
        "the owners are said to have said",
    ],
)
def test_what_was_not_said_is_nobody_s(cue: str) -> None:
    text = f"“The weir will break in May,” {cue}."
    assert rules_of_quote(text, "The weir will break in May", speaker="owners", cue=cue) == ["quotation-without-report"]


def test_a_cue_is_read_with_the_clause_around_it() -> None:
    text = "None of the owners said that the weir will break in May."
    words = "the weir will break in May"
    assert rules_of_quote(text, words, form="indirect", speaker="owners", cue="the owners said") == [
        "quotation-without-report"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“The weir will break,” said Ada Hale, who did not go.",
        "“The weir will break,” Ada Hale, who was not there, said.",
        "It was not late. “The weir will break,” said Ada Hale.",
    ],
)
def test_what_is_denied_beside_a_cue_is_not_the_saying(text: str) -> None:
    cue = next(one for one in ("said Ada Hale", "who was not there, said") if one in text)
    assert "quotation-without-report" not in rules_of_quote(text, "The weir will break", speaker="hale", cue=cue)


@pytest.mark.parametrize("between", [" It rained.", " It rained. It was late.", "\n"])
def test_a_cue_stands_beside_the_words_that_it_reports(between: str) -> None:
    text = f"“The weir will break,” a farmer said.{between} The owners said nothing of it."
    found = rules_of_quote(text, "The weir will break", speaker="owners", cue="The owners said")
    assert found == ["report-of-other-words"]


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Ada Hale said so at noon. “The weir will break.”", "Ada Hale said"),
        ("“The weir will break.” That is what Ada Hale said.", "Ada Hale said"),
        ("“The weir will break. We know it. It is old,” said Ada Hale.", "said Ada Hale"),
    ],
)
def test_a_cue_may_stand_in_the_sentence_beside_the_words(text: str, cue: str) -> None:
    found = rules_of_quote(text, "The weir will break", speaker="hale", cue=cue)
    assert "report-of-other-words" not in found


def test_the_narrator_s_own_words_are_nobody_s_speech() -> None:
    text = "The council plans to attack Iran. Ada Hale said so."
    assert rules_of_quote(text, "The council plans to attack Iran", form="indirect", speaker="hale") == [
        "quotation-without-report"
    ]
    given = {"form": "indirect", "speaker": "hale", "cue": "Ada Hale said"}
    assert rules_of_quote(text, "The council plans to attack Iran", **given) == ["report-of-other-words"]


def test_reported_speech_may_hold_its_own_report() -> None:
    assert (
        rules_of_quote(
            "The owners call it a pretext.", "The owners call it a pretext", form="indirect", speaker="owners"
        )
        == []
    )


# Words within somebody's denial


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("Critics falsely claim that the shield is aimed at Russia.", "called-false"),
        ("Ada Hale denied that the shield is aimed at Russia.", "denied"),
        ("It is allegedly so that the shield is aimed at Russia.", "doubted"),
        ("If the shield is aimed at Russia, there is a danger.", "hypothetical"),
        ("It is not true that the shield is aimed at Russia.", "called-false"),
        ("It is a myth that the shield is aimed at Russia.", "called-false"),
        ("Ada Hale denied, on Monday, that the shield is aimed at Russia.", "denied"),
        ("There is no evidence that the shield is aimed at Russia.", "denied"),
        ("Ada Hale did not say that the shield is aimed at Russia.", "denied"),
        ("The owners do not believe the shield is aimed at Russia.", "denied"),
        ("That the shield is aimed at Russia is false.", "called-false"),
        ("The shield is old: the shield is aimed at Russia, which is a lie.", "called-false"),
        ("They say the shield is aimed at Russia, which the owners deny.", "denied"),
        ("In May the shield is aimed at Russia, the owners falsely claimed.", "called-false"),
        ("In May the shield is aimed at Russia, allegedly.", "doubted"),
        ("It is far from certain that the shield is aimed at Russia.", "doubted"),
        ("The owners could not confirm that the shield is aimed at Russia.", "doubted"),
        ("Hardly anyone thinks that the shield is aimed at Russia.", "denied"),
        ("The court rejected the argument that the shield is aimed at Russia.", "denied"),
        ("There is no reason to believe that the shield is aimed at Russia.", "denied"),
        ("The owners lied that the shield is aimed at Russia.", "called-false"),
        ("In the unlikely event that the shield is aimed at Russia, there is a danger.", "hypothetical"),
        ("They say the shield is aimed at Russia – a charge denied by the owners.", "denied"),
        ("They say the shield is aimed at Russia, an allegation that the council disputes.", "denied"),
    ],
)
def test_words_inside_a_denial_say_so(text: str, within: str) -> None:
    found = rules_of_claim(text, "the shield is aimed at Russia")
    assert len(found) == 1
    assert found[0].startswith("words-within-a-")
    assert rules_of_claim(text, "the shield is aimed at Russia", within=within) == []


@pytest.mark.parametrize(
    "text",
    [
        "They say the shield is aimed at Russia, which nobody denies.",
        "They say the shield is aimed at Russia, which is why the owners left.",
        "They say the shield is aimed at Russia and deny the rest.",
        "They say the shield is aimed at Russia, and the owners wrongly said that the town is, too.",
        "They say the shield is aimed at Russia, allegedly by order of the king.",
        "Nobody doubts that the shield is aimed at Russia.",
    ],
)
def test_words_that_nobody_denies_are_no_denial(text: str) -> None:
    assert rules_of_claim(text, "the shield is aimed at Russia") == []


@pytest.mark.parametrize(
    "before",
    [
        "The owners denied the charge and said that",
        "The owners disputed the figures but later told the town that",
        "The alleged leader of the gang told the court that",
        "The union alleged that",
        "After the dispute over the bay ended",
        "Nobody disputes that",
        "Asked if the mill would close, she said that",
        "Asked whether it would rain, she spoke:",
        "Even if it rains,",
        "As if to prove it,",
        "“If anything,",
    ],
)
def test_a_denial_or_condition_of_something_else_is_not_theirs(before: str) -> None:
    assert rules_of_claim(f"{before} the shield is aimed at Russia.", "the shield is aimed at Russia") == []


@pytest.mark.parametrize(
    "before",
    [
        "The owners denied that they had met the mayor and said that",
        "The owners denied having met the mayor and told the town that",
        "The owners denied rumours and reports that",
        "The owners, it is alleged, allegedly told the town that",
        "It is alleged that",
        "The man is alleged to have said that",
        "The union is said to have alleged that",
        "They asked if",
        "Even if",
        "If they said so and told us,",
    ],
)
def test_a_denial_or_condition_that_may_be_theirs_counts(before: str) -> None:
    (rule,) = rules_of_claim(f"{before} the shield is aimed at Russia.", "the shield is aimed at Russia")
    assert rule.startswith("words-within-a-")


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        (
            "de",
            "Die Firma bestritt den Vorwurf und sagte, der Schirm zielt auf Russland.",
            "der Schirm zielt auf Russland",
        ),
        ("de", "Auch wenn es regnet, der Schirm zielt auf Russland.", "der Schirm zielt auf Russland"),
        ("fr", "Le voleur présumé a dit que le mur menace la Russie.", "le mur menace la Russie"),
        ("fr", "Même si la pluie tombe, le mur menace la Russie.", "le mur menace la Russie"),
        ("es", "Por supuesto que el muro amenaza a Rusia.", "el muro amenaza a Rusia"),
        ("ru", "Никто не отрицает, что щит направлен против России.", "щит направлен против России"),
    ],
)
def test_a_denial_of_something_else_is_one_in_no_language(language: str, text: str, words: str) -> None:
    article = briefs.article(text, language=language)
    assert findings(briefs.brief(article, claims=(briefs.claim("c", words),), actors=ACTORS)) == []


def test_what_the_narrator_denies_behind_a_quotation_is_still_what_was_said() -> None:
    text = "“The shield is aimed at Russia,” said Ada Hale, which the owners deny."
    assert rules_of_quote(text, "The shield is aimed at Russia", **SAID) == []
    text = "“The shield is aimed at Russia, which is a lie,” said Ada Hale."
    assert rules_of_quote(text, "The shield is aimed at Russia", **SAID) == ["words-within-a-denial"]


@pytest.mark.parametrize("none", ["None of the", "Not all", "Few of the", "Neither of the", "Hardly any of the"])
def test_words_may_not_begin_after_what_denies_their_subject(none: str) -> None:
    text = f"{none} owners will sell the mill."
    assert rules_of_claim(text, "owners will sell the mill") == ["words-within-a-denial"]
    assert rules_of_claim(text, text.removesuffix(".")) == []


@pytest.mark.parametrize(
    "condition", ["If the council agrees", "Unless it rains", "Provided that it is paid", "Assuming peace"]
)
def test_words_may_not_begin_right_after_what_they_depend_on(condition: str) -> None:
    text = f"{condition}, the mill will shield the town."
    assert rules_of_claim(text, "the mill will shield the town") == ["words-within-a-doubt"]
    assert rules_of_claim(text, "the mill will shield the town", within="hypothetical") == []
    assert rules_of_claim(text, text.removesuffix(".")) == []


def test_the_words_of_an_event_are_held_to_the_same() -> None:
    def rules_of_event(text: str, *exact: str) -> list[str]:
        target = tuple({"exact": words} for words in exact)
        event = {"id": "e", "title": "An event", "date": "2020", "in_article": "stated", "text": briefs.PROSE}
        events = (Event.model_validate(event | {"target": target}),)
        return [one.rule for one in findings(briefs.brief(briefs.article(text), events=events, actors=ACTORS))]

    assert rules_of_event("The owners will never ever attack the weir.", "The owners will", "attack the weir") == [
        "gap-hides-condition"
    ]
    assert rules_of_event("The owners burn the weir only if it rains.", "The owners burn the weir") == [
        "cut-before-condition"
    ]
    assert rules_of_event("Hale denied that they had burned the weir.", "they had burned the weir") == [
        "words-within-a-denial"
    ]
    assert rules_of_event("The owners burn the weir.", "The owners burn the weir") == []


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("de", "Hale bestritt, dass der Schirm auf Russland zielt.", "der Schirm auf Russland zielt"),
        ("de", "Es stimmt nicht, dass der Schirm auf Russland zielt.", "der Schirm auf Russland zielt"),
        ("de", "Niemand glaubt, dass der Schirm auf Russland zielt.", "der Schirm auf Russland zielt"),
        ("fr", "Il est faux que le mur menace la Russie.", "le mur menace la Russie"),
        ("fr", "Personne ne croit que le mur menace la Russie.", "le mur menace la Russie"),
        ("es", "No hay pruebas de que el muro amenaza a Rusia.", "el muro amenaza a Rusia"),
        ("ru", "Никто не говорит, что щит направлен против России.", "щит направлен против России"),
        ("ru", "Хейл отрицал, что щит направлен против России.", "щит направлен против России"),
    ],
)
def test_a_denial_is_one_in_every_language_with_its_comma(language: str, text: str, words: str) -> None:
    article = briefs.article(text, language=language)
    found = findings(briefs.brief(article, claims=(briefs.claim("c", words),), actors=ACTORS))
    assert [one.rule for one in found] == ["words-within-a-denial"]


def test_a_denial_in_another_clause_is_not_theirs() -> None:
    assert (
        rules_of_claim(
            "Ada Hale denied the charge, and the shield is aimed at Russia.", "the shield is aimed at Russia"
        )
        == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "Ada Hale said that she was tired; the council plans to attack Iran.",
        "Ada Hale said that she was tired — the council plans to attack Iran.",
    ],
)
def test_reported_speech_ends_where_another_statement_begins(text: str) -> None:
    given = {"form": "indirect", "speaker": "hale", "cue": "Ada Hale said"}
    assert rules_of_quote(text, "the council plans to attack Iran", **given) == ["report-of-other-words"]
    text = "Ada Hale said — as often before — that the council plans to attack Iran."
    assert rules_of_quote(text, "the council plans to attack Iran", **given) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Ada Hale said little, and the owners said that the weir leaks.", False),
        ("Ada Hale said nothing of use but the owners said that the weir leaks.", False),
        ("Ada Hale said, and the owners confirmed, that the weir leaks.", True),
        ("Ada Hale said that it rained and that the owners said that the weir leaks.", True),
    ],
)
def test_reported_speech_ends_where_another_begins_to_speak(text: str, *, right: bool) -> None:
    given = {"form": "indirect", "speaker": "hale", "cue": "Ada Hale said"}
    assert rules_of_quote(text, "the weir leaks", **given) == ([] if right else ["report-of-other-words"])


def test_he_may_stand_for_the_person_named_last_however_far_away() -> None:
    text = "Ada Hale spoke.\nIt rained.\nIt snowed.\nIt froze.\nThe mill leaks, she thinks. “It does,” she said."
    assert rules_of_claim(text, "The mill leaks", claimant="hale") == []
    assert rules_of_claim(text, "The mill leaks", claimant="owners") == ["claimant-not-named"]
    assert rules_of_quote(text, "It does", speaker="hale", cue="she said") == []
    assert rules_of_quote(text, "It does", speaker="owners", cue="she said") == ["cue-names-another"]


@pytest.mark.parametrize("joined", [", but", ", and", ", while", ", but in May", ", and since May"])
def test_what_a_comma_joins_to_reported_speech_may_be_the_narrator_s_own(joined: str) -> None:
    given = {"form": "indirect", "speaker": "hale", "cue": "Ada Hale said"}
    text = f"Ada Hale said that the mill was shut{joined} the weir leaks."
    assert rules_of_quote(text, "the weir leaks", **given) == ["report-of-other-words"]
    text = f"Ada Hale said that the mill was shut{joined} that the weir leaks."
    assert rules_of_quote(text, "the weir leaks", **given) == []
    text = f"Ada Hale said that the weir leaks{joined} the mill was shut."
    assert "report-of-other-words" not in rules_of_quote(text, "the weir leaks", **given)


def test_a_claim_is_made_by_somebody_whom_the_article_names_near_it() -> None:
    text = "Ada Hale spoke.\nIt rained.\nThe mill leaks.\nThe weir leaks.\nThe end."
    assert rules_of_claim(text, "The mill leaks", claimant="hale") == []
    assert rules_of_claim(text, "The weir leaks", claimant="hale") == ["claimant-not-named"]
    assert rules_of_claim(text, "The weir leaks", claimant="owners") == ["claimant-not-named"]
    assert rules_of_claim(text, "The weir leaks", claimant="gazette") == []
    assert rules_of_claim(f"{text} The owners left.", "The weir leaks", claimant="owners") == []


# The rules as rules


def test_what_these_rules_find_is_a_problem_that_a_reason_waives() -> None:
    claims = (briefs.claim("c", SHIELD),)
    text = f"{SHIELD} unless it rains."
    waiver = {"rule": "cut-before-condition", "exact": "c", "reason": "Told in the note."}
    open_, waived = (
        [problem.message for problem in check(brief, anchor(brief)) if "ends before" in problem.message]
        for brief in (
            briefs.brief(briefs.article(text), claims=claims),
            briefs.brief(briefs.article(text), claims=claims, waivers=(waiver,)),
        )
    )
    assert (len(open_), waived) == (1, [])


@pytest.mark.parametrize(
    "cue",
    [
        "a farmer who fights the owners said",
        "a critic of the owners said",
        "the former owners said",
        "the mayor told the owners",
        "a friend of the owners said",
        "the owners' critics said",
        "an actor who plays the owners said",
        "the man about whom the owners wrote a book, and whom the owners fired, is a farmer, who said",
        "a book about the owners says",
        "the mayor wrote to the owners",
        "the United States",  # a name that looks like a verb
    ],
)
def test_a_name_beside_the_speaker_is_not_the_speaker(cue: str) -> None:
    states = Actor.model_validate(
        {"id": "states", "name": "the United States", "kind": "state", "summary": briefs.PROSE, "role": "State"}
    )
    text = f"In the town, {cue}: “It leaks.”"
    speaker = "states" if "States" in cue else "owners"
    quote = briefs.quote("q", "It leaks.", speaker=speaker, cue=cue)
    owners = ACTORS[1].model_copy(update={"aliases": ("owners",)})
    brief = briefs.brief(briefs.article(text), quotes=(quote,), actors=(ACTORS[0], owners, states))
    (found,) = findings(brief)
    assert found.rule in ("speaker-not-named", "quotation-without-report")


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("The town was told by the owners: “It leaks.”", "was told by the owners"),
        ("“It leaks,” warned the owners.", "warned the owners"),
        ("The owners, who sold the mill, said: “It leaks.”", "The owners, who sold the mill, said"),
        ("“It leaks,” according to the owners.", "according to the owners"),
        ("Ada Hale left. “It leaks,” according to a letter by the owners.", "according to a letter by the owners"),
        ("In the words of the owners, “It leaks.”", "In the words of the owners"),
        ("In the owners' words, “It leaks.”", "In the owners' words"),
        ("The owners dismissed it as “It leaks”.", "The owners dismissed it as"),
        ("The owners were quick to answer: “It leaks.”", "The owners were quick to answer"),
    ],
)
def test_whoever_a_report_names_as_its_speaker_is_the_speaker(text: str, cue: str) -> None:
    exact = "It leaks." if "leaks." in text else "It leaks"
    assert rules_of_quote(text, exact, speaker="owners", cue=cue) == []


@pytest.mark.parametrize(
    ("cue", "speakers"),
    [
        ("Ada Hale and the owners said", ("hale", "owners")),
        ("the owners and Ada Hale said", ("hale", "owners")),
        ("the owners denied the charge and said", ("owners",)),
        ("while Ada Hale smiled, the owners said", ("owners",)),
        ("after Ada Hale said no, the owners wrote to the town", ("owners",)),
        ("quoting the owners, Ada Hale said", ("hale",)),
        ("asked by Ada Hale, the owners said", ("owners",)),
        ("as Ada Hale put it", ("hale",)),
        ("Ada Hale of the owners said", ("hale",)),
        ("the owners' engineer Ada Hale said", ("hale",)),
    ],
)
def test_the_subject_of_a_cue_stands_right_before_its_verb(cue: str, speakers: tuple[str, ...]) -> None:
    for who in ("hale", "owners"):
        found = rules_of_quote(f"In May {cue}: “It leaks.”", "It leaks.", speaker=who, cue=cue)
        assert found == ([] if who in speakers else ["cue-names-another"])


def test_the_subject_of_a_cue_may_stand_behind_its_verb_and_behind_whose_it_is() -> None:
    text = "“It leaks,” said the owners' engineer, Ada Hale, while the owners said nothing."
    cue = "said the owners' engineer, Ada Hale, while the owners said nothing"
    assert rules_of_quote(text, "It leaks", speaker="hale", cue=cue) == []
    assert rules_of_quote(text, "It leaks", speaker="owners", cue=cue) == ["cue-names-another"]


@pytest.mark.parametrize("cue", ["a spokesman said", "the statement said"])
def test_a_spokesman_speaks_for_a_body_that_is_named_nearby(cue: str) -> None:
    text = f"Ada Hale asked the owners. “It leaks,” {cue}."
    assert rules_of_quote(text, "It leaks", speaker="owners", cue=cue) == []
    assert rules_of_quote(text, "It leaks", speaker="hale", cue=cue) == ["cue-names-another"]
    text = f"Ada Hale left. “It leaks,” {cue}."
    assert rules_of_quote(text, "It leaks", speaker="owners", cue=cue) == ["speaker-not-named"]
    cue = cue.replace("said", "of the mill said")
    text = f"Ada Hale asked the owners. “It leaks,” {cue}."
    assert rules_of_quote(text, "It leaks", speaker="owners", cue=cue) == ["speaker-not-named"]


def test_a_verb_may_do_without_a_subject() -> None:
    text = "Ada Hale calló. «It leaks», agregó."
    assert rules_of_quote(text, "It leaks", language="es", speaker="hale", cue="agregó") == []
    text = "Ada Hale calló. «It leaks», dijo a la radio."
    assert rules_of_quote(text, "It leaks", language="es", speaker="hale", cue="dijo a la radio") == []
    text = "Ada Hale calló. «It leaks», dijo el alcalde."
    assert rules_of_quote(text, "It leaks", language="es", speaker="hale", cue="dijo") == ["speaker-not-named"]
    text = "Ada Hale left. A farmer said so, adding: “It leaks.”"
    assert rules_of_quote(text, "It leaks.", speaker="hale", cue="adding") == ["speaker-not-named"]
    text = "Ada Hale was there, adding: “It leaks.”"
    assert rules_of_quote(text, "It leaks.", speaker="hale", cue="adding") == []


def test_who_condemns_words_in_another_sentence_does_not_say_them() -> None:
    text = "Ada Hale condemned the sign. “It leaks,” it read."
    assert rules_of_quote(text, "It leaks", speaker="hale", cue="Ada Hale condemned the sign") == [
        "quotation-without-report"
    ]


def test_whom_a_report_goes_by_is_its_speaker_though_another_is_named_before() -> None:
    text = "Ada Hale went home, and the weir, according to the owners, leaks."
    given = {"form": "indirect", "cue": "according to the owners"}
    assert rules_of_quote(text, "leaks", speaker="owners", **given) == []
    assert rules_of_quote(text, "leaks", speaker="hale", **given) == ["cue-names-another"]


def test_a_language_without_a_list_has_none_of_these_rules() -> None:
    assert rules_of_quote("“It leaks.” unless", "It leaks.", language="eu", speaker="hale") == []


def test_a_report_in_english_counts_in_an_article_of_another_language() -> None:
    assert rules_of_quote("“Cela fuit,” said Ada Hale.", "Cela fuit", language="fr", **SAID) == []


@pytest.mark.parametrize(
    ("language", "text", "cue"),
    [
        ("de", "„Es leckt“, so Ada Hale.", "so Ada Hale"),
        ("de", "„Es leckt“, teilte Ada Hale mit.", "teilte Ada Hale mit"),
        ("de", "Nach Angaben von Ada Hale ist alles „Es leckt“.", "Nach Angaben von Ada Hale"),
        ("fr", "« Es leckt », a assuré Ada Hale.", "a assuré Ada Hale"),
        ("fr", "Ada Hale se tait. « Es leckt », a-t-elle ajouté.", "a-t-elle ajouté"),
        ("es", "«Es leckt», sostuvo Ada Hale.", "sostuvo Ada Hale"),
        ("ru", "«Es leckt», — рассказал Ada Hale.", "рассказал Ada Hale"),
        ("de", "„Es leckt“, bestritt Ada Hale.", "bestritt Ada Hale"),
    ],
)
def test_a_cue_may_use_any_usual_verb_of_its_language(language: str, text: str, cue: str) -> None:
    assert rules_of_quote(text, "Es leckt", language=language, speaker="hale", cue=cue) == []
    assert rules_of_quote(text, "Es leckt", language=language, speaker="owners", cue=cue) == ["cue-names-another"]


def test_a_pronoun_may_stand_for_a_body_where_nouns_have_a_gender() -> None:
    text = "Ada Hale kam. The owners wollen das Wehr schließen, wie er mitteilte."
    given = {"form": "indirect", "speaker": "owners", "cue": "wie er mitteilte"}
    assert rules_of_quote(text, "wollen das Wehr schließen", language="de", **given) == []


@pytest.mark.parametrize("language", LEXICONS)
def test_every_language_has_every_list(language: str) -> None:
    words = LEXICONS[language]
    for name in words.__dataclass_fields__:
        assert getattr(words, name), name
        assert all(phrase == phrase.lower() for phrase in getattr(words, name))
