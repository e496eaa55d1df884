"""A brief as it was read -> the brief without its drafts, which is all that anything but a writer's own view may see. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from build_scripts.brief.kinds import KINDS
from build_scripts.brief.model import Brief, Record, Unfinished
from build_scripts.brief.problems import Location, Problem


def without_drafts(brief: Brief, drafts: Sequence[Unfinished]) -> Brief:
    """Return *brief* without its *drafts*, and without what is about articles that are drafts."""
    articles = {draft.id for draft in drafts if draft.what == "article"}
    about = _about(brief, articles)
    found = (
        *drafts,
        *(Unfinished("entry", getattr(one, "id", ""), one.where.location(), _last_line(one)) for one in about),
    )
    if not found:
        return brief
    about_ids = {id(one) for one in about}

    def finished(records: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(one for one in records if getattr(one, "status", "") != "draft" and id(one) not in about_ids)

    kept: dict[str, Any] = {
        kind.attribute: finished(kind.entries(brief)) for kind in KINDS if kind.attribute in Brief.__slots__
    }
    judgements = finished(brief.meta.judgements)
    left = tuple(article for article in brief.articles if article.id not in articles)
    return replace(
        brief,
        **kept,
        meta=brief.meta.model_copy(update={"judgements": judgements}) if brief.meta.judgements else brief.meta,
        articles=left,
        captures=tuple(one for one in brief.captures if any(one.id == source.id for source in kept["sources"])),
        partial=finished(brief.partial),
        problems=tuple(
            sorted({*(one for one in brief.problems if not _in_any(one.location, found)), *_nothing_left(brief, left)})
        ),
        broken=brief.broken - {draft.id for draft in found},
        drafts=found,
        whole=replace(brief, drafts=found),
    )


def _in_any(place: Location, drafts: Iterable[Unfinished]) -> bool:
    return any(draft.holds(place) for draft in drafts)


def _about(brief: Brief, articles: set[str]) -> tuple[Record, ...]:
    """Return the entries whose words are all in *articles*, which are drafts."""
    if not articles:
        return ()
    only = brief.articles[0].id if len(brief.articles) == 1 else ""
    found = []
    for entry in (*brief.entries(), *brief.partial):
        targets = getattr(entry, "target", ())
        if targets and all((target.article or only) in articles for target in targets):
            found.append(entry)
    return tuple(found)


def _last_line(entry: Record) -> int:
    inner = (record for value in dict(entry).values() if isinstance(value, tuple) for record in value)
    lines = [
        *entry.where.lines.values(),
        *(line for one in inner if isinstance(one, Record) for line in one.where.lines.values()),
    ]
    return max(lines, default=entry.where.line)


def _nothing_left(brief: Brief, articles: tuple[object, ...]) -> tuple[Problem, ...]:
    """Return the problem that all articles are drafts, if they are."""
    if articles or not brief.articles:
        return ()
    hint = "remove this line when it is finished; brief build --drafts shows the brief until then"
    return tuple(
        Problem(
            article.record.where.location("status"), f'is a draft, and no other article is left: "{article.id}"', hint
        )
        for article in brief.articles
    )
