"""Nothing of the shipped brief is in the tool: whoever installs it for a brief of their own gets none of this one."""

import re
from collections.abc import Iterator

from build_scripts.brief.model import Brief
from build_scripts.load import load
from tests.places import ROOT, SHIPPED

COMMON = {"AP", "China", "Chinese", "Russian", "U.S.", "pretext"}
"""Words of the brief that are also words of its tool: a language, a standard's country, an example's word."""
ADDRESSES = re.compile(r"https?://[^\s\"'<>)\]`]+")


def names(brief: Brief) -> Iterator[str]:
    """Yield what the brief calls things: its title and those of its articles, and every name, id and place."""
    yield from (brief.meta.name, brief.meta.title)
    for article in brief.articles:
        yield from (article.id, article.record.headline)
    for actor in brief.actors:
        yield from (actor.name, *actor.aliases)
    for term in brief.terms:
        yield from (term.term, term.expansion or "", *term.aliases)
    for site in brief.sites:
        yield from (site.name, site.at, *(mark.name for mark in site.landmarks))
    for entries in (brief.quotes, brief.claims, brief.events, brief.sources):
        yield from (entry.id for entry in entries)


def texts() -> Iterator[tuple[str, str]]:
    """Yield every text of the tool by its path."""
    for path in sorted((ROOT / "build_scripts").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts and path.name != "atlas.json":
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8", errors="replace")  # a font, too


def test_no_name_of_the_shipped_brief_is_in_the_tool() -> None:
    known = {name for name in names(load(SHIPPED)) if name} - COMMON
    assert len(known) > 200
    named = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(known, key=len, reverse=True)))})(?![\w-])")
    found = [f"{path}: {match[0]}" for path, text in texts() for match in named.finditer(text)]
    assert found == []


def test_no_address_of_the_shipped_brief_is_in_the_tool() -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (home,) = ADDRESSES.findall(settings)
    hosts = {address.split("/")[2] for source in load(SHIPPED).sources if (address := source.URL)}
    found = [
        f"{path}: {address}"
        for path, text in texts()
        for address in ADDRESSES.findall(text)
        if address.startswith(home) or address.split("/")[2] in hosts
    ]
    assert found == []
