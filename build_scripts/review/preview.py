"""The site at a change, marked as a preview, with a page that says what changed and a box on each page. Writes files.

The site is built from the change's text, by the program, theme and settings that are here. At a revision (*head*), which a
stranger may have written, no part of the change is run, and its hand-written pages are read as plain Markdown, except those
that are the same here, word for word.
"""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import markdown
from markupsafe import Markup

from build_scripts.brief.markdown_page import words
from build_scripts.brief.problems import BriefError
from build_scripts.brief.release import require_release
from build_scripts.check.handwritten import SUFFIXES, dangers, documents
from build_scripts.load import load
from build_scripts.project import (
    PROGRAM,
    SETTINGS,
    THEME,
    inherits_tool,
    navigation,
    schema_files,
    settings,
    write_tool,
)
from build_scripts.publish import RECORD, generated, publish
from build_scripts.render import linked_data, render_cards
from build_scripts.render.content import Content
from build_scripts.review import plain, report
from build_scripts.review.compare import Changes, compare
from build_scripts.review.pagewords import rows
from build_scripts.review.versions import DOCS, PICTURES, Pair, RevisionError, Version, revisions
from build_scripts.search import index

PAGE = "changes.md"
DATA = "changes.json"
SUMMARY = "summary.md"
SUMMARY_LIMIT = 60_000
"""How many characters the summary may have: a comment on GitHub takes 65,536, and has links above the summary."""
_KNOWN_PLUGINS = ("search", "mkdocstrings", "autorefs")
"""The plugins that may see a stranger's pages; another might take what is written there for a program."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What became of a preview."""

    changes: Changes
    warnings: str
    """What the engine warned of, if anything is amiss."""


@dataclass(frozen=True, slots=True)
class _Marks:
    """How each page of a preview is read (see ``preview_hook``), and the box on it."""

    read_as: Mapping[str, str]
    boxes: Mapping[str, str]


def preview(source: Path, base: str, into: Path, *, head: str = "", number: int = 0, at: str = "") -> Preview:
    """Make the preview of the revision *head*, or of the files as they are, compared with *base*, in the folder *into*.

    *number* is the change's number on its forge; *at* the address at which the preview will stand, if that is known.
    """
    _stop_unless_ours(into)
    root = source.resolve().parent
    if not (root / SETTINGS).is_file():
        raise RevisionError(f"there is no {SETTINGS} beside {source}: the preview is built with its settings")
    both = revisions(source, base, head)
    if head and any(Path(name).suffix.lower() not in PICTURES for name in both.others):
        both = replace(both, notices=(*both.notices, _BUILT_WITHOUT))
    changes = compare(both)
    with tempfile.TemporaryDirectory(prefix="preview-") as temporary:
        project = Path(temporary).resolve()
        try:
            write_tool(root, load(source))
            marks = _write_docs(project / DOCS, root, both, changes, trusted=not head)
        except BriefError as error:
            raise RevisionError("\n".join(map(str, error.problems))) from error
        _write_settings(project, root, both, changes, marks, number=number, trusted=not head)
        warnings = _build(project)
        _finish(project / "site", changes, at)
        if into.exists():
            shutil.rmtree(into)
        shutil.copytree(project / "site", into)
    return Preview(changes, warnings)


_BUILT_WITHOUT = (
    "This change also touches code, templates or settings. The preview was built without those: it shows the change's text"
    " with the code, theme and settings of the branch that the change is meant for."
)


def _stop_unless_ours(into: Path) -> None:
    """Raise an error if *into* holds anything but an earlier preview, which may be thrown away."""
    if into.is_symlink() or (into.exists() and not into.is_dir()):
        raise RevisionError(f"{into} is not a folder: move it away")
    if into.exists() and any(into.iterdir()) and not (into / DATA).is_file():
        raise RevisionError(
            f"{into} holds files that no preview wrote: move it away, or name another folder with --into"
        )


# The pages


