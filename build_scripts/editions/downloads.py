"""The offline editions on the hosted site: the files, and their sizes and checksums on the page of downloads."""

import re
import shutil
from pathlib import Path

from build_scripts.brief.problems import BriefError, Location, Problem
from build_scripts.editions import checksums
from build_scripts.editions.kinds import edition_named
from build_scripts.render.templating import environment

PAGES = ("about/downloads/index.html", "about/downloads.html")
"""Where the page of downloads may be in a site."""

_PLACE = re.compile(r'(<div class="downloads">).*?(</div>)', re.DOTALL)


def add_downloads(dist: Path, site: Path) -> None:
    """Copy the editions in *dist* to *site*, and list them on its page of downloads."""
    page = next((site / path for path in PAGES if (site / path).is_file()), None)
    if page is None or len(_PLACE.findall(text := page.read_text(encoding="utf-8"))) != 1:
        raise BriefError([Problem(Location((site / PAGES[0]).as_posix()), 'has no <div class="downloads">')])
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
            folder="../" * len(page.relative_to(site).parent.parts) + "downloads/",
        )
    )
    page.write_text(_PLACE.sub(lambda found: f"{found[1]}\n{listed}{found[2]}", text), encoding="utf-8", newline="\n")


def _measured(file: Path) -> tuple[int, str]:
    return file.stat().st_size, checksums.digest(file)
