"""A convenience for ``mkdocs build`` and ``mkdocs serve``: regenerate ``docs/`` by themselves.

The only module that knows MkDocs. Nothing depends on it: ``brief build`` before any engine gives the same site.
"""

import logging
import os
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

from build_scripts.brief.counting import count
from build_scripts.brief.problems import BriefError, Problem
from build_scripts.build import BUILT, build
from build_scripts.memory import Memory
from build_scripts.project import inherits_tool, settings

log = logging.getLogger("mkdocs.plugins.brief")
SOURCE = Path("source")
CHANGES = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
one_at_a_time = threading.Lock()
"""Held while pages are written, and while MkDocs makes a site of them.

Of two builds, the one that read later also writes later. And no page changes after MkDocs has read it and before its copy in
the site is written: that copy would be newer than the page, so that MkDocs would never make it anew.
"""
_making_a_site = threading.Event()
serving = threading.Event()
_MEMORY = Memory()
"""What the last build made, while the site is served."""
QUIET = 0.05
"""Seconds without a change after which a burst of saves is taken to be over."""


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Write the pages before the first build; stop if the brief has problems and no good pages are there to serve.

    ``brief site`` and ``brief offline`` have just written them.
    """
    del dirty
    if command == "serve":
        serving.set()
        logging.getLogger("mkdocs.commands.build").addFilter(_is_for_writers)
    elif BUILT in os.environ:
        return
    if not regenerate() and (command != "serve" or not Path("docs/index.md").exists()):
        raise Abort("the brief has problems; no site was built")


def _is_for_writers(record: logging.LogRecord) -> bool:
    """Return whether a line of MkDocs is for writers: that only the pages that changed are made anew is our choice, not theirs."""
    return not record.getMessage().startswith("A 'dirty' build is being performed")


def on_config(config: MkDocsConfig) -> None:
    """Leave the policy out of pages that are served: MkDocs writes a script into them, which reloads them.

    MkDocs has read the settings before the pages were built; the navigation may have changed since, with the brief.
    """
    config.extra["served"] = serving.is_set()
    if serving.is_set():
        config.theme.get_env = partial(_environment, config.theme.get_env)  # type: ignore[method-assign]
    root, name = Path(config.config_file_path).parent, Path(config.config_file_path).name
    if inherits_tool(root):
        config.nav = settings(root, name).get("nav", config.nav)


def _environment(make: Callable[[], Environment]) -> Environment:
    """Return the environment of the theme's templates, which lists them faster."""
    env = make()
    if isinstance(env.loader, FileSystemLoader):
        env.loader = _Visible(env.loader.searchpath)
    return env


class _Visible(FileSystemLoader):
    """Lists no templates in hidden folders: Material has 14,000 icons in one, and MkDocs lists them at every save, to use none."""

    def list_templates(self) -> list[str]:
        """Return the names of all others."""
        found = set()
        for path in self.searchpath:
            for folder, folders, names in os.walk(path):
                folders[:] = [name for name in folders if not name.startswith(".")]
                found |= {Path(folder, name).relative_to(path).as_posix() for name in names}
        return sorted(found)


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., Any]) -> LiveReloadServer:
    """Watch ``source/``; a save rewrites the pages that change, and those alone make MkDocs rebuild, once."""
    del builder
    server.build_delay = QUIET
    _watch_natively(server, config.docs_dir, config.config_file_path)
    watcher = _ChangeObserver()
    watcher.daemon = True
    watcher.schedule(_Regenerator(), str(SOURCE), recursive=True)
    watcher.start()
    return server


def on_pre_build(**_: object) -> None:
    """Keep the pages as they are until MkDocs has made a site of them."""
    if serving.is_set():
        one_at_a_time.acquire()
        _making_a_site.set()


def on_post_build(**_: object) -> None:
    """Let the pages change again."""
    if _making_a_site.is_set():
        _making_a_site.clear()
        one_at_a_time.release()


def on_build_error(**_: object) -> None:
    """Let the pages change again after a build that failed."""
    on_post_build()


def on_env(env: Environment, **_: object) -> Environment:
    """Keep the theme's compiled templates from one rebuild to the next: MkDocs would compile all of them each time."""
    env.bytecode_cache = _COMPILED
    return env


class _Compiled(BytecodeCache):
    """Compiled templates in memory, by name and content."""

    def __init__(self) -> None:
        self._code: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill *bucket* if its template was compiled before."""
        if code := self._code.get(f"{bucket.key}/{bucket.checksum}"):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._code[f"{bucket.key}/{bucket.checksum}"] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


class _Regenerator(FileSystemEventHandler):
    """Rewrites the pages when a file of the source has changed and a moment has passed without another change."""

    def __init__(self) -> None:
        self._timer: threading.Timer | None = None

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Start the wait anew."""
        if event.is_directory:
            return
        if self._timer:
            self._timer.cancel()
        self._timer = threading.Timer(QUIET, regenerate)
        self._timer.daemon = True
        self._timer.start()


class _ChangeObserver(Observer):  # type: ignore[misc, valid-type]
    """Tells of changes alone: MkDocs rebuilds at every event, and its own reading of a file is one."""

    def schedule(self, *args: Any, **options: Any) -> Any:
        """Watch a path, for changes only."""
        return super().schedule(*args, **(options | {"event_filter": CHANGES}))


def _watch_natively(server: LiveReloadServer, *paths: str) -> None:
    """Let the operating system tell of changes in *paths*: MkDocs would look twice a second."""
    for path in paths:
        server.unwatch(path)
    server.observer = _ChangeObserver()
    for path in paths:
        server.watch(path)


def regenerate() -> bool:
    try:
        with one_at_a_time:
            done = build(SOURCE, Path("docs"), drafts=serving.is_set(), memory=_MEMORY if serving.is_set() else None)
    except BriefError as error:
        _tell(error.problems, "the last good pages stay")
        return False
    if done.written or done.removed:
        log.info("Pages: %d written, %d removed", *done.pages)
    _tell(done.problems, "they are shown where they occur, and on the desk: /desk/")
    if done.left:
        log.info("%s left to do in drafts, on the desk: /desk/", count(len(done.left), "thing"))
    return True


def _tell(problems: tuple[Problem, ...], outcome: str) -> None:
    for problem in problems:
        log.error("%s", problem)
    if problems:
        log.error("%s; %s.", count(len(problems), "problem"), outcome)
