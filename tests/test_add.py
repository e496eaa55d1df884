"""What others made, added to a brief: works from lists of references, quotations from notes on the article."""

import json
import re
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from build_scripts.__main__ import main
from build_scripts.add import add_article, add_quotations, add_works
from build_scripts.add.quotations import COLUMNS
from build_scripts.anchor import anchor
from build_scripts.brief.problems import BriefError, CommandError
from build_scripts.check.folder import findings
from build_scripts.load import load
from build_scripts.render import render
from tests.places import MILL

BIBTEX = r"""
@article{lewis2012,
  author = {Lewis, George N. and {Water Board} and van der Berg, Jr., J{\"o}rg},
  title = {Mills and {Weirs}: \emph{A Primer} \& more},
  journal = {Water \& Stone}, year = 2012, month = mar, volume = {3}, number = {2}, pages = {1--19},
  doi = {https://doi.org/10.1080/08929882.2017}, urldate = {2020-01-02}
}
@online{board, title = {The mill is closed}, date = {2016-10-11}, url = {https://example.org/a_b}, author = {{Water Board}}}
"""
RIS = """TY  - JOUR
AU  - Lewis, George N.
AU  - Water Board
AU  - van der Berg, Jörg, Jr.
TI  - Mills and Weirs: A Primer & more
T2  - Water & Stone
DA  - 2012/03//
VL  - 3
IS  - 2
SP  - 1
EP  - 19
DO  - 10.1080/08929882.2017
Y2  - 2020/01/02/
ID  - lewis2012
ER  -
TY  - ELEC
AU  - Water Board
TI  - The mill is closed
DA  - 2016/10/11/
UR  - https://example.org/a_b
ID  - board
ER  -
"""
CSL = [
    {
        "id": "lewis2012",
        "type": "article-journal",
        "author": [
            {"family": "Lewis", "given": "George N."},
            {"literal": "Water Board"},
            {"family": "Berg", "given": "Jörg", "non-dropping-particle": "van der", "suffix": "Jr."},
        ],
        "title": "Mills and Weirs: A Primer & more",
        "container-title": "Water & Stone",
        "issued": {"date-parts": [[2012, 3]]},
        "accessed": {"date-parts": [["2020", "1", "2"]]},
        "volume": "3",
        "issue": 2,
        "page": "1-19",
        "DOI": "10.1080/08929882.2017",
    },
    {
        "id": "board",
        "type": "webpage",
        "author": [{"literal": "Water Board"}],
        "title": "The mill is closed",
        "issued": {"date-parts": [[2016, 10, 11]]},
        "URL": "https://example.org/a_b",
    },
]
LISTS = {"works.bib": BIBTEX, "works.ris": RIS, "works.json": json.dumps(CSL)}


@pytest.fixture
def source(tmp_path: Path) -> Path:
    shutil.copytree(MILL, tmp_path / "source")
    return tmp_path / "source"


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def finish(source: Path) -> None:
    """Fill in what is left to the writer."""
    path = source / "sources.yml"
    text = path.read_text(encoding="utf-8")
    text = text.replace('grade: ""', "grade: B2").replace('read: ""', "read: part")
    text = re.sub(r"\n  status: draft .*", "", text)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", LISTS)
