"""The ids that entries name in their fields, and what each may be the id of."""

from collections.abc import Iterator

from build_scripts.brief import prose
from build_scripts.brief.model import Actor, Brief, Claim, Entry, Event, Judgement, Quote, Record, Site, Term, Wording

Reference = tuple[Record, str, str, tuple[type[Record], ...]]
"""The record, the field in it, the id that the field names, the kinds of entry that it may name."""


def _references(entry: Entry) -> Iterator[Reference]:
    match entry:
        case Quote():
            yield entry, "speaker", entry.speaker, (Actor,)
            for step in entry.chain:
                if step.actor:
                    yield step, "actor", step.actor, (Actor,)
        case Actor():
            if entry.affiliation:
                yield entry, "affiliation", entry.affiliation, (Actor,)
            for relation in entry.relations:
                yield relation, "to", relation.to, (Actor,)
        case Term():
            for index, name in enumerate(entry.see_also):
                yield entry, f"see_also.{index}", name, (Term, Actor, Wording)
        case Claim():
            yield entry, "claimant", entry.claimant, (Actor,)
        case Wording():
            yield entry, "owner", entry.owner, (Actor,)
        case Site():
            for ring in entry.rings:
                yield ring, "term", ring.term, (Term,)
        case Judgement():
            for index, name in enumerate(entry.basis):
                yield entry, f"basis.{index}", name, (Quote, Claim, Event)


def all_references(brief: Brief) -> Iterator[Reference]:
    """Yield every id that a field of *brief* names."""
    for entry in brief.entries():
        yield from _references(entry)
    meta = brief.meta
    keys: tuple[tuple[str, tuple[str, ...], type[Record]], ...] = (
        ("key_quotes", meta.key_quotes, Quote),
        ("key_actors", meta.key_actors, Actor),
        ("key_terms", meta.key_terms, Term),
    )
    for name, ids, wanted in keys:
        for index, found in enumerate(ids):
            yield meta, f"{name}.{index}", found, (wanted,)
    for article in brief.articles:
        yield article.record, "outlet", article.record.outlet, (Actor,)


def cites(entry: Entry) -> Iterator[prose.Citation]:
    """Yield every citation of *entry*, in its prose and in its lists."""
    for _, _, text in prose.fields(entry):
        yield from prose_cites(text)
    for listed in listed_cites(entry):
        yield prose.citation(listed[2])


def prose_cites(text: str) -> Iterator[prose.Citation]:
    """Yield the citations of a piece of prose."""
    return (found for found in prose.additions(text) if isinstance(found, prose.Citation))


def listed_cites(entry: Entry) -> Iterator[tuple[Record, str, str]]:
    """Yield the values of the ``cites`` lists of *entry*: the record, the field's name, the value."""
    holders: tuple[Record, ...] = (entry,)
    match entry:
        case Quote():
            holders = entry.chain
        case Actor():
            holders = entry.relations
        case Term():
            holders = entry.figures
    for holder in holders:
        for index, cite in enumerate(getattr(holder, "cites", ())):
            yield holder, f"cites.{index}", cite
