"""Words that count as the same, so that a reader finds one by the other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.search.words import folded, same, terms


@pytest.mark.parametrize(
    "spellings",
    [
        "defence defense defences defenses",
        "licence license licences",
        "organisation organization organisations organizations",
        "organise organize",
        "realised realized",
        "analyse analyze analyses",
        "harbour harbor harbours harbors",
        "neighbour neighbor neighbours",
        "centre center centres",
        "travelled traveled",
        "modelling modeling",
        "catalogue catalog",
        "programme program programmes",
        "judgement judgment judgements",
        "archaeology archeology",
        "manoeuvre maneuver manoeuvres maneuvers",
        "grey gray",
        "sceptical skeptical",
        "aluminium aluminum",
        "treaty treaties",
        "missile missiles",
        "launch launches",
        "loss losses",
    ],
)
def test_spellings_and_plurals_of_a_word_count_as_one(spellings: str) -> None:
    assert len({same(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize(
    "words",
    [
        "four for",
        "hour her",
        "size sis",
        "gas ga",
        "basis basi",
        "lens lent",
        "bonus bonu",
        "party part",
        "miller miler",
        "range rang",
    ],
)
def test_other_words_stay_apart(words: str) -> None:
    one, other = words.split()
    assert same(one) != same(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Müller’s Šárka", ["muller", "sarka"]),
        ("Łódź, Ærø and STRASSE, straße", ["lodz", "aero", "and", "strasse", "strasse"]),
        ("S-400 and SM-3", ["s", "400", "and", "sm", "3"]),
        ("1,300 km or 1.5", ["1300", "km", "or", "1.5"]),
        ("导弹防御", ["导弹", "弹防", "防御", "御"]),
        ("御", ["御"]),
        ("米国 NATO軍", ["米国", "国", "nato", "軍"]),
        ("المطحنة", ["المطحنة"]),
    ],
)
def test_a_text_can_be_found_by_its_words(text: str, expected: list[str]) -> None:
    assert [*terms(text)] == expected


@given(st.text())
def test_folding_again_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
