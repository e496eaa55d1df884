"""The command ``brief``, also ``python -m build_scripts``: arguments in, exit code out; alone in printing."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from build_scripts import __version__
from build_scripts.brief.problems import BriefError, Problem
from build_scripts.build import build, problems
from build_scripts.editions.copies import NotAnEdition
from build_scripts.editions.downloads import add_downloads
from build_scripts.editions.offline import build_editions
from build_scripts.editions.verify import report_lines, verify
from build_scripts.new import new
from build_scripts.review import commands as review
from build_scripts.review.versions import RevisionError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 if all is well, 1 if the brief has problems, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    if "run" in options:
        return _run(options)
    match options.command:
        case "check":
            found = problems(options.source, options.docs or options.source.parent / "docs")
            _say(found, options.source, options.format, "no page would be written")
            return 1 if found else 0
        case "new":
            return _new(options.article, options.into)
        case "offline":
            return _offline(options)
        case "verify":
            return _verify(options.copy)
        case _:
            return _build(options)


def _run(options: argparse.Namespace) -> int:
    try:
        told, code = options.run(options)
    except RevisionError as error:
        print(f"brief {options.command}: {error}", file=sys.stderr)
        return 2
    if told:
        print(told)
    return int(code)


def _new(article: Path, into: Path) -> int:
    try:
        draft = new(article, into)
    except BriefError as error:
        for problem in error.problems:
            print(problem)
        print(f"{_count(len(error.problems), 'problem')}; nothing was written.")
        return 1
    drafted = (
        (len(draft.quotations), "quotation"),
        (len(draft.actors), "name"),
        (len(draft.terms), "abbreviation"),
    )
    print(f"{into.as_posix()}/: {', '.join(_count(*kind) for kind in drafted)} to confirm.")
    print("Fill in what is empty; brief check tells what is left, by file and line.")
    return 0


def _build(options: argparse.Namespace) -> int:
    try:
        done = build(options.source, options.docs)
    except BriefError as error:
        _say(error.problems, options.source, options.format, "nothing was written")
        return 1
    total = len(done.written) + len(done.unchanged)
    print(f"{_count(total, 'page')}: {len(done.written)} written, {len(done.removed)} removed")
    return 0


def _offline(options: argparse.Namespace) -> int:
    try:
        made = build_editions(options.source, options.site, options.dist)
        if options.offer:
            add_downloads(options.dist, options.offer)
    except BriefError as error:
        _say(error.problems, options.source, options.format, "no edition was made")
        return 1
    for path in made:
        print(f"{path.as_posix()}{f': {path.stat().st_size:,} bytes' if path.is_file() else '/'}")
    return 0


def _verify(copy: Path) -> int:
    try:
        verdict = verify(copy)
    except NotAnEdition as error:
        print(f"{copy.as_posix()} {error}")
        return 2
    for line in report_lines(verdict, copy):
        print(line)
    return 1 if verdict.differences else 0


def _say(found: Sequence[Problem], source: Path, style: str, outcome: str) -> None:
    for problem in found:
        place = _place(problem, source)
        print(_github(problem, place) if style == "github" else _text(problem, place))
    print(f"{_count(len(found), 'problem')}; {outcome}." if found else "No problems.")


def _place(problem: Problem, source: Path) -> str:
    """Return the path that leads from here to the problem's file: those of the source are told from its own folder."""
    path = problem.location.path
    inside = path.startswith(f"{source.resolve().name}/")
    return (Path(os.path.relpath(source)).parent / path).as_posix() if inside else path


def _text(problem: Problem, place: str) -> str:
    hint = "".join(f"\n  hint: {line}" for line in problem.hint.splitlines())
    return f"{place}:{problem.location.line}: {problem.message}{hint}"


def _github(problem: Problem, place: str) -> str:
    """Return *problem* as a workflow command of GitHub Actions, which puts it beside its line in a pull request."""
    words = _data("\n".join(filter(None, (problem.message, problem.hint))))
    return f"::error file={_property(place)},line={problem.location.line},title=brief check::{words}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="brief", description="Build an analysis brief from its source.")
    parser.add_argument("--version", action="version", version=f"brief {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--source", type=Path, default=Path("source"), metavar="DIR", help="what people write")
    common.add_argument("--format", choices=("text", "github"), default="text", help="how problems are printed")
    checking = commands.add_parser("check", parents=[common], help="report everything that is wrong, and write nothing")
    checking.add_argument(
        "--docs",
        type=Path,
        metavar="DIR",
        help="what people wrote by hand there is checked, too: docs beside the source",
    )
    beginning = commands.add_parser("new", help="begin a brief of a text file: its record, quotations and names")
    beginning.add_argument("article", type=Path, metavar="ARTICLE.txt", help="the article, as published")
    beginning.add_argument(
        "--into", type=Path, default=Path("source"), metavar="DIR", help="a folder that is not there"
    )
    building = commands.add_parser("build", parents=[common], help="check, then write the pages that changed")
    building.add_argument("--docs", type=Path, default=Path("docs"), metavar="DIR", help="where the pages go")
    taking = commands.add_parser("offline", parents=[common], help="make what readers take along of a built site")
    taking.add_argument("--site", type=Path, required=True, metavar="DIR", help="built with mkdocs.offline.yml")
    taking.add_argument("--dist", type=Path, default=Path("dist"), metavar="DIR", help="where the editions go")
    taking.add_argument("--offer", type=Path, metavar="SITE", help="offer them on the hosted site in this folder, too")
    verifying = commands.add_parser(
        "verify", help="tell whether a copy is as published: exit code 0, 1, or 2 if refused"
    )
    verifying.add_argument("copy", type=Path, metavar="ZIP|FOLDER|PAGE|BOOK", help="an offline edition")
    review.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
