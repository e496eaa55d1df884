"""A text file -> the first draft of a brief: its record, its quotations, its names, with blanks for what only a writer knows.

A blank is an empty value, which ``brief check`` reports by file and line. So a draft is a list of what is left to do, and
none of it can be published as it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from build_scripts.anchor import Anchors, Searchable, anchor, describe
from build_scripts.brief.model import RESERVED, Article, Brief, Target
from build_scripts.brief.problems import BriefError, Location, Problem
from build_scripts.brief.sentences import head
from build_scripts.check import capitals, rules
from build_scripts.check import draft as checked
from build_scripts.drafting import Name, may_be_person, read_head, read_names, read_speakers
from build_scripts.load import ARTICLE_LIMIT, load
from build_scripts.load.plain_yaml import free_id, plain, quoted
from build_scripts.render.templating import environment

LONGEST_TITLE = 60
"""How many characters a drafted title may have; scripts without spaces have long words."""

EMPTY = ("claims", "events", "sites", "wording")
"""The kinds of which nothing is drafted."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage between quotation marks, and a name for it."""

    id: str
    title: str
    target: Target
    speaker: str = ""
    """The id of the actor who seems to say it."""
    cue: str = ""
    """The words that tell so."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name that the article uses, other forms of it, and what it seems to be."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    """What it seems to be: ``person``, ``body``, ``outlet``, ``term``, or nothing."""
    expansion: str = ""
    """Of an abbreviation, what it stands for in the text."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the file that an article was saved in says of it; empty where it says nothing."""

    headline: str = ""
    author: str = ""
    date: str = ""
    outlet: str = ""
    url: str = ""
    language: str = ""

    def fields(self) -> tuple[str, ...]:
        """Return the names of what is known."""
        return tuple(name for name in self.__slots__ if getattr(self, name))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a brief can start from."""

    article: Article
    sha256: str
    quotations: tuple[Quotation, ...]
    actors: tuple[Named, ...]
    terms: tuple[Named, ...]
    known: Known = Known()

    @property
    def outlet(self) -> str:
        """The id of the outlet, if it is known."""
        return next((actor.id for actor in self.actors if actor.kind == "outlet"), "")

    def files(self) -> Mapping[str, str]:
        """Return the files to fill in, by their path in ``source/``; the article's text is not among them."""
        templates = environment(autoescape=False)
        templates.filters |= {"yaml": quoted, "plain": plain}

        def file(template: str, **names: object) -> str:
            return templates.get_template(f"new/{template}.jinja").render(draft=self, today=date.today(), **names)  # noqa: DTZ011 - the writer's own day

        files = {
            f"articles/{self.article.id}.yml": file("article.yml"),
            "background.md": "",
            "brief.yml": file("brief.yml"),
            "sources.yml": file("list.yml", kind="sources", up="../"),
        }
        files |= {f"annotations/{kind}.yml": file(f"{kind}.yml") for kind in ("quotes", "actors", "glossary")}
        return files | {f"annotations/{kind}.yml": file("list.yml", kind=kind, up="../../") for kind in EMPTY}


def new(text: Path, into: Path, known: Known = Known()) -> Draft:
    """Draft a brief of the article in the file *text*, in the folder *into*, which is new or empty; return the draft.

    What is *known* of the article is filled in.

    Raise BriefError, with nothing written, if the file is not text, or the folder is not empty.
    """
    if into.is_symlink() or into.is_file() or (into.is_dir() and any(into.iterdir())):
        hint = "name a new folder; nothing is ever overwritten"
        raise BriefError([Problem(Location(into.as_posix()), "already exists, and is not empty", hint)])
    into.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=into.parent, prefix=f".{into.name}.") as folder:
        made = _draft(text, Path(folder) / "source", known)
        if into.is_dir():
            into.rmdir()
        (Path(folder) / "source").rename(into)
    return made


