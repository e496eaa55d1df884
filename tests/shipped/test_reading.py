"""How the shipped brief reads: strictly built, of a good measure, light to load, open to everybody, easy to take along."""

from collections.abc import Callable
from pathlib import Path

import pytest

from build_scripts.editions.verify import verify
from tests.browser.access import violations
from tests.browser.fixtures import NewPage
from tests.browser.test_reading import first_visit, line_lengths
from tests.make_editions import dead_links

ARTICLE = "articles/missile-defense/"


@pytest.mark.parametrize("path", ["", ARTICLE])
def test_a_first_visit_is_light(shipped_site: Path, path: str) -> None:
    assert first_visit(shipped_site, path) < 90_000


@pytest.mark.parametrize(
    ("path", "prose"), [("background/", ".md-content p:not([class])"), (ARTICLE, ".article .para")]
)
def test_lines_have_the_length_that_reads_well(
    new_page: NewPage, shipped_site: Path, site_of: Callable[[Path], str], path: str, prose: str
) -> None:
    page = new_page(viewport={"width": 1440, "height": 900})
    page.goto(site_of(shipped_site) + path)
    lines = line_lengths(page, prose)
    assert 55 <= lines[len(lines) // 2] <= 75


@pytest.mark.parametrize("path", ["", ARTICLE, "background/", "map/"])
def test_nothing_keeps_a_reader_out(
    new_page: NewPage, shipped_site: Path, site_of: Callable[[Path], str], path: str
) -> None:
    page = new_page()
    page.goto(site_of(shipped_site) + path)
    assert violations(page) == []


def test_every_edition_is_as_published_and_no_larger_than_it_has_to_be(shipped_editions: Path) -> None:
    limits = {".zip": 1_300_000, ".epub": 400_000, ".html": 3_000_000, ".pdf": 4_500_000}
    sizes = {path.suffix: path.stat().st_size for path in shipped_editions.iterdir() if path.suffix in limits}
    assert sizes.keys() == limits.keys()
    assert [suffix for suffix in limits if sizes[suffix] >= limits[suffix]] == []
    assert [verify(path).differences for path in shipped_editions.iterdir() if path.suffix in limits] == [
        (),
        (),
        (),
        (),
    ]


def test_every_link_of_the_folder_leads_to_a_file_in_it(shipped_editions: Path) -> None:
    (folder,) = (path for path in shipped_editions.iterdir() if path.is_dir())
    followed, dead = dead_links(folder)
    assert followed > 3000
    assert dead == []
