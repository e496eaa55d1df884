"""Maps of the sites: true distances from the middle (azimuthal equidistant), so that a range is a circle."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import asin, atan2, cos, degrees, hypot, radians, sin, sqrt
from pathlib import Path

from build_scripts.brief.figures import ring_figures
from build_scripts.brief.model import Ring, Site, Term

EARTH = 6371.0088
"""The earth's mean radius in kilometres."""
SIZE = 360
MARGIN = 6
"""How far outside the frame outlines are cut, so that the cut does not show."""
TOGETHER = 2500
"""How many kilometres apart sites without rings may be and still share a map."""
LETTER = 5.9
LINE = 12
"""The assumed width of a letter and height of a line."""
BEARINGS = (180, 150, 210, 120, 240, 90, 270, 60, 300, 30, 330, 0)
"""Where the names of the rings may stand, best first."""

Point = tuple[float, float]
Area = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the earth, in degrees."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Label:
    """Words on the map, and which end of them stands at their point (SVG's ``text-anchor``)."""

    words: str
    x: float
    y: float
    anchor: str
    kind: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A site or a city, as a dot."""

    x: float
    y: float
    kind: str


@dataclass(frozen=True, slots=True)
class Circle:
    """A ring, drawn to scale."""

    km: int
    radius: float
    owners: tuple[str, ...] = ()
    """Who gives the figure, in short."""


@dataclass(frozen=True, slots=True)
class Map:
    """A map, ready to be drawn."""

    sites: tuple[Site, ...]
    term: str
    """The term whose figures the rings are, if there are rings."""
    circles: tuple[Circle, ...]
    """The widest first."""
    land: tuple[tuple[Point, ...], ...]
    borders: tuple[tuple[Point, ...], ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]
    bar_km: int
    bar: float
    """The length of the scale bar, in kilometres and as drawn."""


@dataclass(frozen=True, slots=True)
class Projection:
    """The map around *middle* on which all distances from it are true."""

    middle: Spot
    reach: float
    """The distance from the middle to the frame, in kilometres."""

    def __call__(self, spot: Spot) -> Point:
        """Return where *spot* is drawn."""
        (drawn,) = self.points([spot])
        return drawn

    def points(self, spots: Iterable[Spot]) -> list[Point]:
        """Return where *spots* are drawn: all that they share is computed once, for a map has a hundred thousand."""
        lat, lon = radians(self.middle.lat), self.middle.lon
        level, steep = cos(lat), sin(lat)
        radius = self.length(EARTH)
        drawn = []
        for one in spots:
            other, turn = radians(one.lat), radians(one.lon - lon)
            near, far = cos(other), sin(other)
            east, north = near * sin(turn), level * far - steep * near * cos(turn)
            sine = hypot(east, north)  # of the angle from the middle, as the earth's centre sees it
            scale = radius * atan2(sine, steep * far + level * near * cos(turn)) / sine if sine else 0
            drawn.append((SIZE / 2 + scale * east, SIZE / 2 - scale * north))
        return drawn

    def length(self, km: float) -> float:
        """Return the drawn length of a distance from the middle."""
        return km * SIZE / 2 / self.reach


def spot(coordinates: str) -> Spot:
    """Return the place that *coordinates* (``51.15 N, 0.87 E``) name."""
    lat, north, lon, east = coordinates.replace(",", "").split()
    return Spot(float(lat) * (1 if north == "N" else -1), float(lon) * (1 if east == "E" else -1))


def distance(one: Spot, other: Spot) -> float:
    """Return the distance between two places over the earth's surface, in kilometres."""
    lat, lat2 = radians(one.lat), radians(other.lat)
    part = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * EARTH * asin(min(1, sqrt(part)))


def distances(site: Site) -> list[tuple[str, int]]:
    """Return the cities among the landmarks of *site* with their distances to the nearest ten kilometres, nearest first."""
    cities = [mark for mark in site.landmarks if mark.kind == "city"]
    return sorted(
        ((mark.name, _about(distance(spot(site.at), spot(mark.at)))) for mark in cities), key=lambda one: one[1]
    )


