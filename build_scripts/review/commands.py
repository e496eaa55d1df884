"""The commands of a review: arguments in, what is to be printed and the exit code out."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from build_scripts.review.compare import GATES, compare
from build_scripts.review.preview import preview
from build_scripts.review.report import COMMENT_LIMIT, as_comment, as_json, as_text, totals
from build_scripts.review.versions import Pair, RevisionError, folders, is_source, revisions

Outcome = tuple[str, int]
"""What is printed, and the exit code."""


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to those of ``brief``."""
    diff = commands.add_parser("diff", help="tell what a change means: entries, verdicts, pages, addresses that die")
    diff.add_argument(
        "base", metavar="BASE", help="a git revision, compared where the change left it, or a source folder"
    )
    diff.add_argument(
        "head", metavar="HEAD", nargs="?", default="", help="another one; without it, the files as they are"
    )
    diff.add_argument("--source", type=Path, default=Path("source"), metavar="DIR", help="what people write")
    diff.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="for whom it is told")
    diff.add_argument("--limit", type=int, default=COMMENT_LIMIT, metavar="N", help="most characters of the Markdown")
    diff.add_argument("--output", type=Path, metavar="FILE", help="write it there and print nothing")
    gates = "exit with 1 for any of these, separated by commas: " + ", ".join(GATES)
    diff.add_argument("--fail-on", type=_gates, default=(), metavar="WHAT", help=gates)
    diff.set_defaults(run=_diff)
    making = commands.add_parser("preview", help="build the site at a change, marked, with what changed told in it")
    making.add_argument(
        "--base", required=True, metavar="REV", help="compared with where the change left this revision"
    )
    making.add_argument("--number", type=int, default=0, metavar="N", help="the change's number on its forge")
    making.add_argument("--at", default="", metavar="URL", help="where the preview will stand, for the summary's links")
    making.add_argument("--source", type=Path, default=Path("source"), metavar="DIR", help="what people write")
    making.add_argument("--into", type=Path, default=Path("preview"), metavar="DIR", help="where the preview goes")
    making.set_defaults(run=_preview)


def pair(source: Path, base: str, head: str) -> Pair:
    """Return the two sides that the words of a command line name."""
    old, new = Path(base), Path(head) if head else source
    if is_source(old) and (is_source(new) or not head):
        return folders(old, new)
    if is_source(old) or (head and is_source(new)):
        folder, other = (base, head) if is_source(old) else (head, base)
        raise RevisionError(f'"{folder}" is a folder and "{other}" is none: compare two folders or two revisions')
    return revisions(source, base, head)


def _diff(options: argparse.Namespace) -> Outcome:
    changes = compare(pair(options.source, options.base, options.head))
    match options.format:
        case "json":
            told = as_json(changes)
        case "markdown":
            told = as_comment(changes, options.limit)
        case _:
            told = as_text(changes)
    if options.output:
        options.output.write_text(told, encoding="utf-8", newline="\n")
        told = ""
    return told.removesuffix("\n"), 1 if changes.raised & set(options.fail_on) else 0


def _preview(options: argparse.Namespace) -> Outcome:
    made = preview(options.source, options.base, options.into, number=options.number, at=options.at)
    told = [made.said, f"{totals(made.changes)}: open {options.into / 'changes.html'}"]
    if made.changes.new_problems:
        told.append("The change does not pass brief check: the preview holds its problems, and no pages.")
    return "\n".join(filter(None, told)), 0


def _gates(text: str) -> Sequence[str]:
    names = tuple(filter(None, (name.strip() for name in text.split(","))))
    if unknown := [name for name in names if name not in GATES]:
        raise argparse.ArgumentTypeError(f'there is no "{unknown[0]}"; there are {", ".join(GATES)}')
    return names
