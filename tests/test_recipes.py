"""The recipes of CONTRIBUTING work: each is followed in a copy of the program, and the result is used."""

import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from tests import published
from tests.places import MILL, ROOT

BLOCKS = re.findall(
    r"```(?:python|jinja)\n(?:# |\{# )([^\n#]*?)(?: #\})?\n(.*?)```",
    (ROOT / "CONTRIBUTING.md").read_text("utf-8"),
    re.DOTALL,
)
REMEDY = """\
- id: mend-the-weir
  title: Mend the weir
  proposer: hale
  note: |
    The engineer proposes to mend the weir first, as [[mill]] needs it. [@mill, p. 2]
"""


def recipe(place: str, containing: str = "") -> str:
    """Return the example that begins by naming *place*."""
    found: list[str] = [text for name, text in BLOCKS if name == place and containing in text]
    assert len(found) == 1, place
    return found[0]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a copy of the program beside the source of a small brief, with its expected pages built."""
    shutil.copytree(ROOT / "build_scripts", tmp_path / "build_scripts")
    shutil.copytree(MILL, tmp_path / "source")
    return tmp_path


def insert(file: Path, before: str, text: str) -> None:
    whole = file.read_text(encoding="utf-8")
    assert whole.count(before) == 1, before
    file.write_text(whole.replace(before, text + before), encoding="utf-8")


def replace(file: Path, old: str, new: str) -> None:
    whole = file.read_text(encoding="utf-8")
    assert whole.count(old) == 1, old
    file.write_text(whole.replace(old, new), encoding="utf-8")


def brief(project: Path, *arguments: str, code: int = 0) -> str:
    command = [sys.executable, "-m", "build_scripts", *arguments]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def test_a_kind_is_added_by_its_model_its_row_and_its_template(project: Path) -> None:
    old = shutil.copytree(project / "source", project / "old")
    program = project / "build_scripts"
    model = program / "brief/model.py"
    insert(model, "Entry = Quote |", f"{recipe('build_scripts/brief/model.py', 'class Remedy')}\n\n")
    replace(model, "| Judgement\n", "| Judgement | Remedy\n")
    replace(model, '"judgement", "source", "article"', '"judgement", "source", "article", "remedy"')
    field = "    sites: tuple[Site, ...] = ()\n"
    replace(model, field, field + recipe("build_scripts/brief/model.py: Brief"))
    insert(program / "brief/kinds.py", '    Kind(\n        "source"', recipe("build_scripts/brief/kinds.py"))
    template = "build_scripts/templates/kinds/remedy.md.jinja"
    (project / template).write_text(recipe(template), encoding="utf-8")
    (project / "source/annotations/remedies.yml").write_text(REMEDY, encoding="utf-8")
    with (project / "source/background.md").open("a", encoding="utf-8") as prose:
        prose.write("\nThe engineer has a plan: [[mend-the-weir]]. [@mill, p. 2]\n")

    assert "No problems." in brief(project, "check")
    brief(project, "build")
    page = (project / "docs/remedies.md").read_text(encoding="utf-8")
    assert "## Mend the weir {: #mend-the-weir .entry }" in page
    assert "proposes to mend the weir" in page
    background = (project / "docs/background.md").read_text(encoding="utf-8")
    assert "[Mend the weir](remedies.md#mend-the-weir){.remedy data-card=remedies}" in background
    card = (project / "docs/assets/cards/remedies.js").read_text(encoding="utf-8")
    assert "<a>Open the remedy</a>" in card
    assert "annotations/remedies.yml" in (project / "docs/reference/formats.md").read_text(encoding="utf-8")
    told = brief(project, "diff", str(old), "source")
    assert "1 remedy added" in told
    assert "Remedies" in told

    (project / "source/annotations/remedies.yml").write_text(REMEDY.replace("hale", "halle"), encoding="utf-8")
    assert 'names an id that is not defined: "halle"' in brief(project, "check", code=1)


def test_a_page_is_added_by_its_row_and_its_template(project: Path) -> None:
    insert(
        project / "build_scripts/brief/pages.py",
        "    PageRow(addresses.TIMELINE",
        recipe("build_scripts/brief/pages.py"),
    )
    template = "build_scripts/templates/figures.md.jinja"
    (project / template).write_text(recipe(template), encoding="utf-8")
    brief(project, "build")
    page = (project / "docs/figures.md").read_text(encoding="utf-8")
    assert "# Figures" in page
    assert "according to" in page


def test_a_rule_is_added_by_its_function_and_its_name_in_the_list(project: Path) -> None:
    rules = project / "build_scripts/check/rules.py"
    insert(rules, "RULES: tuple", f"{recipe('build_scripts/check/rules.py')}\n\n")
    insert(rules, "    unexplained_acronyms,\n", "    shouted_titles,\n")
    claims = project / "source/annotations/claims.yml"
    claims.write_text(re.sub(r"(?m)^  title: .*", "  title: THE MILL", claims.read_text("utf-8"), count=1), "utf-8")
    told = brief(project, "check", code=1)
    assert 'shouts: "THE MILL"' in told
    assert "rule: shouted-title" in told


def test_an_edition_is_added_by_its_module_its_row_and_its_template(project: Path) -> None:
    for path in ("build_scripts/editions/titles.py", "build_scripts/templates/titles.txt.jinja"):
        (project / path).write_text(recipe(path), encoding="utf-8")
    kinds = project / "build_scripts/editions/kinds.py"
    replace(kinds, "import book, pdf, single,", "import book, pdf, single, titles,")
    insert(kinds, '    Edition(".epub"', recipe("build_scripts/editions/kinds.py"))
    write_site(project)
    printed = brief(project, "offline", "--site", "built", "--offer", "site")
    (titles,) = (project / "dist").glob("*.txt")
    assert f"dist/{titles.name}: " in printed
    assert "Page glossary" in titles.read_text(encoding="utf-8").splitlines()
    digest = sha256(titles.read_bytes()).hexdigest()
    assert f"{digest}  {titles.name}" in (project / "dist/SHA256SUMS").read_text(encoding="utf-8").splitlines()
    page = published.parse((project / "site/about/downloads.html").read_text(encoding="utf-8"))
    rows = [published.text(row) for row in page.iter("tr")]
    assert [row for row in rows if "The titles" in row and titles.name in row and digest in row]
    assert (project / "site/data/brief.json").is_file()
    assert (project / "site/downloads" / titles.name).read_bytes() == titles.read_bytes()
    assert "1 file, all as published." in brief(project, "verify", str(titles))
    titles.write_text(titles.read_text(encoding="utf-8").replace("Page glossary", "Page two"), encoding="utf-8")
    assert f"changed: {titles.name}" in brief(project, "verify", str(titles), code=1)


def write_site(project: Path) -> None:
    """Write what stands for a built site: pages that have no more than a title, and a page of downloads to be hosted."""
    brief(project, "build")
    names = [path.relative_to(project / "docs").with_suffix(".html") for path in (project / "docs").rglob("*.md")]
    for path in (*(Path("built") / name for name in names), Path("site/about/downloads.html")):
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        main_part = f'<h1>Page {path.stem}</h1><div class="downloads">none</div>'
        (project / path).write_text(f'<article class="md-content__inner">{main_part}</article>', encoding="utf-8")
