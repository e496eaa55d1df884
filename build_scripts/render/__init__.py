"""Brief and anchors -> the pages, as ``{path: Markdown}``. Pure: the templates hold the pages' shape."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from build_scripts.anchor import Anchors
from build_scripts.brief import moved
from build_scripts.brief.kinds import BY_NAME, KINDS, label
from build_scripts.brief.model import Article, Brief
from build_scripts.brief.pages import PageRow, page_path, page_rows, subjects
from build_scripts.render import cards, lists
from build_scripts.render.cards import Subject
from build_scripts.render.content import Content
from build_scripts.render.desk import DESK, desk_names
from build_scripts.render.formats import annotation_files, formats
from build_scripts.render.kept import Maker
from build_scripts.render.page import Page
from build_scripts.render.working import Working


def render(brief: Brief, anchors: Anchors) -> dict[str, str]:
    """Return every page of *brief* by its path in ``docs/``."""
    return render_content(Content(brief, anchors))


def render_content(content: Content, maker: Maker | None = None) -> dict[str, str]:
    """Return the same of a brief of which all is at hand; its *maker* may keep pages of an earlier time."""
    maker = maker or Maker(content)
    return {page.path: maker.text(page.path, page.made_of, page.text) for page in _pages(content, maker.seen)}


def render_cards(content: Content, maker: Maker | None = None) -> dict[str, str]:
    """Return the files of cards by their paths in ``docs/``."""
    maker = maker or Maker(content)
    page = Page(maker.seen, "", "_card", "", (), {})
    macros = ("_macros", *(f"kinds/{kind}" for kind in sorted({*content.kinds.values()})))
    shared = maker.shared(lambda: [page.macros(name) for name in macros])
    listed: dict[str, list[tuple[str, str, Subject]]] = {}
    for address, subject in content.cards.items():
        kind = "paragraph" if isinstance(subject, tuple) else content.kinds[subject.id]
        listed.setdefault(content.card_files[address], []).append((address.fragment, kind, subject))

    def script(name: str) -> str:
        return cards.script(name, {fragment: (kind, page.card(subject)) for fragment, kind, subject in listed[name]})

    paths = {f"{cards.FOLDER}{name}.js": name for name in sorted(listed)}
    made = {path: maker.text(path, listed[name], partial(script, name), shared) for path, name in paths.items()}
    return made | lists.places(content.timeline_parts)


def render_working(content: Content, working: Working, maker: Maker | None = None) -> dict[str, str]:
    """Return every page of a brief as its writer sees it, and the desk, by their paths in ``docs/``."""
    desk = Page(content, DESK, "desk", "Desk", (), desk_names(working))
    return {**render_content(content, maker), desk.path: desk.text()}


def pages(brief: Brief, anchors: Anchors) -> Iterator[Page]:
    """Yield every page of *brief*, not yet rendered."""
    content = Content(brief, anchors)
    return _pages(content, content)


def _pages(content: Content, seen: Content) -> Iterator[Page]:
    """Yield the pages of *content*, which are made from what is *seen* of it."""
    brief = content.brief
    for row in page_rows():
        for subject in subjects(row, brief):
            yield _page(content, seen, row, subject)
    for part in lists.parts(content):
        yield Page(seen, part.path, "list", part.title, (), {"part": part})
    for piece in content.timeline_parts:
        yield Page(seen, piece.path, "timeline-part", piece.title, (), {"part": piece})
    for old in brief.meta.former:
        for address in moved.stood_at(old, brief):
            if not address.fragment:
                names = {"old": old, "address": address}
                yield Page(seen, address.page, "former", old.title, (brief.meta.where.path,), names)


def _page(content: Content, seen: Content, row: PageRow, subject: Any) -> Page:
    names: dict[str, Any] = {row.each: subject} if row.each else {}
    if row.template == "formats":
        names = {"formats": formats(), "lists": annotation_files()}
    elif row.template == "entries":
        names = {"kinds": tuple(kind for kind in KINDS if kind.page == row.path)}
    title, edit = _title(content, row, subject), _edit(content, row, subject)
    return Page(seen, page_path(row, subject), row.template, title, edit, names)


def _title(content: Content, row: PageRow, subject: Any) -> str:
    own = subject.record.headline if isinstance(subject, Article) else label(subject) if subject else ""
    if not row.title:
        return own or content.brief.meta.title
    return f"{row.title}: {own}" if own and len(content.brief.articles) > 1 else row.title


def _edit(content: Content, row: PageRow, subject: Any) -> tuple[str, ...]:
    """Return the files that a writer edits to change the page."""
    if row.template == "formats":
        return ("build_scripts/brief/model.py",)
    if row.each == "actor":
        return (subject.where.path,)
    if row.each == "article" and row.made_from == ("article",):
        return subject.record.where.path, subject.path
    return tuple(file for name in row.made_from for file in _files(content, name, subject))


def _files(content: Content, name: str, subject: Any) -> tuple[str, ...]:
    """Return the files that hold what *name* says; of a kind, those of its entries in the article *subject*, if any."""
    brief = content.brief
    match name:
        case "brief":
            return (brief.meta.where.path,)
        case "background":
            return (brief.background.path,)
        case "article":
            return content.files(article.record for article in brief.articles)
        case _:
            entries = content.entries_in(subject.id, name) if subject else BY_NAME[name].entries(brief)
            return content.files(entries)
