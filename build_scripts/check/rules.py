"""The rules of good analytic writing, each with a name; a finding can be waived with a reason.

Waivers of what stands in an article's text belong in its record, all others in ``brief.yml``.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import get_args

from build_scripts.brief import prose, references
from build_scripts.brief.folding import fold
from build_scripts.brief.languages import primary
from build_scripts.brief.model import Actor, Brief, Change, Figure, Judgement, Likelihood, Term, Waiver
from build_scripts.brief.problems import Location, Problem
from build_scripts.brief.sentences import sentences
from build_scripts.check import basis, capitals, meaning, quotations, quoted, speakers
from build_scripts.check.draft import Draft, Finding
from build_scripts.check.lexicon import NEAR, language_of
from build_scripts.check.scene import TOKEN

_ESTIMATES = re.compile(
    r"\b(may|might|could|can perhaps|perhaps|maybe|possibly|possible|probably|probable|presumably|apparently|seemingly"
    r"|suggests?|appears?|seems?|doubtful|conceivable|conceivably|chances? are|improbable|certainly|definitely)\b",
    re.IGNORECASE,
)
_NUMERAL = re.compile(r"[IVX]+[A-D]?|[A-F][1-6]")
_LIKELIHOODS = re.compile(rf"\b({'|'.join(sorted(get_args(Likelihood), key=len, reverse=True))})\b", re.IGNORECASE)


_WORDS_OF_A_LANGUAGE = 200
"""How many of an article's words are looked at to tell its language."""
IDLE = "idle"
"""What a waiver of nothing is found by; it cannot be waived."""
ABSENCES = frozenset(
    [IDLE, quotations.RULE, "acronym-without-entry", "name-without-entry", "source-not-cited", "entry-not-used"]
)
"""The rules that miss something: what a draft has is not missing, though it is not published yet."""


def problems(draft: Draft) -> Iterator[Problem]:
    """Yield what the rules find in *draft* and no waiver sets aside, and the waivers of words that stand nowhere.

    A waiver that no rule needs any more is let be while its words stand there: rules become more exact, and what one
    version asked a writer for is no mistake in the next.
    """
    used: set[tuple[str, str, str]] = set()
    waivers = dict(_waivers(draft.brief))
    for rule in (*RULES, *meaning.RULES, *speakers.RULES, *quoted.RULES, *basis.RULES):
        for finding in rule(draft):
            key = (finding.record, finding.rule, finding.words)
            if key in waivers:
                used.add(key)
            else:
                yield finding.problem()
    for key, waiver in waivers.items():
        if key not in used and not _stands(waiver.exact, draft) and not draft.may_concern_unread(waiver.exact):
            yield Problem(
                waiver.where.location("exact"),
                f'waives nothing: "{waiver.exact}" ({waiver.rule})',
                "remove the waiver, or copy the rule and the words from the problem",
                IDLE,
            )


def _waivers(brief: Brief) -> Iterator[tuple[tuple[str, str, str], Waiver]]:
    """Yield the waivers that belong to these rules, by the file that holds them, the rule and the words."""
    for waiver in brief.meta.waivers:
        yield ("brief.yml", waiver.rule, waiver.exact), waiver
    for article in brief.articles:
        for waiver in article.record.waivers:
            if waiver.rule != quotations.RULE:
                yield (article.record.where.path, waiver.rule, waiver.exact), waiver


def _stands(words: str, draft: Draft) -> bool:
    """Return whether *words*, as a finding has them, stand in an article or in the brief's prose."""
    begin = words.removesuffix(" …")
    articles = (article.text for article in draft.brief.articles)
    return any(begin in text for text in (*articles, *(prose.plain(text.text) for text in draft.texts)))


def opening(text: str) -> str:
    """Return the first words of *text*, enough to know it by."""
    words = prose.plain(text).split()
    return " ".join(words[:8]) + (" …" if len(words) > 8 else "")


def uncited_paragraphs(draft: Draft) -> Iterator[Finding]:
    """Find paragraphs of prose that cite neither the article nor a source."""
    for text in draft.texts:
        if _founded_otherwise(text):
            continue
        for block in prose.blocks(text.text):
            found = text.within(block)
            alone = len(found) == 1 and isinstance(found[0], prose.Embed)
            if prose.is_heading(block) or alone or any(isinstance(one, prose.Citation) for one in found):
                continue
            words = opening(block.text)
            yield Finding(
                "paragraph-without-citation",
                words,
                text.location(block.offset),
                f'cites nothing: "{words}"',
                "end the paragraph with [@source] or [@article, p. 1]",
            )


