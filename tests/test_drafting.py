"""How much of a draft is right: names, abbreviations and speakers, on ten articles whose answers were written beforehand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from build_scripts.anchor import passages
from build_scripts.drafting import Known, read_head, read_names, read_speakers, short_title
from tests import briefs
from tests.places import ROOT

ARTICLES = sorted((ROOT / "tests" / "drafting").glob("*.txt"))


def answers(path: Path) -> dict[str, list[str]]:
    return dict(yaml.safe_load(path.with_suffix(".yml").read_text(encoding="utf-8")))


def drafted(path: Path) -> dict[str, list[str]]:
    text = path.read_text(encoding="utf-8")
    names = read_names(text, "en")
    spans = [(passage.start, passage.end) for passage in passages(briefs.article(text))]
    return {
        "names": [name.name for name in names if name.kind != "term"],
        "terms": [name.name for name in names if name.kind == "term"],
        "speakers": [speaker.name for speaker in read_speakers(text, spans, names, "en")],
    }


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_headline_date_and_author_are_read(path: Path) -> None:
    wanted = answers(path)
    known, begin = read_head(text := path.read_text(encoding="utf-8"))
    assert known == Known(*(str(wanted[name]) for name in ("headline", "author", "date")))
    assert known.headline not in text[begin:]
    assert text[begin:].startswith(next(line for line in text.split("\n") if len(line) > 60))


def pairs(wanted: dict[str, list[str]], found: dict[str, list[str]], name: str) -> Iterator[tuple[str, str]]:
    """Yield what is wanted and found, side by side; speakers go by the place of their words."""
    if name == "speakers":
        assert len(wanted[name]) == len(found[name])
        yield from zip(wanted[name], found[name], strict=True)
        return
    yield from ((one, one if one in found[name] else "") for one in wanted[name])
    yield from (("", one) for one in found[name] if one not in wanted[name])


@pytest.mark.parametrize(("name", "floor"), [("names", 0.9), ("terms", 0.9), ("speakers", 0.9)])
def test_most_of_a_draft_is_right(name: str, floor: float) -> None:
    both = [(path.stem, *pair) for path in ARTICLES for pair in pairs(answers(path), drafted(path), name)]
    right = sum(wanted == found != "" for _, wanted, found in both)
    precision = right / sum(found != "" for _, _, found in both)
    recall = right / sum(wanted != "" for _, wanted, _ in both)
    print(f"{name}: precision {precision:.2f}, recall {recall:.2f} of {len(both)}")  # noqa: T201 - shown with pytest -rP
    for stem, wanted, found in both:
        if wanted != found:
            print(f"  {stem}: {wanted!r} drafted as {found!r}")  # noqa: T201
    assert min(precision, recall) >= floor


HEAD = "The council votes to close the bridge\n\nBy Ann Smith, 12 March 2021\n\n"


def test_a_byline_is_read_without_the_day_beside_it() -> None:
    assert read_head(HEAD + "It was late.")[0] == Known(
        "The council votes to close the bridge", "Ann Smith", "2021-03-12"
    )


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("Ashford Gazette, 12 March 2021", "Ashford Gazette"),
        ("12 March 2021 – The Ashford Gazette", "The Ashford Gazette"),
        ("Published 12 March 2021", ""),
        ("Friday, 12 March 2021", ""),
        ("By Ann Smith, 12 March 2021", ""),
    ],
)
def test_the_outlet_is_read_beside_the_day(line: str, outlet: str) -> None:
    known, _ = read_head(f"The council votes to close the bridge\n\n{line}\n\nIt was late.")
    assert known.outlet == outlet


@pytest.mark.parametrize("above", ["", "By Ann Smith\n"])
def test_the_outlet_is_read_on_the_line_above_the_day(above: str) -> None:
    text = f"The council votes to close the bridge\n\n{above}The Ashford Gazette\nFriday 12 March 2021\n\nIt was late."
    known, begin = read_head(text)
    assert (known.outlet, known.date, text[begin:]) == ("The Ashford Gazette", "2021-03-12", "It was late.")


@pytest.mark.parametrize("line", ["The bridge is old", "The Bridge Is Old.", "Friday", "“No Way”: Ashford"])
def test_a_line_above_the_day_that_may_be_words_of_the_article_stays(line: str) -> None:
    text = f"The council votes to close the bridge\n\n{line}\n12 March 2021\n\nIt was late."
    known, begin = read_head(text)
    assert (known.outlet, text[begin:].partition("\n")[0]) == ("", line)


def test_who_speaks_is_not_taken_from_another_paragraph() -> None:
    text = "“It stands,” said Ann Smith.\nThe report called it “beyond repair” and asks that it “be replaced at once”."
    spans = [(passage.start, passage.end) for passage in passages(briefs.article(text))]
    speakers = read_speakers(text, spans, read_names(text, "en"), "en")
    assert [one.name for one in speakers] == ["Ann Smith", "", ""]


@pytest.mark.parametrize(
    "dateline", ["RIVERTON (Reuters) - ", "NEW YORK, May 3 (Reuters) – ", "MOSCOW — ", "SAINT-DENIS - "]
)
def test_where_a_report_was_written_is_no_abbreviation_and_the_word_after_it_no_name(dateline: str) -> None:
    names = [name.name for name in read_names(f"{HEAD}{dateline}The council voted. NATO was not there.", "en")]
    assert [name for name in names if name != "Reuters"] == ["NATO"]


@pytest.mark.parametrize(
    ("words", "name", "short"),
    [
        ("The Health and Safety Executive (HSE) met", "Health and Safety Executive", ("HSE",)),
        (
            "At the Health and Safety Executive, Ann Smith of the Health and Safety Executive (HSE) spoke",
            None,
            ("HSE",),
        ),
        (
            "The Institute of Bridge and Tunnel Engineers (IBTE) met",
            "Institute of Bridge and Tunnel Engineers",
            ("IBTE",),
        ),
        (
            "The Ministry of Food, Fish and Rural Affairs (MFFRA) met",
            "Ministry of Food, Fish and Rural Affairs",
            ("MFFRA",),
        ),
        ("It asked the Department for Transport", "Department for Transport", ()),
        ("The Royal Society for the Protection of Birds met", "Royal Society for the Protection of Birds", ()),
    ],
)
def test_a_body_with_small_words_in_its_name_is_one(words: str, name: str | None, short: tuple[str, ...]) -> None:
    body, *others = read_names(f"{words}.", "en")
    assert (body.name, body.aliases, body.kind) == (name or "Health and Safety Executive", short, "body")
    assert [one.name for one in others] == ([] if name else ["Ann Smith"])


@pytest.mark.parametrize(
    "words", ["At the Norwick and Calder meeting (NCM) all was well.", "Norwick, Calder and the board met for Norwick."]
)
def test_names_that_no_abbreviation_spells_together_stay_apart(words: str) -> None:
    assert [name.name for name in read_names(f"It rained. {words}", "en")][:2] == ["Norwick", "Calder"]


@pytest.mark.parametrize(
    "words",
    [
        "said Ann Smith, who had met Bo Ash.",
        "said Ann Smith after Bo Ash had left.",
        "said Mill Works director Ann Smith.",
        "said its chairwoman, Ann Smith.",
    ],
)
def test_the_speaker_is_named_right_after_the_verb(words: str) -> None:
    text = f"Ann Smith and Bo Ash came. “It stands,” {words}"
    spans = [(passage.start, passage.end) for passage in passages(briefs.article(text))]
    assert [one.name for one in read_speakers(text, spans, read_names(text, "en"), "en")] == ["Ann Smith"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("It is a bad day for the village,", "It is a bad day for the village"),
        (
            "We shall not risk a single worker's life, and we never will, whatever it costs.",
            "We shall not risk a single worker's life, and we never will",
        ),
        ("No, nothing of the kind was ever said in this hall by anybody at all", None),
        ("we met Dr. Hale – she said nothing at all of the mill or of the water", "We met Dr. Hale"),
        ("They left in the night. Nobody saw them go over the long bridge", "They left in the night"),
    ],
)
def test_a_drafted_title_ends_where_a_clause_does_or_says_that_it_is_cut(words: str, title: str | None) -> None:
    assert short_title(words) == (title or "No, nothing of the kind was ever said in this hall by…")
