"""The rules of good analytic writing, each with a name; a finding can be waived with a reason.

Waivers of what stands in an article's text belong in its record, all others in ``brief.yml``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import get_args

from build_scripts import coverage, dates, mentions, passages, prose, references
from build_scripts.coverage import records
from build_scripts.model import Actor, Brief, Change, Figure, Judgement, Likelihood, Record, Term, Waiver
from build_scripts.problems import Location, Problem

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)\]]*\s+(?=[\"“(\[]*[A-Z0-9])")
_ESTIMATES = re.compile(
    r"\b(may|might|could|can perhaps|perhaps|maybe|possibly|possible|probably|probable|presumably|apparently|seemingly"
    r"|suggests?|appears?|seems?|doubtful|conceivable|conceivably|chances? are|improbable|certainly|definitely)\b",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"(?<![\w-])[A-Z](?:[A-Z0-9]*(?:[/&-][A-Z0-9]+)+|[A-Z0-9]+)(?!\w)")
_NUMERAL = re.compile(r"[IVX]+[A-D]?|[A-F][1-6]")
_IDS = re.compile(r"(?<=\[\[)[^\[\]|]+|\[@[^\[\]]+\]|\]\(https?://[^)]*\)")
_CALENDAR = frozenset(
    (*dates.MONTHS, "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "I")
)
_TITLES = (
    "Lt.",
    "Gen.",
    "Col.",
    "Maj.",
    "Adm.",
    "Sen.",
    "Rep.",
    "Gov.",
    "Dr.",
    "Mr.",
    "Mrs.",
    "Ms.",
    "St.",
    "U.S.",
    "U.N.",
)
_CAPITAL = r"[^\W\d_a-z][\w’'-]*"
_NAME = re.compile(
    rf"(?<![\w-])(?:(?:{'|'.join(map(re.escape, _TITLES))}) )*{_CAPITAL}(?: (?:of the |of |the )?{_CAPITAL})*"
)
_LIKELIHOODS = re.compile(rf"\b({'|'.join(sorted(get_args(Likelihood), key=len, reverse=True))})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, and the words that a waiver of it must name."""

    rule: str
    words: str
    location: Location
    message: str
    hint: str = ""
    record: str = "brief.yml"
    """The file whose waivers can set it aside."""

    def problem(self) -> Problem:
        """Return the finding as a problem that says how to waive it."""
        waiver = f'or waive it, with a reason, in {self.record}: rule: {self.rule}, exact: "{self.words}"'
        return Problem(self.location, self.message, "\n".join(filter(None, (self.hint, waiver))))


def problems(brief: Brief) -> Iterator[Problem]:
    """Yield what the rules find in *brief* and no waiver sets aside, and the waivers that set nothing aside."""
    used: set[tuple[str, str, str]] = set()
    waivers = dict(_waivers(brief))
    for rule in RULES:
        for finding in rule(brief):
            key = (finding.record, finding.rule, finding.words)
            if key in waivers:
                used.add(key)
            else:
                yield finding.problem()
    for key, waiver in waivers.items():
        if key not in used:
            yield Problem(
                waiver.where.location("exact"),
                f'waives nothing: "{waiver.exact}" ({waiver.rule})',
                "take the waiver out, or name the rule and the words as the problem gives them",
            )


def _waivers(brief: Brief) -> Iterator[tuple[tuple[str, str, str], Waiver]]:
    """Yield the waivers that belong to these rules, by the file that holds them, the rule and the words."""
    for waiver in brief.meta.waivers:
        yield ("brief.yml", waiver.rule, waiver.exact), waiver
    for article in brief.articles:
        for waiver in article.record.waivers:
            if waiver.rule != passages.RULE:
                yield (article.record.where.path, waiver.rule, waiver.exact), waiver


