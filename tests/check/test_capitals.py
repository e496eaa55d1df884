"""Names are told by their capitals, where a language writes names so."""

import pytest

from build_scripts.check import capitals


def found(text: str, language: str = "en") -> list[str]:
    return [name for _, name in capitals.names(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "names"),
    [
        ("fr", "Le meunier a été heureux à l’école, a dit le conseil d’Ashford.", ["Ashford"]),
        (
            "fr",
            "On a vu M. Dupont et le duc de la Tour du Pin. L’eau est à Élise.",
            ["M. Dupont", "Tour du Pin", "Élise"],
        ),
        ("ru", "Все знают, что вода уходит быстро из Москвы. Это Ёлкин.", ["Москвы"]),
        ("ru", "Так сказал проф. Иванов. Вода ушла.", ["проф. Иванов"]),
        ("en", "A few µg of ﬁnal ½ are über all ßo ªa, says Hale.", ["Hale"]),
        ("en", "It is Ǆon, E\u0301lise and A\u030angstro\u0308m.", ["Ǆon", "E\u0301lise", "A\u030angstro\u0308m"]),
        ("tr", "Bugün de İzmir ve ıhlamur Ankara’da 3 Ekim Pazartesi.", ["İzmir", "Ankara’da"]),
        ("el", "Χθες η Αθήνα είδε τη Δευτέρα.", ["Αθήνα"]),
        ("de", "Der Müller sah das Wasser in Ulm.", []),
        ("de-CH", "Der Müller sah das Wasser in Ulm.", []),
        ("zh", "他在 Ashford 看到水。", []),
        ("ja", "彼は Ashford で水を見た。", []),
        ("ko", "그는 Ashford에서 물을 보았다.", []),
        ("ar", "رأى الماء في Ashford أمس.", []),
        ("he", "הוא ראה מים ב Ashford אתמול.", []),
        ("hi", "उसने Ashford में पानी देखा।", []),
    ],
)
def test_only_capitals_of_a_language_that_has_them_for_names_make_one(
    language: str, text: str, names: list[str]
) -> None:
    assert found(text, language) == names


@pytest.mark.parametrize(
    "mark", ["\ufeff", "\u200e", "\u200f", "\u200b", "\u2067", "“", "« ", "— ", "¿", "• ", "「", "*"]
)
def test_no_mark_before_the_first_word_of_a_sentence_makes_it_a_name(mark: str) -> None:
    assert found(f"{mark}The mill is old. {mark}Then it closed.\n{mark}Now it is gone.") == []


@pytest.mark.parametrize("opening", ['"', "“", "'", "‘", "“‘"])
def test_a_word_that_begins_quoted_words_after_a_comma_is_no_name(opening: str) -> None:
    assert found(f"It is so. They told us, {opening}It is only for a week.") == []


@pytest.mark.parametrize("words", ['of "Ada", "Mary" and "Rose"', 'he said, "Bonny Mary sank"', 'he saw "Mary" sink'])
def test_a_name_in_quotation_marks_is_a_name(words: str) -> None:
    assert found(f"It is so, {words}.")


@pytest.mark.parametrize("words", ["I'm here", "I’d go", "I've gone", "I’ll go", "Monday's vote", "May’s vote"])
def test_what_is_no_name_is_none_with_an_ending(words: str) -> None:
    assert found(f"It is so, and {words}.") == []


@pytest.mark.parametrize("words", ["‘in Leeds’", "'in Leeds'", "the vote in Leeds’"])
def test_a_mark_after_a_name_is_no_part_of_it(words: str) -> None:
    assert found(f"It is so {words}.") == ["Leeds"]


def test_a_point_after_a_title_ends_no_sentence() -> None:
    assert found("It was Lt. Gen. Hale who met Dr. Adams.") == ["Lt. Gen. Hale", "Dr. Adams"]


def test_abbreviations_are_written_in_capitals_of_any_script() -> None:
    assert [word for _, word in capitals.acronyms("НАТО, США и été, NATO, École, ÉTÉ, AT&T")] == [
        *("НАТО", "США", "NATO", "ÉTÉ", "AT&T"),
    ]


@pytest.mark.parametrize("dateline", ["MOSCOW — ", "NEW YORK, May 3 (AP) – “", "SAINT-DENIS - "])
def test_the_word_after_the_place_of_a_report_begins_its_first_sentence(dateline: str) -> None:
    found = [name for _, name in capitals.names(f"It is so.\n{dateline}The council met Ann Reed.", "en")]
    assert "The" not in found
    assert "Ann Reed" in found
