"""``brief diff``: what it reports of a change, between git revisions and between folders."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.__main__ import main
from build_scripts.anchor import anchor
from build_scripts.brief.kinds import BY_NAME
from build_scripts.brief.pages import page_paths
from build_scripts.load import load
from build_scripts.render import render
from build_scripts.review import report
from build_scripts.review.commands import pair
from build_scripts.review.compare import Changes, compare
from build_scripts.review.words import difference
from tests import published
from tests.places import HARBOUR, MILL


class Repository:
    """A repository with a brief in it, as its writers see it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        shutil.copytree(MILL, root / "source")
        (root / "docs").mkdir()
        (root / "docs" / "guide.md").write_text("# Guide\n\n## First steps\n\nWrite.\n", encoding="utf-8")
        self.commit("Begin")

    def git(self, *arguments: str) -> str:
        name = ["-c", "user.name=A writer", "-c", "user.email=writer@example.org", "-c", "commit.gpgsign=false"]
        command = ["git", "-C", str(self.root), *name, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()

    def commit(self, subject: str) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", subject)

    def edit(self, name: str, before: str, after: str) -> None:
        path = self.root / "source" / name
        text = path.read_text(encoding="utf-8")
        assert before in text, name
        path.write_text(text.replace(before, after), encoding="utf-8")

    def changes(self, base: str = "main", head: str = "") -> Changes:
        return compare(pair(self.root / "source", base, head))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """Return a repository whose branch ``change`` has just left ``main``."""
    made = Repository(tmp_path / "repository")
    made.git("checkout", "--quiet", "-b", "change")
    return made


def kinds_of(changes: Changes) -> dict[tuple[str, str], str]:
    return {(change.kind, change.id): change.how for change in changes.entries}


def notes(changes: Changes) -> list[str]:
    return [note.text for change in changes.entries for note in change.notes]


def addresses(changes: Changes) -> list[str]:
    return [report.spoken(address) for address in changes.broken]


# Words


@given(st.text(alphabet="ab ,.\n", max_size=60), st.text(alphabet="ab ,.\n", max_size=60))
def test_a_difference_gives_both_texts_again(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "removed") == after
    assert "".join("".join(piece.text for piece in pieces if piece.kind != "added").split()) == "".join(before.split())


@given(st.text(max_size=200))
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert [piece.kind for piece in difference(text, text)] == ["same"] * bool(text)


def test_a_paragraph_wrapped_anew_is_the_same() -> None:
    assert [piece.kind for piece in difference("one two\nthree\n", "one\ntwo three\n")] == ["same"]


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        ("旧磨坊已经关闭", "旧水坝已经关闭", "磨坊", "水坝"),
        ("मिल पुरानी है", "मिल नई है", "पुरानी", "नई"),
        ("мельница стара", "мельница нова", "стара", "нова"),
    ],
)
def test_whole_words_of_every_script_differ(before: str, after: str, removed: str, added: str) -> None:
    pieces = difference(before, after)
    assert [(piece.kind, piece.text.strip()) for piece in pieces if piece.kind != "same"] == [
        ("removed", removed),
        ("added", added),
    ]


# Entries


def test_a_verdict_that_is_lowered_is_said_to_be(repository: Repository) -> None:
    repository.edit("annotations/claims.yml", "verdict: overtaken", "verdict: corroborated")
    repository.commit("Corroborate")
    repository.edit("annotations/claims.yml", "verdict: corroborated", "verdict: disputed")
    changes = repository.changes("HEAD")
    assert "verdict lowered: corroborated → disputed" in notes(changes)
    assert "verdict" in changes.raised
    assert ("claims: disputed", True) in [(figure.name, figure.after > figure.before) for figure in changes.coverage]


def test_a_changed_verdict_lists_what_rests_on_it(repository: Repository) -> None:
    repository.edit("annotations/claims.yml", "verdict: overtaken", "verdict: disputed")
    assert "used by: judgement stays-closed" in notes(repository.changes())
    with (repository.root / "source" / "background.md").open("a", encoding="utf-8") as file:
        file.write("\nSee [[not-2020]] [@survey].\n")
    assert "used by: judgement stays-closed, background" in notes(repository.changes())


def test_a_verdict_that_time_overtook_is_neither_raised_nor_lowered(repository: Repository) -> None:
    repository.edit("annotations/claims.yml", "verdict: overtaken", "verdict: corroborated")
    assert "verdict changed: overtaken → corroborated" in notes(repository.changes())


def test_a_field_is_told_with_its_words_before_and_after(repository: Repository) -> None:
    repository.edit("annotations/claims.yml", "It reopened [@survey]", "It opened again in spring [@survey]")
    ((change,),) = [repository.changes().entries]
    (field,) = change.fields
    assert field.name == "evidence"
    assert [(piece.kind, piece.text) for piece in field.pieces[1:3]] == [
        ("removed", "reopened "),
        ("added", "opened again in spring "),
    ]


