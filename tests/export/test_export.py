"""What other programs read of a brief, judged by libraries that we did not write: pybtex, rispy, rdflib, csv, json."""

import csv
import io
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rispy  # type: ignore[import-untyped]
import yaml
from pybtex.database import parse_string  # type: ignore[import-untyped]

from build_scripts.__main__ import main
from build_scripts.add import add_quotations, add_works
from build_scripts.anchor import Anchors, Words, anchor
from build_scripts.brief.addresses import UNKNOWN, Website
from build_scripts.brief.model import Brief, Source
from build_scripts.export import FORMATS, annotations, citation, data, export, works
from build_scripts.load import load
from tests import briefs
from tests.places import FINISHED, HARBOUR, MILL, ROOT, SHIPPED

SOURCES = {"shipped": SHIPPED, "mill": MILL, "harbour": HARBOUR, "finished": FINISHED / "bridge" / "source"}

HOSTED = Website("https://example.org/brief/")


@pytest.fixture(scope="module", params=SOURCES)
def brief(request: pytest.FixtureRequest) -> Brief:
    """Return each brief of the tests, and the one that ships."""
    return load(SOURCES[request.param])


@pytest.fixture(scope="module")
def anchors(brief: Brief) -> Anchors:
    """Return where its entries stand."""
    return anchor(brief)


def test_a_program_finds_every_entry_in_the_json_with_its_own_fields(brief: Brief) -> None:
    found = json.loads(data.as_json(brief, HOSTED))
    assert (found["format"], found["version"]) == ("analysis-brief", data.VERSION)
    assert [one["id"] for one in found["quotes"]] == [one.id for one in brief.quotes]
    assert [one["verdict"] for one in found["claims"]] == [one.verdict for one in brief.claims]
    assert [one["title"] for one in found["judgements"]] == [one.title for one in brief.meta.judgements]
    assert all(one["address"].startswith("https://example.org/brief/") for one in found["quotes"])
    assert found["brief"]["title"] == brief.meta.title
    text = json.dumps(found)
    assert not [name for name in ('"where"', '"capture"', '"waivers"') if name in text]


def test_the_json_says_what_readers_are_told_of_an_entry_and_of_a_step_by_which_it_came() -> None:
    chain = ({"label": "the council's minutes"}, {"label": "an agency", "status": "uncertain"})
    quote = briefs.quote("q", "The mill.", chain=chain, status="review")
    brief = briefs.brief(briefs.article("The mill."), quotes=(quote,))
    (found,) = json.loads(data.as_json(brief, UNKNOWN))["quotes"]
    assert found["status"] == "review"
    assert [step.get("status") for step in found["chain"]] == [None, "uncertain"]


@pytest.mark.parametrize("publish", ["full", "excerpts"])
def test_of_excerpts_no_data_have_the_words_around_them(publish: str) -> None:
    article = briefs.article("The old mill stands. The new mill stands.", publish=publish)
    target = {"exact": "mill stands", "prefix": "The new", "suffix": "."}
    passages = ({"id": "one", "exact": "It stands", "prefix": "Hidden before", "suffix": "hidden after"},)
    source = Source.model_validate(briefs.REPORT | {"passages": passages})
    quote = briefs.quote("q", "mill stands", target=target)
    brief = briefs.brief(article, quotes=(quote,), sources=(source,))
    files = [*data.tables(brief, UNKNOWN).values(), data.as_json(brief, UNKNOWN)]
    assert any("The new" in text for text in files) == (publish == "full")
    assert not any("idden" in text for text in files)


def test_a_spreadsheet_has_a_row_for_each_entry(brief: Brief) -> None:
    tables = data.tables(brief, UNKNOWN)
    rows = [*csv.DictReader(io.StringIO(tables["claims.csv"], newline=""))]
    assert [row["id"] for row in rows] == [one.id for one in brief.claims]
    assert [row["title"] for row in rows] == [one.title for one in brief.claims]
    assert all(json.loads(row["target"])[0]["exact"] for row in rows)
    for text in tables.values():
        assert {len(row) for row in csv.reader(io.StringIO(text, newline=""))} == {
            len(next(csv.reader(io.StringIO(text, newline=""))))
        }