def maps(sites: Sequence[Site], entries: Mapping[str, object]) -> tuple[Map, ...]:
    """Return the maps of *sites*: one for each term whose figures are drawn around a site, one for each group without.

    The terms are among *entries*; they say whose figure a ring is.
    """
    found = []
    for site in sites:
        for term in dict.fromkeys(ring.term for ring in site.rings):
            rings = [ring for ring in site.rings if ring.term == term]
            circles = [(ring.km, owners(ring, entries.get(term))) for ring in rings]
            found.append(_map((site,), sites, term, circles, spot(site.at), 1.08 * max(ring.km for ring in rings)))
    for group in _groups([site for site in sites if not site.rings]):
        middle = _middle([spot(site.at) for site in group])
        reach = max(300, *(1.5 * distance(middle, spot(site.at)) for site in group))
        found.append(_map(tuple(group), sites, "", (), middle, reach))
    return tuple(found)


def owners(ring: Ring, term: object) -> tuple[str, ...]:
    """Return who gives the figure that *ring* draws, each in short: what stands before the first comma."""
    found = ring_figures(ring, term) if isinstance(term, Term) else ()
    return tuple(dict.fromkeys(figure.owner.partition(",")[0].partition(";")[0] for figure in found))


def _about(km: float) -> int:
    return round(km / 10) * 10


def _groups(sites: Sequence[Site]) -> list[list[Site]]:
    groups: list[list[Site]] = []
    for site in sites:
        near = [group for group in groups if any(_near(site, other) for other in group)]
        groups = [group for group in groups if group not in near]
        groups.append([*(other for group in near for other in group), site])
    return groups


def _near(one: Site, other: Site) -> bool:
    return distance(spot(one.at), spot(other.at)) <= TOGETHER


def _middle(spots: Sequence[Spot]) -> Spot:
    """Return the middle of *spots* on the globe."""
    x = sum(cos(radians(one.lat)) * cos(radians(one.lon)) for one in spots)
    y = sum(cos(radians(one.lat)) * sin(radians(one.lon)) for one in spots)
    z = sum(sin(radians(one.lat)) for one in spots)
    return Spot(degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x)))


def _map(
    shown: tuple[Site, ...],
    sites: Sequence[Site],
    term: str,
    rings: Iterable[tuple[int, tuple[str, ...]]],
    middle: Spot,
    reach: float,
) -> Map:
    project = Projection(middle, reach)
    circles = [Circle(km, project.length(km), who) for km, who in sorted(dict(rings).items(), reverse=True)]
    landmarks = list({mark.name: mark for site in shown for mark in site.landmarks}.values())
    names = [*((site.name, spot(site.at), "site") for site in (*shown, *(one for one in sites if one not in shown)))]
    names += [(mark.name, spot(mark.at), mark.kind) for mark in landmarks if mark.kind == "city"]
    marks = list(_marks((name, project(place), kind) for name, place, kind in names))
    areas = [(mark.name, project(spot(mark.at))) for mark in landmarks if mark.kind == "area"]
    labels = tuple(_labels(marks, areas, circles))
    named = {label.words for label in labels}
    bar_km = _round_length(reach / 2.5)
    return Map(
        shown,
        term,
        tuple(circles),
        *_background(project),
        tuple(mark for name, mark in marks if mark.kind == "site" or name in named),
        labels,
        bar_km,
        project.length(bar_km),
    )


def _round_length(km: float) -> int:
    """Return the largest of 1, 2, 5, 10, 20, 50 … kilometres that is at most *km*."""
    lengths = [step * tens for tens in (1, 10, 100, 1000, 10000) for step in (1, 2, 5)]
    return max(length for length in lengths if length <= max(1, km))


# Marks and their names


def _marks(names: Iterable[tuple[str, Point, str]]) -> Iterator[tuple[str, Mark]]:
    """Yield a mark for each place inside the frame that would not cover another mark."""
    taken: list[Point] = []
    for name, (x, y), kind in names:
        free = all(hypot(x - other[0], y - other[1]) >= 10 for other in taken)
        if free and 8 <= x <= SIZE - 8 and 8 <= y <= SIZE - 8:
            taken.append((x, y))
            yield name, Mark(x, y, kind)


