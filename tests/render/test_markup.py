"""Text that is not Markdown stays itself wherever it stands."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.render.markup import escape, isolated, number
from tests import published

TEXTS = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), st.sampled_from("*_`[](){}<>&#!|~^:;\"'\\-+=.1 ")
    ),
    min_size=1,
    max_size=40,
).filter(lambda text: text.strip() == text and "  " not in text)


@given(TEXTS)
def test_in_a_paragraph_no_character_is_markup(text: str) -> None:
    html = published.to_html(str(escape(text)))
    (body,) = html.iter("body")
    assert published.text(body).strip() == text
    assert [element.tag for element in body] == ["p"]
    assert list(body[0]) == []


@given(TEXTS)
def test_in_a_heading_a_cell_a_link_and_a_list_no_character_is_markup(text: str) -> None:
    page = f"## {escape(text)} {{: #x }}\n\n| h |\n| --- |\n| {escape(text)} |\n\n- {escape(text)}\n\n[{escape(text)}](x.md)\n"
    html = published.to_html(page)
    (heading,) = html.iter("h2")
    heading.remove(heading[-1])
    cells, items, links = (list(html.iter(tag)) for tag in ("td", "li", "a"))
    assert [published.text(element) for element in (heading, *cells, *items, *links)] == [text] * 4


@pytest.mark.parametrize(("value", "written"), [(3, "3"), (2.04, "2"), (-0.01, "0"), (1234.56, "1234.6"), (-7, "-7")])
def test_a_number_is_written_to_a_tenth(value: float, written: str) -> None:
    assert number(value) == written


@given(st.text())
def test_no_bracket_is_left_bare_for_whatever_engine_reads_the_page(text: str) -> None:
    assert not set(escape(text)) & set('<>[]{}*`"')


@given(st.text("ab \u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", min_size=1))
def test_what_turns_the_direction_of_an_article_ends_with_its_words(text: str) -> None:
    html = published.to_html(f"a{isolated(text)}z")
    (paragraph,) = html.iter("p")
    assert published.text(paragraph) == f"a{text}z"
    for element in paragraph.iter("bdi"):
        words = published.text(element)
        assert words == "\u2069" or _never_ends_more_than_it_began(words)
    outside = (paragraph.text or "") + "".join(element.tail or "" for element in paragraph)
    assert not set(outside) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _never_ends_more_than_it_began(words: str) -> bool:
    depths = [*accumulate((c in "\u2066\u2067\u2068") - (c == "\u2069") for c in words)]
    return min(depths, default=0) >= 0


def test_what_an_article_repeats_of_the_engines_own_marks_is_shown() -> None:
    assert published.text(published.to_html(str(escape("a ///Footnotes Go Here/// b")) + "\n\n[^1]: c\n")).startswith(
        "a ///Footnotes Go Here/// b"
    )


def test_spaces_before_a_text_make_no_code_of_it() -> None:
    html = published.to_html(str(escape("     five")))
    assert [element.tag for element in html.iter()][2:] == ["body", "p"]
