"""Text that is not Markdown, made safe to stand in a page."""

import re
from collections.abc import Iterator

from markupsafe import Markup

_SPECIAL = re.compile(r'[\\`*_{}\[\]#|~^$=!"\t\n\r&<>]|^ (?=   )|(?<=//)/')
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATES = "\u2066\u2067\u2068"
_POP = "\u2069"
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


def isolated(text: str) -> Markup:
    """Return words of an article escaped, and so that characters that turn the direction of text turn theirs alone."""
    if not _DIRECTIONS.search(text):
        return escape(text)
    return Markup("").join(Markup("<bdi>{}</bdi>").format(escape(part)) for part in _closed_apart(text))


def keep_edges(text: str) -> Markup:
    """Return words of an article escaped, white space at the ends included, which Markdown would strip."""
    inner = text.strip()
    begin = text.index(inner) if inner else len(text)
    left, right = text[:begin], text[begin + len(inner) :]
    return Markup(f"{_references(left)}{isolated(inner)}{_references(right)}")  # noqa: S704 - escaped


def _closed_apart(text: str) -> Iterator[str]:
    """Yield *text* in parts, each character apart that ends an isolation which does not begin here.

    It would end the isolation that it stands in, and what follows it would act on the rest of the page.
    """
    begun, opened = 0, 0
    for found in _DIRECTIONS.finditer(text):
        if found[0] in _ISOLATES:
            opened += 1
        elif found[0] == _POP and opened:
            opened -= 1
        elif found[0] == _POP:
            yield from (part for part in (text[begun : found.start()], found[0]) if part)
            begun = found.end()
    if begun < len(text):
        yield text[begun:]


def _references(text: str) -> str:
    return "".join(f"&#{ord(char)};" for char in text)
