"""The examples of the guide: one of each kind of entry, right as they stand, in the words that the model has."""

import re
import shutil
from pathlib import Path
from typing import get_args

import pytest
import yaml

from build_scripts.__main__ import main
from build_scripts.brief.kinds import KINDS
from build_scripts.brief.model import LIKELIHOODS, Confidence, Verdict
from build_scripts.load import load
from build_scripts.load.blanks import drafted
from tests.places import MILL, ROOT

GUIDE = (ROOT / "docs" / "guide" / "index.md").read_text(encoding="utf-8")
FILES = {
    "farmers": "annotations/actors.yml",
    "spokesman": "annotations/glossary.yml",
    "museum-opens": "annotations/events.yml",
    "council-closed-it": "annotations/claims.yml",
    "weir": "annotations/sites.yml",
    "minutes": "sources.yml",
}


def examples() -> dict[str, str]:
    """Return the examples of the guide's steps 3 to 5, by the id of their entry."""
    steps = GUIDE[GUIDE.index("\n## 3. ") : GUIDE.index("\n## 6. ")]
    found = re.findall(r"```yaml\n(.*?)```", steps, re.DOTALL)
    return {re.findall(r"- id: (\S+)", example)[0]: example for example in found}


def test_an_entry_of_each_kind_is_shown_and_all_pass_the_check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "source"
    shutil.copytree(MILL, source)
    shown = examples()
    assert {*shown} == {*FILES, "for-the-water"}
    meta = (source / "brief.yml").read_text(encoding="utf-8")
    (source / "brief.yml").write_text(meta.replace("judgements:\n", shown.pop("for-the-water")), encoding="utf-8")
    for name, example in shown.items():
        with (source / FILES[name]).open("a", encoding="utf-8") as file:
            file.write(f"\n{example}")
    assert (main(["check", "--source", str(source)]), capsys.readouterr().out) == (0, "No problems.\n")
    brief = load(source)
    kinds = {kind.name for kind in KINDS for one in kind.entries(brief) if one.id in {*shown, "for-the-water"}}
    assert kinds == {kind.name for kind in KINDS} - {"quote", "wording"}  # a quotation stands in step 2


def test_the_guide_shows_the_line_to_delete_as_it_is_drafted() -> None:
    entry = drafted("quotes", {"id": "a"})
    (shown,) = re.findall(r"```yaml\n(  status: draft .*\n)```", GUIDE)
    assert entry.startswith(f"- id: a\n{shown}")


def test_the_guide_names_every_verdict_and_every_calibrated_word_with_its_range() -> None:
    words = " ".join(GUIDE.split())
    assert all(f"`{verdict}`" in words or f'`"{verdict}"`' in words for verdict in get_args(Verdict))
    assert all(f"{word} ({low}–{high})" in words for word, (low, high) in LIKELIHOODS.items())
    assert all(f"`{word}`" in words for word in get_args(Confidence))
    assert yaml.safe_load(examples()["minutes"])[0]["grade"] in words
