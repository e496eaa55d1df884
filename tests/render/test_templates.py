"""The templates themselves: what they print is escaped, but for values that are the program's own."""

import re
from pathlib import Path

import pytest

from tests.places import ROOT

TEMPLATES = sorted((ROOT / "build_scripts" / "templates").rglob("*.jinja"))
OURS = frozenset(
    [
        '(page.edit[:9] | join(" and ") or "source/")',  # names of files, within a comment
        "' data-page=\"1\"'",
        "' dir=\"rtl\"'",
        "content.in_language(article) or ' lang=\"en\"'",  # made of a language's tag
        "actor.id",
        "arc.source",
        "arc.stance",
        "arc.target",
        "box.id",
        "cite.bibtex(brief.meta) | forceescape",
        "cite.csl(brief.meta) | json(2) | forceescape",
        "example",
        "format.file",
        "key.holds",
        "key.name",
        "label.anchor",
        "label.kind",
        "lane.status",
        "mark.event.id",
        "source.DOI | urlencode",  # which leaves no sign that Markdown would act on
        "section.title",  # a heading of the built site's HTML
        'text | replace("``", "`")',
    ]
)  # fmt: skip
"""What templates mark as safe: ids, words of the program, and what is escaped on the way."""


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_template_marks_a_value_of_the_writer_as_safe(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    marked = {found[1].strip() for found in re.finditer(r"\{\{-?((?:(?!\}\}).)*?)\|\s*safe\b", text)}
    assert marked <= OURS
