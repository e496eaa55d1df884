"""The first step: source/ -> Brief. It alone reads files, and never stops at the first problem.

Whatever stands in the folder, the result is a brief and a list of what is wrong. A record that is wrong is left out, and
its id is kept in ``broken``, so that the later checks do not call it undefined.
"""

import gc
import hashlib
import json
import os
import re
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from build_scripts.brief.model import (
    Article,
    ArticleRecord,
    Brief,
    Document,
    Id,
    Meta,
    Paragraph,
    Record,
    Source,
    Where,
)
from build_scripts.brief.problems import Location, Problem, nearest
from build_scripts.load import schema, strict_yaml
from build_scripts.load.strict_yaml import MOST_PROBLEMS, Parsed, named, quoted

R = TypeVar("R", bound=Record)

ARTICLE_LIMIT = 8 * 2**20
"""How many bytes an article may have."""
FILE_LIMIT = 32 * 2**20
"""How many bytes any other file may have."""

_LISTS = tuple(kind.file for kind in schema.LISTED)
_FOLDERS = ("articles", "annotations", *_LISTS)
_FILES = ("brief.yml", "background.md", *(f"{name}.yml" for name in _LISTS))
_TYPED_ID = re.compile(r"""^[ \t]*(?:-[ \t]+)*\{?["']?id["']?[ \t]*:[ \t]*["']?([a-z0-9-]+)""", re.MULTILINE)
_ID: TypeAdapter[str] = TypeAdapter(Id)


def load(source: Path) -> Brief:
    """Return the brief in the folder *source*, and in it all that is wrong with its files."""
    with no_garbage_collection():
        return _load(source)


