"""The command ``brief``, also ``python -m build_scripts``: arguments in, exit code out. Only this module prints.

Each command imports its own modules when it runs, so that ``brief --version`` and ``--help`` answer at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts import __version__
from build_scripts.brief.collector import no_garbage_collection
from build_scripts.brief.counting import count
from build_scripts.brief.problems import BriefError, CommandError, Problem
from build_scripts.review import commands as review

if TYPE_CHECKING:
    from build_scripts.check.drafts import Findings

Outcome = tuple[str, int]
"""What is printed, and the exit code."""

_CONFIRM = 'Check each entry, fill in what is empty, and delete its line "status: draft"'


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 if all is well, 1 if the brief has problems, 2 for wrong usage."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # what a terminal's encoding lacks is no reason to stop
    options = _parser().parse_args(arguments)
    if getattr(options, "no_cache", False):
        os.environ["BRIEF_NO_CACHE"] = "1"  # for programs that this one runs, too
    try:
        text, code = options.run(options)
    except CommandError as error:
        print(f"brief {options.command}: {error}", file=sys.stderr)
        return 2
    if text:
        try:
            print(text, flush=True)
        except BrokenPipeError:  # who reads it has seen enough, as with "brief check | head"
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would say so as it ends
    return int(code)


@no_garbage_collection()
def _check(options: argparse.Namespace) -> Outcome:
    if options.explain:
        from build_scripts.check.explanations import explain

        return explain(options.explain), 0
    from build_scripts.load.files import require

    require(options.source)
    if options.summary:
        from build_scripts.build import summary

        figures = summary(options.source)
        width = max(len(name) for name, _ in figures)
        return _lines(*(f"{name:{width}}  {figure}" for name, figure in figures)), 0
    from build_scripts.check.folder import findings

    found = findings(options.source, options.docs or options.source.parent / "docs")
    if options.files:
        return _report_of_files(found, options)
    return _report(found.problems, options, "no page would be written", found.left, found.notes)


def _report_of_files(findings: Findings, options: argparse.Namespace) -> Outcome:
    """Return the report on those files alone that the options name."""
    names = {os.path.relpath(file) for file in options.files}
    if missing := sorted(name for name in names if not Path(name).is_file()):
        raise CommandError(f"there is no such file: {', '.join(missing)}")
    here, left, notes = (
        [one for one in listed if os.path.relpath(_place(one, options.source)) in names]
        for listed in (findings.problems, findings.left, findings.notes)
    )
    elsewhere = len(findings.problems) - len(here)
    more = f"{count(elsewhere, 'problem')} in other files" if elsewhere else "no page would be written"
    text, code = _report(here, options, more, left, notes)
    return text if here or not elsewhere else f"{text.removesuffix('.')} here; {more}.", code


def _new(options: argparse.Namespace) -> Outcome:
    from build_scripts.create import create
    from build_scripts.saved import head_sentence

    try:
        draft = create(options.folder, options.article)
    except BriefError as error:
        return _lines(*error.problems, f"{count(len(error.problems), 'problem')}; nothing was written."), 1
    drafted = ", ".join(
        (
            count(len(draft.quotations), "quotation"),
            count(len(draft.actors), "name"),
            count(len(draft.terms), "abbreviation"),
        )
    )
    taken = (
        f"Taken from the file: the text, {', '.join(fields)}. Compare them with the original."
        if (fields := draft.known.fields())
        else ""
    )
    return _lines(
        f"{options.folder.as_posix()}/source/: {drafted} to confirm.",
        *([f"{head_sentence(draft.head)}."] if draft.head else []),
        *filter(None, [taken]),
        f"{_CONFIRM}; brief check, run in that folder, lists what is left, by file and line.",
    ), 0


def _add(options: argparse.Namespace) -> Outcome:
    from build_scripts import add

    act, noun = {
        "article": (add.add_article, "id"),
        "source": (add.add_works, "work"),
        "quotes": (add.add_quotations, "quotation"),
    }[options.what]
    try:
        done = act(options.source, options.file)
    except BriefError as error:
        return _lines(*error.problems, f"{count(len(error.problems), 'problem')}; nothing was written."), 1
    return _lines(
        *done.refused,
        *(f"{sentence}." for sentence in done.left_out),
        f"{done.path.as_posix()}: {count(len(done.ids), noun)} added{': ' if done.ids else ''}{', '.join(done.ids)}",
        *([f"{_CONFIRM}; brief check lists what is left, by file and line."] if done.ids else []),
    ), 1 if done.refused else 0


@no_garbage_collection()
def _build(options: argparse.Namespace) -> Outcome:
    from build_scripts.build import build
    from build_scripts.check.handwritten import page_count
    from build_scripts.load.files import require

    require(options.source)
    try:
        done = build(options.source, options.docs, drafts=options.drafts)
    except BriefError as error:
        return _report(error.problems, options, "nothing was written")
    left = (
        f"; {count(len(done.problems), 'problem')} shown where they occur, and on the page desk/"
        if done.problems
        else ""
    )
    left += f"; {count(len(done.left), 'thing')} left to do in drafts, which brief check lists" if done.left else ""
    written, removed = done.pages
    return f"{count(page_count(options.docs), 'page')}: {written} written, {removed} removed{left}", 0


def _capture(options: argparse.Namespace) -> Outcome:
    from build_scripts.capture import capture

    made = capture(options.source, options.key, options.file, main_text=options.main_text)
    return _lines(f"{made.path.as_posix()} is written. Paste this into the source {options.key}:", made.stub()), 0


def _site(options: argparse.Namespace) -> Outcome:
    from build_scripts.site import make_site

    try:
        pages, left_out = make_site(options.into, downloads=options.downloads)
    except BriefError as error:
        return _report(error.problems, options, "no site was made")
    return _lines(f"{options.into.as_posix()}/: {count(pages, 'page')}", *left_out), 0


def _offline(options: argparse.Namespace) -> Outcome:
    from build_scripts.anchor import anchor
    from build_scripts.editions.data import add_data, website_of
    from build_scripts.editions.downloads import add_downloads
    from build_scripts.editions.offline import build_editions
    from build_scripts.editions.share import add_shares
    from build_scripts.load import load
    from build_scripts.site import make_editions

    try:
        if options.site:
            made = build_editions(options.source, options.site, options.dist)
        else:
            made = make_editions(options.dist)
        if options.offer:
            add_downloads(options.dist, options.offer)
            brief = load(options.source)
            anchors = anchor(brief)
            add_data(brief, anchors, options.offer)
            add_shares(brief, anchors, options.offer, website_of(options.offer))
    except BriefError as error:
        return _report(error.problems, options, "no edition was made")
    return _lines(
        *(f"{path.as_posix()}{f': {path.stat().st_size:,} bytes' if path.is_file() else '/'}" for path in made.paths),
        *made.left_out,
    ), 0


def _export(options: argparse.Namespace) -> Outcome:
    from build_scripts.brief.addresses import Website
    from build_scripts.build import export
    from build_scripts.export import FORMATS, write_files
    from build_scripts.load.files import require
    from build_scripts.new import new_folder

    require(options.source)
    website = Website(f"{options.address.rstrip('/')}/" if options.address else "")
    try:
        files = export(options.source, website, tuple(dict.fromkeys(options.formats or FORMATS)))
        if options.to:
            with new_folder(options.to) as folder:
                write_files(files, folder)
    except BriefError as error:
        return _report(error.problems, options, "nothing was exported")
    if options.to is None:
        if len(files) != 1:
            raise CommandError("these are several files: name a folder for them with --to")
        return next(iter(files.values())).rstrip("\n"), 0
    return _lines(
        *(f"{(options.to / path).as_posix()}: {len(text.encode()):,} bytes" for path, text in files.items())
    ), 0


def _serve(options: argparse.Namespace) -> Outcome:
    from build_scripts.site import serve

    arguments = [*(["--dev-addr", options.dev_addr] if options.dev_addr else []), *(["--open"] if options.open else [])]
    try:
        return "", serve(arguments)
    except BriefError as error:
        return _report(error.problems, options, "nothing is served")


def _verify(options: argparse.Namespace) -> Outcome:
    from build_scripts.editions.copies import NotAnEdition
    from build_scripts.editions.verify import report_lines, verify

    try:
        verdict = verify(options.copy)
    except NotAnEdition as error:
        return f"{options.copy.as_posix()} {error}", 2
    return _lines(*report_lines(verdict, options.copy)), 1 if verdict.differences else 0


def _lines(*lines: object) -> str:
    return "\n".join(map(str, lines))


def _report(
    found: Sequence[Problem],
    options: argparse.Namespace,
    outcome: str,
    left: Sequence[Problem] = (),
    notes: Sequence[Problem] = (),
) -> Outcome:
    """Return the problems *found* as the options ask for them, what is *left* to do in drafts, *notes*, and what came of it."""
    if options.format == "github":
        lines = [_github(problem, _place(problem, options.source)) for problem in found]
        lines += [_github(note, _place(note, options.source), "notice") for note in notes]
    else:
        lines = [*_by_file(found, options.source, "problem")]
        lines += [
            "",
            "Left to do in drafts, which are not published:",
            *_by_file(left, options.source, "thing"),
        ] * bool(left)
        lines += ["", "Not published yet:", *_by_file(notes, options.source, "note")] * bool(notes)
    rest = f"{count(len(left), 'thing')} left to do in drafts" if left else ""
    summary = f"{count(len(found), 'problem')}; {outcome}" if found else "No problems"
    apart = [""] * bool(left or notes)
    return _lines(*lines, *apart, f"{'; '.join(filter(None, (summary, rest)))}."), 1 if found else 0


def _by_file(found: Sequence[Problem], source: Path, noun: str) -> Iterator[str]:
    """Yield the lines that say what is *found*, file by file; where there are several, how much is in each."""
    files: dict[str, list[Problem]] = {}
    for problem in found:
        files.setdefault(_place(problem, source), []).append(problem)
    for number, (place, problems) in enumerate(files.items()):
        if len(files) > 1:
            yield from [""] * bool(number)
            yield f"{count(len(problems), noun)} in {place}:"
        yield from (_text(problem, place) for problem in problems)


def _place(problem: Problem, source: Path) -> str:
    """Return the path from here to the problem's file; paths in the source are relative to its parent folder."""
    path = problem.location.path
    inside = path.startswith(f"{source.resolve().name}/")
    return (Path(os.path.relpath(source)).parent / path).as_posix() if inside else path


