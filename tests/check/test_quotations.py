"""Every quotation of an article is seen, and none is forgotten."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.anchor import anchor
from build_scripts.brief.model import (
    Article,
    ArticleRecord,
    Author,
    Brief,
    Document,
    Meta,
    Quote,
    Target,
    Waiver,
    Where,
)
from build_scripts.check.quotations import RULE, passages, quotation_problems, uncovered
from build_scripts.load import paragraphs
from tests import briefs


def article(text: str, *waivers: Waiver) -> Article:
    """Return an article of *text*, a paragraph a line."""
    record = ArticleRecord(
        headline="H",
        outlet="o",
        date="2016",
        rights="r",
        sha256="0" * 64,
        waivers=waivers,
        where=Where("articles/a.yml"),
    )
    return Article("a", "articles/a.txt", record, text, paragraphs(text, "line"))


def quote(name: str, *targets: Target, form: str = "direct") -> Quote:
    """Return a quote with nothing but its words."""
    return Quote.model_validate(
        {"id": name, "title": "T", "target": targets, "form": form, "speaker": "s", "theme": "t", "note": "n"}
        | {"fidelity": "same-words", "comparison": "c"}
    )


def brief(text: Article, *quotes: Quote) -> Brief:
    """Return a brief of one article and some quotes."""
    meta = Meta(
        name="b",
        title="B",
        question="Q",
        summary="S",
        authors=(Author(literal="A"),),
        date="2016",
        version="1",
        rights="r",
    )
    return Brief(meta, Document("background.md", ""), (text,), quotes, (), (), (), (), (), ())


def quoted(text: str) -> list[str]:
    """Return the words of the passages of *text*."""
    return [text[passage.start : passage.end] for passage in passages(article(text))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He said, “We go,” and “now.”", ["We go,", "now."]),
        ('He said, "We go," and "now."', ["We go,", "now."]),
        ("Il dit « On va » et «maintenant».", ["On va", "maintenant"]),
        ("Er sagte „Wir gehen“ und ‚jetzt‘.", ["Wir gehen", "jetzt"]),
        ("Hun sagde »Vi går« nu.", ["Vi går"]),
        ("Hon sa ”Vi går” nu.", ["Vi går"]),
        ("他说“我们走”。", ["我们走"]),
        ("彼は「行く『今』」と言った。", ["行く『今』"]),
        ("He said, ‘We go,’ and ‘now.’", ["We go,", "now."]),
        ("He said, 'We go,' and 'now.'", ["We go,", "now."]),
        ("The 'rogue states' and the 'axis'.", ["rogue states", "axis"]),
        ('“Mixed," he said.', ["Mixed,"]),
        ('„Gemischt", sagte er.', ["Gemischt"]),
        ("It ended. ``we shall close the mill next spring,'' he said.", ["we shall close the mill next spring,"]),
        ("‘‘We shall close the mill,’’ he said, ''not now.''", ["We shall close the mill,", "not now."]),
        ("``A ``b'' c,'' he said, ``it's ’so’ ''", ["A ``b", "it's ’so’"]),
        ("She said ``it’s a “mill” of `ours','' twice.", ["it’s a “mill” of `ours',"]),
        ("<<we shall not>>, she said; ,,never,'' he said, ,,nie“.", ["we shall not", "never,", "nie"]),
        ("他读了《日报》和〈短文〉，说「关『了』」。", ["日报", "短文", "关『了』"]),
        ('他说"我们走"她说"不"，又说\'好\'了。', ["我们走", "不", "好"]),
        ("그는 '간다'라고 \"말했다\"고 했다.", ["간다", "말했다"]),
        ("｢行く｣と言った。﹁行く﹂。〝行く〟。＂行く＂", ["行く"] * 4),
        ("‚Ja‘, ›nein‹ und ‹non›; ‚‚ja‘‘.", ["Ja", "nein", "non", "ja"]),
        ('הוא אמר ב"הארץ" כי צה"ל "ניצח את חצה"ל היום", ו״כן״.', ["הארץ", 'ניצח את חצה"ל היום', "כן"]),
        ('قال و"لن نفتح" و«نعم» لـ"الحزب".', ["لن نفتح", "نعم", "الحزب"]),
        ('Il a dit : « On va », l’“été” et l\'"hiver".', ["On va", "été", "hiver"]),
        ("उसने कहा, “नहीं।” और 'हाँ'।", ["नहीं।", "हाँ"]),
        ("O “evet” dedi.", ["evet"]),
        ('\u200f"نعم" قال', ["نعم"]),
    ],
)
def test_what_stands_between_marks_is_a_passage(text: str, words: list[str]) -> None:
    assert quoted(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Russia’s military’s aim, it’s said.",
        "In the ’90s and '80s, 'tis so, rock ’n’ roll, get ’em.",
        "The soldiers’ boots and the states’ aims.",
        'A 5\'10" man and a 6" pipe.',
        "Don't, can't, won't.",
        "A stray ” or » or 」 or 》 or >> or '' mark.",
        "A map <<if x>, 1 << 2, a,, b, <<<, ``",
        "The boys'' and girls'' aims, a 5'10'' man.",
        'מנכ"ל צה״ל וש"ס',
    ],
)
def test_apostrophes_and_strays_are_no_quotation(text: str) -> None:
    assert quoted(text) == []


@pytest.mark.parametrize(
    "inner",
    ["the ’missile threats,' the system", "he said ‘no’ to it", "a “b” c", "it’s the soldiers’ ’90s", "a 'b' c"],
)
def test_what_is_quoted_within_belongs_to_the_outer_passage(inner: str) -> None:
    assert quoted(f"So “{inner}” he said.") == [inner]


def test_an_apostrophe_does_not_end_a_quotation_in_single_marks() -> None:
    assert quoted("‘The soldiers’ boots aren’t here,’ he said.") == ["The soldiers’ boots aren’t here,"]
    assert quoted("'The soldiers' boots aren't here,' he said.") == ["The soldiers' boots aren't here,"]


def test_an_unclosed_quotation_runs_to_the_end_of_its_paragraph() -> None:
    assert quoted("He said, “We go. \nThey went.") == ["We go."]


def test_a_quotation_goes_on_over_paragraphs_that_open_with_its_mark() -> None:
    text = "“One.\n“Two.\n“Three,” he said. “Four.”"
    assert quoted(text) == ["One.\n“Two.\n“Three,", "Four."]
    assert quoted("‘One.\n‘Two,’ he said.") == ["One.\n‘Two,"]


def test_a_closed_quotation_does_not_go_on() -> None:
    assert quoted("“One.”\n“Two.”") == ["One.", "Two."]
    assert quoted("“One.\nNo mark.\n“Two.”") == ["One.", "Two."]


def test_dutch_words_that_lost_their_beginning_are_no_quotation() -> None:
    text = "Hij komt ’s avonds, ’t is laat, 'n uur."
    assert passages(briefs.article(text, language="nl")) == ()


@pytest.mark.parametrize(
    "words", ["‘‘we shall close the mill,’’", "''we shall close the mill,''", "``we shall close the mill,''"]
)
def test_what_is_proposed_for_a_passage_has_none_of_its_marks(words: str) -> None:
    whole = brief(article(f"It ended. {words} he said."))
    (problem,) = quotation_problems(whole, anchor(whole))
    assert "exact: 'we shall close the mill,'" in problem.hint


@given(st.text(st.sampled_from("“”„‘’'\"«»「」《》<>,`״הא abs.,\n-9"), max_size=60))
def test_passages_stand_in_order_apart_and_inside_their_marks(text: str) -> None:
    after = 0
    for passage in passages(article(text)):
        assert after <= passage.outer_start < passage.start <= passage.end <= passage.outer_end <= len(text)
        after = passage.outer_end


@given(st.lists(st.text(st.sampled_from("ab’s '‘.,"), min_size=1, max_size=15), max_size=5))
def test_words_between_proper_marks_are_always_found(words: list[str]) -> None:
    text = "So " + " he said ".join(f"“x{word}y”" for word in words)
    assert quoted(text) == [f"x{word}y" for word in words]


def problems(text: Article, *quotes: Quote) -> list[str]:
    """Return what is wrong with the quotations of *text*, without the hints."""
    whole = brief(text, *quotes)
    return [str(problem).partition("\n")[0] for problem in quotation_problems(whole, anchor(whole))]


def test_a_quotation_without_an_annotation_is_a_problem_at_its_line() -> None:
    text = article("First.\nHe said, “We go,” and “now.”")
    assert problems(text, quote("q", Target(exact="now"))) == [
        'articles/a.txt:2: no annotation covers this quotation: "We go,"'
    ]


def test_the_hint_gives_what_to_paste() -> None:
    whole = brief(article("He said, “We’ll go ’now'.”"))
    (problem,) = quotation_problems(whole, anchor(whole))
    assert "exact: 'We’ll go ’now''.'" in problem.hint
    assert f"rule: {RULE}" in problem.hint
    assert "articles/a.yml" in problem.hint


def test_points_and_spaces_at_the_edges_need_no_annotation() -> None:
    assert problems(article("He said, “… We go, ”"), quote("q", Target(exact="We go"))) == []


def test_a_word_that_is_not_annotated_is_a_problem() -> None:
    assert len(problems(article("“We go now.”"), quote("q", Target(exact="We go")))) == 1


def test_pieces_and_what_they_leave_out_together_cover_a_passage() -> None:
    text = article("“One two three,” he said. “Four five.”")
    pieces = (Target(exact="One … three"), Target(exact="Four five"))
    assert problems(text, quote("q", *pieces)) == []
    assert len(problems(text, quote("q", pieces[0]))) == 1


def test_a_quote_that_is_not_found_is_told_once() -> None:
    text = article("“We are working together on ways.”")
    assert problems(text, quote("q", Target(exact="We are working togethr on ways"))) == []


@pytest.mark.parametrize("attempt", ["We shall mend that with a mill", "They shall mend … with a mill"])
def test_a_word_that_a_failed_quote_holds_is_told_all_the_same(attempt: str) -> None:
    text = article("“We shall not mend that with a mill.” The “mill” is old.")
    assert problems(text, quote("q", Target(exact=attempt)))[-1].endswith('covers this quotation: "mill"')


def test_a_failed_quote_that_says_more_than_a_passage_is_about_it() -> None:
    text = article("The owners call the closure ’a mere pretext,' and leave.")
    for exact in ("The owners call […] a mere pretext", "closure a mere pretext"):
        assert problems(text, quote("q", Target(exact=exact))) == []


def test_a_failed_quote_of_a_part_is_about_the_whole() -> None:
    text = article("“We are working together on ways to mend the mill.”")
    assert problems(text, quote("q", Target(exact="working togethr on ways"))) == []


def waiver(words: str) -> Waiver:
    """Return a waiver at line 7 of the record."""
    return Waiver(rule=RULE, exact=words, reason="r", where=Where("articles/a.yml", 7))


def test_a_waiver_sets_its_words_aside_wherever_they_are_quoted() -> None:
    assert problems(article("A ‘rogue state’ is a “rogue state.”", waiver("rogue state"))) == []


def test_a_waiver_is_for_just_these_words() -> None:
    assert len(problems(article("A “rogue state” and more.", waiver("rogue")))) == 2


def test_a_waiver_that_waives_nothing_is_a_problem_at_its_line() -> None:
    text = article("A “rogue state” here.", waiver("rogue state"))
    (message,) = problems(text, quote("q", Target(exact="rogue state")))
    assert message.startswith("articles/a.yml:7: waives nothing")


def test_a_second_waiver_of_the_same_words_waives_nothing() -> None:
    text = article("A “rogue state” here.", waiver("rogue state"), waiver("“rogue state”"))
    (message,) = problems(text)
    assert message.startswith("articles/a.yml:7: waives nothing")


def test_uncovered_takes_waived_words() -> None:
    text = article("A “rogue state” and “more.”")
    found = passages(text)
    assert [text.text[p.start : p.end] for p in uncovered(text, found, (), ["more"])] == ["rogue state"]


@pytest.mark.parametrize("unread", ["the mill stands", "The mill stand", "- exact: 'the mill\n    stands' [["])
def test_a_quote_with_another_mistake_is_an_attempt(unread: str) -> None:
    text = article("“The mill stands,” said Hale. “It fell,” said Ash.")
    whole = brief(text)
    left_out = replace(whole, unread=(unread,))
    assert len(list(quotation_problems(whole, anchor(whole)))) == 2
    assert ["It fell" in problem.message for problem in quotation_problems(left_out, anchor(left_out))] == [True]