def test_an_id_that_was_changed_is_recognised_and_links_to_it_would_break(repository: Repository) -> None:
    repository.edit("annotations/claims.yml", "id: not-2020", "id: shut-in-2020")
    changes = repository.changes()
    assert kinds_of(changes)["claim", "shut-in-2020"] == "renamed"
    assert {"claims/mill/#not-2020", "articles/mill/#at-not-2020"} <= set(addresses(changes))
    assert {"renamed", "broken-links"} <= changes.raised


def test_an_id_that_is_told_of_leads_on(repository: Repository) -> None:
    repository.edit("annotations/claims.yml", "id: not-2020", "id: shut-in-2020")
    repository.edit("brief.yml", "basis: [not-2020,", "basis: [shut-in-2020,")
    repository.edit("brief.yml", "[[not-2020|", "[[shut-in-2020|")
    former = "former:\n  - {id: not-2020, kind: claim, title: Not in 2020, date: 2020, now: shut-in-2020}\n"
    repository.edit("brief.yml", "former:\n", former)
    changes = repository.changes()
    assert "its id was not-2020 and is now shut-in-2020: links to the old id lead there" in notes(changes)
    assert (addresses(changes), changes.new_problems) == ([], ())
    repository.commit("Rename")
    repository.edit("brief.yml", former, "former:\n")
    assert "claims/mill/#not-2020" in addresses(repository.changes("HEAD"))


def test_an_id_that_is_told_of_is_recognised_whatever_else_changed(repository: Repository) -> None:
    claims = repository.root / "source" / "annotations" / "claims.yml"
    claims.write_text(
        "- {id: shut-in-2020, title: Shut, target: {exact: Nobody from the mill}, claimant: council,"
        " verdict: disputed, evidence: 'Another matter altogether [@survey].'}\n",
        encoding="utf-8",
    )
    assert kinds_of(repository.changes())["claim", "shut-in-2020"] == "added"
    former = "former:\n  - {id: not-2020, kind: claim, title: Not in 2020, date: 2020, now: shut-in-2020}\n"
    repository.edit("brief.yml", "former:\n", former)
    assert kinds_of(repository.changes())["claim", "shut-in-2020"] == "renamed"


def test_a_page_that_says_what_became_of_it_does_not_die(repository: Repository) -> None:
    (repository.root / "source" / "annotations" / "actors.yml").write_text("[]\n", encoding="utf-8")
    former = "former:\n  - {id: council, kind: actor, title: The council, date: 2020, reason: It has no say.}\n"
    repository.edit("brief.yml", "former:\n", former)
    changes = repository.changes()
    assert "its old address says why: It has no say." in notes(changes)
    assert "actors/council/" not in addresses(changes)


def test_an_entry_that_was_removed_takes_its_page_along(repository: Repository) -> None:
    (repository.root / "source" / "annotations" / "actors.yml").write_text("[]\n", encoding="utf-8")
    changes = repository.changes()
    assert kinds_of(changes)["actor", "council"] == "removed"
    assert "actors/council/" in addresses(changes)
    assert changes.new_problems
    assert not changes.pages_known


def test_an_article_that_changed_moves_and_loses_annotations(repository: Repository) -> None:
    repository.edit("articles/mill.txt", "It will not reopen in 2020", "It may reopen in 2020")
    repository.edit("articles/mill.txt", "The council", "A new first line.\nThe council")
    changes = repository.changes()
    assert "the text of the article changed: 2 words removed, 5 added" in notes(changes)
    assert any(note.startswith("lost its place in the article: quotes words") for note in notes(changes))
    assert "moved from ¶ 2 to ¶ 3" in notes(changes)
    assert {"article-text", "quote-lost", "quote-moved", "problems"} <= changes.raised


def test_the_words_of_an_article_in_excerpts_are_not_told(repository: Repository) -> None:
    repository.edit("articles/mill.yml", "sha256:", "publish: excerpts\nsha256:")
    repository.commit("Publish excerpts")
    repository.edit("articles/mill.txt", "Nobody from the mill", "No one at that mill")
    changes = repository.changes("HEAD")
    assert "No one at that" not in report.as_json(changes) + report.as_comment(changes) + report.as_text(changes)
    assert "article-text" in changes.raised


def test_what_cannot_be_read_is_not_called_removed(repository: Repository) -> None:
    repository.edit("annotations/claims.yml", "verdict: overtaken", "verdict: nonsense")
    assert kinds_of(repository.changes())["claim", "not-2020"] == "unreadable"


def test_pages_that_come_of_the_change_are_named(repository: Repository) -> None:
    repository.edit("annotations/claims.yml", "It reopened", "It opened again")
    changes = repository.changes()
    assert changes.pages_changed == ("articles/mill.md", "claims/mill.md")


