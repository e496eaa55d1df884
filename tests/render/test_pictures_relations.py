"""Who says what about whom, as a picture."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.brief.model import Actor
from build_scripts.render.pictures import relations
from build_scripts.render.pictures.relations import Picture, camps, picture

STANCES = ("supports", "opposes", "neutral")


def actor(key: str, *to: tuple[str, str], kind: str = "state", **fields: Any) -> Actor:
    """Return an actor with relations, each to an actor with a stance."""
    told = tuple({"to": other, "kind": "knows", "stance": stance, "cites": ("report",)} for other, stance in to)
    record = {"id": key, "name": key, "kind": kind, "role": "One", "summary": "Words.", "relations": told}
    return Actor.model_validate(record | fields)


@st.composite
def casts(draw: st.DrawFn) -> list[Actor]:
    """Return some actors with some relations and affiliations, which may even go round in circles."""
    names = [f"actor-{number}" for number in range(draw(st.integers(2, 60)))]
    other = st.sampled_from(names)
    ties = st.lists(st.tuples(other, st.sampled_from(STANCES)), max_size=4)
    kinds = st.sampled_from(("person", "state", "body", "outlet"))
    return [actor(name, *draw(ties), kind=draw(kinds), affiliation=draw(other | st.none())) for name in names]


def drawn(actors: list[Actor]) -> Picture:
    found = picture(actors)
    assert found
    return found


def test_no_relations_make_no_picture() -> None:
    assert picture([actor("one"), actor("two")]) is None
    assert picture([]) is None


def test_an_actor_that_nobody_has_to_do_with_is_not_drawn() -> None:
    found = drawn([actor("one", ("two", "neutral")), actor("two"), actor("three")])
    assert [box.id for box in found.boxes] == ["one", "two"]
    assert [box.speaks for box in found.boxes] == [True, False]


def test_relations_of_one_stance_are_one_arc_that_tells_them_all() -> None:
    found = drawn([actor("one", ("two", "opposes"), ("two", "opposes"), ("two", "neutral")), actor("two")])
    assert sorted((arc.stance, arc.words) for arc in found.arcs) == [
        ("neutral", "one knows two"),
        ("opposes", "one knows two; one knows two"),
    ]


def test_what_holds_both_ways_is_one_arc_with_two_heads() -> None:
    (arc,) = drawn([actor("one", ("two", "supports")), actor("two", ("one", "supports"))]).arcs
    assert (arc.source, arc.target) == ("one", "two")
    assert (arc.mutual, arc.words) == (True, "one knows two; two knows one")


def test_arcs_of_opposition_are_on_the_right_and_all_others_on_the_left() -> None:
    found = drawn([actor("one", *(("two", stance) for stance in STANCES)), actor("two")])
    assert {arc.stance: arc.x for arc in found.arcs} == {
        "supports": relations.LEFT,
        "neutral": relations.LEFT,
        "opposes": relations.RIGHT,
    }


def test_actors_follow_what_they_belong_to_and_those_alone_come_last_by_kind() -> None:
    cast = [actor("spokesman", kind="person", affiliation="ministry"), actor("paper", kind="outlet"), actor("island")]
    cast += [actor("ministry", kind="body", affiliation="country"), actor("country")]
    assert [[one.id for one in camp] for camp in camps(cast)] == [
        ["country", "ministry", "spokesman"],
        ["island"],
        ["paper"],
    ]


@given(casts())
def test_every_actor_has_its_place_in_one_camp(cast: list[Actor]) -> None:
    assert sorted(one.id for camp in camps(cast) for one in camp) == sorted(one.id for one in cast)


@given(casts())
def test_a_picture_of_any_cast_holds(cast: list[Actor]) -> None:
    """One picture for all that is expected of it, since making a cast takes longer than drawing it."""
    found = picture(cast)
    _is_cut_to_the_most_connected_and_says_how_many_are_missing(cast, found)
    if found:
        _boxes_do_not_overlap_and_all_is_within_the_picture(found)
        _no_two_arcs_meet_an_actor_at_one_point(found)


def _boxes_do_not_overlap_and_all_is_within_the_picture(found: Picture) -> None:
    assert all(above.top + above.height < below.top for above, below in pairwise(found.boxes))
    assert found.boxes[-1].top + found.boxes[-1].height < found.height
    for arc in found.arcs:
        bulge = arc.x + 0.75 * (arc.reach - arc.x)
        assert 0 < bulge < relations.WIDTH


def _no_two_arcs_meet_an_actor_at_one_point(found: Picture) -> None:
    ends = [(arc.x, end) for arc in found.arcs for end in (arc.start, arc.end)]
    assert len(ends) == len(set(ends))


def _is_cut_to_the_most_connected_and_says_how_many_are_missing(cast: list[Actor], found: Picture | None) -> None:
    met = {end for one in cast for relation in one.relations if relation.to != one.id for end in (one.id, relation.to)}
    shown = len(found.boxes) + found.left_out if found else 0
    assert shown == len(met)
    assert not found or len(found.boxes) <= relations.MOST_ACTORS


@pytest.mark.parametrize(
    "name", ["Abc", "The Committee of Everything that There Is and Will Ever Be", "Donaudampf" * 9]
)
def test_a_name_takes_two_lines_at_most(name: str) -> None:
    box = drawn([actor("one", ("two", "neutral"), name=name), actor("two")]).boxes[0]
    lines = list(box.baselines())
    assert len(lines) <= 2
    assert all(len(line) <= relations.LETTERS and box.top < y < box.top + box.height for line, y in lines)