def test_works_of_a_list_of_references_become_sources(source: Path, name: str) -> None:
    before = (source / "sources.yml").read_text(encoding="utf-8")
    added = add_works(source, written(source.parent, name, LISTS[name]))
    assert added.ids == ("lewis2012", "board")
    after = (source / "sources.yml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    finish(source)
    brief = load(source)
    assert brief.problems == ()
    journal, page = brief.sources[-2:]
    given = journal.model_dump(exclude_defaults=True, exclude={"where"}, by_alias=True)
    assert given | {"author": [str(name) for name in journal.author]} == {
        "id": "lewis2012",
        "type": "article-journal",
        "title": "Mills and Weirs: A Primer & more",
        "author": ["George N. Lewis", "Water Board", "Jörg van der Berg Jr."],
        "container-title": "Water & Stone",
        "issued": "2012-03",
        "accessed": "2020-01-02",
        "volume": "3",
        "issue": "2",
        "page": "1-19",
        "DOI": "10.1080/08929882.2017",
        "grade": "B2",
        "read": "part",
    }
    assert (page.type, page.title, str(page.author[0]), page.issued, page.URL) == (
        "webpage",
        "The mill is closed",
        "Water Board",
        "2016-10-11",
        "https://example.org/a_b",
    )


def test_the_same_works_are_added_once_from_whatever_list(source: Path) -> None:
    add_works(source, written(source.parent, "works.bib", BIBTEX))
    once = (source / "sources.yml").read_bytes()
    for name, text in LISTS.items():
        added = add_works(source, written(source.parent, name, text))
        assert added.ids == ()
        assert added.left_out == (
            '"Mills and Weirs: A Primer & more" is already there, as lewis2012',
            '"The mill is closed" is already there, as board',
        )
    assert (source / "sources.yml").read_bytes() == once


def test_another_work_with_a_key_that_is_taken_gets_a_number(source: Path) -> None:
    text = "@misc{survey, title={Another survey}, year={1990}}\n@misc{survey2, title={Survey}, year={1991}}"
    added = add_works(source, written(source.parent, "w.bib", text))
    assert added.ids == ("survey-2", "survey2")


def test_what_a_source_cannot_hold_is_kept_in_its_note(source: Path) -> None:
    text = '[{"id": "a", "type": "hologram", "title": "A", "issued": {"literal": "in press"}, "DOI": "none", "note": "Read."}]'
    add_works(source, written(source.parent, "w.json", text))
    (entry,) = yaml.safe_load((source / "sources.yml").read_text(encoding="utf-8"))[-1:]
    assert entry["type"] == "document"
    assert entry["note"] == "Read.; issued as given: in press; DOI as given: none"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("w.bib", "@misc{a, title={b}", "w.bib:1: syntax error in line 1: premature end of file"),
        ("w.bib", "@misc{a, title={b}}\n@misc{a, title={c}}", "repeated bibliography entry: a"),
        ("w.bib", "hello", "has no works"),
        (
            "w.ris",
            "TY  - JOUR\nTI  - A\n",
            'w.ris:1: is not RIS: each work begins with "TY  - " and ends with "ER  - "',
        ),
        ("w.json", "[\n{", "w.json:2: is not JSON"),
        ("w.json", '{"a": 1}', 'is not CSL-JSON: a list of works, each with a "title"'),
        ("w.doc", "", "is not a list of references that can be read: .bib, .json, .ris"),
        ("none.bib", None, "cannot be read: No such file or directory"),
    ],
)
def test_a_list_that_cannot_be_read_changes_nothing(source: Path, name: str, text: str | None, message: str) -> None:
    path = source.parent / name if text is None else written(source.parent, name, text)
    before = (source / "sources.yml").read_bytes()
    with pytest.raises(CommandError, match=re.escape(message)):
        add_works(source, path)
    assert (source / "sources.yml").read_bytes() == before


def test_a_file_that_cannot_be_gone_on_with_is_left_as_it_is(source: Path) -> None:
    broken = "- {id: a\n"
    written(source, "sources.yml", broken)
    with pytest.raises(CommandError, match="nothing can be added to"):
        add_works(source, written(source.parent, "w.bib", BIBTEX))
    assert (source / "sources.yml").read_text(encoding="utf-8") == broken


def test_an_empty_list_is_filled_with_its_remarks_kept(source: Path) -> None:
    written(source, "sources.yml", "# Every work.\n\n[]  # none yet\n")
    add_works(source, written(source.parent, "w.bib", BIBTEX))
    text = (source / "sources.yml").read_text(encoding="utf-8")
    assert text.startswith("# Every work.\n\n- id: lewis2012\n")
    assert len(yaml.safe_load(text)) == 2


