"""Texts compare equal however their typography was typed, and every folded slice knows what it stands for."""

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from build_scripts.brief.folding import WORD, Folded, fold

ODD = "旧磨，’‘“”«»„'\"—–-\u2011−  \u00a0\u2009\n\r\t\u200b\u00ad\ufeff….e\u0301\u0323\u0308é가\u1100\u1161\u11a8각Ǻ\u212b\u0344\u0f73\u037e%$5a"
TEXTS = st.text(st.sampled_from(ODD), max_size=40) | st.text(max_size=40)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("’missile threats,'", "'missile threats,'"),
        ('“So,” «so», „so“, ″so"', '"So," "so", "so", "so"'),
        ("Syria—as well–or‐not", "Syria-as well-or-not"),
        ("10\u00a0000\u2009km", "10 000 km"),
        ("one\r\n\r\n\ttwo  three", "one two three"),
        ("mis\u00adsile\u200b\ufeff", "missile"),
        ("cafe\u0301 \u1100\u1161\u11a8", "café 각"),
        ("We ... go…", "We…go…"),
        ("He left. ... So", "He left.…So"),
        ("He left . . . so …… and … so ⋯⋯ 。", "He left…so…and…so…。"),
        ("The mill -- old---as it is — stays", "The mill - old-as it is - stays"),
        ("旧\n磨坊，\n旧\r\n磨坊 \n 。", "旧磨坊，旧磨坊。"),
        ("旧 磨\n\n坊\nTHAAD\n坊", "旧 磨 坊 THAAD 坊"),
        ("방앗간은\n건물", "방앗간은 건물"),
        ("กข\nคง", "กขคง"),
        ("struc\u00ad\ntural struc\u00ad \r\n tural", "structural structural"),
        ("well-\nknown, 5\u00ad\n\nx", "well- known, 5 x"),
    ],
)
def test_what_differs_only_in_typography_folds_to_one_text(typed: str, folded: str) -> None:
    assert fold(typed).text == folded


def test_letters_and_their_case_are_left_as_they_are() -> None:
    text = "Straße ﬁ İ ² Æ Ω"
    assert fold(text).text == text


def test_a_removed_character_belongs_to_neither_side() -> None:
    folded = fold("mis\u00adsile\u200b x")
    assert folded.text == "missile x"
    assert folded.original(0, 3) == (0, 3)
    assert folded.original(3, 7) == (4, 8)
    assert folded.original(7, 8) == (8, 10)


def test_half_a_cluster_maps_to_the_whole() -> None:
    folded = fold("a...b")
    assert folded.original(1, 2) == (1, 4)
    assert folded.folded(2, 3) == (1, 2)


@given(TEXTS)
@example("\u0344")
@example("a\u200b\u0301")
def test_folding_twice_is_folding_once_and_is_composed(text: str) -> None:
    once = fold(text).text
    assert fold(once).text == once
    assert unicodedata.is_normalized("NFC", once)


def test_every_character_folds_to_a_stable_text() -> None:
    for first in range(0, sys.maxunicode + 1, 256):
        once = fold("x".join(map(chr, range(first, first + 256)))).text
        assert once == fold(once).text, hex(first)


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_a_folded_slice_maps_to_the_slice_that_folds_to_it(text: str, one: int, other: int) -> None:
    folded = fold(text)
    if not (size := len(folded.text)):
        return
    start = one % size
    end = start + 1 + other % (size - start)
    low, high = folded.original(start, end)
    there = folded.folded(low, high)
    assert there[0] <= start
    assert there[1] >= end
    assert fold(text[low:high]).text == folded.text[slice(*there)]
    assert folded.original(*there) == (low, high)


@given(TEXTS)
def test_what_no_slice_covers_is_unseen(text: str) -> None:
    folded = fold(text)
    covered = set[int]()
    for at in range(len(folded.text)):
        covered.update(range(*folded.original(at, at + 1)))
    assert fold("".join(c for i, c in enumerate(text) if i not in covered)).text.strip(" ") == ""


CUTS = [
    ("can't", "can", "t"),
    ("non-nuclear", "non", "nuclear"),
    ("non\u2011nuclear", "non", "nuclear"),
    ("non–nuclear", "non", "nuclear"),
    ("unlawful", "un", "lawful"),
    ("1.10", "1", "10"),
    ("1,000", "1", "000"),
    ("10\u202f000", "10", "000"),
    ("12:30", "12", "30"),
    ("10–20", "10", "20"),
    ("10--20", "10", "20"),
    ("$100", "$", "100"),
    ("US$100", "US", "$100"),
    ("-5", "-", "5"),
    ("−$5", "−", "$5"),
    (".5", ".", "5"),
    ("±5", "±", "5"),
    ("100%", "100", "%"),
    ("100€", "100", "€"),
    ("U.S", "U", "S"),
    ("and/or", "and", "or"),
    ("AT&T", "AT", "T"),
    ("(un)lawful", "(un)", "lawful"),
    ("state(s)", "state", "(s)"),
    ("नि", "न", "ि"),
]


@pytest.mark.parametrize(("text", "before", "after"), CUTS)
def test_a_word_or_number_is_not_cut(text: str, before: str, after: str) -> None:
    folded = fold(f"x {text} x")
    assert folded.inside_word(2 + len(before))
    assert folded.inside_word(2 + len(text) - len(after))


@pytest.mark.parametrize(
    "text",
    [
        "Syria|—|as",
        "’|missile| |threats|,'",
        "soldiers|’ boots",
        "the |U.S|.| and",
        "said|.|He",
        "中|国|人",
        "wait|--|no",
        "“|$5|.”",
        "10| |000",
        "10|\u2003|000",
        "a|\u202f|b",
        "10|\u202f|b",
    ],
)
def test_words_part_where_nothing_joins_them(text: str) -> None:
    folded = fold(text.replace("|", ""))
    at = 0
    for part in text.split("|")[:-1]:
        at += len(fold(part).text)
        assert not folded.inside_word(at), text[:at]


def test_hyphens_can_be_told_to_part_words() -> None:
    assert not fold("U.S.-led").inside_word(4, hyphens=False)
    assert not fold("THAAD-led").inside_word(5, hyphens=False)
    assert fold("THAAD-led").inside_word(5)


@given(st.text(max_size=30), st.integers(0, 30))
def test_a_cut_between_two_letters_of_a_word_is_always_inside_it(text: str, at: int) -> None:
    folded = fold(text)
    for word in WORD.finditer(folded.text):
        if word.start() < at < word.end():
            assert folded.inside_word(at)


def test_a_long_text_without_typography_keeps_no_record_of_edits() -> None:
    assert fold("plain words\nover lines " * 10) == Folded(
        "plain words\nover lines " * 10, "plain words over lines " * 10
    )
