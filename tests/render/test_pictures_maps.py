"""Maps of the sites."""

from dataclasses import replace
from itertools import combinations
from math import hypot
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.anchor import anchor
from build_scripts.brief.model import Site, Term
from build_scripts.check import check
from build_scripts.render.pictures import maps
from build_scripts.render.pictures.maps import SIZE, Projection, Spot, distance, inside, overlap, room, spot
from tests import briefs

SPOTS = st.builds(Spot, st.floats(-89, 89), st.floats(-180, 180))
AT = st.builds(
    "{:.2f} {}, {:.2f} {}".format, st.floats(0, 89), st.sampled_from("NS"), st.floats(0, 179), st.sampled_from("EW")
)


def site(key: str, at: str, *km: int, **fields: Any) -> Site:
    """Return a site with rings."""
    rings = tuple({"term": "radar", "quantity": "range", "km": one} for one in km)
    return Site.model_validate({"id": key, "name": key, "at": at, "note": "Words.", "rings": rings} | fields)


@st.composite
def landscapes(draw: st.DrawFn) -> list[Site]:
    """Return some sites, some with rings and landmarks."""
    found = []
    for number in range(draw(st.integers(1, 4))):
        kinds = st.sampled_from(("city", "area"))
        marks = draw(st.lists(st.tuples(st.text("abc ", min_size=1, max_size=20), AT, kinds), max_size=5))
        told = tuple({"name": name, "at": at, "kind": kind} for name, at, kind in marks)
        km = draw(st.lists(st.integers(1, 18000), max_size=4))
        found.append(site(f"site-{number}", draw(AT), *km, landmarks=told))
    return found


def test_coordinates_are_read_with_their_sides() -> None:
    assert spot("35.92 N, 128.28 E") == Spot(35.92, 128.28)
    assert spot("7 S, 0.5 W") == Spot(-7, -0.5)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ("52.52 N, 13.41 E", "48.86 N, 2.35 E", 878),  # Berlin and Paris
        ("0 N, 0 E", "0 N, 180 E", 20015),
        ("90 N, 0 E", "90 N, 77 W", 0),
    ],
)
def test_distances_are_those_over_the_earth(one: str, other: str, km: int) -> None:
    assert distance(spot(one), spot(other)) == pytest.approx(km, abs=1)


@given(SPOTS, SPOTS, st.floats(1, 20000))
def test_a_map_keeps_every_distance_from_its_middle(middle: Spot, other: Spot, reach: float) -> None:
    project = Projection(middle, reach)
    x, y = project(other)
    assert hypot(x - 180, y - 180) == pytest.approx(project.length(distance(middle, other)), abs=1e-6)


@given(SPOTS, st.floats(1, 20000))
def test_north_is_up_and_east_is_right(middle: Spot, reach: float) -> None:
    project = Projection(middle, reach)
    assert project(Spot(middle.lat + 0.5, middle.lon))[1] < 180
    assert project(Spot(middle.lat, middle.lon + 0.5))[0] > 180


@given(landscapes())
def test_every_site_is_on_a_map_whose_names_do_not_overlap_and_that_is_within_its_frame(sites: list[Site]) -> None:
    drawn = maps.maps(sites, {})
    assert {one.id for found in drawn for one in found.sites} == {one.id for one in sites}
    for one in drawn:
        rooms = [room(label) for label in one.labels]
        assert not any(overlap(a, b) for a, b in combinations(rooms, 2))
        assert all(min(a[:2]) >= 0 and max(a[2:]) <= maps.SIZE for a in rooms)
        assert all(0 < mark.x < maps.SIZE and 0 < mark.y < maps.SIZE for mark in one.marks)
        assert all(circle.radius < maps.SIZE / 2 for circle in one.circles)
        edge = maps.MARGIN + 1e-6
        assert all(-edge <= value <= maps.SIZE + edge for ring in one.land for point in ring for value in point)


def test_each_terms_rings_have_their_own_map_and_sites_without_share_one() -> None:
    far, near, ringed = site("far", "50 N, 10 E"), site("near", "52 N, 20 E"), site("ringed", "10 S, 20 W", 100, 300)
    radar, shared = maps.maps([far, ringed, near], {})
    assert ([circle.km for circle in radar.circles], radar.term) == ([300, 100], "radar")
    assert [one.id for one in shared.sites] == ["far", "near"]
    assert maps.maps([], {}) == ()


