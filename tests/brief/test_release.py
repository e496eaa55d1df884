"""When a brief may be published."""

from datetime import UTC, datetime
from typing import Any

import pytest

from build_scripts.brief.model import Meta
from build_scripts.brief.release import refusal
from tests.briefs import META


def said(now: str, **meta: Any) -> str:
    """Return why a brief may not be published at the moment *now*."""
    found = refusal(Meta.model_validate(META | meta), datetime.fromisoformat(now).replace(tzinfo=UTC))
    return found.message if found else ""


@pytest.mark.parametrize(
    ("embargo", "before", "after"),
    [
        ("2026-12-01", "2026-11-30T23:59:59", "2026-12-01T00:00:00"),
        ("2026-12-01T06:00:00Z", "2026-12-01T05:59:59", "2026-12-01T06:00:00"),
        ("2026-12-01T06:00:00+02:00", "2026-12-01T03:59:59", "2026-12-01T04:00:00"),
    ],
)
def test_nothing_is_published_before_the_embargo_ends(embargo: str, before: str, after: str) -> None:
    assert said(before, embargo=embargo).startswith("may not be published before 2026-12-01T")
    assert said(after, embargo=embargo) == ""


def test_a_draft_is_never_published_and_anything_else_is() -> None:
    assert "is a draft" in said("2030-01-01T00:00:00", status="draft")
    assert said("2030-01-01T00:00:00", status="review") == ""
    assert said("1900-01-01T00:00:00") == ""
