"""What in prose is markup: text -> blocks -> pieces. Whatever is not named here is words, shown as they were typed.

Everything is read once, from left to right, so the time that it takes grows with the length of the text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Literal

from build_scripts.brief import web

Kind = Literal["paragraph", "heading", "bullets", "numbers", "quotation", "table", "code"]

_DEEPEST_QUOTATION = 2
_DEEPEST_LIST = 3
_SPACE = " \t\r"
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(?=\S)")
_BULLET = re.compile(r"([ \t]*)([-*])[ \t]+(?=[^-*\s]|[-*]+[^-*\s])")
_NUMBER = re.compile(r" {0,3}(\d{1,9})\.[ \t]+(?=\S)")
_QUOTED = re.compile(r" {0,3}>(?:[ \t]|$)")
_FENCE = re.compile(r"```[\w+-]*[ \t\r]*")
_FENCE_END = re.compile(r"```[ \t\r]*")
_RULE_CELL = re.compile(r":?-+:?")
_CELL_SIGN = re.compile(r"\\.|\[\[[^\[\]\n]*\]\]|`+|\|")

_SIGN = re.compile(r"\\|`+|!?\[|\*+|_+|<|https?://|@")
_LINK = re.compile(r"\[\[(?P<id>[^\[\]|\n]+)(?:\|(?P<words>[^\[\]]+))?\]\]")
_ADDRESS_STOPS = re.compile(r"[()\s<>\"\\]")
_BARE_ADDRESS = re.compile(r"https?://[^\s<>\"\[\]`\\]*")
_TYPED_ADDRESS = re.compile(r"https?://[^()\s<>\"\\]{0,200}[\s<>\"\\]?")
_LINK_TEXT = re.compile(r"\[[^\[\]]+\](?=\()")
_DEFINITION = re.compile(r"\[[^\[\]\n^]+\]:[ \t]*(?:<?[A-Za-z][A-Za-z0-9+.-]*:|[#/.]|www\.)[^\n]*")
_RAW_HTML = re.compile(r"<[A-Za-z/!?][^>\n]*>?")
_BRACKETS = re.compile(r"\[[^\[\]]*\]?")
_CITED = re.compile(r"[\s;\[]-?@(?=[\w{])|\A\[-?@")
_CITE = re.compile(
    r"(?P<prefix>[^@\s;-][^@;]*\s)?@(?P<key>[a-z0-9]+(?:-[a-z0-9]+)*)(?:#(?P<passage>[a-z0-9]+(?:-[a-z0-9]+)*))?"
    r"(?:\s*,\s*(?P<locator>[^@\s][^@]*))?"
)
_LOOSE_KEY = re.compile(r"@[{\s]*([A-Za-z0-9]+(?:-[A-Za-z0-9]+)*)")
_KEY_BEFORE_BRACKETS = re.compile(r"@([a-z0-9]+(?:-[a-z0-9]+)*)[ \t]\[(pp?\.[^\[\]@]*)\]")


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they were typed; a line's end is one of theirs."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code span."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Where emphasis begins or ends: 1 for *emphasis*, 2 for **strong**, 3 for both."""

    width: int
    opens: bool
    alone: bool = True
    """Whether no other emphasis touches it or stands within."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the words of a link to a web *address* begin, or, without one, where they end."""

    address: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """``[[id]]`` or ``[[id|words]]``."""

    offset: int
    id: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Embed:
    """``![[id]]``."""

    offset: int
    id: str
    alone: bool = field(default=True, compare=False)
    """Whether it is a block of its own."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One key of ``[see @key#passage, locator; @other]``."""

    offset: int
    key: str
    locator: str = ""
    prefix: str = ""
    passage: str = ""
    """The passage of a source, as in ``[@key#passage]``."""

    @property
    def paragraph(self) -> int | None:
        """The number in a locator such as ``p. 9``."""
        found = re.fullmatch(r"pp?\. ?(\d{1,9})(?:[-–]\d+)?", self.locator)
        return int(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Citations:
    """What one pair of brackets cites."""

    cites: tuple[Citation, ...]


Piece = Words | Code | Emphasis | Anchor | Link | Embed | Citations


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that prose may not hold: its place, what is wrong, the words, and what to write."""

    offset: int
    what: str
    words: str
    hint: str


@dataclass(frozen=True, slots=True)
class Part:
    """The words of a paragraph, a heading, a list item or a cell, after the *mark* that says which it is."""

    pieces: tuple[Piece, ...]
    mark: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, list, quotation, table or piece of code, and where it begins."""

    offset: int
    text: str
    kind: Kind = "paragraph"
    parts: tuple[Part, ...] = ()
    inner: tuple["Block", ...] = ()
    """The blocks of a quotation."""
    columns: tuple[str, ...] = ()
    """The rule under the head of a table, column by column; its parts are its cells, row by row."""

    @property
    def flows(self) -> bool:
        """Whether its words can follow others, or be followed, in one line."""
        return self.kind == "paragraph" and not isinstance(self.parts[0].pieces[0], Embed)


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text as its blocks, with all that they hold, in order."""

    blocks: tuple[Block, ...]
    additions: tuple[Link | Embed | Citation, ...]
    faults: tuple[Fault, ...]
    unseen: tuple[tuple[int, int], ...]
    """The places of ids, keys and addresses, which are no words of the writer's."""


@lru_cache(maxsize=512)
def parse(text: str) -> Parsed:
    """Return what *text* holds."""
    reading = _Reading(text)
    starts = accumulate((len(line) + 1 for line in text.split("\n")), initial=0)
    lines = [_Line(start, line) for start, line in zip(starts, text.split("\n"), strict=False)]
    blocks = tuple(reading.blocks(lines))
    return Parsed(blocks, tuple(reading.additions), tuple(reading.faults), tuple(reading.unseen))


def inline(text: str) -> tuple[Piece, ...]:
    """Return the pieces of *text* as the words of a link, in which no other link can stand."""
    return tuple(_Scan(text, within_link=True).pieces)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line, or what is left of it after the marks at its start, and where that begins."""

    offset: int
    text: str

    @property
    def blank(self) -> bool:
        return not self.text.strip()

    @property
    def end(self) -> int:
        return self.offset + len(self.text)

    def after(self, length: int) -> "_Line":
        """Return the line without its first *length* characters."""
        return _Line(self.offset + length, self.text[length:])

    def trimmed(self) -> "_Line":
        """Return the line without white space at its ends."""
        left = self.text.lstrip(_SPACE)
        return _Line(self.end - len(left), left.rstrip(_SPACE))


class _Reading:
    """One reading of a text: its blocks, and on the way its additions and faults."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.additions: list[Link | Embed | Citation] = []
        self.faults: list[Fault] = []
        self.unseen: list[tuple[int, int]] = []

    def blocks(self, lines: Sequence[_Line], depth: int = 0, before: Kind | None = None) -> Iterator[Block]:
        """Yield the blocks in *lines*; *before* is the kind of the block above, which a list would join."""
        inner_before: Kind | None = None
        for chunk in _chunks(lines, fences=not depth):
            block = self._block(chunk, depth, before, inner_before)
            before = block.kind
            inner_before = block.inner[-1].kind if block.inner else None
            yield block

    def _block(self, chunk: Sequence[_Line], depth: int, before: Kind | None, inner_before: Kind | None) -> Block:
        first = chunk[0]
        if len(chunk) > 1 and _FENCE.fullmatch(first.text) and _FENCE_END.fullmatch(chunk[-1].text):
            code = "\n".join(line.text.rstrip("\r") for line in chunk[1:-1])
            return self._made(chunk, "code", (Part((Code(code),), first.text.strip()),))
        if heading := _HEADING.match(first.text):
            return self._made(chunk, "heading", (self._part([first.after(heading.end())], heading[1]),))
        if _is_list(chunk, before):
            items = tuple(self._part(lines, mark, level) for mark, level, lines in _items(chunk))
            return self._made(chunk, "bullets" if _BULLET.match(first.text) else "numbers", items)
        if depth < _DEEPEST_QUOTATION and all(_QUOTED.match(line.text) for line in chunk):
            lines = [line.after(found.end()) for line in chunk if (found := _QUOTED.match(line.text))]
            if inner := tuple(self.blocks(lines, depth + 1, inner_before)):
                return self._made(chunk, "quotation", inner=inner)
        if rows := _rows(chunk):
            cells = tuple(self._part([cell]) for row in (rows[0], *rows[2:]) for cell in row)
            return self._made(chunk, "table", cells, columns=tuple(cell.text for cell in rows[1]))
        return self._made(chunk, "paragraph", (self._part(chunk, whole=not depth),))

    def _made(
        self,
        chunk: Sequence[_Line],
        kind: Kind,
        parts: tuple[Part, ...] = (),
        inner: tuple[Block, ...] = (),
        columns: tuple[str, ...] = (),
    ) -> Block:
        whole = _Line(chunk[0].offset, self.text[chunk[0].offset : chunk[-1].end]).trimmed()
        return Block(whole.offset, whole.text, kind, parts, inner, columns)

    def _part(self, lines: Sequence[_Line], mark: str = "", level: int = 0, *, whole: bool = False) -> Part:
        """Return the words of *lines*; take down what they hold, with its place in the whole text."""
        lines = [line.trimmed() for line in lines]
        content = "\n".join(line.text for line in lines)
        scan = _Scan(content)
        starts = [*accumulate((len(line.text) + 1 for line in lines[:-1]), initial=0)]

        def place(at: int) -> int:
            number = bisect_right(starts, at) - 1
            return lines[number].offset + at - starts[number]

        placed: list[Piece] = []
        alone = whole and len(scan.pieces) == 1
        for piece in scan.pieces:
            match piece:
                case Link(at, id_, words):
                    placed.append(Link(place(at), id_, words))
                case Embed(at, id_):
                    placed.append(Embed(place(at), id_, alone))
                case Citations(cites):
                    moved = (replace(one, offset=place(one.offset)) for one in cites)
                    placed.append(Citations(tuple(moved)))
                case _:
                    placed.append(piece)
        for piece in placed:
            if isinstance(piece, Link | Embed):
                self.additions.append(piece)
            elif isinstance(piece, Citations):
                self.additions.extend(piece.cites)
        self.faults.extend(Fault(place(one.offset), one.what, one.words, one.hint) for one in scan.faults)
        self.unseen.extend((place(start), place(end)) for start, end in scan.unseen)
        return Part(tuple(placed), mark, level)


def _chunks(lines: Sequence[_Line], *, fences: bool) -> Iterator[Sequence[_Line]]:
    """Yield the lines of each block: those between blank lines, a heading alone, a piece of code with its fences."""
    ends = (n for n, line in enumerate(lines) if fences and _FENCE_END.fullmatch(line.text))
    last_fence = max(ends, default=-1)
    chunk: list[_Line] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        opens = number < last_fence and _FENCE.fullmatch(line.text)
        heading = not chunk and _HEADING.match(line.text)
        if chunk and (line.blank or opens):
            yield chunk
            chunk = []
        if opens:
            end = next(n for n in range(number + 1, len(lines)) if _FENCE_END.fullmatch(lines[n].text))
            yield lines[number : end + 1]
            number = end
        elif heading:
            yield [line]
        elif not line.blank:
            chunk.append(line)
        number += 1
    if chunk:
        yield chunk


def _is_list(chunk: Sequence[_Line], before: Kind | None) -> bool:
    """Return whether the lines begin a list: one with a bullet, or two that are numbered 1 and 2 (or 1 and 1).

    Where a list stands right above, engines would join the two, and number what was not or not so.
    """
    if found := _BULLET.match(chunk[0].text):
        return len(found[1].expandtabs(4)) < 4 and before != "numbers"
    number = _NUMBER.match(chunk[0].text)
    if not number or number[1] != "1" or before in ("bullets", "numbers"):
        return False
    return any(found[1] in ("1", "2") for line in chunk[1:] if (found := _NUMBER.match(line.text)))


def _items(chunk: Sequence[_Line]) -> Iterator[tuple[str, int, list[_Line]]]:
    """Yield the items of a list: the mark, how deep the item stands, its lines."""
    bullet = _BULLET.match(chunk[0].text)
    own = bullet[2] if bullet else ""
    second = next(
        (found[1] for line in chunk[1:] if (found := _NUMBER.match(line.text)) and found[1] in ("1", "2")), ""
    )
    indents = [len(bullet[1].expandtabs(4)) if bullet else 0]
    count = 0
    item: tuple[str, int, list[_Line]] | None = None
    for line in chunk:
        mark, length = "", 0
        if found := _BULLET.match(line.text):
            indent = len(found[1].expandtabs(4))
            while len(indents) > 1 and indent < indents[-1]:
                indents.pop()
            deeper = item is not None and indent >= indents[-1] + 2 and len(indents) < _DEEPEST_LIST
            if deeper:
                indents.append(indent)
            if deeper or len(indents) > 1 or found[2] == own:
                mark, length = found[2], found.end()
        elif not own and (found := _NUMBER.match(line.text)) and found[1] == ("1" if second == "1" else f"{count + 1}"):
            count += 1
            indents = [found.start(1)]
            mark, length = f"{found[1]}.", found.end()
        if mark:
            if item:
                yield item
            item = (mark, len(indents) - 1, [line.after(length)])
        elif item:
            item[2].append(line)
    if item:
        yield item


def _rows(chunk: Sequence[_Line]) -> tuple[tuple[_Line, ...], ...]:
    """Return the rows of a table, the rule under its head among them; none if the lines are no table.

    A row with more cells than the head would lose them.
    """
    if len(chunk) < 2 or "|" not in chunk[0].text or chunk[1].text.strip(" \t\r|:-") or "-" not in chunk[1].text:
        return ()
    rows = tuple(tuple(_cells(line)) for line in chunk)
    head, rule = rows[:2]
    fits = len(head) == len(rule) and all(_RULE_CELL.fullmatch(cell.text) for cell in rule)
    if not fits or any("|" not in line.text or len(row) > len(head) for line, row in zip(chunk, rows, strict=True)):
        return ()
    ends = [_Line(line.end, "") for line in chunk]
    return tuple((*row, *[end] * (len(head) - len(row))) for row, end in zip(rows, ends, strict=True))


def _cells(line: _Line) -> Iterator[_Line]:
    """Yield the cells of a table's row."""
    line = line.trimmed()
    cuts = [-1] if not line.text.startswith("|") else []
    runs = _Runs(line.text)
    at = 0
    while found := _CELL_SIGN.search(line.text, at):
        at = found.end()
        if found[0] == "|":
            cuts.append(found.start())
        elif found[0][0] == "`":
            at = runs.closing(found.start(), found.end()) or at
    if not cuts or cuts[-1] != len(line.text) - 1:
        cuts.append(len(line.text))
    for start, end in pairwise(cuts):
        yield _Line(line.offset + start + 1, line.text[start + 1 : end]).trimmed()


class _Runs:
    """The runs of backticks in a text, of which two that are equally long enclose code."""

    def __init__(self, text: str) -> None:
        self.starts: dict[int, list[int]] = {}
        for found in re.finditer("`+", text) if "`" in text else ():
            self.starts.setdefault(len(found[0]), []).append(found.start())

    def closing(self, start: int, end: int) -> int:
        """Return where the code ends, closing marks included, that the run from *start* to *end* opens; 0 if it opens none."""
        equal = self.starts.get(end - start, [])
        number = bisect_right(equal, start)
        return equal[number] + end - start if number < len(equal) else 0


@dataclass(slots=True)
class _Run:
    """A run of asterisks or underscores that may begin or end emphasis."""

    text: str
    opens: bool
    closes: bool
    marks: list[Emphasis] = field(default_factory=list)


class _Scan:
    """The pieces of a stretch of words, with the faults among them; places count from its start."""

    def __init__(self, text: str, *, within_link: bool = False) -> None:
        self.text = text
        self.within_link = within_link
        self.faults: list[Fault] = []
        self.unseen: list[tuple[int, int]] = []
        self.runs = _Runs(text)
        self.closing_brackets = _closing_brackets(text) if "](" in text else {}
        self.begun = 0
        self.found: list[Piece | _Run] = []
        at = 0
        while sign := _SIGN.search(text, at):
            at = self._read(sign)
        self._words_until(len(text))
        self.pieces = _with_emphasis(self.found)

    def _words_until(self, at: int) -> None:
        if at > self.begun:
            self.found.append(Words(self.text[self.begun : at]))
        self.begun = at

    def _put(self, start: int, end: int, *pieces: Piece | _Run) -> int:
        """Take *pieces* for what stands from *start* to *end*, and return where to read on."""
        self._words_until(start)
        self.found.extend(pieces)
        self.begun = end
        return end

    def _fault(self, start: int, what: str, words: str, hint: str) -> None:
        self.faults.append(Fault(start, what, " ".join(words[:200].split()), hint))

    def _take_faults(self, inner: "_Scan", start: int) -> None:
        self.faults.extend(Fault(start + one.offset, one.what, one.words, one.hint) for one in inner.faults)

    def _read(self, sign: re.Match[str]) -> int:
        """Take in what begins at *sign*; return where to read on."""
        at, end = sign.span()
        match sign[0][0]:
            case "\\":
                return end + 1
            case "`":
                closing = self.runs.closing(at, end)
                return self._put(at, closing, Code(_code(self.text[end : closing - (end - at)]))) if closing else end
            case "*" | "_":
                return self._emphasis(at, end)
            case "<":
                return self._raw_html(at)
            case "h":
                found = _BARE_ADDRESS.match(self.text, at)
                return at + len(found[0].rstrip("*_.,;:!?)")) if found else end
            case "@":
                return self._key_before_brackets(at)
            case _ if self.within_link:
                return end
            case "!":
                return self._image(at)
            case _:
                return self._bracket(at)

    def _emphasis(self, at: int, end: int) -> int:
        mark, text = self.text[at], self.text
        before, after = text[at - 1 : at] if at else " ", text[end : end + 1] or " "
        if end - at > 3 or (before.isdigit() and after.isdigit()):
            return end
        within_word = before.isalnum() and after.isalnum() and mark == "_"
        opens = not after.isspace() and not within_word and not (before.isalnum() and _is_closing(after))
        closes = not before.isspace() and not within_word and not (after.isalnum() and _is_opening(before))
        return self._put(at, end, _Run(text[at:end], opens, closes)) if opens or closes else end

    def _raw_html(self, at: int) -> int:
        found = _RAW_HTML.match(self.text, at)
        if not found:
            return at + 1
        self._fault(at, "contains raw HTML", found[0], _WRITE)
        return found.end()

    def _key_before_brackets(self, at: int) -> int:
        found = _KEY_BEFORE_BRACKETS.match(self.text, at)
        if not found or (at and (self.text[at - 1].isalnum() or self.text[at - 1] in "./@")):
            return at + 1
        self._fault(at, "cites outside the brackets", found[0], f"write [@{found[1]}, {found[2].strip()}]")
        return found.end()

    def _image(self, at: int) -> int:
        if found := _LINK.match(self.text, at + 1):
            if not found["words"]:
                self.unseen.append(found.span())
                return self._put(at, found.end(), Embed(at, found["id"].strip()))
        elif _LINK_TEXT.match(self.text, at + 1):
            words = self._target(at + 1)
            self._fault(at, "contains an image", f"!{words}", _WRITE)
            return at + 1 + len(words)
        return at + 1

    def _target(self, at: int) -> str:
        """Return the words and the address, with their brackets, of the link at *at*."""
        bracket = self.text.index("](", at) + 1
        end = self.closing_brackets.get(bracket)
        return self.text[at : min(end + 1, at + 200) if end else bracket + 1]

    def _bracket(self, at: int) -> int:
        text = self.text
        if found := _LINK.match(text, at):
            self.unseen.append(found.span("id"))
            if found["words"]:
                self._take_faults(_Scan(found["words"], within_link=True), found.start("words"))
            return self._put(at, found.end(), Link(at, found["id"].strip(), (found["words"] or "").strip()))
        found = _BRACKETS.match(text, at)
        if found and _CITED.search(found[0]):
            return self._cited(at, found[0])
        if found := _LINK_TEXT.match(text, at):
            return self._link(at, found.end())
        starts_line = at == 0 or text[at - 1] == "\n"
        if starts_line and (found := _DEFINITION.match(text, at)):
            self._fault(at, _NO_ADDRESS, found[0], _WRITE)
            return found.end()
        return at + 1

    def _link(self, at: int, bracket: int) -> int:
        text = self.text
        end = self.closing_brackets.get(bracket)
        address = text[bracket + 1 : end] if end else ""
        if end and not (wrong := web.fault(address)):
            words = _Scan(text[at + 1 : bracket - 1], within_link=True)
            self._take_faults(words, at + 1)
            self.unseen.append((bracket - 1, end + 1))
            return self._put(at, end + 1, Anchor(address), *words.pieces, Anchor())
        typed = _TYPED_ADDRESS.match(text, bracket + 1)
        if typed and end:
            self._fault(at, "contains a link to something that is not an address", self._target(at), wrong)
        elif typed:
            wrong = web.fault(typed[0])
            hint = wrong if "write" in wrong else "write %28 and %29 for brackets that do not come in pairs"
            self._fault(at, "contains a link to something that is not an address", text[at : typed.end()], hint)
        else:
            self._fault(at, _NO_ADDRESS, self._target(at), _WRITE)
        return bracket

    def _cited(self, at: int, words: str) -> int:
        """Take in brackets that are meant to cite."""
        cites: list[Citation] = []
        closed = words.endswith("]")
        start = at + 1
        for part in words[1 : -1 if closed else None].split(";"):
            offset = start + len(part) - len(part.lstrip())
            start += len(part) + 1
            found = _CITE.fullmatch(part.strip())
            if found:
                locator, prefix = (" ".join((found[name] or "").split()) for name in ("locator", "prefix"))
                cites.append(Citation(offset, found["key"], locator, prefix, found["passage"] or ""))
            else:
                self._fault(min(offset, at + len(words)), "is not a citation", part.strip() or words, _right_form(part))
        if not closed:
            self._fault(at, "begins a citation but does not end it", words, "write ] after it")
        self.unseen.append((at, at + len(words)))
        if not cites or not closed:
            return self._put(at, at + len(words), Words(words))
        blanks = self.text[self.begun : at]
        return self._put(at - (len(blanks) - len(blanks.rstrip())), at + len(words), Citations(tuple(cites)))


_WRITE = "write Markdown: [words](https://…) for a link, [[id]] for an entry"
_NO_ADDRESS = "contains a link that does not lead to an http(s) address"


def _right_form(part: str) -> str:
    """Return a hint: the citation that *part* is nearest to."""
    found = _LOOSE_KEY.search(part)
    if not found:
        return "write [@source] or [@article, p. 1]; put a semicolon between two of them"
    prefix = " ".join(part[: found.start()].strip(" -,:").split())
    rest = part[found.end() :]
    if other := _LOOSE_KEY.search(rest):
        rest = rest[: other.start()]
        second = f"; @{other[1].lower()}"
    else:
        second = ""
    place = " ".join(rest.strip(" \n\t,:.[](){}").split())
    place = f", {place}" if place and place not in ("and", "&") else ""
    return f"write [{prefix and f'{prefix} '}@{found[1].lower()}{place}{second}]"


def _code(text: str) -> str:
    """Return what a code span shows."""
    text = text.replace("\n", " ")
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] == " " else text


