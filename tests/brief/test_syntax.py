"""What is typed is what is read: whatever prose holds, the engine that publishes it shows its words and no others."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from build_scripts.anchor import Anchors
from build_scripts.brief import prose, syntax
from build_scripts.brief.model import Term
from build_scripts.brief.syntax import (
    Block,
    Citation,
    Citations,
    Code,
    Embed,
    Link,
    Part,
    Words,
    parse,
)
from build_scripts.render import pages
from tests import briefs, hard, published

KNOWN = ("[[term]]", "[[term|w]]", "[@report]", "[@report, p. 3]", "[see @report; @mill, p. 1]")
PIECES = st.sampled_from((*hard.MARKUP, *KNOWN))
TEXTS = (
    st.lists(st.one_of(PIECES, st.text("ab1.*_`[](){}<>!#|~\\&:-+= \n", max_size=6)), max_size=12)
    .map("".join)
    .filter(str.strip)
)
HARD = settings(max_examples=max(400, settings().max_examples))


def page(text: str) -> str:
    """Return the page of background.md with *text*."""
    term = Term.model_validate({"id": "term", "term": "Term", "definition": briefs.PROSE})
    brief = briefs.brief(briefs.article("x"), background=text, terms=(term,))
    (found,) = [page for page in pages(brief, Anchors({}, ())) if page.path == "background.md"]
    return found.text()


def shown(text: str) -> str:
    """Return the words that a reader of *text* sees, without white space: notes and the page's own parts left out."""
    html = published.to_html(page(text).replace("# Background\n", "", 1))
    for parent in list(html.iter()):
        for child in list(parent):
            note = child.tag in ("sup", "section") or child.get("class") in ("cite", "headerlink", "footnote", "works")
            if note:
                _remove(parent, child)
    for number, item in ((n, item) for items in html.iter("ol") for n, item in enumerate(items, 1)):
        item.text = f"{number}.{item.text or ''}"
    return "".join(published.text(html).split())


def _remove(parent: published.Element, child: published.Element) -> None:
    before = list(parent)[: list(parent).index(child)]
    if before:
        before[-1].tail = (before[-1].tail or "") + (child.tail or "")
    else:
        parent.text = (parent.text or "") + (child.tail or "")
    parent.remove(child)


def typed(text: str) -> str:
    """Return the words of *text*, without white space."""
    return "".join("".join(_words(block) for block in parse(text).blocks).split())


def _words(block: Block) -> str:
    inner = "".join(map(_words, block.inner))
    return inner + "".join(_part(part) for part in block.parts)


def _part(part: Part) -> str:
    words = part.mark if part.mark.endswith(".") and part.depth == 0 else ""
    for piece in part.pieces:
        match piece:
            case Words(text) | Code(text):
                words += text
            case Link(_, _, text):
                words += "".join(one.text for one in syntax.inline(text) if isinstance(one, Words | Code)) or "Term"
            case Citations(cites):
                words += "".join(_cited(cite, number) for number, cite in enumerate(cites))
            case _:
                pass
    return words


def _cited(cite: Citation, number: int) -> str:
    place = f"({cite.locator})" if cite.locator and cite.key != "mill" else ""
    apart = "," if number and (cite.prefix or cite.key == "mill") else ""
    return apart + cite.prefix + place


def refused(text: str) -> bool:
    """Return whether check refuses *text*, or an id in it."""
    found = parse(text)
    ids = (one.id if isinstance(one, Link) else "" for one in found.additions if isinstance(one, Link | Embed))
    keys = (one.key for one in found.additions if isinstance(one, Citation))
    return (
        bool(found.faults) or any(name != "term" for name in ids) or any(key not in ("report", "mill") for key in keys)
    )


@HARD
@given(TEXTS)
@example("5. Mai 2019: closed")
@example("The first stood since\n1840. It was torn down in\n1912. Ada Hale wants it gone.")
@example("1. one\n1912. Ada\n2. two")
@example("- a\n  - b\n    - c\n- d\nmore")
@example("- a\n\n1. b\n2. c\n\n- d")
@example("1. a\n2. b\n\n1. c\n2. d")
@example("> 1. a\n> 2. b\n\n> 1. c\n> 2. d")
@example("a | b\n--- | ---\n1 | `|` | 3")
@example("[@report]: not a note")
@example("**a *b* c** *d**e***f*")
@example("///Footnotes Go Here///")
@example("## C#\nText # 5")
@example("    five\n\n    six")
@example("```\na *b* [[term]]\n\n# c\n```\nafter")
@example("| a | b |\n| --- | --- |\n| `x|y` | [[term|z]] |")
def test_a_reader_sees_what_was_typed(text: str) -> None:
    if not refused(text):
        assert shown(text) == typed(text)


@HARD
@given(TEXTS)
def test_no_letter_is_taken_for_markup(text: str) -> None:
    if not refused(text) and not re.search(r"\[\[|\[@|@|\]\(|```|^#|https", text):
        kept = re.sub(r"[^\w]|_", "", typed(text))
        assert kept == re.sub(r"[^\w]|_", "", text)


@given(TEXTS)
def test_plain_words_lose_no_number_and_no_mark(text: str) -> None:
    if not refused(text) and "report" not in text and "term" not in text:
        assert "".join(prose.plain(text).split()) == typed(text)
