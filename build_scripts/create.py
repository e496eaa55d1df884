"""An article -> the folder of a new brief, complete: the draft, the pages about it, settings for engines and editors, workflows."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from build_scripts import __version__
from build_scripts.brief.kinds import KINDS
from build_scripts.load import load
from build_scripts.load.plain_yaml import quoted
from build_scripts.new import Draft, new, new_folder
from build_scripts.project import PROGRAM, SETTINGS, TOOL, rendered, write_tool
from build_scripts.saved import as_text

_TEMPLATES = PROGRAM / "templates" / "project"
COPIED: Mapping[str, str] = {
    ".github/workflows/preview.yml": "workflows/preview.yml",
    ".github/workflows/publish.yml": "workflows/publish.yml",
    ".gitignore": "gitignore",
    "LICENSE.md": "LICENSE.md",
    "docs/about/downloads.md": "about/downloads.md",
    "docs/about/method.md": "about/method.md",
    "mkdocs.offline.yml": "mkdocs.offline.yml",
}
"""The files of a new project that are the same in each, and where their text stands in ``templates/project/``."""


def create(folder: Path, article: Path) -> Draft:
    """Make *folder*, which is new or empty, the project of a brief on the saved *article*; return what was drafted.

    Raise BriefError or CommandError, with nothing written, if the file has no text, or the folder is not empty.
    """
    with new_folder(folder) as made, TemporaryDirectory() as aside:
        taken = as_text(article, Path(aside))
        draft = replace(new(taken.path, made / "source", taken.known, article.stem), head=taken.head)
        for path, content in _files(folder.resolve().name).items():
            (made / path).parent.mkdir(parents=True, exist_ok=True)
            (made / path).write_text(content, encoding="utf-8", newline="\n")
        write_tool(made, load(made / "source"))
    return draft


def _files(name: str) -> dict[str, str]:
    """Return the files beside ``source/`` of a project called *name*."""
    title = _title(name)
    names = {"title": title, "quoted_title": quoted(title), "version": __version__, "tool": TOOL}
    files = {path: (_TEMPLATES / template).read_text(encoding="utf-8") for path, template in COPIED.items()}
    files |= {path: rendered(f"project/{path}.jinja", **names) for path in ("README.md", "requirements.txt", SETTINGS)}
    return files | {".vscode/settings.json": _editor_settings()}


def _title(name: str) -> str:
    """Return the name of a folder as a title: ``my-brief`` is ``My brief``."""
    words = " ".join(name.replace("-", " ").replace("_", " ").split())
    return words[:1].upper() + words[1:]


def _editor_settings() -> str:
    """Return settings that let an editor check each file of ``source/`` with its schema, as the language server for YAML wants it."""
    files = {"brief": ["source/brief.yml"], "article": ["source/articles/*.yml"]}
    for kind in KINDS:
        if kind.file:
            path = f"source/{kind.file}"
            files[kind.file.rpartition("/")[2]] = [f"{path}.yml", f"{path}/*.yml"]
    schemas = {f"./{TOOL}/schema/{name}.json": paths for name, paths in files.items()}
    return json.dumps({"yaml.schemas": schemas, "yaml.customTags": ["!ENV sequence"]}, indent=2) + "\n"
