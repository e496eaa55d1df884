"""The nouns of a brief, frozen; field names are the keys that a writer types in YAML.

The words come from the W3C Web Annotation model (target, exact, prefix, suffix), CSL (sources),
schema.org and EDTF (dates). Positions are Python slices of an article's text, in code points.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Annotated, Literal, Self, get_args, get_type_hints

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic.fields import FieldInfo
from pydantic.json_schema import SkipJsonSchema, WithJsonSchema

from build_scripts.brief import web
from build_scripts.brief.dates import edtf, exact
from build_scripts.brief.problems import Location, Problem


@dataclass(frozen=True, slots=True)
class Where:
    """Where a mapping stands in its file, and on which line each of its values begins."""

    path: str = ""
    line: int = 1
    lines: Mapping[str, int] = field(default_factory=dict)
    literal: frozenset[str] = frozenset()
    """The fields written as a literal block (``|``), whose lines are the file's lines."""
    broken: frozenset[str] = frozenset()
    """The fields that could not be read; their values are stand-ins, of which nobody can say what is wrong."""

    def location(self, name: str = "") -> Location:
        """Return the line of the value of *name* (``aliases.2`` for a list's third value)."""
        return Location(self.path, self.lines.get(name, self.line))

    def within(self, name: str, text: str, offset: int) -> Location:
        """Return the line of the character at *offset* of *text*, the value of *name*."""
        start = self.location(name)
        below = bisect_left(_line_ends(text), offset) if name in self.literal else 0
        return Location(self.path, start.line + below)


@lru_cache(maxsize=64)
def _line_ends(text: str) -> tuple[int, ...]:
    """Return where each line of *text* ends: looked up, not counted, for each of many problems in a text."""
    return tuple(found.start() for found in re.finditer("\n", text))


@dataclass(frozen=True, slots=True)
class Holds:
    """Says of a field, to people and to the code, what kind of text it holds."""

    kind: str


@dataclass(frozen=True, slots=True)
class Names:
    """Says of a field that its id must be that of an entry, and by class name of which records."""

    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Says of a field that the articles are searched for the names that it holds."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Says of a field that its values are degrees, from low to high; a value that is no degree is left out."""

    degrees: tuple[str, ...]


PROSE = Holds("prose")
MENTIONED = Mentioned()


RESERVED = frozenset(
    ["index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
"""Names that no file may have on Windows, and the name of a folder's own page."""


def _not_reserved(value: str) -> str:
    if value in RESERVED:
        raise ValueError("is a reserved file name")
    return value


Id = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64),
    AfterValidator(_not_reserved),
    Holds("id"),
]
"""An identifier that is also an address and a file name: lower-case letters, digits, hyphens."""

Text = Annotated[str, StringConstraints(min_length=1)]
"""Plain words: no markup."""

Prose = Annotated[str, PROSE, StringConstraints(min_length=1)]
"""Markdown with ``[[id]]``, ``![[quote]]`` and ``[@source]``; raw HTML is refused."""

