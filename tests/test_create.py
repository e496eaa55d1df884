"""The folder of a new brief: what is in it, and what the commands say in a folder that is none."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from build_scripts.__main__ import main
from build_scripts.create import COPIED, create
from build_scripts.load.schema import schemas
from build_scripts.project import PROGRAM, settings
from tests.make_editions import tree
from tests.places import MILL, ROOT

OURS = {"docs/about/downloads.md", "mkdocs.offline.yml"}
TABLE = re.compile(r"^\|.*|^#.*", re.MULTILINE)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a brief that was begun and then filled in, which is the current one."""
    create(tmp_path / "made", MILL / "articles" / "mill.txt")
    shutil.rmtree(tmp_path / "made" / "source")
    shutil.copytree(MILL, tmp_path / "made" / "source")
    monkeypatch.chdir(tmp_path / "made")
    return tmp_path / "made"


@pytest.mark.parametrize("path", sorted(OURS))
def test_a_made_project_has_the_same_file_as_this_one(path: str) -> None:
    assert (PROGRAM / "templates" / "project" / COPIED[path]).read_bytes() == (ROOT / path).read_bytes()


def test_a_made_project_explains_the_same_words_as_this_one() -> None:
    made, ours = (
        TABLE.findall(path.read_text(encoding="utf-8"))
        for path in (PROGRAM / "templates/project/about/method.md", ROOT / "docs/about/method.md")
    )
    assert len(made) > 40
    assert made == ours


def test_a_made_project_has_its_own_name_and_nobody_elses_address(made: Path) -> None:
    found = settings(made)
    assert (found["site_name"], found["site_url"]) == ("Made", None)
    assert found["theme"]["custom_dir"] == "tool/theme"
    assert [name for name in tree(made) if b"example.org/analysis" in (made / name).read_bytes()] == []


def test_an_editor_finds_a_schema_for_every_file_of_the_draft(tmp_path: Path) -> None:
    create(tmp_path / "made", MILL / "articles" / "mill.txt")
    known = json.loads((tmp_path / "made/.vscode/settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert all((tmp_path / "made" / name).is_file() for name in known)
    assert len(known) == len(schemas())
    drafted = sorted((tmp_path / "made" / "source").rglob("*.yml"))
    assert drafted
    for file in drafted:
        (named,) = re.findall(r"\$schema=(.*)", file.read_text(encoding="utf-8"))
        schema = (file.parent / named).resolve().relative_to(tmp_path / "made").as_posix()
        patterns = known[f"./{schema}"]
        assert any(file.relative_to(tmp_path / "made").match(pattern) for pattern in patterns), file


def test_a_build_brings_what_the_tool_wrote_up_to_date(made: Path) -> None:
    shutil.rmtree(made / "tool")
    assert main(["build"]) == 0
    before = tree(made)
    assert "articles/mill.md" in before["tool/mkdocs.yml"].decode()
    assert main(["build"]) == 0
    assert tree(made) == before


def test_a_file_of_the_tool_that_somebody_changed_is_named_and_left(
    made: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["build"])
    (made / "tool" / "theme" / "main.html").write_text("mine", encoding="utf-8")
    (made / "tool" / "settings.yml").write_text("mine", encoding="utf-8")
    capsys.readouterr()
    (made / "source" / "background.md").write_text("The mill stands. [@mill, p. 1]\n", encoding="utf-8")
    (made / "tool" / ".generated.json").unlink()
    assert main(["build"]) == 1
    said = capsys.readouterr().out
    assert "tool/settings.yml:1: was not written by the build" in said
    assert "put your own settings in mkdocs.yml" in said
    assert (made / "tool" / "theme" / "main.html").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("command", "missing"),
    [
        *((command, "source") for command in ("check", "build", "site", "serve", "offline")),
        *((command, "mkdocs.yml") for command in ("site", "serve", "offline")),
    ],
)
def test_a_folder_that_is_no_brief_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str, missing: str
) -> None:
    (tmp_path / "mkdocs.yml").touch()
    (tmp_path / "source").mkdir()
    (tmp_path / missing).rename(tmp_path / "other")
    monkeypatch.chdir(tmp_path)
    assert main([command]) == 2
    what = "folder source/" if missing == "source" else "mkdocs.yml"
    hint = "run this in a brief's folder, or make one with brief new"
    assert capsys.readouterr().err == f"brief {command}: there is no {what} here: {hint}\n"


def test_a_folder_that_holds_no_site_is_not_emptied_for_one(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (made / "mine").mkdir()
    (made / "mine" / "diary.txt").touch()
    assert main(["site", "--into", "mine"]) == 2
    assert "mine holds something other than a site" in capsys.readouterr().err
    assert (made / "mine" / "diary.txt").exists()


def test_a_build_and_the_site_of_it_count_the_same_pages(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["build"])
    built = capsys.readouterr().out
    assert main(["site"]) == 0
    pages = {
        path for path in (made / "site").rglob("*.html") if path.name != "404.html" and path.parent.name != "share"
    }
    assert capsys.readouterr().out.endswith(f"site/: {len(pages)} pages\n")
    assert built == f"{len(pages)} pages: {len(pages) - 2} written, 0 removed\n"  # two are written by hand


def test_an_engine_that_builds_the_pages_by_itself_has_their_navigation(made: Path) -> None:
    sites = made / "source" / "annotations" / "sites.yml"
    kept = sites.read_text(encoding="utf-8")
    sites.write_text("[]\n", encoding="utf-8")
    assert main(["build"]) == 0
    assert "map.md" not in (made / "tool" / "mkdocs.yml").read_text(encoding="utf-8")
    sites.write_text(kept, encoding="utf-8")
    variables = os.environ | {"PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"], env=variables, check=True)
    assert 'href="map/"' in (made / "site" / "index.html").read_text(encoding="utf-8")


def test_a_brief_with_problems_gives_no_site(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (made / "source" / "brief.yml").write_text("", encoding="utf-8")
    assert main(["site"]) == 1
    assert capsys.readouterr().out.endswith("; no site was made.\n")
    assert not (made / "site").exists()


def test_the_pages_of_a_site_are_not_built_again_by_the_hook_of_mkdocs(
    made: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (made / "hook.py").write_text(
        "import os\n"
        "from mkdocs.exceptions import Abort\n"
        "from build_scripts import mkdocs_hook\n"
        "def on_startup(command, dirty):\n"
        "    os.rename('source', 'elsewhere')\n"
        "    mkdocs_hook.on_startup(command=command, dirty=dirty)\n"
        "    raise Abort('the hook built nothing')\n",
        encoding="utf-8",
    )
    with (made / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nhooks: [hook.py]\n")
    assert main(["site"]) == 2
    assert "the hook built nothing" in capfd.readouterr().out


def test_a_link_that_leads_nowhere_gives_no_site(made: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with (made / "docs" / "about" / "method.md").open("a", encoding="utf-8") as page:
        page.write("\n[Nowhere](nowhere.md)\n")
    assert main(["site"]) == 2
    said = capfd.readouterr()
    assert "MkDocs could not build the site; what it printed says why" in said.err
    assert "nowhere.md" in said.err