def mixed_estimates(draft: Draft) -> Iterator[Finding]:
    """Find sentences of a judgement that hold a likelihood and a confidence at once (ICD 203, D.6.e.2)."""
    for judgement in draft.brief.meta.judgements:
        for record, field, text in prose.fields(judgement):
            for offset, sentence in sentences(text, draft.brief.meta.language):
                if _LIKELIHOODS.search(sentence) and re.search(r"\bconfidence\b", sentence, re.IGNORECASE):
                    yield Finding(
                        "likelihood-with-confidence",
                        opening(sentence),
                        record.where.within(field, text, offset),
                        f'mixes a likelihood and a confidence in one sentence: "{opening(sentence)}"',
                        "use two sentences",
                    )


def loose_estimates(draft: Draft) -> Iterator[Finding]:
    """Find estimative words outside ICD 203's list in a judgement's statement."""
    for judgement in draft.brief.meta.judgements:
        text = judgement.statement
        for found in _ESTIMATES.finditer(text):
            if found[0] == "May" and text[: found.start()].rstrip("*_“‘\"' ")[-1:] not in ("", ".", "!", "?", "\n"):
                continue  # the month
            yield Finding(
                "uncalibrated-estimate",
                found[0],
                judgement.where.within("statement", text, found.start()),
                f'uses an estimate that is not on the ICD 203 scale: "{found[0]}"',
                "use one of: " + ", ".join(get_args(Likelihood)),
            )


def unstated_likelihoods(draft: Draft) -> Iterator[Finding]:
    """Find judgements whose statement does not use the likelihood that they give, in English, which ICD 203 words."""
    if primary(draft.brief.meta.language) != "en":
        return
    for judgement in draft.brief.meta.judgements:
        said = {found[0].lower() for found in _LIKELIHOODS.finditer(judgement.statement)}
        given = {judgement.likelihood} if judgement.likelihood else set()
        if judgement.where.broken & {"likelihood", "statement"}:
            continue
        if said != given:
            words = ", ".join(sorted(said ^ given))
            yield Finding(
                "likelihood-not-as-stated",
                words,
                judgement.where.location("statement"),
                f'statement and likelihood do not match: "{words}"',
                "use the judgement's likelihood in the statement, and no other",
            )


def unfounded_judgements(draft: Draft) -> Iterator[Finding]:
    """Find judgements without a basis, and those with neither likelihood nor confidence."""
    for judgement in draft.brief.meta.judgements:
        if judgement.where.broken & {"basis", "cites", "likelihood", "confidence"}:
            continue
        if not judgement.basis and not judgement.cites:
            yield Finding(
                "judgement-without-basis",
                judgement.id,
                judgement.where.location(),
                f'has no basis: "{judgement.title}"',
                "list quotes, claims and events in basis, or sources in cites",
            )
        if not judgement.likelihood and not judgement.confidence:
            yield Finding(
                "judgement-without-estimate",
                judgement.id,
                judgement.where.location(),
                f'has neither a likelihood nor a confidence: "{judgement.title}"',
            )


def unexplained_acronyms(draft: Draft) -> Iterator[Finding]:
    """Find abbreviations in the prose that no entry of the glossary and no actor's name explains, each once."""
    known = {part for name in _names(draft.brief) for _, part in capitals.acronyms(name)}
    said: set[str] = set()
    for text in draft.texts:
        for offset, word in capitals.acronyms(prose.words_alone(text.text)):
            if word not in known and word not in said and not _NUMERAL.fullmatch(word) and word not in draft.unread:
                said.add(word)
                yield Finding(
                    "acronym-without-entry",
                    word,
                    text.location(offset),
                    f'uses an abbreviation that the glossary does not explain: "{word}"',
                    "add it to glossary.yml, or spell it out",
                )


