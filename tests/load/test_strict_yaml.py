"""YAML as writers mean it: what is read, where it stands, and what is refused."""

import textwrap
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from build_scripts.brief.problems import Problem
from build_scripts.load import strict_yaml
from build_scripts.load.strict_yaml import MAX_EVENTS_PER_FILE, MAX_NESTING, MAX_PROBLEMS_PER_FILE, Parsed, parse


@pytest.fixture(autouse=True, params=[name for name in ("CSafeLoader", "SafeLoader") if hasattr(yaml, name)])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with libyaml and without it."""
    monkeypatch.setattr(strict_yaml, "Loader", getattr(yaml, request.param))


def read(text: str) -> Parsed:
    return parse(textwrap.dedent(text).lstrip("\n"), "source/brief.yml")


def data(text: str) -> Any:
    parsed = read(text)
    assert parsed.problems == ()
    return parsed.data


def only_problem(text: str) -> Problem:
    (problem,) = read(text).problems
    return problem


def bare(node: object) -> object:
    """Return *node* without its places."""
    if isinstance(node, dict):
        return {key: bare(value) for key, value in node.items() if key != "where"}
    return tuple(map(bare, node)) if isinstance(node, tuple) else node


# What is read


def test_a_mapping_becomes_a_dict_and_a_list_a_tuple() -> None:
    assert bare(data("a: {b: [c, d]}\ne:\n  - f\n")) == {"a": {"b": ("c", "d")}, "e": ("f",)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("words", "words"),
        ("3", 3),
        ("-3", -3),
        ("0", 0),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("2016-10-11", "2016-10-11"),
        ("2016-10-11 12:30:00", "2016-10-11 12:30:00"),
        ("2016~", "2016~"),
        ("'no'", "no"),
        ('"12:30"', "12:30"),
        ('"3"', "3"),
        ('"\\u2028"', "\u2028"),
        ("<<", "<<"),
        ("=", "="),
        ("https://example.org/#part", "https://example.org/#part"),
    ],
)
def test_a_value_is_what_its_writer_means(typed: str, meant: object) -> None:
    value = data(f"key: {typed}")["key"]
    assert (type(value), value) == (type(meant), meant)


def test_an_empty_file_holds_nothing() -> None:
    assert data("# only a remark\n") is None


def test_line_ends_and_a_byte_order_mark_make_no_difference() -> None:
    text = "- a: |\n    one\n\n    two\n  b: 'x\n    y'\n"
    assert parse("\ufeff" + text.replace("\n", "\r\n"), "f") == parse(text, "f") == parse(text.replace("\n", "\r"), "f")


def test_a_text_ends_the_same_whether_or_not_the_last_line_of_the_file_is_ended() -> None:
    assert data("a: |\n  b") == data("a: |\n  b\n")


# Where it stands


def test_each_mapping_knows_its_file_and_the_lines_of_its_values() -> None:
    where = data("""
        # a remark
        a: one
        b:
          two
        c: |   # a remark

          three
        d: >
          four
        e: 'five
          six'
        """)["where"]
    assert where.path == "source/brief.yml"
    assert (where.line, where.lines) == (2, {"a": 2, "b": 4, "c": 6, "d": 9, "e": 10})
    assert where.literal == {"c"}


def test_each_value_of_a_list_has_its_line() -> None:
    where = data("names:\n- a\n- |\n  b\n- >\n  c\n- [d,\n   e]\n")["where"]
    expected = {"names": 2, "names.0": 2, "names.1": 4, "names.2": 6, "names.3.0": 7, "names.3.1": 8}
    assert where.lines == expected
    assert where.literal == {"names.1"}


def test_mappings_in_lists_have_their_own_lines() -> None:
    first, second = data("- id: a\n  target:\n    exact: x\n- \n  id: b\n")
    assert first["where"].line == 1
    assert first["target"]["where"].lines == {"exact": 3}
    assert (second["where"].line, second["where"].lines) == (5, {"id": 5})


def test_values_of_the_outermost_list_have_lines_too() -> None:
    assert read("- a\n\n- b\n- c: d\n").lines == {"0": 1, "1": 3}


# What is refused


@pytest.mark.parametrize("typed", ["yes", "No", "ON", "off"])
def test_a_word_that_yaml_takes_for_true_or_false_needs_quotation_marks(typed: str) -> None:
    problem = only_problem(f"a: 1\nkey: {typed}\n")
    assert str(problem.location) == "source/brief.yml:2"
    assert f'"{typed}"' in problem.message
    assert "put quotation marks around it" in problem.hint
    assert problem.hint == f'put quotation marks around it: "{typed}"'


@pytest.mark.parametrize(
    "typed",
    [
        "12:30",
        "-1:30:00",
        "010",
        "0x1F",
        "0o17",
        "0b11",
        "1_000",
        "1e3",
        "1.0",
        "+5",
        ".5",
        ".inf",
        "-.INF",
        ".nan",
        "9" * 19,
        "9" * 5000,
    ],
)
def test_a_number_that_yaml_may_change_needs_quotation_marks(typed: str) -> None:
    problem = only_problem(f"key: {typed}\n")
    assert "number" in problem.message
    assert "put quotation marks around it" in problem.hint


def test_a_key_is_used_only_once() -> None:
    problem = only_problem("- exact: a\n  b: c\n  exact: d\n")
    assert str(problem) == (
        'source/brief.yml:3: duplicate key: "exact"\n  hint: first used on line 1; keep one of them'
    )


def test_the_first_of_two_equal_keys_is_kept() -> None:
    assert bare(read("a: 1\na: {b: 2}\nc: 3\n").data) == {"a": 1, "c": 3}


@pytest.mark.parametrize("key", ["12", "yes", "null", "1.5", '""', "? [a]\n", "? {a: b}\n", "[a]", "{a: b}"])
def test_a_key_is_a_word(key: str) -> None:
    assert "a key must be a word" in only_problem(f"{key}: x\n").message


def test_the_word_where_is_no_key() -> None:
    parsed = read("where: here\nplace: there\n")
    assert [problem.message for problem in parsed.problems] == ['unknown key: "where"']
    assert bare(parsed.data) == {"place": "there"}


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("&name x", "anchors"),
        ("*name", "aliases"),
        ("!tag x", "tags"),
        ("!!str x", "tags"),
        ("&a [b]", "anchors"),
        ("!!python/object/apply:os.system [ls]", "tags"),
    ],
)
def test_anchors_aliases_and_tags_are_refused(typed: str, what: str) -> None:
    problem = only_problem(f"a: b\nkey: {typed}\n")
    assert problem.location.line == 2
    assert problem.message == f'YAML {what} are not allowed: "{typed}"'


def test_an_alias_as_a_key_is_refused() -> None:
    assert [problem.location.line for problem in read("a: b\n*x : c\n").problems] == [2]


def test_a_bomb_of_aliases_does_not_go_off() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 40))
    parsed = read(bomb)
    assert len(str(parsed.data)) < 10_000
    assert len(parsed.problems) == MAX_PROBLEMS_PER_FILE + 1


@pytest.mark.parametrize(
    "text",
    ["[" * 100_000, "- " * 100_000, "{a: " * 100_000, "".join(f"{' ' * n}a:\n" for n in range(999))],
    ids=["lists", "dashes", "mappings", "lines"],
)
def test_deep_nesting_is_refused(text: str) -> None:
    assert "nested deeper" in only_problem(text).message


def test_nesting_may_be_as_deep_as_said() -> None:
    assert parse("[" * MAX_NESTING + "]" * MAX_NESTING, "f").problems == ()
    assert parse("[" * (MAX_NESTING + 1) + "]" * (MAX_NESTING + 1), "f").cut


def test_a_file_is_one_document() -> None:
    assert data("---\na: b\n...\n# the end\n")["a"] == "b"
    assert "more than one YAML document" in only_problem("a: b\n---\nc: d\n").message
    assert "more than one YAML document" in only_problem("a: b\n...\n%YAML 1.1\n---\nc: d\n").message
    assert only_problem("# remark\n%YAML 1.1\n---\na: b\n").location.line == 2


@pytest.mark.parametrize(
    "line", ["key: Boeing and #1 of all", "key: some words # and more", "key: Boeing #1", "key: #1", "- x: [a b #c\n]"]
)
def test_a_number_sign_does_not_cut_a_value_unseen(line: str) -> None:
    problem = read(f"{line}\n").problems[0]
    assert "cut short" in problem.message
    assert "#" in problem.message


@pytest.mark.parametrize(
    "line", ["key: word # remark", "key: 3 # remark", "key: # remark", "key: 'some words' # remark", "key: | # remark"]
)
def test_a_remark_may_follow_a_value(line: str) -> None:
    assert read(f"{line}\n").problems == ()


@pytest.mark.parametrize("dash", ["-", "\u2010", "\u2013", "\u2014"])
@pytest.mark.parametrize(
    "form", [">\n  so{}\n  called", ">-\n  so{}  \n  called", "so{}\n  called", "'so{}\n  called'"]
)
def test_a_dash_at_the_end_of_a_folded_line_is_refused(dash: str, form: str) -> None:
    problem = only_problem(f"a: b\nkey: {form.format(dash)}\n")
    assert problem.location.line == (3 if form[0] == ">" else 2)
    assert f"so{dash}" in problem.message


@pytest.mark.parametrize(
    "value",
    [
        "|\n  so-\n  called",
        ">\n  so-\n\n  called",
        ">\n  words\n  called-",
        ">\n  words -\n  called",
        ">\n  words\n\n    more-\n    lines\n  end",
        '"so-\\\n  called"',
        "so-called\n  words",
    ],
)
def test_a_dash_that_folding_leaves_alone_is_allowed(value: str) -> None:
    assert parse(f"key: {value}\nnext: x\n", "f").problems == ()


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("a: b\nc:\n\td: e\n", 3, "indented with a tab", "spaces"),
        ("a: b\nc: one: two\n", 2, "unexpected colon", "quotation marks"),
        ("a: b\nc: 'one\nd: e\n\n\n", 2, "never closed", "close it"),
        ("a: b\nc: [one\nd: e\n", 2, "bracket is opened and never closed", "quotation marks"),
        ("a:\n    b: c\n  d: e\n", 3, "does not fit", "indent"),
        ("- a: b\n c: d\n", 2, "does not fit", "indent"),
        ("a: b\nwords\nc: d\n", 2, "neither", "|"),
        ("a: 'it's'\n", 1, "continues after its closing", "twice"),
        ("a: b\nc: [[thaad]] is\n", 2, "continues after its closing", "quotation marks"),
        ("a: b\nc: [@report]\n", 2, "special meaning", "quotation marks"),
        ("a: b\nc: *stressed* words\n", 2, "special meaning", "quotation marks"),
        ("a: b\nc: > words\n", 2, "begins with | or >", "next line"),
        ('a: b\nc: "C:\\q"\n', 2, "backslash", "twice"),
        ("a: b\nc: - d\n", 2, "unexpected dash", "quotation marks"),
        ("a: b\n... c\n", 2, "continues after its end", "indent"),
    ],
)
def test_a_slip_is_told_in_plain_words(text: str, line: int, message: str, hint: str) -> None:
    problem = only_problem(text)
    assert problem.location.line == line
    assert message in problem.message
    assert hint in problem.hint


def test_what_was_complete_before_a_slip_is_kept() -> None:
    parsed = read("- id: a\n- id: b\n- id: 'c\n")
    assert parsed.cut
    assert bare(parsed.data) == ({"id": "a"}, {"id": "b"})
    parsed = read("a: b\nc: 'd\n")
    assert bare(parsed.data) == {"a": "b"}
    assert parsed.lost == {"c"}


def test_what_follows_a_slip_is_read_too_and_its_slips_are_told() -> None:
    parsed = read("- id: a\n  b: c: d\n- id: e\n- id: 'f\n- id: g\n")
    assert [problem.location.line for problem in parsed.problems] == [2, 4]
    assert bare(parsed.data) == ({"id": "e"}, {"id": "g"})
    parsed = read("a: b\nc: d: e\nf: [g\nh: i\n")
    assert [problem.location.line for problem in parsed.problems] == [2, 3]
    assert bare(parsed.data) == {"a": "b", "h": "i"}
    assert parsed.lost == {"c", "f"}


def test_what_no_page_can_show_hides_nothing_else() -> None:
    parsed = read("- a: b\x07\n- c: no\n")
    assert [problem.location.line for problem in parsed.problems] == [1, 2]


@pytest.mark.parametrize(
    "character", ["\0", "\x07", "\x1b", "\x7f", "\x85", "\ufdd0", "\uffff", "\U0001fffe", "\ud800"]
)
def test_characters_that_no_page_can_show_are_refused(character: str) -> None:
    problem = only_problem(f"a: b\nc: d{character}e\n")
    assert problem.location.line == 2
    assert f"U+{ord(character):04X}" in problem.message


@pytest.mark.parametrize("escape", ["\\0", "\\a", "\\e", "\\N", "\\uffff", "\\ud800", "\\U0001ffff"])
def test_neither_can_they_be_written_as_escapes(escape: str) -> None:
    assert only_problem(f'a: b\nc: "d{escape}e"\n').location.line == 2
    assert read(f'"d{escape}e": f\n').problems


@pytest.mark.parametrize("separator", ["\u2028", "\u2029"])
def test_a_line_separator_must_be_visible(separator: str) -> None:
    problem = only_problem(f"a: b\nc: d{separator}e\n")
    assert f"\\u{ord(separator):04x}" in problem.hint


def test_a_file_of_many_problems_is_not_read_to_its_end() -> None:
    parsed = read("a: no\n" * (MAX_PROBLEMS_PER_FILE + 50))
    assert parsed.cut
    assert len(parsed.problems) == MAX_PROBLEMS_PER_FILE + 1
    assert "more problems" in parsed.problems[-1].message


def test_a_file_of_too_many_values_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAX_EVENTS_PER_FILE > 10_000 * 50
    monkeypatch.setattr(strict_yaml, "MAX_EVENTS_PER_FILE", 100)
    assert read("- a\n" * 90).problems == ()
    parsed = read("- a\n" * 110)
    assert parsed.cut
    assert [problem.message for problem in parsed.problems] == ["the file contains too many values"]


def test_a_message_is_one_line_that_a_terminal_can_show() -> None:
    assert strict_yaml.quoted("a\n\x1b[31mb" + "c" * 500) == f'"a U+001B[31mb{"c" * 64}…"'


# Whatever is written

PIECES = "a|b: |- |\n|  |[|]|{|}|, |'|\"|>-\n|&x |*x |!t |? |: |#| #|---\n|...\n|%|-\n|\t|\\|no|12:30|where: |\r|\u2028|é|\x07"
yamlish = st.lists(st.sampled_from([*PIECES.split("|"), "|\n"]), max_size=40).map("".join)


@given(st.one_of(st.text(), yamlish))
@example("? ")
@example("- !")
@example('"\\')
def test_any_text_gives_data_or_problems(text: str) -> None:
    parsed = parse(text, "f")
    assert parsed.problems or not parsed.cut
    for problem in parsed.problems:
        assert problem.location.line <= 1 + text.count("\n") + text.count("\r")
        assert problem.message.isprintable()
        assert str(problem).encode()


@given(yamlish)
def test_what_is_read_without_problems_is_what_yaml_reads(text: str) -> None:
    parsed = parse(text, "f")
    if not parsed.problems:
        ended = strict_yaml.plain_newlines(text).removesuffix("\n") + "\n"  # as a file ends
        expected = yaml.load(ended, strict_yaml.Loader)  # noqa: S506
        assert bare(parsed.data) == as_tuples(expected)


def as_tuples(node: object) -> object:
    if isinstance(node, dict):
        return {key: as_tuples(value) for key, value in node.items()}
    return tuple(map(as_tuples, node)) if isinstance(node, list) else node


words = st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029"), max_size=30).filter(
    lambda text: not [*strict_yaml.unprintable(text, "f")]
)
keys = st.from_regex(r"[a-z]{3,8}", fullmatch=True).filter(
    lambda key: key not in {"yes", "off", "true", "null", "where"}
)
trees = st.recursive(
    st.one_of(words, st.integers(-(10**17), 10**17), st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=12,
)


@given(trees, st.booleans())
def test_what_is_written_as_yaml_is_read_back(tree: object, flow: bool) -> None:  # noqa: FBT001
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow, default_style='"', width=10_000)
    text = text.replace("!!int ", "").replace("!!bool ", "").replace("!!null ", "")
    parsed = parse(text, "f")
    assert parsed.problems == ()
    assert bare(parsed.data) == stringly(tree)


def stringly(node: object) -> object:
    """Return *node* as it is read where all of its values stand within quotation marks."""
    match node:
        case dict():
            return {key: stringly(value) for key, value in node.items()}
        case list():
            return tuple(map(stringly, node))
        case str():
            return node
        case None:
            return "null"
    return str(node).lower()


@pytest.mark.parametrize("character", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u206a\ufff9\U000e0041")
@pytest.mark.parametrize("text", ["a: b\nc: x{}y\n", 'a: b\nc: "x\\U{:08x}y"\n'])
def test_what_turns_or_hides_text_is_a_problem_at_its_line(text: str, character: str) -> None:
    typed = text.format(character if "{}" in text else ord(character))
    (problem,) = parse(typed, "source/brief.yml").problems
    assert problem.location.line == 2
    assert f"U+{ord(character):04X}" in problem.message


@pytest.mark.parametrize(
    "words",
    [
        "\u200eAda\u200f",
        "\u061cعربي",
        "نمی\u200cخواهم",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "co\u00adop",
    ],
)
def test_marks_that_scripts_and_flags_need_are_kept(words: str) -> None:
    assert bare(parse(f"a: {words}\n", "source/brief.yml").data) == {"a": words}
