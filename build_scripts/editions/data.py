"""What other programs read of a brief, in a built site: the files of ``data/``, and ``llms.txt``, which says what is where.

They are listed on the page of downloads. Everything is a function of the brief and of the site: no clock, no machine.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from build_scripts.anchor import Anchors
from build_scripts.anchor.runs import labels
from build_scripts.brief import prose
from build_scripts.brief.addresses import Address, Website
from build_scripts.brief.model import Brief
from build_scripts.editions.downloads import fill, page_of, root_from
from build_scripts.export import FORMATS, export, write_files
from build_scripts.project import navigation
from build_scripts.render import citing
from build_scripts.render.templating import environment

FOLDER = "data"
LLMS = "llms.txt"
MOST_LISTED = 20
"""How many files of one format a list names: of more it names the first."""

_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)"')
_DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Listed:
    """The files of a format, as lists have them."""

    title: str
    readers: str
    files: tuple[str, ...]
    """The path of each that is named."""
    more: int
    """How many are not named."""


def add_data(brief: Brief, anchors: Anchors, site: Path) -> None:
    """Write what other programs read of *brief* to its built *site*, and list it on its page of downloads."""
    website = website_of(site)
    formats = [(form, export(brief, anchors, website, (name,))) for name, form in FORMATS.items()]
    for _, files in formats:
        write_files(files, site / FOLDER)
    listed = [_listed(form.title, form.readers, files) for form, files in formats if files]
    if not (site / LLMS).exists():  # or somebody wrote one by hand
        (site / LLMS).write_text(_llms(brief, site, website, listed), encoding="utf-8", newline="\n")
    if page := page_of(site):
        html = environment().get_template("data.html.jinja")
        root = root_from(page, site)
        fill(page, "data", html.render(formats=listed, folder=f"{root}{FOLDER}/", llms=f"{root}{LLMS}"))


def website_of(site: Path) -> Website:
    """Return where *site* is published: its first page says so, if it is built for a host."""
    home = site / "index.html"
    found = _CANONICAL.search(home.read_text(encoding="utf-8")) if home.is_file() else None
    return Website(unescape(found[1]) if found else "", folders=(site / "sources" / "index.html").exists())


def _listed(title: str, readers: str, files: Iterable[str]) -> Listed:
    paths = tuple(files)
    shown = paths if len(paths) <= MOST_LISTED else paths[:1]
    return Listed(title, readers, shown, len(paths) - len(shown))


def _llms(brief: Brief, site: Path, website: Website, listed: list[Listed]) -> str:
    """Return the text of ``llms.txt``, as llmstxt.org has it: a title, a summary, and links with what they lead to."""
    names = labels(brief)
    templates = environment(autoescape=False)
    templates.filters["one_line"] = lambda text: " ".join(text.split())
    return templates.get_template("llms.txt.jinja").render(
        meta=brief.meta,
        several=len(brief.articles) > 1,
        summary=prose.plain(brief.meta.summary, lambda name: names.get(name, name)),
        citation=citing.plain(brief.meta),
        pages=[*_pages(brief, site, website)],
        formats=listed,
        folder=f"{website.address}{FOLDER}/",
    )


def _pages(brief: Brief, site: Path, website: Website) -> Iterator[tuple[str, str, str]]:
    """Yield the title, the address and the description of each page in the navigation of *brief* that *site* has."""
    for title, path in _flat(navigation(brief)):
        link = website.link(Address(path)).removeprefix(website.address)
        page = site / link / "index.html" if website.folders else site / link
        if page.is_file():
            found = _DESCRIPTION.search(page.read_text(encoding="utf-8"))
            yield title, f"{website.address}{link}" or "./", unescape(found[1]) if found else ""


def _flat(listed: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for one in listed:
        for title, path in one.items():
            if isinstance(path, str):
                yield title, path
            else:
                yield from _flat(path)
