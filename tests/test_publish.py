"""The build's own files in ``docs/`` are kept up to date, and nobody else's are touched."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.brief.problems import BriefError
from build_scripts.publish import RECORD, STAGING, publish
from tests.places import ROOT

Tree = dict[str, bytes]


@dataclass(frozen=True)
class Write:
    """Somebody writes a file."""

    path: str
    content: bytes


@dataclass(frozen=True)
class Delete:
    """Somebody deletes a file, and the folders left empty."""

    path: str


@dataclass(frozen=True)
class Build:
    """The brief is built."""

    pages: Tree


Step = Write | Delete | Build


def tree(docs: Path) -> Tree:
    """Return every file below *docs* but the build's record; a folder without files stands with a slash."""
    below = sorted(docs.rglob("*"))
    files = {path.relative_to(docs).as_posix(): path.read_bytes() for path in below if path.is_file()}
    empty = {
        f"{path.relative_to(docs).as_posix()}/": b"" for path in below if path.is_dir() and not any(path.iterdir())
    }
    return {path: content for path, content in {**files, **empty}.items() if path != RECORD}


def put(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def times(docs: Path) -> dict[str, int]:
    return {path.relative_to(docs).as_posix(): path.stat().st_mtime_ns for path in docs.rglob("*") if path.is_file()}


def problems(pages: Mapping[str, str | bytes], docs: Path) -> list[str]:
    """Return what stops *pages*, after making sure that it stops them before anything is touched."""
    before = tree(docs)
    with pytest.raises(BriefError) as raised:
        publish(pages, docs)
    assert tree(docs) == before
    return [str(problem).replace(docs.as_posix(), "docs") for problem in raised.value.problems]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    return tmp_path / "docs"


# What is written


def test_every_page_is_written_at_its_path(docs: Path) -> None:
    published = publish({"index.md": "# Brief\n", "actors/nato.md": "# NATO\n"}, docs)
    assert tree(docs) == {"actors/nato.md": b"# NATO\n", "index.md": b"# Brief\n"}
    assert published.written == ("actors/nato.md", "index.md")


def test_text_is_utf_8_and_its_line_ends_stay(docs: Path) -> None:
    publish({"a.md": "“Gladiators”\nпро\r\n", "b.bin": b"\xff\r\n"}, docs)
    assert tree(docs) == {"a.md": "“Gladiators”\nпро\r\n".encode(), "b.bin": b"\xff\r\n"}


def test_a_page_that_did_not_change_is_not_touched(docs: Path) -> None:
    publish({"a.md": "a", "b.md": "b"}, docs)
    before = times(docs)
    published = publish({"a.md": "a", "b.md": "new"}, docs)
    assert (published.written, published.unchanged) == (("b.md",), ("a.md",))
    assert times(docs)["a.md"] == before["a.md"]


def test_a_build_that_changes_nothing_touches_nothing(docs: Path) -> None:
    publish({"a.md": "a", "b/c.md": "c"}, docs)
    before = times(docs), docs.stat().st_mtime_ns
    publish({"a.md": "a", "b/c.md": "c"}, docs)
    assert (times(docs), docs.stat().st_mtime_ns) == before


def test_the_order_of_the_pages_does_not_matter(tmp_path: Path) -> None:
    publish({"a.md": "a", "b.md": "b"}, tmp_path / "1")
    publish({"b.md": "b", "a.md": "a"}, tmp_path / "2")
    assert (tmp_path / "1" / RECORD).read_bytes() == (tmp_path / "2" / RECORD).read_bytes()


def test_a_page_that_somebody_deleted_is_written_again(docs: Path) -> None:
    publish({"a.md": "a"}, docs)
    (docs / "a.md").unlink()
    assert publish({"a.md": "a"}, docs).written == ("a.md",)
    assert tree(docs) == {"a.md": b"a"}


# What is removed


def test_a_page_that_is_no_longer_made_goes_with_its_empty_folder(docs: Path) -> None:
    publish({"a.md": "a", "actors/persons/putin.md": "p"}, docs)
    assert publish({"a.md": "a"}, docs).removed == ("actors/persons/putin.md",)
    assert tree(docs) == {"a.md": b"a"}


def test_a_file_that_the_build_did_not_write_stays_and_so_does_its_folder(docs: Path) -> None:
    put(docs / "about/how.md", b"by hand")
    publish({"about/index.md": "made"}, docs)
    publish({}, docs)
    assert tree(docs) == {"about/how.md": b"by hand"}


def test_an_empty_folder_that_the_build_did_not_make_stays(docs: Path) -> None:
    (docs / "drafts").mkdir(parents=True)
    publish({"a.md": "a"}, docs)
    publish({}, docs)
    assert tree(docs) == {"drafts/": b""}


def test_a_file_written_by_hand_stays_even_if_it_once_equalled_a_page(docs: Path) -> None:
    put(docs / "a.md", b"same")
    assert publish({"a.md": "same"}, docs).unchanged == ("a.md",)
    publish({}, docs)
    assert tree(docs) == {"a.md": b"same"}


def test_a_file_written_by_hand_stays_even_if_there_was_such_a_page_before(docs: Path) -> None:
    publish({"a.md": "a", "b.md": "b"}, docs)
    publish({"a.md": "a"}, docs)
    put(docs / "b.md", b"b")
    assert publish({"a.md": "a"}, docs).removed == ()
    assert tree(docs) == {"a.md": b"a", "b.md": b"b"}


def test_a_page_that_somebody_replaced_by_a_folder_is_forgotten(docs: Path) -> None:
    publish({"a": "a"}, docs)
    (docs / "a").unlink()
    put(docs / "a/note.txt", b"by hand")
    assert publish({}, docs).removed == ()
    assert tree(docs) == {"a/note.txt": b"by hand"}


def test_a_page_may_become_a_folder_and_back(docs: Path) -> None:
    for pages in ({"a": "file"}, {"a/b": "in a folder"}, {"a": "file"}):
        publish(pages, docs)
        assert tree(docs) == {path: text.encode() for path, text in pages.items()}


# What is in the way


def test_a_file_in_the_way_is_a_problem(docs: Path) -> None:
    put(docs / "quotes.md", b"by hand")
    assert problems({"quotes.md": "made", "new.md": ""}, docs) == [
        (
            "docs/quotes.md:1: was not written by the build, which needs this path\n"
            "  hint: move it away, or delete it if an earlier build left it"
        )
    ]


@pytest.mark.parametrize("pages", [{"quotes.md": "newer"}, {}], ids=["which changes", "which goes"])
def test_a_page_that_was_changed_by_hand_is_a_problem(docs: Path, pages: dict[str, str]) -> None:
    publish({"quotes.md": "made"}, docs)
    put(docs / "quotes.md", b"made, and corrected by hand")
    assert problems({**pages, "new.md": ""}, docs) == [
        (
            "docs/quotes.md:1: was changed by hand since it was built\n"
            "  hint: make the change in source/ (the page's first lines say where), delete this file and build again"
        )
    ]


def test_a_page_that_was_put_back_by_hand_was_changed_by_hand(docs: Path) -> None:
    publish({"a.md": "one"}, docs)
    publish({"a.md": "two"}, docs)
    put(docs / "a.md", b"one")
    (problem,) = problems({"a.md": "three"}, docs)
    assert problem.startswith("docs/a.md:1: was changed by hand since it was built")


def test_a_page_that_was_changed_by_hand_to_what_it_becomes_is_no_problem(docs: Path) -> None:
    publish({"quotes.md": "made"}, docs)
    put(docs / "quotes.md", b"corrected")
    assert publish({"quotes.md": "corrected"}, docs).unchanged == ("quotes.md",)
    publish({"quotes.md": "corrected again"}, docs)


def test_all_problems_are_told_at_once(docs: Path) -> None:
    put(docs / "a.md", b"by hand")
    put(docs / "b.md", b"by hand")
    assert len(problems({"a.md": "made", "b.md": "made"}, docs)) == 2


def test_a_folder_in_the_way_is_a_problem(docs: Path) -> None:
    put(docs / "quotes.md/note.txt", b"by hand")
    assert problems({"quotes.md": "made"}, docs)[0].startswith(
        "docs/quotes.md:1: is a folder where the build writes a file"
    )


def test_a_folder_in_the_way_is_a_problem_even_if_empty(docs: Path) -> None:
    publish({"a/b": "made"}, docs)
    (docs / "a/by-hand").mkdir()
    assert problems({"a": "made"}, docs)[0].startswith("docs/a:1: is a folder where the build writes a file")


def test_a_file_where_a_folder_is_needed_is_a_problem(docs: Path) -> None:
    put(docs / "quotes", b"by hand")
    assert problems({"quotes/a.md": "made"}, docs)[0].startswith(
        "docs/quotes:1: is a file where the build writes a folder"
    )


@pytest.mark.parametrize("linked", ["out/a.md", "out", "nowhere"])
@pytest.mark.parametrize("page", ["link", "link/a.md"])
def test_a_link_in_the_way_is_a_problem(docs: Path, tmp_path: Path, linked: str, page: str) -> None:
    put(tmp_path / "out/a.md", b"elsewhere")
    docs.mkdir()
    (docs / "link").symlink_to(tmp_path / linked)
    wanted = "a file" if page == "link" else "a folder"
    assert problems({page: "made"}, docs)[0].startswith(f"docs/link:1: is a link where the build writes {wanted}")
    assert (tmp_path / "out/a.md").read_bytes() == b"elsewhere"


def test_nothing_is_removed_through_a_link(docs: Path, tmp_path: Path) -> None:
    publish({"actors/nato.md": "made"}, docs)
    (docs / "actors").rename(tmp_path / "moved")
    (docs / "actors").symlink_to(tmp_path / "moved")
    assert publish({}, docs).removed == ()
    assert tree(tmp_path / "moved") == {"nato.md": b"made"}


def test_a_file_for_docs_itself_is_a_problem(docs: Path) -> None:
    docs.write_text("a file")
    with pytest.raises(BriefError, match="cannot be read or written: File exists"):
        publish({"a.md": "a"}, docs)


@pytest.mark.parametrize("name", [RECORD, STAGING])
def test_a_link_in_place_of_what_the_build_keeps_for_itself_is_a_problem(docs: Path, tmp_path: Path, name: str) -> None:
    put(tmp_path / "out/a.md", b"elsewhere")
    docs.mkdir()
    (docs / name).symlink_to(tmp_path / "out")
    assert problems({"a.md": "made"}, docs)[0].startswith(f"docs/{name}:1: ")
    assert tree(tmp_path / "out") == {"a.md": b"elsewhere"}


# What a page cannot be called

OUTSIDE = ["../a.md", "a/../../b.md", "a/..", "/a.md", "C:/a.md", "C:a.md", "..\\a.md", "a\\b.md", "\\\\host\\a.md"]
UNPORTABLE = ["", ".", "./a.md", "a//b.md", "a/", "a.md.", "a /b.md", "a\n.md", "a\0.md", "what?.md", "a:b.md"]


@pytest.mark.parametrize("path", [*OUTSIDE, *UNPORTABLE, RECORD, RECORD.upper(), f"{STAGING}/0"])
def test_a_name_that_leads_out_of_docs_or_that_a_system_refuses_is_a_problem(docs: Path, path: str) -> None:
    docs.mkdir()
    assert problems({path: "made", "good.md": ""}, docs)[0].startswith("docs:1: cannot contain a file with this name")


@pytest.mark.parametrize("path", ["index.md", ".nojekyll", "a..b/c-d_e.f", "data/quotes.json", "статья.md", "a b.md"])
def test_an_ordinary_name_is_no_problem(docs: Path, path: str) -> None:
    publish({path: "made"}, docs)
    assert tree(docs) == {path: b"made"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("a.md", "A.md"), ("actors/a.md", "Actors/b.md"), ("ß.md", "SS.md"), ("\u00e9.md", "e\u0301.md")],
)
def test_names_that_are_one_name_on_windows_or_a_mac_are_a_problem(docs: Path, one: str, other: str) -> None:
    docs.mkdir()
    assert "on systems that ignore upper and lower case" in problems({one: "", other: ""}, docs)[0]


