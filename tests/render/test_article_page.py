"""Promise 4: the article is shown as it is, whatever characters it holds; markup in it is inert."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from build_scripts.anchor import Anchors, Place, Words, anchor
from build_scripts.anchor.mentions import Mention
from build_scripts.brief.model import Article, Brief, Term
from build_scripts.render import pages, render
from tests import briefs, published

WATER = Term.model_validate({"id": "water", "term": "water", "definition": briefs.PROSE})
SHOWN = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\t\n")
MARKUP = st.sampled_from(
    ["<script>", "**", "__", "](", "[x](y)", "[^1]", "{: #p1 .x }", "&amp;", "`", "~~~\n", "# ", "- ", "1. ", "> ", "|",
     "    ", "\n\n", "<!--", "-->", "&#42;", "<p>", "</p>", "\\", "![", ": ", "***\n", "===\n", "---\n", "$", "\t"]
)  # fmt: skip
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
TEXTS = st.lists(st.one_of(st.text(SHOWN, max_size=12), MARKUP), min_size=1, max_size=12).map("".join)


@st.composite
def annotated_articles(draw: st.DrawFn) -> tuple[Brief, Anchors]:
    text = draw(TEXTS.filter(str.strip))
    article = briefs.article(text)
    places = {}
    for number in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        places[f"q{number}"] = (Place(article.id, (Words(start, end),)),)
    quotes = tuple(briefs.quote(entry, "x") for entry in places)
    words = [found.span() for found in re.finditer(r"\w+", text)]
    mentions = tuple(
        Mention("water", *span) for span in draw(st.sets(st.sampled_from(words)) if words else st.just(()))
    )
    return briefs.brief(article, quotes=quotes, terms=(WATER,)), Anchors(places, (), {article.id: mentions})


def shown(brief: Brief, anchors: Anchors) -> list[published.Element]:
    (page,) = [page for page in pages(brief, anchors) if page.path == "articles/mill.md"]
    html = published.to_html(page.text())
    return [element for element in html.iter("p") if "para" in element.get("class", "").split()]


def paragraphs(article: Article) -> list[str]:
    return [article.text[part.start : part.end] for part in article.paragraphs]


@given(annotated_articles())
@example((briefs.brief(briefs.article("\xa0no-break space\u2003")), Anchors({}, ())))
def test_the_text_that_a_reader_sees_is_the_file_whatever_is_annotated(case: tuple[Brief, Anchors]) -> None:
    brief, anchors = case
    assert [published.text(element) for element in shown(brief, anchors)] == paragraphs(brief.articles[0])


@given(TEXTS.filter(str.strip))
@example("<script>alert(1)</script> **bold** [x](javascript:1) &amp; `code`")
@example("\u2066")
def test_no_character_of_the_text_becomes_markup(text: str) -> None:
    brief = briefs.brief(briefs.article(text))
    for element in shown(brief, Anchors({}, ())):
        # what turns the direction of writing is kept within an element of its own
        assert all(
            inner.tag == "bdi" and TURNS.search(published.text(inner))
            for inner in element.iter()
            if inner is not element
        )


def test_overlapping_annotations_are_both_marked_and_both_reachable() -> None:
    article = briefs.article("one two three four")
    places = {
        "first": (Place("mill", (Words(0, 13),)),),
        "second": (Place("mill", (Words(4, 18),)),),
    }
    brief = briefs.brief(article, quotes=(briefs.quote("first", "x"),), claims=(briefs.claim("second", "x"),))
    (paragraph,) = shown(brief, Anchors(places, ()))
    marked = [(published.text(span), span.get("class")) for span in paragraph.iter("span") if published.text(span)]
    assert marked == [
        ("one ", "m m-quote"),
        ("two three", "m m-claim m-quote v-disputed"),
        (" four", "m m-claim v-disputed"),
    ]
    assert [link.get("href") for link in paragraph.iter("a")] == ["#note-first", "#note-second"]


def test_a_reference_stands_after_what_closes_its_sentence() -> None:
    article = briefs.article("“The mill closed,” he said.")
    places = {"first": (Place("mill", (Words(1, 16),)),), "second": (Place("mill", (Words(19, 26),)),)}
    brief = briefs.brief(article, quotes=(briefs.quote("first", "x"), briefs.quote("second", "x")))
    (paragraph,) = shown(brief, Anchors(places, ()))
    references = [link for link in paragraph.iter("a") if link.get("href", "").startswith("#note-")]
    assert [(link.get("href"), link.tail or "") for link in references] == [
        ("#note-first", " "),
        ("#note-second", ""),
    ]


def test_a_reader_by_keyboard_is_spared_a_name_that_was_linked_before() -> None:
    brief = briefs.brief(briefs.article("The water rose.\n\nMore water."), terms=(WATER,))
    links = [link for paragraph in shown(brief, anchor(brief)) for link in paragraph.iter("a")]
    assert [link.get("tabindex") for link in links] == [None, "-1"]


def test_a_name_is_linked_where_it_stands() -> None:
    brief = briefs.brief(briefs.article("The water rose."), terms=(WATER,))
    (paragraph,) = shown(brief, anchor(brief))
    assert [(published.text(link), link.get("class")) for link in paragraph.iter("a")] == [("water", "term")]


def test_each_paragraph_links_a_name_once() -> None:
    term = Term.model_validate({"id": "water", "term": "water", "definition": briefs.PROSE})
    brief = briefs.brief(briefs.article("The water rose over water.\n\nMore water."), terms=(term,))
    linked = [[published.text(link) for link in paragraph.iter("a")] for paragraph in shown(brief, anchor(brief))]
    assert linked == [["water"], ["water"]]


def test_each_paragraph_has_a_link_to_itself_that_is_no_part_of_its_text() -> None:
    brief = briefs.brief(briefs.article("One.\n\nTwo."))
    (page,) = [page for page in pages(brief, Anchors({}, ())) if page.path == "articles/mill.md"]
    links = [link for link in published.to_html(page.text()).iter("a") if link.get("class") == "number"]
    assert [(link.get("href"), link.get("aria-label")) for link in links] == [
        ("#p1", "Paragraph 1"),
        ("#p2", "Paragraph 2"),
    ]
    assert [published.text(link) for link in links] == ["", ""]


def test_words_name_the_annotations_they_belong_to() -> None:
    article = briefs.article("one two three four")
    places = {"first": (Place("mill", (Words(0, 13),)),), "second": (Place("mill", (Words(4, 18),)),)}
    brief = briefs.brief(article, quotes=(briefs.quote("first", "x"),), claims=(briefs.claim("second", "x"),))
    (paragraph,) = shown(brief, Anchors(places, ()))
    named = [span.get("data-a") for span in paragraph.iter("span") if published.text(span)]
    assert named == ["first", "first second", "second"]


def test_excerpts_publish_the_annotated_words_alone() -> None:
    text = "Nobody may reprint this mill. The mill closed. Nor this mill.\nMills may not be shown."
    article = briefs.article(text, publish="excerpts")
    quote = briefs.quote("closed", "The mill closed.", form="indirect", note="Words. [@mill, p. 2]")
    mill = Term.model_validate({"id": "grinder", "term": "mill", "definition": briefs.PROSE})
    brief = briefs.brief(article, quotes=(quote,), terms=(mill,))
    texts = render(brief, anchor(brief))
    assert "The **mill** closed." in texts["glossary.md"]
    assert "Open in the article" not in texts["quotes/mill.md"]
    assert "(../articles/mill.md){.cite}" in texts["quotes/mill.md"]
    hidden = ("Nobody", "reprint", "Nor this", "may not")
    assert not [(path, words) for path, text in texts.items() for words in hidden if words in text and path[0] != "r"]


def test_a_quotation_of_two_paragraphs_is_shown_as_one_and_leaves_nothing_out() -> None:
    pieces = tuple({"exact": words} for words in ("one two.", "Three four"))
    quote = briefs.quote("mud", "one two.", target=pieces)
    brief = briefs.brief(briefs.article("He: “one two.\n\n“Three four.”"), quotes=(quote,))
    assert "> “one two.” “Three four”" in render(brief, anchor(brief))["quotes/mill.md"]
