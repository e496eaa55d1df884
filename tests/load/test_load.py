"""source/ -> Brief: what is read from which file, and how each thing that can be wrong with a file is said."""

import gc
import hashlib
import json
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from build_scripts.brief.model import Brief, Paragraph
from build_scripts.brief.problems import Problem
from build_scripts.load import ARTICLE_LIMIT, FILE_LIMIT, load, paragraphs, strict_yaml

TEXT = "The mill\n\nIt “burns”, he said.\n"
FILES = {
    "brief.yml": """\
name: mill
title: The mill
question: Does it burn?
summary: It does. [@report]
authors:
  - literal: The authors
date: 2020-05
version: "1"
rights: Free to use.
judgements:
  - id: it-burns
    title: It burns
    statement: It burns. [@report]
    alternative: It does not. [@report]
    would_change: Rain. [@report]
""",
    "background.md": "Mills burn. [@report]\n",
    "sources.yml": "- id: report\n  type: report\n  title: A report\n  grade: B2\n  read: full\n",
    "articles/paper.txt": TEXT,
    "articles/paper.yml": f"""\
headline: The mill
outlet: gazette
date: 2020
rights: Reprinted by leave.
sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}
""",
    "annotations/quotes.yml": """\
- id: burns
  title: It burns
  target:
    exact: burns
  speaker: gazette
  theme: Fire
  note: Plain words. [@report]
  fidelity: differs
  comparison: |
    Others say it, too.
    [@report]
""",
    "annotations/actors.yml": """\
- id: gazette
  name: The Gazette
  kind: outlet
  role: A newspaper
  summary: It prints. [@report]
  aliases: [Gazette, Paper]
""",
    "annotations/glossary.yml": "- id: kiln\n  term: kiln\n  definition: An oven. [@report]\n",
    "annotations/events.yml": "- id: fire\n  date: 2019\n  title: Fire\n  in_article: left-out\n  text: A fire. [@report]\n",
    "annotations/claims.yml": """\
- id: burnt
  title: It burnt
  target:
    - exact: burns
  claimant: gazette
  verdict: disputed
  evidence: None. [@report]
""",
    "annotations/wording.yml": "- id: blaze\n  words: blaze\n  owner: gazette\n  note: A big word. [@report]\n",
    "annotations/sites.yml": "- id: hill\n  name: Hill\n  at: 51.15 N, 0.87 E\n  note: Steep. [@report]\n",
}
COUNTS = dict.fromkeys(["articles", "quotes", "actors", "terms", "events", "claims", "wordings", "sites", "sources"], 1)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the parse cache in the test's own folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "analysis-brief"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a folder that holds a small brief without problems."""
    return written(tmp_path / "source", {})


def written(folder: Path, changes: dict[str, str | bytes | None]) -> Path:
    for name, content in {**FILES, **changes}.items():
        if content is not None:
            put(folder, name, content)
    return folder


def put(source: Path, name: str, content: str | bytes) -> None:
    (source / name).parent.mkdir(parents=True, exist_ok=True)
    (source / name).write_bytes(content if isinstance(content, bytes) else content.encode())


def change(source: Path, name: str, old: str, new: str) -> None:
    assert old in FILES[name]
    put(source, name, FILES[name].replace(old, new, 1))


def only_problem(source: Path) -> Problem:
    (problem,) = load(source).problems
    return problem


def counts(brief: Brief) -> dict[str, int]:
    return {name: len(getattr(brief, name)) for name in COUNTS}


# What is read


def test_a_small_brief_is_read_whole(source: Path) -> None:
    brief = load(source)
    assert brief.problems == ()
    assert brief.broken == frozenset()
    assert counts(brief) == COUNTS
    assert brief.meta.title == "The mill"
    assert brief.background.text == "Mills burn. [@report]\n"
    assert brief.quotes[0].target[0].exact == "burns"
    assert brief.actors[0].aliases == ("Gazette", "Paper")
    assert [entry.id for entry in brief.entries()] == [
        *("it-burns", "burns", "gazette", "kiln", "fire", "burnt", "blaze", "hill")
    ]


def test_each_record_knows_its_place(source: Path) -> None:
    brief = load(source)
    (quote,), (actor,) = brief.quotes, brief.actors
    assert str(quote.where.location("comparison")) == "source/annotations/quotes.yml:10"
    assert str(quote.where.within("comparison", quote.comparison, quote.comparison.index("[@"))).endswith(":11")
    assert str(quote.target[0].where.location("exact")) == "source/annotations/quotes.yml:4"
    assert str(actor.where.location("aliases.1")) == "source/annotations/actors.yml:6"
    assert str(brief.meta.judgements[0].where.location()) == "source/brief.yml:11"
    assert brief.articles[0].path == "source/articles/paper.txt"
    assert brief.background.path == "source/background.md"