def test_no_cell_is_a_formula() -> None:
    brief = briefs.brief(briefs.article("The mill."), claims=(briefs.claim("c", "The mill.", title="=1+1"),))
    (row,) = csv.DictReader(io.StringIO(data.tables(brief, UNKNOWN)["claims.csv"], newline=""))
    assert row["title"] == "'=1+1"


def test_bibtex_is_read_back_with_titles_and_names(brief: Brief) -> None:
    found = parse_string(works.bibtex(brief), "bibtex").entries
    assert [*found] == [source.id for source in brief.sources]
    for source in brief.sources:
        entry = found[source.id]
        people = entry.persons.get("author", [])
        assert len(people) == len(source.author)
        assert plain(entry.fields["title"]) == plain(source.title)
        assert entry.fields.get("url", "") == str(source.URL or "")


def plain(title: str) -> str:
    return "".join(char for char in title if char.isalnum())


def test_ris_is_read_back_with_titles_and_names(brief: Brief) -> None:
    found = rispy.loads(works.ris(brief))
    assert [one["id"] for one in found] == [source.id for source in brief.sources]
    for one, source in zip(found, brief.sources, strict=True):
        assert one["title"] == " ".join(source.title.split())
        assert len(one.get("authors", [])) == len(source.author)
        assert [*one.get("urls", [])] == ([str(source.URL)] if source.URL else [])


def test_csl_has_the_names_and_dates_of_its_standard(brief: Brief) -> None:
    items = json.loads(works.csl(brief))
    assert [item["id"] for item in items] == [source.id for source in brief.sources]
    for item in items:
        for name in ("issued", "accessed"):
            assert item.get(name, {"literal": "?"}).keys() & {"date-parts", "literal"}
        for person in item.get("author", ()):
            assert person.keys() <= {"family", "given", "literal", "suffix", "non-dropping-particle"}


def test_a_citation_file_says_who_made_the_brief_and_when(brief: Brief) -> None:
    found = yaml.safe_load(citation.cff(brief, HOSTED))
    assert found["cff-version"] == "1.2.0"
    for work in (found, found["preferred-citation"]):
        assert (work["title"], work["version"]) == (brief.meta.title, brief.meta.version)
        assert (work["url"], work["date-released"]) == (HOSTED.address, brief.meta.date)
        named = [(one.get("name", ""), one.get("family-names", "")) for one in work["authors"]]
        assert named == [(one.literal, one.family) for one in brief.meta.authors]
    assert "url" not in yaml.safe_load(citation.cff(brief, UNKNOWN))


@pytest.mark.parametrize(("date", "expected"), [("2020", (None, 2020)), ("2020~", (None, None))])
def test_a_citation_file_has_no_day_that_nobody_knows(date: str, expected: tuple[object, object]) -> None:
    brief = briefs.brief(briefs.article("The mill."))
    found = yaml.safe_load(citation.cff(replace(brief, meta=brief.meta.model_copy(update={"date": date})), UNKNOWN))
    assert (found.get("date-released"), found["preferred-citation"].get("year")) == expected


def test_an_orcid_id_is_in_what_names_the_authors() -> None:
    brief = load(HARBOUR)
    files = export(brief, anchor(brief), HOSTED)
    named = [path for path, text in files.items() if "0000-0002-1825-0097" in text]
    assert named == ["brief.json", "CITATION.cff", "annotations/harbour.jsonld"]


def targets(annotation: dict[str, Any]) -> list[dict[str, Any]]:
    found = annotation["target"]
    return found if isinstance(found, list) else [found]


def test_every_annotation_leads_to_the_very_words_of_the_article(brief: Brief, anchors: Anchors) -> None:
    files = annotations.w3c(brief, anchors, HOSTED)
    assert files.keys() == {f"annotations/{article.id}.jsonld" for article in brief.articles}
    quoted = 0
    for article in brief.articles:
        collection = json.loads(files[f"annotations/{article.id}.jsonld"])
        items = collection["first"]["items"]
        assert collection["total"] == len(items)
        for annotation in items:
            for target in targets(annotation):
                words, place = target["selector"]
                exact = article.text[place["start"] : place["end"]]
                assert words["exact"] == exact
                if article.record.publish == "full":
                    before, after = words["prefix"], words["suffix"]
                    assert (
                        article.text[place["start"] - len(before) : place["end"] + len(after)] == before + exact + after
                    )
                else:
                    assert "prefix" not in words
                quoted += 1
    wanted = [piece for places in anchors.places.values() for place in places for piece in place.pieces]
    assert quoted == sum(isinstance(piece, Words) for piece in wanted)


