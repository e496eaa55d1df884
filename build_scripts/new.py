"""A text file -> the first draft of a brief: its record, its quotations, its names, with blanks for what only a writer knows.

A blank is an empty value, which ``brief check`` reports by file and line. So a draft is a list of what is left to do, and
none of it can be published as it is.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from build_scripts.anchor import Anchors, Passage, Searchable, anchor, describe
from build_scripts.brief.folding import WORD
from build_scripts.brief.model import RESERVED, Article, Brief, Target
from build_scripts.brief.problems import BriefError, Location, Problem
from build_scripts.check import capitals, rules
from build_scripts.check import draft as checked
from build_scripts.drafting import (
    UNKNOWN,
    Known,
    Name,
    may_be_person,
    read_head,
    read_names,
    read_speakers,
    short_title,
)
from build_scripts.load import ARTICLE_LIMIT, load
from build_scripts.load.blanks import drafted
from build_scripts.load.files import read_given
from build_scripts.load.plain_yaml import free_id, plain, quoted
from build_scripts.render.templating import environment

_OPENING = " \t\xa0\u202f“”„«»‘’'\""
"""The marks that open a quotation again where it goes on in another paragraph."""
EMPTY = ("claims", "events", "sites", "wording")
"""The kinds of which nothing is drafted."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that somebody seems to say, between quotation marks, and a name for them."""

    id: str
    title: str
    targets: tuple[Target, ...]
    """The passages; several where "she said" stands between them."""
    speaker: str = ""
    """The id of the actor who seems to say it."""
    cue: str = ""
    """The words that tell so."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a brief can start from."""

    article: Article
    sha256: str
    quotations: tuple[Quotation, ...]
    actors: tuple[Name, ...]
    terms: tuple[Name, ...]
    known: Known
    head: tuple[str, ...] = ()
    """The lines of the file above the text, which are no part of it."""

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
            "sources.yml": file("list.yml", kind="sources", up="../", entries=()),
        }
        entries = {
            "quotes": [quote_entry(one) for one in self.quotations],
            "actors": [actor_entry(one) for one in self.actors],
            "glossary": [term_entry(one) for one in self.terms],
        } | dict.fromkeys(EMPTY, ())
        return files | {
            f"annotations/{kind}.yml": file("list.yml", kind=kind, up="../../", entries=listed)
            for kind, listed in entries.items()
        }


def quote_entry(one: Quotation, article: str = "") -> str:
    """Return a quotation as an entry to fill in; *article* is named where a brief reads several."""
    targets = [_words(target, article) for target in one.targets]
    target = targets if len(targets) > 1 else targets[0]
    cue = {"cue": one.cue} if one.cue else {}
    known = {"id": one.id, "title": one.title, "target": target, "speaker": one.speaker, **cue}
    return drafted("quotes", known, ["speaker"] if one.speaker else [])


def _words(target: Target, article: str) -> dict[str, str]:
    words = {name: value for name in ("exact", "prefix", "suffix") if (value := getattr(target, name))}
    return {"article": article, **words} if article else words


def actor_entry(one: Name) -> str:
    """Return a name as an actor to fill in."""
    return drafted("actors", {**_named("name", one), "kind": one.kind}, ["kind"] if one.kind else [])


def term_entry(one: Name) -> str:
    """Return an abbreviation as a term to fill in."""
    return drafted("glossary", {**_named("term", one), "expansion": one.expansion})


def _named(field: str, one: Name) -> dict[str, Any]:
    return {"id": one.id, field: one.name, **({"aliases": list(one.aliases)} if one.aliases else {})}


def new(text: Path, into: Path, known: Known = UNKNOWN, name: str = "") -> Draft:
    """Draft a brief of the article in the file *text*, in the folder *into*, which is new or empty; return the draft.

    What is *known* of the article is filled in. Its id is made of *name*, or of the file's.

    Raise BriefError or CommandError, with nothing written, if the file is not text, or the folder is not empty.
    """
    with new_folder(into) as folder:
        return _draft(text, folder, known, name or text.stem)


@contextmanager
def new_folder(folder: Path) -> Iterator[Path]:
    """Give a folder to fill, which becomes *folder* once it is filled without an error; nothing is left otherwise.

    Raise BriefError if *folder* is there and is not empty.
    """
    if folder.is_symlink() or folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        hint = "name a new folder; nothing is ever overwritten"
        raise BriefError([Problem(Location(folder.as_posix()), "already exists, and is not empty", hint)])
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as aside:
        # By the last part of its name the program knows a source folder, and says where a problem is.
        filled = Path(aside) / ("source" if folder.name == "source" else "project")
        filled.mkdir()
        yield filled
        if folder.is_dir():
            folder.rmdir()
        filled.rename(folder)


