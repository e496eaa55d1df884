"""The desk, where a writer sees in a browser what was drafted and waits to be confirmed."""

import shutil
from pathlib import Path

from playwright.sync_api import expect

from build_scripts.create import create
from tests.browser.access import violations
from tests.browser.fixtures import NewPage
from tests.places import FINISHED
from tests.serving import PATIENCE, serving

SWING = FINISHED / "swing"


def test_a_draft_is_on_the_desk_until_its_writer_confirms_it(new_page: NewPage, tmp_path: Path) -> None:
    folder = tmp_path / "made"
    drafted = create(folder, SWING / "swing.txt")
    actors, quotes = len(drafted.actors), len(drafted.quotations)
    with serving(folder) as served:
        page = new_page()
        page.goto(f"{served.address}desk/")
        expect(page.get_by_role("heading", name=f"Drafts waiting for you: {actors + quotes}")).to_be_visible()
        expect(page.get_by_role("listitem").filter(has_text=drafted.actors[0].name).first).to_be_visible()
        opens = page.get_by_role("link", name="source/annotations/actors.yml:3", exact=True)
        expect(opens).to_have_attribute("href", f"vscode://file{folder.as_posix()}/source/annotations/actors.yml:3")
        assert violations(page) == []
        for file in ("actors.yml", "glossary.yml"):  # as they are when all that was guessed is confirmed
            shutil.copy(SWING / "source" / "annotations" / file, folder / "source" / "annotations")
        waiting = page.get_by_role("heading", name=f"Drafts waiting for you: {quotes}")
        expect(waiting).to_be_visible(timeout=PATIENCE * 1000)
        page.close()
