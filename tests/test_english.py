"""What people read is in plain English: a few turns of phrase that read as if translated are not used."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FOREIGN = re.compile(
    r"\b(?:anew|likewise|of whom|one gets|take along|taken? out|for it is|"
    r"stands? (?:in|at) (?:the article|nothing|more than)|is no (?:JSON|list|page|quotation|citation|edition|address))\b"
)
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
PAGES += sorted(path for folder in ("docs/guide", "docs/about") for path in (ROOT / folder).glob("*.md"))
PAGES += sorted((ROOT / "build_scripts/templates").rglob("*.md*"))


def _messages(path: Path) -> list[str]:
    """Return the texts in the program at *path*, without its docstrings."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    alone = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_page_has_a_turn_of_phrase_that_reads_as_translated(path: Path) -> None:
    assert FOREIGN.findall(" ".join(path.read_text(encoding="utf-8").split())) == []


def test_no_message_has_a_turn_of_phrase_that_reads_as_translated() -> None:
    texts = [text for path in (ROOT / "build_scripts").rglob("*.py") for text in _messages(path)]
    assert len(texts) > 1000
    assert [text for text in texts if FOREIGN.search(text)] == []