def test_a_page_cannot_also_be_a_folder(docs: Path) -> None:
    docs.mkdir()
    assert problems({"a": "", "a/b": ""}, docs)[0].startswith('docs/a:1: would be both a file and the folder of "a/b"')


# The record


@pytest.mark.parametrize(
    "record",
    ["", "no JSON", "[]", '{"a.md": 1}', '{"../../a.md": "0"}', '{"/etc/passwd": "0"}', "\xff", "[" * 100_000],
    ids=["empty", "no JSON", "a list", "a number", "leading out", "absolute", "not UTF-8", "nested deeply"],
)
def test_a_record_that_the_build_did_not_write_is_a_problem(docs: Path, record: str) -> None:
    put(docs / RECORD, record.encode("latin-1"))
    assert problems({"a.md": "made"}, docs)[0].startswith(f"docs/{RECORD}:1: is not a valid list of generated files")


def test_a_page_whose_record_is_lost_counts_as_somebody_elses(docs: Path) -> None:
    publish({"a.md": "a", "b.md": "b"}, docs)
    (docs / RECORD).unlink()
    assert problems({"a.md": "a", "b.md": "newer"}, docs)[0].startswith("docs/b.md:1: was not written by the build")


# Builds that are stopped, and builds that meet

OLD = {
    "same.md": "same",
    "changes.md": "old",
    "goes.md": "goes",
    "folder/deep/goes.md": "goes",
    "file": "becomes a folder",
}
NEW = {"same.md": "same", "changes.md": "new", "comes.md": "comes", "there/comes.md": "comes", "file/page.md": "made"}
HAND = {"by-hand.md": b"by hand", "there/by-hand.md": b"by hand"}