def _is_closing(character: str) -> bool:
    return character in ")]}”’»›.,;:!?%"


def _is_opening(character: str) -> bool:
    return character in "([{“‘«‹"


def _closing_brackets(text: str) -> dict[int, int]:
    """Return which round bracket closes which, where no space or other end of an address stands between."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for found in _ADDRESS_STOPS.finditer(text):
        match found[0]:
            case "(":
                opened.append(found.start())
            case ")":
                if opened:
                    pairs[opened.pop()] = found.start()
            case _:
                opened.clear()
    return pairs


def _with_emphasis(found: list[Piece | _Run]) -> list[Piece]:
    """Return the pieces with each run of marks as the emphasis that it begins or ends, or as words."""
    _pair(found)
    pieces: list[Piece] = []
    for one in found:
        if not isinstance(one, _Run):
            pieces.append(one)
            continue
        left = one.text[sum(mark.width for mark in one.marks) :]
        pieces.extend(one.marks)
        if left:
            pieces.append(Words(left))
    return _joined(pieces)


def _pair(found: list[Piece | _Run]) -> None:
    """Mark in the runs where emphasis begins and ends: an end belongs to the nearest beginning that is not longer."""
    opened: list[_Run] = []
    heights: dict[tuple[str, int], list[int]] = {}
    for run in found:
        if not isinstance(run, _Run):
            continue
        left = len(run.text)
        while run.closes and left:
            keys = [(run.text[0], width) for width in range(1, left + 1)]
            height = max((heights[key][-1] for key in keys if heights.get(key)), default=-1)
            if height < 0:
                break
            width = len(opened[height].text)
            opened[height].marks.append(Emphasis(width, opens=True))
            run.marks.append(Emphasis(width, opens=False))
            left -= width
            for one in opened[height:]:
                heights[one.text[0], len(one.text)].pop()
            del opened[height:]
        if run.opens and left == len(run.text):
            heights.setdefault((run.text[0], left), []).append(len(opened))
            opened.append(run)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return *pieces* with neighbouring words as one, and emphasis that touches or holds other emphasis told apart."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and isinstance(piece, Words) and isinstance(joined[-1], Words):
            joined[-1] = Words(joined[-1].text + piece.text)
        else:
            joined.append(piece)
    marks = [n for n, piece in enumerate(joined) if isinstance(piece, Emphasis)]
    alone: set[int] = set()
    for start, end in pairwise(marks):
        opens, closes = joined[start], joined[end]
        innermost = isinstance(opens, Emphasis) and opens.opens and isinstance(closes, Emphasis) and not closes.opens
        touching = (*joined[max(start - 1, 0) : start], *joined[end + 1 : end + 2])
        touched = any(isinstance(one, Emphasis) for one in touching)
        if innermost and not touched and not isinstance(joined[start + 1], Emphasis | Citations | Embed):
            alone |= {start, end}
    for n in marks:
        mark = joined[n]
        if isinstance(mark, Emphasis) and mark.alone != (n in alone):
            joined[n] = Emphasis(mark.width, opens=mark.opens, alone=n in alone)
    return joined