def _text(problem: Problem, place: str) -> str:
    hint = "".join(f"\n  hint: {line}" for line in problem.hint.splitlines())
    return f"{place}:{problem.location.line}: {problem.message}{hint}"


def _github(problem: Problem, place: str, level: str = "error") -> str:
    """Return *problem* as a workflow command of GitHub Actions, which puts it beside its line in a pull request."""
    words = _data("\n".join(filter(None, (problem.message, problem.hint))))
    return f"::{level} file={_property(place)},line={problem.location.line},title=brief check::{words}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="brief", description="Build an analysis brief from its source.")
    parser.add_argument("--version", action="version", version=f"brief {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    caching = argparse.ArgumentParser(add_help=False)
    caching.add_argument("--no-cache", action="store_true", help="use nothing that an earlier run kept (slower)")
    reporting = argparse.ArgumentParser(add_help=False, parents=[caching])
    reporting.add_argument("--format", choices=("text", "github"), default="text", help="output format of problems")
    common = argparse.ArgumentParser(add_help=False, parents=[reporting])
    _add_folder(common, "--source", "source", "source folder")
    checking = commands.add_parser("check", parents=[common], help="report every problem; write nothing")
    _add_folder(
        checking, "--docs", None, "folder whose hand-written pages are checked too (default: docs beside the source)"
    )
    checking.add_argument(
        "--explain", metavar="RULE", help="explain what a rule requires and why, with an example; check nothing"
    )
    checking.add_argument("files", nargs="*", type=Path, metavar="FILE", help="report only the problems in these files")
    checking.add_argument("--summary", action="store_true", help="print figures on how far the brief is checked")
    checking.set_defaults(run=_check)
    capturing = commands.add_parser(
        "capture", help="keep the text of a saved work, so that its passages can be checked against it"
    )
    capturing.add_argument("key", metavar="KEY", help="the source's id in sources.yml")
    capturing.add_argument("file", type=Path, metavar="FILE", help="the saved work: .html, .txt or .pdf")
    capturing.add_argument(
        "--main-text", action="store_true", help="keep only the main text of a web page (needs trafilatura)"
    )
    _add_folder(capturing, "--source", "source", "source folder")
    capturing.set_defaults(run=_capture)
    starting = commands.add_parser(
        "new", help="make the folder of a new brief from an article: a draft, settings, pages and workflows"
    )
    starting.add_argument("folder", type=Path, metavar="FOLDER", help="folder to create")
    starting.add_argument(
        "article",
        type=Path,
        metavar="ARTICLE",
        help="the article as published: a text (.txt), or a saved .html, .pdf or .docx file",
    )
    starting.set_defaults(run=_new)
    adding = commands.add_parser("add", help="add an article, works cited, or notes on an article")
    adding.add_argument(
        "what",
        choices=("article", "source", "quotes"),
        help="article: a text or a saved page; source: works cited; quotes: notes on an article",
    )
    adding.add_argument(
        "file",
        type=Path,
        metavar="FILE",
        help="article: .txt, .html, .pdf or .docx; works: .bib, .json (CSL-JSON) or .ris; notes: .json (Hypothesis, W3C) or .csv",
    )
    _add_folder(adding, "--source", "source", "source folder")
    adding.set_defaults(run=_add)
    building = commands.add_parser("build", parents=[common], help="check, then write the pages that changed")
    _add_folder(building, "--docs", "docs", "folder for the pages")
    building.add_argument(
        "--drafts", action="store_true", help="show everything, including drafts and entries with problems"
    )
    building.set_defaults(run=_build)
    here = {"source": Path("source")}
    making = commands.add_parser(
        "site", parents=[reporting], help="check, build, and publish the website of this folder"
    )
    making.add_argument(
        "--downloads", action="store_true", help="make the offline editions too, and offer them for download"
    )
    _add_folder(making, "--into", "site", "folder for the website")
    making.set_defaults(run=_site, **here)
    serving = commands.add_parser("serve", parents=[reporting], help="show the website of this folder while you write")
    serving.add_argument("-a", "--dev-addr", metavar="IP:PORT", help="address to serve at (default: 127.0.0.1:8000)")
    serving.add_argument("-o", "--open", action="store_true", help="open it in a browser")
    serving.set_defaults(run=_serve, **here)
    packing = commands.add_parser("offline", parents=[common], help="make the offline editions of the brief")
    packing.add_argument(
        "--site", type=Path, metavar="DIR", help="use this site, built by any engine with mkdocs.offline.yml"
    )
    _add_folder(packing, "--dist", "dist", "folder for the editions")
    packing.add_argument(
        "--offer",
        type=Path,
        metavar="SITE",
        help="folder of a website, built by any engine, that should offer them, and the data, for download",
    )
    packing.set_defaults(run=_offline)
    exporting = commands.add_parser(
        "export", parents=[caching], help="write the brief as data, tables, lists of works, or annotations"
    )
    _add_folder(exporting, "--source", "source", "folder of the brief")
    exporting.add_argument(
        "--format",
        dest="formats",
        action="append",
        choices=["json", "csv", "cff", "csl", "bibtex", "ris", "w3c", "hypothesis"],
        help="only this format; may be given several times (default: all)",
    )
    exporting.add_argument("--address", metavar="URL", help="where the website is, for links into it")
    _add_folder(exporting, "--to", None, "new folder for the files; without it, a single file is printed")
    exporting.set_defaults(run=_export, format="text")
    verifying = commands.add_parser(
        "verify",
        help="check whether a copy is the same as the published edition: exit code 0 if so, 1 if not, 2 if it is not an edition",
    )
    verifying.add_argument(
        "copy", type=Path, metavar="COPY", help="an offline edition: a zip, folder, page, book or PDF"
    )
    verifying.set_defaults(run=_verify)
    review.add(commands, caching)
    return parser


def _add_folder(parser: argparse.ArgumentParser, option: str, default: str | None, words: str) -> None:
    path, shown = (Path(default), f"{words} (default: {default})") if default else (None, words)
    parser.add_argument(option, type=Path, default=path, metavar="DIR", help=shown)


if __name__ == "__main__":
    sys.exit(main())