DIES_BEFORE_WRITE_NUMBER = """
import os, sys
from pathlib import Path
from build_scripts.publish import publish

left = int(sys.argv[3])
inside = sys.argv[1]

def hook(event, args):
    writes = event in {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.truncate", "os.link", "os.symlink"}
    if not (writes or (event == "open" and args[2] & (os.O_WRONLY | os.O_RDWR))):
        return
    global left
    left -= 1
    if left < 0:
        left = 99
        if event == "open":  # it dies between opening the file and writing to it
            Path(os.fsdecode(args[0])).write_bytes(b"torn")
        os._exit(9)

sys.dont_write_bytecode = True
sys.addaudithook(hook)
publish(eval(sys.argv[2]), Path(inside))
"""


def dies(pages: Mapping[str, str], docs: Path, write: int) -> bool:
    """Build in a program that is killed right before its write number *write*; say whether it came to that."""
    command = [sys.executable, "-c", DIES_BEFORE_WRITE_NUMBER, str(docs), repr(dict(pages)), str(write)]
    code = subprocess.run(command, check=False, cwd=ROOT).returncode
    assert code in (0, 9)
    return code == 9


def test_a_build_that_is_killed_at_any_point_leaves_each_page_whole_and_the_next_one_mends_it(tmp_path: Path) -> None:
    write = 0
    stopped = True
    while stopped:
        docs = tmp_path / str(write)
        publish(OLD, docs)
        for path, content in HAND.items():
            put(docs / path, content)
        stopped = dies(NEW, docs, write)
        for path, content in tree(docs).items():
            whole = {OLD.get(path), NEW.get(path), HAND.get(path, b"").decode()}
            assert content.decode() in whole or path.startswith(STAGING) or path.endswith("/")
        for number, after in enumerate([NEW, OLD, {"third.md": "third"}]):
            mended = shutil.copytree(docs, tmp_path / f"{write}-{number}")
            publish(after, mended)
            assert tree(mended) == {path: text.encode() for path, text in after.items()} | HAND
            publish({}, mended)
            assert tree(mended) == HAND
        write += 1
    assert write > 15  # it was killed at each of its writes, not only at the first


