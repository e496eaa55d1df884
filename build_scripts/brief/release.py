"""Whether a brief may be published yet: not as a draft, and not before its embargo ends.

The only place that reads a clock. The clock decides whether anything is published, and never what: the same source gives
the same bytes. The clock is that of the machine that publishes; whoever sets it wrong publishes at the wrong time.
"""

from datetime import UTC, datetime

from build_scripts.brief import dates
from build_scripts.brief.model import Meta
from build_scripts.brief.problems import BriefError, Problem

_HINT = "brief build --drafts shows it until then"


def require_release(meta: Meta) -> None:
    """Raise BriefError if the brief may not be published now."""
    if refused := refusal_now(meta):
        raise BriefError([refused])


def refusal_now(meta: Meta) -> Problem | None:
    """Return why the brief may not be published now; None if it may."""
    return refusal(meta, datetime.now(UTC) if meta.embargo else datetime.min.replace(tzinfo=UTC))


def refusal(meta: Meta, now: datetime) -> Problem | None:
    """Return why the brief may not be published at the moment *now*; None if it may."""
    if meta.status == "draft":
        message = "the brief is a draft, so nothing of it is published"
        return Problem(meta.where.location("status"), message, f"write status: final when it is finished; {_HINT}")
    if meta.embargo and now < datetime.fromisoformat(dates.first_moment(meta.embargo)):
        moment = dates.first_moment(meta.embargo)
        message = f'may not be published before {moment}: "{meta.embargo}"'
        return Problem(meta.where.location("embargo"), message, _HINT)
    return None
