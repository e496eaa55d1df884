"""What the writer puts between quotation marks, in prose and in plain fields. Pure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from build_scripts.anchor.marks import MARK, passages
from build_scripts.brief import prose
from build_scripts.brief.folding import WORD
from build_scripts.brief.kinds import KINDS
from build_scripts.brief.model import (
    Article,
    ArticleRecord,
    Brief,
    Former,
    Holds,
    Judgement,
    Paragraph,
    Record,
    Source,
    SourcePassage,
    Target,
    Waiver,
)
from build_scripts.brief.problems import Location

LEAST_WORDS = 3
"""How many words between quotation marks are taken for somebody's words; fewer may be a term."""

_NOT_PROSE = frozenset(
    ["headline", "rights", "sha256", "version", "number", "via", "given", "family", "literal", "tool"]
)
"""Plain fields that quote nothing: they are names, or words of somebody else by their nature."""


_PLAIN = ArticleRecord.model_construct()
"""The record of a text that is no article: what is between quotation marks depends on its language alone."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words between quotation marks, ``text[start:end]`` in code points, in a text of the writer's own."""

    text: str
    start: int
    end: int

    @property
    def words(self) -> str:
        """Return the words, with single spaces."""
        return " ".join(self.text[self.start : self.end].split())


def quoted_runs(brief: Brief, texts: Iterable[prose.Text]) -> Iterator[str]:
    """Yield every run of quoted words in the writer's own *texts* and plain fields."""
    names = labels(brief)
    for text in texts:
        for block in prose.blocks(text.text):
            if may_quote(block):
                words = prose.plain(block.text, lambda name: names.get(name, name))
                yield from (run.words for run in runs_of(block, words))
    yield from (run.words for run, _, _ in plain_runs(brief))


def labels(brief: Brief) -> Mapping[str, str]:
    """Return what each entry and source of *brief* is called, by its id."""
    return {entry.id: kind.label_of(entry) for kind in KINDS for entry in kind.entries(brief)}


def may_quote(block: prose.Block) -> bool:
    """Return whether *block* may quote anything: it holds a quotation mark, or is a block quotation."""
    return block.kind == "quotation" or bool(MARK.search(block.text))


def runs_of(block: prose.Block, words: str) -> Iterator[Run]:
    """Yield what *block*, whose *words* alone these are, quotes: what stands between quotation marks; all of a block quotation."""
    found = [*runs(words)]
    if block.kind == "quotation" and not (
        len(found) == 1 and not WORD.search(words[: found[0].start] + words[found[0].end :])
    ):
        found = [Run(words, 0, len(words.rstrip(" .")))] if len(words.split()) >= LEAST_WORDS else []
    yield from found


def runs(text: str) -> Iterator[Run]:
    """Yield what *text* puts between quotation marks, if it is of some length."""
    if not MARK.search(text):  # most texts quote nothing, and this is asked of all of them
        return
    whole = Article("", "", _PLAIN, text, (Paragraph(1, 0, len(text)),))
    for passage in passages(whole):
        run = Run(text, passage.start, passage.end)
        if WORD.search(run.words) and len(run.words.split()) >= LEAST_WORDS:
            yield run


def plain_runs(brief: Brief) -> Iterator[tuple[Run, Location, Record]]:
    """Yield the quoted words in plain fields: titles, labels, notes in a few words."""
    records: list[Record] = [brief.meta, *brief.entries(), *brief.sources]
    while records:
        record = records.pop()
        if isinstance(record, Target | Waiver):
            continue
        plain, lists = _shape(type(record))
        for name in plain:
            value = getattr(record, name)
            if value and not (name == "title" and isinstance(record, Former) and record.kind == "source"):
                yield from ((run, record.where.location(name), record) for run in runs(value))
        for name in lists:
            value = getattr(record, name)
            records += [one for one in value if isinstance(one, Record) and not isinstance(one, Judgement)]


@cache
def _shape(model: type[Record]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the fields of *model* that hold plain words of the writer's own, and those that may hold records."""
    in_prose = {name for name, holds_prose in prose.shape(model) if holds_prose}
    fields = [(name, info) for name, info in model.model_fields.items() if name not in in_prose]
    plain = (name for name, info in fields if info.annotation is str and _is_plain(model, name, info.metadata))
    return tuple(plain), tuple(name for name, info in fields if "tuple" in str(info.annotation))


def _is_plain(model: type[Record], name: str, metadata: Sequence[object]) -> bool:
    """Return whether a field holds plain words of the writer's own."""
    if any(isinstance(mark, Holds) for mark in metadata) or name in _NOT_PROSE:
        return False
    if model is SourcePassage:
        return name == "note"
    return not (model is Source and name in ("title", "container_title", "publisher")) and name != "cue"