def test_a_page_that_people_wrote_and_its_headings_count(repository: Repository) -> None:
    (repository.root / "docs" / "guide.md").write_text("# Guide\n\n## Next steps\n\nWrite.\n", encoding="utf-8")
    changes = repository.changes()
    assert kinds_of(changes) == {("page", "guide.md"): "changed"}
    assert addresses(changes) == ["guide/#first-steps"]


def test_a_heading_in_any_script_has_an_address_that_a_change_can_break(repository: Repository) -> None:
    background = repository.root / "source" / "background.md"
    background.write_text("## Фон\n\nx [@survey]\n\n## 背景\n\nx [@survey]\n", encoding="utf-8")
    repository.commit("Write headings")
    background.write_text("## История\n\nx [@survey]\n\n## 背景\n\nx [@survey]\n", encoding="utf-8")
    assert addresses(repository.changes("HEAD")) == ["background/#фон"]


def test_a_page_that_people_wrote_does_no_harm_untold(repository: Repository) -> None:
    (repository.root / "docs" / "guide.md").write_text("# Guide\n\n<p onclick='x()'>Write.</p>\n", encoding="utf-8")
    changes = repository.changes()
    assert "does not pass check, line 3: contains onclick= in <p>" in notes(changes)
    assert "problems" in changes.raised


def test_every_page_of_a_brief_is_known_without_rendering_it() -> None:
    for source in (MILL, HARBOUR):
        brief = load(source)
        assert sorted(page_paths(brief)) == sorted(render(brief, anchor(brief)))


def test_every_kind_of_entry_is_compared_and_has_a_title() -> None:
    assert {*BY_NAME, "source"} <= report.TITLES.keys()


@pytest.mark.parametrize(
    ("was", "now", "way"),
    [
        ("C3", "B3", "raised"),
        ("C3", "C2", "raised"),
        ("C3", "A1", "raised"),
        ("C3", "D3", "lowered"),
        ("C3", "C5", "lowered"),
        ("C3", "B4", "changed"),
        ("C3", "D2", "changed"),
        ("F3", "B3", "changed"),
        ("F3", "F2", "changed"),
        ("F3", "F4", "changed"),
        ("C6", "B6", "changed"),
        ("C3", "F3", "changed"),
        ("B3", "C6", "changed"),
    ],
)
def test_a_grade_is_raised_or_lowered_where_both_parts_can_be_compared(
    repository: Repository, was: str, now: str, way: str
) -> None:
    repository.edit("sources.yml", "grade: A2", f"grade: {was}")
    repository.commit("Give a grade")
    repository.edit("sources.yml", f"grade: {was}", f"grade: {now}")
    assert notes(repository.changes("HEAD")) == [f"grade {way}: {was} → {now}"]


# Histories


def test_a_branch_is_not_blamed_for_what_main_did_since(repository: Repository) -> None:
    repository.edit("annotations/claims.yml", "It reopened", "It opened again")
    repository.commit("Change a claim")
    repository.git("checkout", "--quiet", "main")
    repository.edit("brief.yml", "question:", "question: Really,")
    repository.commit("Go on")
    repository.git("checkout", "--quiet", "change")
    assert kinds_of(repository.changes()) == {("claim", "not-2020"): "changed"}
    assert kinds_of(repository.changes("main", "change")) == {("claim", "not-2020"): "changed"}
    repository.git("rebase", "--quiet", "main")
    assert kinds_of(repository.changes()) == {("claim", "not-2020"): "changed"}


def test_a_merge_commit_is_compared_with_the_branch_it_merges_into(repository: Repository) -> None:
    repository.edit("annotations/claims.yml", "It reopened", "It opened again")
    repository.commit("Change a claim")
    repository.git("checkout", "--quiet", "main")
    repository.edit("brief.yml", "question:", "question: Really,")
    repository.commit("Go on")
    repository.git("merge", "--quiet", "--no-edit", "change")
    assert kinds_of(repository.changes("HEAD^1")) == {("claim", "not-2020"): "changed"}


