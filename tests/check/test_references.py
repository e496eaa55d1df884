"""What names another entry names one that there is, of the kind that belongs there, and each mistake is reported once."""

import shutil
from pathlib import Path

import pytest

from build_scripts.anchor import anchor
from build_scripts.check import check
from build_scripts.check.folder import problems
from tests import briefs
from tests.places import MILL


def messages(folder: Path, file: str, old: str, new: str) -> list[str]:
    """Return what is wrong with the mill's brief when *old* is *new* in a *file* of it."""
    shutil.copytree(MILL, folder / "source")
    path = folder / "source" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [problem.message for problem in problems(folder / "source")]


def test_what_names_an_entry_with_a_mistake_in_it_is_not_called_wrong_too(tmp_path: Path) -> None:
    (message,) = messages(tmp_path, "annotations/actors.yml", "kind: person", "kind: human")
    assert "human" in message


def test_an_empty_name_is_reported_as_empty_and_not_as_undefined(tmp_path: Path) -> None:
    (message,) = messages(tmp_path, "articles/mill.yml", "outlet: gazette", 'outlet: ""')
    assert "defined" not in message


def embedding(background: str) -> list[str]:
    brief = briefs.brief(
        briefs.article("The mill stands. It stood."),
        background=background,
        quotes=(briefs.quote("one", "mill stands"), briefs.quote("two", "It stood")),
    )
    return [one.message for one in check(brief, anchor(brief)) if "embeds" in one.message]


@pytest.mark.parametrize(
    "background",
    [
        "![[one]]",
        "Before. [@report]\n\n![[one]]\n\nAfter. [@report]",
        "Before. [@report]\n\n  ![[one]]  \n\nAfter. [@report]",
        "![[one]]\n\n![[two]]",
    ],
)
def test_a_quotation_is_embedded_as_a_paragraph(background: str) -> None:
    assert embedding(background) == []


@pytest.mark.parametrize(
    "background",
    [
        "Before ![[one]]",
        "![[one]] after. [@report]",
        "Before ![[one]] after. [@report]",
        "![[one]] [[two]]",
        "![[one]] and [[two]] after. [@report]",
        "Before.\n![[one]]",
    ],
)
def test_a_quotation_is_not_embedded_within_a_paragraph(background: str) -> None:
    assert embedding(background) == ['embeds a quotation inside a paragraph: "one"']
