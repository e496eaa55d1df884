"""What is finished and what is not: drafts are left out, stop nothing, and are not missed."""

import re
import shutil
from pathlib import Path

import pytest

from build_scripts.anchor import anchor
from build_scripts.check.drafts import Findings, find
from build_scripts.check.folder import findings
from build_scripts.load import load
from build_scripts.render import coverage
from tests.places import MILL


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a copy of the mill's brief."""
    return Path(shutil.copytree(MILL, tmp_path / "source"))


def change(source: Path, file: str, old: str, new: str) -> None:
    text = (source / file).read_text(encoding="utf-8")
    assert old in text
    (source / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def add(source: Path, file: str, text: str) -> None:
    with (source / file).open("a", encoding="utf-8") as opened:
        opened.write(text)


def messages(found: Findings) -> tuple[list[str], list[str]]:
    problems, left = ([f"{one.location}: {one.message}" for one in listed] for listed in (found.problems, found.left))
    return problems, left


DRAFT_CLAIM = """
- id: farmers
  status: draft
  title: The farmers agree
  target:
    exact: the village's farmers are in agreement
  claimant: {claimant}
  verdict: ""
  evidence: ""
"""


def test_what_is_wrong_in_a_draft_is_left_to_do_and_stops_nothing(source: Path) -> None:
    add(source, "annotations/claims.yml", DRAFT_CLAIM.format(claimant="nobody"))
    brief = load(source)
    assert [claim.id for claim in brief.claims] == ["not-2020"]
    assert brief.whole
    problems, left = messages(find(brief, anchor(brief)))
    assert problems == []
    assert left == [
        (
            "source/annotations/claims.yml:20: quotes words that are not in the article: "
            '"the village\'s farmers are in agreement"'
        ),
        'source/annotations/claims.yml:21: names an id that is not defined: "nobody"',
        'source/annotations/claims.yml:22: "verdict" is empty',
        'source/annotations/claims.yml:23: "evidence" is empty',
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "where"),
    [
        ("annotations/actors.yml", "to: owners", "to: wye", "annotations/actors.yml:14"),
        ("brief.yml", "key_actors: [hale]", "key_actors: [hale, wye]", "brief.yml:38"),
        ("background.md", "[[hale|the engineer]]", "[[wye|the engineer]]", "background.md:3"),
        ("background.md", "@mill, p. 4", "@diary", "background.md:3"),
        (
            "annotations/claims.yml",
            "It reopened [@survey]",
            "It reopened [@survey; @diary]",
            "annotations/claims.yml:8",
        ),
    ],
)
def test_what_is_finished_may_not_name_a_draft(source: Path, file: str, old: str, new: str, where: str) -> None:
    body = "  role: A river\n  summary: It runs [@survey].\n"
    add(source, "annotations/actors.yml", f"- id: wye\n  status: draft\n  name: Wye\n  kind: body\n{body}")
    add(source, "sources.yml", "\n- id: diary\n  status: draft\n  type: book\n  title: D\n  grade: A1\n  read: full\n")
    assert messages(findings(source))[0] == []
    change(source, file, old, new)
    problems, _ = messages(findings(source))
    name = "diary" if "diary" in new else "wye"
    assert f'source/{where}: names a draft, which is not published: "{name}"' in problems
    assert len(problems) == 1


def test_what_a_draft_has_is_not_missed(source: Path) -> None:
    change(source, "annotations/quotes/owners.yml", "- id: pretext\n", "- id: pretext\n  status: draft\n")
    change(
        source, "annotations/glossary.yml", "  definition: |\n", "  definition: |\n    The GWR built it [@diary].\n\n"
    )
    add(source, "annotations/glossary.yml", "- id: gwr\n  status: draft\n  term: GWR\n  definition: A railway.\n")
    add(source, "sources.yml", "\n- id: diary\n  type: book\n  title: A diary\n  grade: A1\n  read: full\n")
    problems, left = messages(findings(source))
    assert problems == []
    assert left == [
        'source/annotations/glossary.yml:21: is never used: "gwr"',
        'source/annotations/glossary.yml:24: cites nothing: "A railway."',
        'source/annotations/quotes/owners.yml:2: is a draft that lacks nothing: "pretext"',
    ]


def test_a_draft_that_lacks_nothing_is_named_until_its_status_is_deleted(source: Path) -> None:
    file = "annotations/wording.yml"
    change(source, file, "- id: mere\n", "- id: mere\n  status: draft\n")
    change(source, file, "owner: owners", "owner: nobody")
    assert not [one for one in messages(findings(source))[1] if "lacks nothing" in one]
    change(source, file, "owner: nobody", "owner: owners")
    assert messages(findings(source)) == ([], [f'source/{file}:2: is a draft that lacks nothing: "mere"'])
    change(source, file, "  status: draft\n", "")
    assert messages(findings(source)) == ([], [])


