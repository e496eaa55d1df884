"""Is this copy of the brief as it was published? Reads a folder or any edition; writes nothing, and needs no network.

A copy comes from a stranger: each reader of an edition keeps to limits and refuses what could do harm.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from build_scripts.brief.counting import count
from build_scripts.editions import kinds
from build_scripts.editions.copies import FILES, Copy, NotAnEdition, Verdict, compare, pieces
from build_scripts.editions.manifest import ManifestError, printable


def verify(path: Path) -> Verdict:
    """Return whether the copy at *path* is as published; raise NotAnEdition if that cannot be decided."""
    with _failures_explained():
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            return compare(_folder(path))
        if not stat.S_ISREG(kind):
            raise NotAnEdition("is neither a file nor a folder")
        with path.open("rb") as file:
            beginning = file.read(64)
        return kinds.edition_beginning(beginning).verify(path)


@contextmanager
def _failures_explained() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise NotAnEdition(f"cannot be read: {error.strerror or error}") from error
    except ManifestError as error:
        raise NotAnEdition(f"has a manifest that cannot be read: {error}") from error
    except ValueError as error:
        raise NotAnEdition(f"is broken: {error}") from error
    except MemoryError as error:
        raise NotAnEdition("is too large to be read") from error


def _folder(folder: Path) -> Copy:
    sizes: dict[str, int] = {}
    others: list[str] = []
    waiting = [""]
    while waiting:
        below = waiting.pop()
        with os.scandir(folder / below) as entries:
            for entry in entries:
                path = f"{below}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                elif entry.is_file(follow_symlinks=False):
                    sizes[path] = entry.stat(follow_symlinks=False).st_size
                else:
                    others.append(path)
        if len(sizes) + len(others) + len(waiting) > FILES:
            raise NotAnEdition(f"has more than {FILES:,} files")
    return Copy(sizes, lambda path: pieces((folder / path).open("rb")), tuple(others))


def report_lines(verdict: Verdict, path: Path) -> Iterator[str]:
    """Yield the lines that report *verdict* on the copy at *path*."""
    manifest = verdict.manifest
    yield f"{printable(manifest.title)} ({printable(manifest.name)}, version {printable(manifest.version)}, {printable(manifest.date)})"
    if manifest.commit == "uncommitted":
        yield "made from files that are not all in a commit"
    else:
        yield f"made from commit {manifest.commit}"
    for article in manifest.articles:
        yield f"based on the article {printable(article.id)}, SHA-256 {article.sha256}: {printable(article.headline)}"
    for what, name in verdict.differences:
        yield f"{what}: {printable(name)}"
    if verdict.differences:
        yield f"{count(len(verdict.differences), 'difference')} from what was published."
    else:
        yield f"{count(len(manifest.files) or 1, 'file')}, all as published."
    yield (
        "The copy was compared with the list of files that it contains. Nobody signed that list: it shows whether the"
        " copy is complete and unchanged, not who made it."
    )
    if verdict.digest:
        yield f"To check who made it, compare with the publisher's SHA256SUMS: {verdict.digest}  {printable(path.name)}"
        yield (
            "If it is from a release on GitHub, gh attestation verify FILE --repo OWNER/REPOSITORY tells whether GitHub built"
            " it there, and from which commit: GitHub signs that, so no list is to be trusted."
        )
