"""Everything you can run here.

"python3 noxfile.py" takes what nox takes and needs nothing but Python: it first makes the environment .venv of the
versions that requirements.txt pins, nox among them. All sessions run in that one environment.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def environment() -> str:
    """Return the environment's Python, after making the environment or updating it if its pins have changed."""
    pinned = [str(ROOT).encode(), *((ROOT / name).read_bytes() for name in ("requirements.txt", "pyproject.toml"))]
    wanted = hashlib.sha256(b"".join(pinned)).hexdigest()
    stamp = VENV / "pins.sha256"
    if not (PYTHON.exists() and stamp.exists() and stamp.read_text() == wanted):
        print("Installing what requirements.txt pins into .venv (this takes a minute) …", flush=True)
        if not PYTHON.exists():
            make_environment()
        pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        do([*pip, "--require-hashes", "--only-binary=:all:", "--requirement", "requirements.txt"])
        do([*pip, "--no-deps", "--no-build-isolation", "--editable", "."])
        stamp.write_text(wanted)
    return str(PYTHON)


def do(command: Sequence[str]) -> None:
    """Run *command*, and end with it if it fails."""
    if subprocess.run(command, check=False, cwd=ROOT).returncode:
        sys.exit(f"This failed, see above: {' '.join(command)}")


def make_environment() -> None:
    if sys.version_info < (3, 11):
        sys.exit(f"Analysis Brief needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    package = f"python3.{sys.version_info.minor}-venv"
    apt = ["apt-get", "install", "--yes", "--no-install-recommends", package]
    if not find_spec("ensurepip") and shutil.which("apt-get") and os.geteuid() == 0:
        do(["apt-get", "update"])
        do(apt)
    if not find_spec("ensurepip"):
        sys.exit(f"This Python cannot make environments. On Debian or Ubuntu: sudo {' '.join(apt)}")
    venv.create(VENV, clear=True, with_pip=True, symlinks=os.name != "nt")


if __name__ == "__main__":
    sys.exit(subprocess.run([environment(), "-m", "nox", "--noxfile", __file__, *sys.argv[1:]], check=False).returncode)

import nox

nox.options.default_venv_backend = "none"
nox.options.sessions = ["lint", "tests", "site"]


def run(session: nox.Session, module: str, *arguments: str) -> None:
    """Run a Python *module* in the environment."""
    session.run(environment(), "-m", module, *arguments)


def tool(name: str) -> str:
    """Return the path of a command of the environment."""
    environment()
    return str(PYTHON.with_name(f"{name}.exe" if os.name == "nt" else name))


@nox.session
def site(session: nox.Session) -> None:
    """Check the brief, build its pages into docs/, and publish them as the website site/; with -- --downloads, the offline editions too."""
    run(session, "build_scripts", "site", *session.posargs)


@nox.session
def offline(session: nox.Session) -> None:
    """Make the offline editions in dist/: the site as a folder and a zip, a single HTML file, a book, a PDF, and checksums."""
    run(session, "build_scripts", "offline", *session.posargs)


@nox.session
def release(session: nox.Session) -> None:
    """Make in release/ what a release offers: the tool as a wheel and as its sources, the offline editions, and checksums."""
    folder = ROOT / "release"
    shutil.rmtree(folder, ignore_errors=True)
    run(session, "build", "--no-isolation", "--outdir", "release")
    run(session, "build_scripts", "offline")
    for edition in (ROOT / "dist").iterdir():
        if edition.is_file():
            shutil.copy2(edition, folder)
    (folder / "SHA256SUMS").unlink()  # of the editions alone
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(folder.iterdir())]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")


@nox.session
def paper(session: nox.Session) -> None:
    """Print the single file of dist/ as a PDF, with a browser, which is downloaded if needed."""
    run(session, "tests.browser.chromium")
    run(session, "tests.browser.paper")


@nox.session
def serve(session: nox.Session) -> None:
    """Serve the website on this machine, and reload it whenever a file changes: -- --dev-addr 127.0.0.1:8001."""
    run(session, "build_scripts", "serve", *session.posargs)


@nox.session
def diff(session: nox.Session) -> None:
    """Report what a change to the brief means for its quotations, claims, pages and addresses: -- main."""
    run(session, "build_scripts", "diff", *session.posargs)