def _write_docs(docs: Path, root: Path, both: Pair, changes: Changes, *, trusted: bool) -> _Marks:
    """Write the Markdown of the preview to *docs*, and return how each page is to be read."""
    require_release(both.new.brief.meta)
    report_page = report.as_page(changes, "---\ntitle: Changes\nhide: [navigation]\n---\n\n# Changes")
    if both.new.problems:
        pages = {PAGE: report_page, "index.md": _template("broken.md.jinja", problems=len(both.new.problems))}
        publish(pages, docs)
        return _Marks(dict.fromkeys(pages, "generated"), {})
    pages = {**both.new.pages, PAGE: report_page}
    written = _beside(both.new.documents, pages)
    here = documents(root / DOCS)
    plain_pages = {path for path, text in written.items() if _is_plain(path, text, here, trusted=trusted)}
    searched = {path: text for path, text in written.items() if path not in plain_pages}
    content = Content(both.new.brief, both.new.anchors)
    publish({**pages, **render_cards(content), **index(content, pages, searched)}, docs)
    for path, text in written.items():
        _write(docs / path, (_without_settings(text) if path in plain_pages else text).encode())
    for path, data in _other_files(root / DOCS, both.new, trusted=trusted):
        _write(docs / path, data)
    for path, text in schema_files(root).items():
        _write(docs / path, text.encode())
    before = {**both.old.documents, **both.old.pages}
    engines = {False: engine(settings(root)), True: markdown.Markdown(extensions=plain.extensions())}
    boxes = {
        path: box({**written, **pages}[path], before.get(path, ""), engines[path in plain_pages])
        for path in (*changes.pages_changed, *changes.pages_added)
        if path in written or path in pages
    }
    return _Marks({**dict.fromkeys(pages, "generated"), **dict.fromkeys(plain_pages, "plain")}, boxes)


def _beside(documents: Mapping[str, str], pages: Mapping[str, str]) -> dict[str, str]:
    """Return those of *documents* that take the place of none of *pages*, nor need it as a folder."""
    taken = {_stem(path) for path in pages}
    return {path: text for path, text in documents.items() if _stem(path) not in taken and not _is_below_a_page(path)}


def _stem(path: str) -> str:
    """Return what two pages share if both become one file of the site."""
    stem = path.rpartition(".")[0].casefold()
    return f"{stem.removesuffix('readme')}index" if stem.rpartition("/")[2] == "readme" else stem


def _is_below_a_page(path: str) -> bool:
    return any(part.lower().endswith(SUFFIXES) for part in PurePosixPath(path).parts[:-1])


def _is_plain(path: str, text: str, here: Mapping[str, str], *, trusted: bool) -> bool:
    """Return whether a page written by hand is read as plain Markdown.

    Of a revision that is each page that does not stand *here* as it is. In one's own files it is each page with which
    ``brief check`` finds fault.
    """
    return bool(dangers(text, path)) if trusted else here.get(path) != text


def _without_settings(text: str) -> str:
    """Return a page that begins with its title and its description, and with no other setting."""
    settings = {name: html.escape(value) for name, value in plain.front_matter(text).items()}
    as_json = json.dumps(settings, ensure_ascii=False)
    return _template("plain-page.md.jinja", settings=Markup(as_json), words=Markup(words(text)))  # noqa: S704


def _other_files(docs: Path, new: Version, *, trusted: bool) -> Iterator[tuple[str, bytes]]:
    """Yield what stands in *docs* beside the pages; of a stranger's revision the pictures are taken, and nothing else."""
    made = generated(docs)
    for path in sorted(docs.rglob("*")):
        name = path.relative_to(docs).as_posix()
        is_left_out = path.is_symlink() or name in made or name == RECORD or "__pycache__" in path.parts
        is_page = path.suffix.lower() in SUFFIXES
        if path.is_file() and not is_left_out and not is_page and (trusted or path.suffix.lower() not in PICTURES):
            yield name, path.read_bytes()
    yield from ((name, data) for name, data in new.pictures.items() if not _is_below_a_page(name))


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def box(text: str, before: str, engine: markdown.Markdown) -> str:
    """Return the HTML of the box that says what changed in a Markdown page since *before*, which is nothing if it is new."""
    found = rows(before, text, engine) if before else ()
    if not before:
        summary = "This page is new"
    elif not found:
        summary = "Only the formatting of this page changed, not its words"
    else:
        summary = f"What changed on this page: {len(found)} {'place' if len(found) == 1 else 'places'}"
    return re.sub(r"\s*\n\s*", "", _template("page-changes.html.jinja", summary=summary, rows=found))


