"""The rules of writing: each finds what it is for, and a waiver with a reason sets it aside."""

from dataclasses import replace
from typing import Any

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief import prose
from build_scripts.brief.model import Actor, Brief, Judgement, Source, Term
from build_scripts.check import check, rules
from build_scripts.check.draft import Draft
from tests import briefs

JUDGEMENT = {
    "id": "one",
    "title": "One",
    "statement": "It is likely to hold.",
    "likelihood": "likely",
    "cites": ("report",),
    "alternative": briefs.PROSE,
    "would_change": briefs.PROSE,
}


def judged(**fields: Any) -> Brief:
    return briefs.brief(briefs.article("x"), judgements=(Judgement.model_validate(JUDGEMENT | fields).model_dump(),))


def draft(brief: Brief) -> Draft:
    return Draft(brief, anchor(brief), tuple(prose.texts(brief)))


def found(brief: Brief) -> list[tuple[str, str]]:
    return [(one.rule, one.words) for rule in rules.RULES for one in rule(draft(brief))]


def term(**fields: Any) -> Term:
    return Term.model_validate({"id": "water", "term": "water", "definition": briefs.PROSE} | fields)


def test_a_judgement_in_calibrated_words_is_well_written() -> None:
    assert found(judged()) == []


@pytest.mark.parametrize(
    ("fields", "finding"),
    [
        ({"cites": ()}, ("judgement-without-basis", "one")),
        ({"likelihood": None, "statement": "It holds."}, ("judgement-without-estimate", "one")),
        ({"statement": "It is likely to hold and may last."}, ("uncalibrated-estimate", "may")),
        ({"statement": "It is unlikely to hold."}, ("likelihood-not-as-stated", "likely, unlikely")),
        ({"statement": "It holds."}, ("likelihood-not-as-stated", "likely")),
        (
            {"statement": "It is likely, with high confidence, to hold."},
            ("likelihood-with-confidence", "It is likely, with high confidence, to hold."),
        ),
        ({"alternative": "It does not."}, ("paragraph-without-citation", "It does not.")),
    ],
)
def test_a_judgement_that_breaks_a_rule_is_found(fields: dict[str, Any], finding: tuple[str, str]) -> None:
    assert finding in found(judged(**fields))


def test_likelihood_and_confidence_in_two_sentences_are_well_written() -> None:
    brief = judged(statement="It is likely to hold. We say so with high confidence.")
    assert "likelihood-with-confidence" not in dict(found(brief))


def test_a_paragraph_without_a_citation_is_found_where_it_stands() -> None:
    brief = briefs.brief(briefs.article("x"), background="## Head\n\nCited. [@report]\n\nNot cited, this one.\n")
    (problem,) = rules.problems(draft(brief))
    assert (problem.location.line, problem.message) == (5, 'cites nothing: "Not cited, this one."')


def test_a_waiver_sets_a_finding_aside_for_the_words_that_it_names() -> None:
    waiver = {"rule": "paragraph-without-citation", "exact": "Not cited.", "reason": "A signpost."}
    kept = briefs.brief(briefs.article("x"), background="Not cited.\n", waivers=(waiver,))
    assert list(rules.problems(draft(kept))) == []


def test_a_waiver_that_no_rule_needs_any_more_is_let_be_while_its_words_stand() -> None:
    waiver = {"rule": "name-without-entry", "exact": "½", "reason": "A number."}
    there = briefs.brief(briefs.article("A ½ mile."), waivers=(waiver,))
    assert list(rules.problems(draft(there))) == []
    gone = briefs.brief(briefs.article("A mile."), waivers=(waiver,))
    assert ["waives nothing" in problem.message for problem in rules.problems(draft(gone))] == [True]


def test_a_waiver_of_words_that_stand_nowhere_is_a_problem() -> None:
    waiver = {"rule": "paragraph-without-citation", "exact": "Gone.", "reason": "A signpost."}
    (problem,) = rules.problems(draft(briefs.brief(briefs.article("x"), waivers=(waiver,))))
    assert problem.message == 'waives nothing: "Gone." (paragraph-without-citation)'


def test_an_abbreviation_that_no_entry_explains_is_found_once() -> None:
    brief = briefs.brief(briefs.article("x"), background="The XYZ and the XYZ [@report].\n")
    assert found(brief) == [("acronym-without-entry", "XYZ")]


@pytest.mark.parametrize("where", ["term", "expansion", "aliases"])
def test_an_abbreviation_of_the_glossary_is_explained(where: str) -> None:
    known = term(**{where: ("XYZ",) if where == "aliases" else "XYZ"})
    brief = briefs.brief(briefs.article("The water."), background="See [[water]]: the XYZ [@report].\n", terms=(known,))
    assert found(brief) == []


def test_a_name_in_the_article_without_an_entry_is_found() -> None:
    brief = briefs.brief(
        briefs.article("On Monday the mayor met Ada Hale in May. Later she met the Gazette of Ashford.")
    )
    assert found(brief) == [("name-without-entry", "Ada Hale")]


def test_a_name_is_waived_in_the_record_of_its_article() -> None:
    waiver = {"rule": "name-without-entry", "exact": "Ada Hale", "reason": "A passer-by."}
    brief = briefs.brief(briefs.article("Then came Ada Hale.", waivers=(waiver,)))
    assert list(rules.problems(draft(brief))) == []


def test_a_source_that_nothing_cites_is_found() -> None:
    idle = Source.model_validate(briefs.REPORT | {"id": "idle"})
    assert found(briefs.brief(briefs.article("x"), sources=(idle,))) == [("source-not-cited", "idle")]


