"""Who says what about whom, as a picture: a column of actors, and an arc for each relation."""

import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from build_scripts.brief.model import Actor, Stance

MOST_ACTORS = 30
"""How many actors are drawn: those with the most relations."""
WIDTH = 360
LEFT, RIGHT = 110, 250
"""Where the column of names begins and ends."""
TOP = 44
"""The room for the words above the columns."""
LETTERS = 22
"""How many letters fit on a line of the column."""
PORT = 6
"""How far apart two arcs meet an actor."""
KINDS = ("state", "body", "person", "outlet", "work")


@dataclass(frozen=True, slots=True)
class Box:
    """An actor and its place in the column."""

    id: str
    lines: tuple[str, ...]
    top: float
    height: float
    speaks: bool
    """Whether it has relations of its own for its name to link to."""

    def baselines(self) -> Iterator[tuple[str, float]]:
        """Yield each line of the name with the height of its base."""
        first = self.top + self.height / 2 - 6.5 * (len(self.lines) - 1) + 4
        for index, line in enumerate(self.lines):
            yield line, first + 13 * index


@dataclass(frozen=True, slots=True)
class Arc:
    """A curve from one actor to another, on the side of its stance."""

    stance: Stance
    source: str
    target: str
    """The actors that it joins."""
    mutual: bool
    """Whether it holds both ways, and so has two heads."""
    words: str
    x: float
    start: float
    end: float
    reach: float
    """Where its control points are."""


@dataclass(frozen=True, slots=True)
class Picture:
    """The boxes and arcs, and how many actors with relations are not among them."""

    boxes: tuple[Box, ...]
    arcs: tuple[Arc, ...]
    left_out: int
    height: float


@dataclass(frozen=True, slots=True)
class _Tie:
    """Everything that one actor does to another with one stance."""

    source: str
    target: str
    stance: Stance
    mutual: bool
    words: str

    @property
    def right(self) -> bool:
        return self.stance == "opposes"


def picture(actors: Sequence[Actor]) -> Picture | None:
    """Return the picture of the relations of *actors*, or nothing if there are none."""
    count = Counter(end for tie in _ties(actors) for end in (tie.source, tie.target))
    if not count:
        return None
    drawn = set(sorted(count, key=lambda actor: (-count[actor], actor))[:MOST_ACTORS])
    ties = [tie for tie in _ties(actors) if {tie.source, tie.target} <= drawn]
    boxes = tuple(_boxes([[one for one in camp if one.id in drawn] for camp in camps(actors)], ties))
    bottom = boxes[-1].top + boxes[-1].height
    return Picture(boxes, tuple(_arcs(ties, boxes)), len(count) - len(drawn), bottom + 8)


def camps(actors: Sequence[Actor]) -> list[list[Actor]]:
    """Return *actors* in the order of the picture: each with what belongs to it, then those alone, by kind."""
    known = {actor.id: actor for actor in actors}
    members: dict[str, list[Actor]] = {}
    for actor in actors:
        members.setdefault(_holder(actor, known), []).append(actor)
    heads = sorted((actor for actor in actors if _holder(actor, known) == ""), key=lambda one: KINDS.index(one.kind))
    found = [list(_with_members(head, members)) for head in heads]
    reached = {actor.id for camp in found for actor in camp}
    found += [[actor] for actor in actors if actor.id not in reached]
    alone: dict[str, list[Actor]] = {}
    for camp in found:
        if len(camp) == 1:
            alone.setdefault(camp[0].kind, []).append(camp[0])
    return [*(camp for camp in found if len(camp) > 1), *(alone[kind] for kind in KINDS if kind in alone)]


def _holder(actor: Actor, known: Mapping[str, Actor]) -> str:
    holder = actor.affiliation or ""
    return holder if holder in known and holder != actor.id else ""


def _with_members(head: Actor, members: Mapping[str, Sequence[Actor]]) -> Iterator[Actor]:
    yield head
    for actor in members.get(head.id, ()):
        yield from _with_members(actor, members)


def _ties(actors: Sequence[Actor]) -> list[_Tie]:
    """Return the relations, those of one stance between the same two actors as one."""
    names = {actor.id: actor.name for actor in actors}
    found: dict[tuple[str, str, Stance], list[str]] = {}
    for actor in actors:
        for relation in actor.relations:
            if relation.to in names and relation.to != actor.id:
                words = f"{actor.name} {relation.kind} {names[relation.to]}"
                found.setdefault((actor.id, relation.to, relation.stance), []).append(words)
    ties = []
    for (source, target, stance), told in found.items():
        back = found.get((target, source, stance), [])
        if not back or source < target:
            ties.append(_Tie(source, target, stance, mutual=bool(back), words="; ".join([*told, *back])))
    return ties


def _boxes(groups: Sequence[Sequence[Actor]], ties: Sequence[_Tie]) -> Iterator[Box]:
    ports = Counter((end, tie.right) for tie in ties for end in (tie.source, tie.target))
    top: float = TOP
    for group in groups:
        for actor in group:
            lines = tuple(textwrap.wrap(actor.name, LETTERS, max_lines=2, placeholder="…"))
            most = max(ports[actor.id, False], ports[actor.id, True])
            height = max(26, 13 * len(lines) + 10, PORT * (most + 1))
            yield Box(actor.id, lines, top, height, speaks=bool(actor.relations))
            top += height + 4
        top += 10 if group else 0


def _arcs(ties: Sequence[_Tie], boxes: Sequence[Box]) -> Iterator[Arc]:
    order = {box.id: index for index, box in enumerate(boxes)}
    ports = dict(_ports(ties, boxes, order))
    heights = [abs(ports[tie, tie.source] - ports[tie, tie.target]) for tie in ties]
    for tie, height in zip(ties, heights, strict=True):
        share = (height / max(heights)) ** 0.6
        reach = 24 + 108 * share
        x = RIGHT if tie.right else LEFT
        end = x + reach if tie.right else x - reach
        start, stop = ports[tie, tie.source], ports[tie, tie.target]
        yield Arc(tie.stance, tie.source, tie.target, tie.mutual, tie.words, x, start, stop, end)


def _ports(
    ties: Sequence[_Tie], boxes: Sequence[Box], order: Mapping[str, int]
) -> Iterator[tuple[tuple[_Tie, str], float]]:
    """Yield the height at which each arc meets its actors, so that the arcs of one actor nest."""
    for box in boxes:
        for right in (False, True):
            met = [tie for tie in ties if tie.right == right and box.id in (tie.source, tie.target)]
            away = [order[tie.target if tie.source == box.id else tie.source] - order[box.id] for tie in met]
            nested = sorted((d > 0, -d, index if d > 0 else -index) for index, d in enumerate(away))
            first = box.top + box.height / 2 - PORT * (len(met) - 1) / 2
            for place, (_, _, index) in enumerate(nested):
                yield (met[abs(index)], box.id), first + PORT * place
