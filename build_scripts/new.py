"""A text file -> the first draft of a brief: its record, its quotations, its names, with blanks for what only a writer knows.

A blank is an empty value, which ``brief check`` reports by file and line. So a draft is a list of what is left to do, and
none of it can be published as it is.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
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
from build_scripts.load import ARTICLE_LIMIT, load
from build_scripts.load.plain_yaml import free_id, plain, quoted
from build_scripts.render.templating import environment

LONGEST_TITLE = 60
"""How many characters a drafted title may have; scripts without spaces have long words."""

EMPTY = ("claims", "events", "sites", "wording")
"""The kinds of which nothing is drafted."""

_POSSESSIVE = re.compile("['’]s$")
_ENDINGS = ("n", "an", "ian", "ese", "i")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage between quotation marks, and a name for it."""

    id: str
    title: str
    target: Target


@dataclass(frozen=True, slots=True)
class Named:
    """A name that the article uses, and other forms of it."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    """Of an actor, if it is known: that of the outlet is."""


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
    quotations = tuple(_quotations(article, anchors, taken))
    found = checked.Draft(brief, anchors, ())
    names = _gathered(finding.words for finding in rules.unexplained_names(found))
    acronyms = {name for name in names if capitals.is_acronym(name)}
    actors = tuple(Named(free_id(name, taken), name, names[name]) for name in names if name not in acronyms)
    terms = tuple(Named(free_id(name, taken), name, names[name]) for name in names if name in acronyms)
    return Draft(article, digest, quotations, actors, terms)


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
    """Return a draft with what is *known*: the outlet is one of its actors."""
    actors = made.actors
    if known.outlet:
        names = (known.outlet, known.outlet.removeprefix("The "))
        named = next((actor for actor in actors if actor.name in names), None)
        taken = {*RESERVED, *(one.id for one in (*actors, *made.terms)), *(one.id for one in made.quotations)}
        outlet = (
            replace(named, kind="outlet") if named else Named(_free(known.outlet, taken), known.outlet, (), "outlet")
        )
        actors = (*(actor for actor in actors if actor != named), outlet)
    return replace(made, actors=actors, known=known)


def _quotations(article: Article, anchors: Anchors, taken: set[str]) -> Iterator[Quotation]:
    """Yield the passages between quotation marks whose place in *article* can be described."""
    page = Searchable(article)
    for passage in anchors.passages[article.id]:
        try:
            target = describe(page, passage.start, passage.end)
        except ValueError:
            continue
        title = head(" ".join(target.exact.split()[:6]), LONGEST_TITLE).strip(" ,.;:，。、；：")
        yield Quotation(free_id(title, taken), title[:1].upper() + title[1:], target)


def _gathered(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return *names*, each with those others that are forms of it: ``Ada Hale`` with ``Hale``, ``Brazil`` with ``Brazilian``."""
    names_alone = dict.fromkeys(_POSSESSIVE.sub("", name).removeprefix("The ") for name in names)
    kept = [name for name in names_alone if len(name) > 1]
    whole = {name: next((other for other in kept if _is_form(name, other)), "") for name in kept}
    return {name: tuple(other for other in kept if whole[other] == name) for name in kept if not whole[name]}


def _is_form(name: str, of: str) -> bool:
    """Return whether *name* is the last word of a longer name, or an adjective made of it."""
    return of.endswith(f" {name}") or (name != of and name.startswith(of) and name[len(of) :] in _ENDINGS)
