"""Every rule can be explained, and no explanation is of a rule that is gone."""

import ast
import re
from collections.abc import Iterator

import pytest

from build_scripts.brief.problems import CommandError
from build_scripts.check.explanations import EXPLANATIONS, explain
from tests.places import ROOT

MODULES = ("rules", "meaning", "liberties", "speakers", "quoted", "quotations", "basis")
NO_RULES = {"called-false", "not-verified"}
"""What looks like a rule's name in these modules, and is a value of a field."""


def rules() -> Iterator[str]:
    for module in MODULES:
        tree = ast.parse((ROOT / "build_scripts" / "check" / f"{module}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and re.fullmatch(r"[a-z]+(-[a-z]+)+", str(node.value)):
                yield str(node.value)


def test_every_rule_has_an_explanation_and_every_explanation_a_rule() -> None:
    assert set(rules()) - NO_RULES == EXPLANATIONS.keys()


def test_an_explanation_says_what_and_why_with_an_example() -> None:
    text = explain("judgement-rests-on-weak-claim")
    assert text.startswith("judgement-rests-on-weak-claim\n")
    assert [word in text for word in ("Why: ", "Wrong: ", "Right: ")] == [True] * 3


@pytest.mark.parametrize(
    ("typed", "hint"), [("gap-to-long", 'did you mean "gap-too-long"?'), ("zzz", "the rules are: ")]
)
def test_an_unknown_rule_names_the_nearest(typed: str, hint: str) -> None:
    with pytest.raises(CommandError, match=re.escape(hint)):
        explain(typed)
