"""Make build_scripts/render/pictures/atlas.json, the outlines of the maps: ``python -m tests.tools.make_atlas countries-50m.json``.

The file that it takes is in the npm package world-atlas 2.0.2; see atlas.md beside the result.
"""

import heapq
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, cos, floor, radians
from pathlib import Path
from typing import Any

from build_scripts.render.pictures.maps import Spot, distance
from tests.places import ROOT

Line = Sequence[tuple[float, float]]

UNIT = 0.02
"""The grid of the outlines, in degrees."""
LEAST = 10
"""The least triangle that an outline keeps, in square kilometres: the same everywhere."""
FAR = 2500
"""The same for outlines that a map has far outside its frame."""
LEAST_ISLAND = 4
"""How many least triangles an island must measure."""
CONTESTED = (
    {"Cyprus", "N. Cyprus"}, {"Israel", "Palestine"}, {"Morocco", "W. Sahara"}, {"Russia", "Ukraine"},
    {"Serbia", "Kosovo"}, {"Somalia", "Somaliland"}, {"India", "Pakistan"}, {"India", "China"},
)  # fmt: skip
"""Neighbours whose border is not drawn, or only where it is not contested."""
UNCONTESTED = Spot(50, 36)
"""Where the border between such neighbours is drawn all the same: the greater part of Ukraine's with Russia."""


def atlas(topology: Any) -> dict[str, Any]:
    """Return the outlines of land and the borders within it, simplified, as lines that both share."""
    users: dict[int, set[str]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        for index in _indices(country.get("arcs", [])):
            users.setdefault(index if index >= 0 else ~index, set()).add(country["properties"]["name"])
    kept: dict[int, int] = {}
    lines: list[str] = []
    far: list[str] = []
    boxes: list[list[int]] = []
    for index, line in enumerate(_lines(topology)):
        if _large(line) and max(y for _, y in line) > -60:
            kept[index] = len(lines)
            lines.append(_encoded(_simplified(line, LEAST)))
            far.append("" if line[0] == line[-1] else _encoded(_simplified(line, FAR)))
            boxes.append(_box(line))
    rings = [
        [kept[index] if index >= 0 else ~kept[~index] for index in ring]
        for polygon in topology["objects"]["land"]["geometries"][0]["arcs"]
        for ring in polygon
        if all((index if index >= 0 else ~index) in kept for index in ring)
    ]
    whole = [*_lines(topology)]
    borders = [
        kept[index]
        for index, names in users.items()
        if index in kept and len(names) > 1 and not _contested(names, whole[index])
    ]
    return {"unit": UNIT, "boxes": boxes, "lines": lines, "far": far, "land": rings, "borders": sorted(borders)}


def _box(line: Line) -> list[int]:
    """Return the degrees between which *line* runs: west, south, east, north."""
    xs, ys = [x for x, _ in line], [y for _, y in line]
    return [floor(min(xs)), floor(min(ys)), ceil(max(xs)), ceil(max(ys))]


def _indices(arcs: Any) -> Iterator[int]:
    for arc in arcs:
        if isinstance(arc, int):
            yield arc
        else:
            yield from _indices(arc)


def _lines(topology: Any) -> Iterator[Line]:
    (scale_x, scale_y), (x0, y0) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale_x + x0, y * scale_y + y0))
        yield line


def _contested(names: set[str], line: Line) -> bool:
    x, y = line[len(line) // 2]
    return names in CONTESTED and distance(Spot(y, x), UNCONTESTED) > 500


def _area(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    """Return about how many square kilometres the triangle has."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) * cos(radians(b[1])) / 2 * 111.2**2


def _large(line: Line) -> bool:
    """Return whether *line* is not the shore of an island too small to be drawn."""
    if line[0] != line[-1]:
        return True
    around = abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(line))) / 2
    return around * cos(radians(line[0][1])) * 111.2**2 > LEAST_ISLAND * LEAST


def _simplified(line: Line, limit: float) -> Line:
    """Return *line* without the points that matter least, by the area that each spans with its neighbours."""
    before, after = list(range(-1, len(line) - 1)), list(range(1, len(line) + 1))
    span = {index: _area(*line[index - 1 : index + 2]) / limit for index in range(1, len(line) - 1)}
    heap = [(area, index) for index, area in span.items()]
    heapq.heapify(heap)
    least = 5 if line[0] == line[-1] else 2
    while heap and len(span) + 2 > least:
        area, index = heapq.heappop(heap)
        if span.get(index) != area:
            continue
        if area > 1:
            break
        del span[index]
        left, right = before[index], after[index]
        after[left], before[right] = right, left
        for other in (left, right):
            if other in span:
                grown = _area(line[before[other]], line[other], line[after[other]]) / limit
                span[other] = max(area, grown)
                heapq.heappush(heap, (span[other], other))
    return [line[index] for index in (0, *sorted(span), len(line) - 1)]


def _encoded(line: Line) -> str:
    """Return *line* as text: the steps from point to point, five bits a letter."""
    letters = []
    x0 = y0 = 0
    for x, y in ((round(x / UNIT), round(y / UNIT)) for x, y in line):
        for step in (x - x0, y - y0):
            bits = ~(step << 1) if step < 0 else step << 1
            while bits >= 32:
                letters.append(chr((bits & 31 | 32) + 63))
                bits >>= 5
            letters.append(chr(bits + 63))
        x0, y0 = x, y
    return "".join(letters)


if __name__ == "__main__":
    result = json.dumps(atlas(json.loads(Path(sys.argv[1]).read_text())), separators=(",", ":"))
    (ROOT / "build_scripts/render/pictures/atlas.json").write_text(f"{result}\n")
