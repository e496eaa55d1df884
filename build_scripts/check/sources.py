"""The words behind a source: its passages, each with a name of its own, and checked against its capture if it has one. Pure."""

from collections.abc import Iterator

from build_scripts.anchor import Searchable, locate
from build_scripts.brief.model import Article, Brief, Source, Target
from build_scripts.brief.problems import Location, Problem


def source_problems(brief: Brief) -> Iterator[Problem]:
    """Yield what is wrong with the passages of the sources of *brief*."""
    captures = {capture.id: capture for capture in brief.captures}
    for source in brief.sources:
        yield from _repeated_ids(source)
        yield from _translators(source)
        if source.passages and source.read == "no":
            message = f'has passages, but is marked as not read: "{source.id}"'
            yield Problem(source.where.location("read"), message, "write read: part")
        if source.id in captures:
            yield from _misquoted(source, captures[source.id])


def _repeated_ids(source: Source) -> Iterator[Problem]:
    seen: dict[str, Location] = {}
    for passage in source.passages:
        where = passage.where.location("id")
        first = seen.setdefault(passage.id, where)
        if first != where:
            message = f'two passages of "{source.id}" have the same id: "{passage.id}", first at {first}'
            yield Problem(where, message, "give one of them another id")


def _translators(source: Source) -> Iterator[Problem]:
    for passage in source.passages:
        if passage.translator and not passage.translation:
            message = f'names a translator, but has no translation: "{passage.translator}"'
            yield Problem(
                passage.where.location("translator"), message, "add the translation, or remove the translator"
            )


def _misquoted(source: Source, capture: Article) -> Iterator[Problem]:
    """Yield a problem for each passage whose words do not stand in the capture at exactly one place."""
    page = Searchable(capture)
    for passage in source.passages:
        target = Target(exact=passage.exact, prefix=passage.prefix, suffix=passage.suffix, where=passage.where)
        found = locate(page, target)
        if isinstance(found, Problem):
            yield Problem(found.location, _of_capture(found.message), _of_capture(found.hint))


def _of_capture(text: str) -> str:
    """Return what the gate says of an article as it is said of a capture; what stands between quotation marks stays."""
    parts = text.split('"')
    outside = (part.replace("the article", "the capture").replace("no article", "no capture") for part in parts[::2])
    return '"'.join(_interleaved([*outside], parts[1::2]))


def _interleaved(outside: list[str], inside: list[str]) -> Iterator[str]:
    for index, part in enumerate(outside):
        yield part
        yield from inside[index : index + 1]