Cite = Annotated[
    str,
    Holds("citation"),
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(#[a-z0-9]+(-[a-z0-9]+)*)?(, pp?\. ?[^,\]]+)?$"),
]
"""A source's or an article's key, with a passage or a place in it where one is needed: ``survey-2019``,
``survey-2019#range`` or ``mill, p. 9``."""

PassageCite = Annotated[
    str, Holds("citation"), StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*#[a-z0-9]+(-[a-z0-9]+)*$")
]
"""A source's key and one of its passages: ``survey-2019#range``."""

Date = Annotated[
    str,
    BeforeValidator(edtf),
    WithJsonSchema({"type": ["string", "integer"], "minimum": 1000, "maximum": 9999}),
    Holds("date"),
]
"""A date in EDTF: ``2016-10-11``, ``2016-10``, ``2016~`` (about), ``2016?`` (uncertain), ``2016-10-10/2016-10-12``."""

Moment = Annotated[str, BeforeValidator(exact), Holds("date")]
"""An exact day, ``2026-12-01``, or a moment of it, ``2026-12-01T06:00:00Z``."""

Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
"""A language by its tag (BCP 47): ``en``, ``pt-BR``."""


def _leads_somewhere(value: str) -> str:
    if wrong := web.fault(value):
        raise ValueError(wrong)
    return value


Url = Annotated[str, Holds("web address"), StringConstraints(pattern=web.PATTERN), AfterValidator(_leads_somewhere)]
"""The address of a page: all that RFC 3986 allows."""


CONTACT = r"^([A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+|https://[A-Za-z0-9.-]+(:[0-9]+)?([/?][A-Za-z0-9._~/?%&=+,;:@!$-]*)?)$"

Contact = Annotated[str, Holds("mail or web address"), StringConstraints(pattern=CONTACT)]
"""Where somebody can be reached: ``desk@ashford.example`` or ``https://ashford.example/report``."""


ActorId = Annotated[Id, Names(("Actor",))]


class Record(BaseModel):
    """A mapping that a writer typed: every key known, every value of its type, nothing changed later."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)

    where: SkipJsonSchema[Where] = Field(default_factory=Where, exclude=True, repr=False)


Status = Literal["draft", "review", "final"]


class Review(Record):
    """Somebody who looked at an entry or at the brief, and when."""

    by: Text
    """Who: a name, or a name and an office."""
    date: Date
    what: Text
    """What was looked at: "the translation", "figures and sources"."""


class Reviewable(Record):
    """What passes from draft to final, and may name the people who reviewed it."""

    status: Status = "final"
    """``draft``: unfinished, left out of everything that is published; ``review``: published, and readers are told that it
    is under review; ``final``."""
    reviewed: tuple[Review, ...] = ()
    """Who reviewed it, and when; readers see it."""


def typed_fields(record: type[Record]) -> Mapping[str, FieldInfo]:
    """Return the fields that a writer can type, by their names: those of the *record* first, then what many have."""
    shared = Reviewable.model_fields.keys() if issubclass(record, Reviewable) else frozenset()
    names = sorted(record.model_fields, key=lambda name: name in shared)
    return {name: record.model_fields[name] for name in names if name != "where"}


class Target(Record):
    """Words of an article: a W3C text quote selector together with the article it selects from."""

    exact: Text
    """The article's words. ``…`` or ``[…]`` stands for words left out, ``[word]`` for an editor's insertion."""
    prefix: str = ""
    """Words right before, if *exact* occurs more than once."""
    suffix: str = ""
    """Words right after, if *exact* occurs more than once."""
    paragraph: Annotated[int, Field(ge=1)] | None = None
    """The number of the paragraph, if *exact* occurs more than once."""
    article: Id | None = None
    """The article's id; may be left out in a brief that reads one article."""


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, dict | Target) else value


AnyTargets = Annotated[tuple[Target, ...], BeforeValidator(_as_tuple)]
"""One target or a list of them, which may be empty."""

Targets = Annotated[AnyTargets, Field(min_length=1)]
"""One target or a list of them."""


class Waiver(Record):
    """A rule that is waived for some words, and why."""

    rule: Id
    """The rule's name, as the problem that it waives gives it."""
    exact: Text
    """The words it is waived for, as the problem quotes them."""
    reason: Text


class Step(Record):
    """One step by which a quotation reached the article."""

    label: Text
    """Who or what, in a few words: "transcript on the ministry's website"."""
    actor: ActorId | None = None
    """The actor, if the brief has an entry for it."""
    status: Literal["known", "uncertain"] = "known"
    """``uncertain``: this step is inferred, or nobody confirms it."""
    note: str = ""
    """What is known about this step, in a few words."""
    cites: tuple[Cite, ...] = ()


Fidelity = Literal["same-words", "differs", "substance-only", "not-found"]

FIDELITIES: Mapping[Fidelity, str] = {
    "same-words": "The same words in other reports",
    "differs": "Other reports word it differently",
    "substance-only": "Only the substance is found elsewhere",
    "not-found": "Not found elsewhere",
}
"""How the pages say it."""


Within = Literal["denied", "called-false", "doubted", "hypothetical"]

WITHIN: Mapping[Within, str] = {
    "denied": "The article reports these words as denied",
    "called-false": "The article calls these words false",
    "doubted": "The article doubts these words",
    "hypothetical": "The article puts these words as a condition, not as a fact",
}
"""How the pages say it."""