def test_no_place_tells_where_on_the_machine_the_folder_is(tmp_path: Path) -> None:
    folder = written(tmp_path / "a" / "dossier", {"annotations/quotes.yml": "- id: x\n"})
    (tmp_path / "link").symlink_to(folder, target_is_directory=True)
    for name in (folder, tmp_path / "link", folder / "articles" / ".."):
        brief = load(name)
        assert {problem.location.path for problem in brief.problems} == {"dossier/annotations/quotes.yml"}
        assert str(tmp_path) not in repr(brief)


@pytest.mark.parametrize("kind", ["quotes", "actors", "glossary", "events", "claims", "wording", "sites"])
def test_a_kind_of_annotation_may_be_a_file_a_folder_or_both(source: Path, kind: str) -> None:
    text = FILES[f"annotations/{kind}.yml"]
    before = counts(load(source))
    for name, new_id in {"b.yml": "id: second", "a/deep.yml": "id: first", "c.yml": "id: third"}.items():
        put(source, f"annotations/{kind}/{name}", "- " + new_id + text[text.index("\n") :])
    brief = load(source)
    assert brief.problems == ()
    assert sum(counts(brief).values()) == sum(before.values()) + 3
    ids = [entry.id for entry in brief.entries()]
    assert ids.index("first") < ids.index("second") < ids.index("third")


def test_sources_may_be_a_folder(source: Path) -> None:
    (source / "sources").mkdir()
    (source / "sources.yml").rename(source / "sources" / "all.yml")
    assert load(source) == replace(load(source), problems=())
    assert [one.id for one in load(source).sources] == ["report"]


def test_lists_may_be_missing_or_empty(source: Path) -> None:
    shutil.rmtree(source / "annotations")
    put(source, "sources.yml", "# none yet\n")
    brief = load(source)
    assert brief.problems == ()
    assert counts(brief) == dict.fromkeys(COUNTS, 0) | {"articles": 1}


def test_hidden_files_and_readmes_are_nobodys_business(source: Path) -> None:
    for name in (".hidden", "README.md", "articles/README.md", "annotations/.quotes.yml.swp", ".obsidian/app.json"):
        put(source, name, b"\xff\0")
    assert load(source).problems == ()


def test_line_ends_and_a_byte_order_mark_change_nothing_but_an_article(source: Path, tmp_path: Path) -> None:
    other = written(tmp_path / "other" / "source", {})
    for name, text in FILES.items():
        if not name.startswith("articles/"):
            put(other, name, "\ufeff" + text.replace("\n", "\r\n"))
    assert load(other) == load(source)


# Articles


@pytest.mark.parametrize("text", ["a\r\nb\rc\n\u2028d\x0a", "\ufeffa\n", "", "no end"])
def test_the_text_of_an_article_is_its_file_code_point_for_code_point(source: Path, text: str) -> None:
    put(source, "articles/paper.txt", text)
    old = hashlib.sha256(TEXT.encode()).hexdigest()
    change(source, "articles/paper.yml", old, hashlib.sha256(text.encode()).hexdigest())
    brief = load(source)
    assert brief.problems == ()
    assert brief.articles[0].text == text


def test_a_changed_article_is_told_with_both_hashes(source: Path) -> None:
    put(source, "articles/paper.txt", TEXT.replace("burns", "burned"))
    found, recorded = (hashlib.sha256(x.encode()).hexdigest() for x in (TEXT.replace("burns", "burned"), TEXT))
    problem = only_problem(source)
    assert str(problem.location) == "source/articles/paper.yml:5"
    assert recorded in problem.message
    assert found in problem.message
    assert "restore the text" in problem.hint
    assert f"sha256: {found}" in problem.hint


def test_a_record_without_a_text_is_a_problem(source: Path) -> None:
    (source / "articles/paper.txt").unlink()
    brief = load(source)
    (problem,) = brief.problems
    assert str(problem).startswith('source/articles/paper.yml:1: the article has no text: "paper.txt" is missing')
    assert brief.articles == ()
    assert brief.broken == {"paper"}


def test_a_text_without_a_record_is_a_problem_but_is_read(source: Path) -> None:
    (source / "articles/paper.yml").unlink()
    brief = load(source)
    assert [problem.message for problem in brief.problems] == ['the article has no record: "paper.yml" is missing']
    assert [article.text for article in brief.articles] == [TEXT]
    assert brief.broken == {"paper"}


def test_a_text_with_a_wrong_record_is_read_too(source: Path) -> None:
    change(source, "articles/paper.yml", "date: 2020", "date: some day")
    change_again = (source / "articles/paper.yml").read_text().replace("rights: ", "right: ")
    put(source, "articles/paper.yml", change_again)
    brief = load(source)
    assert [problem.message for problem in brief.problems] == [
        'article "paper" lacks "rights"',
        '"date" is not a date: "some day"',
        'unknown key: "right"',
    ]
    assert brief.articles[0].record.headline == "The mill"
    assert brief.broken == {"paper"}


def test_a_brief_has_an_article(source: Path) -> None:
    shutil.rmtree(source / "articles")
    assert only_problem(source).message == "there is no article"