EXACT = "The council of Ashford has closed the mill"
OTHER = "It will not reopen in 2020"
SELECTOR = {"type": "TextQuoteSelector", "exact": EXACT, "prefix": "", "suffix": ", a spokesman"}
NOTES = {
    "hypothesis": {
        "rows": [
            {
                "uri": "file:///mill.html",
                "text": "What it says.",
                "tags": ["Closure", "x"],
                "target": [{"source": "file:///mill.html", "selector": [{"type": "RangeSelector"}, SELECTOR]}],
            },
            {"uri": "file:///mill.html", "text": "A page note", "target": [{"source": "file:///mill.html"}]},
        ]
    },
    "W3C": {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "first": {
            "type": "AnnotationPage",
            "items": [
                {
                    "type": "Annotation",
                    "body": [
                        {"type": "TextualBody", "purpose": "tagging", "value": "Closure"},
                        {"type": "TextualBody", "value": "What it says."},
                    ],
                    "target": {"source": "urn:mill", "selector": {"type": "FragmentSelector", "refinedBy": SELECTOR}},
                }
            ],
        },
    },
}


@pytest.mark.parametrize("kind", NOTES)
def test_notes_become_quotations(source: Path, kind: str) -> None:
    added = add_quotations(source, written(source.parent, "notes.json", json.dumps(NOTES[kind])))
    assert added.ids == ("the-council-of-ashford-has-closed-the",)
    (entry,) = yaml.safe_load(added.path.read_text(encoding="utf-8"))
    assert added.path == source / "annotations" / "quotes" / "notes.yml"
    assert (entry["target"], entry["note"]) == ({"exact": EXACT}, "What it says.")
    again = add_quotations(source, source.parent / "notes.json")
    assert (again.ids, again.left_out) == ((), (f'"{EXACT}" is already annotated',))


def test_rows_of_a_table_become_quotations(source: Path) -> None:
    text = f'exact;note;speaker;form\n{EXACT};"One; two";hale;indirect\n{OTHER};;;\n;empty;;\n'
    added = add_quotations(source, written(source.parent, "sheet.csv", text))
    first, second = yaml.safe_load(added.path.read_text(encoding="utf-8"))
    assert (first["note"], first["speaker"], first["form"]) == ("One; two", "hale", "indirect")
    assert (second["target"]["exact"], second["note"]) == (OTHER, "")
    assert 'note: ""  # what the words do in the article\n' in added.path.read_text(encoding="utf-8")


def added_by_table(source: Path, text: str) -> list[dict[str, str]]:
    """Return the quotations that the rows of *text* become."""
    added = add_quotations(source, written(source.parent, "sheet.csv", text))
    return list(yaml.safe_load(added.path.read_text(encoding="utf-8")) if added.ids else [])


@pytest.mark.parametrize(
    "words",
    [
        "“Eleven percent of the water never reaches the town,”",
        "Eleven percent of the water never reaches the town,",
        "We shall not mend that with a mill",
        "The owners call […] a mere pretext,'",
    ],
)
def test_words_that_are_annotated_are_known_whatever_marks_stand_around_them(source: Path, words: str) -> None:
    assert added_by_table(source, f'exact\n"{words}"\n') == []


def test_a_note_says_of_its_words_what_the_article_says_of_them(source: Path) -> None:
    (source / "annotations" / "quotes" / "engineer.yml").unlink()
    text = "exact;speaker\nEleven percent of the water;Ada Hale\nThe council of Ashford has closed the mill;\n"
    quoted, reported = added_by_table(source, f"{text}We shall not mend that;council of Ashford\n")[:2]
    assert (quoted["speaker"], quoted["cue"], quoted.get("form")) == ("hale", "Ada Hale, said", None)
    assert (reported["form"], reported["speaker"]) == ("indirect", "")


def test_a_speaker_whom_the_note_names_stays_and_gets_no_words_of_another(source: Path) -> None:
    (source / "annotations" / "quotes" / "engineer.yml").unlink()
    (entry,) = added_by_table(source, "exact,speaker\nEleven percent of the water,The council of Ashford\n")
    assert (entry["speaker"], entry.get("cue")) == ("council", None)


