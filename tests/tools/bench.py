"""Measure the build, and print figures side by side; no timing decides a test.

Synthetic dossiers of 1, 10, 100 and 1,000 articles of about 500 words with ten annotations each and shared actors and
terms. Times are processor seconds of whole processes, which other programs disturb least; memory is the process's peak.
Run with ``nox -s bench``; a number after ``--`` sets the largest dossier.
"""

import hashlib
import json
import math
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from build_scripts.anchor import Searchable, anchor, locate
from build_scripts.brief.problems import Problem
from tests import briefs
from tests.places import ROOT

WORDS = [
    "river",
    "mill",
    "water",
    "council",
    "spring",
    "town",
    "engineer",
    "measure",
    "summer",
    "report",
    "bridge",
    "repair",
    "winter",
    "level",
    "record",
    "public",
    "meeting",
    "letter",
    "question",
    "answer",
    "figure",
    "promise",
    "delay",
    "budget",
    "survey",
    "village",
    "farmer",
    "canal",
    "gate",
    "flood",
    "plan",
    "vote",
]
ACTORS = tuple(f"{first} {last}" for first in ("Ada", "Ben", "Cora", "Dov", "Eli") for last in "ABCDEFGH")
TERMS = tuple(f"{word} {kind}" for word in WORDS[:10] for kind in ("gauge", "order", "rate"))
PROSE = "A sentence of the analyst's own about it, long enough to be one, with [[{}]] in it. [@work-{}]"


@dataclass(frozen=True, slots=True)
class Run:
    """What one run of a command took: processor seconds, and its peak memory in MiB."""

    seconds: float
    memory: float


def main(largest: int) -> None:
    """Print every figure."""
    sizes = [size for size in (1, 10, 100, 1000) if size <= largest]
    with tempfile.TemporaryDirectory() as folder:
        _dossiers(Path(folder), sizes)
    _quotations()


def _dossiers(folder: Path, sizes: list[int]) -> None:
    print("articles  pages   first s  second s  one edit s  rewritten   MiB   mkdocs s  share  edit/first")
    first: dict[int, float] = {}
    site: dict[int, float] = {}
    pages: dict[int, int] = {}
    for size in sizes:
        dossier = folder / str(size)
        write_dossier(dossier / "source", size)
        (dossier / "mkdocs.yml").write_text(_settings(), encoding="utf-8")
        cold = _brief(dossier)
        warm = _brief(dossier)
        before = _stamps(dossier / "docs")
        _edit(dossier / "source" / "annotations" / "quotes" / "article-0.yml")
        edited = _brief(dossier)
        rewritten = sum(before.get(path) != stamp for path, stamp in _stamps(dossier / "docs").items())
        engine = _run([sys.executable, "-m", "mkdocs", "build", "-q"], dossier)
        pages[size] = len(list((dossier / "docs").rglob("*.md")))
        first[size], site[size] = cold.seconds, engine.seconds
        print(
            f"{size:8} {pages[size]:6} {cold.seconds:9.2f} {warm.seconds:9.2f} {edited.seconds:11.2f} {rewritten:10}"
            f" {cold.memory:6.0f} {engine.seconds:10.2f} {cold.seconds / engine.seconds:6.1%}"
            f" {edited.seconds / cold.seconds:11.1%}"
        )
        shutil.rmtree(dossier)
    for small, large in pairwise(sizes[1:]):
        growth = math.log(first[large] / first[small]) / math.log(large / small)
        engine_growth = math.log(site[large] / site[small]) / math.log(pages[large] / pages[small])
        print(
            f"growth exponent {small} to {large}: brief {growth:.2f} by articles, mkdocs {engine_growth:.2f} by pages"
        )


def write_dossier(source: Path, size: int) -> None:
    """Write a synthetic brief of *size* articles to *source*; the same size gives the same bytes."""
    chance = random.Random(size)  # noqa: S311 - not for secrets
    for folder in ("articles", "annotations/quotes", "annotations/claims", "annotations/events"):
        (source / folder).mkdir(parents=True)
    _write(source / "brief.yml", {**_plain(briefs.META), "summary": PROSE.format("actor-1", 1)})
    (source / "background.md").write_text(PROSE.format("term-1", 2) + "\n", encoding="utf-8")
    works = [{**briefs.REPORT, "id": f"work-{n}", "title": f"Work {n}"} for n in range(len(ACTORS))]
    _write(source / "sources.yml", works)
    actors = [_actor(n, name) for n, name in enumerate(ACTORS)]
    _write(source / "annotations" / "actors.yml", actors)
    terms = [_term(n, term) for n, term in enumerate(TERMS)]
    _write(source / "annotations" / "glossary.yml", terms)
    for number in range(size):
        _write_article(source, number, chance)


def _actor(number: int, name: str) -> Mapping[str, Any]:
    summary = PROSE.format("term-3", number)
    neighbour = f"actor-{(number + 1) % len(ACTORS)}"
    who = {"id": f"actor-{number}", "name": name, "kind": "person", "affiliation": neighbour, "role": "A resident"}
    return who | {"summary": summary}


def _term(number: int, term: str) -> Mapping[str, Any]:
    neighbour = f"term-{(number + 1) % len(TERMS)}"
    definition = PROSE.format("actor-2", number)
    return {"id": f"term-{number}", "term": term, "definition": definition, "see_also": [neighbour]}


