"""The rules for what conclusions rest on: one that is firmer than its basis must say so. Pure."""

from collections.abc import Collection, Iterator

from build_scripts.brief import prose
from build_scripts.brief.model import VERDICTS, How, Judgement, Verdict
from build_scripts.check.draft import Draft, Finding

WEAK: frozenset[Verdict] = frozenset(["disputed", "misleading", "false", "not-verified"])
"""The verdicts on a claim that a judgement must speak of if it rests on it; one that was right in its day is shown as
overtaken on the page, and may carry a judgement about that day."""


def weak_bases(draft: Draft) -> Iterator[Finding]:
    """Find judgements that rest on a claim that does not hold as worded, and do not speak of it."""
    claims = {claim.id: claim for claim in draft.brief.claims}
    for judgement in draft.brief.meta.judgements:
        spoken_of = _linked(judgement)
        for index, name in enumerate(judgement.basis):
            claim = claims.get(name)
            if claim and claim.verdict in WEAK and name not in spoken_of:
                yield Finding(
                    "judgement-rests-on-weak-claim",
                    f"{judgement.id} on {name}",
                    judgement.where.location(f"basis.{index}"),
                    f'rests on a claim whose verdict is "{VERDICTS[claim.verdict]}" but does not mention it: "{name}"',
                    f"say in the judgement's prose what that means for it, with a link: [[{name}]]",
                )


def _linked(judgement: Judgement) -> frozenset[str]:
    """Return the ids that the prose of *judgement* links."""
    texts = (text for _, _, text in prose.fields(judgement))
    return frozenset(found.id for text in texts for found in prose.additions(text) if isinstance(found, prose.Link))


def contradicted_verdicts(draft: Draft) -> Iterator[Finding]:
    """Find claims whose verdict says the opposite of the passages that are given as evidence."""
    for claim in draft.brief.claims:
        hows = {one.how for one in claim.evidence_passages}
        if against := _against(claim.verdict, hows):
            yield Finding(
                "verdict-against-evidence",
                claim.id,
                claim.where.location("verdict"),
                f'has the verdict "{VERDICTS[claim.verdict]}", but a passage of its evidence {against} it: "{claim.id}"',
                "choose another verdict, such as disputed or corrected",
            )


def _against(verdict: Verdict, hows: Collection[How]) -> How | None:
    """Return what passages do to a claim that its *verdict* leaves no room for."""
    if verdict == "corroborated" and "contradicts" in hows:
        return "contradicts"
    if verdict == "false" and "supports" in hows and "contradicts" not in hows:
        return "supports"
    return None


RULES = (weak_bases, contradicted_verdicts)