def test_a_passage_that_only_a_draft_annotates_is_counted_so(source: Path) -> None:
    change(source, "annotations/quotes/owners.yml", "- id: pretext\n", "- id: pretext\n  status: draft\n")
    brief = load(source)
    rows = dict(coverage.rows(brief, coverage.measure(brief, anchor(brief))))
    assert rows["of these, annotated"] == "2"
    assert rows["of these, with an unfinished annotation, not shown yet"] == "1"


def test_everything_of_an_article_that_is_a_draft_is_left_out(source: Path) -> None:
    shutil.copy(source / "articles/mill.txt", source / "articles/second.txt")
    record = (source / "articles/mill.yml").read_text(encoding="utf-8").partition("note:")[0]
    (source / "articles/second.yml").write_text(f"status: draft\n{record}", encoding="utf-8")
    for file in ("claims.yml", "events.yml", "quotes/engineer.yml", "quotes/owners.yml"):
        text = (source / "annotations" / file).read_text(encoding="utf-8")
        text = text.replace("exact:", "article: mill\n    exact:").replace(
            "- article: mill\n    exact", "- article: mill\n      exact"
        )
        (source / "annotations" / file).write_text(text, encoding="utf-8")
    claim = "- id: other\n  title: Other\n  target:\n    article: second\n    exact: It will not reopen in 2020\n"
    add(source, "annotations/claims.yml", f"{claim}  claimant: hale\n  verdict: false\n  evidence: No. [@survey]\n")
    brief = load(source)
    assert [article.id for article in brief.articles] == ["mill"]
    assert [one.id for one in brief.claims] == ["not-2020"]
    problems, left = messages(find(brief, anchor(brief)))
    assert problems == []
    assert any(one.startswith("source/articles/second.txt:3: no annotation covers") for one in left)
    assert not [one for one in left if "lacks nothing" in one]


def test_a_brief_of_one_article_that_is_a_draft_has_nothing_to_publish(source: Path) -> None:
    change(source, "articles/mill.yml", "outlet:", "status: draft\noutlet:")
    problems, _ = messages(findings(source))
    assert 'source/articles/mill.yml:2: is a draft, and no other article is left: "mill"' in problems


def test_a_draft_on_the_line_of_another_entry_hides_none_of_its_problems(source: Path) -> None:
    entry = '{id: ID, STATUS words: ID, owner: nobody, note: "N [@survey]"}'
    both = [
        entry.replace("ID", "a").replace("STATUS", "status: draft,"),
        entry.replace("ID", "b").replace("STATUS", ""),
    ]
    (source / "annotations/wording.yml").write_text(f"[{', '.join(both)}]\n", encoding="utf-8")
    problems, _ = messages(findings(source))
    assert 'source/annotations/wording.yml:1: names an id that is not defined: "nobody"' in problems


DAMAGES = [
    ("brief.yml", "title: The mill", "title: The: mill", "brief.yml:2: unexpected colon"),
    ("brief.yml", "likelihood: unlikely", "likelihood: improbable", 'brief.yml:18: "likelihood" is not one of'),
    ("sources.yml", "read: full", "read: no", "sources.yml:45: YAML reads this word as false"),
    ("sources.yml", "grade: A2", "grade: A9", 'sources.yml:11: "grade" is not a grade'),
    ("sources.yml", "ten percent", "twelve percent", "sources.yml:15: quotes words that are not in the capture"),
    ("annotations/quotes/engineer.yml", "fidelity: differs", "fidelity: differ", 'engineer.yml:23: "fidelity" is not'),
    ("annotations/quotes/engineer.yml", "Eleven percent of the water never", "Ten percent", "engineer.yml:4: quotes words"),
    ("annotations/claims.yml", "verdict: overtaken", "verdict: wrong", 'claims.yml:6: "verdict" is not one of'),
    ("annotations/claims.yml", "claimant: hale", "claimant: hail", "claims.yml:5: names an id that is not defined"),
    ("annotations/events.yml", "voted [@mill, p. 1].", "voted.\n  extra: x", "events.yml:9: cites nothing"),
    ("annotations/actors.yml", "[@survey].\n  position", "[@servey].\n  position", "actors.yml:8: cites a source that"),
    ("annotations/wording.yml", "owner: owners", "ovner: owners", 'wording.yml:3: unknown key: "ovner"'),
    ("articles/mill.yml", "outlet: gazette", "outlet: gazete", "mill.yml:2: names an id that is not defined"),
    ("background.md", "[[hale|", "[[hael|", "background.md:3: links to an id that is not defined"),
]  # fmt: skip
"""Damage of every stage, some of it to one entry: form, types, words of the article and of a work, references, writing."""


def test_one_run_tells_of_damage_of_all_stages_at_once_and_of_nothing_else(source: Path) -> None:
    for file, old, new, _ in DAMAGES:
        change(source, file, old, new)
    problems, _ = messages(findings(source))
    for *_, expected in DAMAGES:
        assert any(expected in one for one in problems), expected
    follow = ['events.yml:10: unknown key: "extra"', 'wording.yml:1: wording "mere" lacks "owner"']
    follow += ["sources.yml:45: has passages, but is marked as not read", "engineer.yml:25: quotes words that are in"]
    others = [one for one in problems if not any(known in one for known in (*follow, *(row[3] for row in DAMAGES)))]
    assert others == []


