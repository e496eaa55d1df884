"""A list that grows with a brief stands whole where it is short, and goes on in pages of its own where it is long."""

import json
import re

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief import addresses
from build_scripts.brief.model import Actor, Brief, Claim, Event, Term
from build_scripts.render import lists, render, render_cards
from build_scripts.render.content import Content
from tests import briefs

LINK = re.compile(r"\]\(([^)#\s]+\.md)")


def named(times: int) -> Brief:
    """Return a brief that names a term, an actor and a source so many times."""
    text = "\n".join(f"The weir of Ada Hale is number {n}." for n in range(times))
    claims = tuple(
        Claim.model_validate(
            {
                "id": f"c-{n}",
                "title": f"Claim {n}",
                "claimant": "hale",
                "verdict": "corroborated" if n else "disputed",
                "target": ({"exact": f"is number {n}."},),
                "evidence": briefs.PROSE,
            }
        )
        for n in range(times)
    )
    hale = Actor.model_validate(briefs.GAZETTE | {"id": "hale", "name": "Ada Hale", "kind": "person"})
    weir = Term.model_validate({"id": "weir", "term": "weir", "definition": briefs.PROSE})
    return briefs.brief(briefs.article(text), actors=(hale,), terms=(weir,), claims=claims)


def pages_of(brief: Brief) -> dict[str, str]:
    return render(brief, anchor(brief))


def test_a_list_that_is_not_long_stands_on_its_page() -> None:
    pages = pages_of(named(lists.LONGEST))
    assert not [path for path in pages if path.startswith(("lists/weir", "lists/hale"))]
    assert pages["glossary.md"].count("{.place}") == lists.LONGEST
    assert f"<summary>{lists.LONGEST - lists.SHOWN} more</summary>" in pages["glossary.md"]


@pytest.mark.parametrize("name", ["weir-mentions", "hale-mentions", "hale-claims", "report-uses"])
def test_each_item_of_a_long_list_is_on_one_of_its_pages(name: str) -> None:
    pages = pages_of(named(450))
    parts = [pages[f"lists/{name}/{number}.md"] for number in (1, 2, 3)]
    assert f"lists/{name}/4.md" not in pages
    items = [re.findall(r"(?m)^- .+$", part.partition("<nav")[0]) for part in parts]
    wanted = 454 if name == "report-uses" else 450
    assert [*map(len, items)] == [200, 200, wanted - 400]
    assert len({item for part in items for item in part}) == wanted
    turns = [re.findall(r"(?:Previous|Next): \[[^\]]+\]\([^)]+\)", part) for part in parts]
    assert turns[0] == ["Next: [from 201 on](2.md)"]
    assert turns[1] == ["Previous: [1 to 200](1.md)", "Next: [from 401 on](3.md)"]
    assert turns[2] == ["Previous: [201 to 400](2.md)"]


def test_a_long_list_begins_on_the_page_of_its_entry_and_leads_to_the_rest() -> None:
    pages = pages_of(named(450))
    assert "[All 450 mentions](lists/weir-mentions/1.md)" in pages["glossary.md"]
    assert pages["glossary.md"].count("{.place}") == lists.SHOWN_OF_LONG
    assert "[All 450 claims](../lists/hale-claims/1.md)" in pages["actors/hale.md"]
    assert "[all 454](lists/report-uses/1.md)" in pages["sources.md"]
    assert "[Back to the entry](../../sources.md#report)" in pages["lists/report-uses/2.md"]


def test_no_page_of_a_list_is_long_and_every_link_of_it_leads_to_a_page() -> None:
    pages = pages_of(named(450))
    for path, page in pages.items():
        if path.startswith("lists/"):
            assert len(page) < 60_000
            for link in LINK.findall(page):
                steps = path.split("/")[:-1]
                for step in link.split("/"):
                    steps = steps[:-1] if step == ".." else [*steps, step]
                assert "/".join(steps) in pages, (path, link)


def test_what_does_not_hold_comes_first_in_a_list_of_claims() -> None:
    first = pages_of(named(450))["lists/hale-claims/1.md"].partition("\n- ")[2]
    assert "disputed" in first.partition("\n")[0]


def of_events(number: int) -> Brief:
    events = tuple(
        Event.model_validate(
            {
                "id": f"e-{n}",
                "title": f"Event {n}",
                "date": str(1000 + n),
                "in_article": "left-out",
                "text": briefs.PROSE,
            }
        )
        for n in range(number)
    )
    return briefs.brief(briefs.article("The mill.", date="1500"), events=events, background="See [[e-3]]. [@report]")


def test_a_timeline_that_is_not_long_stands_on_its_page() -> None:
    pages = pages_of(of_events(lists.LONGEST_TIMELINE))
    assert not [path for path in pages if path.startswith("lists/timeline")]
    assert pages["timeline.md"].count(".entry }") == lists.LONGEST_TIMELINE


def test_a_long_timeline_goes_on_in_pages_and_keeps_the_addresses_of_its_events() -> None:
    brief = of_events(250)
    pages = pages_of(brief)
    parts = [pages[f"lists/timeline/{number}.md"] for number in (1, 2, 3)]
    assert "lists/timeline/4.md" not in pages
    assert [part.count(".entry }") for part in parts] == [100, 100, 50]
    assert sum(part.count('class="appears"') for part in parts) == 1
    home = pages["timeline.md"]
    assert ".entry }" not in home
    assert "- [1000 to 1099](lists/timeline/1.md): 100 events" in home
    assert "(lists/timeline/1.md#e-3)" in pages["background.md"]
    content = Content(brief, anchor(brief))
    found: dict[str, int] = {}
    for path, script in render_cards(content).items():
        if path.startswith("assets/cards/timeline-pages."):
            held = json.loads(script.removeprefix("briefPlaces(").removesuffix(");\n"))
            shard = int(path.split(".")[1])
            assert all(sum(map(ord, name)) % lists.SHARDS == shard for name in held)
            found |= held
    assert found == {f"e-{n}": 1 + n // 100 for n in range(250)}
    assert {one.page for one in addresses.addresses(brief).values()} >= {"timeline.md"}


def test_a_list_of_all_articles_goes_on_in_pages() -> None:
    brief = briefs.brief(*(briefs.article("The mill.", f"mill{n}", headline=f"The mill, {n}") for n in range(401)))
    pages = pages_of(brief)
    for name, (home, _) in lists.HOMES.items():
        parts = [pages[f"lists/all/{name}/{number}.md"] for number in (1, 2, 3)]
        assert f"lists/all/{name}/4.md" not in pages
        assert [len(re.findall(r"(?m)^- \[The mill, \d+\]", part)) for part in parts] == [200, 200, 1], name
        assert pages[home].count("[The mill, ") == lists.LONGEST, name
        assert f"lists/all/{name}/1.md" in pages[home]
