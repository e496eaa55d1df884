"""Changes briefs at random, and builds what check calls clean: ``nox -s fuzz -- --cases 10000 --seed 7``.

Each case is made by the seed and its number alone, so that one can be run again: ``--seed 7 --first 4711 --cases 1``.
It fails on a traceback, on a case that takes more than two seconds, and where check finds nothing and the build fails.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import re
import secrets
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml

from build_scripts.anchor import anchor
from build_scripts.brief.pages import FEED
from build_scripts.check import check
from build_scripts.load import load
from build_scripts.publish import publish
from build_scripts.render import feed, render, render_cards, render_content, render_working
from build_scripts.render.content import Content
from build_scripts.render.working import working
from tests import hard, published
from tests.places import ROOT

PAGES = ROOT / "tests" / "pages"
LONGEST = 2.0
"""How many seconds of work a case may take."""
PROGRESS = 5000
"""After how many cases it says how far it is: all of them take hours."""
PIECES = (*hard.MARKUP, *hard.MARKUP, *hard.ADDITIONS, *hard.LETTERS)

Files = dict[str, str]
"""The files of a source folder, by name."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a case: ``built``, ``refused`` or ``failed``, and of a failure what was wrong."""

    number: int
    result: str
    reason: str = ""


def run(seed: str, keep: Path, number: int) -> Outcome:
    """Make the case with this *number*, and build it; leave a source that fails in *keep*."""
    chance = random.Random(f"{seed}:{number}")  # noqa: S311 - chance that can be repeated
    name = chance.choice(sorted(_cases()))
    files = _changed(dict(_cases()[name]), chance)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        _write(files, source)
        try:
            begun = time.process_time()
            result = _build(source, Path(folder) / "docs", _pages(name))
            taken = time.process_time() - begun
            reason = f"took {taken:.1f} s" if taken > LONGEST else ""
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            result, reason = "failed", traceback.format_exc(limit=-6)
        if reason:
            shutil.copytree(source, keep / str(number), dirs_exist_ok=True)
            return Outcome(number, "failed", reason)
    return Outcome(number, result)


def _build(source: Path, docs: Path, usual: dict[str, str]) -> str:
    """Build *source* if check finds nothing wrong; read each page that is not as *usual* with the engine."""
    brief = load(source)
    anchors = anchor(brief)
    if found := list(check(brief, anchors)):
        if brief.articles:
            shown = working(brief, anchors, found)
            content = Content(shown.brief, shown.anchors, shown)
            render_working(content, shown)  # its writer looks at it all the same
            render_cards(content)
        return "refused"
    content = Content(brief, anchors)
    pages = render_content(content)
    for path, page in pages.items():
        if usual.get(path) != page:
            yaml.safe_load(page.split("---\n")[1])
            published.to_html(page)
    publish({**pages, **render_cards(content), FEED: feed.feed(brief)}, docs)
    return "built"


@cache
def _cases() -> dict[str, Files]:
    """Return the files of each brief that is changed."""
    return {
        case.name: {
            path.relative_to(case / "source").as_posix(): path.read_bytes().decode()
            for path in sorted((case / "source").rglob("*"))
            if path.is_file()
        }
        for case in PAGES.iterdir()
    }


@cache
def _pages(name: str) -> dict[str, str]:
    """Return the pages of a brief as it is."""
    brief = load(PAGES / name / "source")
    return render(brief, anchor(brief))


def _write(files: Files, source: Path) -> None:
    for name, text in files.items():
        path = source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))


def _changed(files: Files, chance: random.Random) -> Files:
    """Return *files* with one to three changes, and the sums of changed articles as they are then."""
    for _ in range(chance.choice((1, 1, 1, 2))):
        name = chance.choice(sorted(files))
        structured = name.endswith(".yml") and chance.random() < 0.7
        files[name] = _restructured(files[name], chance) if structured else _retyped(files[name], chance)
    for name in [name for name in files if name.endswith(".txt") and chance.random() < 0.9]:
        record = name.removesuffix(".txt") + ".yml"
        digest = hashlib.sha256(files[name].encode("utf-8", "surrogatepass")).hexdigest()
        if record in files:
            files[record] = re.sub(r"\b[0-9a-f]{64}\b", digest, files[record])
    return files


def _retyped(text: str, chance: random.Random) -> str:
    """Return *text* with a stretch of it taken out, doubled, moved, or with something hard put in."""
    at = chance.randrange(len(text) + 1)
    end = min(len(text), at + chance.choice((0, 0, 1, 2, 5, 20, 100)))
    match chance.randrange(5):
        case 0:
            return text[:at] + text[end:]
        case 1:
            return text[:end] + text[at:]
        case 2:
            to = chance.randrange(len(text) + 1)
            return text[:to] + text[at:end] + text[to:]
        case 3:
            return text[:at] + chance.choice(PIECES) * chance.choice((1, 1, 2, 3, 50)) + text[at:]
    return text[:at] + _hard(chance) + text[end:]