def paragraphs(text: str, end: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of *text*: its lines that are not blank, or with *end* ``blank-line`` blocks of them."""
    lines = [found.span() for found in re.finditer("[^\r\n]+", text) if not found[0].isspace()]
    places: list[tuple[int, int]] = []
    for start, stop in lines:
        if end == "blank-line" and places and text[places[-1][1] : start] in ("\n", "\r\n", "\r"):
            places[-1] = (places[-1][0], stop)
        else:
            places.append((start, stop))
    return tuple(Paragraph(number, *place) for number, place in enumerate(places, 1))


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Do without the search for cycles: plain data has none, and looking for them takes half of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _load(source: Path) -> Brief:
    reading = _Reading(source)
    meta, background, articles = reading.meta(), reading.background(), reading.articles()
    listed: dict[str, Any] = {kind.attribute: reading.records(kind.file, kind.record) for kind in schema.LISTED}
    brief = Brief(
        meta=meta,
        background=background,
        articles=articles,
        **listed,
        problems=tuple(sorted(set(reading.problems))),
        broken=frozenset(reading.broken),
        unread=tuple(reading.unread),
    )
    reading.cache.sweep()
    return brief


class _Reading:
    """One reading of a source folder: its files, and what is found to be wrong with them."""

    def __init__(self, source: Path) -> None:
        self.root = Path(os.path.realpath(source))
        self.label = _shown(self.root.name) or "source"
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self.unread: list[str] = []
        self.entry_ids: dict[str, Location] = {}
        self.citation_ids: dict[str, Location] = {}
        self.cache = _Cache(_cache_folder())
        self.files: dict[str, list[str]] = {}
        self.refused: set[str] = set()
        for name in sorted(self._walk(), key=lambda name: name.split("/")):
            self.files.setdefault(_kind(name), []).append(name)

    def path(self, name: str) -> str:
        """Return *name* as problems and pages show it."""
        return f"{self.label}/{_shown(name)}" if name else self.label

    def problem(self, name: str, message: str, hint: str = "", line: int = 1) -> None:
        """Note that something is wrong with the file *name*."""
        self.problems.append(Problem(Location(self.path(name), line), message, hint))

    def _missing(self, name: str, hint: str) -> None:
        """Note that a file is missing, unless what stands in its place has been told."""
        if name not in self.refused:
            self.problem(name, "the file is missing", hint)

    # What the files say

    def meta(self) -> Meta:
        """Return what brief.yml says, with a stand-in for what is not sound."""
        if "brief.yml" not in self.files:
            self._missing("brief.yml", "it holds the title, the question and the summary")
            return schema.stand_in(Meta, {}, ())
        parsed = self._yaml("brief.yml")
        meta, places = self._mapping("brief.yml", Meta, parsed, "the brief")
        if isinstance(parsed.data, dict):
            listed = parsed.data.get("judgements")
            judgements = listed if isinstance(listed, tuple) else ()
            for judgement in judgements:
                self._register(judgement, self.entry_ids)
            whole = ("judgements",) in places
            wrong = {place[1] for place in places if place[:1] == ("judgements",) and len(place) > 1}
            self.broken |= {_id_of(one) for number, one in enumerate(judgements) if whole or number in wrong} - {""}
        return meta

    def background(self) -> Document:
        """Return background.md."""
        path = self.path("background.md")
        if "background.md" not in self.files:
            self._missing("background.md", "it may be empty")
            return Document(path, "")
        text = strict_yaml.plain_newlines(self._text("background.md", FILE_LIMIT) or "")
        self.problems.extend(strict_yaml.unprintable(text, path))
        return Document(path, text)

    def articles(self) -> tuple[Article, ...]:
        """Return the articles that have a text."""
        names = self.files.get("articles", [])
        found = [self._article(stem, names) for stem in sorted({name[:-4] for name in names})]
        refused = {name for name in self.refused if _kind(name) == "articles" or name == "articles"}
        self.broken |= {_base(name)[:-4] for name in refused if name != "articles"}
        if not names and not refused:
            self.problem("articles", "there is no article", "put its text into articles/ID.txt, its record into ID.yml")
        return tuple(filter(None, found))

    def records(self, kind: str, model: type[R]) -> tuple[R, ...]:
        """Return the records of a *kind* that are sound, from its file and its folder."""
        return tuple(record for name in self.files.get(kind, []) for record in self._list(name, model))

    def _list(self, name: str, model: type[R]) -> Iterator[R]:
        parsed = self._yaml(name)
        if parsed.data is None:
            return
        if not isinstance(parsed.data, tuple):
            hint = 'begin each entry with "- ", and indent its other keys by two spaces'
            self.problem(name, "the file should be a list of entries", hint)
            return
        told = {problem.location for problem in parsed.problems}
        limit = len(self.problems) + MOST_PROBLEMS
        ids = self.citation_ids if model is Source else self.entry_ids
        for number, raw in enumerate(parsed.data):
            if len(self.problems) > limit:
                self.problem(name, "the file has more problems; its reading ends here", line=_line(raw))
                self.broken |= {_id_of(one) for one in parsed.data[number:]} - {""}
                self.unread += _words_of(parsed.data[number:])
                return
            if not isinstance(raw, dict):
                line = parsed.lines.get(str(number), 1)
                self.problem(name, f"this is no entry: {quoted(raw)}", "an entry has keys with values: - id: …", line)
                continue
            self._register(raw, ids)
            checked = schema.check(model, raw, _subject(model, raw))
            self.problems.extend(problem for problem in checked.problems if problem.location not in told)
            if checked.record:
                yield checked.record
            else:
                self.broken |= {_id_of(raw)} - {""}
                self.unread += _words_of(raw)

    def _article(self, stem: str, names: list[str]) -> Article | None:
        """Return the article of the files *stem*.txt and *stem*.yml, if it has a text."""
        text_name, record_name, article_id = f"{stem}.txt", f"{stem}.yml", stem.removeprefix("articles/")
        first = text_name if text_name in names else record_name
        try:
            _ID.validate_python(article_id)
        except ValidationError:
            hint = "the name is the article's id: lower-case letters, digits and single hyphens; index and con are reserved"
            self.problem(first, f"an article cannot have this name: {quoted(article_id)}", hint)
            return None
        self._register({"id": article_id, "where": Where(self.path(first))}, self.citation_ids)
        parsed = self._yaml(record_name) if record_name in names else None
        if parsed:
            record, _ = self._mapping(record_name, ArticleRecord, parsed, f'article "{article_id}"', article_id)
        else:
            hint = f"describe it in {_base(record_name)}: headline, outlet, date, rights and sha256"
            if record_name not in self.refused:
                self.problem(text_name, f"the article has no record: {quoted(_base(record_name))} is missing", hint)
            record = schema.stand_in(ArticleRecord, {}, ())
            self.broken.add(article_id)
        if text_name not in names:
            hint = f"put the article's text into {_base(text_name)}, or delete the record"
            if text_name not in self.refused:
                self.problem(record_name, f"the article has no text: {quoted(_base(text_name))} is missing", hint)
            self.broken.add(article_id)
            return None
        text = self._article_text(text_name, record)
        if text is None:
            self.broken.add(article_id)
            return None
        return Article(article_id, self.path(text_name), record, text, paragraphs(text, record.paragraphs))

    def _article_text(self, name: str, record: ArticleRecord) -> str | None:
        """Return the text of an article, code point for code point, if it can be read."""
        data = self._bytes(name, ARTICLE_LIMIT)
        if data is None:
            return None
        found = hashlib.sha256(data).hexdigest()
        if record.sha256 and record.sha256 != found:
            message = f"sha256 is {quoted(record.sha256)}, but the text of {_base(name)} has {quoted(found)}"
            hint = f"restore the text; or, if its change is meant, write sha256: {found}"
            self.problems.append(Problem(record.where.location("sha256"), message, hint))
        text = self._decoded(name, data)
        if text is not None:
            self.problems.extend(strict_yaml.unprintable(text, self.path(name)))
        return text

    def _mapping(
        self, name: str, model: type[R], parsed: Parsed, subject: str, broken: str = ""
    ) -> tuple[R, tuple[schema.Place, ...]]:
        """Return the record in a file that is one mapping, or a stand-in, and what was left out of it."""
        if isinstance(parsed.data, dict):
            checked = schema.check(model, parsed.data, subject)
            told = {problem.location for problem in parsed.problems}
            self.problems.extend(problem for problem in checked.problems if problem.location not in told)
            if checked.record:
                return checked.record, ()
            self.broken |= {broken} - {""}
            return schema.stand_in(model, parsed.data, checked.places), checked.places
        if not parsed.problems:
            message = "the file is empty" if parsed.data is None else "the file should hold keys with values"
            self.problem(name, message, schema.keys_hint(model))
        self.broken |= {broken} - {""}
        return schema.stand_in(model, {"where": Where(self.path(name))}, ()), ()

    def _register(self, raw: object, ids: dict[str, Location]) -> None:
        """Note the place of an id, or that it is used twice."""
        if not isinstance(raw, dict) or not (name := _id_of(raw)):
            return
        place = raw["where"].location("id")
        first = ids.setdefault(name, place)
        if first != place:
            message = f"the id is used twice: {quoted(name)}, first at {first}"
            self.problems.append(Problem(place, message, "give one of the two another id"))

    # What the files hold

    def _yaml(self, name: str) -> Parsed:
        """Return what is in a YAML file; nothing, if it cannot be read."""
        path = self.path(name)
        data = self._bytes(name, FILE_LIMIT)
        if data is None:
            return Parsed(None, (Problem(Location(path), "unread"),), cut=True)
        if cached := self.cache.get(data, path):
            return cached
        text = self._decoded(name, data)
        if text is None:
            self.unread.append(data.decode("utf-8", "replace").replace("\0", ""))
            self.broken.update(_TYPED_ID.findall(self.unread[-1]))
            return Parsed(None, (Problem(Location(path), "unread"),), cut=True)
        tree, problems, cut = strict_yaml.assemble(text, path)
        self.problems.extend(problems)
        if not problems:
            self.cache.put(data, tree)
        parsed = strict_yaml.thaw(tree, path, problems, cut=cut)
        if cut:
            self.unread.append(text)
            complete = parsed.data if isinstance(parsed.data, tuple) else ()
            self.broken |= {*_TYPED_ID.findall(strict_yaml.plain_newlines(text))} - {_id_of(one) for one in complete}
        return parsed

    def _text(self, name: str, limit: int) -> str | None:
        data = self._bytes(name, limit)
        return None if data is None else self._decoded(name, data)

    def _decoded(self, name: str, data: bytes) -> str | None:
        """Return *data* as text, or note that it is none."""
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = strict_yaml.line_of(data[: error.start].decode(), error.start)
            utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
            message = f"the file is not UTF-8 text: byte {data[error.start]:#04x}"
            self.problem(name, message, f"save it as UTF-8{', it seems to be UTF-16' if utf16 else ''}", line)
            return None

    def _bytes(self, name: str, limit: int) -> bytes | None:
        """Return what the file *name* holds, or note why it cannot be read."""
        try:
            data = _read(self.root / name, limit)
        except OSError as error:
            self.problem(name, f"the file cannot be read: {error.strerror or error}")
            return None
        if len(data) > limit:
            self.problem(
                name,
                f"the file is larger than {limit // 2**20} MiB",
                "is it the file you mean? if so, make several of it",
            )
            return None
        return data

    # Which files there are

    def _walk(self) -> Iterator[str]:
        """Yield the name of each file that belongs in a source folder, and note what else is there."""
        if not self.root.is_dir():
            self.problem("", "there is no such folder", "name the folder that holds brief.yml")
            return
        folders = [""]
        while folders:
            folder = folders.pop()
            try:
                with os.scandir(self.root / folder) as entries:
                    found = sorted(entries, key=lambda entry: entry.name)
            except OSError as error:
                self.problem(folder, f"the folder cannot be read: {error.strerror or error}")
                continue
            for entry in found:
                name = f"{folder}/{entry.name}" if folder else entry.name
                if entry.name.startswith(".") or entry.name == "README.md":
                    continue
                if wrong := self._misplaced(name, entry):
                    self.problem(name, *wrong)
                    self.refused.add(name)
                elif _is_folder(name):
                    folders.append(name)
                else:
                    yield name

    def _misplaced(self, name: str, entry: os.DirEntry[str]) -> tuple[str, str] | None:
        """Return what is wrong with there being such a file or folder, if anything."""
        try:
            if entry.is_symlink():
                return self._misleading(name, entry)
            mode = entry.stat(follow_symlinks=False).st_mode
        except OSError as error:
            return f"the file cannot be read: {error.strerror or error}", ""
        if stat.S_ISDIR(mode):
            if _kind(name):
                return "this is a folder where a file should be", "rename it or take it out"
            return None if _is_folder(name) else ("this folder does not belong here", _likely(name))
        if not stat.S_ISREG(mode):
            return "this is neither a file nor a folder", "take it out"
        if name in _FOLDERS:
            return "this is a file where a folder should be", "rename it or take it out"
        return None if _kind(name) else ("this file does not belong here", _likely(name))

    def _misleading(self, name: str, entry: os.DirEntry[str]) -> tuple[str, str] | None:
        """Return what is wrong with a symbolic link, if anything."""
        hint = "put a copy of the file in the place of the link"
        try:
            target = Path(os.path.realpath(entry.path, strict=True))
        except OSError:
            return "this link leads nowhere", hint
        if not target.is_relative_to(self.root):
            return "this link leads out of the folder", hint
        if not target.is_file():
            return "this link leads to no file", hint
        return None if _kind(name) else ("this file does not belong here", _likely(name))


def _kind(name: str) -> str:
    """Return what a file is read as: its list's name, ``articles`` or its own name; nothing if it does not belong."""
    if name in _FILES:
        return name.removesuffix(".yml") if name.removesuffix(".yml") in _LISTS else name
    folder, _, file = name.rpartition("/")
    if folder == "articles" and file.endswith((".txt", ".yml")):
        return "articles"
    return next((kind for kind in _LISTS if name.startswith(f"{kind}/") and name.endswith(".yml")), "")


def _is_folder(name: str) -> bool:
    """Return whether a folder may have this *name*."""
    return not _kind(name) and (name in _FOLDERS or name.startswith(tuple(f"{kind}/" for kind in _LISTS)))


def _likely(name: str) -> str:
    """Return a hint naming the file or folder that *name* may be meant to be."""
    stem, dot, _ = name.rpartition(".")
    if dot and _kind(f"{stem}.yml"):
        return f'did you mean "{_shown(_base(stem))}.yml"?'
    if name.startswith("articles/"):
        return "an article is ID.txt with its record ID.yml"
    same = [known for known in (*_FILES, *_FOLDERS) if _base(known) == _base(name)]
    return f'did you mean "{same[0]}"?' if same else nearest(_shown(name), (*_FILES, *_FOLDERS))


def _shown(name: str) -> str:
    """Return a file's name without what a terminal or a page cannot show."""
    return "".join(c if c.isprintable() else named(c) for c in name)


def _base(name: str) -> str:
    return name.rpartition("/")[2]


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


def _line(raw: object) -> int:
    return raw["where"].line if isinstance(raw, dict) else 1


def _read(path: Path, limit: int) -> bytes:
    """Return at most one byte more than *limit* of a regular file; raise OSError for anything else, and never wait."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise OSError(0, "it is no regular file")
        return b"\0" * (limit + 1) if status.st_size > limit else file.read(limit + 1)


def _cache_folder() -> Path | None:
    """Return the user's own folder for what can be made again, if there is one; never a folder of the project's."""
    try:
        match sys.platform:
            case "win32":
                base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
            case "darwin":
                base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / "Library" / "Caches")
            case _:
                base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    return base / "analysis-brief" if base.is_absolute() else None


class _Cache:
    """Parsed files, by the hash of their content; all of it may be lost or wrong without harm."""

    DAYS = 30

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.wrote = False
        try:
            parser = strict_yaml.Loader.__name__.encode()
            self.version = hashlib.sha256(Path(strict_yaml.__file__).read_bytes() + parser)
        except OSError:
            self.folder = None

    def get(self, data: bytes, path: str) -> Parsed | None:
        """Return what the file of this content holds, if that is known."""
        if self.folder is None:
            return None
        try:
            digest, _, payload = _read(self._place(self.folder, data), 4 * FILE_LIMIT).partition(b"\n")
            if digest.decode() == hashlib.sha256(payload).hexdigest():
                return strict_yaml.thaw(json.loads(payload), path)
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            pass  # an entry that cannot be used is made again
        return None

    def put(self, data: bytes, tree: list[object]) -> None:
        """Remember what the file of this content holds."""
        if self.folder is None:
            return
        payload = json.dumps(tree, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".tmp", delete=False) as draft:
                draft.write(hashlib.sha256(payload).hexdigest().encode() + b"\n" + payload)
            Path(draft.name).replace(self._place(self.folder, data))
            self.wrote = True
        except OSError:
            self.folder = None  # without a cache all is only slower

    def sweep(self) -> None:
        """Throw away entries that have not been written for long."""
        if self.folder is None or not self.wrote:
            return
        try:
            with os.scandir(self.folder) as entries:
                old = time.time() - self.DAYS * 86400
                for entry in entries:
                    if re.fullmatch(r"[0-9a-f]{64}\.json|\w+\.tmp", entry.name) and entry.stat().st_mtime < old:
                        Path(entry.path).unlink()
        except OSError:
            pass  # another build may be sweeping, too

    def _place(self, folder: Path, data: bytes) -> Path:
        key = self.version.copy()
        key.update(data)
        return folder / f"{key.hexdigest()}.json"