@nox.session
def preview(session: nox.Session) -> None:
    """Build a preview of a change, with a page of what changed, in preview/: -- --base main, and --head REV for a stranger's."""
    run(session, "build_scripts", "preview", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Run all tests, including browser tests (downloads a browser if needed). Arguments go to pytest: -- -m "not browser".

    Each worker runs files that stand beside each other, so that what a file needs is built once, and nobody waits for it.
    """
    run(session, "tests.browser.chromium")
    run(session, "pytest", "--numprocesses=auto", "--dist=worksteal", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check formatting, types, spelling and the workflows; change nothing."""
    run(session, "ruff", "format", "--check")
    run(session, "ruff", "check")
    run(session, "mypy")
    run(session, "codespell_lib")
    for command in workflow_checks(ROOT):
        session.run(*command)


def workflow_checks(project: Path) -> list[list[str]]:
    """Return the commands that find what is wrong with the workflows of *project*, and what a stranger could do to them.

    ShellCheck and Pyflakes, which actionlint would run where it finds them, are left out: one verdict on every machine.
    """
    workflows = [str(path) for path in sorted(project.glob(".github/workflows/*.yml"))]
    zizmor = [tool("zizmor"), "--offline", "--persona=pedantic", "--strict-collection", "--quiet"]
    return [[*zizmor, *workflows], [tool("actionlint"), "-shellcheck=", "-pyflakes=", *workflows]]


@nox.session
def fuzz(session: nox.Session) -> None:
    """Change briefs at random and build what check calls clean: -- --cases 10000 --seed S; without a seed, a new one."""
    run(session, "tests.tools.fuzz", *session.posargs)


@nox.session
def properties(session: nox.Session) -> None:
    """Put 10,000 texts through each property test of what the engines make of prose, plain fields and articles."""
    rooms = ("tests/brief/test_syntax.py", "tests/render/test_article_page.py", "tests/render/test_markup.py")
    run(session, "pytest", "--hypothesis-profile=release", *rooms, *session.posargs)


@nox.session
def differential(session: nox.Session) -> None:
    """Edit briefs at random, 500 times over, and compare what is built edit by edit with clean builds: -- --sequences 5000."""
    many = ("--numprocesses=auto", "--sequences=500")
    run(session, "pytest", *many, "tests/test_differential.py", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Measure the build as a brief grows, the size of a first visit, a first hit of the search, and each offline edition."""
    run(session, "tests.browser.chromium")
    run(session, "tests.tools.bench_weight")
    run(session, "tests.tools.bench_search", *session.posargs)
    run(session, "tests.tools.bench_serve")
    run(session, "tests.tools.bench_offline")
    run(session, "tests.tools.bench", *session.posargs)


@nox.session
def reading(session: nox.Session) -> None:
    """Print how soon a reader gets to what matters on each page; with -- another-site, beside the figures of that site."""
    run(session, "build_scripts", "site")
    run(session, "tests.tools.reading", *session.posargs, "site")


@nox.session
def mutate(session: nox.Session) -> None:
    """Damage the entries of real briefs in ways that mislead, and print how many brief check refuses: -- --rounds 2."""
    run(session, "tests.tools.mutate", *session.posargs)


@nox.session
def firefox(session: nox.Session) -> None:
    """Do in Firefox what a reader does, on the site and in the offline folder; needs Firefox, such as Debian's firefox-esr."""
    run(session, "build_scripts", "site")
    run(session, "build_scripts", "offline")
    run(session, "tests.tools.firefox", "site", "dist")


@nox.session
def lighthouse(session: nox.Session) -> None:
    """Print Lighthouse's scores of four pages; needs npm, which downloads it."""
    run(session, "build_scripts", "site")
    run(session, "tests.tools.outside", "lighthouse", "site")


@nox.session
def engines(session: nox.Session) -> None:
    """Publish the brief with each engine that can, in its newest version, and compare the words: -- NAME for one of them."""
    run(session, "tests.tools.engines", *session.posargs)


@nox.session
def annotations(session: nox.Session) -> None:
    """Judge exported annotations with the W3C's own schemas: -- FOLDER, a clone of github.com/w3c/web-annotation-tests."""
    run(session, "tests.tools.annotations", *session.posargs)


@nox.session
def validate(session: nox.Session) -> None:
    """Check the pages with the Nu HTML checker, the book with EPUBCheck, the PDF with pdfua, and CITATION.cff; needs Java and npm."""
    run(session, "build_scripts", "site")
    run(session, "tests.tools.outside", "citation", "site")
    run(session, "tests.tools.outside", "validate", "site")
    run(session, "build_scripts", "offline")
    run(session, "tests.tools.outside", "epubcheck", "dist")
    run(session, "tests.tools.outside", "pdfua", "dist")


@nox.session
def pins(session: nox.Session) -> None:
    """Pin the newest versions that pyproject.toml allows, with their hashes, in requirements.txt."""
    newest = ["--upgrade", "--universal", "--fork-strategy=fewest", "--python-version=3.11", "--only-binary=:all:"]
    form = ["--quiet", "--generate-hashes", "--no-header", "--no-emit-index-url"]
    files = ["--group=dev", "pyproject.toml", "--output-file=requirements.txt"]
    run(session, "uv", "pip", "compile", *newest, *form, *files)
