"""Edits of a brief's folder as writers make them, one after the other, chosen by chance that can be repeated."""

import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

Files = dict[str, str]
"""The files of a brief's folder, by their paths there."""
Edit = Callable[[Files, random.Random], None]

SETTINGS = "mkdocs.yml"
GUIDE = "docs/guide/page.md"
_META = "source/brief.yml"
_CHOICES = {
    "kind": ("person", "body", "state", "outlet"),
    "verdict": ("corroborated", "disputed", "overtaken", "not-verified"),
    "fidelity": ("verbatim", "differs", "not-found"),
    "form": ("direct", "indirect", "term"),
    "likelihood": ("unlikely", "likely"),
    "confidence": ("low", "moderate", "high"),
    "grade": ("A1", "C3"),
    "read": ("full", "part"),
    "in_article": ("stated", "left-out"),
    "stance": ("opposes", "supports"),
    "how": ("supports", "qualifies"),
}


def read(source: Path) -> Files:
    """Return the folder of a brief whose source is *source*, with settings and no pages."""
    files = {
        f"source/{path.relative_to(source).as_posix()}": path.read_bytes().decode()
        for path in sorted(source.rglob("*"))
        if path.is_file()
    }
    return {SETTINGS: "site_name: A brief\n", **files}


def write(files: Files, before: Files, folder: Path) -> None:
    """Make what stands in *folder*, which is *before*, equal *files*."""
    for path in before.keys() - files.keys():
        (folder / path).unlink()
    for path, text in files.items():
        if before.get(path) != text:
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(text.encode())


def edited(files: Files, chance: random.Random, chosen: Sequence[Edit]) -> Files:
    """Return *files* with one of the *chosen* edits, or with two that are saved at once."""
    files = dict(files)
    for _ in range(chance.choice((1, 1, 1, 2))):
        chance.choice(chosen)(files, chance)
    return files


def say_more(files: Files, chance: random.Random) -> None:
    """Add to a writer's prose."""
    with _value(files, chance, lambda text: "[@" in text or text.endswith(".\n")) as (holder, key):
        holder[key] = f"{holder[key].rstrip()} {chance.choice(_MORE)} [@{_article(files, chance)}].\n"


_MORE = ("So it was", "More *of it*", "Nobody “knows” why", "It is said", "Again")


def link(files: Files, chance: random.Random) -> None:
    """Link an entry in a writer's prose."""
    ids = [entry["id"] for _, entry in _entries(files) if "grade" not in entry]
    with _value(files, chance, lambda text: "[@" in text) as (holder, key):
        holder[key] = f"See [[{chance.choice(ids)}]]. {holder[key]}"


def retitle(files: Files, chance: random.Random) -> None:
    """Call an entry, an article or the brief something else."""
    with _value(files, chance, keys=("title", "name", "term", "label", "headline", "role", "theme")) as (holder, key):
        holder[key] = f"{holder[key]} {chance.choice(('anew', '& more', '*now*', 'once'))}"


def choose(files: Files, chance: random.Random) -> None:
    """Change what an entry says it is, or how it fares."""
    with _value(files, chance, keys=(*_CHOICES,)) as (holder, key):
        holder[key] = chance.choice(_CHOICES[key])


def redate(files: Files, chance: random.Random) -> None:
    """Give something another date."""
    with _value(files, chance, keys=("date", "issued", "retrieved", "accessed")) as (holder, key):
        holder[key] = chance.choice(("2016", "2017-03", "2019-05-06", "2018~"))


def rename(files: Files, chance: random.Random) -> None:
    """Give an entry another id, wherever it is named."""
    _, entry = chance.choice([*_entries(files)])
    _replace_id(files, entry["id"], f"{entry['id']}-{chance.choice('abc')}")


def rename_in_one_place(files: Files, chance: random.Random) -> None:
    """Give an entry another id, and forget that others name it."""
    with _entry(files, chance) as (entries, number):
        entries[number]["id"] += "-x"


def remove(files: Files, chance: random.Random) -> None:
    """Take an entry out, and what names it, or forget that."""
    with _entry(files, chance) as (entries, number):
        gone = entries.pop(number)["id"]
    if chance.random() < 0.8:
        _forget(files, gone)


