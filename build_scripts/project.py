"""The folder of a brief as engines and editors need it: its settings, and what the tool writes there for them.

A project that ``brief new`` made has a folder ``tool/``, which git ignores: the theme, the settings that all briefs share,
the navigation, the hook and the schemas. ``mkdocs.yml`` inherits ``tool/mkdocs.yml``, so that any engine that reads it finds
all that it needs in the project, and a newer version of the tool brings newer ones.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from markdown.extensions.toc import slugify_unicode

from build_scripts.brief import addresses, pages
from build_scripts.brief.kinds import as_read
from build_scripts.brief.model import Brief
from build_scripts.brief.problems import BriefError, CommandError, Problem
from build_scripts.load.schema import schemas
from build_scripts.publish import Published, publish
from build_scripts.render.templating import environment

SETTINGS = "mkdocs.yml"
OFFLINE_SETTINGS = "mkdocs.offline.yml"
TOOL = "tool"
"""The folder of a project in which the tool writes what is its own."""

PROGRAM = Path(__file__).parent
THEME = PROGRAM / "theme"
_SLUGS = "tag:yaml.org,2002:python/name:markdown.extensions.toc.slugify_unicode"
_SCHEMAS = "reference/schema"
_MOST_INHERITED = 10
"""How many files of settings may inherit each other: more go round in a circle."""


def settings(root: Path, name: str = SETTINGS) -> dict[str, Any]:
    """Return what the settings of the project *root* say, with what they inherit.

    What YAML's tags stand for is left out, but for how headings get their ids.
    """
    found: dict[str, Any] = {}
    path = root / name
    for _ in range(_MOST_INHERITED):
        try:
            own = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe one
        except (OSError, ValueError, yaml.YAMLError) as error:
            raise CommandError(f"{path.as_posix()} cannot be read: {error}") from error
        own = own if isinstance(own, dict) else {}
        parent = own.pop("INHERIT", None)
        found = _merged(own, found)
        if not isinstance(parent, str):
            return found
        path = path.parent / parent
    raise CommandError(f"{(root / name).as_posix()} inherits settings that inherit each other")


def inherits_tool(root: Path) -> bool:
    """Return whether the project *root* is published with what the tool writes to ``tool/``."""
    try:
        own = yaml.load((root / SETTINGS).read_text(encoding="utf-8"), _Loader)  # noqa: S506 - a safe one
    except (OSError, ValueError, yaml.YAMLError):
        return False
    return isinstance(own, dict) and own.get("INHERIT") == f"{TOOL}/{SETTINGS}"


def write_tool(root: Path, brief: Brief) -> Published | None:
    """Bring ``tool/`` in the project *root* up to date, if its settings inherit it; raise BriefError if that would lose a change."""
    if not inherits_tool(root):
        return None
    try:
        return publish(tool_files(brief), root / TOOL)
    except BriefError as error:
        raise BriefError(Problem(one.location, one.message, _HINT) for one in error.problems) from error


_HINT = f"the tool writes this folder: put your own settings in {SETTINGS}, delete this file and build again"


def tool_files(brief: Brief) -> dict[str, bytes]:
    """Return the files of ``tool/`` for *brief*, by their path there."""
    nav = yaml.safe_dump({"nav": navigation(brief)}, sort_keys=False, allow_unicode=True)
    words = {
        "mkdocs.yml": rendered("tool/mkdocs.yml.jinja", tool=TOOL, nav=nav),
        "hook.py": rendered("tool/hook.py.jinja"),
        **{f"schema/{name}": text for name, text in schemas().items()},
    }
    theme = {f"theme/{path.relative_to(THEME).as_posix()}": path.read_bytes() for path in _files(THEME)}
    shared = {"settings.yml": (PROGRAM / "settings.yml").read_bytes()}
    return {name: text.encode() for name, text in words.items()} | theme | shared


def schema_files(root: Path) -> dict[str, str]:
    """Return the schemas by their paths in ``docs/``, to which the page of formats links; none if the project *root* keeps its own."""
    return {f"{_SCHEMAS}/{name}": text for name, text in schemas().items()} if inherits_tool(root) else {}


def rendered(template: str, **names: object) -> str:
    """Return what a *template* of a text file gives."""
    return environment(autoescape=False).get_template(template).render(names)


def navigation(brief: Brief) -> list[dict[str, Any]]:
    """Return the navigation of *brief* as MkDocs has it; several articles are listed on a page, and not in it.

    Nor are pages in it that nothing would stand on. They are made all the same, so that their addresses last.
    """
    brief = as_read(brief)
    rows = [row for row in pages.page_rows() if row.each != "actor" and pages.has_something(row, brief)]
    if len(brief.articles) > 1:
        articles = {row.path: row.title for row in rows if row.several}
    else:
        article_rows = [row for row in rows if row.each]
        articles = {pages.page_path(row, one): row.title or "Article" for one in brief.articles for row in article_rows}
    others = {row.path: row.title for row in rows if not row.each and not row.several}
    about = {path: others.pop(path) for path in (addresses.ABOUT, addresses.FORMATS)}
    by_hand = {addresses.METHOD: "How it was made", addresses.DOWNLOADS: "Take it with you"}
    del others[addresses.HOME]
    last = {addresses.ABOUT: about.pop(addresses.ABOUT), **by_hand, **about}
    first = {addresses.HOME: "Brief", **articles, **others}
    return [
        *({title: path} for path, title in first.items()),
        {"About": [{title: path} for path, title in last.items()]},
    ]


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)


def _merged(parent: Mapping[str, Any], child: Mapping[str, Any]) -> dict[str, Any]:
    """Return *parent* with what *child* says in place of it, mapping by mapping, as MkDocs does."""
    both = {**parent, **child}
    for name in parent.keys() & child.keys():
        if isinstance(parent[name], dict) and isinstance(child[name], dict):
            both[name] = _merged(parent[name], child[name])
    return both


class _Loader(yaml.SafeLoader):
    """Reads settings without what their tags stand for."""


_Loader.add_multi_constructor("", lambda *_: None)
_Loader.add_constructor(_SLUGS, lambda *_: slugify_unicode)
