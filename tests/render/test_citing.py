"""The brief can be cited in words, as BibTeX and as CSL-JSON."""

from typing import Any

from build_scripts.brief.model import Meta, Name
from build_scripts.render import citing
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
