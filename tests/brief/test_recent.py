"""What was made last time of the same thing is the same object; of anything else, and of what is long gone, it is made anew."""

from pathlib import Path

from build_scripts.anchor import anchor
from build_scripts.brief.recent import Recent
from build_scripts.load import load
from tests import briefs
from tests.places import MILL


def test_what_was_made_of_the_same_thing_is_made_once() -> None:
    recent = Recent()
    assert recent.once("a", "this", lambda: [1]) is recent.once("a", "this", lambda: [2])
    assert recent.once("a", "that", lambda: [3]) == [3]


def test_what_nobody_asked_for_in_the_last_reading_is_forgotten() -> None:
    recent = Recent()
    recent.put("a", "this", 1)
    recent.begin()
    assert recent.get("a", "this") == 1
    recent.begin()
    assert recent.get("a", "this") == 1
    recent.begin()
    recent.begin()
    assert recent.get("a", "this") is None


def test_records_and_articles_of_files_that_did_not_change_are_the_same_objects(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for path in MILL.rglob("*.*"):
        (source / path.relative_to(MILL)).parent.mkdir(parents=True, exist_ok=True)
        (source / path.relative_to(MILL)).write_bytes(path.read_bytes())
    recent = Recent()
    first = load(source, recent)
    claims = source / "annotations" / "claims.yml"
    claims.write_text(claims.read_text(encoding="utf-8").replace("reopened", "opened again"), encoding="utf-8")
    second = load(source, recent)
    assert [one is two for one, two in zip(first.quotes, second.quotes, strict=True)] == [True, True]
    assert first.articles[0] is second.articles[0]
    assert second.claims[0].evidence == "It opened again [@survey].\n"
    assert second == load(source)


def test_an_entry_is_looked_up_again_if_it_or_its_article_has_changed() -> None:
    recent = Recent()
    article, quote = briefs.article("Words. Other words."), briefs.quote("q", "Words.", form="indirect")
    first = anchor(briefs.brief(article, quotes=(quote,)), recent)
    for changed in (
        briefs.brief(article, quotes=(briefs.quote("q", "Other words.", form="indirect"),)),
        briefs.brief(briefs.article("More. Words. Other words."), quotes=(quote,)),
        briefs.brief(article, briefs.article("Words.", "another"), quotes=(quote,)),
        briefs.brief(quotes=(quote,)),
    ):
        recent.begin()
        assert anchor(changed, recent) == anchor(changed)
    recent.begin()
    assert anchor(briefs.brief(article, quotes=(quote,)), recent) == first
