"""A built site -> the editions that readers take along: a folder, each kind of edition, and their checksums.

The site is one that an engine, MkDocs or Zensical, built with ``mkdocs.offline.yml``. This module finishes what the
engine leaves undone, so that no plugin is needed, and leaves out what is of no use without a host. Everything written
is a function of the site, the brief and the commit: no clock, no machine.
"""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from build_scripts.anchor import anchor
from build_scripts.brief import moved
from build_scripts.brief.model import Brief
from build_scripts.brief.pages import empty_pages
from build_scripts.brief.problems import BriefError, Location, Problem
from build_scripts.brief.release import require_release
from build_scripts.check.drafts import find
from build_scripts.editions import checksums, kinds
from build_scripts.editions import manifest as manifests
from build_scripts.editions.data import add_data
from build_scripts.editions.lighten import lighten, refuse_drafts
from build_scripts.editions.manifest import ArticleRead, Manifest
from build_scripts.editions.material import CannotBeMade, Material
from build_scripts.editions.sections import sections
from build_scripts.editions.zip_writing import contents
from build_scripts.load import load
from build_scripts.render import linked_data, pages

UNCOMMITTED = "uncommitted"
NEEDLESS = ("404.html", "feed.xml", "objects.inv", "sitemap.xml", "sitemap.xml.gz")
"""What engines write for hosts and for other programs."""

NOT_OF_THE_BRIEF = ("guide/", "reference/")
"""Pages about making briefs, which are in the folder alone."""


FONTS = "fonts"
"""The folder of a brief's source that holds fonts for letters that the PDF's own fonts do not have."""


@dataclass(frozen=True, slots=True)
class Made:
    """The editions of a brief."""

    paths: tuple[Path, ...]
    """The files and folders that were written."""
    left_out: tuple[str, ...]
    """Which editions the brief cannot have, and why."""


def build_editions(source: Path, site: Path, dist: Path) -> Made:
    """Make every edition of the brief in *source* from its built *site*, and write them to *dist*.

    Nothing in *dist* changes before all are made.
    """
    brief = load(source)
    anchors = anchor(brief)
    if wrong := find(brief, anchors).problems:
        raise BriefError(wrong)
    require_release(brief.meta)
    if not (site / "index.html").is_file() or (site / "sources" / "index.html").exists():
        _stop(site, "is not a site built with mkdocs.offline.yml", "run: nox -s offline")
    refuse_drafts(site)
    folder = dist / f"{brief.meta.name}-offline"
    if folder.exists() and not (folder / manifests.NAME).is_file():
        _stop(folder, "would be overwritten, and is not an offline edition", "move it away, or delete it")
    new = dist / f".{folder.name}.new"
    shutil.rmtree(new, ignore_errors=True)
    new.parent.mkdir(parents=True, exist_ok=True)
    _copy(site, new)
    prepare_folder(new)
    # Before the page of downloads lists files that only the folder has.
    parts = sections(new, reading_order(brief, new))
    add_data(brief, anchors, new)
    manifest = describe(brief, commit(source))
    listed = manifest.listing(contents(new))
    manifests.require_portable(listed.files, site.as_posix())
    (new / manifests.NAME).write_bytes(listed.to_json().encode())
    editions = _make_editions(Material(new, brief.meta, manifest, source / FONTS, parts), dist)
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)
    _write(dist / checksums.NAME, checksums.lines(editions.paths).encode())
    return Made((folder, *editions.paths, dist / checksums.NAME), editions.left_out)


def _make_editions(material: Material, dist: Path) -> Made:
    """Make every kind of edition that the brief can have, then put them in place of the old ones."""
    made, left_out = [], {}
    for edition in kinds.EDITIONS:
        path = dist / f"{material.meta.name}{edition.suffix}"
        try:
            edition.make(material, _unfinished(path))
            made.append(path)
        except CannotBeMade as reason:
            left_out[path] = f"{path.name} was not made: {reason}"
    for path in made:
        _unfinished(path).replace(path)
    for path in left_out:
        path.unlink(missing_ok=True)
    return Made(tuple(made), tuple(left_out.values()))


def describe(brief: Brief, made_from: str) -> Manifest:
    """Return the manifest of *brief*, without files."""
    articles = tuple(
        ArticleRead(id=article.id, headline=article.record.headline, sha256=article.record.sha256)
        for article in brief.articles
    )
    meta = brief.meta
    return Manifest(
        name=meta.name,
        title=meta.title,
        version=meta.version,
        date=meta.date,
        commit=made_from,
        articles=articles,
        files={},
    )


def commit(folder: Path) -> str:
    """Return the commit that the repository of *folder* is at, or ``uncommitted`` if it has other changes or is none."""
    try:
        changed = _git(folder, "status", "--porcelain")
        return UNCOMMITTED if changed else _git(folder, "rev-parse", "HEAD")
    except (OSError, subprocess.CalledProcessError):
        return UNCOMMITTED


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    return done.stdout.strip()


def _copy(site: Path, folder: Path) -> None:
    """Copy *site* file by file, so that modes and links stay behind."""
    for file in sorted(site.rglob("*")):
        if file.is_symlink():
            _stop(file, "is a symbolic link, which other systems cannot follow")
        if file.is_file():
            (folder / file.relative_to(site)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / file.relative_to(site))


def prepare_folder(folder: Path) -> None:
    """Make a site that was built with ``mkdocs.offline.yml`` complete without a host."""
    for name in NEEDLESS:
        (folder / name).unlink(missing_ok=True)
    for page in folder.rglob("*.html"):
        before = page.read_bytes()
        after = linked_data.without(before)
        if after != before:
            _write(page, after)
    lighten(folder)


def reading_order(brief: Brief, folder: Path) -> list[str]:
    """Return the pages of *brief* in reading order, then those written by hand, as paths without a suffix."""
    ordered = [page.path.removesuffix(".md") for page in pages(brief, anchor(brief))]
    others = sorted(file.relative_to(folder).with_suffix("").as_posix() for file in folder.rglob("*.html"))
    names = dict.fromkeys((*ordered, *others))
    left_out = {page.removesuffix(".md") for page in (*moved.pages(brief), *empty_pages(brief))}
    return [name for name in names if not name.startswith(NOT_OF_THE_BRIEF) and name not in left_out]


def _write(path: Path, content: bytes) -> None:
    _unfinished(path).write_bytes(content)
    _unfinished(path).replace(path)


def _unfinished(path: Path) -> Path:
    return path.with_name(f".{path.name}.new")


def _stop(path: Path, message: str, hint: str = "") -> None:
    raise BriefError([Problem(Location(path.as_posix()), message, hint)])
