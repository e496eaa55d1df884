"""Another article -> a brief that reads one more: its text, its record, and a draft of its quotations and names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from build_scripts.add import quotations
from build_scripts.add.writing import Added, appended, ids_of, known_names, name_key, read, write
from build_scripts.brief.problems import CommandError
from build_scripts.drafting import Name
from build_scripts.load import strict_yaml
from build_scripts.load.blanks import DRAFT
from build_scripts.load.plain_yaml import free_id
from build_scripts.new import Draft, Quotation, actor_entry, new, quote_entry, term_entry
from build_scripts.saved import as_text, head_sentence

_HOLDERS = ("quotes", "claims", "events", "wording")
"""The kinds whose entries say where their words stand."""


def add_article(source: Path, file: Path) -> Added:
    """Add the article in *file*, a text or a saved page, to the brief in *source*; ``ids`` begin with the article's.

    Names that have an entry get no second one. Where the brief read one article until now, its entries are told which:
    ``article: ID`` is put before their words. Raise CommandError or BriefError, with nothing written, if *file* has no text
    or a file of the brief cannot be gone on with.
    """
    taken = ids_of(source)
    there = sorted(path.stem for path in source.glob("articles/*.txt"))
    with TemporaryDirectory() as aside:
        text = as_text(file, Path(aside))
        name = free_id(file.stem, taken, "article")
        draft = new(text.path, Path(aside) / "source", text.known, name)
        content = text.path.read_bytes()
    folder = source / "articles"
    _refuse_twice(source, file, content)
    known_ids = known_names(source)
    draft = _without(draft, known_ids)
    ids = {one.id: known_ids.get(_key(one), "") or free_id(one.name, taken) for one in (*draft.actors, *draft.terms)}
    files = dict(_told(source, there[0])) if len(there) == 1 else {}
    quotes = [replace(one, id=free_id(one.title, taken), speaker=ids.get(one.speaker, "")) for one in draft.quotations]
    for kind, entries in _entries(draft, ids, set(known_ids.values()), quotes).items():
        if entries:
            path = source / f"{kind}.yml"
            at, whole = appended(source, kind, entries, name, files.get(path))
            files[at] = whole
    record = draft.files()[f"articles/{name}.yml"]
    if draft.outlet:
        record = record.replace(f"outlet: {draft.outlet} ", f"outlet: {ids[draft.outlet]} ")
    status, confirm = DRAFT
    record = record.replace("\nheadline: ", f"\nstatus: {status}  # {confirm}\nheadline: ", 1)
    write({**files, folder / f"{name}.yml": record})
    (folder / f"{name}.txt").write_bytes(content)
    new_ids = [ids[one.id] for one in (*draft.actors, *draft.terms) if ids[one.id] not in known_ids.values()]
    left_out = [
        f'"{one.name}" is already there, as {known_ids[_key(one)]}' for one in draft.actors if _key(one) in known_ids
    ]
    if text.head:
        left_out.insert(0, head_sentence(text.head))
    return Added(folder / f"{name}.txt", (name, *new_ids, *(one.id for one in quotes)), tuple(left_out))


def _refuse_twice(source: Path, file: Path, content: bytes) -> None:
    """Raise CommandError if an article of *source* has the text *content*, which was taken from *file*."""
    digest = sha256(content).hexdigest()
    for path in sorted(source.glob("articles/*.txt")):
        if sha256(path.read_bytes()).hexdigest() == digest:
            raise CommandError(
                f"{file.as_posix()} has the same text as an article that is already there, {path.as_posix()} (SHA-256 {digest}); "
                "nothing was written"
            )


def _without(draft: Draft, known: Mapping[str, str]) -> Draft:
    """Return *draft* without the names that stand in the article within one that has an entry: Ashford, the council of Ashford."""
    names = (*draft.actors, *draft.terms)

    def stands(one: Name) -> bool:
        longer = [*known, *(other.name for other in names if one.name in other.name and other != one)]
        around = "|".join(sorted(map(re.escape, longer), key=len, reverse=True))
        rest = (
            re.sub(rf"\b(?:{around})\b", " ", draft.article.text, flags=re.IGNORECASE) if longer else draft.article.text
        )
        return _key(one) in known or any(form in rest for form in (one.name, *one.aliases))

    return replace(draft, actors=tuple(filter(stands, draft.actors)), terms=tuple(filter(stands, draft.terms)))


def _key(name: Name) -> str:
    return name_key(name.name)


def _entries(
    draft: Draft, ids: Mapping[str, str], known: set[str], quotes: Sequence[Quotation]
) -> dict[str, list[str]]:
    """Return the new entries of each kind, as YAML."""
    new_names = [replace(one, id=ids[one.id]) for one in (*draft.actors, *draft.terms) if ids[one.id] not in known]
    return {
        "annotations/actors": [actor_entry(one) for one in new_names if one.kind != "term"],
        "annotations/glossary": [term_entry(one) for one in new_names if one.kind == "term"],
        quotations.KIND: [quote_entry(one, draft.article.id) for one in quotes],
    }


def _told(source: Path, article: str) -> Iterator[tuple[Path, str]]:
    """Yield the files whose entries do not say which article their words are in, with *article* put before the words."""
    for kind in _HOLDERS:
        base = source / "annotations" / kind
        for path in (base.with_suffix(".yml"), *sorted(base.rglob("*.yml"))):
            if path.is_file():
                text = read(path)
                told = _with_article(text, article)
                if told != text:
                    _compare(path, text, told, article)
                    yield path, told


def _with_article(text: str, article: str) -> str:
    """Return *text*, YAML, with ``article: ARTICLE`` as the first key of each target that has none."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return text  # what is wrong with it is said where the file is gone on with, and by brief check
    for node in sorted(_targets(root), key=lambda node: -node.value[0][0].start_mark.index):
        first = node.value[0][0].start_mark
        joint = ", " if node.flow_style else "\n" + " " * first.column
        text = f"{text[: first.index]}article: {article}{joint}{text[first.index :]}"
    return text


def _targets(node: Any, key: str = "") -> Iterator[yaml.MappingNode]:
    """Yield each target below *node* that names no article."""
    if isinstance(node, yaml.MappingNode):
        keys = [name.value for name, _ in node.value]
        if key == "target" and "exact" in keys and "article" not in keys:
            yield node
        for name, value in node.value:
            yield from _targets(value, name.value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _targets(value, key)


def _compare(path: Path, before: str, after: str, article: str) -> None:
    """Raise CommandError if *after* says anything else than *before* with the article named."""
    old, new_ = (strict_yaml.parse(text, "").data for text in (before, after))
    if _plain(old, article) != _plain(new_, article):
        raise CommandError(f"nothing was written: say in {path.as_posix()} yourself which article each target is in")


def _plain(data: Any, article: str, key: str = "") -> Any:
    """Return *data* without places, each target with its article."""
    if isinstance(data, dict):
        values = {name: _plain(value, article, name) for name, value in data.items() if name != "where"}
        return {"article": article, **values} if key == "target" and "exact" in values else values
    if isinstance(data, tuple | list):
        return [_plain(value, article, key) for value in data]
    return data
