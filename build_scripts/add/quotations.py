"""Notes on the article (Hypothesis, W3C annotations, a table) -> quotations of ``quotes.yml``."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

from build_scripts.add.writing import Added, append, ids_of, known_names, name_key, read, records
from build_scripts.anchor import Place, Searchable, describe, locate
from build_scripts.brief.folding import WORD
from build_scripts.brief.model import Brief, Target
from build_scripts.brief.problems import CommandError, nearest
from build_scripts.brief.sentences import head
from build_scripts.drafting import LONGEST_TITLE, Name, Speaker, read_speakers, short_title
from build_scripts.load import load
from build_scripts.load.blanks import drafted
from build_scripts.load.plain_yaml import free_id, slug

KIND = "annotations/quotes"
COLUMNS = ("exact", "prefix", "suffix", "article", "title", "form", "speaker", "cue", "date", "place", "theme", "note")
"""The columns of a table that are read; one for ``exact`` it must have."""
_GIVEN = COLUMNS[COLUMNS.index("form") :]
"""Those that are fields of an entry as they stand."""


@dataclass(frozen=True, slots=True)
class Note:
    """Words of an article that somebody marked, and what they said of it, by the names of a quotation's fields."""

    place: str
    """Where it stands in the file, for a message."""
    fields: Mapping[str, str]
    page: str = ""
    """The address of the page that it was made on."""


def add_quotations(source: Path, file: Path) -> Added:
    """Add a quotation for each note of *file* to the brief in *source*; one whose words are annotated is left out.

    A note whose words are not in the article is refused, and the others are added. Raise CommandError, with nothing
    written, if the file holds no notes.
    """
    taken = ids_of(source)
    brief = load(source)
    brief = brief.whole or brief  # an article may be a draft, too
    notes = list(_reader(file)(read(file), file))
    pages = {article.id: Searchable(article) for article in brief.articles}
    known = {key for one in records(source, KIND) for key in _annotated(one, pages)}
    speakers = _Speakers(source)
    entries, ids, left_out, refused = [], [], [], []
    for note in notes:
        words = head(" ".join(note.fields["exact"].split()), LONGEST_TITLE)
        page = _page(note, brief, pages)
        if page is None:
            told = _about(note)
            what = (
                f"is not about an article of this brief: {told}"
                if told
                else f"is in no article, or in several: {words}"
            )
            refused.append(f"{file.as_posix()}, {note.place}: {what}{'' if told else _HINT}")
            continue
        wanted = {name: note.fields.get(name, "") for name in ("exact", "prefix", "suffix")}
        place = locate(page, Target(**wanted))
        if not isinstance(place, Place):
            hint = f" ({place.hint.splitlines()[0]})" if place.hint else ""
            refused.append(f"{file.as_posix()}, {note.place}: {place.message}{hint}")
            continue
        key = _key(page, place)
        if key in known:
            left_out.append(f'"{words}" is already annotated')
            continue
        known.add(key)
        title = note.fields.get("title") or short_title(note.fields["exact"])
        name = free_id(title, taken)
        known_fields = _fields(name, title, note, _target(page, place, several=len(pages) > 1))
        guessed = speakers.fill(known_fields, page, place)
        if not speakers.knows(known_fields):
            hint = f"add it to actors.yml, and write its id as the speaker of {name}"
            left_out.append(f'"{known_fields["speaker"]}" is not the name of an actor: {hint}')
        ordered = {key: known_fields[key] for key in ("id", "title", "target", *_GIVEN) if key in known_fields}
        entries.append(drafted("quotes", ordered, guessed))
        ids.append(name)
    path = append(source, KIND, entries, slug(file.stem) or "notes") if entries else source / f"{KIND}.yml"
    return Added(path, tuple(ids), tuple(left_out), tuple(refused))


def _annotated(one: Mapping[str, Any], pages: Mapping[str, Searchable]) -> Iterator[tuple[str, int, int]]:
    """Yield where the words of an entry stand."""
    targets = one.get("target")
    for target in targets if isinstance(targets, list | tuple) else [targets]:
        if not isinstance(target, dict) or not isinstance(target.get("exact"), str):
            continue
        page = pages.get(str(target.get("article"))) or (next(iter(pages.values())) if len(pages) == 1 else None)
        given: dict[str, Any] = {
            name: target[name] for name in ("exact", "prefix", "suffix") if isinstance(target.get(name), str)
        }
        given |= {name: number for name in ("paragraph",) if type(number := target.get(name)) is int and number > 0}
        if page and given["exact"] and isinstance(place := locate(page, Target(**given), suggest=False), Place):
            yield _key(page, place)


