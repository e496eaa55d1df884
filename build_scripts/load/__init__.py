"""The first step: source/ -> Brief. Only this step reads the source, and it never stops at the first problem.

Whatever is in the folder, the result is a brief and a list of what is wrong. A record with a mistake is left out, and its
id is kept in ``broken``, so that later checks do not report it as undefined; what could be read of it is kept in
``partial``, so that they report all else that is wrong with it. Drafts are left out, too, and are in ``whole``.

``files`` finds and reads the files, and ``reading`` turns them into records: ``strict_yaml`` parses each file (or ``cache``
remembers it from an earlier build), and ``schema`` checks it against the model.
"""

from pathlib import Path
from typing import Any

from build_scripts.brief.collector import no_garbage_collection
from build_scripts.brief.model import Brief, Source
from build_scripts.brief.recent import Recent
from build_scripts.load import schema
from build_scripts.load.drafts import without_drafts
from build_scripts.load.files import ARTICLE_LIMIT, FILE_LIMIT
from build_scripts.load.reading import Reading, paragraphs

__all__ = ["ARTICLE_LIMIT", "FILE_LIMIT", "load", "paragraphs"]


def load(source: Path, recent: Recent | None = None) -> Brief:
    """Return the brief in the folder *source*, together with everything that is wrong with its files.

    What has not changed since it was loaded as *recent* is the same object as then.
    """
    with no_garbage_collection():
        return _load(source, recent)


def _load(source: Path, recent: Recent | None) -> Brief:
    reading = Reading(source, recent)
    meta, background, articles = reading.meta(), reading.background(), reading.articles()
    listed: dict[str, Any] = {kind.attribute: reading.records(kind.file, kind.record) for kind in schema.LISTED}
    captures = reading.captures((*listed["sources"], *(one for one in reading.partial if isinstance(one, Source))))
    brief = Brief(
        meta=meta,
        background=background,
        articles=articles,
        **listed,
        captures=captures,
        problems=tuple(sorted(set(reading.problems))),
        broken=frozenset(reading.broken),
        unread=tuple(reading.unread),
        partial=tuple(reading.partial),
        guesses=tuple(reading.guesses),
    )
    reading.cache.sweep()
    return without_drafts(brief, reading.drafts)