def test_a_ring_says_whose_figure_it_is() -> None:
    figures = [("100 km", "Maker, 2016"), ("100–300 km", "Ministry; a guess"), ("300 km", "Maker, 2020")]
    told = [{"quantity": "range", "value": value, "owner": owner, "cites": ("report",)} for value, owner in figures]
    term = Term.model_validate({"id": "radar", "term": "Radar", "definition": "Words.", "figures": tuple(told)})
    (found,) = maps.maps([site("one", "50 N, 10 E", 100, 300)], {"radar": term})
    assert [(circle.km, circle.owners) for circle in found.circles] == [
        (300, ("Ministry", "Maker")),
        (100, ("Maker", "Ministry")),
    ]
    rings = [label.words for label in found.labels if label.kind == "ring"]
    assert rings == ["300 km, Ministry +1", "100 km, Maker +1"]


def test_a_ring_is_drawn_to_scale() -> None:
    (found,) = maps.maps([site("one", "50 N, 10 E", 500, 1000)], {})
    wide, narrow = (circle.radius for circle in found.circles)
    assert wide == pytest.approx(2 * narrow)
    assert found.bar / found.bar_km == pytest.approx(wide / 1000)


@pytest.mark.parametrize(
    ("name", "at", "land"),
    [
        ("Berlin", "52.5 N, 13.4 E", True),
        ("Wellington’s hinterland, opposite to Spain", "39 S, 176 E", True),
        ("the South Pacific, opposite to Kazakhstan", "48 S, 113 W", False),
        ("the Atlantic", "30 N, 40 W", False),
        ("the Caspian Sea", "42 N, 50.5 E", False),
        ("Siberia", "62 N, 100 E", True),
    ],
)
def test_land_is_where_it_is_on_every_map(name: str, at: str, land: bool) -> None:  # noqa: FBT001 - a case
    (found,) = maps.maps([site("here", at, 100)], {})
    assert sum(inside((180, 180), ring) for ring in found.land) % 2 == land, name


@given(st.lists(st.tuples(st.floats(-500, 900), st.floats(-500, 900)), min_size=3, max_size=12))
def test_cutting_an_outline_changes_nothing_within_the_frame(ring: list[tuple[float, float]]) -> None:
    cut = maps.clipped(ring)
    for point in ((180.1, 180.2), (20.3, 340.4), (300.5, 60.6)):
        assert inside(point, cut) == inside(point, ring)


@pytest.mark.parametrize("reach", [300, 9000])
@pytest.mark.parametrize(
    "middle", [Spot(36, 128), Spot(51, 1), Spot(-25, 134), Spot(39, -98), Spot(65, 179), Spot(-80, 0)]
)
def test_what_is_left_out_far_from_a_map_changes_nothing_within_its_frame(
    monkeypatch: pytest.MonkeyPatch, middle: Spot, reach: float
) -> None:
    project = Projection(middle, reach)
    steps = [SIZE * step / 8 for step in range(1, 8)]
    points = [(x, y) for x in steps for y in steps]

    def on_land() -> list[bool]:
        rings = [*maps._land(project)]  # noqa: SLF001 - no public way to leave nothing out
        return [sum(inside(point, ring) for ring in rings) % 2 == 1 for point in points]

    some = on_land()
    atlas = maps._atlas()  # noqa: SLF001
    monkeypatch.setattr(maps, "_atlas", lambda: replace(atlas, far=atlas.lines))
    monkeypatch.setattr(maps, "_is_near", lambda *_: True)
    assert on_land() == some


def test_the_nearest_city_comes_first() -> None:
    marks = tuple({"name": name, "at": at} for name, at in (("Far", "50 N, 12 E"), ("Near", "50 N, 11 E")))
    assert maps.distances(site("here", "50 N, 10 E", landmarks=marks)) == [("Near", 70), ("Far", 140)]


def test_a_ring_must_be_a_figure_of_its_term() -> None:
    figure = {"quantity": "range", "value": "1,000 km and 3,000 km", "owner": "A report", "cites": ("report",)}
    radar = Term.model_validate({"id": "radar", "term": "mill", "definition": "Words. [@report]", "figures": (figure,)})
    for km, wrong in ((1000, 0), (3000, 0), (1, 1), (2000, 1)):
        brief = briefs.brief(briefs.article("The mill."), terms=(radar,), sites=(site("here", "50 N, 10 E", km),))
        found = [problem for problem in check(brief, anchor(brief)) if "ring" in problem.message]
        assert len(found) == wrong
    assert "range: 1,000 km and 3,000 km" in found[0].hint


def test_the_outlines_stay_small_and_tell_where_they_come_from() -> None:
    folder = Path(maps.__file__).parent
    assert (folder / "atlas.json").stat().st_size < 200_000
    assert "public domain" in (folder / "atlas.md").read_text(encoding="utf-8")
