"""A style sheet loses the rules and properties that no page uses, and keeps its meaning, however deeply rules are nested."""

import pytest

from build_scripts.editions.stylesheets import parse, text, used, without_properties

WORDS = frozenset({"used", "data-md-state", "open"})


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (".used{a:b}.unused{c:d}", ".used{a:b}"),
        (".used .unused,p>.used{a:b}", "p>.used{a:b}"),
        (".used:not(.unused){a:b}", ".used:not(.unused){a:b}"),
        (":is(.unused,.used) p{a:b}", ":is(.unused,.used) p{a:b}"),
        ("[data-md-state=open] p{a:b}[data-md-state=shut] p{c:d}", "[data-md-state=open] p{a:b}"),
        ('img[src$="#dark.unused"]{a:b}', 'img[src$="#dark.unused"]{a:b}'),
        ("@media print{.unused{a:b}}@media screen{.used{a:b}}", "@media screen{.used{a:b}}"),
        ("@keyframes x{0%{a:b}to{c:d}}@font-face{e:f}", "@keyframes x{0%{a:b}to{c:d}}@font-face{e:f}"),
        ('@charset "UTF-8";.used{content:"}.unused{"}', '@charset "UTF-8";.used{content:"}.unused{"}'),
        ("/* .unused{ */.used{a:url(data:x/y;z)}", ".used{a:url(data:x/y;z)}"),
    ],
)
def test_a_style_keeps_the_rules_that_may_apply(style: str, expected: str) -> None:
    assert text(used(parse(style), WORDS)) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        (
            "@supports (a:b){@media print{.unused{a:b}.used{c:d}}}@supports (e:f){@media print{.unused{a:b}}}",
            "@supports (a:b){@media print{.used{c:d}}}",
        ),
        (".used{a:b;&:hover{c:d}.unused &{e:f}}", ".used{a:b;&:hover{c:d}}"),
        (".used{p:hover{a:b}c:d;@media print{e:f;& .unused{g:h}}}", ".used{p:hover{a:b}c:d;@media print{e:f}}"),
        (".unused{& .used{a:b}}", ""),
        ("@layer one{.unused{a:b}}@layer two,one;@layer one{.used{a:b}}", "@layer one{}@layer two,one;@layer one{.used{a:b}}"),
        (".used{content:\"{\\\"}\";& .unused{a:'}'}}p{a:b}", '.used{content:"{\\"}"}p{a:b}'),
        (".used{--x:{.unused{a:b}};c:d}", ".used{--x:{.unused{a:b}};c:d}"),
        ("@font-feature-values F{@styleset{x:1}}", "@font-feature-values F{@styleset{x:1}}"),
    ],
    ids=["conditions", "nesting", "a nested element", "lost parent", "layers", "strings", "braces in a value", "others"],
)  # fmt: skip
def test_nested_rules_are_kept_or_lost_one_by_one(style: str, expected: str) -> None:
    assert text(used(parse(style), WORDS)) == expected


def test_properties_that_nothing_reads_are_gone_and_the_rules_that_they_leave_empty() -> None:
    style = ':root{--read:"a;--lost:b";--lost:{c:d}}@media print{p{--lost:e}q{--read:f;g:h}}'
    assert text(without_properties(parse(style), {"--read"})) == (
        ':root{--read:"a;--lost:b"}@media print{q{--read:f;g:h}}'
    )


def test_a_style_that_is_all_used_means_the_same_as_before() -> None:
    style = "@import url(a.css);a{b:c!important;d:calc(1px + 2px)}@media (min-width:1px) and (max-width:9px){e>f{g:h}}"
    assert text(used(parse(style), ())) == style
