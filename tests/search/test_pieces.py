"""The index in pieces: each small, all that can be found in them, and nothing that a page keeps back."""

import json
import random

from build_scripts.anchor import anchor
from build_scripts.brief.addresses import Address
from build_scripts.brief.kinds import KINDS
from build_scripts.load import load
from build_scripts.render.content import Content
from build_scripts.search import index, pieces
from build_scripts.search.sections import sections
from build_scripts.search.texts import GUIDE, RANKED, Part, Text, texts
from tests import briefs
from tests.places import HARBOUR


def many(count: int) -> list[Text]:
    """Return a brief's worth of texts in words that are rare, common, and in all of them."""
    chance = random.Random(count)  # noqa: S311 - not for secrets
    words = [f"{chance.choice('abcdefgh')}{chance.randrange(10**6):x}" for _ in range(3000)]
    return [
        Text(
            chance.choice(RANKED),
            Part(f"Name {number}"),
            Address("glossary.md", f"t{number}"),
            (Part(f"everywhere {' '.join(chance.choices(words, k=60))}"),),
            (f"Name {number}",),
        )
        for number in range(count)
    ]


def test_no_piece_grows_with_the_brief() -> None:
    files = pieces.pieces(many(4000))
    sizes = {path.rpartition("/")[2]: len(text.encode()) for path, text in files.items()}
    root = sizes.pop("root.js")
    assert max(sizes.values()) < 15_000
    assert root < 15_000
    assert len(sizes) > 300


def test_the_index_gives_back_all_that_was_put_into_it() -> None:
    brief = load(HARBOUR)
    found = sorted(texts(Content(brief, anchor(brief))), key=lambda text: RANKED.index(text.kind))
    assert pieces.read(pieces.pieces(found)) == found
    assert {text.kind for text in found} >= {kind.name for kind in KINDS}


def test_a_common_word_lists_only_what_comes_first_and_says_so() -> None:
    held = pieces.contents(pieces.pieces(many(pieces.MOST + 10)))
    words = "\n".join(json.loads(value) for name, value in held.items() if name.startswith("w"))
    (line,) = (line for line in words.split("\n") if line.startswith("everywhere\t"))
    numbers = line.split("\t")[3]
    assert numbers.endswith("+")
    assert len(numbers.split()) == pieces.MOST


def test_the_same_brief_gives_the_same_pieces_and_a_changed_one_another_version() -> None:
    one, same, other = (pieces.pieces(many(count)) for count in (40, 40, 41))
    root = f"{pieces.FOLDER}root.js"
    assert one == same
    assert one[root][:60] != other[root][:60]


def test_an_article_of_which_excerpts_are_published_is_found_by_those_alone() -> None:
    article = briefs.article("The mill stands by the river. Nobody has seen it.", publish="excerpts")
    claim = briefs.claim("mill", "The mill stands")
    brief = briefs.brief(article, claims=(claim,))
    said = [
        part.words for text in texts(Content(brief, anchor(brief))) if text.kind == "paragraph" for part in text.parts
    ]
    assert said == ["The mill stands"]


def test_no_piece_holds_markup() -> None:
    text = Text("term", Part("</script><b>"), Address("a.md"), (Part("<img src=x>"),), ("</script><b>",))
    files = pieces.pieces([text])
    assert not any("<" in content for content in files.values())
    assert pieces.read(files) == [text]


PAGE = """---
title: Guide
---

# Write a brief

First *words*, and a [link](other.md).[^1]

## How it `works` {: #works }

<div data-search-exclude markdown="1">

Not this.

</div>

| A | B |
| - | - |
| c | d |

## Été

::: build_scripts.build

[^1]: A note.
"""


def test_a_page_is_found_by_its_parts() -> None:
    found = sections("guide/x.md", PAGE, GUIDE)
    said = [
        (one.label, one.title.words, one.address.fragment, " ".join(part.words for part in one.parts)) for one in found
    ]
    assert said == [
        ("", "Write a brief", "", "First words, and a link."),
        ("Write a brief", "How it works", "works", "A B c d"),
        ("Write a brief", "Été", "été", ""),
    ]


def test_a_page_can_keep_out_of_search() -> None:
    assert sections("guide/x.md", "---\nsearch:\n  exclude: true\n---\n# A\n\nb", GUIDE) == ()


def test_pages_of_prose_and_pages_by_hand_are_found_beside_the_entries() -> None:
    brief = briefs.brief(briefs.article("The mill stands."))
    files = index(
        Content(brief, anchor(brief)),
        {"background.md": "# Background\n\nOld times."},
        {"guide/index.md": "# Guide\n\nHow."},
    )
    found = {(text.kind, text.title.words) for text in pieces.read(files)}
    assert {("background", "Background"), (GUIDE, "Guide")} <= found
