"""A built site -> the editions to take along: a folder, its zip, a single page, a book, and their checksums.

The site is one that an engine, MkDocs or Zensical, built with ``mkdocs.offline.yml``. What the engine leaves undone is
done here, so that no plugin is needed: the search index is written as a script by the name that the engine's theme asks
for (a page opened from a folder may not fetch), and what is of no use without a host is left out. Everything written is
a function of the site, the brief and the commit: no clock, no machine.
"""

import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from build_scripts.anchor import anchor
from build_scripts.brief import moved
from build_scripts.brief.model import Brief
from build_scripts.brief.problems import BriefError, Location, Problem
from build_scripts.editions import manifest as manifests
from build_scripts.editions.book import MIMETYPE, epub
from build_scripts.editions.lighten import lighten
from build_scripts.editions.manifest import ArticleRead, Manifest
from build_scripts.editions.single import sections, single
from build_scripts.load import load
from build_scripts.render import linked_data, pages

SUMS = "SHA256SUMS"
"""The file in which the checksums stand, in the form that ``sha256sum --check`` reads."""

UNCOMMITTED = "uncommitted"
NEEDLESS = ("404.html", "feed.xml", "objects.inv", "sitemap.xml", "sitemap.xml.gz")
"""What engines write for hosts and for other programs."""

NOT_OF_THE_BRIEF = ("guide/", "reference/")
"""Pages about the making of briefs, which the single page leaves out."""

EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in the zip, the earliest that a zip can say."""


def offline(source: Path, site: Path, dist: Path) -> tuple[Path, ...]:
    """Make the offline editions of the brief in *source* from its built *site*; return them."""
    brief = load(source)
    if brief.problems:
        raise BriefError(brief.problems)
    if not (site / "index.html").is_file() or (site / "sources" / "index.html").exists():
        _stop(site, "is no site built for the offline edition", "run: nox -s offline")
    folder = dist / f"{brief.meta.name}-offline"
    if folder.exists() and not (folder / manifests.NAME).is_file():
        _stop(folder, "is not an offline edition, and would be overwritten", "move it away, or delete it")
    made = describe(brief, commit(source))
    new = dist / f".{folder.name}.new"
    shutil.rmtree(new, ignore_errors=True)
    new.parent.mkdir(parents=True, exist_ok=True)
    _copy(site, new)
    finish(new)
    parts = sections(new, single_pages(brief, new))
    page, book = single(new, parts, brief.meta, made), epub(parts, brief.meta, made)
    whole = made.listing(_contents(new))
    for refused in (*manifests.unportable(whole.files), *manifests.unportable(book)):
        _stop(new, refused.removeprefix("it "), "give the page or the file another name")
    _write(new / manifests.NAME, whole.to_json().encode())
    archive = dist / f"{folder.name}.zip"
    alone, bound = (dist / f"{brief.meta.name}.{kind}" for kind in ("html", "epub"))
    pack(new, folder.name, archive)
    _write(alone, page)
    _zip(book.items(), bound)
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)
    _write(dist / SUMS, "".join(f"{_digest(file)}  {file.name}\n" for file in sorted((archive, alone, bound))).encode())
    return folder, archive, alone, bound, dist / SUMS


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
    """Return the commit of the checkout that *folder* is in, or ``uncommitted`` if it holds anything else."""
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
            _stop(file, "is a link, which other systems cannot follow")
        if file.is_file():
            (folder / file.relative_to(site)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, folder / file.relative_to(site))


def finish(folder: Path) -> None:
    """Make a site that was built with ``mkdocs.offline.yml`` whole without a host."""
    for name in NEEDLESS:
        (folder / name).unlink(missing_ok=True)
    for index in (folder / "search" / "search_index.json", folder / "search.json"):
        if index.exists():
            _write(index.with_suffix(".js"), b"var __index = " + index.read_bytes())
    for page in folder.rglob("*.html"):
        before = page.read_bytes()
        after = linked_data.without(before)
        if after != before:
            _write(page, after)
    lighten(folder)


def single_pages(brief: Brief, folder: Path) -> list[str]:
    """Return the pages of *brief* in reading order, then those written by hand, as paths without a suffix."""
    ordered = [page.path.removesuffix(".md") for page in pages(brief, anchor(brief))]
    others = sorted(file.relative_to(folder).with_suffix("").as_posix() for file in folder.rglob("*.html"))
    names = dict.fromkeys((*ordered, *others))
    left_out = {page.removesuffix(".md") for page in moved.pages(brief)}
    return [name for name in names if not name.startswith(NOT_OF_THE_BRIEF) and name not in left_out]


def pack(folder: Path, name: str, archive: Path) -> None:
    """Write the zip of *folder*, whose files are in it below *name*."""
    _zip(_contents(folder, f"{name}/"), archive)


def _zip(files: Iterable[tuple[str, bytes]], archive: Path) -> None:
    """Write *files* to a zip in their order, with fixed times and modes."""
    new = archive.with_name(f".{archive.name}.new")
    with zipfile.ZipFile(new, "w") as packed:
        for path, content in files:
            entry = zipfile.ZipInfo(path, EARLIEST)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_STORED if path == MIMETYPE else zipfile.ZIP_DEFLATED
            packed.writestr(entry, content, compresslevel=9)
    new.replace(archive)


def _contents(folder: Path, below: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the files of *folder*, sorted, each by its path *below* one."""
    for path in sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()):
        yield f"{below}{path}", (folder / path).read_bytes()


def _digest(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def _write(path: Path, content: bytes) -> None:
    new = path.with_name(f".{path.name}.part")
    new.write_bytes(content)
    new.replace(path)


def _stop(path: Path, message: str, hint: str = "") -> None:
    raise BriefError([Problem(Location(path.as_posix()), message, hint)])
