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
    "table", "thead", "tbody", "tr", "th", "td", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section", "details", "summary", "span", "b", "i",
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


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("[@a]", [Citation(1, "a")]),
        ("[@a, p. 2]", [Citation(1, "a", "p. 2")]),
        ("[see @a, p. 2]", [Citation(1, "a", "p. 2", "see")]),
        ("[@a; @b, p. 2]", [Citation(1, "a"), Citation(5, "b", "p. 2")]),
        ("[see also @a, ch. 3; e.g. @b]", [Citation(1, "a", "ch. 3", "see also"), Citation(21, "b", "", "e.g.")]),
        ("[@a,\np. 2]", [Citation(1, "a", "p. 2")]),
        ("[write to a@b.example]", []),
        ("`[@a]` and \\[@a]", []),
    ],
)
def test_the_forms_of_citations_that_have_one_meaning_are_taken(text: str, cites: list[Citation]) -> None:
    assert list(prose.additions(text)) == cites
    assert list(prose.faults(text)) == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("[@a p. 3]", "[@a, p. 3]"),
        ("[@a: p. 7]", "[@a, p. 7]"),
        ("[@a (p. 7)]", "[@a, p. 7]"),
        ("[@a {p. 7}]", "[@a, p. 7]"),
        ("[-@a]", "[@a]"),
        ("[see -@a, p. 1]", "[see @a, p. 1]"),
        ("[see @a p. 1]", "[see @a, p. 1]"),
        ("[@a, @b]", "[@a; @b]"),
        ("[@a and @b]", "[@a; @b]"),
        ("[@A]", "[@a]"),
        ("[@{a}]", "[@a]"),
        ("[@a,]", "[@a]"),
        ("[@a; p. 3]", "[@source] or [@article, p. 1]; put a semicolon between two of them"),
        ("[@b; @a p. 3]", "[@a, p. 3]"),
        ("[@]", "[@source] or [@article, p. 1]; put a semicolon between two of them"),
        ("@a [p. 3] says", "[@a, p. 3]"),
    ],
)
def test_no_citation_vanishes(text: str, right: str) -> None:
    assert [fault.hint for fault in prose.faults(f"It leaks {text}.")] == [f"write {right}"]


def test_a_citation_that_does_not_end_is_told() -> None:
    assert [fault.what for fault in prose.faults("It leaks [@a")] == ["begins a citation but does not end it"]
    assert len(list(prose.faults("It leaks [@a [sic] b]."))) == 1


def test_words_before_a_key_are_shown() -> None:
    html = rendered("The water rose [see @report, p. 2; also @mill, p. 1].")
    (paragraph,) = [p for p in html.iter("p") if "water" in published.text(p)]
    assert published.text(paragraph) == "The water rose see 1 (p. 2), also ¶\xa01."


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("[x](https://a.example/a b)", "it holds a space; write %20 for it"),
        ('[x](https://a.example/"b")', "it holds a quotation mark; write %22 for it"),
        ("[x](https://a.example/(b)", "write %28 and %29 for brackets that do not come in pairs"),
        ("[x](https://x]/)", "it names no host that a browser would find"),
    ],
)
def test_an_address_that_is_none_is_told_with_what_to_write(text: str, hint: str) -> None:
    assert [fault.hint for fault in prose.faults(text)] == [hint]


@pytest.mark.parametrize(("locator", "number"), [("p. 9", 9), ("pp. 3-4", 3), ("p.7", 7), ("ch. 2", None), ("", None)])
def test_a_paragraph_is_cited_by_its_number(locator: str, number: int | None) -> None:
    assert Citation(0, "mill", locator).paragraph == number


def test_the_mark_of_a_work_stands_after_the_stop_and_not_between_it_and_the_word() -> None:
    html = rendered("The water rose [@report; @mill, p. 1].")
    (paragraph,) = [p for p in html.iter("p") if "water" in published.text(p)]
    assert published.text(paragraph) == "The water rose ¶\xa01.1"


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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The first stood since\n1840. It was torn down in\n1912. Ada wants it gone.", None),
        ("5. Mai 2019: the council", None),
        ("The figure for\n2016. It was wrong.", None),
        ("It is\n- 5 to 10 km\n+ 3 km\n> 2 km\n# 1", None),
        ("1. one\n2. two", None),
        ("- one\n- two", "one two"),
        ("> quoted", "quoted"),
        ("**The** `a[0]` [is](https://a.example) *new* [@nato].", "The a[0] is new."),
        ("| a | b |\n| --- | --- |\n| 1 | 2 |", "a b 1 2"),
    ],
)
def test_plain_words_keep_every_number_and_mark(text: str, words: str | None) -> None:
    assert prose.plain(text) == (words or " ".join(text.split()))


def test_each_addition_has_a_place_among_the_plain_words() -> None:
    text = "The [[hale|*old* lady]] left [@a; @b, p. 2].\n\n- One ![[eleven]]\ufdd0 [@c]"
    words, places = prose.placed(text)
    assert words.strip() == "The old lady left. One"
    assert [(words[:at], getattr(one, "id", "") or getattr(one, "key", "")) for at, one in places] == [
        ("The old lady", "hale"),
        ("The old lady left", "a"),
        ("The old lady left", "b"),
        ("The old lady left. One ", "eleven"),
        ("The old lady left. One ", "c"),
    ]


def test_plain_words_leave_out_citations_and_marks() -> None:
    text = "**The** [[thaad|system]] [is](https://a.example) new [@nato]."
    assert prose.plain(text) == "The system is new."


@given(TEXTS)
def test_blocks_lose_no_word(text: str) -> None:
    blocks = list(prose.blocks(text))
    assert "".join("".join(block.text.split()) for block in blocks) == "".join(text.split())
    assert all(text.startswith(block.text, block.offset) for block in blocks)