def _labels(
    marks: Sequence[tuple[str, Mark]], areas: Iterable[tuple[str, Point]], circles: Sequence[Circle]
) -> Iterator[Label]:
    """Yield the labels that fit beside their marks: sites first, then rings, cities and areas."""
    taken: list[Area] = [(mark.x - 4, mark.y - 4, mark.x + 4, mark.y + 4) for _, mark in marks]
    taken.append((0, SIZE - 24, SIZE / 2, SIZE))
    for choices in (
        *([*_beside(name, mark)] for name, mark in marks if mark.kind == "site"),
        *_on_circles(circles, taken),
        *([*_beside(name, mark)] for name, mark in marks if mark.kind == "city"),
        *([Label(name.upper(), x, y + 4, "middle", "area")] for name, (x, y) in areas),
    ):
        for label in choices:
            area = room(label)
            within = area[0] >= 0 and area[1] >= 0 and area[2] <= SIZE and area[3] <= SIZE
            if within and not any(overlap(area, other) for other in taken):
                taken.append(area)
                yield label
                break


def _beside(name: str, mark: Mark) -> Iterator[Label]:
    yield Label(name, mark.x + 7, mark.y + 4, "start", mark.kind)
    yield Label(name, mark.x - 7, mark.y + 4, "end", mark.kind)
    yield Label(name, mark.x, mark.y - 8, "middle", mark.kind)
    yield Label(name, mark.x, mark.y + 16, "middle", mark.kind)


def _on_circles(circles: Sequence[Circle], taken: Sequence[Area]) -> Iterator[list[Label]]:
    """Yield the names of the rings where they can stand, all in one direction if there is one that is free.

    A name says whose figure it is where there is room for that.
    """

    def at(circle: Circle, bearing: int, who: str = "") -> Label:
        x = SIZE / 2 + circle.radius * sin(radians(bearing))
        y = SIZE / 2 - circle.radius * cos(radians(bearing))
        return Label(f"{circle.km:,} km{who}", x, y + 4, "middle", "ring")

    def said(circle: Circle) -> str:
        more = f" +{len(circle.owners) - 1}" if len(circle.owners) > 1 else ""
        return f", {circle.owners[0]}{more}" if circle.owners else ""

    def blocked(bearing: int) -> int:
        return sum(overlap(room(at(circle, bearing)), area) for circle in circles for area in taken)

    ordered = sorted(BEARINGS, key=blocked)
    for circle in circles:
        yield [at(circle, bearing, who) for who in dict.fromkeys((said(circle), "")) for bearing in ordered]


def room(label: Label) -> Area:
    """Return the area that *label* covers."""
    width = LETTER * len(label.words) * (1.25 if label.kind == "area" else 1) + 2
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, label.y - LINE + 3, left + width, label.y + 3