def _hard(chance: random.Random) -> str:
    return "".join(chance.choice(PIECES) for _ in range(chance.randrange(1, 6)))


def _restructured(text: str, chance: random.Random) -> str:
    """Return YAML with some value changed to another of its kind, or of another kind."""
    try:
        whole = yaml.load(text, yaml.BaseLoader)  # noqa: S506 - all of it as text
        whole = json.loads(json.dumps(whole))
    except (yaml.YAMLError, ValueError):
        return _retyped(text, chance)
    places = list(_places(whole))
    if not places:
        return _retyped(text, chance)
    words = [(holder, key) for holder, key in places if isinstance(holder[key], str) and " " in holder[key]]
    for _ in range(chance.choice((1, 1, 2))):
        holder, key = chance.choice(words if words and chance.random() < 0.7 else places)
        try:
            holder[key] = _other(holder[key], chance, places)
            if chance.random() < 0.1:
                del holder[key]
        except (LookupError, TypeError):
            continue  # an earlier change took the place away
    _restore_numbers(whole)
    if chance.random() < 0.5:
        return json.dumps(whole, ensure_ascii=False, indent=1)
    return str(yaml.safe_dump(whole, allow_unicode=True, sort_keys=False))


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield where each value within *node* stands: in what, and under which key."""
    keys: Any = node.keys() if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    for key in list(keys):
        yield node, key
        yield from _places(node[key])


def _other(value: Any, chance: random.Random, places: list[tuple[Any, Any]]) -> Any:
    """Return a value to stand in the place of *value*."""
    if isinstance(value, list) and value and chance.random() < 0.7:
        copied = json.loads(json.dumps(chance.choice(value)))
        return chance.choice(([*value, copied], value[:-1], [*reversed(value)], []))
    if isinstance(value, str) and " " in value and chance.random() < 0.7:
        return f"{value} {_hard(chance)}" if chance.random() < 0.5 else f"{_hard(chance)} {value}"
    if isinstance(value, str) and chance.random() < 0.8:
        at = chance.randrange(len(value) + 1)
        return chance.choice(
            (
                f"{value[:at]}{_hard(chance)}{value[at:]}",
                f"{value} {_hard(chance)}",
                _hard(chance),
                chance.choice(hard.VALUES),
            )
        )
    holder, key = chance.choice(places)
    simple: tuple[Any, ...] = (None, 7, -1, 2.5, True, [], {}, [""], {"a": "b"}, chance.choice(hard.VALUES))
    return chance.choice((*simple, json.loads(json.dumps(holder[key]))))


def _restore_numbers(node: Any) -> None:
    """Make numbers again of what the model wants as numbers."""
    for holder, key in _places(node):
        if (
            key in ("paragraph", "km")
            and isinstance(holder[key], str)
            and holder[key].isascii()
            and holder[key].isdigit()
        ):
            holder[key] = int(holder[key])


def main() -> int:
    """Run the cases that the command line asks for; return 1 if one fails."""
    parser = argparse.ArgumentParser(prog="nox -s fuzz --", description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--cases", type=int, default=2000, metavar="N")
    parser.add_argument("--seed", default=secrets.token_hex(4), metavar="S")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="the number of the first case")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N")
    options = parser.parse_args()
    keep = Path(tempfile.gettempdir()) / f"fuzz-{options.seed}"
    os.environ["XDG_CACHE_HOME"] = tempfile.mkdtemp()
    print(f"seed {options.seed}, {options.cases} cases", flush=True)
    numbers = range(options.first, options.first + options.cases)
    act: Callable[[int], Outcome] = partial(run, options.seed, keep)
    results: Counter[str] = Counter()
    with multiprocessing.get_context("spawn").Pool(options.jobs) as pool:
        for outcome in pool.imap_unordered(act, numbers, chunksize=20):
            results[outcome.result] += 1
            if results.total() % PROGRESS == 0:
                print(f"{results.total()} cases done", flush=True)
            if outcome.reason:
                print(f"case {outcome.number}, kept in {keep / str(outcome.number)}:\n{outcome.reason}", flush=True)
    shutil.rmtree(os.environ["XDG_CACHE_HOME"], ignore_errors=True)
    print(f"seed {options.seed}: {results['built']} built, {results['refused']} refused, {results['failed']} failed")
    return 1 if results["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
