"""Publishing on a branch: nobody's pages are lost, and nothing needs to be installed."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from build_scripts.hosting.__main__ import main
from build_scripts.hosting.branch import HostingError, put, remove
from tests.places import ROOT


class Served:
    """A bare repository whose branch is served."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.git("init", "--quiet", "--bare", str(path))

    def git(self, *arguments: str) -> str:
        where = ["--git-dir", str(self.path)] if arguments[0] != "init" else []
        command = ["git", *where, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def names(self) -> list[str]:
        return self.git("ls-tree", "-r", "--name-only", "gh-pages").split()

    def tree(self) -> dict[str, str]:
        return {name: self.git("show", f"gh-pages:{name}") for name in self.names()}


@pytest.fixture
def served(tmp_path: Path) -> Served:
    return Served(tmp_path / "served.git")


def folder(path: Path, **files: str) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (path / f"{name}.html").write_text(text)
    return path


def test_site_and_previews_stand_side_by_side(served: Served, tmp_path: Path) -> None:
    remote = str(served.path)
    put(folder(tmp_path / "site", index="1", old="1"), remote, "gh-pages")
    put(folder(tmp_path / "seven", index="7"), remote, "gh-pages", "pr/7")
    put(folder(tmp_path / "eight", index="8"), remote, "gh-pages", "pr/8")
    put(folder(tmp_path / "site2", index="2"), remote, "gh-pages")
    assert served.tree() == {".nojekyll": "", "index.html": "2", "pr/7/index.html": "7", "pr/8/index.html": "8"}
    put(folder(tmp_path / "seven2", other="7b"), remote, "gh-pages", "pr/7")
    assert [name for name in served.tree() if name.startswith("pr/7/")] == ["pr/7/other.html"]
    assert remove(remote, "gh-pages", "pr/7")
    assert not remove(remote, "gh-pages", "pr/7")
    assert served.tree() == {".nojekyll": "", "index.html": "2", "pr/8/index.html": "8"}


def test_what_is_there_already_makes_no_commit(served: Served, tmp_path: Path) -> None:
    site = folder(tmp_path / "site", index="1")
    assert put(site, str(served.path), "gh-pages")
    assert put(site, str(served.path), "gh-pages") == ""


def test_previews_and_the_site_published_at_once_lose_nothing(served: Served, tmp_path: Path) -> None:
    remote = str(served.path)
    put(folder(tmp_path / "site", index="old"), remote, "gh-pages")
    work = {"": folder(tmp_path / "new", index="new")}
    work |= {f"pr/{number}": folder(tmp_path / str(number), index=str(number)) for number in (1, 2, 3)}
    with ThreadPoolExecutor(4) as threads:
        done = [threads.submit(put, path, remote, "gh-pages", prefix) for prefix, path in work.items()]
    assert all(one.result() for one in done)
    wanted = {f"pr/{number}/index.html": str(number) for number in (1, 2, 3)}
    assert served.tree() == {".nojekyll": "", "index.html": "new", **wanted}


@pytest.mark.parametrize("prefix", ["pr", "pr/", "pr/0", "pr/x", "../x", "pr/7/8", "pr/7\n", "index.html", "/pr/7"])
def test_a_place_that_is_no_preview_s_is_refused(served: Served, tmp_path: Path, prefix: str) -> None:
    with pytest.raises(HostingError):
        put(folder(tmp_path / "site", index="1"), str(served.path), "gh-pages", prefix)


def test_a_link_in_a_folder_is_not_published(served: Served, tmp_path: Path) -> None:
    site = folder(tmp_path / "site", index="1")
    (site / "secret.html").symlink_to("/etc/hostname")
    with pytest.raises(HostingError, match="is a link"):
        put(site, str(served.path), "gh-pages")


def test_the_commands_do_it_all_and_need_nothing_installed(served: Served, tmp_path: Path) -> None:
    preview = folder(tmp_path / "preview", index="7")
    bare = [sys.executable, "-I", "-S", "-c"]
    program = "import sys; sys.path.insert(0, sys.argv.pop(1)); from build_scripts.hosting.__main__ import main; sys.exit(main())"
    remote = ["--remote", str(served.path)]
    command = [*bare, program, str(ROOT), "put", str(preview), "--prefix", "pr/7", *remote]
    subprocess.run(command, check=True, capture_output=True, env={"PATH": os.environ["PATH"]})
    assert "pr/7/index.html" in served.tree()
    assert main(["remove", "--prefix", "pr/7", *remote]) == 0
    assert served.tree() == {}


def test_a_wrong_place_is_named_and_nothing_is_done(
    served: Served, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["put", str(folder(tmp_path / "x", index="x")), "--prefix", "docs", "--remote", str(served.path)]
    assert main(arguments) == 1
    assert capsys.readouterr().err == 'a preview belongs at pr/ and its number, not at "docs"\n'
