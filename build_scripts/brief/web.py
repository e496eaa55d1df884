"""Web addresses: what one may hold (RFC 3986), and how Markdown takes it so that its link leads to just that address."""

import re
from itertools import accumulate
from urllib.parse import quote, urlencode, urlsplit

PATTERN = r'^https?://[^\s<>"\\]+$'
"""An address as a writer may type it; what else no address may hold is encoded for him, as browsers do."""

_REFUSED = re.compile(r"[\s<>\"\\\x00-\x1f\x7f]")
_HOST = re.compile(r"https?://[^/?#]*")
_ENCODED = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f\x7f]")
_BRACKETS = re.compile(r"[\[\]]")
_SIGNS = re.compile(r"['\[\]]|&(?=#|\w+;)")
_ROUND = re.compile(r"[()]")


def fault(text: str) -> str:
    """Return what is wrong with *text* as a web address and what to write instead; nothing if it is one."""
    if not re.match("https?://.", text):
        return "an address begins with http:// or https://"
    if found := _REFUSED.search(text):
        return f"it holds {_named(found[0])}; write {percent(found[0])} for it"
    try:
        host = urlsplit(text).hostname
    except ValueError:
        host = None
    return "" if host else "it names no host that a browser would find"


def report(contact: str, brief: str, version: str, entry: str = "") -> str:
    """Return the link that a report goes by to *contact*, a mail or a web address: it says of what, and of which version."""
    if contact.startswith("https:"):
        query = urlencode({"brief": brief, "version": version} | ({"entry": entry} if entry else {}), quote_via=quote)
        return destination(f"{contact}{'&' if '?' in contact else '?'}{query}")
    subject = f"{brief} {version}{entry and f': {entry}'}"
    return f"mailto:{contact}?subject={quote(subject, safe='')}"


def percent(character: str) -> str:
    """Return *character* as a web address writes it."""
    return "".join(f"%{byte:02X}" for byte in character.encode())


def destination(text: str) -> str:
    """Return an address as Markdown takes it between round brackets, so that its link leads to that very address.

    What no address may hold is percent-encoded, as browsers do. What it may hold and an engine would act on becomes a
    character reference, which is the character itself as soon as the page is read.
    """
    text = _ENCODED.sub(lambda found: percent(found[0]), text)
    host = _HOST.match(text)
    cut = host.end() if host else 0
    text = text[:cut] + _BRACKETS.sub(lambda found: percent(found[0]), text[cut:])
    text = _SIGNS.sub(_reference, text)
    return text if _in_pairs(text) else _ROUND.sub(_reference, text)


def _reference(sign: re.Match[str]) -> str:
    return "&amp;" if sign[0] == "&" else f"&#{ord(sign[0])};"


def _in_pairs(text: str) -> bool:
    """Return whether each round bracket of *text* closes or is closed, so that Markdown finds where the address ends."""
    depths = [*accumulate(1 if found[0] == "(" else -1 for found in _ROUND.finditer(text))]
    return not depths or (min(depths) >= 0 and depths[-1] == 0)


def _named(character: str) -> str:
    names = {" ": "a space", "\n": "a line's end", "\t": "a tab", '"': "a quotation mark", "\\": "a backslash"}
    return names.get(character) or (f'"{character}"' if character.isprintable() else f"U+{ord(character):04X}")