def opening(text: str) -> str:
    """Return the first words of *text*, enough to know it by."""
    words = prose.plain(text).split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield the sentences of *text* with their places."""
    start = 0
    for end in [*(gap.span() for gap in _SENTENCE_END.finditer(text)), (len(text), len(text))]:
        yield start, text[start : end[0]]
        start = end[1]


def uncited_paragraphs(brief: Brief) -> Iterator[Finding]:
    """Find paragraphs of prose that cite neither the article nor a source."""
    for text, line in _cited_texts(brief):
        for block in prose.blocks(text):
            found = list(prose.additions(block.text))
            alone = len(found) == 1 and isinstance(found[0], prose.Embed)
            if prose.is_heading(block) or alone or any(isinstance(one, prose.Citation) for one in found):
                continue
            words = opening(block.text)
            yield Finding(
                "paragraph-without-citation",
                words,
                line(block.offset),
                f'cites nothing: "{words}"',
                "end the paragraph with [@source] or [@article, p. 1]",
            )


def mixed_estimates(brief: Brief) -> Iterator[Finding]:
    """Find sentences of a judgement that hold a likelihood and a confidence at once (ICD 203, D.6.e.2)."""
    for judgement in brief.meta.judgements:
        for record, field, text in prose.fields(judgement):
            for offset, sentence in sentences(text):
                if _LIKELIHOODS.search(sentence) and re.search(r"\bconfidence\b", sentence, re.IGNORECASE):
                    yield Finding(
                        "likelihood-with-confidence",
                        opening(sentence),
                        record.where.within(field, text, offset),
                        f'mixes a likelihood and a confidence in one sentence: "{opening(sentence)}"',
                        "say them in two sentences",
                    )


def loose_estimates(brief: Brief) -> Iterator[Finding]:
    """Find estimative words outside ICD 203's list in a judgement's statement."""
    for judgement in brief.meta.judgements:
        text = judgement.statement
        for found in _ESTIMATES.finditer(text):
            yield Finding(
                "uncalibrated-estimate",
                found[0],
                judgement.where.within("statement", text, found.start()),
                f'estimates outside the scale of ICD 203: "{found[0]}"',
                "use one of: " + ", ".join(get_args(Likelihood)),
            )


def unstated_likelihoods(brief: Brief) -> Iterator[Finding]:
    """Find judgements whose statement does not use the likelihood that they give."""
    for judgement in brief.meta.judgements:
        said = {found[0].lower() for found in _LIKELIHOODS.finditer(judgement.statement)}
        given = {judgement.likelihood} if judgement.likelihood else set()
        if said != given:
            words = ", ".join(sorted(said ^ given))
            yield Finding(
                "likelihood-not-as-stated",
                words,
                judgement.where.location("statement"),
                f'gives one likelihood and says another: "{words}"',
                "the statement uses the judgement's likelihood, and no other",
            )


def unfounded_judgements(brief: Brief) -> Iterator[Finding]:
    """Find judgements without a basis, and those with neither likelihood nor confidence."""
    for judgement in brief.meta.judgements:
        if not judgement.basis and not judgement.cites:
            yield Finding(
                "judgement-without-basis",
                judgement.id,
                judgement.where.location(),
                f'rests on nothing: "{judgement.title}"',
                "name the quotes, claims and events in basis, or the sources in cites",
            )
        if not judgement.likelihood and not judgement.confidence:
            yield Finding(
                "judgement-without-estimate",
                judgement.id,
                judgement.where.location(),
                f'has neither a likelihood nor a confidence: "{judgement.title}"',
            )


def unexplained_acronyms(brief: Brief) -> Iterator[Finding]:
    """Find abbreviations in the prose that no entry of the glossary and no actor's name explains, each once."""
    known = {part for name in _names(brief) for part in _ACRONYM.findall(name)}
    said: set[str] = set()
    for text, line in _all_texts(brief):
        for found in _ACRONYM.finditer(_without_additions(text)):
            word = found[0]
            if word not in known and word not in said and not _NUMERAL.fullmatch(word):
                said.add(word)
                yield Finding(
                    "acronym-without-entry",
                    word,
                    line(found.start()),
                    f'uses an abbreviation that the glossary does not explain: "{word}"',
                    "add it to glossary.yml, or write the words out",
                )


def unexplained_names(brief: Brief) -> Iterator[Finding]:
    """Find names in the articles that belong to no actor, term or framing word, each once an article."""
    index = mentions.names(brief)
    for article in brief.articles:
        covered = [(found.start, found.end) for found in index.find(article.text)]
        said: set[str] = set()
        for found in _NAME.finditer(article.text):
            name = found[0]
            if name in said or any(start < found.end() and end > found.start() for start, end in covered):
                continue
            if _begins_a_sentence(article.text, found.start()) or name in _CALENDAR:
                continue
            said.add(name)
            yield Finding(
                "name-without-entry",
                name,
                Location(article.path, 1 + article.text.count("\n", 0, found.start())),
                f'names what no entry explains: "{name}"',
                "add it to an actor's or a term's aliases, or give it an entry",
                article.record.where.path,
            )


def unused_sources(brief: Brief) -> Iterator[Finding]:
    """Find works that nothing cites."""
    cited = {cite.key for entry in brief.entries() for cite in coverage.cites(entry)}
    cited |= {cite.key for text in coverage.texts(brief) for cite in coverage.prose_cites(text)}
    for source in brief.sources:
        if source.id not in cited:
            yield Finding(
                "source-not-cited",
                source.id,
                source.where.location("id"),
                f'is cited by nothing: "{source.id}"',
                "cite it, or take it out",
            )