def copy(files: Files, chance: random.Random) -> None:
    """Add an entry that is much like another."""
    with _entry(files, chance) as (entries, number):
        name = f"{entries[number]['id']}-{chance.choice('pqr')}"
        entries.insert(chance.randrange(len(entries) + 1), {**_copied(entries[number]), "id": name})


def move(files: Files, chance: random.Random) -> None:
    """Put an entry first in its file."""
    with _entry(files, chance) as (entries, number):
        entries.insert(0, entries.pop(number))


def give_alias(files: Files, chance: random.Random) -> None:
    """Name a word of an article as an alias of an actor or a term."""
    words = re.findall(r"\w{4,}", _text(files, chance))
    with _entry(files, chance, lambda entry: "role" in entry or "term" in entry) as (entries, number):
        entries[number]["aliases"] = [*entries[number].get("aliases", []), chance.choice(words)]


def publish_otherwise(files: Files, chance: random.Random) -> None:
    """Publish an article in excerpts, or in full."""
    with _yaml(files, _record(_article(files, chance))) as record:
        record["publish"] = "full" if record.get("publish") == "excerpts" else "excerpts"


def draft(files: Files, chance: random.Random) -> None:
    """Make a draft of an entry or of an article, or finish it."""
    if chance.random() < 0.2:
        with _yaml(files, _record(_article(files, chance))) as record:
            _set_status(record, chance)
    else:
        with _entry(files, chance) as (entries, number):
            _set_status(entries[number], chance)


def redraw(files: Files, chance: random.Random) -> None:
    """Move a place of the map."""
    with _value(files, chance, keys=("at", "km")) as (holder, key):
        holder[key] = chance.choice((5, 2)) if key == "km" else chance.choice(("51.10 N, 0.9 E", "51.2 N, 0.85 E"))


def list_otherwise(files: Files, chance: random.Random) -> None:
    """List in another order, or shorten, something that the brief lists."""
    with _yaml(files, _META) as meta:
        name = chance.choice([name for name, value in meta.items() if isinstance(value, list) and value] or ["authors"])
        meta[name] = meta[name][1:] if chance.random() < 0.5 else [*reversed(meta[name])]


def write_background(files: Files, chance: random.Random) -> None:
    """Write on in the background."""
    heading = f"## {chance.choice(('Later', 'Before'))}\n\n" if chance.random() < 0.3 else ""
    text = f"\n{heading}More to know [@{_article(files, chance)}].\n"
    files["source/background.md"] = chance.choice((files["source/background.md"] + text, text.lstrip()))


def write_by_hand(files: Files, chance: random.Random) -> None:
    """Write, change or remove a page by hand."""
    if GUIDE in files and chance.random() < 0.4:
        del files[GUIDE]
    else:
        words = chance.choice(("A [link](../glossary.md).", "Words alone.", "<script>no</script>"))
        files[GUIDE] = f"{files.get(GUIDE, '# By hand')}\n\n{words}\n"


def change_settings(files: Files, chance: random.Random) -> None:
    """Name the site anew, or take its settings from the tool, or no longer."""
    inherits = "INHERIT: tool/mkdocs.yml\n" * (chance.random() < 0.5)
    files[SETTINGS] = f"{inherits}site_name: {chance.choice(('A brief', 'Another'))}\n"


def add_article(files: Files, chance: random.Random) -> None:
    """Add an article that says what another does, with an event of it; the others then say which article they quote."""
    old = _article(files, chance)
    new = f"{old}-{chance.choice('xyz')}"
    if _record(new) not in files:
        _name_articles(files)
        first_words = files[f"source/articles/{old}.txt"].partition(".")[0]
        files[f"source/articles/{new}.txt"] = f"Another report.\n{first_words}, as we said."
        files[_record(new)] = files[_record(old)]
        _stamp(files, new)
        with _yaml(files, _record(new)) as record:
            record.pop("waivers", None)
        event = {"id": f"of-{new}", "title": "Told again", "date": "2019-06", "in_article": "stated"}
        target = {"article": new, "exact": first_words}
        files[f"source/annotations/events/of-{new}.yml"] = _dumped(
            [{**event, "target": target, "text": f"As before [@{new}].\n"}]
        )


def remove_article(files: Files, chance: random.Random) -> None:
    """Remove an article that was added, with its event, or any, and forget that it is named."""
    added = [name for name in _articles(files) if f"source/annotations/events/of-{name}.yml" in files]
    name = chance.choice(added) if added else _article(files, chance)
    for path in (f"source/articles/{name}.txt", _record(name), f"source/annotations/events/of-{name}.yml"):
        files.pop(path, None)


