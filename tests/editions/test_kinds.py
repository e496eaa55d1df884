"""An edition is a module and a row: everything that lists editions then has it."""

import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief.moved import pages as moved_pages
from build_scripts.editions.kinds import EDITIONS, Edition
from build_scripts.load import load
from build_scripts.render import pages
from tests import published
from tests.places import ROOT

MILL = ROOT / "tests/pages/mill/source"
DOWNLOADS = "about/downloads"

MODULE = '''
"""The titles of a brief's pages, in a text that ends with its manifest and its own SHA-256."""

from hashlib import sha256
from pathlib import Path

from build_scripts.editions import manifest as manifests
from build_scripts.editions.copies import Verdict
from build_scripts.editions.material import Material
from build_scripts.render.templating import environment


def make(material: Material, path: Path) -> None:
    text = environment(autoescape=False).get_template("titles.txt.jinja").render(sections=material.sections)
    whole = f"TITLES\\n{text}{material.manifest.model_dump_json()}\\n"
    path.write_text(f"{whole}{sha256(whole.encode()).hexdigest()}", encoding="utf-8", newline="\\n")


def verify(path: Path) -> Verdict:
    whole, _, digest = path.read_bytes().rpartition(b"\\n")
    manifest = manifests.parse(whole.rpartition(b"\\n")[2])
    same = sha256(whole + b"\\n").hexdigest() == digest.decode()
    return Verdict(manifest, () if same else (("changed", path.name),))
'''
TEMPLATE = "{% for section in sections %}\n{{ section.title }}\n{% endfor %}\n"
ROW = '    Edition(".txt", "The titles", titles.make, titles.verify, b"TITLES"),\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the program with one more edition."""
    program = tmp_path / "build_scripts"
    shutil.copytree(ROOT / "build_scripts", program, ignore=shutil.ignore_patterns("__pycache__"))
    (program / "editions/titles.py").write_text(MODULE, encoding="utf-8")
    (program / "templates/titles.txt.jinja").write_text(TEMPLATE, encoding="utf-8")
    kinds = program / "editions/kinds.py"
    text = kinds.read_text(encoding="utf-8")
    imported = text.replace("import book, single,", "import book, single, titles,")
    row_added = imported.replace("EDITIONS: tuple[Edition, ...] = (\n", f"EDITIONS: tuple[Edition, ...] = (\n{ROW}")
    assert text != imported != row_added
    kinds.write_text(row_added, encoding="utf-8")
    return tmp_path


def brief(project: Path, *arguments: str) -> tuple[int, str]:
    command = [sys.executable, "-m", "build_scripts", *arguments]
    variables = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=project, env=variables, check=False, capture_output=True, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def write_pages(site: Path, *names: str) -> None:
    for name in names:
        path = site / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        main_part = f'<h1>Page {name}</h1><div class="downloads">none</div>'
        path.write_text(f'<article class="md-content__inner">{main_part}</article>', encoding="utf-8")


def test_a_module_and_a_row_make_an_edition(project: Path) -> None:
    mill = load(MILL)
    names = {page.path.removesuffix(".md") for page in pages(mill, anchor(mill))} | {DOWNLOADS}
    write_pages(project / "built", *names, *(page.removesuffix(".md") for page in moved_pages(mill)))
    write_pages(project / "site", DOWNLOADS)
    arguments = ["--source", str(MILL), "--site", "built", "--offer", "site"]
    code, printed = brief(project, "offline", *arguments)
    titles = project / f"dist/{mill.meta.name}.txt"
    assert (code, f"dist/{titles.name}: " in printed) == (0, True), printed
    assert "Page glossary" in titles.read_text(encoding="utf-8").splitlines()

    sums = (project / "dist/SHA256SUMS").read_text(encoding="utf-8").splitlines()
    digest = sha256(titles.read_bytes()).hexdigest()
    assert f"{digest}  {titles.name}" in sums
    assert len(sums) == len(EDITIONS) + 1

    page = published.parse((project / f"site/{DOWNLOADS}.html").read_text(encoding="utf-8"))
    rows = [published.text(row) for row in page.iter("tr")]
    assert [row for row in rows if "The titles" in row and titles.name in row and digest in row]
    assert (project / "site/downloads" / titles.name).read_bytes() == titles.read_bytes()

    assert brief(project, "verify", str(titles))[0] == 0
    titles.write_text(titles.read_text(encoding="utf-8").replace("Page glossary", "Page two"), encoding="utf-8")
    code, printed = brief(project, "verify", str(titles))
    assert (code, f"changed: {titles.name}" in printed) == (1, True), printed


def test_no_edition_takes_the_files_of_another() -> None:
    suffixes = [edition.suffix for edition in EDITIONS]
    assert [(one, two) for one in suffixes for two in suffixes if one is not two and one.endswith(two)] == []


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.suffix)
def test_the_page_of_downloads_describes_each_edition(edition: Edition) -> None:
    text = (ROOT / "docs/about/downloads.md").read_text(encoding="utf-8")
    assert f"**{edition.title.partition(',')[0]}**" in text
