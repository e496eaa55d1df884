"""The hosted site offers the offline editions: the files, and their sizes and checksums on the page of downloads."""

import re
import shutil
from hashlib import sha256
from pathlib import Path

from build_scripts.brief.problems import BriefError, Location, Problem
from build_scripts.editions.offline import SUMS
from build_scripts.render.templating import environment

PAGES = ("about/downloads/index.html", "about/downloads.html")
"""Where the page of downloads may be in a site, seen from which the files are."""

_PLACE = re.compile(r'(<div class="downloads">).*?(</div>)', re.DOTALL)


def offer(dist: Path, site: Path) -> None:
    """Copy the editions in *dist* to *site*, and list them on its page of downloads."""
    page = next((site / path for path in PAGES if (site / path).is_file()), None)
    if page is None or len(_PLACE.findall(text := page.read_text(encoding="utf-8"))) != 1:
        raise BriefError([Problem(Location((site / PAGES[0]).as_posix()), "has no place for downloads")])
    names = [line.split(maxsplit=1)[1] for line in (dist / SUMS).read_text(encoding="utf-8").splitlines()]
    folder = site / "downloads"
    folder.mkdir(exist_ok=True)
    for name in (*names, SUMS):
        shutil.copyfile(dist / name, folder / name)
    up = "../" * len(page.relative_to(site).parent.parts)
    listed = (
        environment()
        .get_template("downloads.html.jinja")
        .render(
            files=[(name, (folder / name).stat().st_size, _digest(folder / name)) for name in names],
            sums=SUMS,
            folder=f"{up}downloads/",
        )
    )
    page.write_text(_PLACE.sub(lambda found: f"{found[1]}\n{listed}{found[2]}", text), encoding="utf-8", newline="\n")


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()
