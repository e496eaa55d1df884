"""The brief can be cited in words, as BibTeX and as CSL-JSON."""

from html import unescape
from typing import Any

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief.model import Meta, Name, Source
from build_scripts.render import citing, render
from tests import briefs

META = briefs.brief(briefs.article("x")).meta.model_copy(
    update={
        "name": "mill-brief",
        "title": "R&D at the mill_{1}",
        "authors": (Name(given="Ann", family="Lee"), Name(literal="The Mill Project")),
        "date": "2026-05",
        "version": "1.2",
    }
)


def changed(**values: Any) -> Meta:
    return META.model_copy(update=values)


def reference(**fields: Any) -> str:
    """Return how the page of sources gives a work with *fields*."""
    work = Source.model_validate(briefs.REPORT | {"id": "work"} | fields)
    page = render(made := briefs.brief(briefs.article("x"), sources=(work,)), anchor(made))["sources.md"]
    entry = page.partition("{: #work .entry }\n\n")[2]
    return unescape(entry.partition("</summary>\n\n")[2].partition("\n\nGrade")[0])


def test_a_citation_in_words() -> None:
    assert citing.plain(META) == "Ann Lee, The Mill Project. “R&D at the mill_{1}”. Version 1.2, May 2026."


def test_a_citation_for_bibtex_holds_nothing_that_tex_would_stumble_over() -> None:
    assert citing.bibtex(META) == (
        "@misc{mill-brief,\n  author = {Lee, Ann and {The Mill Project}},\n  title = {{R\\&D at the mill\\_1}},\n"
        "  year = {2026},\n  note = {Version 1.2, May 2026},\n}"
    )


def test_a_citation_in_the_terms_of_csl() -> None:
    told = citing.csl(META)
    assert told["author"] == [{"family": "Lee", "given": "Ann"}, {"literal": "The Mill Project"}]
    assert told["issued"] == {"date-parts": [[2026, 5]]}


def test_dates_in_every_form_of_citation_say_the_same() -> None:
    spring = changed(date="2020-21")
    assert citing.plain(spring).endswith("Version 1.2, spring 2020.")
    assert "year = {2020},\n  note = {Version 1.2, spring 2020}," in citing.bibtex(spring)
    assert citing.csl(spring)["issued"] == {"date-parts": [[2020]], "season": 1}
    entries = citing.of_entries(spring)
    assert entries["in"] == "In: “R&D at the mill_{1}”. Version 1.2, spring 2020."
    assert entries["bibtex"]["year"] == "2020"
    assert entries["csl"] == citing.csl(spring)


def test_a_citation_has_one_full_stop_where_a_name_or_a_title_has_one() -> None:
    found = citing.plain(changed(authors=(Name(literal="Acme Water Inc."),), title="Who did “it”?"))
    assert found == "Acme Water Inc. “Who did ‘it’?” Version 1.2, May 2026."


@pytest.mark.parametrize(
    ("name", "bibtex"),
    [
        (Name(given="Ludwig", dropping_particle="van", family="Beethoven"), "van Beethoven, Ludwig"),
        (Name(given="Martin Luther", family="King", suffix="Jr."), "King, Jr., Martin Luther"),
        (Name(given="近平", family="习"), "习, 近平"),
        (Name(family="Li Wei"), "{Li Wei}"),
        (Name(given="Ann", family="Hale and Sons"), "{Hale and Sons}, Ann"),
    ],
)
def test_the_parts_of_a_name_are_those_of_bibtex(name: Name, bibtex: str) -> None:
    assert f"author = {{{bibtex}}}," in citing.bibtex(changed(authors=(name,)))


def test_the_parts_of_a_name_are_those_of_csl() -> None:
    name = Name.model_validate({"given": "Vincent", "non-dropping-particle": "van", "family": "Gogh"})
    assert citing.csl(changed(authors=(name,)))["author"] == [
        {"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}
    ]


@pytest.mark.parametrize(
    ("title", "inner"),
    [
        ("“Mend the mill”: a reply", "‘Mend the mill’: a reply"),
        ('"Mend the mill": a reply', "‘Mend the mill’: a reply"),
        ("He said “we call it ‘mad’”", "He said ‘we call it “mad”’"),
        ("„Die Mühle“ und das Wasser", "‚Die Mühle‘ und das Wasser"),
        ("«Мельница» и вода", "«Мельница» и вода"),
        ("The mill’s end", "The mill’s end"),
        ('A pipe of 5"', 'A pipe of 5"'),
    ],
)
def test_quotation_marks_in_a_title_are_inner_ones(title: str, inner: str) -> None:
    assert citing.inner_marks(title) == inner


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "“A report”."),
        ({"title": "Why?"}, "“Why?”"),
        ({"title": "Why?", "issued": "2020-21"}, "“Why?”, spring 2020."),
        ({"title": "Is it “mad?”", "publisher": "Mill Press Ltd."}, "“Is it ‘mad?’” Mill Press Ltd."),
        (
            {"container-title": "Go!", "publisher": "Press", "number": "3", "via": "Archive Inc."},
            "“A report”. *Go!* Press, 3. Read in Archive Inc.",
        ),
        ({"author": ({"family": "习", "given": "近平"}, {"literal": "Acme Inc."})}, "习近平, Acme Inc. “A report”."),
        ({"author": ({"given": "Ann", "family": "Lee"},)}, "Ann Lee. “A report”."),
    ],
)
def test_a_reference_has_one_stop_after_each_part(fields: dict[str, Any], words: str) -> None:
    assert reference(**fields) == words
