"""Everything that is wrong with a brief, found in one run. Pure.

What a rule of writing finds (``rules.py``) can be waived by name and with a reason; what makes a page wrong cannot.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice

from markdown.extensions.toc import slugify_unicode

from build_scripts.anchor import Anchors
from build_scripts.brief import prose
from build_scripts.brief.drafts import draft_problem
from build_scripts.brief.figures import ring_figures
from build_scripts.brief.kinds import as_read, kind_of, kinds_of
from build_scripts.brief.model import Brief, Quote
from build_scripts.brief.problems import Location, Problem, nearest
from build_scripts.brief.references import all_references, listed_cites
from build_scripts.check import moved, rules
from build_scripts.check.draft import Draft
from build_scripts.check.names import name_problems
from build_scripts.check.quotations import quotation_problems
from build_scripts.check.sources import source_problems

MOST_FAULTS = 100
"""How many faults of one text are reported; where there are more, they have one cause."""


def check(brief: Brief, anchors: Anchors) -> Iterator[Problem]:
    """Yield every problem of *brief*, also of what could be read of the records that have one already."""
    brief = as_read(brief)
    yield from brief.problems
    yield from anchors.problems
    yield from quotation_problems(brief, anchors)
    yield from name_problems(brief)
    yield from _reference_problems(brief)
    texts = tuple(prose.texts(brief))
    yield from _prose_problems(brief, texts)
    yield from _cite_problems(brief)
    yield from source_problems(brief)
    yield from _event_problems(brief)
    yield from _speaker_problems(brief)
    yield from _work_problems(brief)
    yield from _ring_problems(brief)
    yield from moved.problems(brief)
    yield from rules.problems(Draft(brief, anchors, texts))


def _reference_problems(brief: Brief) -> Iterator[Problem]:
    entries = {entry.id: entry for entry in brief.entries()}
    for record, field, name, kinds in all_references(brief):
        named = entries.get(name)
        if isinstance(named, kinds) or name in brief.broken or not name:
            continue
        where = record.where.location(field)
        hint = nearest(name, [entry.id for entry in entries.values() if isinstance(entry, kinds)])
        if named is None and (draft := draft_problem(brief, ("entry",), name, where)):
            yield draft
        elif named is None:
            yield Problem(where, f'names an id that is not defined: "{name}"', hint)
        else:
            choice = " or ".join(kind.name for kind in kinds_of(tuple(record.__name__ for record in kinds)))
            yield Problem(where, f'names {_a(kind_of(named).name)} where {_a(choice)} is expected: "{name}"', hint)


def _prose_problems(brief: Brief, texts: Iterable[prose.Text]) -> Iterator[Problem]:
    entries = {entry.id: entry for entry in brief.entries()}
    targets = _CitationTargets(brief)
    drafts = {draft.id for draft in brief.drafts if brief.whole and draft.what == "entry"}
    for text in texts:
        for fault in islice(prose.faults(text.text), MOST_FAULTS):
            yield Problem(text.location(fault.offset), f'{fault.what}: "{fault.words}"', fault.hint)
        for found in text.additions:
            where = text.location(found.offset)
            match found:
                case prose.Citation():
                    yield from targets.problems(found, where)
                case prose.Link() | prose.Embed() if found.id in brief.broken:
                    continue
                case prose.Link() | prose.Embed() if found.id not in entries and found.id in drafts:
                    yield from filter(None, (draft_problem(brief, ("entry",), found.id, where),))
                case prose.Link() | prose.Embed() if found.id not in entries:
                    yield Problem(
                        where, f'links to an id that is not defined: "{found.id}"', nearest(found.id, entries)
                    )
                case prose.Embed() if not isinstance(entries[found.id], Quote):
                    yield Problem(
                        where, f'embeds something that is not a quotation: "{found.id}"', "write [[…]] to link to it"
                    )
                case prose.Embed() if not found.alone:
                    yield Problem(
                        where, f'embeds a quotation inside a paragraph: "{found.id}"', "make it a paragraph of its own"
                    )
        yield from _heading_problems(text, allowed=text.holder is brief.background)


def _heading_problems(text: prose.Text, *, allowed: bool) -> Iterator[Problem]:
    """Yield a problem for each heading, or where they are *allowed* for each that no address can be made of."""
    for offset, words in prose.headings(text.text):
        where = text.location(offset)
        if not allowed:
            hint = "only background.md may have headings; begin the paragraph with **bold words** instead"
            yield Problem(where, f'contains a heading: "{words}"', hint)
        elif not slugify_unicode(prose.plain(words), "-").strip("-_"):
            hint = "its address is made of its letters; without any, it would change when another heading is added"
            yield Problem(where, f'has a heading without a letter or a digit: "{words}"', hint)


class _CitationTargets:
    """What ``[@key]`` can name."""

    def __init__(self, brief: Brief) -> None:
        self._articles: Mapping[str, int] = {article.id: len(article.paragraphs) for article in brief.articles}
        self._passages = {source.id: [one.id for one in source.passages] for source in brief.sources}
        self._known = self._passages.keys() | self._articles.keys()
        self._broken = brief.broken
        self._brief = brief

    def problems(self, cite: prose.Citation, where: Location) -> Iterator[Problem]:
        """Yield what is wrong with *cite*."""
        if cite.key in self._broken:
            return
        if cite.key not in self._known:
            if draft := draft_problem(self._brief, ("source", "article"), cite.key, where):
                yield draft
                return
            yield Problem(where, f'cites a source that is not defined: "{cite.key}"', nearest(cite.key, self._known))
        elif cite.passage and cite.key in self._articles:
            message = f'cites a passage of an article: "{cite.key}#{cite.passage}"'
            yield Problem(where, message, f"an article is cited by paragraph: {cite.key}, p. 1")
        elif cite.passage and cite.passage not in self._passages[cite.key]:
            message = f'cites a passage that "{cite.key}" does not have: "{cite.passage}"'
            hint = nearest(cite.passage, self._passages[cite.key]) or _known_passages(self._passages[cite.key])
            yield Problem(where, message, hint)
        elif cite.key in self._articles and cite.locator:
            last = self._articles[cite.key]
            if cite.paragraph is None:
                yield Problem(
                    where, f'does not cite a paragraph by its number: "{cite.locator}"', "write it like this: p. 9"
                )
            elif not 1 <= cite.paragraph <= last:
                yield Problem(
                    where,
                    f'cites a paragraph that {cite.key} does not have: "{cite.locator}"',
                    f"its last paragraph is {last}",
                )


def _known_passages(names: Collection[str]) -> str:
    return f"its passages are: {', '.join(sorted(names))}" if names else "add it to the passages of the source"


def _cite_problems(brief: Brief) -> Iterator[Problem]:
    targets = _CitationTargets(brief)
    for entry in brief.entries():
        for record, field, value in listed_cites(entry):
            yield from targets.problems(prose.citation(value), record.where.location(field))


def _event_problems(brief: Brief) -> Iterator[Problem]:
    for event in brief.events:
        if "target" in event.where.broken:
            continue
        where = event.where.location("in_article")
        if event.in_article in ("stated", "alluded") and not event.target:
            yield Problem(
                where, f'has no target, although in_article is {event.in_article}: "{event.id}"', "add a target"
            )
        elif event.in_article in ("left-out", "after") and event.target:
            yield Problem(
                where,
                f'has a target, although in_article is {event.in_article}: "{event.id}"',
                "remove the target, or write in_article: stated or alluded",
            )


def _speaker_problems(brief: Brief) -> Iterator[Problem]:
    for quote in brief.quotes:
        if quote.form in ("direct", "indirect") and quote.speaker is None:
            hint = "name the actor who said it, or write form: term for words that nobody says"
            yield Problem(quote.where.location(), f'does not say whose words they are: "{quote.id}"', hint)
        elif quote.form == "term" and quote.speaker:
            hint = "remove the speaker, or write form: direct if somebody said it"
            where = quote.where.location("speaker")
            yield Problem(where, f'gives a speaker to a term, which nobody says: "{quote.speaker}"', hint)


def _work_problems(brief: Brief) -> Iterator[Problem]:
    for actor in brief.actors:
        if actor.kind == "work" and not actor.cite and "cite" not in actor.where.broken:
            hint = "cite: its key in sources.yml"
            yield Problem(actor.where.location("kind"), f'does not say which work it is: "{actor.id}"', hint)
        elif actor.cite and actor.kind not in ("work", ""):
            hint = "write kind: work, or remove cite and cite the work in the prose"
            yield Problem(
                actor.where.location("cite"),
                f'has cite, which is only for works, but is {_a(actor.kind)}: "{actor.id}"',
                hint,
            )


def _ring_problems(brief: Brief) -> Iterator[Problem]:
    terms = {term.id: term for term in brief.terms}
    for site in brief.sites:
        for ring in site.rings:
            if ring.term in terms and not ring_figures(ring, terms[ring.term]):
                given = "\n".join(f"{figure.quantity}: {figure.value}" for figure in terms[ring.term].figures)
                yield Problem(
                    ring.where.location("km"),
                    f'draws a ring that matches no figure of "{ring.term}": {ring.quantity}, {ring.km} km',
                    given and f"its figures are:\n{given}",
                )


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