def draft(brief: Brief, anchors: Anchors, digest: str) -> Draft:
    """Return the draft that the only article of *brief* gives; *digest* is the SHA-256 of its file."""
    (article,) = brief.articles
    taken: set[str] = set(RESERVED)
    names = [replace(name, id=free_id(name.name, taken)) for name in _names(brief, anchors, article)]
    quotations = tuple(_quotations(article, anchors, names, taken))
    speaking = {quotation.speaker for quotation in quotations}
    terms = tuple(name for name in names if name.kind == "term")
    actors = tuple(
        replace(name, kind="person") if name.id in speaking and may_be_person(name, article.text) else name
        for name in names
        if name.kind != "term"
    )
    return Draft(article, digest, quotations, actors, terms, read_head(article.text)[0])


def _names(brief: Brief, anchors: Anchors, article: Article) -> tuple[Name, ...]:
    """Return what the article names: what seems right, and whatever else brief check would ask for."""
    names = read_names(article.text, article.record.language)
    forms = [form for name in names for form in (name.name, *name.aliases)]
    found = rules.unexplained_names(checked.Draft(brief, anchors, ()))
    asked = dict.fromkeys(re.sub("['’]s$", "", finding.words).removeprefix("The ") for finding in found)
    others = [name for name in asked if not any(form in name or name in form for form in forms)]
    return (*names, *(Name(name, (), "term" if capitals.is_acronym(name) else "") for name in others))


def _draft(text: Path, source: Path, known: Known, called: str) -> Draft:
    name = free_id(called, set(RESERVED), "article")
    (source / "articles").mkdir(parents=True)
    (source / "annotations").mkdir()
    copy = source / "articles" / f"{name}.txt"
    copy.write_bytes(read_given(text, ARTICLE_LIMIT))
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
    made = replace(made, known=replace(made.known, **known.fields()))
    if not known.outlet:
        return made
    names = (known.outlet, known.outlet.removeprefix("The "))
    named = next((actor for actor in made.actors if actor.name in names), None)
    short = next((actor for actor in made.actors if _is_short_for(actor, known.outlet, made.article.text)), None)
    taken = {*RESERVED, *(one.id for one in (*made.actors, *made.terms)), *(one.id for one in made.quotations)}
    outlet = named or Name(known.outlet, id=free_id(known.outlet, taken))
    forms = (*outlet.aliases, short.name, *short.aliases) if short else outlet.aliases
    others = tuple(actor for actor in made.actors if actor not in (named, short))
    quotations = tuple(
        replace(one, speaker=outlet.id) if short and one.speaker == short.id else one for one in made.quotations
    )
    return replace(made, actors=(*others, replace(outlet, kind="outlet", aliases=forms)), quotations=quotations)


def _is_short_for(name: Name, outlet: str, text: str) -> bool:
    """Return whether a *name* is a short form of the *outlet*'s in *text*: the Gazette, of the Ashford Gazette."""
    is_end = outlet.endswith(f" {name.name}") and outlet != f"The {name.name}"
    return is_end and not name.kind and bool(re.search(rf"\bthe {re.escape(name.name)}\b", text))


def _quotations(article: Article, anchors: Anchors, names: Sequence[Name], taken: set[str]) -> list[Quotation]:
    """Return the passages between quotation marks whose place in *article* can be described, each with who seems to say it.

    Passages that are one sentence but for "she said" are one quotation.
    """
    page = Searchable(article)
    ids = {name.name: name.id for name in names}
    found = anchors.passages[article.id]
    spans = [(passage.start, passage.end) for passage in found]
    speakers = read_speakers(article.text, spans, names, article.record.language)
    made: list[Quotation] = []
    for index, (passage, speaker) in enumerate(zip(found, speakers, strict=True)):
        targets = _targets(page, passage)
        if not targets:
            continue
        if index and made and _goes_on(article.text, found[index - 1], passage):
            made[-1] = replace(made[-1], targets=(*made[-1].targets, *targets))
            continue
        title = short_title(targets[0].exact)
        made.append(Quotation(free_id(title, taken), title, targets, ids.get(speaker.name, ""), speaker.cue))
    return made


def _targets(page: Searchable, passage: Passage) -> tuple[Target, ...]:
    """Return what finds a *passage*, one target for each of its paragraphs; none if it cannot be told from others."""
    for spans in (_by_paragraph(page.article, passage), [(passage.start, passage.end)]):
        with suppress(ValueError):
            if found := tuple(describe(page, *span) for span in spans):
                return found
    return ()


def _by_paragraph(article: Article, passage: Passage) -> Iterator[tuple[int, int]]:
    """Yield the words of a *passage* in each paragraph, without the mark that opens the next one again."""
    for paragraph in article.paragraphs:
        start, end = max(paragraph.start, passage.start), min(paragraph.end, passage.end)
        if start > passage.start:
            words = article.text[start:end]
            start += len(words) - len(words.lstrip(_OPENING))
        if WORD.search(article.text, start, end):
            yield start, end


def _goes_on(text: str, before: Passage, passage: Passage) -> bool:
    """Return whether a *passage* goes on with the sentence of the one *before*: "It stood," she said, "and it will"."""
    between = text[before.outer_end : passage.outer_start].rstrip(" \xa0")
    comma = text[before.start : before.end].endswith(",") or between.startswith(",")
    return comma and between.endswith(",") and "\n" not in between and text[passage.start].islower()