class Quote(Reviewable):
    """A quotation in the article, direct or indirect, with its speaker and how it reached the article."""

    id: Id
    title: Text
    """A short name for it, used as its heading."""
    target: Targets
    """The words. For a quotation broken by "she told the paper", a list with one target for each piece."""
    form: Literal["direct", "indirect", "term"] = "direct"
    """``direct``: words that the article puts between quotation marks; ``indirect``: reported speech; ``term``: a word or
    two between quotation marks that are nobody's statement."""
    speaker: ActorId | None = None
    """The actor whose words they are; needed unless the form is ``term``."""
    within: Within | None = None
    """How the article itself presents the words: as ``denied``, ``called-false``, ``doubted`` or ``hypothetical``. Readers are told."""
    cue: str = ""
    """The article's words that attribute it ("she told the paper"), from the same or a neighbouring paragraph."""
    date: Date | None = None
    """When it was said."""
    place: str = ""
    """Where it was said."""
    occasion: Prose | None = None
    """The occasion, with sources."""
    chain: tuple[Step, ...] = ()
    """How it reached the article, step by step from the speaker."""
    theme: Text
    """What it is about, in one or two words; quotations of one theme are listed together."""
    note: Prose
    """The analyst's note: what the words do in the article."""
    fidelity: Annotated[Fidelity, Scale(("not-found", "substance-only", "differs", "same-words"))]
    """How it compares with other reports: the same words, different words, only the substance, or not found."""
    comparison: Prose
    """The comparison in prose, with sources."""


Stance = Literal["supports", "opposes", "neutral"]


class Relation(Record):
    """How one actor relates to another."""

    to: ActorId
    kind: Text
    """A verb that leads from this actor to the other: "speaks for", "accuses", "cooperates with"."""
    stance: Stance = "neutral"
    """How the picture draws it: this actor ``supports`` the other or acts with it, ``opposes`` it, or neither."""
    note: str = ""
    cites: Annotated[tuple[Cite, ...], Field(min_length=1)]


class Actor(Reviewable):
    """A person, a state, a body or an outlet."""

    id: Id
    name: Annotated[Text, MENTIONED]
    kind: Literal["person", "state", "body", "outlet", "work"]
    """``work``: a study or a document that claims something or is quoted itself, apart from its authors."""
    cite: Cite | None = None
    """For a ``work``: its key in ``sources.yml``, with a passage or a place if needed."""
    original_name: str = ""
    """The name in its own script."""
    aliases: Annotated[tuple[Text, ...], MENTIONED] = ()
    """Other names that the articles use for it; plurals and possessives are found automatically."""
    affiliation: ActorId | None = None
    """The actor that it belongs to or works for."""
    role: Text
    """What it was at the time, in one line."""
    summary: Prose
    """Who or what it is, and its part in the matter."""
    position: Prose | None = None
    """Its stated position on the dispute."""
    since: Prose | None = None
    """What has happened to it since."""
    relations: tuple[Relation, ...] = ()


class Figure(Record):
    """A figure and whose it is; figures that differ are shown side by side."""

    quantity: Text
    """What is measured: "range in terminal mode"."""
    value: Text
    """The figure with its unit."""
    owner: Text
    """Who gives it."""
    cites: Annotated[tuple[Cite, ...], Field(min_length=1)]


class Term(Reviewable):
    """A word that a reader needs explained."""

    id: Id
    term: Annotated[Text, MENTIONED]
    expansion: Annotated[str, MENTIONED] = ""
    """What an abbreviation stands for."""
    aliases: Annotated[tuple[Text, ...], MENTIONED] = ()
    """Other words for it in the articles; plurals and possessives are found automatically."""
    definition: Prose
    """Begins with one sentence that a newcomer can understand."""
    detail: Prose | None = None
    """More: components, history, limits, who objects and why."""
    figures: tuple[Figure, ...] = ()
    see_also: tuple[Annotated[Id, Names(("Term", "Actor", "Wording"))], ...] = ()


class Event(Reviewable):
    """Something that happened, and whether the articles say so."""

    id: Id
    date: Date
    title: Text
    place: str = ""
    in_article: Literal["stated", "alluded", "left-out", "after"]
    """``stated`` or ``alluded`` to in an article (these need a target), ``left-out`` of it, or ``after`` it."""
    target: AnyTargets = ()
    text: Prose
    """What happened, with sources."""


Verdict = Literal["corroborated", "corrected", "misleading", "overtaken", "disputed", "not-verified", "false"]