@pytest.mark.parametrize("name", ["The Mill", "con", "index", "a_b", "ä", "x" * 65, "a--b"])
def test_the_name_of_an_article_is_an_id(source: Path, name: str) -> None:
    for end in ("txt", "yml"):
        (source / f"articles/paper.{end}").rename(source / f"articles/{name}.{end}")
    problem = only_problem(source)
    assert problem.location.path == f"source/articles/{name}.txt"
    assert "not a valid article id" in problem.message


@pytest.mark.parametrize("character", ["\0", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\ufffe", "\U0010ffff"])
def test_an_article_holds_only_what_a_page_can_show(source: Path, character: str) -> None:
    text = f"one\r\ntwo\rthree{character}\n"
    put(source, "articles/paper.txt", text)
    old = hashlib.sha256(TEXT.encode()).hexdigest()
    change(source, "articles/paper.yml", old, hashlib.sha256(text.encode()).hexdigest())
    problem = only_problem(source)
    assert str(problem.location) == "source/articles/paper.txt:3"
    assert f"U+{ord(character):04X}" in problem.message


def test_each_line_that_is_not_blank_is_a_paragraph() -> None:
    text = "one\r\n \t\r\n  two \rthree\u2028and\x0bfour\n\n\nfive"
    found = [text[place.start : place.end] for place in paragraphs(text, "line")]
    assert found == ["one", "  two ", "three\u2028and\x0bfour", "five"]
    assert [place.number for place in paragraphs(text, "line")] == [1, 2, 3, 4]


def test_paragraphs_may_be_parted_by_blank_lines() -> None:
    text = "\none\r\ntwo\r\n \r\n\r\nthree\rfour\r\rfive\n"
    found = [text[place.start : place.end] for place in paragraphs(text, "blank-line")]
    assert found == ["one\r\ntwo", "three\rfour", "five"]
    assert paragraphs("a\nb", "blank-line") == (Paragraph(1, 0, 3),)


@given(st.text(st.sampled_from("a \n\r\t\u2028")), st.sampled_from(["line", "blank-line"]))
def test_paragraphs_leave_out_nothing_but_blanks(text: str, end: str) -> None:
    places = [(place.start, place.end) for place in paragraphs(text, end)]
    edges = [0, *(edge for place in places for edge in place), len(text)]
    assert edges == sorted(edges)
    assert not "".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip()
    for start, stop in places:
        assert text[start] not in "\r\n"
        assert text[stop - 1] not in "\r\n"


# What is wrong with a record


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "hint"),
    [
        ("exact:", "exakt:", 4, 'unknown key: "exakt"', 'did you mean "exact"?'),
        ("exact: burns", "prefix: it", 4, 'target of quote "burns" lacks "exact"', "exact: The article's words."),
        ("  theme: Fire\n", "", 1, 'quote "burns" lacks "theme"', "What it is about"),
        ("title: It burns", "title: 12", 2, '"title" should be text: 12', 'put quotation marks around it: "12"'),
        ("title: It burns", "title: true", 2, '"title" should be text: true', 'quotation marks around it: "true"'),
        ("title: It burns", "title: [it, burns]", 2, '"title" should be text: a list of 2', "quotation marks"),
        ("title: It burns", "title:", 2, '"title" is empty', "write its value after the colon"),
        ("title: It burns", 'title: ""', 2, '"title" is empty', "A short name"),
        ("theme: Fire", 'theme: Fire\n  date: ""', 7, '"date" is empty', "or remove the line: it may be left out"),
        (
            "fidelity: differs",
            "fidelity: differ",
            8,
            '"fidelity" is not one of the allowed values: "differ"',
            '"differs"?\nchoose',
        ),
        ("speaker: gazette", "speaker: The Gazette", 5, '"speaker" is not an id: "The Gazette"', "lower-case letters"),
        ("speaker: gazette", f"speaker: {'x' * 65}", 5, '"speaker" is longer than 64 characters', "shorten"),
        ("id: burns", "id: con", 1, '"id" is a reserved file name: "con"', "do not allow files with this name"),
        ("theme: Fire", "theme: Fire\n  date: 11.10.2016", 7, '"date" is not a date: "11.10.2016"', "2016-10-11"),
        ("theme: Fire", "theme: Fire\n  date: 2016-13", 7, "there is no such month: 2016-13", "2016-10"),
        ("theme: Fire", "theme: Fire\n  date: 2017/2016", 7, "ends before it begins", "2016-10-10/2016-10-12"),
        ("theme: Fire", "theme: Fire\n  chain: Bloomberg", 7, '"chain" should be a list: "Bloomberg"', '"- "'),
        (
            "theme: Fire",
            "theme: Fire\n  chain: [Bloomberg]",
            7,
            '"chain" should contain keys with values',
            "label, actor",
        ),
        (
            "theme: Fire",
            "theme: Fire\n  chain:\n  - label: x\n    cites:\n    - a b",
            10,
            '"cites" is not a citation',
            "mill, p. 9",
        ),
        ("exact: burns", "exact: burns\n    paragraph: 0", 5, '"paragraph" should be 1 or more: 0', ""),
        ("exact: burns", "exact: burns\n    paragraph: '2'", 5, '"paragraph" should be a whole number: "2"', "without"),
    ],
)
def test_what_is_wrong_is_told_in_plain_words_with_its_line(
    source: Path, old: str, new: str, line: int, message: str, hint: str
) -> None:
    change(source, "annotations/quotes.yml", old, new)
    brief = load(source)
    problem = next(problem for problem in brief.problems if message in problem.message)
    assert str(problem.location) == f"source/annotations/quotes.yml:{line}"
    assert hint in problem.hint
    assert brief.quotes == ()
    assert len(brief.problems) == (2 if "exakt" in new else 1)