def rename_article(files: Files, chance: random.Random) -> None:
    """Give an article another id, wherever it is named."""
    old = _article(files, chance)
    new = f"{old}-{chance.choice('mno')}"
    for path in (f"source/articles/{old}.txt", _record(old)):
        files[path.replace(old, new)] = files.pop(path)
    _replace_id(files, old, new)


def change_article(files: Files, chance: random.Random) -> None:
    """Change the text of an article, and its checksum, unless that is forgotten."""
    name = _article(files, chance)
    path = f"source/articles/{name}.txt"
    files[path] = chance.choice(("An editor's note.\n{}", "{}\nThe owners were told.", "{} It rained.")).format(
        files[path]
    )
    if chance.random() < 0.9:
        _stamp(files, name)


def remark(files: Files, chance: random.Random) -> None:
    """Put a remark at the head of a file: every line below moves."""
    path = chance.choice(_yaml_files(files))
    files[path] = f"# A remark\n{files[path]}"


def split(files: Files, chance: random.Random) -> None:
    """Move the entries of a file to another file of its kind."""
    path = chance.choice(
        [path for path in _yaml_files(files) if re.fullmatch(r"source/annotations/\w+\.yml", path)] or [""]
    )
    if path:
        files[path.replace(".yml", f"/{chance.choice('abc')}.yml")] = files.pop(path)


def damage(files: Files, chance: random.Random) -> None:
    """Save a file half written."""
    path = chance.choice(_yaml_files(files))
    files[path] = files[path][: chance.randrange(len(files[path]))]


EDITS: tuple[Edit, ...] = (
    *(
        say_more,
        say_more,
        link,
        link,
        retitle,
        retitle,
        choose,
        choose,
        redate,
        rename,
        rename_in_one_place,
        remove,
        copy,
    ),
    *(move, give_alias, give_alias, publish_otherwise, publish_otherwise, draft, redraw, list_otherwise),
    *(write_background, write_by_hand, change_settings, add_article, add_article, remove_article, rename_article),
    *(change_article, change_article, remark, split, damage),
)


def _yaml_files(files: Files) -> list[str]:
    return sorted(path for path in files if path.startswith("source/") and path.endswith(".yml"))


def _articles(files: Files) -> list[str]:
    return sorted(path[16:-4] for path in files if path.startswith("source/articles/") and path.endswith(".txt"))


def _set_status(record: Any, chance: random.Random) -> None:
    if record.pop("status", "") != "draft":
        record["status"] = chance.choice(("draft", "draft", "review"))


def _article(files: Files, chance: random.Random) -> str:
    """Return the id of an article; where none is left, one that there was."""
    names = _articles(files)
    if not names:
        names = ["mill"]
        files.update({"source/articles/mill.txt": "The mill stands.", _record("mill"): "headline: The mill\n"})
    return chance.choice(names)


def _record(article: str) -> str:
    return f"source/articles/{article}.yml"


def _text(files: Files, chance: random.Random) -> str:
    return files[f"source/articles/{_article(files, chance)}.txt"]


def _stamp(files: Files, article: str) -> None:
    digest = hashlib.sha256(files[f"source/articles/{article}.txt"].encode()).hexdigest()
    files[_record(article)] = re.sub(r"\b[0-9a-f]{64}\b", digest, files[_record(article)])


def _parsed(text: str) -> Any:
    """Return what a YAML file holds, all of it as text but for numbers; nothing, if it is damaged."""
    try:
        return _numbered(json.loads(json.dumps(yaml.load(text, yaml.BaseLoader))))  # noqa: S506 - all of it as text
    except (yaml.YAMLError, ValueError):
        return None


def _numbered(node: Any) -> Any:
    if isinstance(node, dict):
        return {
            key: int(value) if key in ("km", "paragraph") and str(value).isdigit() else _numbered(value)
            for key, value in node.items()
        }
    return [_numbered(one) for one in node] if isinstance(node, list) else node


def _dumped(data: Any) -> str:
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


def _copied(data: Any) -> Any:
    return json.loads(json.dumps(data))