def test_what_the_disk_refuses_is_a_problem_and_nothing_is_left_behind(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish({"a.md": "old"}, docs)
    written = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if data == b"second":
            raise OSError(28, "No space left on device", str(path))
        return written(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    assert "cannot be read or written: No space left on device" in problems({"a.md": "new", "b.md": "second"}, docs)[0]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot lock a folder")
def test_two_builds_at_once_take_turns(docs: Path) -> None:
    texts = ["one" * 10_000, "two" * 10_000]
    builds = [{f"{number}.md": text for number in range(50)} for text in texts] * 5
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda pages: publish(pages, docs), builds))
    assert len(tree(docs)) == 50
    assert len(set(tree(docs).values())) == 1
    publish({}, docs)
    assert tree(docs) == {}


# Whatever happens

NAMES = st.sampled_from(["a", "b", "a/a", "a/b", "b/a", "a/a/a"])
CONTENTS = st.sampled_from([b"", b"1", b"2"])


def no_file_is_a_folder(pages: Tree) -> bool:
    return not any(other.startswith(f"{path}/") for path in pages for other in pages)


BUILDS = st.builds(Build, st.dictionaries(NAMES, CONTENTS, max_size=4).filter(no_file_is_a_folder))
WRITES = st.builds(Write, NAMES, CONTENTS)
DELETES = st.builds(Delete, NAMES)


@given(st.lists(st.one_of(BUILDS, WRITES, DELETES), max_size=8))
def test_no_history_loses_what_people_wrote_or_leaves_behind_what_the_build_wrote(steps: list[Step]) -> None:
    built: Tree = {}
    hand: Tree = {}
    with TemporaryDirectory() as folder:
        docs = Path(folder)
        for step in steps:
            match step:
                case Write(path, content):
                    with contextlib.suppress(FileExistsError, IsADirectoryError, NotADirectoryError):
                        put(docs / path, content)
                        if built.get(path) == content:
                            hand.pop(path, None)
                        else:
                            hand[path] = content
                case Delete(path):
                    with contextlib.suppress(OSError):
                        (docs / path).unlink()
                        hand.pop(path, None)
                        os.removedirs((docs / path).parent)
                    docs.mkdir(exist_ok=True)
                case Build(pages):
                    before = tree(docs)
                    try:
                        publish(pages, docs)
                    except BriefError:
                        assert hand
                        assert tree(docs) == before
                    else:
                        assert tree(docs) == {**pages, **hand}
                        hand = {path: content for path, content in hand.items() if path not in built.keys() & pages}
                        built = {path: content for path, content in pages.items() if path not in hand}
