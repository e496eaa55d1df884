"""``brief serve`` while somebody writes: a save shows at once, and once; a mistake is told and the good site stays."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_scripts.create import create
from tests.places import MILL
from tests.serving import Served, serving


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    folder = tmp_path / "made"
    create(folder, MILL / "articles" / "mill.txt")
    shutil.rmtree(folder / "source")
    shutil.copytree(MILL, folder / "source")
    with serving(folder) as served:
        yield served


def test_a_save_rewrites_the_page_and_reloads_the_browser_once_and_no_policy_keeps_it_from_that(served: Served) -> None:
    page = served.get("quotes/mill/")
    assert "<script data-base=" in page
    assert "Content-Security-Policy" not in page
    epoch, request = re.findall(r"livereload\((\d+), (\d+)\)", page)[0]
    served.change("annotations/quotes/engineer.yml", "Eleven percent of the water\n", "A tenth and more\n")
    assert int(served.get(f"livereload/{epoch}/{request}")) > int(epoch)
    assert "A tenth and more" in served.get("quotes/mill/")
    served.change("annotations/claims.yml", "The mill stays closed in 2020", "It stays closed")
    served.wait_until("It stays closed", "claims/mill/")
    assert served.builds <= 3


def test_a_mistake_is_told_and_shown_where_it_is_and_on_the_desk(served: Served) -> None:
    served.change(
        "annotations/quotes/engineer.yml", "Eleven percent of the water never", "Ten percent of the water never"
    )
    served.wait_for("quotes words that are not in the article")
    served.wait_for("1 problem; they are shown where they occur")
    served.wait_until("This quotation has no place on a page yet", "quotes/mill/")
    served.wait_until("quotes words that are not in the article", "desk/")
    served.change(
        "annotations/quotes/engineer.yml", "Ten percent of the water never", "Eleven percent of the water never"
    )
    served.change("annotations/claims.yml", "The mill stays closed in 2020", "It stays closed")
    served.wait_until("It stays closed", "claims/mill/")
    served.wait_until("Eleven percent of the water never", "quotes/mill/")
    served.change("annotations/wording.yml", "owner: owners", 'status: draft\n  owner: ""')
    served.wait_for("1 thing left to do in drafts, on the desk: /desk/")
    served.wait_until("Drafts waiting for you: 1", "desk/")
    assert not [line for line in served.printed if "is empty" in line]


def test_nothing_is_told_that_is_not_the_writers_business_and_nothing_that_is_goes_untold(served: Served) -> None:
    page = served.folder / "docs" / "about" / "method.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n[A link](nowhere.md)\n", encoding="utf-8")
    served.wait_for("WARNING -  Doc file 'about/method.md' contains a link 'nowhere.md'")
    warnings = [line for line in served.printed if line.startswith(("WARNING", "ERROR"))]
    assert len(warnings) == 1
    assert not [line for line in served.printed if "nav" in line]
