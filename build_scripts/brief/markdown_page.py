"""A page in Markdown: the settings that it begins with, its words, and what engines read it with. Pure."""

import re
from collections.abc import Mapping

import yaml

EXTENSIONS = ("attr_list", "fenced_code", "footnotes", "md_in_html", "tables", "toc")
"""What the settings add to Markdown."""

FRONT = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*(?:\n|$)", re.DOTALL)
"""The settings that a page may begin with, in YAML between two lines of marks."""

BLOCKS = frozenset(
    """address aside blockquote dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre section summary
    table tbody thead tr ul""".split()  # noqa: SIM905 - a list of thirty words reads better so
)
"""The elements of HTML whose words do not run on into those that follow."""


def settings(page: str) -> Mapping[object, object]:
    """Return the settings that *page* begins with; none if they cannot be read."""
    found = FRONT.match(page)
    try:
        given = yaml.safe_load(found[1]) if found else None
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, TypeError, RecursionError):
        return {}  # YAML's reader raises all of these for what it cannot make sense of
    return given if isinstance(given, dict) else {}


def words(page: str) -> str:
    """Return *page* without the settings that it begins with."""
    found = FRONT.match(page)
    return page[found.end() :] if found else page
