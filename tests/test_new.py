"""A brief is started from a text file, and the check reports what is left to do."""

import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from build_scripts.__main__ import main
from build_scripts.anchor import anchor
from build_scripts.brief.model import RESERVED
from build_scripts.brief.problems import BriefError, CommandError, Problem
from build_scripts.check.folder import findings, problems
from build_scripts.check.quotations import quotation_problems
from build_scripts.create import create
from build_scripts.load import load, strict_yaml
from build_scripts.load.plain_yaml import plain
from build_scripts.new import new

TEXT = """Ada Hale’s survey ended in May 2019. Then Hale left, with Lt. Gen. Bo Ash, an Iranian, for Iran.
“The mill stands,” said Hale to the NKVD. “It stood,” she said, “and it will stand.”

“The mill stands,” said Ash.
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """Return a text file as somebody saved it."""
    path = tmp_path / "Hale & Ash: the Mill (2).txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_every_quotation_is_drafted_with_words_that_find_it(article: Path, tmp_path: Path) -> None:
    drafted = new(article, tmp_path / "source")
    assert [[target.exact for target in quotation.targets] for quotation in drafted.quotations] == [
        ["The mill stands,"],
        ["It stood,", "and it will stand."],
        ["The mill stands,"],
    ]
    assert len({quotation.id for quotation in drafted.quotations}) == 3
    assert load(tmp_path / "source").quotes == ()
    file = tmp_path / "source" / "annotations" / "quotes.yml"
    confirmed = re.sub(r"\n  status: draft .*", "", file.read_text(encoding="utf-8"))
    filled = re.sub(r'(speaker|theme|note|comparison): "".*', r"\1: x", confirmed)
    file.write_text(re.sub('fidelity: "".*', "fidelity: not-found", filled), encoding="utf-8")
    brief = load(tmp_path / "source")
    anchors = anchor(brief)
    assert len(brief.quotes) == len(anchors.places) == 3
    assert anchors.problems == ()
    assert list(quotation_problems(brief, anchors)) == []


def test_drafted_quotations_have_no_marks_and_short_titles_in_every_script(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        f"‘‘We shall go,’’ he said, ''soon.''\n他说：「{'关' * 80}」。\nОн сказал: «Нет».\n", encoding="utf-8"
    )
    drafted = new(path, tmp_path / "source")
    words = [[target.exact for target in quotation.targets] for quotation in drafted.quotations]
    assert words == [["We shall go,", "soon."], ["关" * 80], ["Нет"]]
    assert [quotation.title for quotation in drafted.quotations] == ["We shall go", f"{'关' * 59}…", "Нет"]
    assert drafted.actors == ()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("“Five are too many,” Hale said, “but they are not six.”", [2]),
        ("‘Five’, said Hale, ‘are too many.’", [2]),
        ("“Five,” said Hale, “are,” she went on, “too many.”", [3]),
        ("“Five,” said Hale. “Are they too many?”", [1, 1]),
        ("Hale called it “cheap,” and she said that it was “good”.", [1, 1]),
        ("Hale said: “Five are.\n\n“Six are.\n\n“Seven are.”", [3]),
        ("“Five are,” said Hale,\n“and six are.”", [1, 1]),
    ],
)
def test_a_sentence_that_she_said_breaks_is_one_quotation(text: str, pieces: list[int], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Ada Hale came.\n{text}\n", encoding="utf-8")
    drafted = new(tmp_path / "a.txt", tmp_path / "source")
    assert [len(quotation.targets) for quotation in drafted.quotations] == pieces
    brief = load(tmp_path / "source")
    assert brief.whole
    assert anchor(brief.whole).problems == ()


def test_a_paragraph_of_a_quotation_is_drafted_with_all_that_it_has(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Ada Hale said: “Five are.\n“£3m is … too much.”\n", encoding="utf-8")
    (quotation,) = new(tmp_path / "a.txt", tmp_path / "source").quotations
    assert [target.exact for target in quotation.targets] == ["Five are.", "£3m is … too much."]


def test_names_are_drafted_with_their_forms(article: Path, tmp_path: Path) -> None:
    drafted = new(article, tmp_path / "source")
    assert {actor.name: actor.aliases for actor in drafted.actors} == {
        "Ada Hale": ("Hale",),
        "Bo Ash": ("Ash",),
        "Iran": ("Iranian",),
    }
    assert [quotation.speaker for quotation in drafted.quotations] == ["ada-hale", "ada-hale", "bo-ash"]
    assert [quotation.cue for quotation in drafted.quotations] == ["said Hale", "she said", "said Ash"]
    assert [term.name for term in drafted.terms] == ["NKVD"]


def test_what_is_left_is_told_and_nothing_else(article: Path, tmp_path: Path) -> None:
    drafted = new(article, tmp_path / "source")
    found = findings(tmp_path / "source")
    assert {one.location.path.rpartition("/")[2] for one in found.problems} == {
        "brief.yml",
        f"{drafted.article.id}.yml",
    }
    told = (*found.problems, *found.left)
    by_file = Counter(problem.location.path.rpartition("/")[2] for problem in told)
    assert by_file["quotes.yml"] == 4 * len(drafted.quotations)
    assert by_file["actors.yml"] == 3 * len(drafted.actors) - len([one for one in drafted.actors if one.kind])
    assert by_file["glossary.yml"] == len(drafted.terms)
    assert not [problem for problem in told if problem.location.path.endswith(".txt")]
    lines = {path: (tmp_path / path).read_text(encoding="utf-8").splitlines() for path in by_path(told)}
    for problem in told:
        assert '""' in lines[problem.location.path][problem.location.line - 1], problem


def by_path(told: tuple[object, ...]) -> set[str]:
    return {problem.location.path for problem in told}  # type: ignore[attr-defined]


def test_the_text_is_kept_byte_for_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("One.\r\nZwei – drei.\r\n\r\n".encode())
    new(path, tmp_path / "source")
    assert (tmp_path / "source" / "articles" / "a.txt").read_bytes() == path.read_bytes()
    assert not [problem for problem in problems(tmp_path / "source") if "sha256" in problem.message]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfea\0", "a.txt:1: the file is not UTF-8 text"),
        (b"One.\nTwo\0.", "a.txt:2: "),
        (b"", "a.txt:1: has no words"),
        (b" \n\n", "a.txt:1: has no words"),
        (b"a" * (8 * 2**20 + 1), "a.txt is larger than 8 MiB"),
    ],
)
def test_what_is_no_text_is_told_and_nothing_is_written(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises((BriefError, CommandError)) as error:
        new(tmp_path / "a.txt", tmp_path / "source")
    assert str(error.value).startswith(f"{tmp_path.as_posix()}/{said}")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_folder_that_holds_anything_is_left_alone(article: Path, tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "mine").touch()
    with pytest.raises(BriefError, match="already exists, and is not empty"):
        new(article, tmp_path / "source")
    assert [path.name for path in (tmp_path / "source").iterdir()] == ["mine"]


def test_an_empty_folder_is_filled(article: Path, tmp_path: Path) -> None:
    (tmp_path / "source").mkdir()
    new(article, tmp_path / "source")
    assert (tmp_path / "source" / "articles" / "hale-ash-the-mill-2.txt").read_text(encoding="utf-8") == TEXT


def test_the_command_says_what_it_drafted(article: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "s"), str(article)]) == 0
    said = capsys.readouterr().out
    assert "s/source/: 3 quotations, 3 names, 1 abbreviation to confirm.\n" in said
    assert main(["new", str(tmp_path / "s"), str(article)]) == 1
    assert capsys.readouterr().out.endswith("1 problem; nothing was written.\n")
    assert main(["new", str(tmp_path / "t"), str(tmp_path / "none.txt")]) == 2
    assert "none.txt cannot be read: No such file" in capsys.readouterr().err
    assert not (tmp_path / "t").exists()


HEADED = "The council votes to close the bridge\r\n\r\nBy Ann Smith, staff writer\r\nPublished 12 March 2021\r\n\r\n"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_headline_author_and_date_above_a_text_are_no_part_of_it(
    mark: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_bytes(f"{mark}{HEADED}{TEXT}".encode())
    assert main(["new", str(tmp_path / "s"), str(tmp_path / "a.txt")]) == 0
    assert (
        "Read as the article's headline, author or date, and left out of its text: The council votes to close the bridge | "
        "By Ann Smith, staff writer | Published 12 March 2021.\n"
    ) in capsys.readouterr().out
    articles = tmp_path / "s" / "source" / "articles"
    assert (articles / "a.txt").read_bytes() == TEXT.encode()
    record = yaml.safe_load((articles / "a.yml").read_text(encoding="utf-8"))
    found = record["headline"], record["author"], str(record["date"]), record["sha256"]
    assert found[:3] == ("The council votes to close the bridge", "Ann Smith, staff writer", "2021-03-12")
    assert found[3] == sha256(TEXT.encode()).hexdigest()


@pytest.mark.parametrize(
    ("outlet", "text", "actors"),
    [
        (
            "The Ashford Gazette",
            "“No,” Ada Hale told the Gazette.",
            {"Ada Hale": (), "The Ashford Gazette": ("Gazette",)},
        ),
        ("The Gazette", "“No,” Ada Hale told the Gazette.", {"Ada Hale": (), "Gazette": ()}),
        ("Radio Ashford", "“No,” said Ada Hale in Ashford.", {"Ada Hale": (), "Ashford": (), "Radio Ashford": ()}),
    ],
)
def test_the_outlet_is_drafted_once_with_the_short_form_that_the_article_uses(
    outlet: str, text: str, actors: dict[str, tuple[str, ...]], tmp_path: Path
) -> None:
    head = f"The mill stands\n\n{outlet}\n12 March 2021\n\n"
    (tmp_path / "a.txt").write_text(f"{head}It is so. {text}\n", encoding="utf-8")
    drafted = create(tmp_path / "s", tmp_path / "a.txt")
    assert {actor.name: actor.aliases for actor in drafted.actors} == actors
    assert drafted.actors[-1].kind == "outlet"


@pytest.mark.parametrize(
    "first",
    [
        "By Monday the mill was closed.",
        "By Monday, the mill was closed.",
        "The mill was closed on 12 March 2021.",
        "“We shall go,” she said.",
        "„Wir gehen.“",
        "他说：「我们走。」",
        "It is said that on 12 March 2021 nobody was there, and the bells rang all the same in the town",
    ],
)
def test_what_may_be_a_sentence_stays_in_the_text(first: str, tmp_path: Path) -> None:
    text = f"By Ann Smith\n{first}\n{TEXT}"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    create(tmp_path / "s", tmp_path / "a.txt")
    kept = (tmp_path / "s" / "source" / "articles" / "a.txt").read_text(encoding="utf-8")
    assert kept == text.removeprefix("By Ann Smith\n")


def test_an_empty_folder_becomes_a_project_and_one_that_holds_anything_is_left_alone(
    article: Path, tmp_path: Path
) -> None:
    (tmp_path / "s").mkdir()
    create(tmp_path / "s", article)
    assert (tmp_path / "s" / "mkdocs.yml").exists()
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "mine").touch()
    with pytest.raises(BriefError, match="already exists, and is not empty"):
        create(tmp_path / "t", article)
    assert [path.name for path in (tmp_path / "t").iterdir()] == ["mine"]


AWKWARD = (
    *("0e0", "1e3", "12e03", "no", "yes", "on", "off", "y", "n", "true", "false", "null", "~", "12", "007", "08", "0"),
    *("0x1f", "0o17", "0b1", "1_000", "1:30", "12.5", ".5", "+1", "inf", ".nan", "2019", "2019-05-01", "2019-05"),
    *("index", "con", "aux", "lpt1", "-", "…", "é", "’", "x" * 90, "a-" * 50),
)
"""Words that YAML, a file system or an address may take for something else."""


@pytest.mark.parametrize("word", AWKWARD)
def test_an_awkward_word_gives_ids_that_can_be_used_as_they_are(word: str, tmp_path: Path) -> None:
    path = tmp_path / f"{word}.txt"
    path.write_text(f"“{word}” said Ada Hale. Then “{word}” again, she said to {word.upper()}.", encoding="utf-8")
    drafted = new(path, tmp_path / "source")
    ids = [drafted.article.id, *(quotation.id for quotation in drafted.quotations)]
    ids += [entry.id for entry in drafted.actors + drafted.terms]
    assert [name for name in ids if name in RESERVED or yaml.safe_load(name) != name] == []
    read = strict_yaml.parse("".join(f"- {name}\n" for name in ids), "x.yml")
    assert (read.data, read.problems) == (tuple(ids), ())
    assert [*not_blank(tmp_path / "source")] == []


@pytest.mark.parametrize("digest", ["1" * 64, "1e" + "3" * 62, "0x" + "1" * 62, "ab" * 32])
def test_a_checksum_that_looks_like_a_number_is_drafted_as_words(digest: str) -> None:
    assert yaml.safe_load(f"a: {plain(digest)}") == {"a": digest}
    parsed = strict_yaml.parse(f"- {plain(digest)}", "x.yml")
    assert (parsed.data, parsed.problems) == ((digest,), ())


def not_blank(source: Path) -> Iterator[Problem]:
    """Yield the problems of drafted files that are not about a blank."""
    brief = load(source)
    for problem in (brief.whole or brief).problems:
        blank = re.search("is empty|names nobody|is not one of|is not a", problem.message)
        if problem.location.path.endswith(".yml") and not blank:
            yield problem


@example(text="“", name="")
@given(text=st.text(st.characters(codec="utf-8"), max_size=400), name=st.text(max_size=60))
def test_any_text_gives_files_that_can_be_read_or_problems(
    tmp_path_factory: pytest.TempPathFactory, text: str, name: str
) -> None:
    folder = tmp_path_factory.mktemp("new")
    path = folder / (re.sub(r"[^\w' -]", "", name)[:40].strip() or "a")
    path = path.with_name(f"{path.name}.txt")
    path.write_text(f"{text}\n“{text}” Ada Hale {text}", encoding="utf-8", newline="")
    try:
        new(path, folder / "source")
    except BriefError:
        return
    assert [*not_blank(folder / "source")] == []