VERDICTS: Mapping[Verdict, str] = {
    "corroborated": "Corroborated",
    "corrected": "Corroborated, with a correction",
    "misleading": "Misleading as worded",
    "overtaken": "True or planned then, since overtaken",
    "disputed": "Disputed",
    "not-verified": "Not verified",
    "false": "False",
}
"""How the pages say it."""

WEIGHT: tuple[Verdict, ...] = (
    "false", "disputed", "misleading", "corrected", "overtaken", "not-verified", "corroborated",
)  # fmt: skip
"""The verdicts in the order in which readers need them: what does not hold first."""


How = Literal["supports", "qualifies", "contradicts"]

HOWS: Mapping[How, str] = {"supports": "Supports it", "qualifies": "Qualifies it", "contradicts": "Contradicts it"}
"""How the pages say it."""


class EvidencePassage(Record):
    """Words of a source that bear on a claim, and whether they support or contradict it."""

    cite: PassageCite
    """The source and its passage: ``survey-2019#range``."""
    how: How
    """Whether the words support the claim, qualify it or contradict it."""
    note: str = ""
    """What the words show, in a few words."""


class Claim(Reviewable):
    """Something that an article asserts, checked."""

    id: Id
    title: Text
    """The assertion in a few plain words."""
    target: Targets
    within: Within | None = None
    """How the article itself presents the words, as in a quote."""
    claimant: ActorId
    """The actor who claims it; the outlet, if the article claims it in its own voice."""
    verdict: Annotated[Verdict, Scale(("false", "disputed", "not-verified", "misleading", "corrected", "corroborated"))]
    """``corrected``: corroborated, with a correction; ``misleading``: right as worded, but readers will take it for something that is not so; ``overtaken``: true or planned then, but no longer."""
    evidence: Prose
    """Why, with sources."""
    evidence_passages: tuple[EvidencePassage, ...] = ()
    """The words of sources that support, qualify or contradict it."""


class Wording(Reviewable):
    """A framing word of an article: a choice of word that carries a judgement, and whose choice it is."""

    id: Id
    words: Annotated[Text, MENTIONED]
    """The word or words; every occurrence is found."""
    owner: ActorId
    """The actor whose word it is."""
    note: Prose


Coordinates = Annotated[
    str,
    StringConstraints(
        pattern=r"^(90|[0-8]?\d(\.\d+)?) [NS], (180|(1[0-7]\d|\d?\d)(\.\d+)?) [EW]$",
    ),
    Holds("coordinates"),
]
"""A place on the earth in degrees: ``51.15 N, 0.87 E``."""


class Ring(Record):
    """A figure of a term, a range in kilometres, drawn around a site; the glossary says whose it is."""

    term: Annotated[Id, Names(("Term",))]
    quantity: Text
    """The figure's quantity, as in the glossary."""
    km: Annotated[int, Field(ge=1)]
    """The kilometres: a number in the figure's value."""


class Landmark(Record):
    """A city or an area that helps to find one's way on the map of a site."""

    name: Text
    at: Coordinates
    kind: Literal["city", "area"] = "city"
    """``city``: a dot, and its distance in the table; ``area``: a name written over it."""


class Site(Reviewable):
    """A place in the story, shown on a map."""

    id: Id
    name: Text
    at: Coordinates
    question: str = ""
    """What its map answers, as a question: "How far does the radar see?" It is listed above the maps."""
    note: Prose
    """What is there, with sources."""
    rings: tuple[Ring, ...] = ()
    landmarks: tuple[Landmark, ...] = ()


Likelihood = Literal[
    "almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely", "almost certain"
]
Confidence = Literal["low", "moderate", "high"]

LIKELIHOODS: Mapping[Likelihood, tuple[int, int]] = {
    "almost no chance": (1, 5),
    "very unlikely": (5, 20),
    "unlikely": (20, 45),
    "roughly even chance": (45, 55),
    "likely": (55, 80),
    "very likely": (80, 95),
    "almost certain": (95, 99),
}
"""Of a hundred chances, between how many and how many each word of ICD 203 means."""