def test_no_problem_appears_when_another_is_put_right(source: Path) -> None:
    for file, old, new, _ in DAMAGES:
        change(source, file, old, new)
    before = set(messages(findings(source))[0])
    for file, old, new, _ in DAMAGES[:1] + DAMAGES[3:]:  # "no" is told as it is
        change(source, file, new, old)
        after = {one for one in messages(findings(source))[0] if f"{file}:" not in one}
        assert after <= before
        before |= set(messages(findings(source))[0]) if file == "annotations/events.yml" else set()


def test_an_unfinished_entry_excuses_no_name_that_stands_within_its_own(source: Path) -> None:
    change(source, "annotations/actors.yml", "name: Ada Hale", "name: Ada Hale Prize")
    missing = [one for one in messages(findings(source))[0] if 'has no entry: "Ada Hale"' in one]
    assert len(missing) == 1
    change(source, "annotations/actors.yml", "  role: Engineer of the council\n", "")
    assert missing[0] in messages(findings(source))[0]


@pytest.mark.parametrize("target", ["7", '[{exact: Eleven}, {exact: "of the […] never"}, {exact: reaches}]'])
@pytest.mark.parametrize("file", ["another", "engineer", "other"])
def test_two_quotations_of_one_id_are_told_whatever_their_targets(source: Path, file: str, target: str) -> None:
    fields = "title: Another, speaker: hale, theme: Water, note: x, fidelity: differs, comparison: x"
    add(source, f"annotations/quotes/{file}.yml", f"\n- {{id: eleven-percent, target: {target}, {fields}}}\n")
    assert any('the id is used twice: "eleven-percent"' in one for one in messages(findings(source))[0])


def test_a_quotation_whose_target_cannot_be_read_is_looked_for_nowhere(source: Path) -> None:
    quotes = source / "annotations" / "quotes" / "engineer.yml"
    text = quotes.read_text(encoding="utf-8")
    quotes.write_text(re.sub(r"(?m)^  target:\n(?:    .*\n)+", "  target: 7\n", text, count=1), encoding="utf-8")
    about = [one for one in messages(findings(source))[0] if "engineer.yml" in one]
    assert about == ['source/annotations/quotes/engineer.yml:3: "target" should be a list: 7']


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("brief.yml", "confidence: low", "confidence: lowest"),
        ("annotations/claims.yml", "verdict: overtaken", "verdict: wrong"),
        ("annotations/glossary.yml", "term: mill", "trem: mill"),
    ],
)
def test_no_waiver_is_called_idle_while_what_it_is_about_cannot_be_read(
    source: Path, file: str, old: str, new: str
) -> None:
    change(source, "annotations/claims.yml", "verdict: overtaken", "verdict: disputed")
    change(source, "brief.yml", "[[not-2020|it reopens]]", "it reopens")
    change(source, "brief.yml", "    basis: [eleven-percent]\n", "")
    rules = {"judgement-rests-on-weak-claim": "stays-closed on not-2020", "judgement-without-basis": "figures-hold"}
    rules |= {"figure-without-owner": "10 %"}
    change(source, "annotations/quotes/owners.yml", "Says nothing", "Of 10 % it says nothing")
    waivers = "".join(f"  - {{rule: {rule}, exact: {words}, reason: So.}}\n" for rule, words in rules.items())
    add(source, "brief.yml", f"waivers:\n{waivers}")
    assert messages(findings(source))[0] == []
    change(source, file, old.replace("overtaken", "disputed"), new)
    problems, _ = messages(findings(source))
    assert problems
    assert not [one for one in problems if "waives nothing" in one]


def test_no_draft_has_the_rest_of_a_passage_that_is_published_in_part(source: Path) -> None:
    engineer = "annotations/quotes/engineer.yml"
    change(source, engineer, "of the water never reaches the town", "of the water")
    add(
        source,
        engineer,
        """
- id: rest
  status: draft
  title: The rest
  target:
    exact: "never reaches the town"
  speaker: hale
  cue: the engineer, Ada Hale, said
""",
    )
    brief = load(source)
    problems, _ = messages(find(brief, anchor(brief)))
    assert (
        "source/articles/mill.txt:2: only a part of this quotation is annotated: "
        '"Eleven percent of the water never reaches the town,"'
    ) in problems


def test_a_passage_without_a_published_entry_may_be_in_a_draft(source: Path) -> None:
    change(
        source, "annotations/quotes/engineer.yml", "- id: eleven-percent\n", "- id: eleven-percent\n  status: draft\n"
    )
    brief = load(source)
    problems, _ = messages(find(brief, anchor(brief)))
    assert not [one for one in problems if "quotation" in one]
