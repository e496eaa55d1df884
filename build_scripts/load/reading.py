"""The files of a source folder -> records, and what is wrong with them."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import TypeAdapter, ValidationError

from build_scripts.brief.model import (
    Article,
    ArticleRecord,
    Capture,
    Document,
    Id,
    Judgement,
    Meta,
    Paragraph,
    Record,
    Source,
    Unfinished,
    Where,
)
from build_scripts.brief.problems import Location, Problem, nearest
from build_scripts.brief.recent import Recent
from build_scripts.load import schema, strict_yaml
from build_scripts.load.blanks import GUESSED
from build_scripts.load.cache import Cache, cache_folder
from build_scripts.load.files import ARTICLE_LIMIT, FILE_LIMIT, SourceFolder, base_name, kind_of
from build_scripts.load.strict_yaml import MAX_PROBLEMS_PER_FILE, Parsed, quoted

R = TypeVar("R", bound=Record)

# Finds what looks like an id in a file that cannot be parsed, so that nobody is told that these ids are undefined.
_TYPED_ID = re.compile(r"""^[ \t]*(?:-[ \t]+)*\{?["']?id["']?[ \t]*:[ \t]*["']?([a-z0-9-]+)""", re.MULTILINE)
_ID: TypeAdapter[str] = TypeAdapter(Id)
_END = 2**31
"""After the last line of any file."""


class Reading:
    """One reading of a source folder: its records, and what is wrong with them."""

    def __init__(self, source: Path, recent: Recent | None = None) -> None:
        self.recent = recent or Recent()
        self.recent.begin()
        self.folder = SourceFolder(source)
        self.problems = self.folder.problems  # one list, so that a file's problems are counted whoever found them
        self.broken: set[str] = set()
        self.unread: list[str] = []
        self.partial: list[Record] = []
        """Stand-ins for the records with problems, of what could be read of them."""
        self.drafts: list[Unfinished] = []
        self.guesses: list[Problem] = []
        # Two name spaces: [[id]] links to an entry, [@id] cites an article or a source, so the two may share an id.
        self.entry_ids: dict[str, Location] = {}
        self.citation_ids: dict[str, Location] = {}
        self.cache = Cache(cache_folder())

    def _missing(self, name: str, hint: str) -> None:
        """Note that a file is missing, unless a problem already reports what is in its place."""
        if name not in self.folder.refused:
            self.folder.problem(name, "the file is missing", hint)

    # Files -> records

    def meta(self) -> Meta:
        """Return what brief.yml says; what is wrong or missing in it is blank."""
        if "brief.yml" not in self.folder.files:
            self._missing("brief.yml", "it holds the title, the question and the summary")
            return schema.blank(Meta, {})
        parsed = self._yaml("brief.yml")
        meta, places = self._mapping("brief.yml", Meta, parsed, "the brief")
        if isinstance(parsed.data, dict):
            listed = parsed.data.get("judgements")
            judgements = listed if isinstance(listed, tuple) else ()
            for judgement in judgements:
                self._register(judgement, self.entry_ids)
            after = min((line for line in meta.where.lines.values() if line > _last_line(judgements)), default=_END)
            self._note_drafts(judgements, "entry", after)
            whole = ("judgements",) in places
            wrong = {place[1] for place in places if place[:1] == ("judgements",) and len(place) > 1}
            for number, one in enumerate(judgements):
                if whole or number in wrong:
                    self._leave_out(
                        Judgement, one, schema.check(Judgement, one, "").places if isinstance(one, dict) else ()
                    )
        return meta

    def background(self) -> Document:
        """Return background.md."""
        path = self.folder.path("background.md")
        if "background.md" not in self.folder.files:
            self._missing("background.md", "create it; it may be empty")
            return Document(path, "")
        text = strict_yaml.plain_newlines(self.folder.text("background.md", FILE_LIMIT) or "")
        self.problems.extend((*strict_yaml.unprintable(text, path), *strict_yaml.misleading(text, path)))
        return Document(path, text)

    def articles(self) -> tuple[Article, ...]:
        """Return the articles that have a text."""
        names = self.folder.files.get("articles", [])
        found = [self._article(stem, names) for stem in sorted({name[:-4] for name in names})]
        refused = {name for name in self.folder.refused if kind_of(name) == "articles" or name == "articles"}
        self.broken |= {base_name(name)[:-4] for name in refused if name != "articles"}
        if not names and not refused:
            self.folder.problem(
                "articles", "there is no article", "put its text in articles/ID.txt and its record in articles/ID.yml"
            )
        return tuple(filter(None, found))

    def records(self, kind: str, model: type[R]) -> tuple[R, ...]:
        """Return the valid records of a *kind*, from its file and its folder."""
        return tuple(record for name in self.folder.files.get(kind, []) for record in self._list(name, model))

    def captures(self, sources: Iterable[Source]) -> tuple[Article, ...]:
        """Return the captured text of each of *sources* that has one; it is searched like an article."""
        names = {base_name(name)[:-4]: name for name in self.folder.files.get("captures", [])}
        known = {source.id: source for source in sources}
        self._unrecorded_captures(names, known)
        found = []
        for source in known.values():
            name = f"captures/{source.id}.txt"
            if source.capture is None or name in self.folder.refused or "captures" in self.folder.refused:
                continue
            if source.id not in names:
                hint = f"brief capture {source.id} FILE makes it; or remove the capture from the source"
                message = f"the text of this capture is missing: {quoted(name)}"
                self.problems.append(Problem(source.where.location("capture"), message, hint))
            elif (text := self._capture_text(name, source, source.capture)) is not None:
                record = ArticleRecord.model_construct(language=source.language, where=source.where)
                found.append(
                    Article(source.id, self.folder.path(name), record, text, paragraphs(text, record.paragraphs))
                )
        return tuple(found)

    def _unrecorded_captures(self, names: Mapping[str, str], known: Mapping[str, Source]) -> None:
        """Note each captured text that no source pins."""
        for key, name in names.items():
            source = known.get(key)
            if (source and source.capture) or key in self.broken:
                continue
            if source is None:
                self.folder.problem(name, f"no source has this key: {quoted(key)}", nearest(key, known))
                continue
            data = self.folder.read(name, ARTICLE_LIMIT)
            if data is not None:
                digest = hashlib.sha256(data).hexdigest()
                stub = f"capture: {{sha256: {digest}, retrieved: YYYY-MM-DD, tool: by hand}}"
                hint = f"add to the source {quoted(key)} in {source.where.path}:\n{stub}"
                self.folder.problem(name, f"no record pins this capture: {quoted(base_name(name))}", hint)

    def _capture_text(self, name: str, source: Source, capture: Capture) -> str | None:
        """Return the text of a capture, if it can be read and is the text that the source pins."""
        data = self.folder.read(name, ARTICLE_LIMIT)
        if data is None:
            return None
        found = hashlib.sha256(data).hexdigest()
        if capture.sha256 != found:
            resting = ", ".join(quoted(passage.id) for passage in source.passages) or "none"
            message = f"the capture {quoted(base_name(name))} has changed; passages that rest on it: {resting}"
            hint = f"restore the text; or, if the change is intended, write sha256: {found}"
            self.problems.append(Problem(capture.where.location("sha256"), message, hint))
        return self.folder.decode(name, data)

    def _list(self, name: str, model: type[R]) -> Iterator[R]:
        parsed = self._yaml(name)
        if parsed.data is None:
            return
        if not isinstance(parsed.data, tuple):
            hint = 'begin each entry with "- ", and indent its other keys by two spaces'
            self.folder.problem(name, "the file should be a list of entries", hint)
            return
        self._note_drafts(parsed.data, "source" if model is Source else "entry")
        reported = {problem.location for problem in parsed.problems}
        limit = len(self.problems) + MAX_PROBLEMS_PER_FILE
        ids = self.citation_ids if model is Source else self.entry_ids
        for number, raw in enumerate(parsed.data):
            if len(self.problems) > limit:  # the file is probably something else, and one screen of problems is enough
                self.folder.problem(name, "the file has more problems; the rest was not read", line=_line(raw))
                self.broken |= {_id_of(one) for one in parsed.data[number:]} - {""}
                self.unread += _words_of(parsed.data[number:])
                return
            if not isinstance(raw, dict):
                line = parsed.lines.get(str(number), 1)
                self.folder.problem(
                    name, f"not a valid entry: {quoted(raw)}", "an entry consists of keys with values: - id: …", line
                )
                continue
            self._register(raw, ids)
            checked = self.recent.once(id(raw), raw, partial(schema.check, model, raw, _subject(model, raw)))
            self.problems.extend(problem for problem in checked.problems if problem.location not in reported)
            if checked.record:
                yield checked.record
            else:
                self._leave_out(model, raw, checked.places)

    def _leave_out(self, model: type[Record], raw: object, places: tuple[schema.Place, ...]) -> None:
        """Leave out a record with problems, and keep what could be read of it; of the rest nobody can say what it has."""
        self.broken |= {_id_of(raw)} - {""}
        lost = raw
        if isinstance(raw, dict):
            name = raw["id"] if ("id",) not in places and "id" in raw else f"unnamed-{len(self.partial) + 1}"
            kept = schema.stand_in(model, raw | {"id": name}, [place for place in places if place != ("id",)])
            if kept:
                self.partial.append(kept)
                lost = {name: value for name, value in raw.items() if name in kept.where.broken}
        self.unread += _words_of(lost)

    def _note_drafts(self, records: tuple[object, ...], what: Literal["entry", "source"], after: int = _END) -> None:
        """Note which of the *records* of a list are drafts, and their lines; the list ends before the line *after*."""
        lines = [0, *(_line(raw) for raw in records), after]
        for number, raw in enumerate(records):
            if isinstance(raw, dict) and raw.get("status") == "draft":
                before, line, following = lines[number : number + 3]
                # A line that it shares with another entry is taken for the other's, whose problems must not be lost.
                end = following - 1 if before < line else 0
                where: Where = raw["where"]
                start, status = Location(where.path, line), where.location("status")
                self.drafts.append(Unfinished(what, _id_of(raw), start, end, status))

    def _article(self, stem: str, names: list[str]) -> Article | None:
        """Return the article of the files *stem*.txt and *stem*.yml, if it has a text."""
        text_name, record_name, article_id = f"{stem}.txt", f"{stem}.yml", stem.removeprefix("articles/")
        first = text_name if text_name in names else record_name
        try:
            _ID.validate_python(article_id)
        except ValidationError:
            hint = "use lower-case letters, digits and single hyphens; index and con are reserved"
            self.folder.problem(first, f"this file name is not a valid article id: {quoted(article_id)}", hint)
            return None
        self._register({"id": article_id, "where": Where(self.folder.path(first))}, self.citation_ids)
        parsed = self._yaml(record_name) if record_name in names else None
        if parsed:
            record, _ = self._mapping(record_name, ArticleRecord, parsed, f'article "{article_id}"', article_id)
            if isinstance(parsed.data, dict) and parsed.data.get("status") == "draft":
                status = parsed.data["where"].location("status")
                for name, says in ((record_name, status), (text_name, None)):
                    start = Location(self.folder.path(name))
                    self.drafts.append(Unfinished("article", article_id, start, _END, says))
        else:
            hint = f"describe it in {base_name(record_name)}: headline, outlet, date, rights and sha256"
            if record_name not in self.folder.refused:
                self.folder.problem(
                    text_name, f"the article has no record: {quoted(base_name(record_name))} is missing", hint
                )
            record = schema.blank(ArticleRecord, {})
            self.broken.add(article_id)
        if text_name not in names:
            hint = f"put the article's text in {base_name(text_name)}, or delete the record"
            if text_name not in self.folder.refused:
                self.folder.problem(
                    record_name, f"the article has no text: {quoted(base_name(text_name))} is missing", hint
                )
            self.broken.add(article_id)
            return None
        text = self._article_text(text_name, record)
        if text is None:
            self.broken.add(article_id)
            return None
        path = self.folder.path(text_name)
        return self.recent.once(
            f"{path} read",
            (record, text),
            lambda: Article(article_id, path, record, text, paragraphs(text, record.paragraphs)),
        )

    def _article_text(self, name: str, record: ArticleRecord) -> str | None:
        """Return the text of an article, code point for code point, if it can be read."""
        data = self.folder.read(name, ARTICLE_LIMIT)
        if data is None:
            return None
        # Of the bytes as they are in the file: anybody can check it with sha256sum, and no decoding comes in between.
        found = hashlib.sha256(data).hexdigest()
        if record.sha256 and record.sha256 != found:
            message = f"sha256 is {quoted(record.sha256)}, but the SHA-256 of {base_name(name)} is {quoted(found)}"
            hint = f"restore the text; or, if the change is intended, write sha256: {found}"
            self.problems.append(Problem(record.where.location("sha256"), message, hint))
        text = self.folder.decode(name, data)
        if text is not None:
            self.problems.extend(strict_yaml.unprintable(text, self.folder.path(name)))
        return text

    def _mapping(
        self, name: str, model: type[R], parsed: Parsed, subject: str, broken: str = ""
    ) -> tuple[R, tuple[schema.Place, ...]]:
        """Return the record in a file that is one mapping, or a stand-in, and what was left out of it."""
        if isinstance(parsed.data, dict):
            raw = parsed.data
            checked = (
                schema.check(model, raw, subject, parsed.lost)
                if parsed.problems
                else self.recent.once(id(raw), raw, partial(schema.check, model, raw, subject))
            )
            reported = {problem.location for problem in parsed.problems}
            self.problems.extend(problem for problem in checked.problems if problem.location not in reported)
            if checked.record:
                return checked.record, ()
            self.broken |= {broken} - {""}
            kept = schema.stand_in(model, parsed.data, checked.places)
            return kept or schema.blank(model, parsed.data), checked.places
        if not parsed.problems:
            message = "the file is empty" if parsed.data is None else "the file should contain keys with values"
            self.folder.problem(name, message, schema.keys_hint(model))
        self.broken |= {broken} - {""}
        return schema.blank(model, {"where": Where(self.folder.path(name))}), ()

    def _register(self, raw: object, ids: dict[str, Location]) -> None:
        """Note the place of an id, or that it is used twice."""
        if not isinstance(raw, dict) or not (name := _id_of(raw)):
            return
        place = raw["where"].location("id")
        first = ids.setdefault(name, place)
        if first != place:
            message = f"the id is used twice: {quoted(name)}, first at {first}"
            self.problems.append(Problem(place, message, "give one of them another id"))

    # Files -> data

    def _yaml(self, name: str) -> Parsed:
        """Return what is in a YAML file; nothing, if it cannot be read."""
        # "unread" is shown to nobody: a problem at hand keeps _mapping from reporting the file as empty, too.
        path = self.folder.path(name)
        data = self.folder.read(name, FILE_LIMIT)
        if data is None:
            return Parsed(None, (Problem(Location(path), "unread"),), cut=True)
        if GUESSED.encode() in data:
            self.guesses += _guesses(data.decode("utf-8", "replace"), path)
        recent: Parsed | None = self.recent.get(path, data)
        if recent:
            return recent
        if cached := self.cache.get(data, path):
            self.recent.put(path, data, cached)
            return cached
        text = self.folder.decode(name, data)
        if text is None:
            self.unread.append(data.decode("utf-8", "replace").replace("\0", ""))
            self.broken.update(_TYPED_ID.findall(self.unread[-1]))
            return Parsed(None, (Problem(Location(path), "unread"),), cut=True)
        tree, problems, cut, lost = strict_yaml.assemble(text, path)
        self.problems.extend(problems)
        if not problems:  # problems name a path, and the same content may be in another file
            self.cache.put(data, tree)
        parsed = strict_yaml.from_tree(tree, path, problems, cut=cut, lost=lost)
        if not problems:
            self.recent.put(path, data, parsed)
        if cut:
            self.unread.append(text)
            complete = parsed.data if isinstance(parsed.data, tuple) else _judgements(parsed.data)
            self.broken |= {*_TYPED_ID.findall(strict_yaml.plain_newlines(text))} - {_id_of(one) for one in complete}
        return parsed


def _guesses(text: str, path: str) -> Iterator[Problem]:
    """Yield each line of a YAML file that the program guessed, without its remark."""
    for number, line in enumerate(strict_yaml.plain_newlines(text).split("\n"), 1):
        written, remark, _ = line.partition(f"# {GUESSED}")
        if remark:
            yield Problem(Location(path, number), written.strip(" -"))


def paragraphs(text: str, end: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of *text*: its lines that are not blank, or with *end* ``blank-line`` blocks of them."""
    # The text keeps its line ends, as its positions and its SHA-256 are those of the file. So LF, CR LF and CR all end a line.
    # Not str.splitlines, which also splits at U+2028, form feeds and the like: paragraph numbers are in addresses, and
    # an editor would count other ones.
    lines = [found.span() for found in re.finditer("[^\r\n]+", text) if not found[0].isspace()]
    places: list[tuple[int, int]] = []
    for start, stop in lines:
        # Exactly one line end between two lines: they belong to one paragraph.
        if end == "blank-line" and places and text[places[-1][1] : start] in ("\n", "\r\n", "\r"):
            places[-1] = (places[-1][0], stop)
        else:
            places.append((start, stop))
    return tuple(Paragraph(number, *place) for number, place in enumerate(places, 1))


def _subject(model: type[Record], raw: dict[str, Any]) -> str:
    """Return what a message calls a record."""
    noun = model.__name__.lower()
    return f'{noun} "{_id_of(raw)}"' if _id_of(raw) else f"this {noun}"


def _id_of(raw: object) -> str:
    """Return the id that a record has, sound or not."""
    name = raw.get("id") if isinstance(raw, dict) else None
    return name if isinstance(name, str) else ""


def _words_of(raw: object) -> Iterator[str]:
    """Yield every text in what a writer typed."""
    match raw:
        case str():
            yield raw
        case dict():
            for value in raw.values():
                yield from _words_of(value)
        case tuple():
            for value in raw:
                yield from _words_of(value)


def _judgements(data: object) -> tuple[object, ...]:
    """Return the judgements of brief.yml, as far as they could be read."""
    found = data.get("judgements") if isinstance(data, dict) else ()
    return found if isinstance(found, tuple) else ()


def _last_line(records: tuple[object, ...]) -> int:
    """Return the line on which the last of *records* begins."""
    return max(map(_line, records), default=0)


def _line(raw: object) -> int:
    return raw["where"].line if isinstance(raw, dict) else 1
