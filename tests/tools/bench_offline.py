"""Measure the offline editions: seconds and bytes of each, for the shipped brief and for a synthetic dossier.

Run with ``nox -s bench``, or as ``python -m tests.tools.bench_offline``; a number sets the articles of the dossier, and 0
leaves it out.
"""

import shutil
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from build_scripts.editions.book import epub
from build_scripts.editions.material import CannotBeMade
from build_scripts.editions.offline import FONTS, UNCOMMITTED, describe, reading_order
from build_scripts.editions.pdf import pdf
from build_scripts.editions.sections import sections
from build_scripts.editions.verify import verify
from build_scripts.load import load
from tests.make_editions import run
from tests.places import ROOT
from tests.tools import bench

SETTINGS = ["--config-file", "mkdocs.offline.yml", "--site-dir", "build"]


def main(articles: int) -> None:
    """Print every figure."""
    print(
        "brief                     pages  engine s  editions s  book s   pdf s  verify s   folder MB  zip MB  single MB"
        "  epub MB  pdf MB"
    )
    with tempfile.TemporaryDirectory() as scratch:
        shipped = Path(scratch) / "shipped"
        for name in ("build_scripts", "source", "docs"):
            shutil.copytree(ROOT / name, shipped / name)
        for name in ("mkdocs.yml", "mkdocs.offline.yml"):
            shutil.copy(ROOT / name, shipped)
        measure("shipped", shipped)
        if articles:
            measure(f"dossier of {articles} articles", dossier(Path(scratch) / "dossier", articles))


def dossier(folder: Path, articles: int) -> Path:
    """Return *folder* with a synthetic brief that can be built offline."""
    bench.write_dossier(folder / "source", articles)
    shutil.copytree(ROOT / "build_scripts", folder / "build_scripts")
    for page in ("method", "downloads"):
        (folder / "docs/about").mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / f"docs/about/{page}.md", folder / "docs/about")
    shutil.copytree(ROOT / "docs/reference/schema", folder / "docs/reference/schema")
    (folder / "mkdocs.yml").write_text(bench._settings(), encoding="utf-8")  # noqa: SLF001 - the same for both
    shutil.copy(ROOT / "mkdocs.offline.yml", folder)
    return folder


def measure(name: str, folder: Path) -> None:
    """Print one line."""
    run(folder, "build_scripts", "build")
    engine = seconds(folder, "mkdocs", "build", "--quiet", *SETTINGS)
    editions = seconds(folder, "build_scripts", "offline", "--site", "build")
    (archive,) = (folder / "dist").glob("*.zip")
    (alone,) = (folder / "dist").glob("*.html")
    (book,) = (folder / "dist").glob("*.epub")
    typeset = next((folder / "dist").glob("*.pdf"), None)  # a long dossier has none
    began = time.perf_counter()
    assert not verify(archive).differences
    verifying = time.perf_counter() - began
    unpacked = archive.with_suffix("")
    files = [file for file in unpacked.rglob("*") if file.is_file()]
    pages = sum(file.suffix == ".html" for file in files)
    sizes = [sum(file.stat().st_size for file in files), *(one.stat().st_size for one in (archive, alone, book))]
    print(
        f"{name:24} {pages:6} {engine:9.1f} {editions:11.1f} {binding(folder):7.1f} {typesetting(folder):7.1f}"
        f" {verifying:9.2f}"
        f" {sizes[0] / 1e6:11.2f} {sizes[1] / 1e6:7.2f} {sizes[2] / 1e6:10.2f} {sizes[3] / 1e6:8.2f}"
        f" {typeset.stat().st_size / 1e6 if typeset else 0:7.2f}"
    )


def binding(folder: Path) -> float:
    """Return how long it takes to make the book of the sections of the single page."""
    brief = load(folder / "source")
    parts = sections(folder / "build", reading_order(brief, folder / "build"))
    began = time.perf_counter()
    epub(parts, brief.meta, describe(brief, UNCOMMITTED))
    return time.perf_counter() - began


def typesetting(folder: Path) -> float:
    """Return how long it takes to make the PDF of them, or to see that it would be too long."""
    brief = load(folder / "source")
    parts = sections(folder / "build", reading_order(brief, folder / "build"))
    began = time.perf_counter()
    with suppress(CannotBeMade):
        pdf(parts, brief.meta, describe(brief, UNCOMMITTED), folder / "source" / FONTS)
    return time.perf_counter() - began


def seconds(folder: Path, *module: str) -> float:
    """Return how long a command takes."""
    began = time.perf_counter()
    run(folder, *module)
    return time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100)
