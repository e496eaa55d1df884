"""Each language is written in its direction."""

import pytest

from build_scripts.brief.languages import direction, primary


@pytest.mark.parametrize(
    "language", ["ar", "he", "fa", "ur", "ps", "yi", "ug", "dv", "sd", "ckb", "ar-EG", "az-Arab-IR"]
)
def test_some_languages_are_written_from_right_to_left(language: str) -> None:
    assert direction(language) == "rtl"


@pytest.mark.parametrize("language", ["en", "fr", "ru", "zh-Hant", "tr", "sd-Deva", "ku", "de-1996"])
def test_most_languages_are_written_from_left_to_right(language: str) -> None:
    assert direction(language) == "ltr"


def test_a_tag_begins_with_its_language() -> None:
    assert primary("pt-BR") == "pt"
