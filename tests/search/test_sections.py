"""The parts of a page of prose: which words stand below which heading."""

import pytest

from build_scripts.search.sections import sections


@pytest.mark.parametrize("end", ["---", "..."])
def test_the_settings_of_a_page_are_no_words_of_it_however_they_end(end: str) -> None:
    page = f"---\ntitle: Guide\n{end}\n# Begin\n\nFirst words.\n\n## Next\n\nMore.\n"
    found = [
        (part.title.words, part.address.fragment, [one.words for one in part.parts])
        for part in sections("a.md", page, "guide")
    ]
    assert found == [("Begin", "", ["First words."]), ("Next", "next", ["More."])]


def test_words_of_blocks_and_cells_do_not_run_on() -> None:
    (part,) = sections("a.md", "# A\n\none\n\n- two\n\n| three | four |\n| - | - |\n| five | six |\n", "guide")
    assert part.parts[0].words.split() == ["one", "two", "three", "four", "five", "six"]
