"""A style sheet -> the same one without the rules and custom properties that no page uses. Pure.

tinycss2 splits the text into tokens, so that a brace in a string, a comment or an address does not count as one. Rules
are put together here: the library's own reader of rules drops what it does not know, and a browser may know it.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tinycss2 import parse_component_value_list, serialize
from tinycss2.ast import (
    AtKeywordToken,
    CurlyBracketsBlock,
    HashToken,
    IdentToken,
    LiteralToken,
    Node,
    SquareBracketsBlock,
    StringToken,
)

_CONDITIONS = frozenset(("@container", "@media", "@scope", "@starting-style", "@supports"))
"""At-rules that mean nothing once they are empty. An empty ``@layer`` still decides the order of the layers."""

_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Statement:
    """A rule with its ``body``, or a declaration or at-rule without braces, whose ``body`` is None."""

    head: tuple[Node, ...]
    body: "tuple[Statement, ...] | None" = None


def parse(style: str) -> tuple[Statement, ...]:
    """Return the statements of *style*, without its comments."""
    return tuple(_statements(parse_component_value_list(style, skip_comments=True)))


def text(statements: Iterable[Statement]) -> str:
    """Return *statements* as a style sheet."""
    return "".join(map(_text, statements))


def used(statements: Iterable[Statement], words: Collection[str]) -> tuple[Statement, ...]:
    """Return *statements* without the rules whose every selector needs a class, an id or a ``data-`` value not in *words*."""
    return tuple(_used(statements, words))


def without_properties(statements: Iterable[Statement], read: Collection[str]) -> tuple[Statement, ...]:
    """Return *statements* without the custom properties that are not among those *read*."""
    return tuple(_without_properties(statements, read))


def _statements(tokens: Iterable[Node]) -> Iterator[Statement]:
    head: list[Node] = []
    for token in tokens:
        if isinstance(token, CurlyBracketsBlock) and not _custom_property(head):
            yield Statement(_trimmed(head), tuple(_statements(token.content)))
            head = []
        elif not _is(token, ";"):
            head.append(token)
        else:
            yield from _without_body(head)
            head = []
    yield from _without_body(head)


def _without_body(head: Sequence[Node]) -> Iterator[Statement]:
    if solid := _trimmed(head):
        yield Statement(solid)


def _is(token: Node | None, sign: str) -> bool:
    return isinstance(token, LiteralToken) and token.value == sign


def _trimmed(tokens: Sequence[Node]) -> tuple[Node, ...]:
    """Return *tokens* without the white space around them."""
    solid = [number for number, token in enumerate(tokens) if token.type != "whitespace"]
    return tuple(tokens[solid[0] : solid[-1] + 1]) if solid else ()


def _custom_property(head: Sequence[Node]) -> str:
    """Return the custom property that a declaration sets, and nothing for other statements.

    Its value may hold braces, which then begin no rule.
    """
    match [token for token in head if token.type != "whitespace"][:2]:
        case [IdentToken(value=str(name)), colon] if name.startswith("--") and _is(colon, ":"):
            return name
    return ""


def _text(statement: Statement) -> str:
    head = serialize(statement.head)
    return f"{head};" if statement.body is None else f"{head}{{{text(statement.body).removesuffix(';')}}}"


def _used(statements: Iterable[Statement], words: Collection[str]) -> Iterator[Statement]:
    for statement in statements:
        if statement.body is None:
            yield statement
            continue
        body = used(statement.body, words)
        if _at_rule(statement):
            yield from _unless_empty(statement.head, body)
        elif selectors := [one for one in _selectors(statement.head) if _may_match(one, words)]:
            yield from _unless_empty(_joined(selectors), body)


def _without_properties(statements: Iterable[Statement], read: Collection[str]) -> Iterator[Statement]:
    for statement in statements:
        if statement.body is not None:
            yield from _unless_empty(statement.head, without_properties(statement.body, read))
        elif _custom_property(statement.head) in {"", *read}:
            yield statement


def _unless_empty(head: tuple[Node, ...], body: tuple[Statement, ...]) -> Iterator[Statement]:
    """Yield the rule of *head* and *body*, unless it says nothing."""
    rule = Statement(head, body)
    if body or _at_rule(rule) not in {"", *_CONDITIONS}:
        yield rule


def _at_rule(statement: Statement) -> str:
    """Return the name of an at-rule, as ``@media``, and nothing for other statements."""
    match statement.head:
        case (AtKeywordToken(lower_value=str(name)), *_):
            return f"@{name}"
    return ""


def _selectors(head: Iterable[Node]) -> list[tuple[Node, ...]]:
    """Return the selectors of a list; commas in parentheses do not divide them."""
    selectors: list[list[Node]] = [[]]
    for token in head:
        if _is(token, ","):
            selectors.append([])
        else:
            selectors[-1].append(token)
    return [_trimmed(selector) for selector in selectors]


def _joined(selectors: Sequence[tuple[Node, ...]]) -> tuple[Node, ...]:
    (comma,) = parse_component_value_list(",")
    first, *others = selectors
    return tuple(token for selector in (first, *((comma, *other) for other in others)) for token in selector)


def _may_match(selector: Sequence[Node], words: Collection[str]) -> bool:
    """Return whether all that *selector* names is among *words*; what it names in parentheses may be an alternative."""
    return all(word in words for name in _names(selector) for word in _WORD.findall(name))


def _names(selector: Sequence[Node]) -> Iterator[str]:
    """Yield the classes, the ids, and the ``data-`` attributes with their values that *selector* needs."""
    for before, token in zip((None, *selector), selector, strict=False):
        match token:
            case HashToken(value=str(name)):
                yield name
            case IdentToken(value=str(name)) if _is(before, "."):
                yield name
            case SquareBracketsBlock(content=content):
                yield from _data_names(content)


def _data_names(content: Sequence[Node]) -> Iterator[str]:
    match [token for token in content if token.type != "whitespace"]:
        case [IdentToken(value=str(name))] if name.startswith("data-"):
            yield name
        case [IdentToken(value=str(name)), sign, IdentToken(value=str(value)) | StringToken(value=str(value))] if (
            name.startswith("data-") and _is(sign, "=")
        ):
            yield from (name, value)
