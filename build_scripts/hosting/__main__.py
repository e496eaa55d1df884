"""The command of publishing: ``python3 -m build_scripts.hosting put|remove``."""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from build_scripts.hosting.branch import HostingError, put, remove


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 if all is well, 1 if nothing was done, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        print(_run(options))
    except HostingError as error:
        print(error, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"git failed: {error.stderr}", file=sys.stderr)
        return 1
    return 0


def _run(options: argparse.Namespace) -> str:
    """Do what is asked, and return the new commit, or a word that there was nothing to do."""
    remote, branch, prefix = str(options.remote), str(options.branch), str(options.prefix)
    if options.command == "put":
        done = put(options.folder, remote, branch, prefix, f"Publish {prefix or 'the site'}")
        return done or "nothing to change"
    return remove(remote, branch, prefix, f"Remove {prefix}") or "nothing to remove"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m build_scripts.hosting", description="Publish on a branch.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument("--remote", default="origin", metavar="URL", help="the repository that holds the site")
    where.add_argument("--branch", default="gh-pages", metavar="NAME", help="the branch that holds the site")
    putting = commands.add_parser("put", parents=[where], help="publish a folder, replacing what is there")
    putting.add_argument("folder", type=Path, metavar="DIR")
    putting.add_argument(
        "--prefix",
        default="",
        metavar="pr/N",
        help="where to publish it; without this, it becomes the site, and previews stay",
    )
    removing = commands.add_parser("remove", parents=[where], help="remove a preview")
    removing.add_argument("--prefix", required=True, metavar="pr/N")
    return parser


if __name__ == "__main__":
    sys.exit(main())