def test_a_field_that_may_be_left_out_is_explained_first(source: Path) -> None:
    change(source, "annotations/quotes.yml", "speaker: gazette", 'speaker: ""')
    problem = only_problem(source)
    assert problem.hint == (
        "speaker: The actor whose words they are; needed unless the form is term.\n"
        "write its value after the colon, or remove the line: it may be left out"
    )


@pytest.mark.parametrize("typed", ["", '""'])
def test_what_must_be_there_is_not_said_to_be_removable(source: Path, typed: str) -> None:
    change(source, "annotations/quotes.yml", "title: It burns", f"title: {typed}")
    assert "remove" not in only_problem(source).hint


def test_false_without_quotation_marks_is_told_to_have_some(source: Path) -> None:
    change(source, "annotations/claims.yml", "verdict: disputed", "verdict: false")
    problem = only_problem(source)
    assert problem.message == '"verdict" should be text: false'
    assert problem.hint == 'put quotation marks around it: "false"'


@pytest.mark.parametrize(
    ("orcid", "message"),
    [
        ("0000-0002-1825-0098", '"orcid" has a wrong digit: "0000-0002-1825-0098"'),
        (
            "https://orcid.org/0000-0002-1825-0097",
            '"orcid" is not an ORCID iD: "https://orcid.org/0000-0002-1825-0097"',
        ),
    ],
)
def test_an_orcid_id_is_one(source: Path, orcid: str, message: str) -> None:
    change(source, "brief.yml", "literal: The authors", f"{{family: Reader, orcid: {orcid}}}")
    assert only_problem(source).message == message


def test_an_orcid_id_may_end_in_the_letter_that_stands_for_ten(source: Path) -> None:
    change(source, "brief.yml", "literal: The authors", "{family: Reader, orcid: 0000-0002-1694-233X}")
    assert load(source).meta.authors[0].orcid == "0000-0002-1694-233X"


@pytest.mark.parametrize("authors", ['[{literal: ""}]', "[]", ""])
def test_authors_left_empty_are_told_of_once(source: Path, authors: str) -> None:
    change(source, "brief.yml", "authors:\n  - literal: The authors\n", f"authors: {authors}\n")
    assert only_problem(source).message in ('"authors" names nobody', '"authors" is empty')


@pytest.mark.parametrize("typed", ["2016~", "2027-01/..", "2026-12", "2026", "2026-12-XX", "soon"])
def test_an_embargo_ends_on_an_exact_day(source: Path, typed: str) -> None:
    put(source, "brief.yml", f"{FILES['brief.yml']}embargo: {typed}\n")
    problem = only_problem(source)
    shown = typed if typed.isdigit() else f'"{typed}"'
    assert problem.message == f'"embargo" is not an exact day or moment: {shown}'
    assert problem.hint == "write a day, 2026-12-01, or a moment, 2026-12-01T06:00:00Z"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("grade: B2", "grade: good", '"grade" is not a grade: "good"'),
        ("read: full", "read: full\n  URL: nato.int", '"URL" is not a web address: "nato.int"'),
        ("read: full", "read: full\n  container_title: NATO", 'unknown key: "container_title"'),
        ("type: report", "type: raport", '"type" is not one of the allowed values: "raport"'),
        ("read: full", "read: full\n  issued: 20188", '"issued" is not a date: 20188'),
        ("read: full", "read: full\n  issued: 201", '"issued" is not a date: 201'),
        ("read: full", "read: full\n  accessed: 0", '"accessed" is not a date: 0'),
        ("read: full", "read: full\n  issued: -0044", 'YAML reads this as a number and may change it: "-0044"'),
        ("read: full", 'read: full\n  author: [{given: ""}]', '"author" names nobody'),
        ("read: full", "read: full\n  author: [{suffix: Jr.}]", '"author" names nobody'),
    ],
)
def test_what_is_wrong_with_a_source_is_told(source: Path, old: str, new: str, message: str) -> None:
    change(source, "sources.yml", old, new)
    assert only_problem(source).message == message