def test_a_speaker_who_is_no_actor_is_told(source: Path) -> None:
    added = add_quotations(source, written(source.parent, "s.csv", f"exact,speaker\n{EXACT},A spokesman\n"))
    assert added.left_out == (
        f'"A spokesman" is not the name of an actor: add it to actors.yml, and write its id as the speaker of {added.ids[0]}',
    )


def test_what_is_added_waits_and_keeps_nothing_from_being_published(source: Path) -> None:
    pages = render(brief := load(source), anchor(brief))
    add_works(source, written(source.parent, "works.json", json.dumps(CSL)))
    add_quotations(source, written(source.parent, "sheet.csv", f"exact,speaker\n{EXACT},hale\n"))
    add_article(source, written(source.parent, "museum.txt", ARTICLE))
    found = findings(source)
    assert found.problems == ()
    assert {one.location.path.removeprefix("source/") for one in found.left} >= {
        *("sources.yml", "annotations/quotes/sheet.yml", "annotations/quotes/museum.yml"),
        *("annotations/actors.yml", "articles/museum.yml"),
    }
    brief = load(source)
    assert render(brief, anchor(brief)) == pages


def test_notes_are_added_to_an_article_that_is_a_draft(source: Path) -> None:
    add_article(source, written(source.parent, "museum.txt", ARTICLE))
    added = add_quotations(
        source, written(source.parent, "sheet.csv", "article,exact\nmuseum,The mill will reopen as a museum\n")
    )
    assert (len(added.ids), added.refused) == (1, ())


def test_a_speaker_who_is_guessed_is_remarked(source: Path) -> None:
    (source / "annotations" / "quotes" / "engineer.yml").unlink()
    added = add_quotations(source, written(source.parent, "s.csv", "exact\nEleven percent of the water\n"))
    assert "speaker: hale  # a guess: check it\n" in added.path.read_text(encoding="utf-8")


