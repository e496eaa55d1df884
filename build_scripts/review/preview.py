"""The site at a change, marked as a preview, with what changed told on a page of its own and on each page. Writes files.

The pages are built as ever; the preview adds a page, a box on each page that changed, and settings that the theme turns
into a banner, a word to search engines, and addresses that point to the real site (``theme/partials/preview.html``).
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from build_scripts.check.handwritten import dangers
from build_scripts.publish import generated, publish
from build_scripts.render import linked_data
from build_scripts.review import report
from build_scripts.review.compare import Changes, compare
from build_scripts.review.pagewords import rows
from build_scripts.review.versions import DOCS, Pair, RevisionError, revisions

PAGE = "changes.md"
DATA = "changes.json"
SUMMARY = "summary.md"
_PARTS = ("mkdocs.yml", "build_scripts", DOCS)
_THEME = "build_scripts/theme"
_SHIM = "assets/frame-worker.js"
"""Stands in for a web worker, which a page opened from a folder may not start, and in which the search runs."""
_NOT_COPIED = shutil.ignore_patterns("__pycache__", ".generated.*")


@dataclass(frozen=True, slots=True)
class Preview:
    """What became of a preview."""

    changes: Changes
    said: str
    """What the engine said, if anything is amiss."""


def preview(source: Path, base: str, into: Path, *, number: int = 0, at: str = "") -> Preview:
    """Make the preview of the files as they are, compared with *base*, in the folder *into*.

    *number* is the change's number on its forge; *at* the address at which the preview will stand, if that is known.
    """
    _stop_unless_ours(into)
    both = revisions(source, base)
    changes = compare(both)
    root = source.resolve().parent
    with tempfile.TemporaryDirectory(prefix="preview-") as temporary:
        project = Path(temporary).resolve()
        for name in _PARTS:
            _copy(root / name, project / name)
        _write_docs(project, both, changes)
        _write_settings(project, both, changes, number)
        said = _build(project)
        _finish(project / "site", changes, at)
        if into.exists():
            shutil.rmtree(into)
        shutil.copytree(project / "site", into)
    return Preview(changes, said)


def _stop_unless_ours(into: Path) -> None:
    """Raise an error if *into* holds anything but an earlier preview, which may be thrown away."""
    if into.is_symlink() or (into.exists() and not into.is_dir()):
        raise RevisionError(f"{into} is no folder: move it away")
    if into.exists() and any(into.iterdir()) and not (into / DATA).is_file():
        raise RevisionError(f"{into} holds what no preview wrote: move it away, or name another folder with --into")


def _copy(path: Path, to: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, to, ignore=_NOT_COPIED, symlinks=True)
    elif path.exists():
        shutil.copyfile(path, to)


def _write_docs(project: Path, both: Pair, changes: Changes) -> None:
    docs = project / DOCS
    for path in generated(docs.parent / DOCS):
        (docs / path).unlink(missing_ok=True)
    opening = "---\ntitle: Changes\nhide: [navigation]\n---\n\n# Changes"
    told = report.as_page(changes, opening)
    if both.new.problems:
        shutil.rmtree(docs)
        publish({PAGE: told, "index.md": _template("broken.md.jinja", problems=len(both.new.problems))}, docs)
        return
    for path in _made(both):
        (docs / path).unlink(missing_ok=True)
    settings = _settings(project)
    before = {**both.old.documents, **both.old.pages}
    publish(both.new.pages, docs)
    (docs / PAGE).write_text(told, encoding="utf-8", newline="\n")
    for path in (*changes.pages_changed, *changes.pages_added):
        text = (docs / path).read_text(encoding="utf-8")
        if path in both.new.documents and (found := dangers(text, path)):
            text = _template("withheld.md.jinja", dangers=tuple(dict.fromkeys(danger.what for danger in found)))
        marked = mark(text, before.get(path, ""), settings)
        (docs / path).write_text(marked, encoding="utf-8", newline="\n")


def _made(both: Pair) -> frozenset[str]:
    """Return the pages of a build that may lie about in a work tree."""
    return frozenset((*both.new.pages, *both.old.pages)) - both.new.documents.keys()


def mark(text: str, before: str, settings: Mapping[str, Any]) -> str:
    """Return a Markdown page with a box that tells what changed in it since *before*, which is nothing if it is new."""
    found = rows(before, text, settings) if before else ()
    if not before:
        summary = "This page is new"
    elif not found:
        summary = "Only the form of this page changed, and no word"
    else:
        summary = f"What changed on this page: {len(found)} {'place' if len(found) == 1 else 'places'}"
    box = _template("page-changes.html.jinja", summary=summary, rows=found)
    return _after_title(text, re.sub(r"\s*\n\s*", "", box))


def _after_title(text: str, box: str) -> str:
    """Return a Markdown page with *box* below its title."""
    front = re.match(r"---\n.*?\n---\n", text, re.DOTALL)
    title = re.compile(r"^# .*\n", re.MULTILINE).search(text, front.end() if front else 0)
    at = title.end() if title else front.end() if front else 0
    return f"{text[:at]}\n{box}\n\n{text[at:]}"


def _write_settings(project: Path, both: Pair, changes: Changes, number: int) -> None:
    """Write the settings of the preview, which add to those of the site."""
    marks = {
        "title": f"Preview of change {number}" if number else "Preview",
        "commit": both.new.name,
        "base": both.old.name,
        "totals": report.totals(changes),
    }
    extra: dict[str, Any] = {"preview": marks}
    settings: dict[str, Any] = {"INHERIT": "mkdocs.yml", "use_directory_urls": False, "hooks": [], "extra": extra}
    if both.new.problems:
        settings["nav"] = [{"Changes": PAGE}]
    if (project / _THEME / _SHIM).is_file():
        extra["polyfills"] = [_SHIM]
    else:  # without it the search would ask another host for it in a page that is opened from a folder
        plugins = _settings(project).get("plugins", [])
        settings["plugins"] = [plugin for plugin in plugins if plugin != "search" and "search" not in (plugin or {})]
    (project / "preview.yml").write_text(json.dumps(settings), encoding="utf-8")


def _build(project: Path) -> str:
    """Have the engine build the site, and return what it warns of."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", "preview.yml"]
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=project, env=variables, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RevisionError(f"the site at this change cannot be built:\n{done.stdout}{done.stderr}")
    return done.stderr.strip()


def _finish(site: Path, changes: Changes, at: str) -> None:
    """Take out what is right for a whole site alone, and add the change for machines and for a comment."""
    for name in ("sitemap.xml", "sitemap.xml.gz", "404.html", "feed.xml"):
        (site / name).unlink(missing_ok=True)
    for page in site.rglob("*.html"):
        page.write_bytes(linked_data.without(page.read_bytes()))
    if (index := site / "search" / "search_index.json").is_file():  # a page opened from a folder may not fetch it
        script = f"var __index = {index.read_text(encoding='utf-8')}"
        index.with_suffix(".js").write_text(script, encoding="utf-8", newline="\n")
    (site / DATA).write_text(report.as_json(changes), encoding="utf-8", newline="\n")
    (site / SUMMARY).write_text(report.as_comment(changes, at=at), encoding="utf-8", newline="\n")


def _template(name: str, **names: Any) -> str:
    return report.html_environment().get_template(name).render(names)


def _settings(project: Path) -> dict[str, Any]:
    """Return what ``mkdocs.yml`` says, without what its tags stand for."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("", lambda *_: None)
    text = (project / "mkdocs.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader)  # noqa: S506 - a safe one
    return loaded
