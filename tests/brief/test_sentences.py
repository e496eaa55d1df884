"""Where sentences end."""

import pytest

from build_scripts.brief.sentences import first_sentence, head, sentences, tail

GOES_ON = {
    "en": (
        "The Council adopted resolution No. 2270 against the mill.",
        "It closed on Jan. 5 of that year.",
        "It was measured by Prof. Adams of Ashford.",
        "The owners lost a part, i.e. 5 per cent of it.",
        "It was built ca. 1840 by the owners.",
        "It says so in Hale et al. Nobody denied it",
        "The weir is approx. 200 km away.",
        "The case was Hale vs. Smith in the end.",
        "See the survey at p. 3 for more.",
        "The mill belongs to Hale Inc. Their farm does not",
        "The road goes to St. Albans from there.",
        "It was Dr. Hale who spoke.",
        "The U.S. Army left.",
        "The log of J. R. Smith says so.",
        "“Stop!” and “Why?” he cried.",
        "It was old … Very old and slow.",
        "It cost 3.5 million.",
    ),
    "de": (
        "Sie schloss am 3. Oktober um 5 Uhr.",
        "Das kostet z. B. Geld.",
        "Herr Dr. Müller und Frau Prof. Maier kamen.",
    ),
    "fr": (
        "M. Dupont et Mme. Durand sont venus.",
        "Voir le n° 5 et la p. 3 du rapport.",
        "Il vint av. J.-C. au moulin.",
    ),
    "es": ("El Sr. García y la Dra. López vinieron.",),
    "ru": ("Это было в 1999 г. в Москве.", "А. С. Пушкин и проф. Иванов там были.", "Это т. е. Москва."),
    "tr": ("Dr. Ali 3. bölümde yazdı.",),
    "pl": ("To powiedział prof. Nowak w maju.",),
    "zh": ("他说：“关闭。”他就走了。",),
    "ja": ("「止めた。」と彼は言った。",),
    "he": ("ראו עמ. 5 בדוח.",),
    "ar": ("قال د. علي ذلك.",),
}
ENDS = {
    "en": (
        "The mill closed in 2016.|The weir did not.",
        "“Stop.”|Then he left.",
        "Why?|Nobody knows!|It holds.",
        "It is of NATO.|The council is not.",
        "He said no.|Then he left.",
        "They sat in the sun.|Then they left.",
        "It holds (see fig. 3).|200 people came.",
    ),
    "de": ("Das war 1999.|Danach nichts.", "Wer weiß?|Niemand."),
    "fr": ("C’est la vie !|Il tient.", "« Jamais ! »|Il partit."),
    "ru": ("Мельница закрыта.|Вода ушла.",),
    "zh": ("大坝已经关闭。|它还在！|为什么？", "他说“关闭”。|他走了。"),
    "ja": ("水車は閉まった。|まだある。",),
    "ko": ("방앗간이 닫혔다.|네.|아직 있다.",),
    "ar": ("أُغلقت المطحنة.|لماذا؟|لا نعلم.",),
    "he": ("הטחנה נסגרה.|היא כאן.",),
    "hi": ("मिल बंद हो गई।|वह है।",),
    "th": ("โรงสีปิดแล้ว",),
}


@pytest.mark.parametrize(("language", "words"), [(key, words) for key, every in GOES_ON.items() for words in every])
def test_a_point_after_an_abbreviation_ends_no_sentence(language: str, words: str) -> None:
    assert [sentence for _, sentence in sentences(words, language)] == [words]


@pytest.mark.parametrize(("language", "words"), [(key, words) for key, every in ENDS.items() for words in every])
def test_sentences_end_as_their_language_ends_them(language: str, words: str) -> None:
    parts = words.split("|")
    text = ("" if language in ("zh", "ja") else " ").join(parts)
    assert [sentence for _, sentence in sentences(text, language)] == parts


def test_a_sentence_has_its_place() -> None:
    assert [*sentences("  One is. \n Two is.  ")] == [(2, "One is."), (12, "Two is.")]


def test_a_first_sentence_that_is_too_long_is_cut_between_words() -> None:
    assert first_sentence("One two, three.", limit=9) == "One two …"
    assert first_sentence("大坝已经关闭了。", "zh", limit=5) == "大坝已经 …"


def test_very_short_sentences_are_taken_together() -> None:
    assert first_sentence("It is a weir. It holds back the water of the river. Nothing else.") == (
        "It is a weir. It holds back the water of the river."
    )
    assert first_sentence("旧磨坊和水坝已经关闭了。它还在。", "zh") == "旧磨坊和水坝已经关闭了。"


def test_words_around_a_place_are_cut_between_words() -> None:
    assert head("One two three", 9) == "One two"
    assert tail("One two three", 9) == "two three"
    assert tail("One two three", 7) == "three"
    assert head("THAAD 大坝已经关闭", 10) == "THAAD 大坝已经"
    assert tail("大坝已经关闭", 2) == "关闭"
    assert head("abcdef", 3) == "abc"
    assert tail("abcdef", 3) == "def"