def _write_article(source: Path, number: int, chance: random.Random) -> None:
    name = f"article-{number}"
    sentences = [_sentence(chance, f"{number} {place}") for place in range(32)]
    speakers = {place: chance.randrange(len(ACTORS)) for place in range(0, 25, 5)}
    quoted = {place: f"“{sentences[place]}” said {ACTORS[who]}." for place, who in speakers.items()}
    paragraphs = [
        " ".join(quoted.get(place, sentences[place]) for place in range(begin, begin + 4)) for begin in range(0, 32, 4)
    ]
    text = "\n".join(paragraphs)
    (source / "articles" / f"{name}.txt").write_text(text, encoding="utf-8", newline="")
    record = _plain(briefs.RECORD) | {
        "outlet": "actor-0",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "headline": f"Report {number}",
    }
    _write(source / "articles" / f"{name}.yml", record)
    quotes = [
        _plain(briefs.quote(f"q-{number}-{place}", "x").model_dump(exclude_defaults=True))
        | _body(place, "note", "comparison")
        | {"target": {"article": name, "exact": sentences[place]}, "speaker": f"actor-{speakers[place]}"}
        | {"cue": f"said {ACTORS[speakers[place]]}"}
        for place in quoted
    ]
    claims: list[dict[str, Any]] = [
        {"id": f"c-{number}-{place}", "title": f"Claim {place}", "claimant": "actor-0", "verdict": "disputed"}
        | {"target": {"article": name, "exact": sentences[place]}}
        | _body(place, "evidence")
        for place in (1, 6, 11)
    ]
    events: list[dict[str, Any]] = [
        {
            "id": f"e-{number}-{place}",
            "title": f"Event {place}",
            "date": f"20{number % 90 + 10}",
            "in_article": "stated",
        }
        | {"target": {"article": name, "exact": sentences[place]}}
        | _body(place, "text")
        for place in (2, 7)
    ]
    for kind, records in (("quotes", quotes), ("claims", claims), ("events", events)):
        _write(source / "annotations" / kind / f"{name}.yml", records)


def _sentence(chance: random.Random, mark: str) -> str:
    words = chance.choices(WORDS, k=13)
    words[3] = chance.choice(TERMS)
    words[9] = chance.choice(ACTORS)
    return f"The {' '.join(words)} {mark}."


def _body(place: int, *fields: str) -> dict[str, Any]:
    return {field: PROSE.format(f"term-{place}", place) for field in fields}


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(json.dumps(value, default=str))
    return plain


def _write(path: Path, value: object) -> None:
    """Write *value* in the block style that people write."""
    path.write_text("\n".join(_lines(value)) + "\n", encoding="utf-8")


def _lines(value: object) -> Iterator[str]:
    match value:
        case dict():
            for key, item in value.items():
                if isinstance(item, dict | list):
                    yield f"{key}:"
                    yield from (f"  {line}" for line in _lines(item))
                else:
                    yield f"{key}: {json.dumps(item, ensure_ascii=False)}"
        case list():
            for item in value:
                first, *rest = _lines(item)
                yield f"- {first}"
                yield from (f"  {line}" for line in rest)
        case _:
            yield json.dumps(value, ensure_ascii=False)


def _edit(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("long enough to be one", "now another one", 1), encoding="utf-8")


def _stamps(docs: Path) -> Mapping[Path, int]:
    return {path: path.stat().st_mtime_ns for path in docs.rglob("*.md")}


def _settings() -> str:
    """Return the project's own ``mkdocs.yml`` for another folder: no hook, no API pages, no navigation of its own."""
    theme = f"{{name: material, font: false, features: [navigation.prune], custom_dir: {ROOT / 'build_scripts/theme'}}}"
    nav = "[{Brief: index.md}, {Articles: articles/index.md}, {Actors: actors/index.md}, {Glossary: glossary.md}]"
    return (
        f"site_name: Dossier\ntheme: {theme}\nnav: {nav}\nplugins: [{{search: {{enabled: false}}}}]\nextra_css: [assets/brief.css]\n"
        "markdown_extensions: [attr_list, fenced_code, footnotes, md_in_html, tables, {toc: {permalink: true}}]\n"
    )


def _brief(dossier: Path) -> Run:
    return _run([sys.executable, "-m", "build_scripts", "build"], dossier)


def _run(command: list[str], folder: Path) -> Run:
    environment = os.environ | {
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(folder / "cache"),
        "NO_MKDOCS_2_WARNING": "1",
    }
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    return Run(usage.ru_utime + usage.ru_stime, _mebibytes(usage))


def _mebibytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)


def _quotations() -> None:
    chance = random.Random(1)  # noqa: S311 - not for secrets
    sentences = [_sentence(chance, str(number)) for number in range(10_000)]
    article = briefs.article("\n".join(sentences))
    exact = [briefs.quote(f"q-{number}", words, form="indirect") for number, words in enumerate(sentences)]
    brief = briefs.brief(article, quotes=tuple(exact))
    began = time.perf_counter()
    anchors = anchor(brief)
    seconds = time.perf_counter() - began
    assert len(anchors.places) == len(sentences), anchors.problems[:1]
    print(f"{len(sentences):,} exact quotes in {len(article.text) / 1e6:.2f} million code points: {seconds:.2f} s")
    wrong = briefs.quote(
        "wrong", " ".join([*sentences[5000].split()[:6], "mistyped", *sentences[5000].split()[7:]]), form="indirect"
    )
    page = Searchable(article)
    locate(page, exact[0].target[0])
    began = time.perf_counter()
    problem = locate(page, wrong.target[0])
    print(f"one failed quote with its suggestion in that text: {(time.perf_counter() - began) * 1000:.0f} ms")
    assert isinstance(problem, Problem)
    assert "did you mean" in problem.hint


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
