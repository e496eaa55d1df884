"""Weigh a first visit: our first page and article beside a bare Material page with the same text and its defaults.

Bytes of the files that the page asks for at once, as they are and compressed (gzip -9). The bare page also asks another
host for fonts, which are not counted. Run with ``nox -s bench``, or as ``python -m tests.tools.bench_weight``.
"""

import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from build_scripts.editions.lighten import lighten
from tests.places import ROOT

ASKED = re.compile(r'<(?:script|link rel="(?:stylesheet|icon)")[^>]*(?:src|href)="([^":]+)"')


def main() -> None:
    """Print the figures, a page a line."""
    print("page                        requests    bytes  compressed")
    with tempfile.TemporaryDirectory() as folder:
        ours = _ours(Path(folder) / "ours")
        say("first page", ours, "index.html")
        say("article", ours, "articles/missile-defense/index.html")
        say("bare Material, same text", _bare(Path(folder) / "bare"), "index.html", eager=True)


def say(name: str, site: Path, path: str, *, eager: bool = False) -> None:
    """Print what the page at *path* of *site* asks for; *eager* if its search is fetched with it."""
    page = site / path
    files = [page, *((page.parent / url).resolve() for url in ASKED.findall(page.read_text(encoding="utf-8")))]
    if eager:
        files += [site / "search/search_index.json", *site.glob("assets/javascripts/workers/search.*.js")]
    whole = [file.read_bytes() for file in files]
    light = sum(len(gzip.compress(part, 9)) for part in whole)
    print(f"{name:26} {len(files):9} {sum(map(len, whole)):8,} {light:11,}")


def _ours(folder: Path) -> Path:
    for name in ("build_scripts", "source", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    site = _built(folder)
    lighten(site)
    return site


def _bare(folder: Path) -> Path:
    (folder / "docs").mkdir(parents=True)
    article = (ROOT / "source/articles/missile-defense.txt").read_text(encoding="utf-8")
    (folder / "docs/index.md").write_text("# Article\n\n" + article.replace("\n", "\n\n"), encoding="utf-8")
    (folder / "mkdocs.yml").write_text("site_name: Bare\ntheme: material\n", encoding="utf-8")
    return _built(folder)


def _built(folder: Path) -> Path:
    variables = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder)}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, env=variables, check=True)
    return folder / "site"


if __name__ == "__main__":
    main()