def test_a_name_is_divided_or_literal_and_not_both(source: Path) -> None:
    author = "read: full\n  author:\n  - family: Acme\n    suffix: Inc.\n    literal: Acme Inc."
    change(source, "sources.yml", "read: full", author)
    problem = only_problem(source)
    assert problem.message == '"literal" is given together with family and suffix: "Acme Inc."'
    assert (
        "".join((source / "sources.yml").read_text().splitlines()[problem.location.line - 1])
        == "    literal: Acme Inc."
    )


def test_a_wrong_record_hides_no_other(source: Path) -> None:
    text = FILES["annotations/actors.yml"]
    second = text.replace("gazette", "mill").replace("outlet", "paper")
    third = text.replace("id: gazette", "id: miller").replace("role", "rule")
    put(source, "annotations/actors.yml", text + second + "- words\n" + third)
    change(source, "annotations/wording.yml", "owner", "ovner")
    brief = load(source)
    assert [(problem.location.path[7:], problem.location.line) for problem in brief.problems] == [
        ("annotations/actors.yml", 9),
        ("annotations/actors.yml", 13),
        ("annotations/actors.yml", 14),
        ("annotations/actors.yml", 17),
        ("annotations/wording.yml", 1),
        ("annotations/wording.yml", 3),
    ]
    assert [actor.id for actor in brief.actors] == ["gazette"]
    assert brief.broken == {"mill", "miller", "blaze"}


def test_what_the_reader_of_yaml_told_is_not_told_twice(source: Path) -> None:
    change(source, "annotations/quotes.yml", "exact: burns", "exact: burns\n    paragraph: 010")
    assert "number" in only_problem(source).message


def test_the_ids_in_a_file_that_cannot_be_read_are_known_to_be_broken(source: Path) -> None:
    text = FILES["annotations/actors.yml"]
    put(source, "annotations/actors.yml", text + text.replace("id: gazette", "id: mill") + "- {id: 'kiln}\n")
    brief = load(source)
    assert [actor.id for actor in brief.actors] == ["gazette", "mill"]
    assert brief.broken == {"kiln"}
    put(source, "annotations/actors.yml", text.encode() + b"\xff")
    assert load(source).broken == {"gazette"}


@pytest.mark.parametrize("text", ["words", "id: gazette", "- [a, b]", "- - id: x", "3"])
def test_annotations_are_a_list_of_entries(source: Path, text: str) -> None:
    put(source, "annotations/glossary.yml", text)
    assert "entr" in only_problem(source).message


def test_a_file_of_many_wrong_entries_is_not_told_to_its_end(source: Path) -> None:
    put(source, "annotations/glossary.yml", "".join(f"- id: x{n}\n" for n in range(2000)))
    brief = load(source)
    assert len(brief.problems) < 500
    assert any("more problems" in problem.message for problem in brief.problems)
    assert len(brief.broken) == 2000


# brief.yml and background.md


@pytest.mark.parametrize("text", [None, "", "words", "- a\n", "title: 'x\n", b"\xff\xfe", b"\0"])
def test_without_a_sound_brief_yml_the_rest_is_read(tmp_path: Path, text: str | bytes | None) -> None:
    brief = load(written(tmp_path / "source", {"brief.yml": text}))
    assert [problem.location.path for problem in brief.problems] == ["source/brief.yml"]
    assert counts(brief) == COUNTS
    assert (brief.meta.name, brief.meta.title, brief.meta.judgements) == ("brief", "", ())


def test_of_a_wrong_brief_yml_the_sound_part_is_kept(source: Path) -> None:
    text = FILES["brief.yml"]
    second = text[text.index("  - id: it-burns") :].replace("it-burns", "it-rains").replace("title", "titel")
    put(source, "brief.yml", text.replace("title: The mill", "headline: x") + second)
    brief = load(source)
    assert [problem.location.line for problem in brief.problems] == [1, 2, 16, 17]
    assert (brief.meta.title, brief.meta.question) == ("", "Does it burn?")
    assert [judgement.id for judgement in brief.meta.judgements] == ["it-burns"]
    assert brief.broken == {"it-rains"}


def test_the_background_may_be_empty_but_not_missing(source: Path) -> None:
    put(source, "background.md", "")
    assert load(source).problems == ()
    (source / "background.md").unlink()
    assert (
        str(only_problem(source)) == "source/background.md:1: the file is missing\n  hint: create it; it may be empty"
    )


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    problems = load(tmp_path / "sauce").problems
    assert "sauce:1: there is no such folder" in str(problems[0])


# Ids


def test_an_id_is_used_once_among_all_entries(source: Path) -> None:
    change(source, "annotations/claims.yml", "id: burnt", "id: it-burns")
    assert str(only_problem(source)) == (
        'source/annotations/claims.yml:1: the id is used twice: "it-burns", first at source/brief.yml:11\n'
        "  hint: give one of them another id"
    )


