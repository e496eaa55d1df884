"""What each edition is made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from build_scripts.brief.model import Meta
from build_scripts.editions.manifest import Manifest
from build_scripts.editions.sections import Section


class CannotBeMade(Exception):  # noqa: N818 - it is an answer, not an error of the program
    """The brief cannot have an edition; the message says why, as what its writer reads."""


@dataclass(frozen=True, slots=True)
class Material:
    """A brief as the makers of editions find it."""

    folder: Path
    """The built site, complete without a host, with the manifest of its files."""
    meta: Meta
    manifest: Manifest
    """What the brief was made from, without files: an edition that holds files lists its own."""
    fonts: Path
    """A folder, which may be missing, with fonts for letters that an edition's own fonts do not have."""
    sections: Sequence[Section]
    """The pages in reading order, for an edition that is one document."""