class Judgement(Reviewable):
    """A key judgement, in the calibrated words of ICD 203."""

    id: Id
    title: Text
    statement: Prose
    """The judgement. If it has a likelihood, the statement uses exactly that word."""
    likelihood: Annotated[Likelihood | None, Scale(get_args(Likelihood))] = None
    confidence: Annotated[Confidence | None, Scale(get_args(Confidence))] = None
    """Confidence in the judgement's basis; never in one sentence with a likelihood."""
    confidence_reason: Prose | None = None
    """Why the confidence is what it is."""
    basis: tuple[Annotated[Id, Names(("Quote", "Claim", "Event"))], ...] = ()
    """The quotes, claims and events that it rests on."""
    cites: tuple[Cite, ...] = ()
    """The sources that it rests on."""
    alternative: Prose
    """The best alternative."""
    would_change: Prose
    """What would change it."""


_EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U00020000-\U0003ffff]+"
)
"""Han, kana and Hangul, in which a name is the family's and then the given one, with no space between."""


class Name(Record):
    """A person's or body's name, in CSL terms."""

    family: str = ""
    given: str = ""
    dropping_particle: Annotated[str, Field(alias="dropping-particle")] = ""
    """A particle that is dropped when the family name is used alone: the "von" of Alexander von Humboldt."""
    non_dropping_particle: Annotated[str, Field(alias="non-dropping-particle")] = ""
    """A particle that stays with the family name: the "van" of Vincent van Gogh."""
    suffix: str = ""
    """What follows the name: "Jr.", "III"."""
    literal: str = ""
    """The name of a body, or a name that is not divided."""

    @field_validator("literal")
    @classmethod
    def _alone(cls, literal: str, info: ValidationInfo) -> str:
        others = [name.replace("_", "-") for name, value in info.data.items() if value and name != "where"]
        if literal and others:
            raise ValueError(f"is given together with {' and '.join(others)}")
        return literal

    @model_validator(mode="after")
    def _not_nameless(self) -> Self:
        if not f"{self.literal}{self.family}{self.given}".strip():
            raise ValueError("names nobody")
        return self

    @property
    def particle(self) -> str:
        """The particles, as they stand before the family name."""
        return " ".join(filter(None, (self.dropping_particle, self.non_dropping_particle)))

    def __str__(self) -> str:
        if self.literal:
            return self.literal
        if _EAST_ASIAN.fullmatch(self.family + self.given):
            return f"{self.family}{self.given} {self.suffix}".rstrip()
        space = "" if self.particle.endswith(("'", "’", "-")) else " "
        family = f"{self.particle}{space}{self.family}".strip()
        return " ".join(filter(None, (self.given, family, self.suffix)))


def _has_its_check_digit(value: str) -> str:
    """Return *value*, an ORCID iD, if its last sign is what the others demand (ISO 7064, MOD 11-2)."""
    total = 0
    for digit in value[:-1].replace("-", ""):
        total = (total + int(digit)) * 2
    if "0123456789X"[(12 - total % 11) % 11] != value[-1]:
        raise ValueError("has a wrong digit")
    return value


class Author(Name):
    """An author of the brief."""

    orcid: (
        Annotated[
            str,
            StringConstraints(pattern=r"^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$"),
            AfterValidator(_has_its_check_digit),
        ]
        | None
    ) = None
    """The author's ORCID iD, which tells people of one name apart: ``0000-0002-1825-0097``."""


class AnswerLine(Record):
    """A line of the answer on the first page."""

    label: Text
    """What the line is about, in two or three words: "What was said"."""
    text: Prose
    """One sentence or two, with sources."""


ChangeKind = Literal["correction", "clarification", "update"]

CHANGES: Mapping[ChangeKind, str] = {
    "correction": "Correction",
    "clarification": "Clarification",
    "update": "Update",
}
"""How the pages say it."""


class Change(Record):
    """A change to the published brief that its readers should know about."""

    date: Date
    kind: ChangeKind | None = None
    """``correction``: it was wrong; ``clarification``: it could be misread; ``update``: there is something new."""
    entry: Annotated[Id, Names(("Quote", "Actor", "Term", "Event", "Claim", "Wording", "Site", "Judgement"))] | None = (
        None
    )
    """The entry that was changed, which then shows the change too."""
    text: Prose