def test_a_source_that_any_list_names_is_cited() -> None:
    works = tuple(Source.model_validate(briefs.REPORT | {"id": name}) for name in ("one", "two", "three", "four"))
    step = {"label": "A transcript", "cites": ("one",)}
    relation = {"to": "gazette", "kind": "reads", "cites": ("two",)}
    figure = {"quantity": "loss", "value": "11 %", "owner": "the engineer", "cites": ("three",)}
    cited = briefs.brief(
        briefs.article("The mill stands."),
        quotes=(briefs.quote("said", "mill stands", chain=(step,)),),
        actors=(Actor.model_validate(briefs.GAZETTE | {"id": "reader", "relations": (relation,)}),),
        terms=(term(figures=(figure,)),),
        judgements=(JUDGEMENT | {"cites": ("four",)},),
        sources=works,
    )
    assert [words for rule, words in found(cited) if rule == "source-not-cited"] == []


def test_a_term_that_nothing_uses_is_found() -> None:
    assert found(briefs.brief(briefs.article("x"), terms=(term(),))) == [("entry-not-used", "water")]


def figures() -> tuple[dict[str, Any], ...]:
    common = {"quantity": "reach", "cites": ("report",)}
    return (common | {"value": "600 km", "owner": "Seoul"}, common | {"value": "2,000 km", "owner": "Beijing"})


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("It reaches 2,000 km [@mill, p. 1].", [("figure-without-owner", "2,000 km")]),
        ("Beijing says that it reaches 2,000 km [@mill, p. 1].", []),
        ("It reaches 2,000 km [@report].", []),
        ("It reaches 12,000 km [@mill, p. 1].", []),
    ],
)
def test_a_figure_on_which_sources_differ_needs_its_owner(sentence: str, rule: list[tuple[str, str]]) -> None:
    brief = briefs.brief(briefs.article("The water."), background=sentence, terms=(term(figures=figures()),))
    assert found(brief) == rule


@pytest.mark.parametrize(
    "unread",
    ["Ada Hale", "- {id: idle, name: Ada\n  Hale"],
    ids=["a record with a mistake", "a file that is no YAML"],
)
def test_what_may_stand_in_a_record_with_a_mistake_is_not_missing(unread: str) -> None:
    idle = Source.model_validate(briefs.REPORT | {"id": "idle"})
    article = briefs.article("Then came Ada Hale’s horse, and Bo Ash.")
    brief = briefs.brief(article, sources=(idle,), terms=(term(),))
    left_out = replace(brief, unread=(unread, "idle", "water"))
    assert ("name-without-entry", "Ada Hale’s") in found(brief)
    assert found(left_out) == [("name-without-entry", "Bo Ash")]


def test_a_heading_has_a_letter_of_which_its_address_can_be_made() -> None:
    made = briefs.brief(briefs.article("x"), background="## Фон\n\nx [@report]\n\n## ???\n\nx [@report]\n")
    (problem,) = [problem for problem in check(made, anchor(made)) if "heading" in problem.message]
    assert str(problem.location) == "source/background.md:5"


IN_LANGUAGES = {
    "en": "The council of the town has closed the mill, and the owners said that they were not asked. The water of the weir "
    "was lost for years, and nobody from the council would say which of the repairs was paid for with the money.",
    "de": "Der Rat der Stadt hat die Mühle geschlossen, und die Besitzer sagen, dass der Rat nicht gefragt hat. Das Wasser "
    "von dem Wehr ist seit Jahren verloren, und auch der Rat sagt nicht, was mit dem Geld von den Bürgern gemacht ist.",
    "fr": "Le conseil de la ville a fermé le moulin, et les propriétaires disent que personne ne leur a demandé. Une part de "
    "l’eau du barrage est perdue depuis des années, et le conseil ne dit pas dans quels travaux est allé l’argent des gens.",
    "nl": "De raad van de stad heeft de molen gesloten, en de eigenaars zeggen dat niemand hun iets heeft gevraagd. Het water "
    "van de stuw gaat al jaren verloren, en niemand van de raad heeft gezegd waar het geld van de burgers is gebleven.",
    "pt": "O conselho da cidade fechou o moinho, e os donos dizem que ninguém lhes perguntou nada. A água da represa perde-se "
    "há anos, e ninguém do conselho quer dizer em que obras ficou o dinheiro das pessoas que pagaram pela roda nova.",
}


@pytest.mark.parametrize(
    ("written", "given"), [(one, other) for one in IN_LANGUAGES for other in ("en", "de", "nl", "pt-BR")]
)
def test_an_article_is_in_the_language_that_its_record_gives(written: str, given: str) -> None:
    article = briefs.article(IN_LANGUAGES[written], language=given)
    brief = briefs.brief(article)
    found = [*rules.mistaken_languages(Draft(brief, anchor(brief), ()))]
    is_mistake = written in ("en", "de", "fr") and written != given
    assert [(one.rule, one.hint) for one in found] == (
        [("language-not-as-written", f"write language: {written}")] if is_mistake else []
    )


def test_the_month_of_may_is_no_estimate() -> None:
    fields = {"likelihood": "unlikely", "statement": "The study that is due in May 2025 is unlikely to end it."}
    assert found(judged(**fields)) == []
    assert ("uncalibrated-estimate", "May") in found(judged(**fields | {"statement": "May it be so: it is unlikely."}))
