"""The changes that a brief tells its readers of, as a feed that they can follow: Atom (RFC 4287). Pure.

Its links are relative to where it stands, so that it is right under any address; ids are made of the brief's name.
"""

import re
from collections.abc import Iterator
from uuid import NAMESPACE_URL, UUID, uuid5

from build_scripts.brief import addresses, dates, prose
from build_scripts.brief.kinds import label
from build_scripts.brief.model import CHANGES, Brief, Change, Meta
from build_scripts.render.templating import environment

NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What no XML document may hold (XML 1.0, 2.2)."""


def feed(brief: Brief) -> str:
    """Return the feed of the changes in ``brief.yml``, the newest first."""
    meta = brief.meta
    own = identity(meta)
    text = (
        environment()
        .get_template("feed.xml.jinja")
        .render(
            meta=meta,
            id=own,
            changes=tuple(_entries(brief, own)),
            updated=max(
                (dates.first_moment(change.date) for change in meta.changes), default=dates.first_moment(meta.date)
            ),
        )
    )
    return NO_XML.sub("\ufffd", text)


def identity(meta: Meta) -> UUID:
    """Return the id of a brief, which all its versions share."""
    return uuid5(NAMESPACE_URL, f"analysis-brief:{meta.name}")


def _entries(brief: Brief, own: UUID) -> Iterator[tuple[UUID, Change, str, str, str]]:
    """Yield of each change an id that later changes leave as it is, the change, what it is, its words, and where it shows."""
    places = addresses.addresses(brief) if brief.articles else {}
    labels = {entry.id: label(entry) for entry in brief.entries()}
    changes = brief.meta.changes
    for index, change in enumerate(changes):
        before_on_the_day = sum(other.date == change.date for other in changes[index + 1 :])
        words = prose.plain(change.text, lambda entry: labels[entry])
        kind = CHANGES[change.kind] if change.kind else ""
        name = f"{kind or 'Changed'}: {labels[change.entry]}" if change.entry else kind
        place = places[change.entry].published_from(addresses.HOME) if change.entry else "about/#changes"
        yield uuid5(own, f"{change.date}/{before_on_the_day}"), change, name, " ".join(words.split()), place