def test_an_id_is_used_once_among_articles_and_sources(source: Path) -> None:
    change(source, "sources.yml", "id: report", "id: paper")
    problem = only_problem(source)
    assert problem.location.path == "source/sources.yml"
    assert "first at source/articles/paper.txt:1" in problem.message


def test_an_entry_and_a_source_may_share_an_id(source: Path) -> None:
    change(source, "sources.yml", "id: report", "id: gazette")
    assert load(source).problems == ()


def test_the_id_of_a_wrong_record_counts_as_used(source: Path) -> None:
    change(source, "annotations/wording.yml", "id: blaze\n  words: blaze", "id: burns")
    assert [problem.message[:24] for problem in load(source).problems] == [
        'the id is used twice: "b',
        'wording "burns" lacks "w',
    ]


# Files that should not be there, or not be so


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("annotations/quots.yml", 'did you mean "annotations/quotes.yml"?'),
        ("annotations/quotes.yaml", 'did you mean "quotes.yml"?'),
        ("annotations/quotes/some.yaml", 'did you mean "some.yml"?'),
        ("annotations/quotes/notes.txt", 'did you mean "notes.yml"?'),
        ("quotes.yml", 'did you mean "annotations/quotes.yml"?'),
        ("brief.yaml", 'did you mean "brief.yml"?'),
        ("backgrund.md", 'did you mean "background.md"?'),
        ("articles/paper.md", "did you mean"),
        ("articles/picture.jpeg", "did you mean"),
        ("articles/deep/paper.txt", "an article is a text ID.txt"),
        ("article/paper.txt", 'did you mean "articles"?'),
        ("annotation/quotes.yml", 'did you mean "annotations"?'),
    ],
)
def test_a_file_that_nothing_reads_is_a_problem(source: Path, name: str, hint: str) -> None:
    put(source, name, "")
    problem = only_problem(source)
    assert problem.location.path in {f"source/{name}", f"source/{Path(name).parent}"}
    assert "does not belong here" in problem.message
    assert hint in problem.hint


def test_a_file_name_cannot_garble_a_message(source: Path) -> None:
    name = os.fsencode(source) + b"/\xff\x1b[31m\n.yml"
    try:
        os.close(os.open(name, os.O_CREAT | os.O_WRONLY))
    except OSError:
        pytest.skip("this file system has no such names")
    assert only_problem(source).location.path == "source/U+DCFFU+001B[31mU+000A.yml"


@pytest.mark.parametrize("name", ["brief.yml", "articles/paper.txt", "annotations/quotes.yml", "background.md"])
def test_a_folder_in_the_place_of_a_file_is_a_problem(source: Path, name: str) -> None:
    (source / name).unlink()
    (source / name).mkdir()
    problem = only_problem(source)
    assert problem.location.path == f"source/{name}"
    assert problem.message == "this is a folder where a file should be"


def test_an_article_whose_files_are_refused_is_known_to_be_broken(source: Path) -> None:
    for name in ("paper.txt", "paper.yml"):
        (source / "articles" / name).unlink()
        (source / "articles" / name).mkdir()
    assert load(source).broken == {"paper"}


def test_a_file_in_the_place_of_a_folder_is_a_problem(source: Path) -> None:
    put(source, "annotations/quotes", "- id: x\n")
    assert only_problem(source).message == "this is a file where a folder should be"


@pytest.mark.parametrize("name", ["brief.yml", "articles/paper.txt", "annotations/quotes.yml", "background.md"])
def test_a_pipe_in_the_place_of_a_file_is_a_problem_and_nobody_waits(source: Path, name: str) -> None:
    (source / name).unlink()
    os.mkfifo(source / name)
    problem = only_problem(source)
    assert problem.location.path == f"source/{name}"
    assert problem.message == "this is neither a file nor a folder"


