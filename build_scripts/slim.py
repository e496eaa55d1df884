"""Take out of a built site what no reader's browser asks for: source maps, and search helpers of other languages."""

import json
import re
from pathlib import Path

_MAP_NOTE = re.compile(rb"\s*(//[#@] ?sourceMappingURL=[^\n]*|/\*[#@] ?sourceMappingURL=[^*]*\*/)\s*$")
_ONLY_FOR = {"tinyseg.js": "ja", "wordcut.js": "th"}


def slim(site: Path) -> None:
    """Remove from *site* what nothing in it refers to."""
    for file in sorted(site.rglob("*.map")):
        file.unlink()
    for file in sorted([*site.rglob("*.js"), *site.rglob("*.css")]):
        before = file.read_bytes()
        after = _MAP_NOTE.sub(b"\n", before)
        if after != before:
            file.write_bytes(after)
    for lunr in sorted(site.rglob("lunr")):
        _slim_languages(lunr, _languages(site))


def _languages(site: Path) -> frozenset[str]:
    index = site / "search" / "search_index.json"
    return frozenset(json.loads(index.read_bytes())["config"]["lang"] if index.exists() else ())


def _slim_languages(lunr: Path, languages: frozenset[str]) -> None:
    others = languages - {"en"}
    wanted = {f"lunr.{language}.min.js" for language in others} | {
        name for name, language in _ONLY_FOR.items() if language in others
    }
    if others:
        wanted |= {"lunr.stemmer.support.min.js", "lunr.multi.min.js"}
    for file in sorted(lunr.rglob("*")):
        if file.is_file() and file.name not in wanted:
            file.unlink()
    for folder in (lunr / "min", lunr):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