def test_words_that_are_not_in_the_article_are_refused_and_the_others_are_added(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = written(source.parent, "sheet.csv", f"exact\n{EXACT}\nThe council of Ashford has shut the mill\n")
    assert main(["add", "quotes", str(sheet), "--source", str(source)]) == 1
    printed = capsys.readouterr().out
    assert "sheet.csv, line 3: quotes words that are not in the article" in printed
    assert f'did you mean "{EXACT}"' in printed
    assert "1 quotation added: the-council-of-ashford-has-closed-the" in printed


def test_notes_on_another_page_are_refused(source: Path) -> None:
    record = source / "articles" / "mill.yml"
    record.write_text(f"url: https://www.example.org/mill/\n{record.read_text(encoding='utf-8')}", encoding="utf-8")
    rows = [
        {"uri": f"https://example.org/{page}", "target": [{"selector": [SELECTOR]}]} for page in ("mill#top", "other")
    ]
    added = add_quotations(source, written(source.parent, "notes.json", json.dumps(rows)))
    assert len(added.ids) == 1
    (refused,) = added.refused
    assert refused.endswith("note 2: is not about an article of this brief: https://example.org/other")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("n.csv", "words\nx\n", 'n.csv:1: has no column "exact"; it may have ' + ", ".join(COLUMNS)),
        (
            "n.csv",
            "exact,speeker\nx,y\n",
            'n.csv:1: has an unknown column: "speeker"; did you mean "speaker"?',
        ),
        ("n.csv", 'exact\n"x\n', "n.csv:2: unexpected end of data"),
        ("n.json", "{}", "holds no notes with quoted words (a TextQuoteSelector)"),
        ("n.txt", "", "is not a list of notes that can be read: .json, .jsonld, .csv"),
    ],
)
def test_notes_that_cannot_be_read_change_nothing(source: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(CommandError, match=re.escape(message)):
        add_quotations(source, written(source.parent, name, text))
    assert not (source / "annotations" / "quotes" / "n.yml").exists()


ARTICLE = """Mill to reopen as a museum

By Nora Field
3 May 2020

The mill will reopen as a museum, the council of Ashford said. “We have found the money,” said Tom Reyes of the Ashford Museum Board (AMB).
“It is about time,” the engineer, Ada Hale, said.
"""


def test_an_article_is_added_with_a_draft_of_what_it_says(source: Path) -> None:
    before = load(source)
    added = add_article(source, written(source.parent, "museum.txt", ARTICLE))
    assert added.ids == (
        *("museum", "tom-reyes", "ashford-museum-board"),
        *("we-have-found-the-money", "it-is-about-time"),
    )
    text = ARTICLE[ARTICLE.index("The mill will") :]
    assert (source / "articles" / "museum.txt").read_text(encoding="utf-8") == text
    assert added.left_out[0].endswith(": Mill to reopen as a museum | By Nora Field | 3 May 2020")
    record = yaml.safe_load((source / "articles" / "museum.yml").read_text(encoding="utf-8"))
    assert (record["headline"], record["author"], str(record["date"])) == (
        "Mill to reopen as a museum",
        "Nora Field",
        "2020-05-03",
    )
    quotes = yaml.safe_load((source / "annotations" / "quotes" / "museum.yml").read_text(encoding="utf-8"))
    assert [(quote["target"], quote["speaker"]) for quote in quotes] == [
        ({"article": "museum", "exact": "We have found the money,"}, "tom-reyes"),
        ({"article": "museum", "exact": "It is about time,"}, "hale"),
    ]
    after = load(source)
    targets = [*(target for one in after.quotes for target in one.target), *(one.target[0] for one in after.claims)]
    assert {target.article for target in targets} == {"mill"}
    assert [quote.id for quote in after.quotes] == [quote.id for quote in before.quotes]


def test_entries_that_said_no_article_keep_every_other_letter(source: Path) -> None:
    flow = "# Words.\n\n- {id: w, words: [mill], target: {exact: 'a # b'}}  # so\n"
    written(source, "annotations/wording.yml", flow)
    files = {path: path.read_text(encoding="utf-8") for path in (source / "annotations").rglob("*.yml")}
    add_article(source, written(source.parent, "museum.txt", ARTICLE))
    for path, text in files.items():
        now = path.read_text(encoding="utf-8")
        assert re.sub(r"article: mill(, |\n +)", "", now).startswith(text.rstrip())
    assert (source / "annotations" / "wording.yml").read_text(encoding="utf-8") == flow.replace(
        "{exact", "{article: mill, exact"
    )


def test_a_third_article_changes_nothing_of_the_others(source: Path) -> None:
    add_article(source, written(source.parent, "museum.txt", ARTICLE))
    before = {path: path.read_text(encoding="utf-8") for path in (source / "annotations").rglob("*.yml")}
    added = add_article(source, written(source.parent, "museum.txt", ARTICLE.replace("about time", "time")))
    assert added.ids == ("museum-2", "we-have-found-the-money-2", "it-is-time")
    for path, text in before.items():
        assert path.read_text(encoding="utf-8").startswith(text.rstrip())


def test_a_text_that_is_there_is_not_added_again(source: Path) -> None:
    add_article(source, written(source.parent, "museum.txt", ARTICLE))
    before = {path: path.read_bytes() for path in source.rglob("*") if path.is_file()}
    digest = sha256((source / "articles" / "museum.txt").read_bytes()).hexdigest()
    with pytest.raises(CommandError, match=f"articles/museum.txt .SHA-256 {digest}"):
        add_article(source, written(source.parent, "again.txt", ARTICLE))
    assert {path: path.read_bytes() for path in source.rglob("*") if path.is_file()} == before


def test_an_article_that_is_none_changes_nothing(source: Path) -> None:
    before = {path: path.read_bytes() for path in source.rglob("*") if path.is_file()}
    with pytest.raises(BriefError, match="has no words"):
        add_article(source, written(source.parent, "empty.txt", "\n"))
    assert {path: path.read_bytes() for path in source.rglob("*") if path.is_file()} == before