def overlap(one: Area, other: Area) -> bool:
    """Return whether two areas overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


# Outlines


@dataclass(frozen=True, slots=True)
class _Atlas:
    """The outlines of the world, of which a map reads those lines that it needs."""

    unit: float
    boxes: Sequence[Sequence[int]]
    """Between which degrees each line runs: west, south, east, north."""
    lines: Sequence[str]
    far: Sequence[str]
    """The lines once more, as they are drawn where they run outside the frame; none for a whole island."""
    land: Sequence[Sequence[int]]
    borders: Sequence[int]

    def line(self, number: int, *, whole: bool) -> Sequence[Spot]:
        """Return a line, which runs backwards for a negative *number*; *whole* or as it is drawn far away."""
        forward = number if number >= 0 else ~number
        points = _points((self.lines if whole else self.far)[forward], self.unit)
        return points if number >= 0 else points[::-1]

    def box(self, number: int) -> Sequence[int]:
        """Return between which degrees a line runs."""
        return self.boxes[number if number >= 0 else ~number]


@cache
def _atlas() -> _Atlas:
    return _Atlas(**json.loads(Path(__file__).with_name("atlas.json").read_text(encoding="utf-8")))


@cache
def _points(line: str, unit: float) -> tuple[Spot, ...]:
    return tuple(decoded(line, unit))


def decoded(line: str, unit: float) -> Iterator[Spot]:
    """Yield the points of an encoded *line*: steps to the east and to the north, five bits a letter."""
    steps: list[int] = []
    bits = shift = 0
    for letter in line:
        value = ord(letter) - 63
        bits |= (value & 31) << shift
        shift += 5
        if value < 32:
            steps.append(~(bits >> 1) if bits & 1 else bits >> 1)
            bits = shift = 0
    x = y = 0
    for east, north in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + east, y + north
        yield Spot(y * unit, x * unit)


# What both draw depends on the map's middle and reach alone, and takes most of a map's time; in one run, the same brief is
# drawn again and again: of two versions, and of each save while somebody writes.
@lru_cache(32)
def _background(project: Projection) -> tuple[tuple[tuple[Point, ...], ...], tuple[tuple[Point, ...], ...]]:
    """Return the outlines of land within the frame, and the borders in it."""
    return tuple(_land(project)), tuple(_borders(project))


def _land(project: Projection) -> Iterator[tuple[Point, ...]]:
    """Yield the outlines of land within the frame, to be filled even-odd."""
    sea = project(Spot(0, -140))
    turned_out = False
    for ring in _rings(project):
        drawn = project.points(ring)
        turned_out ^= inside(sea, drawn)
        if cut := thinned(clipped(drawn)):
            yield tuple(cut)
    if turned_out:  # the point opposite to the middle is on land, which there encloses all of the map
        low, high = -MARGIN, SIZE + MARGIN
        yield (low, low), (high, low), (high, high), (low, high)


def _rings(project: Projection) -> Iterator[list[Spot]]:
    """Yield the rings of land that may reach into the frame: near it as they are, far from it in outline."""
    atlas = _atlas()
    for ring in atlas.land:
        near = {number: _is_near(project, atlas.box(number)) for number in ring}
        whole = [
            min(edges) if side < 2 else max(edges) for side, edges in enumerate(zip(*map(atlas.box, ring), strict=True))
        ]
        if any(near.values()) or (len(ring) > 1 and _is_near(project, whole)):
            yield [one for number in ring for one in atlas.line(number, whole=near[number])[1:]]


def _is_near(project: Projection, box: Sequence[float]) -> bool:
    """Return whether something between the degrees of *box* may be inside the frame of a map."""
    west, south, east, north = box
    turn = 1.1 * sqrt(2) * project.reach / EARTH  # the distance to a corner, as an angle at the middle of the earth
    lat, lon = project.middle.lat, project.middle.lon
    if south > lat + degrees(turn) or north < lat - degrees(turn):
        return False
    if abs(lat) + degrees(turn) >= 90:
        return True
    wide = degrees(asin(min(1, sin(turn) / cos(radians(lat)))))
    return any(
        west <= lon + round_the_world + wide and east >= lon + round_the_world - wide
        for round_the_world in (-360, 0, 360)
    )


def _borders(project: Projection) -> Iterator[tuple[Point, ...]]:
    atlas = _atlas()
    for number in atlas.borders:
        run: list[Point] = []
        line = atlas.line(number, whole=True) if _is_near(project, atlas.box(number)) else ()
        for one, other in pairwise(project.points(line)):
            if _seen(one) or _seen(other):
                run += [one, other] if not run else [other]
            elif run:
                yield tuple(thinned(run))
                run = []
        if run:
            yield tuple(thinned(run))


def _seen(point: Point) -> bool:
    return all(-MARGIN <= value <= SIZE + MARGIN for value in point)


def inside(point: Point, ring: Sequence[Point]) -> bool:
    """Return whether *point* is within *ring*."""
    x, y = point
    crossings = 0
    for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
            crossings += 1
    return crossings % 2 == 1


def clipped(ring: Sequence[Point]) -> list[Point]:
    """Return the part of *ring* inside the frame (Sutherland–Hodgman clipping)."""
    found = list(ring)
    for axis in (0, 1):
        for bound, sign in ((-MARGIN, 1), (SIZE + MARGIN, -1)):
            found = list(_on_side(found, axis, bound, sign))
    return found


def _on_side(ring: Sequence[Point], axis: int, bound: float, sign: int) -> Iterator[Point]:
    for one, other in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        within, next_within = sign * (one[axis] - bound) >= 0, sign * (other[axis] - bound) >= 0
        if within != next_within:
            share = (bound - one[axis]) / (other[axis] - one[axis])
            yield one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])
        if next_within:
            yield other


def thinned(line: Sequence[Point], least: float = 0.9) -> list[Point]:
    """Return *line* without points that are too close to the one before to matter."""
    found: list[Point] = []
    for point in line:
        if not found or hypot(point[0] - found[-1][0], point[1] - found[-1][1]) >= least:
            found.append(point)
    return found