def test_histories_without_a_common_ancestor_are_compared_directly_and_said_to_be(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.edit("annotations/claims.yml", "It reopened", "It opened again")
    repository.commit("Begin anew")
    changes = repository.changes()
    assert kinds_of(changes) == {("claim", "not-2020"): "changed"}
    assert "have no common ancestor" in changes.notices[0]


def test_a_shallow_clone_is_told_how_to_get_the_history(
    repository: Repository, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.git("checkout", "--quiet", "main")
    repository.commit("Go on")
    repository.git("checkout", "--quiet", "change")
    repository.commit("Change")
    address = repository.root.as_uri()
    repository.git("clone", "--quiet", "--depth=1", "--no-single-branch", address, str(tmp_path / "shallow"))
    monkeypatch.chdir(tmp_path / "shallow")
    assert main(["diff", "origin/main", "origin/change"]) == 2
    assert capsys.readouterr().err.endswith("fetch it first: git fetch --unshallow\n")


@pytest.mark.parametrize("revision", ["nowhere", "--help", "-n1", "HEAD:source", "main..change", ""])
def test_a_revision_that_git_does_not_know_is_named(
    repository: Repository, revision: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository.root)
    assert main(["diff", "--", revision]) == 2
    assert f'git knows no revision "{revision}"' in capsys.readouterr().err


def test_neither_work_tree_nor_index_is_touched(repository: Repository) -> None:
    repository.edit("annotations/claims.yml", "It reopened", "It opened again")
    before = repository.git("status", "--porcelain=v2", "--branch")
    repository.changes()
    assert repository.git("status", "--porcelain=v2", "--branch") == before


def test_no_attribute_file_hides_a_change(repository: Repository) -> None:
    (repository.root / ".gitattributes").write_text("source/** export-ignore\nsource/** eol=crlf\n", encoding="utf-8")
    repository.edit("annotations/claims.yml", "It reopened", "It opened again")
    repository.commit("Hide")
    changes = repository.changes("main", "change")
    assert kinds_of(changes) == {("claim", "not-2020"): "changed"}
    assert changes.others == (".gitattributes",)


def test_two_folders_are_compared_without_git(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(MILL, tmp_path / "mine")
    assert main(["diff", str(MILL), str(tmp_path / "mine")]) == 0
    assert capsys.readouterr().out.endswith("Nothing changed that a reader would see.\n")


# Reports


HOSTILE = (
    "@octocat #12 GH-7 https://evil.example www.evil.example 0123abcd <img src=x onerror=alert(1)> [a](b) `c` \u202egnp"
)


@pytest.fixture
def hostile(repository: Repository) -> Changes:
    """Return a change that has an attack for a claim's title."""
    repository.edit(
        "annotations/claims.yml", "The mill stays closed in 2020", json.dumps(HOSTILE).replace("\\u202e", "x")
    )
    return repository.changes()


def test_a_comment_mentions_nobody_and_links_nothing(hostile: Changes) -> None:
    text = report.as_comment(hostile)
    shown = published.text(published.to_html(text.partition("### ")[2]))
    assert not re.search(r"@\w|#\d|GH-\d|https?://|www\.|[0-9a-f]{7}", shown)
    tags = {element.tag for element in published.to_html(text).iter() if element.get("class") != "headerlink"}
    assert not tags & {"a", "img", "script", "svg", "iframe", "style"}


def test_a_page_of_changes_holds_no_markup_of_a_stranger(hostile: Changes) -> None:
    tree = published.to_html(report.as_page(hostile, "# Changes"))
    assert "onerror" in published.text(tree)
    assert not [element for element in tree.iter() if element.tag in ("img", "script")]
    links = [link.get("href", "") for link in tree.iter("a")]
    assert links
    assert [link for link in links if not re.fullmatch(r"(#|[a-z]+(/[a-z]+)?\.md)[\w#-]*", link)] == []


def test_what_cannot_be_seen_is_named() -> None:
    assert report.visible("a\u202eb\x1b[0m") == "a⟨U+202E⟩b⟨U+001B⟩[0m"


@pytest.mark.parametrize("limit", [200, 1000, 5000, 65_000])
def test_a_comment_keeps_its_limit_and_says_that_it_does(repository: Repository, limit: int) -> None:
    claims = "".join(
        f'- id: claim-{number}\n  title: Claim {number}\n  target:\n    exact: "The “mill” is older"\n  claimant: hale\n'
        f"  verdict: disputed\n  evidence: {'Words of it. ' * 20}[@survey].\n"
        for number in range(100)
    )
    path = repository.root / "source" / "annotations" / "claims.yml"
    path.write_text(path.read_text(encoding="utf-8") + claims, encoding="utf-8")
    text = report.as_comment(repository.changes(), limit)
    assert len(text) <= limit
    assert "left out" in text or limit == 65_000


def test_the_exit_code_can_be_a_gate(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repository.root)
    repository.edit("annotations/claims.yml", "id: not-2020", "id: shut-in-2020")
    repository.edit("brief.yml", "not-2020", "shut-in-2020")
    assert main(["diff", "main"]) == 0
    assert main(["diff", "main", "--fail-on", "broken-links"]) == 1
    assert main(["diff", "main", "--fail-on", "problems,verdict"]) == 0
    capsys.readouterr()
    assert main(["diff", "main", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["raised"] == ["broken-links", "renamed"]
    with pytest.raises(SystemExit):
        main(["diff", "main", "--fail-on", "nonsense"])
