"""An entry that the program drafts: what is known of it, and a blank for each thing that only its writer knows. Pure.

It is a draft, so that nothing of it is published before its writer has checked it and deleted the line that says so.
"""

from collections.abc import Collection, Mapping
from typing import Any

from build_scripts.load.plain_yaml import entry

BLANKS: Mapping[str, Mapping[str, str]] = {
    "quotes": {
        "speaker": "the id of an actor",
        "theme": "in one or two words",
        "note": "what the words do in the article",
        "fidelity": "same-words, differs, substance-only or not-found",
        "comparison": "compared with other reports of the same words",
    },
    "actors": {
        "kind": "person, state, body, outlet or work; delete the entry if it is none of these",
        "role": "at the time, in one line",
        "summary": "",
    },
    "glossary": {"expansion": "", "definition": "begins with a sentence that a newcomer understands"},
    "sources": {
        "grade": "a letter for the source, A to F, and a digit for what it says, 1 to 6: B2",
        "read": "full, part or no",
    },
}
"""What an entry of each file is left with, and what may stand there."""

GUESSED = "a guess: check it"
DRAFT = ("draft", "delete this line when you have checked the entry")
"""The status of what is drafted, and what it says beside it."""


def drafted(file: str, known: Mapping[str, Any], guessed: Collection[str] = ()) -> str:
    """Return an entry of *file* as YAML: what is *known*, with a remark where it is *guessed*, and then the blanks."""
    blanks = {name: remark for name, remark in BLANKS[file].items() if not known.get(name)}
    left = {name: "" for name in blanks if name not in known}
    status, confirm = DRAFT
    fields = {"id": known["id"], "status": status, **known, **left}
    return entry(fields, {"status": confirm, **blanks, **dict.fromkeys(guessed, GUESSED)})
