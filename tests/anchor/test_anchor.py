"""A quotation is the article's own words at exactly one place, or it is a problem."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_scripts.anchor import Anchors, Gap, Insertion, Place, Searchable, Words, anchor, describe, locate
from build_scripts.anchor.negations import negation
from build_scripts.anchor.reading import Block
from build_scripts.anchor.searchable import SHORT_ARTICLE
from build_scripts.brief.folding import WORD, fold
from build_scripts.brief.model import (
    Article,
    ArticleRecord,
    Author,
    Brief,
    Claim,
    Document,
    Meta,
    Quote,
    Target,
    Where,
)
from build_scripts.brief.problems import Problem
from build_scripts.load import paragraphs

TEXT = (
    "Officials said the plan would not improve the security of the region, a lawful aim.\n"
    "“We are working together on ways to minimize ’possible damage' to the security of our countries,” he told AP. “We hope.”\n"
    "They can’t build 1,000 non-nuclear missiles for $1.10 each—an unlawful aim, said the military’s staff.\n"
    "He said: “So … it [sic] goes.” The plan would improve trade."
)


def article(text: str = TEXT, name: str = "mill", language: str = "en") -> Article:
    """Return an article of *text*, a paragraph a line."""
    record = ArticleRecord(headline="H", outlet="o", date="2016", rights="r", sha256="0" * 64, language=language)
    return Article(name, f"articles/{name}.txt", record, text, paragraphs(text, "line"))


def target(exact: str, prefix: str = "", suffix: str = "", paragraph: int | None = None, line: int = 3) -> Target:
    """Return a target whose words are on line 3 of its file."""
    where = Where("quotes.yml", 1, {"exact": line, "prefix": line + 1, "suffix": line + 2, "paragraph": line + 3})
    return Target(exact=exact, prefix=prefix, suffix=suffix, paragraph=paragraph, where=where)


def placed(exact: str, text: str = TEXT, *, direct: bool = False, **context: str | int) -> list[str]:
    """Return the pieces of the place of *exact*: words, gaps between dots, insertions in brackets."""
    place = locate(article(text), target(exact, **context), direct=direct)  # type: ignore[arg-type]
    assert isinstance(place, Place), str(place)
    shown = []
    for piece in place.pieces:
        match piece:
            case Words(start, end):
                shown.append(text[start:end])
            case Gap(start, end):
                shown.append(f"…{text[start:end]}…")
            case Insertion(words):
                shown.append(f"[{words}]")
    return shown


def refused(exact: str, text: str = TEXT, *, direct: bool = False, **context: str | int) -> Problem:
    """Return the problem with *exact*."""
    problem = locate(article(text), target(exact, **context), direct=direct)  # type: ignore[arg-type]
    assert isinstance(problem, Problem), problem
    return problem


# Words that stand in the article


def test_words_are_found_where_they_stand_once() -> None:
    assert placed("the plan would not improve") == ["the plan would not improve"]


@pytest.mark.parametrize(
    "typed",
    ["minimize 'possible damage' to", "minimize ‘possible damage’ to", "minimize\n  ’possible\u00a0dam\u00adage' to"],
)
def test_marks_dashes_and_spaces_may_be_typed_otherwise(typed: str) -> None:
    assert placed(typed) == ["minimize ’possible damage' to"]


@pytest.mark.parametrize("typed", ["the Plan would not", "the plan would not improves", "the plan wouldn't improve"])
def test_any_other_difference_is_a_problem(typed: str) -> None:
    assert refused(typed).message == f'quotes words that are not in the article: "{typed}"'


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("lawful aim, said", "unlawful aim, said"),
        ("They can", "They can’t"),
        ("nuclear missiles", "non-nuclear missiles"),
        ("000 non-nuclear", "1,000 non-nuclear"),
        ("10 each", "$1.10 each"),
        ("1.10 each", "$1.10 each"),
        ("said the military", "said the military’s"),
        ("build 1", "build 1,000"),
    ],
)
def test_words_cut_out_of_longer_ones_are_a_problem(part: str, whole: str) -> None:
    problem = refused(part)
    assert problem.message == f'quotes only parts of words: "{part}"'
    assert whole in problem.hint


def test_a_word_inside_a_longer_one_is_not_a_second_place() -> None:
    assert placed("a lawful aim") == ["a lawful aim"]
    assert placed("lawful") == ["lawful"]


def test_an_em_dash_parts_words() -> None:
    assert placed("an unlawful aim") == ["an unlawful aim"]


# One place


def test_a_quote_that_stands_twice_needs_a_prefix() -> None:
    problem = refused("The plan", "The plan. The plan.\nSo The plan.")
    assert problem.message == 'quotes words that occur in 3 places (articles/mill.txt:1, 1 and 2): "The plan"'
    assert "add a prefix, a suffix or the paragraph" in problem.hint
    assert str(problem.location) == "quotes.yml:3"


def test_the_hint_of_a_repeated_quote_tells_the_places_apart() -> None:
    text = "One aim here. Two aim there.\nOur aim."
    hint = refused("aim", text).hint.splitlines()
    assert hint[1:] == ["for line 1: prefix: 'One'", "for line 1: prefix: 'Two'", "for line 2: paragraph: 2"]


def test_prefix_suffix_and_paragraph_tell_places_apart() -> None:
    text = "One aim here. Two aim there.\nOur aim."
    whole = article(text)
    starts = [
        place.start
        for place in (
            locate(whole, target("aim", prefix="One")),
            locate(whole, target("aim", suffix=" there")),
            locate(whole, target("aim", paragraph=2)),
        )
        if isinstance(place, Place)
    ]
    assert starts == [4, 18, 33]


def test_a_prefix_that_does_not_stand_there_is_told_with_what_does() -> None:
    problem = refused("aim", "One aim here.", prefix="Two")
    assert problem.message == 'the prefix is not right before the words: "Two"'
    assert problem.hint == 'right before the words, the article has "One" (articles/mill.txt:1)'
    assert problem.location.line == 4


def test_a_suffix_that_does_not_stand_there_is_told_with_what_does() -> None:
    problem = refused("aim", "One aim here.", suffix="there")
    assert problem.message == 'the suffix is not right after the words: "there"'
    assert problem.hint == 'right after the words, the article has "here." (articles/mill.txt:1)'
    assert problem.location.line == 5


def test_a_prefix_does_not_let_cut_words_pass() -> None:
    refused("lawful", "An unlawful aim.", prefix="un")


def test_words_of_another_paragraph_are_told() -> None:
    problem = refused("would not improve", paragraph=2)
    assert problem.message == 'quotes words that are not in paragraph 2: "would not improve"'
    assert problem.hint == "they are in paragraph 1 (articles/mill.txt:1)"


def test_words_of_a_later_paragraph_are_told() -> None:
    assert refused("would improve trade", paragraph=1).hint == "they are in paragraph 4 (articles/mill.txt:4)"


def test_a_paragraph_that_there_is_not_is_told() -> None:
    problem = refused("would not improve", paragraph=9)
    assert problem.message == "names paragraph 9 of an article that has 4 paragraphs"
    assert problem.location.line == 6


# Near misses


def test_a_near_miss_is_suggested_and_never_accepted() -> None:
    problem = refused("plan would improve the security")
    assert problem.message == 'quotes words that are not in the article: "plan would improve the security"'
    assert problem.hint.splitlines() == [
        'did you mean "plan would not improve the security" (articles/mill.txt:1)?',
        'the article has "not" after "would"',
    ]


def test_a_suggestion_is_whole_words_of_the_article_as_they_are() -> None:
    assert refused("eleven per cent of", "In all, eleven\u00a0percent of it.").hint.splitlines() == [
        'did you mean "eleven percent of" (articles/mill.txt:1)?',
        'the article has "percent", not "per cent"',
    ]


def test_a_text_shorter_than_the_quotation_is_suggested_too() -> None:
    assert 'did you mean "the plan in brackets"' in refused("the plan [in brackets", "the plan in brackets").hint


def test_what_resembles_nothing_gets_no_suggestion() -> None:
    assert refused("zzz qqq xxx vvv").hint == ""


def test_a_long_article_is_searched_for_near_misses_too() -> None:
    text = "\n".join(f"Number {i} of the w{i} lines is said to be v{i} today." for i in range(3000))
    assert "Number 2717 of the w2717 lines is said" in refused("Number 2717 of the w2717 line is said", text).hint


# Words left out


@pytest.mark.parametrize("mark", ["…", "...", "[…]", "[...]", " [ … ] "])
def test_an_ellipsis_leaves_words_out(mark: str) -> None:
    assert placed(f"We are working{mark}to minimize") == ["We are working", "… together on ways …", "to minimize"]


def test_words_around_an_ellipsis_keep_the_order_of_the_article() -> None:
    assert "a different order" in refused("to minimize … We are working").message


def test_an_ellipsis_leaves_out_at_least_one_word() -> None:
    assert "an ellipsis where" in refused("We are … working").message


def test_words_around_an_ellipsis_may_not_be_placed_in_two_ways() -> None:
    text = "We go home and they go home with us."
    assert refused("We … home", text).message.endswith('"home" (articles/mill.txt:1 and 1)')
    assert placed("We … home with", text) == ["We", "… go home and they go …", "home with"]


def test_an_ellipsis_at_an_edge_is_refused() -> None:
    for exact in (
        "… We are working",
        "We are working …",
        "[…] We are working",
        "We are working … [so]",
        "[So] … We are",
    ):
        assert "begins or ends with an ellipsis" in refused(exact).message


@pytest.mark.parametrize("exact", ["…", "[…]", "[so]", "… [so] …", "—", "“”"])
def test_something_of_the_article_is_quoted(exact: str) -> None:
    assert "quotes no words of the article" in refused(exact).message


def test_an_ellipsis_of_the_article_is_its_words() -> None:
    assert placed("So ... it") == ["So … it"]
    assert placed("So … it [sic] goes") == ["So … it [sic] goes"]
    assert placed("So … it goes", "So … it goes. It goes. So we said it goes.") == ["So … it goes"]


def test_an_ellipsis_of_the_article_may_stand_beside_one_of_the_writer() -> None:
    assert placed("So … it […] goes", "So … it merrily goes.") == ["So … it", "… merrily …", "goes"]


@pytest.mark.parametrize(
    ("exact", "text"),
    [
        ("would … improve", "It would not improve."),
        ("would … improve", "It would hardly ever improve."),
        ("he … go", "So he didn’t go."),
        ("he … go", "So he cannot go."),
        ("they … agreed", "So they in no way agreed."),
        ("We tried. […] improve it", "We tried. It would not improve it."),
        ("agreed to it […] They left", "We agreed to it not. They left."),
        ("the … states", "So the non-nuclear states."),
        ("the U.S. … agreed", "So the U.S. never agreed."),
    ],
)
def test_an_ellipsis_may_not_turn_a_sentence_round(exact: str, text: str) -> None:
    assert "reverses the meaning" in refused(exact, text).message


def test_a_whole_sentence_with_a_negation_may_be_left_out() -> None:
    assert len(placed("We tried. […] It improved", "We tried. Do not laugh. It improved.")) == 3


def test_a_negation_is_known_in_the_article_s_language() -> None:
    whole = article("Wir wollen nicht gehen.", language="de")
    assert isinstance(locate(whole, target("Wir wollen … gehen")), Problem)
    assert isinstance(locate(article("Wir wollen bald gehen."), target("Wir wollen … gehen")), Place)


def test_a_long_gap_may_not_end_in_a_negation() -> None:
    text = "They said that the plan of the ministry would in the end not improve it."
    assert 'leaves out "not"' in refused("They said … improve it", text).message
    assert len(placed("They said … in the end not improve", text)) == 3


# Words right after a negation


@pytest.mark.parametrize(
    ("text", "exact", "word"),
    [
        ("It would not improve trade.", "improve trade", "not"),
        ("It can’t improve trade.", "improve trade", "can't"),
        ("It cannot\u00a0 improve trade.", "improve trade", "cannot"),
        ("Not only the U.S. gains.", "only the U.S.", "Not"),
        ("Nobody from the mill spoke.", "from the mill", "Nobody"),
        ("Neither Russia nor China agreed.", "China agreed", "nor"),
        ("They did it without firing a shot.", "firing a shot", "without"),
        ("Russia denied building missiles.", "building missiles", "denied"),
        ("It would not improve trade.", "improve [their] trade", "not"),
        ("It would not improve all trade.", "improve … trade", "not"),
        ("It would not “improve” trade.", "“improve” trade", "not"),
        ("There were no 10 missiles.", "10 missiles", "no"),
    ],
)
def test_words_right_after_a_negation_are_refused(text: str, exact: str, word: str) -> None:
    problem = refused(exact, text)
    assert problem.message == f'begins right after "{word}", which reverses the meaning: "{exact}"'
    assert problem.location.line == 3


def test_the_hint_gives_the_words_with_the_negation() -> None:
    assert refused("improve the security").hint == 'include it: "not improve the security"'
    assert refused("improve", "They can’t\u00a0improve.").hint == 'include it: "can’t improve"'


def test_direct_speech_may_not_begin_right_after_a_negation() -> None:
    text = "He said, “It would not improve trade.”"
    assert "begins right after" in refused("improve trade", text, direct=True).message
    assert placed("would not improve trade", text, direct=True) == ["would not improve trade"]


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("It would not improve trade.", "not improve trade"),
        ("He said no. We go home.", "We go home"),
        ("He said no\nWe go home.", "We go home"),
        ("No, we agreed.", "we agreed"),
        ("No – we agreed.", "we agreed"),
        ("It is not “a shield” at all.", "a shield"),
        ("Not only the U.S. gains.", "the U.S."),
        ("No longer a shield.", "a shield"),
        ("At No 10 they agreed.", "10 they agreed"),
        ("At No. 10 they agreed.", "10 they agreed"),
        ("Do not improve it.", "not [so] improve"),
        ("A notable Nobel prize.", "Nobel prize"),
    ],
)
def test_words_that_only_stand_near_a_negation_are_quoted(text: str, exact: str) -> None:
    placed(exact, text)
    if "“" in text:
        placed(exact, text, direct=True)


@pytest.mark.parametrize(
    ("language", "text", "exact"),
    [
        ("de", "Wir wollen nicht gehen.", "gehen"),
        ("fr", "Il ne veut pas partir.", "partir"),
        ("pt-BR", "Ela não vai.", "vai"),
        ("zh", "这不改善安全", "改善安全"),
        ("is", "They did not agree.", "agree"),
    ],
)
def test_a_negation_before_the_words_is_known_in_the_article_s_language(language: str, text: str, exact: str) -> None:
    problem = locate(article(text, language=language), target(exact))
    assert isinstance(problem, Problem)
    assert "begins right after" in problem.message


@pytest.mark.parametrize(
    ("language", "text", "exact"),
    [
        ("fr", "Ils ont un missile.", "missile"),
        ("pt", "Moram no Brasil.", "Brasil"),
        ("ja", "重要な問題", "問題"),
    ],
)
def test_a_word_that_negates_only_in_another_language_does_not(language: str, text: str, exact: str) -> None:
    assert isinstance(locate(article(text, language=language), target(exact)), Place)


def test_a_claim_may_not_begin_right_after_a_negation() -> None:
    claim = Claim(
        id="c", title="T", target=(target("improve the security"),), claimant="s", verdict="disputed", evidence="e"
    )
    brief = Brief(META, Document("b.md", ""), (article(),), (), (), (), (), (claim,), (), ())
    assert [problem.message.partition(",")[0] for problem in anchor(brief).problems] == ['begins right after "not"']


def test_a_repeated_word_after_a_negation_is_told_apart_by_it() -> None:
    hint = refused("aim", "One aim here. No aim there.").hint.splitlines()
    assert hint[1:] == ["for line 1: prefix: 'One'", 'for line 1: also quote "No"']


def test_a_described_place_takes_the_negation_before_it() -> None:
    assert describe(article("They would never not improve."), 17, 24).exact == "never not improve"


# Insertions


@pytest.mark.parametrize(
    ("exact", "pieces"),
    [
        ("the plan [of May] would not", ["the plan", "[of May]", "would not"]),
        ("missile[s] threat", ["missile", "[s]", "threat"]),
        ("he said [then], who", ["he said", "[then]", ", who"]),
        ("[The] plan would", ["[The]", "plan would"]),
        ("plan [so]", ["plan", "[so]"]),
    ],
)
def test_an_insertion_is_the_editor_s(exact: str, pieces: list[str]) -> None:
    text = "So the plan would not work, missile threat, he said, who?"
    assert placed(exact, text) == pieces


def test_a_bracket_of_the_article_is_its_words() -> None:
    assert placed("it [sic] goes") == ["it [sic] goes"]


@pytest.mark.parametrize("inserted", ["not", "never", "n't", "did NOT", "no longer", "hardly", "cannot"])
def test_an_insertion_may_not_negate(inserted: str) -> None:
    assert "reverses the meaning" in refused(f"would [{inserted}] improve").message


@pytest.mark.parametrize("exact", ["a [un]lawful aim", "a [be]lawful aim", "lawful[ness] aim", "[re]lawful aim"])
def test_an_insertion_may_not_make_another_word(exact: str) -> None:
    assert isinstance(refused(exact), Problem)


def test_an_insertion_replaces_nothing() -> None:
    assert "not in the article" in refused("the [good] improve").message


def test_an_insertion_may_stand_beside_an_ellipsis() -> None:
    text = "So they said that the ministry went home."
    assert placed("they […] [the men] went", text) == ["they", "… said that the ministry …", "[the men]", "went"]


# Direct speech


@pytest.mark.parametrize("typed", ["“We are working", "We are working", '"We are working', "'We are working'"])
def test_marks_around_direct_speech_do_not_matter(typed: str) -> None:
    assert placed(typed, direct=True) == ["We are working"]


def test_marks_around_other_words_are_words_of_the_article() -> None:
    assert placed("“We hope.”") == ["“We hope.”"]
    refused("“improve trade”")


def test_a_whole_passage_is_placed_without_its_marks() -> None:
    assert placed('"We hope."', direct=True) == ["We hope."]


@pytest.mark.parametrize("exact", ["The plan would improve", "countries,” he told AP", "of our countries … We hope"])
def test_direct_speech_stands_between_marks_of_the_article(exact: str) -> None:
    problem = refused(exact, direct=True)
    assert problem.message.startswith(
        "is marked as direct speech, but the article does not put these words in quotation marks"
    )
    assert problem.hint.startswith("write form: indirect")


def test_indirect_speech_may_stand_anywhere() -> None:
    assert placed("of our countries … We hope") == ["of our countries", "…,” he told AP. “…", "We hope"]


# Entries

META = Meta(
    name="b", title="B", question="Q", summary="S", authors=(Author(literal="A"),), date="2016", version="1", rights="r"
)


def quote(*targets: Target, cue: str = "", form: str = "direct") -> Quote:
    """Return a quote with nothing but its words and cue."""
    return Quote.model_validate(
        {
            "id": "q",
            "title": "T",
            "target": targets,
            "form": form,
            "speaker": "s",
            "theme": "t",
            "note": "n",
            "cue": cue,
        }
        | {"fidelity": "same-words", "comparison": "c", "where": Where("quotes.yml", 1, {"cue": 8})}
    )


def anchored(*quotes: Quote, articles: tuple[Article, ...] = (), broken: frozenset[str] = frozenset()) -> Anchors:
    """Return the anchors of a brief with these *quotes*."""
    brief = Brief(META, Document("b.md", ""), articles or (article(),), quotes, (), (), (), (), (), (), (), broken)
    return anchor(brief)


def messages(*quotes: Quote, articles: tuple[Article, ...] = ()) -> list[str]:
    """Return what is wrong with these *quotes*."""
    return [problem.message for problem in anchored(*quotes, articles=articles).problems]


def test_an_entry_is_anchored_only_as_a_whole() -> None:
    assert [place.start for place in anchored(quote(target("We are working"), target("We hope"))).places["q"]] == [
        85,
        195,
    ]
    assert not anchored(quote(target("We are working"), target("We hop"))).places


def test_pieces_of_a_quote_stand_in_order_and_apart() -> None:
    assert "are not in the article's order" in messages(quote(target("We hope"), target("We are working")))[0]
    assert "overlap" in messages(quote(target("We are working"), target("are working together")))[0]


def test_pieces_of_a_quote_stand_in_one_article() -> None:
    two = (article("“We go.”", "one"), article("“They stay.”", "two"))
    first = Target(exact="We go", article="one")
    assert "from two articles" in messages(quote(first, Target(exact="They stay", article="two")), articles=two)[0]


def test_pieces_of_a_claim_stand_where_they_like() -> None:
    claim = Claim(
        id="c",
        title="T",
        target=(target("We hope"), target("a lawful aim")),
        claimant="s",
        verdict="disputed",
        evidence="e",
    )
    brief = Brief(META, Document("b.md", ""), (article(),), (), (), (), (), (claim,), (), ())
    assert len(anchor(brief).places["c"]) == 2


def test_the_article_is_named_where_there_are_several() -> None:
    two = (article(), article("Other words.", "two"))
    (problem,) = anchored(quote(target("We hope")), articles=two).problems
    assert problem.message == 'does not say which of 2 articles has these words: "We hope"'
    assert problem.hint == "add article: mill or two"


def test_an_article_that_there_is_not_is_told() -> None:
    (problem,) = anchored(quote(Target(exact="We hope", article="mil"))).problems
    assert (problem.message, problem.hint) == ('names an article that does not exist: "mil"', 'did you mean "mill"?')


def test_an_article_with_a_problem_of_its_own_is_not_told_again() -> None:
    anchors = anchored(quote(Target(exact="We hope", article="other")), broken=frozenset({"other"}))
    assert (anchors.places, anchors.problems) == ({}, ())


@pytest.mark.parametrize("cue", ["he told AP", "They can't build", "said the military's staff"])
def test_a_cue_stands_near_the_words(cue: str) -> None:
    assert messages(quote(target("We are working"), cue=cue)) == []


def test_a_cue_that_stands_elsewhere_is_told() -> None:
    (problem,) = anchored(quote(target("We hope"), cue="would improve trade")).problems
    assert problem.message == 'gives a cue that is not near the quoted words: "would improve trade"'
    assert problem.hint.startswith("it is at articles/mill.txt:4")
    assert problem.location.line == 8


def test_a_cue_is_not_part_of_the_words() -> None:
    assert len(messages(quote(target("We are working together"), cue="are working"))) == 1


# What holds of every text

TOKENS = "a b A not would can’t un 1.10 U.S. … ... [a] […] “a b” ’a' — a-b é e\u0301 中 文 , b. a\u200bb x\u00adb"
WORDS = st.sampled_from(TOKENS.split(" "))
TEXTS = st.lists(st.tuples(WORDS, st.sampled_from([" ", " ", " ", "\n", "", "  "])), max_size=25).map(
    lambda pairs: "".join(word + space for word, space in pairs)
)


@given(TEXTS, st.integers(0, 80), st.integers(1, 30))
@example("a a a", 2, 1)
@settings(max_examples=300)
def test_a_described_place_is_found_again_and_nowhere_else(text: str, start: int, length: int) -> None:
    whole = article(text)
    start = min(start, len(text))
    end = min(start + length, len(text))
    page = Searchable(whole)
    try:
        selector = describe(whole, start, end)
    except ValueError:
        wide = page.whole_words(*page.folded.folded(start, end))
        assert not WORD.search(page.text, *wide)
        return
    place = locate(whole, selector)
    assert isinstance(place, Place), (selector, place)
    low, high = page.folded.original(*page.whole_words(*page.folded.folded(start, end)))
    assert place.end == high
    assert place.start <= low
    assert place.start == low or negation(fold(text[place.start : low]).text, "en")
    assert place.pieces == (Words(place.start, place.end),)
    assert describe(whole, place.start, place.end) == selector


PLAIN = WORDS.filter(lambda word: not re.search(r"[…\[]|\.\.\.", word))


@given(st.lists(PLAIN, min_size=3, max_size=20), st.data())
@settings(max_examples=300)
def test_words_that_the_article_does_not_have_are_never_accepted(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    start = data.draw(st.integers(0, len(words) - 2))
    mine = words[start : start + data.draw(st.integers(2, 8))]
    at = data.draw(st.integers(0, len(mine) - 1))
    other = data.draw(st.sampled_from(["not", "b", "would", "zz"]))
    match data.draw(st.sampled_from(["drop", "insert", "replace"])):
        case "drop":
            del mine[at]
        case "insert":
            mine.insert(at, other)
        case "replace":
            mine[at] = other
    exact = " ".join(mine)
    found = locate(article(text), Target(exact=exact))
    if isinstance(found, Place):
        assert fold(text[found.start : found.end]).text == fold(exact).text
    if fold(exact).text not in fold(text).text:
        assert isinstance(found, Problem)


def letters(text: str) -> str:
    """Return *text* without its spaces, its ellipses and what stands in brackets."""
    return re.sub(r"\[[^\[\]]*\]|…|\s", "", fold(text).text)


@given(TEXTS, st.data())
@settings(max_examples=300)
def test_the_words_shown_are_the_words_typed(text: str, data: st.DataObject) -> None:
    words = text.split()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(words)), min_size=4, max_size=4)))
    liberty = data.draw(st.sampled_from(["…", "...", "[…]", "[so]", "", "[so] …"]))
    exact = " ".join([*words[cuts[0] : cuts[1]], liberty, *words[cuts[2] : cuts[3]]])
    found = locate(article(text), Target(exact=exact or "x"))
    if isinstance(found, Place):
        # With a space between: two dashes that meet would be folded into one.
        assert letters(" ".join(text[piece.start : piece.end] for piece in found.words)) == letters(exact)
        for before, after in zip(found.words, found.words[1:], strict=False):
            assert before.end <= after.start


@pytest.mark.parametrize("word", ["aa", "ba", "a1", "éa", "a_b", "a’b", "a-b"])
def test_the_first_letter_of_a_word_is_not_a_word(word: str) -> None:
    refused(word[0], f"x {word} x")


def test_words_of_a_script_without_spaces_are_found() -> None:
    assert placed("国人", "中国人民") == ["国人"]


def test_the_anchors_of_a_brief_have_the_passages_of_its_articles() -> None:
    found = anchored().passages["mill"]
    assert [TEXT[passage.start : passage.end][:9] for passage in found] == ["We are wo", "We hope.", "So … it ["]


@given(TEXTS, st.data())
def test_words_are_found_alike_in_short_articles_and_in_long_ones(text: str, data: st.DataObject) -> None:
    page = Searchable(article(text))
    cut = sorted(data.draw(st.lists(st.integers(0, len(page.text)), min_size=2, max_size=2)))
    words = page.text[cut[0] : cut[1]].strip(" ")
    long = Searchable(article(text + "\n" + "¶" * SHORT_ARTICLE))
    if WORD.search(words):
        for backwards in (False, True):
            low = len(page.text) if backwards else 0
            short_hits = [*page.hits(Block((words,)), low, backwards=backwards)]
            assert short_hits == [*long.hits(Block((words,)), low, backwards=backwards)]


# Hostile input


@pytest.mark.parametrize(
    ("text", "exact"),
    [
        ("a b " * 50_000, " … ".join("a" * 10_000)),
        ("a b " * 50_000, " … ".join("a" * 90)),
        ("a b " * 50_000, "[" * 20_000 + "a" + "]" * 20_000),
        ("a" * 200_000, "a"),
        ("a" * 200_000, "b" + "a" * 20_000),
        ("ab " * 70_000, "a"),
        ("a b " * 50_000, "a b " * 50_000 + "c"),
        ("a b " * 50_000, " [x] ".join("ab" * 45)),
        ("’" * 200_000, "’" * 100 + "a"),
    ],
)
def test_hostile_input_is_refused_without_trying_every_way(text: str, exact: str) -> None:
    # of such sizes that to try every way, or even every pair of places, would take hours
    assert isinstance(locate(article(text), target(exact)), Problem)


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("``", "''"),
        ("‘‘", "’’"),
        (",,", "''"),
        ("<<", ">>"),
        ("《", "》"),
        ("〈", "〉"),
        ("「", "」"),
        ("『", "』"),
        ("‚", "‘"),
    ],
)
def test_direct_speech_stands_between_marks_of_every_kind(opening: str, closing: str) -> None:
    text = f"It ended. {opening}we shall close the mill{closing}, he said."
    assert placed("we shall close the mill", text, direct=True) == ["we shall close the mill"]
    assert placed(f"{opening}we shall close the mill{closing}", text, direct=True) == ["we shall close the mill"]


def test_a_problem_shows_both_sides_as_they_are_written() -> None:
    shown = refused("The mill — old as it was — stays", "The mill -- old as it is -- stays.")
    assert shown.message == 'quotes words that are not in the article: "The mill — old as it was — stays"'
    assert shown.hint.endswith('the article has "is", not "was"')
    shown = refused("old — and grey – it stays", "It is old --- and grey ; it stays.")
    assert 'the article has ";", not "–"' in shown.hint


def test_an_ellipsis_that_leaves_nothing_out_is_called_so() -> None:
    shown = refused("The mill … stays", "The mill stays.")
    assert shown.message == 'has an ellipsis where the article leaves no words out: "The mill … stays"'
    assert 'the article has "The mill stays"' in shown.hint


@pytest.mark.parametrize(
    ("exact", "text", "language"),
    [
        ("明年关闭旧磨坊并拆除水坝", "理事会宣布将于明年关闭旧\n磨坊并拆除水坝。", "zh"),
        ("The structural report is out", "The struc\u00ad\ntural report is out.", "en"),
        ("The mill — old as it is — … stays.", "The mill -- old as it is -- . . . stays.", "en"),
        ("The mill … stays", "The mill... stays.", "en"),
    ],
)
def test_line_ends_dashes_and_ellipses_are_typography(exact: str, text: str, language: str) -> None:
    place = locate(article(text, language=language), target(exact))
    assert isinstance(place, Place), str(place)
    assert text[place.start : place.end].endswith(exact[-2:])
