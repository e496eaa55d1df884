"""The first step: source/ -> Brief. It alone reads files, and never stops at the first problem.

Whatever stands in the folder, the result is a brief and a list of what is wrong. A record that is wrong is left out, and
its id is kept in ``broken``, so that the later checks do not call it undefined.

``files`` finds and reads the files, ``reading`` makes records of them: ``strict_yaml`` parses what they hold, or
``cache`` has it from an earlier build, and ``schema`` checks it against the model.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from build_scripts.brief.model import Brief
from build_scripts.load import schema
from build_scripts.load.files import ARTICLE_LIMIT, FILE_LIMIT
from build_scripts.load.reading import Reading, paragraphs

__all__ = ["ARTICLE_LIMIT", "FILE_LIMIT", "load", "no_garbage_collection", "paragraphs"]


def load(source: Path) -> Brief:
    """Return the brief in the folder *source*, and in it all that is wrong with its files."""
    with no_garbage_collection():
        return _load(source)


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Do without the search for cycles: plain data has none, and looking for them takes half of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _load(source: Path) -> Brief:
    reading = Reading(source)
    meta, background, articles = reading.meta(), reading.background(), reading.articles()
    listed: dict[str, Any] = {kind.attribute: reading.records(kind.file, kind.record) for kind in schema.LISTED}
    brief = Brief(
        meta=meta,
        background=background,
        articles=articles,
        **listed,
        problems=tuple(sorted(set(reading.problems))),
        broken=frozenset(reading.broken),
        unread=tuple(reading.unread),
    )
    reading.cache.sweep()
    return brief
