"""What the page of downloads of a built site offers: the offline editions, with sizes and checksums, on the hosted site."""

import re
import shutil
from pathlib import Path

from build_scripts.brief.problems import BriefError, Location, Problem
from build_scripts.editions import checksums
from build_scripts.editions.kinds import edition_named
from build_scripts.render.templating import environment

PAGES = ("about/downloads/index.html", "about/downloads.html")
"""Where the page of downloads may be in a site."""

_PLACE = '(<div class="{}">).*?(</div>)'
"""Where a list of files is on that page, by its name."""


def page_of(site: Path) -> Path | None:
    """Return the page of downloads of *site*, if it has one."""
    return next((site / path for path in PAGES if (site / path).is_file()), None)


def root_from(page: Path, site: Path) -> str:
    """Return how links from *page* to files of its *site* begin."""
    return "../" * len(page.relative_to(site).parent.parts)


def fill(page: Path, place: str, html: str) -> bool:
    """Put *html* in the *place* of that name on *page*; return whether the page has one."""
    pattern = re.compile(_PLACE.format(place), re.DOTALL)
    text = page.read_text(encoding="utf-8")
    if len(pattern.findall(text)) != 1:
        return False
    page.write_text(pattern.sub(lambda found: f"{found[1]}\n{html}{found[2]}", text), encoding="utf-8", newline="\n")
    return True


def add_downloads(dist: Path, site: Path) -> None:
    """Copy the editions in *dist* to *site*, and list them on its page of downloads."""
    page = page_of(site)
    if page is None:
        raise _no_place(site)
    names = [*checksums.names(dist)]
    folder = site / "downloads"
    folder.mkdir(exist_ok=True)
    for name in (*names, checksums.NAME):
        shutil.copyfile(dist / name, folder / name)
    listed = (
        environment()
        .get_template("downloads.html.jinja")
        .render(
            files=[(edition_named(name).title, name, *_measured(folder / name)) for name in names],
            sums=checksums.NAME,
            folder=f"{root_from(page, site)}downloads/",
        )
    )
    if not fill(page, "downloads", listed):
        raise _no_place(site)


def _no_place(site: Path) -> BriefError:
    return BriefError([Problem(Location((site / PAGES[0]).as_posix()), 'has no <div class="downloads">')])


def _measured(file: Path) -> tuple[int, str]:
    return file.stat().st_size, checksums.digest(file)