def draft(brief: Brief, anchors: Anchors, digest: str) -> Draft:
    """Return the draft that the only article of *brief* gives; *digest* is the SHA-256 of its file."""
    (article,) = brief.articles
    taken: set[str] = set(RESERVED)
    named = _names(brief, anchors, article)
    ids = {name.name: free_id(name.name, taken) for name in named}
    entries = [Named(ids[name.name], name.name, name.aliases, name.kind, name.expansion) for name in named]
    terms = tuple(entry for entry in entries if entry.kind == "term")
    actors = tuple(entry for entry in entries if entry.kind != "term")
    quotations = tuple(_quotations(article, anchors, named, ids, taken))
    speaking = {quotation.speaker for quotation in quotations}
    persons = {ids[name.name] for name in named if may_be_person(name, article.text)} & speaking
    actors = tuple(replace(actor, kind="person") if actor.id in persons else actor for actor in actors)
    seen = read_head(article.text)
    known = Known(headline=seen.headline, author=seen.author, date=seen.date)
    return Draft(article, digest, quotations, actors, terms, known)


def _names(brief: Brief, anchors: Anchors, article: Article) -> tuple[Name, ...]:
    """Return what the article names: what seems right, and whatever else brief check would ask for."""
    names = read_names(article.text, article.record.language)
    forms = [form for name in names for form in (name.name, *name.aliases)]
    found = rules.unexplained_names(checked.Draft(brief, anchors, ()))
    asked = dict.fromkeys(re.sub("['’]s$", "", finding.words).removeprefix("The ") for finding in found)
    others = [name for name in asked if not any(form in name or name in form for form in forms)]
    return (*names, *(Name(name, (), "term" if capitals.is_acronym(name) else "") for name in others))


def _draft(text: Path, source: Path, known: Known) -> Draft:
    name = free_id(text.stem, set(RESERVED), "article")
    (source / "articles").mkdir(parents=True)
    (source / "annotations").mkdir()
    copy = source / "articles" / f"{name}.txt"
    try:
        with text.open("rb") as file:
            copy.write_bytes(file.read(ARTICLE_LIMIT + 1))
    except OSError as error:
        raise BriefError([Problem(Location(text.as_posix()), f"cannot be read: {error.strerror}")]) from error
    copy.with_suffix(".yml").touch()
    brief = load(source)
    place = f"source/articles/{name}.txt"
    found = [problem for problem in brief.problems if problem.location.path == place]
    if not found and not (brief.articles and brief.articles[0].paragraphs):
        found = [Problem(Location(place), "has no words")]
    if found:
        here = text.as_posix()
        raise BriefError(
            Problem(Location(here, problem.location.line), problem.message, problem.hint) for problem in found
        )
    made = _with(draft(brief, anchor(brief), sha256(copy.read_bytes()).hexdigest()), known)
    for path, words in made.files().items():
        (source / path).write_text(words, encoding="utf-8", newline="\n")
    return made


def _with(made: Draft, known: Known) -> Draft:
    """Return a draft with what is *known*, which counts for more than what the text seems to say; the outlet is an actor."""
    actors = made.actors
    if known.outlet:
        names = (known.outlet, known.outlet.removeprefix("The "))
        named = next((actor for actor in actors if actor.name in names), None)
        taken = {*RESERVED, *(one.id for one in (*actors, *made.terms)), *(one.id for one in made.quotations)}
        outlet = (
            replace(named, kind="outlet") if named else Named(free_id(known.outlet, taken), known.outlet, (), "outlet")
        )
        actors = (*(actor for actor in actors if actor != named), outlet)
    given = {name: getattr(known, name) for name in known.fields()}
    return replace(made, actors=actors, known=replace(made.known, **given))


def _quotations(
    article: Article, anchors: Anchors, names: Sequence[Name], ids: Mapping[str, str], taken: set[str]
) -> Iterator[Quotation]:
    """Yield the passages between quotation marks whose place in *article* can be described, each with who seems to say it."""
    page = Searchable(article)
    found = anchors.passages[article.id]
    spans = [(passage.start, passage.end) for passage in found]
    speakers = read_speakers(article.text, spans, names, article.record.language)
    for passage, speaker in zip(found, speakers, strict=True):
        try:
            target = describe(page, passage.start, passage.end)
        except ValueError:
            continue
        title = head(" ".join(target.exact.split()[:6]), LONGEST_TITLE).strip(" ,.;:，。、；：")
        name = free_id(title, taken)
        yield Quotation(name, title[:1].upper() + title[1:], target, ids.get(speaker.name, ""), speaker.cue)