def test_an_annotation_has_what_the_standard_demands(brief: Brief, anchors: Anchors) -> None:
    """W3C Web Annotation Data Model, 3.1 to 4.3: the keys that an annotation and a collection must have.

    ``nox -s annotations`` puts the working group's own assertions to them.
    """
    for text in annotations.w3c(brief, anchors, UNKNOWN).values():
        collection = json.loads(text)
        assert collection["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert collection["type"] == "AnnotationCollection"
        ids = [one["id"] for one in collection["first"]["items"]]
        assert len({*ids}) == len(ids)
        for one in collection["first"]["items"]:
            assert one["type"] == "Annotation"
            assert ":" in one["id"]
            assert all(body["type"] == "TextualBody" for body in one["body"])
            assert all(":" in target["source"] for target in targets(one))


def test_hypothesis_gets_one_target_a_row(brief: Brief, anchors: Anchors) -> None:
    for text in annotations.hypothesis(brief, anchors, UNKNOWN).values():
        found = json.loads(text)
        assert found["total"] == len(found["rows"])
        assert all(len(row["target"]) == 1 and row["uri"] == row["target"][0]["source"] for row in found["rows"])


def test_what_is_exported_can_be_added_to_another_brief(tmp_path: Path) -> None:
    brief = load(FINISHED / "bridge" / "source")
    files = export(brief, anchor(brief))
    source = Path(shutil.copytree(FINISHED / "bridge" / "source", tmp_path / "source"))
    (source / "annotations" / "quotes.yml").write_text("[]\n", encoding="utf-8")
    notes = tmp_path / "notes.json"
    notes.write_text(files["annotations/bridge.jsonld"], encoding="utf-8")
    refs = tmp_path / "refs.bib"
    refs.write_text(files["sources.bib"], encoding="utf-8")
    added = add_quotations(source, notes)
    assert len(added.ids) >= len(brief.quotes)
    assert add_works(source, refs).ids == ()


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "build_scripts", "export", *arguments]
    known = {"PYTHONPATH": str(ROOT), "PATH": ""}
    return subprocess.run(command, cwd=folder, env=known, check=False, capture_output=True, text=True, encoding="utf-8")


def test_the_command_writes_every_format_to_a_new_folder_and_overwrites_nothing(tmp_path: Path) -> None:
    shutil.copytree(MILL, tmp_path / "source")
    done = run(tmp_path, "--to", "out")
    assert done.returncode == 0, done.stderr
    names = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert names >= {
        "brief.json",
        "quotes.csv",
        "sources.bib",
        "sources.ris",
        "sources.csl.json",
        "annotations/mill.jsonld",
    }
    again = run(tmp_path, "--to", "out")
    assert again.returncode == 1
    assert "already exists, and is not empty" in again.stdout
    printed = run(tmp_path, "--format", "csl")
    assert printed.stdout == (tmp_path / "out" / "sources.csl.json").read_text(encoding="utf-8")


def test_a_brief_with_a_problem_is_not_exported(tmp_path: Path) -> None:
    shutil.copytree(MILL, tmp_path / "source")
    (tmp_path / "source" / "background.md").write_text("Nothing is cited here.\n", encoding="utf-8")
    done = run(tmp_path, "--to", "out")
    assert done.returncode == 1
    assert "nothing was exported" in done.stdout + done.stderr
    assert not (tmp_path / "out").exists()


def test_the_command_offers_every_format_that_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    """They are written out in the command, which answers --help without importing what exports."""
    with pytest.raises(SystemExit):
        main(["export", "--help"])
    assert f"{{{','.join(FORMATS)}}}" in "".join(capsys.readouterr().out.split())


def test_drafts_are_in_no_export() -> None:
    brief = load(HARBOUR)
    assert brief.drafts
    for path, text in export(brief, anchor(brief), names=tuple(FORMATS)).items():
        assert "zwielicht" not in text.lower(), path
