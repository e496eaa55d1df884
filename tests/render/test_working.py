"""A brief as its writer sees it: everything, the drafts marked, and what is missing said where it would stand."""

import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml

from build_scripts import new as starting
from build_scripts.anchor import anchor
from build_scripts.brief.kinds import KINDS
from build_scripts.brief.model import typed_fields
from build_scripts.brief.pages import FEED
from build_scripts.brief.problems import BriefError
from build_scripts.build import build
from build_scripts.load import load
from build_scripts.render import feed, render
from tests import published
from tests.places import HARBOUR, MILL

WORD = "zwielicht"
WORDLESS = {
    "status",
    "verdict",
    "fidelity",
    "form",
    "within",
    "kind",
    "type",
    "read",
    "grade",
    "at",
    "date",
    "in_article",
}
WORDLESS |= {"likelihood", "confidence", "issued", "accessed", "ISBN", "language"}
"""The fields that can hold no such word."""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a copy of the mill's brief."""
    return Path(shutil.copytree(MILL, tmp_path / "source"))


def change(source: Path, file: str, old: str, new: str) -> None:
    text = (source / file).read_text(encoding="utf-8")
    assert old in text
    (source / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def shown(source: Path) -> dict[str, str]:
    """Return the pages that the writer of the brief in *source* sees."""
    docs = source.parent / "docs"
    build(source, docs, drafts=True)
    pages = {path.relative_to(docs).as_posix(): path.read_text(encoding="utf-8") for path in docs.rglob("*.md")}
    for page in pages.values():
        read(page)
    return pages


@cache
def read(page: str) -> None:
    """Read a page as an engine does and as a browser does, which fails where nobody could."""
    yaml.safe_load(page.split("---\n")[1])
    published.to_html(page)


def of(page: str, entry: str) -> str:
    """Return what a *page* says of an *entry*."""
    return re.split(r"^#+ ", page[page.index(f"{{: #{entry} ") :], maxsplit=1, flags=re.MULTILINE)[0]


def test_the_brief_of_the_tests_has_a_word_in_each_field_of_a_draft_of_each_kind() -> None:
    for kind in KINDS:
        file = HARBOUR / (f"{kind.file}/drafts.yml" if kind.file else "brief.yml")
        read: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
        (draft,) = [one for one in (read if kind.file else read["judgements"]) if one.get("status") == "draft"]
        keys = {info.alias or name for name, info in typed_fields(kind.record).items()}
        assert {name for name, value in draft.items() if WORD in str(value).lower()} >= keys - WORDLESS - {
            "words",
            "target",
        }


def test_nothing_of_a_draft_is_on_a_page_or_in_the_feed_and_its_writer_sees_all_of_it(tmp_path: Path) -> None:
    brief = load(HARBOUR)
    pages = {**render(brief, anchor(brief)), FEED: feed.feed(brief)}
    assert [path for path, page in pages.items() if WORD in page.lower() or WORD in path] == []
    shutil.copytree(HARBOUR, tmp_path / "source")
    seen = shown(tmp_path / "source")
    assert set(pages) - {FEED} <= seen.keys()
    drafts = {"zwielicht-claim", "zwielicht-event", "zwielicht-term", "zwielicht-wording", "zwielicht-site"}
    text = "".join(seen.values())
    for draft in drafts | {"zwielicht-source", "zwielicht-judgement"}:
        assert '<span class="status draft">Draft</span>' in of(text, draft), draft
    assert "**Of zwielicht.** This quotation has no place on a page yet." in seen["quotes/harbour.md"]


def test_an_empty_field_says_what_is_missing_and_where(source: Path) -> None:
    change(source, "annotations/claims.yml", "  evidence: |\n    It reopened [@survey].\n", '  evidence: ""\n')
    page = of(shown(source)["claims/mill.md"], "not-2020")
    assert '<span class="missing">evidence is missing: source/annotations/claims.yml:7</span>' in page
    opens = f"vscode://file{quote((source / 'annotations' / 'claims.yml').as_posix())}:7"
    assert opens in {element.get("href") for element in published.to_html(page).iter("a")}
    assert "<code>source/annotations/claims.yml:7</code></a> &#34;evidence&#34; is empty" in page


def test_a_new_brief_can_be_seen_before_anything_is_filled_in(tmp_path: Path) -> None:
    shutil.copy(MILL / "articles" / "mill.txt", tmp_path)
    starting.new(tmp_path / "mill.txt", tmp_path / "source")
    pages = shown(tmp_path / "source")
    assert "title is missing: source/brief.yml:3" in pages["index.md"]
    assert "Eleven percent of the water never" in pages["quotes/mill.md"]


DAMAGE = [
    ("annotations/claims.yml", "claimant: hale", "claimant: nobody"),
    ("annotations/claims.yml", "cite: survey#loss", "cite: survey#gain"),
    ("annotations/quotes/engineer.yml", "speaker: hale", "speaker: 12"),
    (
        "annotations/quotes/engineer.yml",
        "[@survey#loss; @chronicle#alt, p. 41",
        "[@nothing; @survey#gain; @mill, p. 99",
    ),
    ("annotations/wording.yml", "owner: owners", "owner: mill"),
    ("annotations/sites.yml", "term: mill", "term: kiln"),
    ("annotations/events.yml", "in_article: stated", "in_article: told"),
    ("annotations/events.yml", 'exact: "closed the mill"', 'exact: "opened the mill"'),
    ("annotations/actors.yml", "affiliation: council", "affiliation: county"),
    ("annotations/glossary.yml", "[[hale]]", "[[hail]]"),
    ("articles/mill.yml", "outlet: gazette", "outlet: gazete"),
    ("brief.yml", "key_quotes: [eleven-percent]", "key_quotes: [ten-percent]"),
    ("brief.yml", "now: hale", "now: hail"),
    ("brief.yml", "authors:\n  - literal: The authors", "authors: []"),
    ("brief.yml", "date: 2020-01-02\nversion", "date: soon\nversion"),
    ("background.md", "![[eleven-percent]]", "![[twelve-percent]]"),
    ("sources.yml", "grade: A2", "grade: none"),
    ("sources.yml", "title: Where the water goes", "titel: Where the water goes"),
    ("annotations/glossary.yml", "- id: mill\n", "- id: pretext\n"),
]


@pytest.mark.parametrize(
    "damage", [*([one] for one in DAMAGE), DAMAGE], ids=lambda damage: damage[0][2] if len(damage) == 1 else "all"
)
def test_whatever_is_wrong_the_brief_is_shown_with_its_problems(
    source: Path, damage: list[tuple[str, str, str]]
) -> None:
    for file, old, new in damage:
        change(source, file, old, new)
    pages = shown(source)
    for file in {file for file, *_ in damage}:
        assert f"### source/{file}: " in pages["desk.md"]


def test_a_build_without_drafts_takes_them_and_the_desk_away_again(source: Path) -> None:
    change(source, "annotations/wording.yml", "- id: mere\n", "- id: mere\n  status: draft\n")
    assert "Belittles" in shown(source)["glossary.md"]
    build(source, source.parent / "docs")
    assert not (source.parent / "docs" / "desk.md").exists()
    assert "Belittles" not in (source.parent / "docs" / "glossary.md").read_text(encoding="utf-8")


def test_the_desk_has_for_each_thing_to_do_the_text_to_paste(source: Path) -> None:
    change(source, "articles/mill.yml", 'exact: "mill"', 'exact: "kiln"')
    change(source, "annotations/wording.yml", "- id: mere\n", "- id: mere\n  status: draft\n")
    (source / "annotations" / "glossary").mkdir()
    (source / "annotations" / "glossary" / "more.yml").write_text(
        "- {id: ox, term: ox, definition: 'A beast [@survey].'}\n"
    )
    change(source, "sources.yml", "  passages:\n    - id: alt", "  #\n  passages:\n    - id: alt")
    desk = shown(source)["desk.md"]
    covered = desk.partition("## Quotations without an entry")[2].partition("## ")[0]
    assert "annotate it with a quote: target:" in covered
    assert "is never used: &#34;ox&#34;" in desk.partition("## Unused entries")[2]
    assert "<b>mere</b>" in desk.partition("## Drafts waiting for you: 1\n")[2]
    assert "waives nothing" in desk


def test_a_brief_without_an_article_cannot_be_shown(source: Path) -> None:
    shutil.rmtree(source / "articles")
    with pytest.raises(BriefError, match="there is no article"):
        build(source, source.parent / "docs", drafts=True)


def test_the_desk_lists_drafts_by_file_each_with_what_it_lacks_and_what_was_guessed(source: Path) -> None:
    status, guess = "  status: draft\n", "speaker: hale  # a guess: check it\n"
    change(source, "annotations/wording.yml", "- id: mere\n", f"- id: mere\n{status}")
    change(source, "annotations/quotes/engineer.yml", "- id: eleven-percent\n", f"- id: eleven-percent\n{status}")
    change(source, "annotations/quotes/engineer.yml", "speaker: hale\n", guess)
    change(source, "annotations/quotes/engineer.yml", "fidelity: differs", 'fidelity: ""')
    change(source, "sources.yml", "- id: survey\n", f"- id: survey\n{status}")
    desk = shown(source)["desk.md"]
    assert "Guesses to confirm" not in desk
    problems, _, drafts = desk.partition("## Drafts waiting for you: 3\n")
    assert "is empty" not in problems
    files = dict(part.partition("\n")[::2] for part in drafts.split("\n## ")[0].split("\n### ")[1:])
    engineer = "source/annotations/quotes/engineer.yml"
    assert [*files] == [
        f"{engineer}: 1 waiting",
        "source/annotations/wording.yml: 1 waiting",
        "source/sources.yml: 1 waiting",
    ]
    quotation, wording, work = files.values()
    assert f"<code>{engineer}:2</code></a> <b>Eleven percent of the water</b>" in quotation
    assert "was guessed, so check it: speaker: hale" in quotation
    assert "&#34;fidelity&#34; is empty" in quotation
    assert "<b>mere</b>\nNothing is missing: delete this line to publish it." in wording
    assert "Where the water goes" in work


def test_the_desk_says_where_something_finished_names_a_draft(source: Path) -> None:
    change(source, "annotations/claims.yml", "- id: not-2020\n", "- id: not-2020\n  status: draft\n")
    problems, _, drafts = shown(source)["desk.md"].partition("## Drafts waiting for you: 1\n")
    assert "names a draft, which is not published: &#34;not-2020&#34;" in problems
    assert "names a draft" not in drafts


def test_the_desk_lists_an_article_that_is_a_draft(source: Path) -> None:
    (source / "articles" / "second.txt").write_text("“It stands,” she said.", encoding="utf-8")
    (source / "articles" / "second.yml").write_text('status: draft\nheadline: ""\n', encoding="utf-8")
    drafts = shown(source)["desk.md"].partition("## Drafts waiting for you: 1\n")[2].partition("\n## ")[0]
    assert "<code>source/articles/second.yml:1</code></a> <b>second</b>" in drafts
    assert "&#34;headline&#34; is empty" in drafts


def test_the_desk_of_a_new_brief_lists_all_that_was_drafted(tmp_path: Path) -> None:
    shutil.copy(MILL / "articles" / "mill.txt", tmp_path)
    made = starting.new(tmp_path / "mill.txt", tmp_path / "source")
    names = [one.name for one in made.actors], [one.title for one in made.quotations]
    desk = shown(tmp_path / "source")["desk.md"]
    drafts = desk.partition(f"## Drafts waiting for you: {sum(map(len, names))}\n")[2].partition("\n## ")[0]
    for kind, listed in zip(("actors", "quotes"), names, strict=True):
        assert f"### source/annotations/{kind}.yml: {len(listed)} waiting" in drafts
        assert all(f"<b>{name}</b>" in drafts for name in listed)
    assert "was guessed, so check it: speaker: ada-hale" in drafts


def test_the_desk_lists_a_guess_outside_of_drafts_until_its_remark_is_deleted(tmp_path: Path) -> None:
    article = tmp_path / "mill.txt"
    shutil.copy(MILL / "articles" / "mill.txt", article)
    starting.new(article, tmp_path / "source")
    quotes = tmp_path / "source" / "annotations" / "quotes.yml"
    text = re.sub(r"\n  status: draft .*", "", quotes.read_text(encoding="utf-8"))
    quotes.write_text(text, encoding="utf-8")
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "# a guess" in line)
    guessed = shown(tmp_path / "source")["desk.md"].partition("## Guesses to confirm")[2]
    assert f"source/annotations/quotes.yml:{line}" in guessed
    assert "speaker: ada-hale" in guessed
    for file in (tmp_path / "source").rglob("*.yml"):
        file.write_text(file.read_text(encoding="utf-8").replace("# a guess: check it", ""), encoding="utf-8")
    assert "Guesses to confirm" not in shown(tmp_path / "source")["desk.md"]
