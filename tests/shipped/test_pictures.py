"""The pictures of the shipped brief show all that is in it."""

from build_scripts.load import load
from build_scripts.render.pictures import maps, relations, timeline
from tests.places import SHIPPED

BRIEF = load(SHIPPED)


def test_the_timeline_shows_all_events() -> None:
    drawn = timeline.picture(list(BRIEF.events), [article.record.date for article in BRIEF.articles])
    assert drawn
    assert sum(len(lane.marks) for lane in drawn.lanes) == len(BRIEF.events)


def test_all_relations_are_drawn() -> None:
    drawn = relations.picture(list(BRIEF.actors))
    assert drawn
    words = "; ".join(arc.words for arc in drawn.arcs).split("; ")
    assert len(words) == sum(len(one.relations) for one in BRIEF.actors)


def test_the_maps_show_all_sites_and_rings() -> None:
    drawn = maps.maps(BRIEF.sites, {})
    assert {one.id for found in drawn for one in found.sites} == {one.id for one in BRIEF.sites}
    assert sorted(circle.km for found in drawn for circle in found.circles) == [150, 200, 600, 1000, 1500, 2000, 3000]