def _key(page: Searchable, place: Place) -> tuple[str, int, int]:
    """Return where the words of *place* stand, from the first letter to the last: marks around them make no other words."""
    words = [found.span() for found in WORD.finditer(page.article.text, place.start, place.end)]
    return page.article.id, words[0][0], words[-1][1]


class _Speakers:
    """Who speaks in the articles, as the entries of a brief name them."""

    def __init__(self, source: Path) -> None:
        self.ids = known_names(source, ["actors"])
        self.names = tuple(_names(source))
        self.actors = {_text(one.get("id")) for one in records(source, "annotations/actors")}
        self.found: dict[str, tuple[Speaker, ...]] = {}

    def fill(self, fields: dict[str, Any], page: Searchable, place: Place) -> list[str]:
        """Say in *fields*, of a quotation at *place*, its form, speaker and cue as far as the article tells; return what is guessed."""
        passages = page.passages
        if "form" not in fields and not any(one.start < place.end and place.start < one.end for one in passages):
            fields["form"] = "indirect"
        if named := fields.get("speaker", ""):
            fields["speaker"] = self.ids.get(name_key(named), named)
        if fields.get("form") == "term" or "cue" in fields:
            return []
        speaker = self._at(page, place)
        said = self.ids.get(name_key(speaker.name), "") if speaker else ""
        if not speaker or not said or fields.get("speaker", said) != said:
            return []
        guessed = [] if "speaker" in fields else ["speaker"]
        fields["speaker"] = said
        if speaker.cue:
            fields["cue"] = speaker.cue
        return guessed

    def knows(self, fields: Mapping[str, Any]) -> bool:
        """Return whether the speaker that *fields* name, if they do, is an actor's id."""
        return fields.get("speaker", "") in {"", *self.actors}

    def _at(self, page: Searchable, place: Place) -> Speaker | None:
        """Return who seems to say the words at *place*: of reported speech, in the sentence that it stands in."""
        text, language = page.article.text, page.article.record.language
        around = page.passage_around(place.start, place.end)
        if around is None:
            return read_speakers(text, [(place.start, place.end)], self.names, language)[0]
        if page.article.id not in self.found:
            spans = [(one.start, one.end) for one in page.passages]
            self.found[page.article.id] = read_speakers(text, spans, self.names, language)
        return self.found[page.article.id][page.passages.index(around)]


def _names(source: Path) -> Iterator[Name]:
    """Yield the actors as what an article may name."""
    for one in records(source, "annotations/actors"):
        name, kind, aliases = one.get("name"), one.get("kind"), one.get("aliases")
        if isinstance(name, str) and name:
            others = aliases if isinstance(aliases, list | tuple) else ()
            yield Name(name, tuple(filter(None, map(_text, others))), _text(kind))


_HINT = " (name the article in a column: article)"


def _page(note: Note, brief: Brief, pages: Mapping[str, Searchable]) -> Searchable | None:
    """Return the article that *note* is about: the one that it names, the one at its address, or the only one with its words."""
    if named := note.fields.get("article", ""):
        return pages.get(named)
    addresses = {_bare(str(article.record.url or "")): article.id for article in brief.articles}
    if note.page and (found := addresses.get(_bare(note.page))):
        return pages[found]
    if note.page and any(addresses) and not note.page.startswith(("file:", "urn:")):
        return None
    exact, prefix, suffix = (note.fields.get(name, "") for name in ("exact", "prefix", "suffix"))
    words = Target(exact=exact, prefix=prefix, suffix=suffix)
    having = [page for page in pages.values() if isinstance(locate(page, words, suggest=False), Place)]
    return having[0] if len(having) == 1 else next(iter(pages.values())) if len(pages) == 1 else None


def _bare(address: str) -> str:
    return re.sub(r"^https?://(www\.)?|[#?].*$|/+$", "", address.lower())


def _about(note: Note) -> str:
    return note.fields.get("article", "") or note.page


