"""Text that is not Markdown, made safe to stand in a page."""

import re

from markupsafe import Markup

_ALWAYS = {ord(char): f"&#{ord(char)};" for char in '\\`*_{}[]#|~^$=!"\t\n\r'}
_ALWAYS |= {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_BLOCK_START = re.compile(r"^[-+:]|^(\d+)([.)])")


def escape(text: object) -> Markup:
    """Return *text* as Markdown and HTML in which every character is itself: none becomes markup.

    Numeric character references do it, since Markdown and HTML both read them as plain text, in prose,
    in a raw HTML block and in an attribute alike.
    """
    if isinstance(text, Markup):
        return text
    escaped = str(text).translate(_ALWAYS)
    return Markup(_BLOCK_START.sub(_escape_block_start, escaped))  # noqa: S704 - escaped above


def _escape_block_start(start: re.Match[str]) -> str:
    if start[1]:
        return f"{start[1]}&#{ord(start[2])};"
    return f"&#{ord(start[0])};"


def number(value: float) -> Markup:
    """Return *value* as a picture's templates write it, to a tenth: the same bytes on every machine."""
    return Markup(f"{round(value, 1) + 0.0:.1f}".removesuffix(".0"))  # noqa: S704 - digits


def keep_edges(text: str) -> Markup:
    """Return *text* escaped, spaces at its ends included, which Markdown would strip from a paragraph."""
    inner = text.strip(" ")
    left = len(text) - len(text.lstrip(" ")) if inner else len(text)
    right = len(text) - len(text.rstrip(" ")) if inner else 0
    return Markup("&#32;") * left + escape(inner) + Markup("&#32;") * right
