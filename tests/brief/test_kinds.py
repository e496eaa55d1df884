"""The table of kinds: what lists kinds follows it, and each row says what is true of the model."""

import typing
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound

from build_scripts.brief.kinds import BY_NAME, KINDS, Kind, kind_of
from build_scripts.brief.model import MENTIONED, Entry, Former
from build_scripts.load import load
from build_scripts.render.environment import page_environment
from build_scripts.review.report import TITLES
from tests import places

MILL = load(places.MILL)
ALL = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
LINKED = tuple(kind for kind in KINDS if kind.link)


def test_every_entry_has_its_kind() -> None:
    assert {kind.record for kind in LINKED} == set(typing.get_args(Entry))
    assert {entry.id for kind in LINKED for entry in kind.entries(MILL)} == {entry.id for entry in MILL.entries()}


@ALL
def test_a_kind_knows_its_entries_and_what_they_are_called(kind: Kind) -> None:
    assert kind.label in kind.record.model_fields
    assert kind.entries(MILL)
    assert {kind_of(entry) for entry in kind.entries(MILL)} == {kind}
    assert all(kind.label_of(entry) for entry in kind.entries(MILL))


@ALL
def test_a_kind_whose_names_are_found_says_which_fields_hold_them(kind: Kind) -> None:
    marked = [name for name, info in kind.record.model_fields.items() if MENTIONED in info.metadata]
    assert bool(marked) == bool(kind.mentions)


@ALL
def test_a_kind_that_marks_words_selects_them_or_has_them_found(kind: Kind) -> None:
    assert kind.marks == ("target" in kind.record.model_fields or kind.mentions == "word")


def test_the_labels_of_notes_tell_kinds_apart() -> None:
    letters = [kind.name[0] for kind in KINDS if kind.marks]
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize("kind", LINKED, ids=lambda kind: kind.name)
def test_every_kind_has_a_template_with_its_card_and_its_note(kind: Kind) -> None:
    try:
        source = page_environment().get_template(f"kinds/{kind.name}.md.jinja").filename or ""
    except TemplateNotFound:
        pytest.fail(f"{kind.name} has no template")
    text = Path(source).read_text(encoding="utf-8")
    assert "{% macro card(what)" in text
    assert ("{% macro note(entry)" in text) == kind.marks


def test_what_once_had_an_address_can_be_of_any_kind() -> None:
    named = typing.get_args(Former.model_fields["kind"].annotation)
    assert set(named) == {*BY_NAME, "article"}


def test_a_review_lists_every_kind() -> None:
    assert BY_NAME.keys() <= TITLES.keys()
