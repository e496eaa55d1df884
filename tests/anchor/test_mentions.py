"""Names are found in texts: whole words, longest first, plurals and possessives."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.anchor import anchor
from build_scripts.anchor.mentions import LONGEST_CHUNK, Mention, Names, mentions
from build_scripts.brief.folding import fold
from build_scripts.brief.model import (
    Actor,
    Article,
    ArticleRecord,
    Author,
    Brief,
    Document,
    Meta,
    Term,
    Where,
    Wording,
)
from build_scripts.check.names import name_problems
from build_scripts.load import paragraphs


def found(text: str, *names: str) -> list[str]:
    """Return what of *text* mentions the *names*."""
    return [text[mention.start : mention.end] for mention in Names((name, name) for name in names).find(text)]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Russia and Russian, Prussia", "Russia", ["Russia"]),
        ("THAAD, a THAAD battery; the THAADs", "THAAD", ["THAAD", "THAAD", "THAADs"]),
        (
            "The Ministry of War, the Ministry of War",
            "the Ministry of War",
            ["The Ministry of War", "the Ministry of War"],
        ),
        ("Russia’s aim, Russia's, the Russias' aims", "Russia", ["Russia", "Russia", "Russias"]),
        ("Aegis’ radar and two Aegises", "Aegis", ["Aegis", "Aegises"]),
        ("the U.S. hopes, U.S.’s, U.S.-led, the U.S.", "U.S.", ["U.S."] * 4),
        ("U.S.A. and U.S.S.R.", "U.S.", []),
        ("rogue states; Rogue state; ROGUE STATE", "rogue state", ["rogue states", "Rogue state"]),
        ("may, May, may", "May", ["May"]),
        ("missile-defense, THAAD-related, pro-THAAD", "THAAD", ["THAAD", "THAAD"]),
        ("missile‑defense\u00a0system", "missile-defense system", ["missile‑defense\u00a0system"]),
        ("the Defense\nMinistry’s", "Defense Ministry", ["Defense\nMinistry"]),
        ("O’Brien", "Brien", []),
        ("1.10 and 10", "10", ["10"]),
        ("萨德系统在韩国", "韩国", ["韩国"]),
        ("(THAAD) “THAAD,” THAAD—as", "THAAD", ["THAAD"] * 3),
        ("the .NET way", ".NET", [".NET"]),
    ],
)
def test_a_name_is_found_in_whole_words(text: str, name: str, words: list[str]) -> None:
    assert found(text, name) == words


@pytest.mark.parametrize(
    ("language", "text", "name", "words"),
    [
        ("fr", "L’Iran, d'Iran, qu’Iran, aujourd’Iran, l’Iranien", "Iran", ["Iran", "Iran", "Iran"]),
        ("it", "l’Iran e dell’Iran", "Iran", ["Iran", "Iran"]),
        ("tr", "İran’ın, İran'da, İranlı", "İran", ["İran", "İran"]),
        ("tr", "İç su ve iç su", "iç su", ["İç su", "iç su"]),
        ("pl", "z Kerry’ego", "Kerry", ["Kerry"]),
        ("en", "d’Iran, Iran’ın", "Iran", []),
        ("ko", "이란은 이란에서 이란과 이란인, 이란", "이란", ["이란", "이란", "이란", "이란"]),
        ("ko", "한국 정부는 한국 정부의 한국 정부들", "한국 정부", ["한국 정부", "한국 정부"]),
        ("zh", "伊朗的伊朗", "伊朗", ["伊朗", "伊朗"]),
    ],
)
def test_a_name_is_found_beside_what_its_language_writes_to_it(
    language: str, text: str, name: str, words: list[str]
) -> None:
    mentions = Names([(name, name)]).find(text, language)
    assert [text[mention.start : mention.end] for mention in mentions] == words


def test_the_longest_name_counts() -> None:
    text = "the United States, South Korea and Korea, North Korean"
    assert found(text, "State", "United States", "Korea", "South Korea") == ["United States", "South Korea", "Korea"]


def test_a_longer_name_wins_over_one_that_begins_before_it() -> None:
    assert found("New York Times Building", "New York", "York Times Building") == ["York Times Building"]


def test_a_name_ends_where_the_text_does_though_a_longer_one_begins_like_it() -> None:
    assert Names([("short", "Korea"), ("long", "Korea today")]).find("in Korea") == (Mention("short", 3, 8),)


@pytest.mark.parametrize("name", ["国人", "North Korea"])
def test_a_name_is_found_again_and_again_in_one_text_and_in_the_next(name: str) -> None:
    names = Names([("id", name)])
    text = f"({name}) {name}, {name}{'中' * LONGEST_CHUNK}{name} {name}"
    places = [*names.find(text)]
    assert [text[place.start : place.end] for place in places] == [name] * 5
    assert [*names.find(text)] == places


def test_the_plural_of_one_name_gives_way_to_another_name() -> None:
    assert [place.entry for place in Names([("korea", "Korea"), ("both", "Koreas")]).find("Koreas, Korea")] == [
        "both",
        "korea",
    ]


@given(
    st.lists(st.text(st.sampled_from("abAB.’- "), min_size=1, max_size=6), max_size=8),
    st.text(st.sampled_from("abABs.’'- \n"), max_size=60),
)
def test_mentions_stand_in_order_and_apart_and_hold_their_name(names: list[str], text: str) -> None:
    after = 0
    for mention in Names((name, name) for name in names).find(text):
        assert after <= mention.start < mention.end <= len(text)
        after = mention.end


@given(st.text(st.sampled_from("abc"), min_size=1, max_size=5).filter(lambda name: name != "s"), st.integers(0, 5))
def test_every_whole_word_occurrence_is_found(name: str, times: int) -> None:
    assert found(" x ".join([f"({name})"] * times), name) == [name] * times


META = Meta(
    name="b", title="B", question="Q", summary="S", authors=(Author(literal="A"),), date="2016", version="1", rights="r"
)


def actor(name: str, *aliases: str, lines: Mapping[str, int] | None = None) -> Actor:
    """Return an actor whose id is its name in lower case."""
    where = Where("actors.yml", 1, lines or {})
    return Actor(
        id=name.lower().replace(" ", "-"), name=name, kind="state", aliases=aliases, role="r", summary="s", where=where
    )


def brief(
    text: str, actors: tuple[Actor, ...] = (), terms: tuple[Term, ...] = (), wordings: tuple[Wording, ...] = ()
) -> Brief:
    """Return a brief of one article."""
    record = ArticleRecord(headline="H", outlet="o", date="2016", rights="r", sha256="0" * 64)
    article = Article("a", "a.txt", record, text, paragraphs(text, "line"))
    return Brief(META, Document("b.md", ""), (article,), (), actors, terms, (), (), wordings, ())


def test_names_aliases_and_expansions_are_mentions_of_their_entry() -> None:
    term = Term(id="thaad", term="THAAD", expansion="Terminal Defense", aliases=("the shield",), definition="d")
    text = "Moscow fears THAAD, the Terminal Defense; Russia, the shield."
    places = mentions(brief(text, (actor("Russia", "Moscow"),), (term,)))["a"]
    assert [(place.entry, text[place.start : place.end]) for place in places] == [
        ("russia", "Moscow"),
        ("thaad", "THAAD"),
        ("thaad", "Terminal Defense"),
        ("russia", "Russia"),
        ("thaad", "the shield"),
    ]


def test_the_anchors_of_a_brief_have_its_mentions() -> None:
    whole = brief("Moscow fears a re\u00adgime.\n  Russia, too", (actor("Russia", "Moscow", "regime"),))
    assert [(place.start, place.end) for place in mentions(whole)["a"]] == [(0, 6), (15, 22), (26, 32)]
    assert anchor(whole).mentions == mentions(whole)


def test_what_is_folded_already_is_not_folded_again() -> None:
    whole = brief("Moscow", (actor("Russia", "Moscow"),))
    assert mentions(whole, {"a": fold("Moscow Moscow")})["a"] != mentions(whole)["a"]


def test_a_framing_word_may_overlap_a_name() -> None:
    wording = Wording(id="regime", words="Chinese regime", owner="o", note="n")
    places = mentions(brief("the Chinese regime", (actor("Chinese"),), (), (wording,)))["a"]
    assert [place.entry for place in places] == ["regime", "chinese"]


def test_two_entries_that_claim_one_name_are_a_problem_at_the_second() -> None:
    second = actor("Korea", "Korea (South)", "Russia", lines={"aliases.1": 12})
    (problem,) = name_problems(brief("", (actor("Russia", "Moscow"), second)))
    assert str(problem.location) == "actors.yml:12"
    assert problem.message == 'has a name that already belongs to "russia" (actors.yml:1): "Russia"'


def test_names_that_are_found_alike_are_one_name() -> None:
    assert [*name_problems(brief("", (actor("Aegis"), actor("Shield", "aegis"))))]
    assert not [*name_problems(brief("", (actor("Aegis"), actor("AEGIS SYSTEM", "AEGIS"))))]


def test_an_entry_may_repeat_its_own_name() -> None:
    assert not [*name_problems(brief("", (actor("Russia", "Russia"),)))]
