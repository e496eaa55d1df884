"""What is wrong with ``former`` in ``brief.yml``. Pure."""

from collections.abc import Iterator

from build_scripts.brief.drafts import draft_problem
from build_scripts.brief.model import Brief
from build_scripts.brief.problems import Problem, nearest


def problems(brief: Brief) -> Iterator[Problem]:
    """Yield what is wrong with ``former`` in ``brief.yml``."""
    present = {
        "source": {source.id for source in brief.sources},
        "article": {article.id for article in brief.articles},
    }
    entries = {entry.id for entry in brief.entries()}
    known = {kind: ids | brief.broken for kind, ids in present.items()}  # made once: a union per id would be a square
    known_entries = entries | brief.broken
    articles = present["article"] | {former.id for former in brief.meta.former if former.kind == "article"}
    seen: set[tuple[str, str]] = set()
    for former in brief.meta.former:
        here = present.get(former.kind, entries)
        where = former.where.location("id")
        if former.id in here:
            yield Problem(where, f'is listed as former but still exists: "{former.id}"')
        if (former.kind, former.id) in seen:
            yield Problem(where, f'is listed as former twice: "{former.id}"')
        seen.add((former.kind, former.id))
        if former.now and former.now not in known.get(former.kind, known_entries):
            where = former.where.location("now")
            what = former.kind if former.kind in present else "entry"
            if draft := draft_problem(brief, (what,), former.now, where):
                yield draft
                continue
            yield Problem(where, f'names an id that is not defined: "{former.now}"', nearest(former.now, here))
        if not former.now and not former.reason.strip():
            hint = "add now: with the id that replaces it, or reason: with why it is gone"
            yield Problem(former.where.location(), f'has neither a new id nor a reason: "{former.id}"', hint)
        if former.article and former.article not in articles and former.article not in brief.broken:
            where = former.where.location("article")
            hint = nearest(former.article, articles)
            yield Problem(where, f'names an article that is not defined: "{former.article}"', hint)
        if former.kind in ("quote", "claim") and not former.article and len(brief.articles) > 1:
            hint = f"add article: {nearest(former.id, articles)}"
            yield Problem(former.where.location(), f'does not say which article it was in: "{former.id}"', hint)