class Former(Record):
    """An entry whose address readers may have kept, and that now has another id or is gone."""

    id: Id
    """The id that it had."""
    kind: Literal[
        "quote", "actor", "term", "event", "claim", "wording", "site", "judgement", "source", "article"
    ]  # fmt: skip
    title: Text
    """What it was called."""
    article: Id | None = None
    """For a quote, claim or event, the article that it was in; may be left out in a brief that reads one article."""
    now: Id | None = None
    """The id of the entry that replaces it; its old address redirects readers there."""
    date: Date
    """When it went."""
    reason: str = ""
    """Why it is gone, for readers; needed if nothing replaces it."""


class Meta(Reviewable):
    """What the brief is about (``brief.yml``)."""

    name: Id
    """Names the files of the offline edition."""
    title: Text
    question: Text
    """The question that the brief answers."""
    summary: Prose
    """The answer, in three sentences."""
    answer: tuple[AnswerLine, ...] = ()
    """The answer in three or four short lines, each with a label; without them the first page shows the summary."""
    judgements: tuple[Judgement, ...] = ()
    key_quotes: tuple[Annotated[Id, Names(("Quote",))], ...] = ()
    """The quotes shown on the first page."""
    key_actors: tuple[ActorId, ...] = ()
    key_terms: tuple[Annotated[Id, Names(("Term",))], ...] = ()
    authors: Annotated[tuple[Author, ...], Field(min_length=1)]
    date: Date
    """The date of this version."""
    version: Text
    language: Language = "en"
    rights: Text
    """The terms on which the brief may be used."""
    contact: Contact | None = None
    """Where readers report errors: an email address, or the https address of a page."""
    embargo: Moment | None = None
    """Nothing is published before this day or moment (``2026-12-01T06:00:00Z``); a day begins at midnight UTC."""
    changes: tuple[Change, ...] = ()
    """Newest first."""
    former: tuple[Former, ...] = ()
    """Entries that once had an address, so that old links still lead somewhere."""
    waivers: tuple[Waiver, ...] = ()


class ArticleRecord(Reviewable):
    """What is known of an article (``articles/ID.yml``, beside its text ``articles/ID.txt``)."""

    headline: Text
    outlet: ActorId
    """The actor that published it."""
    author: str = ""
    date: Date
    url: Url | None = None
    retrieved: Date | None = None
    rights: Text
    """By whose permission, or under which exception, the text is reprinted or quoted."""
    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """Of the text file's bytes."""
    publish: Literal["full", "excerpts"] = "full"
    """``excerpts`` publishes only the annotated passages."""
    paragraphs: Literal["line", "blank-line"] = "line"
    """Where a paragraph ends: at the end of each line, or at a blank line."""
    language: Language = "en"
    note: Prose | None = None
    """What is known and not known about the article itself."""
    waivers: tuple[Waiver, ...] = ()


class Capture(Record):
    """What is known of a source's captured text, ``captures/KEY.txt``, which is never published."""

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    """Of the text file's bytes."""
    retrieved: Date
    """When the work was saved."""
    tool: Text
    """What extracted the text, with its version: "html5lib 1.1", or "by hand"."""
    origin_sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    """Of the file that the text was extracted from."""


class Archived(Record):
    """A copy of a work that an archive keeps."""

    url: Url
    """The copy's own address."""
    date: Date
    """When the copy was made."""


class SourcePassage(Record):
    """Words of a source that the brief relies on."""

    id: Id
    """Its name within the source: ``[@key#id]`` cites it."""
    exact: Text
    """The source's words, letter for letter, in their own language. ``…`` or ``[…]`` stands for words left out."""
    prefix: str = ""
    """Words right before, if *exact* occurs more than once in the source's capture."""
    suffix: str = ""
    """Words right after, if *exact* occurs more than once in the source's capture."""
    locator: str = ""
    """Where they are in the work: "p. 3", "section 2", "12:30"."""
    language: Language | None = None
    """Their language, if it is not that of the work."""
    translation: str = ""
    """The same words in the brief's language, if the work is in another language."""
    translator: str = ""
    """Whose translation it is."""
    note: str = ""
    """What it is for."""


