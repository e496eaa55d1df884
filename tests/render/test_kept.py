"""What is kept from one build to the next: only what nothing has changed of, whatever way it was read."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief.model import Brief
from build_scripts.build import build
from build_scripts.load import load
from build_scripts.memory import DiskMemory, Memory
from build_scripts.render import kept, render_content
from build_scripts.render.content import Content
from build_scripts.render.kept import Kept, Maker
from tests.places import MILL


def content(**changes: Any) -> Content:
    brief: Brief = replace(load(MILL), **changes)
    return Content(brief, anchor(brief))


def made_anew(read: Callable[[Any], object], **changes: Any) -> bool:
    """Return whether a file of what is *read* of a brief is made anew after *changes* to the brief."""
    first = Maker(content())
    first.text("a.md", (), lambda: str(read(first.seen)))
    second = Maker(content(**changes), Kept(first.made))
    second.text("a.md", (), lambda: str(read(second.seen)))
    return second.made["a.md"] is not first.made["a.md"]


MEASURED = load(MILL)
FEWER = {"events": MEASURED.events[1:]}
RENAMED = {"events": (MEASURED.events[0].model_copy(update={"title": "Otherwise"}), *MEASURED.events[1:])}


@pytest.mark.parametrize(
    ("read", "changes"),
    [
        (lambda seen: [*seen.brief.events], FEWER),
        (lambda seen: [*seen.brief.events], RENAMED),
        (lambda seen: seen.brief.events[0], RENAMED),
        (lambda seen: len(seen.brief.events), FEWER),
        (lambda seen: len(seen.entries), FEWER),
        (lambda seen: [*seen.entries], FEWER),
        (lambda seen: seen.entries["closure"].title, RENAMED),
        (lambda seen: seen.labels["closure"], RENAMED),
        (lambda seen: seen.entries.get("closure"), FEWER),
        (lambda seen: "closure" in seen.entries, FEWER),
        (lambda seen: [*seen.brief.entries()], RENAMED),
        (lambda seen: seen.plain("[[closure]]"), RENAMED),
        (
            lambda seen: seen.linked.report(),
            {"meta": MEASURED.meta.model_copy(update={"title": "Otherwise"})},
        ),
    ],
)
def test_a_file_is_made_anew_if_what_was_read_has_changed(read: Callable[[Any], object], changes: Any) -> None:
    assert made_anew(read, **changes)


@pytest.mark.parametrize(
    ("read", "changes"),
    [
        (lambda seen: len(seen.brief.events), RENAMED),
        (lambda seen: seen.labels["mill"], RENAMED),
        (lambda seen: seen.brief.claims, FEWER),
        (lambda seen: seen.entries.get("nothing"), FEWER),
    ],
)
def test_a_file_is_kept_if_nothing_that_was_read_has_changed(read: Callable[[Any], object], changes: Any) -> None:
    assert not made_anew(read, **changes)


def test_every_page_is_made_anew_for_readers_after_its_writer_has_seen_it(tmp_path: Path) -> None:
    memory = Memory()
    build(MILL, tmp_path / "docs", drafts=True, memory=memory)
    build(MILL, tmp_path / "docs", memory=memory)
    assert not [path for path, made in memory.kept.made.items() if "Working copy" in made.text]


def test_a_file_is_made_anew_if_what_it_is_about_has_changed_or_the_program_has(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = Maker(content())
    first.text("a.md", "this", lambda: "first")
    assert Maker(content(), Kept(first.made)).text("a.md", "this", lambda: "second") == "first"
    assert Maker(content(), Kept(first.made)).text("a.md", "that", lambda: "second") == "second"
    monkeypatch.setattr(kept, "program_print", lambda: b"another")
    assert Maker(content(), Kept(first.made)).text("a.md", "this", lambda: "second") == "second"


def test_an_edit_of_one_note_makes_only_the_pages_anew_that_show_it() -> None:
    first, quote = Maker(content()), MEASURED.quotes[1]
    render_content(content(), first)
    noted = quote.model_copy(update={"note": "Otherwise [@mill, p. 3]."})
    second = Maker(content(quotes=(MEASURED.quotes[0], noted)), Kept(first.made))
    render_content(content(quotes=(MEASURED.quotes[0], noted)), second)
    anew = {path for path, made in second.made.items() if made is not first.made[path]}
    assert len(anew) < len(second.made) / 2
    assert {"quotes/mill.md", "actors/owners.md"} <= anew


def test_pages_that_were_lost_or_changed_by_hand_are_not_taken_from_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    docs = tmp_path / "docs"
    build(MILL, docs)
    assert "glossary.md" in DiskMemory(docs).kept.made
    (docs / "glossary.md").unlink()
    (docs / "timeline.md").write_text("By hand", encoding="utf-8")
    assert DiskMemory(docs).kept.made.keys().isdisjoint(("glossary.md", "timeline.md"))


@pytest.mark.parametrize("damage", [b"", b"{}", b"[]", None])
def test_what_is_kept_on_the_disk_may_be_damaged(
    damage: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    docs = tmp_path / "docs"
    build(MILL, docs)
    for path in (tmp_path / "cache").rglob("*.json"):
        path.write_bytes(path.read_bytes()[:-9] if damage is None else damage)
    assert DiskMemory(docs).kept.made == {}
    assert not build(MILL, docs).written


def test_nothing_is_kept_if_nobody_wants_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("BRIEF_NO_CACHE", "1")
    memory = Memory()
    build(MILL, tmp_path / "docs", memory=memory)
    build(MILL, tmp_path / "docs")
    assert not (tmp_path / "cache").exists()
    before = memory.kept.made
    build(MILL, tmp_path / "docs", memory=memory)
    assert all(made is not before[path] for path, made in memory.kept.made.items())