@pytest.mark.parametrize(
    "name", ["background.md", "articles/paper.txt", "annotations/quotes.yml", "annotations/events"]
)
def test_no_link_leads_out_of_the_folder(source: Path, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    if (source / name).exists():
        (source / name).unlink()
    (source / name).symlink_to(secret)
    brief = load(source)
    assert [(p.location.path, p.message) for p in brief.problems] == [
        (f"source/{name}", "this symbolic link points outside the source folder")
    ]
    assert "SECRET" not in repr(brief)


def test_a_link_to_a_folder_that_looks_alike_leads_out_too(source: Path, tmp_path: Path) -> None:
    put(tmp_path / "source-secret", "background.md", "SECRET")
    (source / "background.md").unlink()
    (source / "background.md").symlink_to(Path("..") / "source-secret" / "background.md")
    assert "points outside" in only_problem(source).message


def test_a_link_within_the_folder_is_followed(source: Path) -> None:
    (source / "background.md").rename(source / "README.md")
    (source / "background.md").symlink_to("README.md")
    assert load(source).background.text == FILES["background.md"]


@pytest.mark.parametrize("target", ["nowhere", "background.md", ".."])
def test_links_to_nothing_in_circles_or_to_folders_are_problems(source: Path, target: str) -> None:
    (source / "background.md").unlink()
    (source / "background.md").symlink_to(target)
    (source / "annotations" / "quotes").symlink_to("..", target_is_directory=True)
    messages = {problem.message for problem in load(source).problems}
    assert len([message for message in messages if message.startswith("this symbolic link")]) >= 1
    assert "this symbolic link does not point to a file" in messages


@pytest.mark.parametrize(("name", "limit"), [("articles/paper.txt", ARTICLE_LIMIT), ("brief.yml", FILE_LIMIT)])
def test_a_huge_file_is_not_read(source: Path, name: str, limit: int) -> None:
    os.truncate(source / name, 2**40)  # more than any machine has memory for
    (problem,) = (problem for problem in load(source).problems if problem.location.path == f"source/{name}")
    assert problem.message == f"the file is larger than {limit // 2**20} MiB"


def test_a_file_as_large_as_may_be_is_read(source: Path) -> None:
    put(source, "background.md", b"x" * FILE_LIMIT)
    assert load(source).problems == ()


@pytest.mark.parametrize("name", ["brief.yml", "background.md", "annotations/quotes.yml", "articles/paper.txt"])
def test_a_file_is_utf_8_text(source: Path, name: str) -> None:
    put(source, name, b"# one\r\n# two\xe9\n")
    problem = next(
        problem
        for problem in load(source).problems
        if problem.location.path == f"source/{name}" and "UTF-8" in problem.message
    )
    assert problem.location.line == 2
    assert problem.message == "the file is not UTF-8 text: byte 0xe9"
    put(source, name, "words".encode("utf-16"))
    assert "seems to be UTF-16" in "".join(problem.hint for problem in load(source).problems)


def test_what_cannot_be_read_is_a_problem(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def refuse(path: Path, flags: int, *rest: int) -> int:
        if str(path).endswith("background.md"):
            raise PermissionError(13, "Permission denied")
        return opened(path, flags, *rest)

    monkeypatch.setattr(os, "open", refuse)
    assert only_problem(source).message == "the file cannot be read: Permission denied"


def test_reading_leaves_the_collection_of_garbage_as_it_was(source: Path) -> None:
    load(source)
    assert gc.isenabled()
    gc.disable()
    try:
        load(source)
        assert not gc.isenabled()
    finally:
        gc.enable()


# The cache


def test_a_second_reading_parses_nothing_and_says_the_same(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(source)
    monkeypatch.setattr(strict_yaml, "assemble", None)
    assert load(source) == first


def test_what_has_problems_is_not_kept(source: Path, cache: Path) -> None:
    put(source, "annotations/glossary.yml", "- id: no\n")
    first = load(source)
    assert len([*cache.glob("*.json")]) == len([name for name in FILES if name.endswith(".yml")]) - 1
    assert load(source).problems == first.problems != ()


def signed(payload: bytes) -> bytes:
    return hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload


def replaced_by_a_pipe(entry: Path) -> None:
    entry.unlink()
    os.mkfifo(entry)


def replaced_by_a_folder(entry: Path) -> None:
    entry.unlink()
    entry.mkdir()


SPOILT: dict[str, Callable[[Path], object]] = {
    "empty": lambda entry: entry.write_bytes(b""),
    "cut": lambda entry: entry.write_bytes(entry.read_bytes()[:-9]),
    "changed": lambda entry: entry.write_bytes(entry.read_bytes().replace(b"mill", b"kiln")),
    "binary": lambda entry: entry.write_bytes(b"\xff\0"),
    "no JSON": lambda entry: entry.write_bytes(signed(b"[[[[")),
    "deep": lambda entry: entry.write_bytes(signed(b"[" * 100_000)),
    "no tree": lambda entry: entry.write_bytes(signed(b"null")),
    "no places": lambda entry: entry.write_bytes(signed(b'[{"a": 1}, {}]')),
    "wrong places": lambda entry: entry.write_bytes(signed(b'[{"where": 3}, {}]')),
    "huge": lambda entry: os.truncate(entry, 2**40),
    "folder": replaced_by_a_folder,
    "pipe": replaced_by_a_pipe,
}


@pytest.mark.parametrize("spoil", SPOILT)
def test_a_spoilt_entry_changes_nothing(source: Path, cache: Path, spoil: str) -> None:
    first = load(source)
    for entry in [*cache.iterdir()]:
        SPOILT[spoil](entry)
    assert load(source) == first
    assert load(source) == first


@pytest.mark.parametrize("level", ["cache", "parent"])
@pytest.mark.parametrize("in_the_way", [False, True])
def test_without_a_cache_all_is_the_same(source: Path, cache: Path, level: str, in_the_way: bool) -> None:  # noqa: FBT001
    first = load(source)
    folder = cache if level == "cache" else cache.parent
    shutil.rmtree(folder)
    if in_the_way:
        folder.write_text("")
    assert load(source) == first


def test_a_spoilt_entry_is_written_anew(source: Path, cache: Path) -> None:
    load(source)
    before = {entry.name: entry.read_bytes() for entry in cache.glob("*.json")}
    for entry in cache.glob("*.json"):
        entry.write_bytes(b"spoilt")
    load(source)
    assert before
    assert {entry.name: entry.read_bytes() for entry in cache.glob("*.json")} == before


def test_a_change_of_the_loader_empties_the_cache(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = load(source)
    other = tmp_path / "strict_yaml.py"
    other.write_bytes(Path(strict_yaml.__file__).read_bytes() + b"# changed\n")
    monkeypatch.setattr(strict_yaml, "__file__", str(other))
    monkeypatch.setattr(json, "loads", None)
    assert load(source) == first


def test_old_entries_are_thrown_away_and_nothing_else(source: Path, cache: Path) -> None:
    cache.mkdir(parents=True)
    old, mine = cache / f"{'0' * 64}.json", cache / "letters.txt"
    for file in (old, mine):
        file.write_text("")
        os.utime(file, (0, 0))
    load(source)
    assert (old.exists(), mine.exists()) == (False, True)


def test_old_entries_are_looked_for_once_a_day(source: Path, cache: Path) -> None:
    load(source)  # looks for old entries
    old = cache / f"{'0' * 64}.json"
    old.write_text("")
    os.utime(old, (0, 0))
    (source / "brief.yml").write_text((source / "brief.yml").read_text() + "\n")
    load(source)
    assert old.exists()
    os.utime(cache / "swept", (time.time() - 90000, time.time() - 90000))
    (source / "brief.yml").write_text((source / "brief.yml").read_text() + "\n")
    load(source)
    assert not old.exists()


def test_nothing_is_written_into_the_source(source: Path) -> None:
    before = sorted(source.rglob("*"))
    load(source)
    assert sorted(source.rglob("*")) == before


@pytest.mark.parametrize("folder", ["", "relative/folder"])
def test_a_cache_folder_is_absolute(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: str) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", folder)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    assert load(source).problems == ()
    assert not (tmp_path / "relative").exists()
    assert (tmp_path / "home" / ".cache" / "analysis-brief").exists() == (folder == "")


# Whatever is written

slow = settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
names = st.sampled_from(sorted(FILES))


def assert_well_told(brief: Brief) -> None:
    assert brief.problems == tuple(sorted(brief.problems))
    for problem in brief.problems:
        assert problem.location.path.startswith("source/")
        assert problem.location.line >= 1
        assert problem.message.isprintable(), problem
        assert " is not valid: " not in problem.message, problem
        assert "pydantic" not in str(problem)
        assert str(problem).encode()


@slow
@given(names, st.one_of(st.binary(), st.text().map(str.encode)))
def test_any_bytes_in_any_file_give_a_brief(source: Path, name: str, content: bytes) -> None:
    put(source, name, content)
    try:
        assert_well_told(load(source))
    finally:
        put(source, name, FILES[name])


def keys_of(name: str) -> list[str]:
    text = yaml.safe_load(FILES[name]) if name.endswith(".yml") else {}
    return sorted(text[0] if isinstance(text, list) else text)


KEYS = sorted(
    {key for name in FILES for key in keys_of(name)} | {"where", "exact", "cites", "waivers", "container-title"}
)
values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.dates().map(str))
    | st.sampled_from(
        ["gazette", "report", "full", "direct", "2016", "con", "stated", "2016/2015", "0000", "2016-10-32"]
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.one_of(st.sampled_from(KEYS), st.text()), inner, max_size=8)
    ),
    max_leaves=20,
)


@st.composite
def spoilt_files(draw: st.DrawFn) -> tuple[str, str]:
    """Return a file's name and its content, of which some values have been replaced by others."""
    name = draw(names.filter(lambda name: name.endswith(".yml")))
    content: Any = yaml.safe_load(FILES[name])
    record = content[0] if isinstance(content, list) else content
    for key in draw(st.lists(st.sampled_from(KEYS), max_size=5)):
        record[key] = draw(values)
    return name, yaml.safe_dump(content, allow_unicode=draw(st.booleans()), sort_keys=False)


@slow
@given(st.one_of(spoilt_files(), st.tuples(names, st.one_of(values.map(json.dumps), values.map(yaml.safe_dump)))))
@example(("annotations/quotes.yml", '- {id: 3, target: [{exact: []}, 3, "x"], chain: {label: x}, "": 3}'))
@example(("brief.yml", "authors: []\njudgements: {id: x}\nwaivers: [[]]\n"))
@example(("brief.yml", "authors: [{family: 3}]\njudgements: [{id: x}, 3]\n"))
@example(("annotations/quotes.yml", "- id: x\n  target: []\n"))
def test_any_data_in_any_file_gives_a_brief(source: Path, case: tuple[str, str]) -> None:
    name, content = case
    put(source, name, content.encode("utf-8", "surrogatepass"))
    try:
        assert_well_told(load(source))
    finally:
        put(source, name, FILES[name])