def unused_entries(brief: Brief) -> Iterator[Finding]:
    """Find actors and terms that no article names and nothing links."""
    index = mentions.names(brief)
    used = {found.entry for article in brief.articles for found in index.find(article.text)}
    used |= {
        link.id for text in coverage.texts(brief) for link in prose.additions(text) if isinstance(link, prose.Link)
    }
    used |= {name for _, _, name, _ in references.all_references(brief)}
    entries: tuple[Actor | Term, ...] = (*brief.actors, *brief.terms)
    for entry in entries:
        if entry.id not in used:
            yield Finding(
                "entry-not-used",
                entry.id,
                entry.where.location("id"),
                f'is never used: "{entry.id}"',
                "link it with [[…]], or take it out",
            )


def unowned_figures(brief: Brief) -> Iterator[Finding]:
    """Find paragraphs that give a figure on which sources differ, and neither name its owner nor cite him."""
    disputed = [figure for term in brief.terms for figure in _disputed(term)]
    for text, line in _all_texts(brief):
        for block in prose.blocks(text):
            cited = {cite.key for cite in coverage.prose_cites(block.text)}
            words = prose.plain(block.text)
            for figure in disputed:
                owned = figure.owner.lower() in words.lower() or cited & {prose.citation(c).key for c in figure.cites}
                if re.search(rf"(?<![\w.,]){re.escape(figure.value)}(?!\w)", words) and not owned:
                    yield Finding(
                        "figure-without-owner",
                        figure.value,
                        line(block.offset),
                        f'gives a figure on which sources differ, and not whose it is: "{figure.value}"',
                        f"{figure.quantity}: {figure.value} is given by {figure.owner}; name or cite the owner",
                    )


def _disputed(term: Term) -> Iterator[Figure]:
    """Yield the figures of *term* that stand beside another figure for the same quantity."""
    values: dict[str, set[str]] = {}
    for figure in term.figures:
        values.setdefault(figure.quantity.lower(), set()).add(figure.value)
    return (figure for figure in term.figures if len(values[figure.quantity.lower()]) > 1)


def _names(brief: Brief) -> Iterator[str]:
    for actor in brief.actors:
        yield from (actor.name, *actor.aliases)
    for term in brief.terms:
        yield from (term.term, term.expansion, *term.aliases)


def _begins_a_sentence(text: str, position: int) -> bool:
    before = text[:position].rstrip(" \t“”\"'‘’«»„([")
    return not before or (before[-1] in ".!?:\n\r…" and not before.endswith(_TITLES))


def _without_additions(text: str) -> str:
    """Return *text* with ids and keys blanked out, every other character in its place."""
    return _IDS.sub(lambda found: " " * len(found[0]), text)


def _all_texts(brief: Brief) -> Iterator[tuple[str, Callable[[int], Location]]]:
    """Yield every piece of prose, with what tells the line of a place in it."""
    background = brief.background
    yield background.text, lambda offset: Location(background.path, 1 + background.text.count("\n", 0, offset))
    for record in records(brief):
        for holder, field, text in prose.fields(record):
            yield text, _liner(holder, field, text)


def _cited_texts(brief: Brief) -> Iterator[tuple[str, Callable[[int], Location]]]:
    """Yield the prose whose paragraphs must cite, with what tells the line of a place in it."""
    background = brief.background
    yield background.text, lambda offset: Location(background.path, 1 + background.text.count("\n", 0, offset))
    for record in records(brief):
        for holder, field, text in prose.fields(record):
            if not _founded_otherwise(holder, field):
                yield text, _liner(holder, field, text)


def _founded_otherwise(record: Record, field: str) -> bool:
    """Return whether the text is the brief's account of itself, or a judgement, whose basis is listed."""
    return isinstance(record, Change) or (
        isinstance(record, Judgement) and field in ("statement", "confidence_reason", "would_change")
    )


def _liner(record: Record, field: str, text: str) -> Callable[[int], Location]:
    return lambda offset: record.where.within(field, text, offset)


RULES: tuple[Callable[[Brief], Iterator[Finding]], ...] = (
    unexplained_acronyms,
    unexplained_names,
    unused_sources,
    unused_entries,
    unowned_figures,
    uncited_paragraphs,
    mixed_estimates,
    loose_estimates,
    unstated_likelihoods,
    unfounded_judgements,
)