class Source(Reviewable):
    """A work cited, in CSL terms, with a grade."""

    id: Id
    type: Literal[
        "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
        "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
        "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
        "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical",
        "personal_communication", "post", "post-weblog", "regulation", "report", "review", "review-book", "software",
        "song", "speech", "standard", "thesis", "treaty", "webpage",
    ]  # fmt: skip
    """What it is: one of CSL 1.0.2's types."""
    title: Text
    author: tuple[Name, ...] = ()
    container_title: Annotated[str, Field(alias="container-title")] = ""
    """The newspaper, site or series that it appeared in."""
    editor: tuple[Name, ...] = ()
    translator: tuple[Name, ...] = ()
    edition: str = ""
    """Which edition it is: "2nd ed."."""
    volume: str = ""
    issue: str = ""
    page: str = ""
    """Its pages in the publication: "12-19"."""
    publisher: str = ""
    issued: Date | None = None
    accessed: Date | None = None
    """When it was last looked at, for a work that may change."""
    URL: Url | None = None
    DOI: Annotated[str, StringConstraints(pattern=r"^10\.\d{4,9}/[^\s<>\"'\[\]{}]+$")] | None = None
    """The digital object identifier, without an address: ``10.1000/182``."""
    ISBN: Annotated[str, StringConstraints(pattern=r"^[0-9][0-9 -]{8,15}[0-9Xx]$")] | None = None
    language: Language = "en"
    number: str = ""
    archived: Archived | None = None
    """A copy in an archive, which stays when the address of the work no longer works."""
    grade: Annotated[str, StringConstraints(pattern=r"^[A-F][1-6]$")]
    """The Admiralty code: how reliable the source is (A to F), then how credible what it says is (1 to 6)."""
    read: Literal["full", "part", "no"]
    """How much of the work was read for the brief."""
    via: str = ""
    """Where the text was read, if not where it first appeared."""
    passages: tuple[SourcePassage, ...] = ()
    """Its words that the brief relies on."""
    capture: Capture | None = None
    """Identifies the text of the work in ``captures/KEY.txt``, which its passages are checked against."""
    note: str = ""
    """What a reader should know about it: state media, advocacy group, what it was used for."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article: ``text[start:end]``, numbered from 1."""

    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its record and its text, code point for code point as in the file."""

    id: str
    path: str
    record: ArticleRecord
    text: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the writer's prose."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A draft: where it stands, so that it is known what is wrong in it alone."""

    what: Literal["entry", "source", "article"]
    id: str
    start: Location
    end: int
    """Its last line."""
    status: Location | None = None
    """Where it says that it is a draft; nothing if that follows from the article that it is about."""

    def holds(self, place: Location) -> bool:
        """Return whether *place* is in it."""
        return place.path == self.start.path and self.start.line <= place.line <= self.end


Entry = Quote | Actor | Term | Event | Claim | Wording | Site | Judgement
"""What has an id that prose can link to."""


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a writer wrote."""

    meta: Meta
    background: Document
    articles: tuple[Article, ...]
    quotes: tuple[Quote, ...]
    actors: tuple[Actor, ...]
    terms: tuple[Term, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    wordings: tuple[Wording, ...]
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()
    """What could not be loaded, in the order of its places."""
    broken: frozenset[str] = frozenset()
    """The ids of what was left out, or of articles whose record is a stand-in, for a problem that is already told."""
    unread: tuple[str, ...] = ()
    """The words of what was left out: nobody can say that they explain, quote or use nothing."""
    sites: tuple[Site, ...] = ()
    captures: tuple[Article, ...] = ()
    """The captured text of sources, each under its source's key: passages are checked against it, and no page shows it."""
    partial: tuple[Record, ...] = ()
    """Stand-ins for the records that were left out for a problem, of what could be read of them: they are checked too."""
    drafts: tuple[Unfinished, ...] = ()
    """What is unfinished: left out here, but for *whole*."""
    guesses: tuple[Problem, ...] = ()
    """What the program wrote as a guess, where nobody has taken its remark away yet: the line, and what it says."""
    whole: "Brief | None" = None
    """The same with its drafts, for those who write it; None where there are none."""

    def entries(self) -> Iterator[Entry]:
        """Yield everything that ``[[id]]`` can name, in a fixed order."""
        yield from self.meta.judgements
        for name in _entry_fields():
            yield from getattr(self, name)


@cache
def _entry_fields() -> tuple[str, ...]:
    """Return the fields of ``Brief`` that hold entries."""
    hints = get_type_hints(Brief)
    return tuple(name for name, hint in hints.items() if set(get_args(hint)) & set(get_args(Entry)))