def _target(page: Searchable, place: Place, *, several: bool) -> dict[str, str]:
    """Return the selector of *place*, with no more words around than it needs."""
    try:
        target = describe(page, place.start, place.end)
    except ValueError:
        target = Target(exact=page.article.text[place.start : place.end])
    named = {"article": page.article.id} if several else {}
    context = {name: value for name in ("prefix", "suffix") if (value := getattr(target, name))}
    return {**named, "exact": target.exact, **context}


def _fields(name: str, title: str, note: Note, target: dict[str, str]) -> dict[str, Any]:
    given = {key: value for key in _GIVEN if (value := note.fields.get(key))}
    return {"id": name, "title": title, "target": target, **given}


def _reader(file: Path) -> Any:
    readers = {".json": _annotations, ".jsonld": _annotations, ".csv": _table}
    if file.suffix.lower() not in readers:
        raise CommandError(f"{file.as_posix()} is not a list of notes that can be read: {', '.join(readers)}")
    return readers[file.suffix.lower()]


def _annotations(text: str, file: Path) -> Iterator[Note]:
    """Yield the notes of a Hypothesis export, or of a collection of W3C annotations."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CommandError(f"{file.as_posix()}:{getattr(error, 'lineno', 1)}: is not JSON: {error}") from None
    found = 0
    for number, one in enumerate(_annotations_in(data), 1):
        targets = one.get("target", [])
        for target in targets if isinstance(targets, list) else [targets]:
            selector = _quote_selector(target)
            if selector is None:
                continue
            found += 1
            page = _text(one.get("uri")) or _text(target.get("source"))
            words = {name: _text(selector.get(name)) for name in ("exact", "prefix", "suffix")}
            yield Note(f"note {number}", {**words, "note": _said(one), "theme": _theme(one)}, page)
    if not found:
        raise CommandError(f"{file.as_posix()} holds no notes with quoted words (a TextQuoteSelector)")


def _annotations_in(data: object) -> Iterator[dict[str, Any]]:
    """Yield the annotations that *data* holds: a list, an export, a collection or one of its pages."""
    if isinstance(data, list):
        yield from (one for one in data if isinstance(one, dict))
    elif isinstance(data, dict) and "target" in data:
        yield data
    elif isinstance(data, dict):
        for name in ("annotations", "rows", "items", "first"):
            if name in data:
                yield from _annotations_in(data[name])
                return


def _quote_selector(target: object) -> dict[str, Any] | None:
    """Return the selector by quoted words that *target* has, also one that refines another."""
    selectors = target.get("selector") if isinstance(target, dict) else None
    for selector in selectors if isinstance(selectors, list) else [selectors]:
        here = selector
        while isinstance(here, dict):
            if here.get("type") == "TextQuoteSelector" and _text(here.get("exact")):
                return here
            here = here.get("refinedBy")
    return None


def _said(one: Mapping[str, Any]) -> str:
    """Return what the note says of the words."""
    if text := _text(one.get("text")):
        return text
    bodies = one.get("bodyValue") or one.get("body") or []
    said = (
        _text(body if isinstance(body, str) else body.get("value")) if isinstance(body, str | dict) else ""
        for body in (bodies if isinstance(bodies, list) else [bodies])
        if not (isinstance(body, dict) and body.get("purpose") == "tagging")
    )
    return next(filter(None, said), "")


def _theme(one: Mapping[str, Any]) -> str:
    tags = one.get("tags")
    return _text(tags[0]) if isinstance(tags, list) and tags else ""


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _table(text: str, file: Path) -> Iterator[Note]:
    """Yield the rows of a table that have words."""
    first_line = text.partition("\n")[0]
    comma = max(",;\t", key=first_line.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=comma, strict=True)
    try:
        names = [name.strip().lower() for name in next(rows, [])]
        if "exact" not in names:
            raise CommandError(f'{file.as_posix()}:1: has no column "exact"; it may have {", ".join(COLUMNS)}')
        for name in names:
            if name not in COLUMNS:
                hint = nearest(name, COLUMNS) or f"it may have {', '.join(COLUMNS)}"
                raise CommandError(f'{file.as_posix()}:1: has an unknown column: "{name}"; {hint}')
        for row in rows:
            fields = {name: value.strip() for name, value in zip(names, row, strict=False)}
            if fields.get("exact"):
                yield Note(f"line {rows.line_num}", fields)
    except csv.Error as error:
        raise CommandError(f"{file.as_posix()}:{rows.line_num}: {error}") from None
