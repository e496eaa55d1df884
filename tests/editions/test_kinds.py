"""The table of editions: its rows exclude each other, and readers are told of each."""

import pytest

from build_scripts.editions.kinds import EDITIONS, Edition
from tests.places import ROOT


def test_no_edition_takes_the_files_of_another() -> None:
    suffixes = [edition.suffix for edition in EDITIONS]
    assert [(one, two) for one in suffixes for two in suffixes if one is not two and one.endswith(two)] == []


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.suffix)
def test_the_page_of_downloads_describes_each_edition(edition: Edition) -> None:
    text = (ROOT / "docs/about/downloads.md").read_text(encoding="utf-8")
    assert f"**{edition.title.partition(',')[0]}**" in text
