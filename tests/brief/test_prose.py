"""The writer's Markdown and its three additions."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from build_scripts.anchor import Anchors
from build_scripts.brief import prose
from build_scripts.brief.model import Term
from build_scripts.brief.prose import Citation, Embed, Link
from build_scripts.render import pages
from tests import briefs, published

HARMLESS = {
    "html", "head", "body", "p", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a", "br", "hr", "sup",
    "table", "thead", "tbody", "tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "span", "b", "i",
}  # fmt: skip
ATTRIBUTES = {"id", "class", "href", "title", "style", "start", "role", "popover", "data-card", "data-search-exclude"}
PIECES = st.sampled_from(
    ["<script>", "</p>", "<img src=x onerror=y>", "[x](javascript:y)", "[x]: javascript:y", "[x][x]", "{: onclick=y }",
     "![x](y)", "<javascript:y>", "`", "**", "\n\n", "\n", "    ", "> ", "- ", "1. ", "# ", "|", "[[term]]", "[@report]",
     "[x](https://a.example/)", '[x](https://a.example/ "t")', "&#106;", "\\", "~~~", "<!--", "-->", "[^x]", "[^x]: y",
     "word", " ", "*[w]: y", "<a@b.c>", "\t", "](", "[", "]", "(", ")", "(https://b.example)"]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text("ab<>[]{}()!:/\\\"'`*_&;#\n ", max_size=8)), max_size=10).map("".join)


def rendered(text: str) -> published.Element:
    term = Term.model_validate({"id": "term", "term": "Term", "definition": briefs.PROSE})
    brief = briefs.brief(briefs.article("x"), background=text, terms=(term,))
    (page,) = [page for page in pages(brief, Anchors({}, ())) if page.path == "background.md"]
    return published.to_html(page.text())


@given(TEXTS)
@example("[<script>](https://b.example)")
def test_no_prose_brings_forth_a_script_an_attribute_or_an_odd_link(text: str) -> None:
    entries = [found for found in prose.additions(text) if isinstance(found, Link | Embed)]
    if any(isinstance(found, Embed) or found.id != "term" for found in entries):
        return  # check refuses it
    for element in rendered(text).iter():
        assert element.tag in HARMLESS
        assert set(element.attrib) <= ATTRIBUTES
        assert element.get("style", "text-align: left;") in {
            f"text-align: {side};" for side in ("left", "right", "center")
        }
        link = element.get("href", "#")
        assert link.startswith(("#", "https://a.example/", "https://b.example", "glossary.md", "sources.md"))


def test_each_addition_is_found_with_its_place() -> None:
    text = "A [[thaad]] and [[thaad|the system]] [@nato; @mill, p. 9].\n\n![[gladiators]]"
    assert list(prose.additions(text)) == [
        Link(2, "thaad"),
        Link(16, "thaad", "the system"),
        Citation(38, "nato"),
        Citation(45, "mill", "p. 9"),
        Embed(60, "gladiators"),
    ]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("The mill closed in May. Then it rained.", "The mill closed in May. Then it rained."),
        ("The mill on the river closed in May. Then it rained.", "The mill on the river closed in May."),
        ("It is a system of the U.S. Navy and of Lt. Hale. Next.", "It is a system of the U.S. Navy and of Lt. Hale."),
        ("He said: “The mill on the river will close.” Then he left.", "He said: “The mill on the river will close.”"),
        ("word " * 60 + "end.", "word " * 47 + "word …"),
    ],
)
def test_a_card_has_the_first_sentence(words: str, first: str) -> None:
    assert prose.first_sentence(words) == first


@pytest.mark.parametrize(("locator", "number"), [("p. 9", 9), ("pp. 3-4", 3), ("p.7", 7), ("ch. 2", None), ("", None)])
def test_a_paragraph_is_cited_by_its_number(locator: str, number: int | None) -> None:
    assert Citation(0, "mill", locator).paragraph == number


def test_citations_are_marked_right_after_the_word() -> None:
    html = rendered("The water rose [@report; @mill, p. 1].")
    (paragraph,) = [p for p in html.iter("p") if "water" in published.text(p)]
    assert published.text(paragraph) == "The water rose1, ¶ 1."


def test_a_link_without_words_has_the_name_of_its_entry() -> None:
    html = rendered("See [[term]] or [[term|this *one*]] or [[term|one\nmore]].")
    links = [published.text(link) for link in html.iter("a") if link.get("class") == "term"]
    assert links == ["Term", "this one", "one\nmore"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<b>bold</b>", ["<b>", "</b>"]),
        ("a < b and c > d", []),
        ("[x](http://a.example)", []),
        ("[x](javascript:y)", ["[x](javascript:y)"]),
        ("[x](../page.md)", ["[x](../page.md)"]),
        ("![x](https://a.example/y.png)", ["![x](https://a.example/y.png)"]),
        ("[x]: javascript:y", ["[x]: javascript:y"]),
        ("He said [sic] so [[thaad]] [@nato].", []),
    ],
)
def test_what_prose_may_not_hold_is_named(text: str, words: list[str]) -> None:
    assert [fault.words for fault in prose.faults(text)] == words


def test_plain_words_leave_out_citations_and_marks() -> None:
    text = "**The** [[thaad|system]] [is](https://a.example) new [@nato]."
    assert prose.plain(text) == "The system is new."


@given(TEXTS)
def test_blocks_lose_no_word(text: str) -> None:
    blocks = list(prose.blocks(text))
    assert "".join("".join(block.text.split()) for block in blocks) == "".join(text.split())
    assert all(text.startswith(block.text, block.offset) for block in blocks)