@contextmanager
def _yaml(files: Files, path: str) -> Iterator[Any]:
    """Give what is in a file, to be changed; nothing comes of that if the file is damaged."""
    data = _parsed(files.get(path, ""))
    yield data if isinstance(data, dict | list) else {}
    if isinstance(data, dict | list):
        files[path] = _dumped(data)


def _entries(files: Files) -> Iterator[tuple[str, Any]]:
    """Yield each entry, with its file; a stand-in where there is none."""
    found = False
    for path in _yaml_files(files):
        data = _parsed(files[path])
        for entry in data.get("judgements", []) if path == _META and isinstance(data, dict) else data or ():
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                found = True
                yield path, entry
    if not found:
        yield _META, {"id": "none"}


@contextmanager
def _entry(
    files: Files, chance: random.Random, fits: Callable[[Any], bool] = lambda _: True
) -> Iterator[tuple[list[Any], int]]:
    """Give an entry that *fits*, as its place in the list of its file."""
    fitting = [(path, entry["id"]) for path, entry in _entries(files) if fits(entry)]
    path, name = chance.choice(fitting) if fitting else ("", "")
    with _yaml(files, path) as data:
        entries = data.get("judgements", []) if isinstance(data, dict) else data
        numbers = [
            number for number, entry in enumerate(entries) if isinstance(entry, dict) and entry.get("id") == name
        ]
        yield (entries, numbers[0]) if numbers else ([{"id": "none"}], 0)


def _values(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield where each text and number in *node* stands: in what, and under which key."""
    for key in [*node] if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ():
        if isinstance(node[key], str | int):
            yield node, key
        else:
            yield from _values(node[key])


@contextmanager
def _value(
    files: Files,
    chance: random.Random,
    fits: Callable[[str], bool] = lambda _: True,
    keys: tuple[str, ...] = (),
) -> Iterator[tuple[Any, Any]]:
    """Give a text that *fits*, of one of the *keys* if there are any, as where it stands."""
    places = [
        (path, number)
        for path in _yaml_files(files)
        for number, (holder, key) in enumerate(_values(_parsed(files[path])))
        if (key in keys if keys else isinstance(holder[key], str)) and fits(str(holder[key]))
    ]
    path, number = chance.choice(places) if places else ("", 0)
    with _yaml(files, path) as data:
        yield [*_values(data)][number] if places else ({"none": "none"}, "none")


def _replace_id(files: Files, old: str, new: str) -> None:
    for path in _yaml_files(files):
        with _yaml(files, path) as data:
            for holder, key in _values(data):
                if (
                    isinstance(holder[key], str)
                    and key not in ("name", "words", "exact", "label", "title", "quantity")
                    and not (key == "term" and "definition" in holder)
                ):
                    holder[key] = _renamed(re.sub(rf"^{re.escape(old)}(?=[,#]|$)", new, holder[key]), old, new)
    files["source/background.md"] = _renamed(files["source/background.md"], old, new)


def _renamed(prose: str, old: str, new: str) -> str:
    return re.sub(rf"(\[\[|@){re.escape(old)}(?![\w-])", rf"\g<1>{new}", prose)


def _forget(files: Files, name: str) -> None:
    """Take out what names an entry: values that are its id, and links."""
    for path in _yaml_files(files):
        if name in files[path]:
            with _yaml(files, path) as data:
                _without(data, name)
    for path in ("source/background.md", *_yaml_files(files)):
        files[path] = re.sub(rf"!?\[\[{re.escape(name)}(\|[^\]]*)?\]\]", "it", files[path])


def _without(node: Any, name: str) -> None:
    for key in [*node] if isinstance(node, dict) else reversed(range(len(node))) if isinstance(node, list) else ():
        if node[key] == name and key != "id":
            del node[key]
        elif not isinstance(node[key], str):
            _without(node[key], name)


def _targets_of(entry: Any) -> list[Any]:
    target = entry.get("target", [])
    return [target] if isinstance(target, dict) else target


def _name_articles(files: Files) -> None:
    """Let each target, and each entry that was taken out, say which article it is of: the first one."""
    first = _articles(files)[0]
    for path in _yaml_files(files):
        with _yaml(files, path) as data:
            for entry in data if isinstance(data, list) else ():
                for target in _targets_of(entry) if isinstance(entry, dict) else ():
                    target.setdefault("article", first)
            for old in data.get("former", ()) if path == _META and isinstance(data, dict) else ():
                if old.get("kind") in ("quote", "claim"):
                    old.setdefault("article", first)
