"""The ``manifest.json`` of a copy of the brief: what it was made from; and the names that its files may have.

The manifest is part of the copy and unsigned: it shows whether the copy is complete, not who made it.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from build_scripts.brief.problems import BriefError, Location, Problem

NAME = "manifest.json"
"""The manifest's name in the folder."""

LONGEST = 150
"""Characters that a path may have: Windows allows 260, and readers put the folder into folders of their own."""

LARGEST = 16 * 2**20
"""Bytes that a manifest may have."""

_REFUSED = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]|(^|/)(\.{0,2}|[^/]*[. ])(/|$)')
_RESERVED = re.compile(r"(^|/)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.[^/]*)?(/|$)", re.IGNORECASE)

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Line = Annotated[str, StringConstraints(min_length=1)]


class _Noun(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ArticleRead(_Noun):
    """An article that the brief reads."""

    id: Line
    headline: Line
    sha256: Digest


class File(_Noun):
    """A file as it was published."""

    size: int
    sha256: Digest


class Manifest(_Noun):
    """What a copy was made from, and what it holds."""

    format: Literal["analysis-brief offline 1"] = "analysis-brief offline 1"
    name: Line
    title: Line
    version: Line
    date: Line
    commit: Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{40}|[0-9a-f]{64}|uncommitted)$")]
    """The git commit that it was made from, or ``uncommitted`` if the checkout held other things too."""
    articles: tuple[ArticleRead, ...]
    files: dict[str, File]
    """Every file but this one, by its path."""

    def listing(self, files: Iterable[tuple[str, bytes]]) -> "Manifest":
        """Return the manifest with *files*, each a path and what it holds."""
        listed = {path: File(size=len(content), sha256=sha256(content).hexdigest()) for path, content in files}
        return self.model_copy(update={"files": listed})

    def to_json(self) -> str:
        """Return the manifest as text."""
        return json.dumps(self.model_dump(), indent=1, ensure_ascii=False) + "\n"


class ManifestError(ValueError):
    """A manifest that cannot be read."""


def parse(text: bytes) -> Manifest:
    """Return the manifest that *text* holds; raise ManifestError if it holds none."""
    if len(text) > LARGEST:
        raise ManifestError(f"it is larger than {LARGEST // 2**20} MiB")
    try:
        json.loads(text, object_pairs_hook=_without_duplicates)
        manifest = Manifest.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        raise ManifestError(f"{'.'.join(map(str, first['loc'])) or 'it'}: {first['msg']}") from error
    except (ValueError, RecursionError) as error:
        raise ManifestError(str(error) or "it is nested too deeply") from error
    if refused := next(unportable((NAME, *manifest.files)), None):
        raise ManifestError(f"it {refused}")
    return manifest


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(dict(pairs)) < len(pairs):
        raise ManifestError("it has a duplicate key")
    return dict(pairs)


def require_portable(paths: Iterable[str], where: str) -> None:
    """Raise BriefError, as a problem of the file or folder *where*, if any of *paths* cannot be a file on every system."""
    if refused := [*unportable(paths)]:
        hint = "rename the page or the file"
        raise BriefError(Problem(Location(where), message, hint) for message in refused)


def unportable(paths: Iterable[str]) -> Iterator[str]:
    """Yield, in words, which of *paths* lead out of a folder, or cannot be files in it on every system."""
    spelled: dict[str, str] = {}
    files = set()
    for path in paths:
        if _REFUSED.search(path) or _RESERVED.search(path):
            yield f"has a file name that some systems do not allow: {shown(path)}"
        elif len(path) > LONGEST:
            yield f"has a path longer than {LONGEST} characters: {shown(path)}"
        elif path in files:
            yield f"has the same file twice: {shown(path)}"
        files.add(path)
        parts = path.split("/")
        for part in ("/".join(parts[:length]) for length in range(1, len(parts) + 1)):
            other = spelled.setdefault(unicodedata.normalize("NFC", part.casefold()), part)
            if other != part:
                yield f"has two names that are the same on some systems: {shown(other)} and {shown(part)}"
    for path in sorted(files):
        if any(folder in files for folder in _folders(path)):
            yield f"has a file inside another file: {shown(path)}"


def _folders(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[:length]) for length in range(1, len(parts)))


def shown(name: str) -> str:
    """Return *name* in quotation marks, and printable."""
    return f'"{printable(name)}"'


def printable(text: str) -> str:
    """Return the beginning of *text* without characters that a terminal would obey."""
    spelled = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in text[:200])
    return "".join(spelled) + ("…" if len(text) > 200 else "")
