"""Text that is not Markdown, made safe to stand in a page."""

import re

from markupsafe import Markup

_SPECIAL = re.compile(r'[\\`*_{}\[\]#|~^$=!"\t\n\r&<>]')
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_BLOCK_START = re.compile(r"[-+:]|(\d+)([.)])")


def escape(text: object) -> Markup:
    """Return *text* as Markdown and HTML in which every character is itself: none becomes markup.

    Numeric character references do it, since Markdown and HTML both read them as plain text, in prose,
    in a raw HTML block and in an attribute alike.
    """
    if isinstance(text, Markup):
        return text
    escaped = _SPECIAL.sub(_escaped, str(text))
    if start := _BLOCK_START.match(escaped):
        escaped = f"{start[1] or ''}&#{ord(start[2] or start[0])};{escaped[start.end() :]}"
    return Markup(escaped)  # noqa: S704 - escaped above


def _escaped(special: re.Match[str]) -> str:
    return _NAMED.get(special[0]) or f"&#{ord(special[0])};"


def number(value: float) -> Markup:
    """Return *value* rounded to a tenth, for a picture: the same bytes on every machine."""
    return Markup(f"{round(value, 1) + 0.0:.1f}".removesuffix(".0"))  # noqa: S704 - digits


def keep_edges(text: str) -> Markup:
    """Return *text* escaped, white space at its ends included, which Markdown would strip from a paragraph."""
    inner = text.strip()
    begin = text.index(inner) if inner else len(text)
    left, right = text[:begin], text[begin + len(inner) :]
    return Markup(f"{_references(left)}{escape(inner)}{_references(right)}")  # noqa: S704 - escaped


def _references(text: str) -> str:
    return "".join(f"&#{ord(char)};" for char in text)
