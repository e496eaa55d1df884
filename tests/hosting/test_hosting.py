"""Publishing on a branch: strangers' archives are refused or harmless, and nobody's pages are lost."""

import json
import os
import stat
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from build_scripts.editions.lighten import name_whole
from build_scripts.hosting import receive as receiving
from build_scripts.hosting.__main__ import main
from build_scripts.hosting.branch import HostingError, put, remove
from build_scripts.hosting.receive import Refused, receive, trusted
from tests.places import ROOT

POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"""
BEGINNING = f'<!doctype html>\n<html lang="en" class="no-js">\n  <head>\n    {POLICY}'
HEAD = f'{BEGINNING}<meta name="robots" content="noindex"><title>x</title>'
MARK = '<p class="preview-mark">A preview</p>'
PAGE = f"{HEAD}{MARK}<p>Words"
GOOD = {"index.html": PAGE, "changes.html": PAGE, "assets/a.css": "p {}", "summary.md": "x"}


def archive(folder: Path, files: dict[str, str | bytes]) -> Path:
    path = folder / "artifact.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in files.items():
            opened.writestr(name, data)
    return path


def refusal(folder: Path, files: dict[str, str | bytes]) -> str:
    """Return why *files* are refused, after a look that nothing was left."""
    with pytest.raises(Refused) as refused:
        receive(archive(folder, files), folder / "into")
    assert not (folder / "into").exists()
    return str(refused.value)


# Receiving


def test_a_harmless_archive_is_unpacked(tmp_path: Path) -> None:
    assert receive(archive(tmp_path, {**GOOD}), tmp_path / "into") == 4
    assert (tmp_path / "into" / "assets" / "a.css").read_text() == "p {}"


@pytest.mark.parametrize(
    "name",
    [
        "../up.html",
        "/etc/x.html",
        "a/../../x.html",
        "C:/x.html",
        "a\\b.html",
        ".git/config.html",
        "a//b.html",
        "con.html",
        "a\nb.html",
        "a b.html",
        "ü.html",
        ".htaccess",
        "a/.hidden.html",
        "-" * 300 + ".html",
        "a./b.html",
        "\u202ea.html",
    ],
)
def test_a_file_name_that_no_page_has_is_refused(tmp_path: Path, name: str) -> None:
    assert "name" in refusal(tmp_path, {**GOOD, name: PAGE})


@pytest.mark.parametrize(
    "name", ["x.exe", "x.php", "x", "x.htm", "x.wasm", "CNAME", "x.pdf", "x.swf", "x.mjs", "x.shtml", "x.html.sh"]
)
def test_a_type_that_no_page_needs_is_refused(tmp_path: Path, name: str) -> None:
    assert "is of a type that no page needs" in refusal(tmp_path, {**GOOD, name: PAGE})


def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path) -> None:
    assert "is not what its name says" in refusal(tmp_path, {**GOOD, "x.png": "<script>alert(1)</script>"})
    assert "is not UTF-8 text" in refusal(tmp_path, {**GOOD, "x.html": b"\xff\xfe<\0s\0"})


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {**GOOD})
    with zipfile.ZipFile(path, "a") as opened:
        link = zipfile.ZipInfo("passwd.html")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        opened.writestr(link, "/etc/passwd")
    with pytest.raises(Refused, match="is a link or a device"):
        receive(path, tmp_path / "into")
    assert not (tmp_path / "into").exists()


def test_names_that_clash_are_refused(tmp_path: Path) -> None:
    assert "stands there twice" in refusal(tmp_path, {**GOOD, "INDEX.html": PAGE})
    assert "is below a file" in refusal(tmp_path, {**GOOD, "index.html/a.html": PAGE})


def test_too_many_and_too_large_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "MOST_BYTES_OF_ONE", 1000)
    assert "more than 1000 bytes" in refusal(tmp_path, {**GOOD, "x.txt": "x" * 2000})
    monkeypatch.setattr(receiving, "MOST_BYTES", 1500)
    assert "bytes together" in refusal(tmp_path, {**GOOD, "x.txt": "x" * 900, "y.txt": "x" * 900})
    monkeypatch.setattr(receiving, "MOST_FILES", 3)
    assert "holds 4 entries" in refusal(tmp_path, {**GOOD})


def test_a_file_that_is_larger_than_it_says_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path, {**GOOD, "x.txt": "x" * 5000})
    data = path.read_bytes()
    path.write_bytes(data.replace((5000).to_bytes(4, "little"), (10).to_bytes(4, "little")))
    monkeypatch.setattr(receiving, "MOST_BYTES_OF_ONE", 4000)
    with pytest.raises(Refused):
        receive(path, tmp_path / "into")
    assert not (tmp_path / "into").exists()


@pytest.mark.parametrize(
    "data", [b"", b"PK\3\4", b"<html>", b"PK\5\6" + bytes(18)], ids=["none", "cut", "page", "empty"]
)
def test_what_is_no_archive_of_a_preview_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "artifact.zip").write_bytes(data)
    with pytest.raises(Refused):
        receive(tmp_path / "artifact.zip", tmp_path / "into")
    assert not (tmp_path / "into").exists()


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        (MARK, "search engines"),
        (HEAD, "marked"),
        (f"{PAGE}<img src=x onerror=alert(1)>", "onerror="),
        (f"{PAGE}<a href=' java\tscript:alert(1)'>", "link"),
        (f"{PAGE}<a href='data:text/html,x'>", "link"),
        (f"{PAGE}<iframe src=x></iframe>", "<iframe>"),
        (f"{PAGE}<base href=/>", "<base>"),
        (f"{PAGE}<meta http-equiv=refresh content=0>", "leads elsewhere"),
        (f"{PAGE}<script src=//evil.example/x.js></script>", "another host"),
        (f"{PAGE}<script src='\\\\evil.example/x.js'></script>", "another host"),
        (f"{PAGE}<link rel=stylesheet href=https://evil.example/x.css>", "another host"),
        (f"{PAGE}<form action=login><input></form>", "another host"),
        (f"{PAGE}<div style='position:fixed;inset:0'>", "could hide"),
        (f"{PAGE}<svg><image onload=alert(1)></svg>", "onload="),
    ],
)
def test_a_page_that_could_do_harm_is_refused(tmp_path: Path, html: str, fault: str) -> None:
    assert fault in refusal(tmp_path, {**GOOD, "x.html": html})


def test_scripts_and_styles_must_be_those_of_the_published_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "pr" / "1").mkdir(parents=True)
    (site / "a.css").write_text("p {}")
    (site / "pr" / "1" / "evil.js").write_text("evil()")
    (site / "index.html").write_text(f'{BEGINNING}<script data-base="..">fine()</script>')
    like = trusted(site)
    fine = f'{PAGE}<script data-base="../../">fine()</script>'
    assert receive(archive(tmp_path, {**GOOD, "x.html": fine}), tmp_path / "fine", like) == 5
    for name, data in {
        "x.html": f"{PAGE}<script>evil()</script>",
        "y.html": f"{PAGE}<style>.preview-mark {{display: none}}</style>",
        "x.js": "evil()",
        "x.svg": "<svg><script>evil()</script></svg>",
        "x.xml": '<script xmlns="http://www.w3.org/1999/xhtml">evil()</script>',
        "x.css": "* {display: none}",
        "search/search_index.js": 'var __index = {};evil("")',
    }.items():
        with pytest.raises(Refused, match=r"published site|search index"):
            receive(archive(tmp_path, {**GOOD, name: data}), tmp_path / "into", like)


OTHER = POLICY.replace("'none'", "'self'")


@pytest.mark.parametrize(
    "html",
    [
        PAGE.replace(POLICY, ""),
        PAGE.replace(POLICY, OTHER),
        PAGE.replace(POLICY, f"{OTHER}{POLICY}"),
        PAGE.replace(POLICY, f'<link rel="icon" href="x">{POLICY}'),
        PAGE.replace(POLICY, f"<!--{POLICY}-->"),
        PAGE.replace(POLICY, f"<template>{POLICY}</template>"),
        PAGE.replace(POLICY, f"</head><body>{POLICY}"),
        PAGE.replace(POLICY, f"\u00a0{POLICY}"),
        PAGE.replace(POLICY, f"\u2028{POLICY}"),
        PAGE.replace(POLICY, f"x{POLICY}"),
        PAGE.replace("<html", "<p><html"),
        PAGE.replace('lang="en"', 'lang="en" data-x=">"'),
        f"\ufeff{PAGE}",
        f"<!-- -->{PAGE}",
        PAGE.replace("<!doctype html>", ""),
    ],
)
def test_a_page_begins_with_the_policy_of_the_published_site(tmp_path: Path, html: str) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text(HEAD)
    (tmp_path / "site" / "another.html").write_text(HEAD.replace(POLICY, OTHER))
    like = trusted(tmp_path / "site")
    files = {name: data for name, data in GOOD.items() if name != "assets/a.css"}
    assert receive(archive(tmp_path, {**files, "x.html": PAGE}), tmp_path / "fine", like) == 4
    with pytest.raises(Refused, match=r"'x\.html' does not begin with the content security policy"):
        receive(archive(tmp_path, {**files, "x.html": html}), tmp_path / "into", like)


def test_nothing_is_received_beside_a_site_without_a_policy(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(HEAD.replace(POLICY, ""))
    with pytest.raises(Refused, match="publish the site anew"):
        receive(archive(tmp_path, {**GOOD}), tmp_path / "into", trusted(tmp_path))


def test_what_the_site_was_made_lighter_from_may_stand_in_a_preview_whole(tmp_path: Path) -> None:
    site = folder(tmp_path / "site", index=HEAD)
    (site / "assets").mkdir()
    (site / "assets" / "a.css").write_text("p {} q {}")
    name_whole(site)
    (site / "assets" / "a.css").write_text("p {}")
    like = trusted(site)
    for number, style in enumerate(("p {}", "p {} q {}")):
        receive(archive(tmp_path, {**GOOD, "assets/a.css": style}), tmp_path / str(number), like)
    with pytest.raises(Refused, match="published site"):
        receive(archive(tmp_path, {**GOOD, "assets/a.css": "q {}"}), tmp_path / "into", like)


# The branch


class Served:
    """A bare repository whose branch is served."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.git("init", "--quiet", "--bare", str(path))

    def git(self, *arguments: str) -> str:
        where = ["--git-dir", str(self.path)] if arguments[0] != "init" else []
        command = ["git", *where, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def tree(self) -> dict[str, str]:
        names = self.git("ls-tree", "-r", "--name-only", "gh-pages").split()
        return {name: self.git("show", f"gh-pages:{name}") for name in names}


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
    path = archive(tmp_path, {**GOOD})
    bare = [sys.executable, "-I", "-S", "-c"]
    program = "import sys; sys.path.insert(0, sys.argv.pop(1)); from build_scripts.hosting.__main__ import main; sys.exit(main())"
    remote = ["--remote", str(served.path)]
    for arguments in (
        ["receive", str(path), "--into", str(tmp_path / "into")],
        ["put", str(tmp_path / "into"), "--prefix", "pr/7", *remote],
    ):
        command = [*bare, program, str(ROOT), *arguments]
        subprocess.run(command, check=True, capture_output=True, env={"PATH": os.environ["PATH"]})
    assert "pr/7/index.html" in served.tree()
    assert main(["remove", "--prefix", "pr/7", *remote]) == 0
    assert served.tree() == {}


def test_a_refused_archive_ends_with_its_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = archive(tmp_path, {**GOOD, "x.html": f"{PAGE}<iframe>", "y.json": json.dumps({})})
    assert main(["receive", str(path), "--into", str(tmp_path / "into")]) == 1
    assert "holds <iframe>" in capsys.readouterr().err