# The site


def _write_settings(
    project: Path, root: Path, both: Pair, changes: Changes, marks: _Marks, *, number: int, trusted: bool
) -> None:
    """Write the settings of the preview, which add to those of the site."""
    own = settings(root)
    extra: dict[str, Any] = {
        "preview": {
            "title": f"Preview of change {number}" if number else "Preview",
            "commit": both.new.name,
            "base": both.old.name,
            "totals": report.totals(changes),
            "read_as": marks.read_as,
            "boxes": marks.boxes,
        },
    }
    theme = own.get("theme")
    made: dict[str, Any] = {
        "INHERIT": str(root / SETTINGS),
        "docs_dir": DOCS,
        "site_dir": "site",
        "use_directory_urls": False,
        "hooks": [str(PROGRAM / "review" / "preview_hook.py")],
        "theme": {"custom_dir": str(THEME), **({"name": theme} if isinstance(theme, str) else {})},
        "extra": extra,
    }
    if not trusted:
        made["plugins"] = list(_known_plugins(own.get("plugins", ["search"])))
    if inherits_tool(root):
        made["nav"] = navigation(both.new.brief)
    if both.new.problems:
        made["nav"] = [{"Changes": PAGE}]
    (project / "preview.yml").write_text(json.dumps(made), encoding="utf-8")


def _known_plugins(plugins: Any) -> Iterator[Any]:
    listed = [{name: options} for name, options in plugins.items()] if isinstance(plugins, dict) else plugins
    for plugin in listed or ():
        name = next(iter(plugin)) if isinstance(plugin, dict) else plugin
        if str(name).rpartition("/")[2] in _KNOWN_PLUGINS:
            yield plugin


def _build(project: Path) -> str:
    """Have the engine build the site, and return what it warns of; no file of the project can stand in for a module."""
    command = [sys.executable, "-P", "-m", "mkdocs", "build", "--quiet", "--config-file", "preview.yml"]
    paths = os.pathsep.join(filter(None, [str(PROGRAM.parent), os.environ.get("PYTHONPATH", "")]))
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": paths}
    done = subprocess.run(command, cwd=project, env=variables, check=False, capture_output=True, text=True)
    if done.returncode:
        raise RevisionError(f"the site at this change cannot be built:\n{done.stdout}{done.stderr}")
    return done.stderr.strip()


def _finish(site: Path, changes: Changes, at: str) -> None:
    """Take out what only a whole site should have, and add the change for machines and for a comment."""
    for name in ("sitemap.xml", "sitemap.xml.gz", "404.html", "feed.xml"):
        (site / name).unlink(missing_ok=True)
    for page in site.rglob("*.html"):
        page.write_bytes(linked_data.without(page.read_bytes()))
    (site / DATA).write_text(report.as_json(changes), encoding="utf-8", newline="\n")
    (site / SUMMARY).write_text(report.as_comment(changes, SUMMARY_LIMIT, at), encoding="utf-8", newline="\n")


def _template(name: str, **names: Any) -> str:
    return report.html_environment().get_template(name).render(names)


def engine(own: Mapping[str, Any]) -> markdown.Markdown:
    """Return a Markdown engine with the extensions that a site's *own* settings name."""
    names: list[str] = []
    options: dict[str, Any] = {}
    for extension in own.get("markdown_extensions", ()):
        options |= extension if isinstance(extension, dict) else {}
        names += extension if isinstance(extension, dict) else [extension]
    known = {name: value for name, value in options.items() if isinstance(value, dict)}
    return markdown.Markdown(extensions=names, extension_configs=known)
