"""The commands of a review: arguments in, the text to print and the exit code out.

Each imports its own modules when it runs, so that other commands and ``--help`` answer at once.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from build_scripts.review.gates import GATES

if TYPE_CHECKING:
    from build_scripts.review.versions import Pair

Outcome = tuple[str, int]
"""What is printed, and the exit code."""

_SOURCE = "source folder (default: source)"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", caching: argparse.ArgumentParser) -> None:
    """Add the commands to those of ``brief``, with the option of *caching* that all have."""
    diff = commands.add_parser(
        "diff", parents=[caching], help="report what a change means: entries, verdicts, pages, links that would break"
    )
    diff.add_argument(
        "base", metavar="BASE", help="git revision, compared from where the change branched off, or a source folder"
    )
    diff.add_argument(
        "head", metavar="HEAD", nargs="?", default="", help="the other side (default: the files as they are)"
    )
    diff.add_argument("--source", type=Path, default=Path("source"), metavar="DIR", help=_SOURCE)
    diff.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="output format")
    diff.add_argument("--limit", type=int, metavar="N", help="maximum number of characters of the Markdown")
    diff.add_argument("--output", type=Path, metavar="FILE", help="write to FILE instead of stdout")
    gates = "exit with 1 if the change does any of these, separated by commas: " + ", ".join(GATES)
    diff.add_argument("--fail-on", type=_gates, default=(), metavar="WHAT", help=gates)
    diff.set_defaults(run=_diff)
    making = commands.add_parser(
        "preview", parents=[caching], help="build a preview of a change, with a page of what changed"
    )
    making.add_argument(
        "--base", required=True, metavar="REV", help="git revision, compared from where the change branched off"
    )
    making.add_argument(
        "--head", default="", metavar="REV", help="revision to preview as data (default: the files as they are)"
    )
    making.add_argument("--number", type=int, default=0, metavar="N", help="number of the pull request")
    making.add_argument("--at", default="", metavar="URL", help="address of the preview, for links in the summary")
    making.add_argument("--source", type=Path, default=Path("source"), metavar="DIR", help=_SOURCE)
    making.add_argument(
        "--into", type=Path, default=Path("preview"), metavar="DIR", help="folder for the preview (default: preview)"
    )
    making.set_defaults(run=_preview)


def pair(source: Path, base: str, head: str) -> "Pair":
    """Return the two sides that the words of a command line name."""
    from build_scripts.review.versions import RevisionError, folders, is_source, revisions

    old, new = Path(base), Path(head) if head else source
    if is_source(old) and (is_source(new) or not head):
        return folders(old, new)
    if is_source(old) or (head and is_source(new)):
        folder, other = (base, head) if is_source(old) else (head, base)
        raise RevisionError(f'"{folder}" is a folder and "{other}" is not: compare two folders or two revisions')
    return revisions(source, base, head)


def _diff(options: argparse.Namespace) -> Outcome:
    from build_scripts.review.compare import compare
    from build_scripts.review.report import COMMENT_LIMIT, as_comment, as_json, as_text

    changes = compare(pair(options.source, options.base, options.head))
    match options.format:
        case "json":
            text = as_json(changes)
        case "markdown":
            text = as_comment(changes, COMMENT_LIMIT if options.limit is None else options.limit)
        case _:
            text = as_text(changes)
    if options.output:
        options.output.write_text(text, encoding="utf-8", newline="\n")
        text = ""
    return text.removesuffix("\n"), 1 if changes.raised & set(options.fail_on) else 0


def _preview(options: argparse.Namespace) -> Outcome:
    from build_scripts.review.preview import preview
    from build_scripts.review.report import totals

    made = preview(options.source, options.base, options.into, head=options.head, number=options.number, at=options.at)
    lines = [made.warnings, f"{totals(made.changes)}: open {options.into / 'changes.html'}"]
    if made.changes.new_problems:
        lines.append("The change does not pass brief check: the preview shows its problems instead of pages.")
    return "\n".join(filter(None, lines)), 0


def _gates(text: str) -> Sequence[str]:
    names = tuple(filter(None, (name.strip() for name in text.split(","))))
    if unknown := [name for name in names if name not in GATES]:
        raise argparse.ArgumentTypeError(f'unknown: "{unknown[0]}"; choose from {", ".join(GATES)}')
    return names