def unexplained_names(draft: Draft) -> Iterator[Finding]:
    """Find names in the articles that belong to no actor, term or framing word, each once an article."""
    for article in draft.brief.articles:
        covered = bytearray(len(article.text))
        for mention in draft.anchors.mentions.get(article.id, ()):
            covered[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
        said: set[str] = set()
        line, counted = 1, 0
        for offset, name in capitals.names(article.text, article.record.language):
            if name in said or 1 in covered[offset : offset + len(name)]:
                continue
            if fold(name.removeprefix("The ").removesuffix("’s").removesuffix("'s")).text in draft.unread:
                continue
            said.add(name)
            line, counted = line + article.text.count("\n", counted, offset), offset
            yield Finding(
                "name-without-entry",
                name,
                Location(article.path, line),
                f'mentions a name that has no entry: "{name}"',
                "add it to an actor's or a term's aliases, or give it an entry",
                article.record.where.path,
            )


def mistaken_languages(draft: Draft) -> Iterator[Finding]:
    """Find articles that are not in the language that their record gives, which says what limits and reports in them."""
    for article in draft.brief.articles:
        language = article.record.language
        written = language_of([word[0].lower() for word in islice(TOKEN.finditer(article.text), _WORDS_OF_A_LANGUAGE)])
        if written and written != primary(language) and primary(language) not in NEAR[written]:
            yield Finding(
                "language-not-as-written",
                language,
                article.record.where.location("language"),
                f'gives a language that the article is not in: "{language}"',
                f"write language: {written}",
                article.record.where.path,
            )


def unused_sources(draft: Draft) -> Iterator[Finding]:
    """Find works that nothing cites."""
    cited = {found.key for text in draft.texts for found in text.additions if isinstance(found, prose.Citation)}
    for entry in draft.brief.entries():
        cited |= {prose.citation(value).key for _, _, value in references.listed_cites(entry)}
    for source in draft.brief.sources:
        if source.id not in cited and source.id not in draft.unread:
            yield Finding(
                "source-not-cited",
                source.id,
                source.where.location("id"),
                f'is never cited: "{source.id}"',
                "cite it, or remove it",
            )


def unused_entries(draft: Draft) -> Iterator[Finding]:
    """Find actors and terms that no article names and nothing links."""
    brief = draft.brief
    used = {mention.entry for mentions in draft.anchors.mentions.values() for mention in mentions}
    used |= {found.id for text in draft.texts for found in text.additions if isinstance(found, prose.Link)}
    used |= {name for _, _, name, _ in references.all_references(brief)}
    entries: tuple[Actor | Term, ...] = (*brief.actors, *brief.terms)
    for entry in entries:
        if entry.id not in used and entry.id not in draft.unread:
            yield Finding(
                "entry-not-used",
                entry.id,
                entry.where.location("id"),
                f'is never used: "{entry.id}"',
                "link to it with [[…]], or remove it",
            )


def unowned_figures(draft: Draft) -> Iterator[Finding]:
    """Find paragraphs that give a figure on which sources differ, and neither name its owner nor cite him."""
    disputed = [figure for term in draft.brief.terms for figure in _disputed(term)]
    if not disputed:
        return
    for text in draft.texts:
        for block in prose.blocks(text.text):
            cited = {found.key for found in text.within(block) if isinstance(found, prose.Citation)}
            words = prose.plain(block.text)
            for figure in disputed:
                owned = figure.owner.lower() in words.lower() or cited & {prose.citation(c).key for c in figure.cites}
                if re.search(rf"(?<![\w.,]){re.escape(figure.value)}(?!\w)", words) and not owned:
                    yield Finding(
                        "figure-without-owner",
                        figure.value,
                        text.location(block.offset),
                        f'gives a disputed figure without saying whose it is: "{figure.value}"',
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


def _founded_otherwise(text: prose.Text) -> bool:
    """Return whether the text is the brief's account of itself, or a judgement, whose basis is listed."""
    return isinstance(text.holder, Change) or (
        isinstance(text.holder, Judgement) and text.field in ("statement", "confidence_reason", "would_change")
    )


RULES: tuple[Callable[[Draft], Iterator[Finding]], ...] = (
    unexplained_acronyms,
    unexplained_names,
    mistaken_languages,
    unused_sources,
    unused_entries,
    unowned_figures,
    uncited_paragraphs,
    mixed_estimates,
    loose_estimates,
    unstated_likelihoods,
    unfounded_judgements,
)
