"""Changes -> words: for a terminal, for a comment in Markdown, for a page of the preview, for machines. Pure.

A report shows what strangers wrote as plain words: nothing in it becomes markup, a link or a mention of anybody.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from build_scripts.brief.addresses import Address
from build_scripts.brief.counting import count
from build_scripts.brief.kinds import KINDS
from build_scripts.load.strict_yaml import named
from build_scripts.render.markup import escape
from build_scripts.render.templating import environment
from build_scripts.review.compare import Changes, EntryChange, plain_data
from build_scripts.review.words import shortened

COMMENT_LIMIT = 65_000
"""How many characters a comment may have; GitHub takes 65,536."""

TITLES = {
    "brief": "The brief",
    "article": "Articles",
    **{kind.name: kind.heading for kind in KINDS},
    "background": "Background",
    "page": "Pages written by hand",
}

_LEVELS = ((10_000, 1000), (200, 200), (60, 100), (0, 40), (-1, 10))
"""How much a report says, from most to least: the room for unchanged words around a change, and the lines of a list."""

_LEFT_OUT = (
    "",
    "Unchanged words between changes are left out; brief diff shows them all.",
    "Unchanged words between changes are left out; brief diff shows them all.",
    "The words of each field are left out, since there are too many; brief diff shows them all.",
    "What changed in each entry is left out, since there is too much; brief diff shows it all.",
)

PageLink = Callable[[Address, str], str]
"""Gives the address of a page or an entry in the preview, or nothing; the text is ``New``, ``Changed`` or ``Deleted``."""


def as_text(changes: Changes) -> str:
    """Return *changes* for a terminal."""
    names = {**_names(changes, 0), "changes": changes}
    text = _environment(str).get_template("changes.txt.jinja").render(names)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def as_json(changes: Changes) -> str:
    """Return *changes* for machines."""
    return json.dumps(plain_data(changes), ensure_ascii=False, indent=2) + "\n"


def as_comment(changes: Changes, limit: int = COMMENT_LIMIT, at: str = "") -> str:
    """Return *changes* in Markdown, in at most *limit* characters; *at* is the address of the preview, if there is one."""

    def to(address: Address, how: str) -> str:
        return f"{at}{html_path(address)}" if at and how != "Deleted" else ""

    opening = "## What this change means"
    text = ""
    for level in range(1, len(_LEVELS)):
        text = _markdown(changes, level, comment, to, opening, "###")
        if len(text) <= limit:
            return text
    note = "\n\n*The rest is left out; brief diff shows it.*\n"
    return text[: max(0, limit - len(note))].rpartition("\n")[0][: max(0, limit - len(note))] + note[:limit]


def as_page(changes: Changes, opening: str) -> str:
    """Return *changes* as a Markdown page of the preview, which links every page that there is."""

    def to(address: Address, how: str) -> str:
        return address.seen_from("changes.md") if how != "Deleted" else ""

    return _markdown(changes, 1, escape, to, opening, "##")


def html_path(address: Address) -> str:
    """Return where *address* stands in a site that is opened from a folder."""
    page = address.page.removesuffix(".md") + ".html"
    return f"{page}#{address.fragment}" if address.fragment else page


def spoken(address: Address) -> str:
    """Return *address* as it stands on the site."""
    page = address.page.removesuffix(".md")
    page = "" if page == "index" else page.removesuffix("/index") + "/"
    return f"{page or '/'}#{address.fragment}" if address.fragment else page or "/"


def visible(text: str) -> str:
    """Return *text* with the code points named that cannot be seen, such as those that turn its direction."""
    return "".join(char if char.isprintable() or char in "\n\t" else f"⟨{named(char)}⟩" for char in text)


def line(text: str) -> str:
    """Return *text* on one line, with a mark where a paragraph ends."""
    return re.sub(r"[ \t]*\n[ \t]*", " ", re.sub(r"\s*\n\s*\n\s*(?=\S)", " ¶ ", text))


_TRIGGERS = re.compile(
    r"([@#:])(?=\S)|(?<=www)(?=\.)|((?<![A-Za-z])[Gg][Hh]-)|(?<![\w])([0-9a-f]{4})(?=[0-9a-f]{3,36}(?!\w))"
)
_BREAK = "\u200b"


def comment(text: object) -> Markup:
    """Return *text* for a comment on a forge: no character is markup, and no word a mention, a reference or a link."""
    if isinstance(text, Markup):
        return text
    return escape(_TRIGGERS.sub(lambda found: found[0] + _BREAK, str(text)))


def _markdown(
    changes: Changes, level: int, words: Callable[[object], Markup], to: PageLink, opening: str, mark: str
) -> str:
    def link(change: EntryChange) -> Markup:
        name = words(visible(change.label))
        there = (
            to(change.address, "Deleted" if change.how in ("removed", "unreadable") else "") if change.address else ""
        )
        return Markup("[{}]({})").format(name, Markup(there)) if there else name  # noqa: S704 - of ids and file names

    def page(path: str, how: str) -> Markup:
        name = words(visible(spoken(Address(path))))
        there = to(Address(path), how)
        return Markup("[{}]({})").format(name, Markup(there)) if there and _is_plain(path) else name  # noqa: S704

    names = _names(changes, level) | {"link": link, "page": page, "mark": Markup(mark), "opening": Markup(opening)}  # noqa: S704
    template = _environment(words).get_template("changes.md.jinja")
    return re.sub(r"\n{3,}", "\n\n", template.render(names)).strip() + "\n"


def _is_plain(path: str) -> bool:
    """Return whether *path* can stand in a link as it is; a page that somebody wrote may be called anything."""
    return re.fullmatch(r"[\w./-]+", path, re.ASCII) is not None


def _names(changes: Changes, level: int) -> dict[str, Any]:
    room, most = _LEVELS[level]
    return {
        "changes": changes,
        "kinds": tuple(_by_kind(changes.entries)),
        "entries": room >= 0,
        "room": max(room, 0),
        "most": most,
        "moved": tuple(figure for figure in changes.coverage if figure.before != figure.after),
        "spoken": spoken,
        "totals": totals(changes),
        "left_out": _LEFT_OUT[level],
    }


def totals(changes: Changes) -> str:
    """Return how much changed, in one line."""
    kinds = Counter((change.kind, change.how) for change in changes.entries)
    parts = [f"{count(number, kind)} {how}" for (kind, how), number in kinds.items()]
    parts += [f"{count(len(changes.broken), 'link')} would break"] if changes.broken else []
    return ", ".join(parts) or "no entry changed"


def _by_kind(entries: Sequence[EntryChange]) -> Iterator[tuple[str, tuple[EntryChange, ...]]]:
    order = list(TITLES)
    for kind, found in groupby(
        sorted(entries, key=lambda change: order.index(change.kind)), lambda change: change.kind
    ):
        yield TITLES[kind], tuple(found)


def _code(text: str) -> Markup:
    """Return *text* for a code span, without what would end it."""
    return Markup(re.sub(r"[^\w ./…()-]", "_", text))  # noqa: S704 - nothing is left that is markup


def html_environment() -> Environment:
    """Return the environment for HTML."""
    return _environment(escape)


def _environment(words: Callable[[object], Any]) -> Environment:
    made = environment(words, autoescape=words is not str)
    made.filters |= {
        "visible": lambda text: visible(line(text)),
        "shortened": shortened,
        "of": count,
        "code": _code,
    }
    return made
