"""A brief begins from a saved web page, a PDF or a Word document, too: its text is taken out, and what it says of itself drafted."""

import zipfile
from pathlib import Path

import pytest

from build_scripts.__main__ import main
from build_scripts.brief.problems import CommandError
from build_scripts.check.folder import problems
from build_scripts.create import create
from build_scripts.load import load
from build_scripts.saved import saved
from tests.test_capture import pdf

FIRST = "The council of Ashford has closed the mill, after a survey that took two summers and cost more than the weir."
SECOND = "“Eleven percent of the water never reaches the town,” said Ada Hale, the engineer, to The Ashford Gazette."
PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>The mill | Gazette</title>
<meta property="og:title" content="The mill at Ashford"><meta property="og:site_name" content="The Ashford Gazette">
<meta name="author" content="Bo Ash"><meta property="article:published_time" content="2019-05-02T08:00:00Z">
<link rel="canonical" href="https://gazette.example/mill"></head><body><nav><a href="/">Home</a></nav>
<article><h1>The mill at Ashford</h1><p>{FIRST}</p><p>{SECOND}</p><p>{FIRST} Nobody was surprised.</p></article></body></html>"""


def docx(folder: Path, *paragraphs: str, title: str = "") -> Path:
    """Return a Word document with *paragraphs*."""
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>" for words in paragraphs)
    core = f'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></c>'
    with zipfile.ZipFile(folder / "mill.docx", "w") as packed:
        packed.writestr("word/document.xml", f"<w:document {word}><w:body>{body}</w:body></w:document>")
        packed.writestr("docProps/core.xml", core)
    return folder / "mill.docx"


def test_a_web_page_gives_its_text_and_what_it_says_of_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mill.html").write_text(PAGE, encoding="utf-8")
    assert main(["new", str(tmp_path / "brief"), str(tmp_path / "mill.html")]) == 0
    assert (
        "the text, headline, author, date, outlet, url, language. Compare them with the original.\n"
        in capsys.readouterr().out
    )
    source = tmp_path / "brief" / "source"
    assert (source / "articles" / "mill.txt").read_text(encoding="utf-8").split("\n")[:2] == [FIRST, SECOND]
    record = source / "articles" / "mill.yml"
    record.write_text(record.read_text(encoding="utf-8").replace('rights: ""', "rights: Ours."), encoding="utf-8")
    (left,) = [one for one in problems(source) if one.location.path == "source/articles/mill.yml"]
    assert left.message.startswith("names a draft")  # its outlet
    read = load(source).articles[0].record
    assert (read.headline, read.author, read.date) == ("The mill at Ashford", "Bo Ash", "2019-05-02")
    assert (read.url, read.language) == ("https://gazette.example/mill", "en-GB")
    actors = (source / "annotations" / "actors.yml").read_text(encoding="utf-8")
    assert f"- id: {read.outlet}\n" in actors
    assert actors.count("Ashford Gazette") == 1


def test_the_text_of_a_pdf_is_drafted(tmp_path: Path) -> None:
    (tmp_path / "mill.pdf").write_bytes(pdf("The mill is older than the town."))
    create(tmp_path / "brief", tmp_path / "mill.pdf")
    text = tmp_path / "brief" / "source" / "articles" / "mill.txt"
    assert text.read_text(encoding="utf-8") == "The mill is older than the town.\n"


def test_the_text_of_a_word_document_is_drafted(tmp_path: Path) -> None:
    text, known = saved(docx(tmp_path, "The mill", FIRST, "", SECOND, title="The mill"))
    assert text == f"{FIRST}\n{SECOND}\n"
    assert known.fields() == {"headline": "The mill"}


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.html", b"<p></p>", "holds no text of an article"),
        ("a.pdf", b"%PDF-nothing", "is not a PDF that can be read"),
        ("a.docx", b"PK", "is not a Word document that can be read"),
        ("none.html", b"", "cannot be read"),
    ],
)
def test_a_file_without_text_is_refused_and_nothing_is_made(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    if content:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError, match=said):
        create(tmp_path / "brief", tmp_path / name)
    assert [path.name for path in tmp_path.iterdir() if path.name != name] == []
