"""The command of publishing: ``python3 -m build_scripts.hosting take|receive|put|remove``."""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from build_scripts.hosting.branch import HostingError, put, remove, take
from build_scripts.hosting.receive import Refused, receive, trusted
from build_scripts.hosting.told import as_comment


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code: 0 if all is well, 1 if nothing was done, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        match options.command:
            case "take":
                print(take(options.remote, options.branch, options.into) or "nothing is published there yet")
            case "receive":
                like = trusted(options.scripts_of) if options.scripts_of else None
                count = receive(options.archive, options.into, like)
                print(f"{count} files in {options.into}")
            case "put":
                remote = str(options.remote)
                done = put(
                    options.folder, remote, options.branch, options.prefix, f"Publish {options.prefix or 'the site'}"
                )
                print(done or "nothing to change")
            case _:
                print(
                    remove(options.remote, options.branch, options.prefix, f"Remove {options.prefix}")
                    or "nothing to remove"
                )
    except Refused as refused:
        if options.tell:
            options.tell.write_text(as_comment(refused.faults), encoding="utf-8", newline="\n")
        print("This archive is not to be published:", *refused.faults, sep="\n  ", file=sys.stderr)
        return 1
    except HostingError as error:
        print(error, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print(f"git failed: {error.stderr}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python3 -m build_scripts.hosting", description="Publish on a branch.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    taking = commands.add_parser("receive", help="unpack the archive of a preview, if it is harmless")
    taking.add_argument("archive", type=Path, metavar="FILE.zip")
    taking.add_argument("--into", type=Path, required=True, metavar="DIR", help="a new folder")
    taking.add_argument("--scripts-of", type=Path, metavar="DIR", help="refuse scripts that this published site lacks")
    taking.add_argument("--tell", type=Path, metavar="FILE", help="write why it is refused there, for a comment")
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument("--remote", default="origin", metavar="URL", help="the repository that is served")
    where.add_argument("--branch", default="gh-pages", metavar="NAME", help="the branch that is served")
    copying = commands.add_parser("take", parents=[where], help="copy what is served into a new folder, if anything is")
    copying.add_argument("--into", type=Path, required=True, metavar="DIR", help="a new folder")
    putting = commands.add_parser("put", parents=[where], help="publish a folder, in place of what stands there")
    putting.add_argument("folder", type=Path, metavar="DIR")
    putting.add_argument(
        "--prefix", default="", metavar="pr/N", help="where; without it, the site, which leaves previews"
    )
    removing = commands.add_parser("remove", parents=[where], help="remove a preview")
    removing.add_argument("--prefix", required=True, metavar="pr/N")
    return parser


if __name__ == "__main__":
    sys.exit(main())
