"""YAML as writers mean it: text -> plain data with its places, and what is wrong with it.

YAML 1.1 reads ``no`` as false, ``12:30`` as 750 and the last of two equal keys; here each of these is a problem with a
line. The data is put together from the parser's *events*, with a stack of our own: PyYAML's ``compose`` calls itself for
each level, so a deeply nested file could exhaust the stack. Events also have the line of each value, which the
data that PyYAML makes has lost.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NoReturn

import yaml

from build_scripts.brief.model import Where
from build_scripts.brief.problems import Location, Problem

MAX_NESTING = 20
"""How deep lists and mappings may nest; the model needs five levels. Everything after this step may recurse safely."""
MAX_EVENTS_PER_FILE = 1_000_000
"""How many keys and values a file may have: some 20,000 annotations; more could need gigabytes of memory.

A limit of bytes would not do: every two bytes of ``[1,1,1]`` are a value.
"""
MAX_PROBLEMS_PER_FILE = 200
"""After how many problems the rest of a file is not read: what comes later mostly follows from what came before."""
MOST_BREAKS = 20
"""At how many places a file's YAML may break off and be read on after them."""

# The parser in C is about ten times as fast; PyYAML has it in its wheels, but not in every build from source. Both give the
# same events; the tests read everything with both.
Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_ASTRAL = "".join(f"{chr(plane * 0x10000)}-{chr(plane * 0x10000 + 0xFFFD)}" for plane in range(1, 17))
_UNPRINTABLE = re.compile(f"[^\t\n\r -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_ASTRAL}]")
"""Control characters, surrogates and noncharacters; written as what is allowed, which is faster to search for."""
_MISLEADING = re.compile(
    "[\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0000-\U000e007f]"
)
"""What changes the direction of text, or hides in it; the tag characters of flags are neither."""
_ASCII_UNPRINTABLE = re.compile(r"[^\t\n\r -~]")
_LINE_SEPARATORS = re.compile("[\u2028\u2029]")
# What YAML 1.1 does not read as text. A whole number of up to 18 digits is the same in every language that reads our data;
# years need it. Every other word or number of YAML 1.1 must be put in quotation marks, since writers mean the text.
_SPECIAL = re.compile(
    r"(?P<null>~|null|Null|NULL|)"
    r"|(?P<true>true|True|TRUE)|(?P<false>false|False|FALSE)"
    r"|(?P<truth>yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF)"
    r"|(?P<int>-?(?:0|[1-9][0-9]{0,17}))"
    r"|(?P<time>[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?)"
    r"|(?P<number>[-+]?(?:0[xX][0-9a-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|[0-9][0-9_]*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"
    r"|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?|\.(?:inf|Inf|INF))|\.(?:nan|NaN|NAN))"
)
_DASH_AT_LINE_END = re.compile("[-\u2010-\u2015](?<=\\S.)[ \t]*\n(?=([ \t]*)\\S)")
_CUT = re.compile(r"[ \t]+(#[^\n]*)")
_NEXT_CONTENT = re.compile(r"^(?![ \t]*(?:#|$)|\.\.\.[ \t]*$)", re.MULTILINE)
_OUTERMOST = re.compile(r"^(?:-(?=[ \t\n])|([A-Za-z_][\w-]*)[ \t]*:(?=[ \t\n]))", re.MULTILINE)
"""The beginning of an outermost value, a list's or a mapping's, as nearly everybody writes it: at the line's edge."""
_INDENTATION = re.compile(r"^( *)\S", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a text contains: mappings as dicts (each with its ``where``) and lists as tuples; and what is wrong with it."""

    data: object
    problems: tuple[Problem, ...] = ()
    lines: Mapping[str, int] = field(default_factory=dict)
    """The lines of a list's own values that are not mappings, by their number."""
    cut: bool = False
    """Whether some of it could not be read; *data* then has what was complete."""
    lost: frozenset[str] = frozenset()
    """The keys of the whole that have a value which could not be read."""


def parse(text: str, path: str) -> Parsed:
    """Return the data in the YAML *text* of the file *path*, and all that is wrong with it."""
    tree, problems, cut, lost = assemble(text, path)
    return from_tree(tree, path, problems, cut=cut, lost=lost)


def assemble(text: str, path: str) -> tuple[list[object], tuple[Problem, ...], bool, frozenset[str]]:
    """Return the *text* as a tree that JSON can hold, its problems, whether some was not read, and the keys lost with it."""
    text = plain_newlines(text)
    problems = [*unprintable(text, path), *misleading(text, path), *_line_separators(text, path)]
    if problems:  # the rest is read as if they were not there, so that all problems are told at once
        for pattern in (_UNPRINTABLE, _MISLEADING, _LINE_SEPARATORS):
            text = pattern.sub("\ufffd", text)
    assembly = _Assembly(text, path)
    assembly.run()
    root, lines, lost = assembly.root(), assembly.top.lines, frozenset[str]()
    if assembly.broken:
        root, lines, lost = _read_on(assembly, text, path)
    return [root, lines], (*problems, *assembly.problems), assembly.cut, lost


def _read_on(first: "_Assembly", text: str, path: str) -> tuple[object, dict[str, int], frozenset[str]]:
    """Return what is in *text* but for the outermost values at which its YAML breaks off; *first* takes their problems."""
    starts = [line_of(text, found.start()) for found in _OUTERMOST.finditer(text)]
    ends = [found.end() for found in re.finditer("\n", text)]
    root, lines, lost, last = first.root(), first.top.lines, set[str](), first
    for _ in range(MOST_BREAKS):
        bad = last.problems[-1].location.line
        begun = next((line for line in reversed(starts) if line <= bad), 0)
        found = _OUTERMOST.match(text, ends[begun - 2] if begun > 1 else 0) if begun else None
        if found and found[1] and found[1] != "where" and isinstance(root, dict):
            lost.add(found[1])
            root.pop(found[1], None)
        after = next((line for line in starts if line > bad), 0)
        if not after:
            break
        last = _Assembly("\n" * (after - 1) + text[ends[after - 2] :], path)
        last.run()
        first.problems += last.problems
        root, lines = _joined(root, last.root(), lines, last.top.lines)
        if not last.broken:
            break
    return root, lines, frozenset(lost)


def _joined(root: object, rest: object, lines: dict[str, int], more: dict[str, int]) -> tuple[object, dict[str, int]]:
    """Return the outermost list or mapping *root* with those values of *rest*, and the lines of both."""
    if isinstance(root, list) and isinstance(rest, list):
        moved = {str(int(number) + len(root)): line for number, line in more.items() if number.isdigit()}
        return [*root, *rest], lines | moved
    if isinstance(root, dict) and isinstance(rest, dict):
        line, places, literal = root["where"]
        _, more_places, more_literal = rest["where"]
        return root | rest | {"where": [line, places | more_places, [*literal, *more_literal]]}, lines
    return root if root is not None else rest, lines if root is not None else more


def from_tree(
    tree: object,
    path: str,
    problems: tuple[Problem, ...] = (),
    *,
    cut: bool = False,
    lost: frozenset[str] = frozenset(),
) -> Parsed:
    """Return what the data in a *tree* that :func:`assemble` made; raise TypeError or ValueError for any other *tree*."""
    match tree:
        case [root, dict(lines)]:
            return Parsed(_with_places(root, path), problems, lines, cut, lost)
    raise ValueError("not a tree")


def plain_newlines(text: str) -> str:
    """Return *text* without a byte order mark, each of its lines ended by a line feed."""
    text = text.removeprefix("\ufeff")
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def unprintable(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem if *text* holds characters that no page can show, at the first of them."""
    pattern = _ASCII_UNPRINTABLE if text.isascii() else _UNPRINTABLE
    yield from _first(pattern, text, path, "a character that no page can show")


def misleading(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem if *text* contains invisible characters that change what a reader sees, at the first of them.

    An article may contain them, for it is shown as it is; what people write here may not. The marks that only set the
    direction of the characters beside them (U+200E, U+200F, U+061C) do no harm.
    """
    if not text.isascii():
        yield from _first(_MISLEADING, text, path, "an invisible character that changes what a reader sees")


def _first(pattern: re.Pattern[str], text: str, path: str, what: str) -> Iterator[Problem]:
    if found := pattern.search(text):
        others = ", and others" if pattern.search(text, found.end()) else ""
        message = f"the file contains {what}: {named(found[0])}{others}"
        yield Problem(Location(path, line_of(text, found.start())), message, "remove it")


def line_of(text: str, offset: int) -> int:
    """Return the number of the line that holds *offset*, however lines end."""
    pairs, returns = text.count("\r\n", 0, offset), text.count("\r", 0, offset)
    return 1 + text.count("\n", 0, offset) + returns - pairs


def named(character: str) -> str:
    """Return the code point of *character*, as Unicode writes it."""
    return f"U+{ord(character):04X}"


def quoted(words: object) -> str:
    """Return *words* in quotation marks, on one line and not too long, for a problem's message."""
    text = " ".join(str(words)[:400].split())
    text = "".join(c if c.isprintable() else named(c) for c in text)
    return f'"{text[:77]}…"' if len(text) > 78 else f'"{text}"'


def _line_separators(text: str, path: str) -> Iterator[Problem]:
    """Yield a problem if *text* holds a separator that YAML, unlike editors, counts as a line's end."""
    if found := _LINE_SEPARATORS.search(text):
        escape = f"\\u{ord(found[0]):04x}"
        yield Problem(
            Location(path, line_of(text, found.start())),
            f"the file contains an invisible line separator: {named(found[0])}",
            f'remove it, or write "{escape}" inside double quotation marks',
        )


def _with_places(node: object, path: str) -> object:
    """Return *node* with its lists as tuples and with its places as :class:`Where`."""
    if type(node) is dict:
        line, lines, literal = node.pop("where")
        for key, value in node.items():
            if type(value) is list or type(value) is dict:
                node[key] = _with_places(value, path)
        node["where"] = Where(path, line, lines, frozenset(literal))
        return node
    if type(node) is list:
        return tuple([_with_places(value, path) for value in node])
    return node


class _CutError(Exception):
    """The rest of the file cannot be read."""


class _Frame:
    """A list or mapping that is being put together."""

    __slots__ = ("is_mapping", "key", "line", "lines", "list", "literal", "mapping", "name")

    def __init__(self, line: int, *, is_mapping: bool, parent: "_Frame | None" = None) -> None:
        self.line = line
        self.is_mapping = is_mapping
        self.mapping: dict[str, object] = {}
        self.list: list[object] = []
        self.key: str | None = None
        """The key whose value comes next; empty if that value is not kept."""
        shares = parent is not None and not is_mapping
        self.name = parent.next_name() if parent and shares else None
        self.lines: dict[str, int] = parent.lines if parent and shares else {}
        self.literal: list[str] = parent.literal if parent and shares else []

    def next_name(self) -> str:
        """Return the name of the next value: its key, or in a list the list's own name and a number."""
        if self.is_mapping:
            return self.key or ""
        if self.name is None:
            return ""
        return f"{self.name}.{len(self.list)}" if self.name else str(len(self.list))

    def put(self, value: object) -> None:
        """Take *value* in."""
        if not self.is_mapping:
            self.list.append(value)
        elif self.key:
            self.mapping[self.key] = value
        self.key = None

    def value(self) -> object:
        """Return what was put together, in the form that JSON can hold."""
        if not self.is_mapping:
            return self.list
        self.mapping["where"] = [self.line, self.lines, self.literal]
        return self.mapping


class _Assembly:
    """The events of one text, put together."""

    def __init__(self, text: str, path: str) -> None:
        # A text written with | then ends the same, whether or not an editor ends the file's last line.
        self.text = text if text.endswith("\n") else text + "\n"
        self.path = path
        self.problems: list[Problem] = []
        self.cut = False
        self.broken = False
        """Whether the file is no YAML from some place on; it may be so again after it."""
        self.keys: set[str] = set()
        # Searched for once in the whole text, since most texts have none; only then is each value looked at.
        self.has_dashes = _DASH_AT_LINE_END.search(self.text) is not None
        self.frame = self.top = _Frame(1, is_mapping=False)
        self.frames: list[_Frame] = []

    def root(self) -> object:
        """Return the whole; of a file that was cut, the complete values of its outermost list."""
        if self.top.list:
            return self.top.list[0]
        outer = [*self.frames, self.frame][1:2]
        return outer[0].value() if outer else None

    def run(self) -> None:
        """Read the text to its end, or to where it makes no sense any more."""
        loader = None
        try:
            self._refuse_directives()  # the parser would obey them, and make no event of them
            loader = Loader(self.text)
            self._read(loader.get_event)
        except _CutError:
            self.cut = True
        except yaml.YAMLError as error:
            self.cut = self.broken = True
            self.problems.append(_syntax_problem(error, self.text, self.path))
        finally:
            if loader is not None:
                loader.dispose()  # PyYAML's own parser refers to itself, and the garbage collector may be off

    def _read(self, next_event: Callable[[], Any]) -> None:
        # This loop runs for every value of a brief: comparing types is much faster than match or isinstance.
        for event in islice(iter(next_event, None), MAX_EVENTS_PER_FILE):
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._open(event, is_mapping=True)
            elif kind is yaml.SequenceStartEvent:
                self._open(event, is_mapping=False)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                value = self.frame.value()
                self.frame = self.frames.pop()
                self.frame.put(value)
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentEndEvent:
                self._refuse_another_document(event.end_mark)
            elif kind is yaml.StreamEndEvent:
                return
        self._problem(event, "the file contains too many values", "split it into several files")
        raise _CutError

    def _alias(self, event: Any) -> None:
        self._refuse_sharing(event)
        if self.frame.is_mapping and self.frame.key is None:
            self.frame.key = ""
        else:
            self.frame.put(None)

    def _scalar(self, event: Any) -> None:
        frame, style, value = self.frame, event.style, event.value
        if event.anchor is not None or event.tag is not None:
            self._refuse_sharing(event)
        if frame.is_mapping:
            if frame.key is None:
                # Keys come again in each entry: one that was found valid before is only checked for duplicates.
                frame.key = value if value in self.keys and value not in frame.mapping else self._key(event)
                return
            name = frame.key
        else:
            name = frame.next_name()
        mark = event.start_mark
        line = mark.line + 1
        if not style:
            value = self._plain(event)
        elif style == "|":
            line += 1
            if name:
                frame.literal.append(name)
        elif style == ">":
            line += 1
        elif style == '"' and not value.isprintable():
            self._check_escapes(event)
        if self.has_dashes and style != "|" and mark.line != event.end_mark.line:
            self._check_folding(event)
        if name:
            frame.lines[name] = line
        frame.put(value)

    def _key(self, event: Any) -> str:
        """Return the key, or nothing if its value is not to be kept."""
        key: str = event.value
        if key in self.frame.mapping:
            first = self.frame.lines[key]
            self._problem(event, f"duplicate key: {quoted(key)}", f"first used on line {first}; keep one of them")
            return ""
        if not key.strip() or (not event.style and (_SPECIAL.fullmatch(key))):
            self._problem(event, f"a key must be a word: {quoted(key)}", "write it like this: word: value")
            return ""
        if key == "where":  # under this key, the data has the places of its values
            self._problem(event, f"unknown key: {quoted(key)}", 'did you mean "place"?')
            return ""
        self._check_escapes(event)
        self.keys.add(key)
        return key

    def _open(self, event: Any, *, is_mapping: bool) -> None:
        frame, line = self.frame, event.start_mark.line + 1
        if event.anchor is not None or event.tag is not None:
            self._refuse_sharing(event)
        if frame.is_mapping and frame.key is None:
            self._problem(event, f"a key must be a word: {quoted(self._words(event.start_mark))}", _BRACKETS)
            raise _CutError
        if len(self.frames) >= MAX_NESTING:
            self._problem(event, f"lists and mappings are nested deeper than {MAX_NESTING}", _BRACKETS)
            raise _CutError
        if frame.key:
            frame.lines[frame.key] = line
        self.frames.append(frame)
        self.frame = _Frame(line, is_mapping=is_mapping, parent=frame)

    def _plain(self, event: Any) -> object:
        """Return what a scalar without quotation marks means, if it means to YAML what it means to a writer."""
        value, end = event.value, event.end_mark.index
        if self.text[end : end + 1] in (" ", "\t"):
            self._check_comment(event)
        special = _SPECIAL.fullmatch(value)
        match special.lastgroup if special else None:
            case None:
                return value
            case "null":
                return None
            case "true" | "false" as word:
                return word == "true"
            case "int":
                return int(value)
            case "truth":
                word = "true" if value.lower() in {"yes", "on"} else "false"
                hint = f'put quotation marks around it: "{value}"'
                self._problem(event, f"YAML reads this word as {word}: {quoted(value)}", hint)
            case _:
                hint = f"put quotation marks around it: {quoted(value)}"
                self._problem(event, f"YAML reads this as a number and may change it: {quoted(value)}", hint)
        return value

    def _check_comment(self, event: Any) -> None:
        """Refuse a value that a number sign seems to have cut short."""
        found = _CUT.match(self.text, event.end_mark.index)
        if found and (" " in event.value or found[1][1:2] not in ("", " ", "\t", "#")):
            self._problem(
                event,
                f'the value is cut short because " #" starts a comment: {quoted(found[1])}',
                "put quotation marks around the whole value, or move the comment to its own line",
                self._line(event.end_mark.index),
            )

    def _check_folding(self, event: Any) -> None:
        """Refuse a line's end at a dash where YAML joins lines with a space."""
        start = event.start_mark.index
        if event.style == ">":
            start = self.text.index("\n", start) + 1
        base = _indentation(self.text, start) if event.style == ">" else 99
        for found in _DASH_AT_LINE_END.finditer(self.text, start, event.end_mark.index):
            line_start = self.text.rfind("\n", 0, found.start()) + 1
            if max(len(found[1]), _indentation(self.text, line_start)) <= base:
                words = self.text[max(line_start, found.start() - 40) : found.start() + 1]
                self._problem(
                    event,
                    f"YAML adds a space after the dash at the end of this line: {quoted(words)}",
                    "put the words on one line, or use | instead of > or quotation marks",
                    self._line(found.start()),
                )

    def _check_escapes(self, event: Any) -> None:
        if found := _UNPRINTABLE.search(event.value) or _MISLEADING.search(event.value):
            message = f"the value contains a character that no reader can see: {named(found[0])}"
            self._problem(event, message, "remove it; inside double quotation marks, write a backslash twice")

    def _refuse_sharing(self, event: Any) -> None:
        """Refuse an anchor, an alias or a tag."""
        words = self._words(event.start_mark)
        sign = words[:1]
        what = {"&": "anchors", "*": "aliases"}.get(sign, "tags")
        hint = "if this begins a text, put quotation marks around the text or write it with |"
        self._problem(event, f"YAML {what} are not allowed: {quoted(words)}", hint)

    def _refuse_directives(self) -> None:
        found = _NEXT_CONTENT.search(self.text)
        if found and self.text.startswith("%", found.start()):
            self._stop_at(found.start(), 'a file cannot begin with "%"', "remove this line")

    def _refuse_another_document(self, mark: Any) -> None:
        found = _NEXT_CONTENT.search(self.text, mark.index)
        if found and self.text.startswith(("---", "%"), found.start()):
            hint = "remove this line, or split the file in two"
            self._stop_at(found.start(), "the file contains more than one YAML document", hint)

    def _stop_at(self, offset: int, message: str, hint: str) -> NoReturn:
        words = quoted(_line_at(self.text, offset))
        self.problems.append(Problem(Location(self.path, self._line(offset)), f"{message}: {words}", hint))
        raise _CutError

    def _problem(self, event: Any, message: str, hint: str, line: int = 0) -> None:
        place = Location(self.path, line or event.start_mark.line + 1)
        if len(self.problems) >= MAX_PROBLEMS_PER_FILE:
            self.problems.append(Problem(place, "the file has more problems; the rest was not read"))
            raise _CutError
        self.problems.append(Problem(place, message, hint))

    def _line(self, offset: int) -> int:
        return self.text.count("\n", 0, offset) + 1

    def _words(self, mark: Any) -> str:
        """Return the text from *mark* to the line's end."""
        return self.text[mark.index : mark.index + 80].partition("\n")[0]


def _indentation(text: str, start: int) -> int:
    """Return by how many spaces the first line from *start* on that is not blank is indented."""
    found = _INDENTATION.search(text, start)
    return len(found[1]) if found else 0


def _syntax_problem(error: yaml.YAMLError, text: str, path: str) -> Problem:
    """Return the parser's complaint in our words: its own are about tokens, which writers do not know."""
    reason = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    opened = getattr(error, "context_mark", None)
    offset = min(mark.index, len(text.rstrip())) if mark else 0
    words, at_opening, message, hint = next(
        (row for row in _SYNTAX if row[0] in reason), ("", False, f"the file is not valid YAML ({reason})", "")
    )
    if at_opening and opened:
        offset = opened.index
    if text[offset : offset + 1] == "\t":
        message, hint = "a line is indented with a tab", "indent with spaces"
    elif words in _MISFITS and text[text.rfind("\n", 0, offset) + 1 : offset].rstrip().endswith(('"', "'", "]", "}")):
        message, hint = "a value continues after its closing quotation mark or bracket", _WHOLE
    return Problem(Location(path, line_of(text, offset)), f"{message}: {quoted(_line_at(text, offset))}", hint)


def _line_at(text: str, offset: int) -> str:
    """Return the line of *text* that holds *offset*."""
    return text[text.rfind("\n", 0, offset) + 1 :].partition("\n")[0]


_WHOLE = "put quotation marks around the whole value (write a ' inside '…' twice), or write it with |"
_BRACKETS = "put quotation marks around a text that begins with [ or {, or write it with |"
_SIGN = "put quotation marks around the whole value, or write it with | and the text on the next line"
_INDENT = "indent all keys of a mapping the same; a text of several lines needs | after its key"

_MISFITS = ("expected key", "<block end>")
_SYNTAX: tuple[tuple[str, bool, str, str], ...] = (
    ("unexpected end of stream", True, "a quotation mark is opened and never closed", "close it"),
    ("unexpected document", True, "a quotation mark is opened and never closed", "close it"),
    (
        "mapping values are not allowed",
        False,
        "unexpected colon",
        f'put quotation marks around a value that contains ": "; or {_INDENT}',
    ),
    ("tab character", False, "a line is indented with a tab", "indent with spaces"),
    ("escape", False, "unexpected backslash", "write it twice, or use ' instead of \""),
    ("hexadecimal", False, "unexpected backslash", "write it twice, or use ' instead of \""),
    ("could not find expected ':'", True, "a line is neither a list item nor a key with a colon", _INDENT),
    ("',' or", True, "a bracket is opened and never closed", _BRACKETS),
    ("expected key", False, "the line does not fit the lines above it", _INDENT),
    ("<block end>", False, "the line does not fit the lines above it", _INDENT),
    (
        "'-' indicator",
        False,
        "the line does not fit the list above it",
        'begin each list item with "- " and indent them all the same',
    ),
    (
        "entries are not allowed",
        False,
        "unexpected dash",
        "begin the list on its own line, or put quotation marks around the text",
    ),
    ("comment or", False, "a value begins with | or > and continues on the same line", _SIGN),
    ("chomping", False, "a value begins with | or > and continues on the same line", _SIGN),
    ("start any token", False, "a value begins with a character that has a special meaning in YAML", _SIGN),
    ("alphabetic or numeric", False, "a value begins with a character that has a special meaning in YAML", _SIGN),
    ("tag", False, "a value begins with a character that has a special meaning in YAML", _SIGN),
    ("whitespace or line break", False, "a value begins with a character that has a special meaning in YAML", _SIGN),
    ("node content", False, "a value begins with a character that has a special meaning in YAML", _SIGN),
    ("<document start>", False, "the file continues after its end", _INDENT),
)
"""A part of the parser's message, whether to name the line where the construct began, our message, and the hint."""
