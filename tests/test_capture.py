"""brief capture: a saved work becomes a text that passages are checked against, and no page holds its words."""

import hashlib
import os
import shutil
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from build_scripts.__main__ import main
from build_scripts.brief.problems import CommandError
from build_scripts.build import build
from build_scripts.capture import Captured, capture
from tests.places import ROOT

MILL = ROOT / "tests" / "pages" / "mill" / "source"
PAGE = """<!DOCTYPE html><title>The chronicle</title><script>ignored()</script><style>p {}</style>
<nav><a href="/">Home</a></nav><main><h1>Die  Mühle</h1>
<p>The mill is <b>old</b>er
than the town.<br>It stands.</p><!-- hidden --><p>Nobody was there.</p></main>"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return shutil.copytree(MILL, tmp_path / "source")


def captured(source: Path, name: str, content: bytes, *, main_text: bool = False) -> tuple[Captured, str]:
    """Return what capturing a file makes, and its text."""
    file = source.parent / name
    file.write_bytes(content)
    os.utime(file, (1_557_000_000, 1_557_000_000))
    made = capture(source, "chronicle", file, main_text=main_text)
    return made, made.path.read_text(encoding="utf-8")


def pdf(words: str) -> bytes:
    """Return a PDF of one page with *words* on it."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 20 200 Td ({words}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)  # noqa: SLF001 - the library's way to add one
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_text_of_a_page_is_what_a_reader_sees(source: Path) -> None:
    made, text = captured(source, "page.html", PAGE.encode())
    assert text == "Home\n\nDie Mühle\n\nThe mill is older than the town.\nIt stands.\n\nNobody was there.\n"
    assert made.path == source / "captures" / "chronicle.txt"
    assert made.tool.startswith("html5lib ")


def test_the_main_text_of_a_page_has_no_menu(source: Path) -> None:
    long = PAGE.replace("Nobody was there.", "Nobody was there, in all the years of which the chronicle tells. " * 5)
    made, text = captured(source, "page.htm", long.encode(), main_text=True)
    assert "The mill is older than the town." in " ".join(text.split())
    assert "Home" not in text
    assert made.tool.startswith("trafilatura ")


def test_the_text_of_a_pdf_is_taken_out(source: Path) -> None:
    made, text = captured(source, "paper.pdf", pdf("The mill is older than the town."))
    assert text == "The mill is older than the town.\n"
    assert made.tool.startswith("pypdf ")


def test_a_text_stays_as_it_is(source: Path) -> None:
    made, text = captured(source, "note.txt", "\ufeffDie Mühle\r\nist alt.\r\n".encode())
    assert (text, made.tool) == ("Die Mühle\nist alt.\n", "copied as text")


def test_the_record_to_paste_pins_the_text_and_its_origin(source: Path) -> None:
    made, _ = captured(source, "page.html", PAGE.encode())
    digest = hashlib.sha256(made.path.read_bytes()).hexdigest()
    origin = hashlib.sha256(PAGE.encode()).hexdigest()
    assert made.stub().splitlines() == [
        "  capture:", f"    sha256: {digest}", "    retrieved: 2019-05-04", f"    tool: {made.tool}",
        f"    origin_sha256: {origin}",
    ]  # fmt: skip


def test_a_pasted_record_passes_the_check(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "„Die Mühle ist älter als die Stadt“ <und> *schöner*"
    made, _ = captured(source, "note.txt", text.encode())
    with (source / "sources.yml").open("a", encoding="utf-8") as file:
        file.write(f"{made.stub()}\n")
    assert main(["check", "--source", str(source)]) == 0, capsys.readouterr().out


def test_a_work_that_is_a_draft_can_be_captured(source: Path) -> None:
    file = source / "sources.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("- id: chronicle\n", "- id: chronicle\n  status: draft\n"), encoding="utf-8")
    made, _ = captured(source, "page.html", PAGE.encode())
    assert made.path == source / "captures" / "chronicle.txt"


def test_a_capture_with_other_words_is_never_overwritten(source: Path) -> None:
    captured(source, "note.txt", b"One.")
    captured(source, "note.txt", b"One.")
    with pytest.raises(CommandError, match="exists and has different words"):
        captured(source, "note.txt", b"Two.")
    assert (source / "captures" / "chronicle.txt").read_bytes() == b"One.\n"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("paper.docx", b"PK", "is not one of .txt, .html, .htm, .pdf"),
        ("paper.pdf", b"no PDF", "is not a PDF that can be read"),
        ("note.txt", b"W\xe4lder", "is not UTF-8 text"),
        ("page.html", b"<script>x</script>", "holds no text"),
    ],
)
def test_what_cannot_be_captured_is_refused(source: Path, name: str, content: bytes, message: str) -> None:
    with pytest.raises(CommandError, match=message):
        captured(source, name, content)
    assert not (source / "captures" / "chronicle.txt").exists()


def test_an_unknown_source_names_the_nearest(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (source.parent / "note.txt").write_text("Words.", encoding="utf-8")
    assert main(["capture", "chronicles", str(source.parent / "note.txt"), "--source", str(source)]) == 2
    assert 'sources.yml has no source "chronicles"; did you mean "chronicle"?' in capsys.readouterr().err


def test_no_page_holds_words_of_a_capture_that_no_passage_quotes(tmp_path: Path) -> None:
    words = (MILL / "captures" / "survey.txt").read_text(encoding="utf-8")
    assert "unguarded lockgates" in words
    build(MILL, tmp_path)
    texts = {path: path.read_text(encoding="utf-8") for path in tmp_path.rglob("*") if path.is_file()}
    assert any("ten percent of the water is lost" in text for text in texts.values())
    assert [path for path, text in texts.items() if "lockgates" in text] == []
