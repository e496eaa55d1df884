"""The preview of a change, as its reviewer opens it: from a folder, without a server."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests import published
from tests.browser.conftest import NewPage
from tests.make_editions import git, repository, run, share, tree
from tests.policy import SITE, others
from tests.strangers import PAGES, Project

MOVED = "{id: the-pilot, kind: actor, title: The pilot, date: 2018, now: karst}"


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.fixture(scope="session")
def previewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository with a branch in which a verdict, a quotation's note and an id are others, and its preview."""
    return share(tmp_path_factory, "previewed", preview)


def preview(root: Path) -> None:
    repository(root)
    git(root, "checkout", "--quiet", "-b", "change")
    annotations = root / "source" / "annotations"
    edit(annotations / "claims.yml", "verdict: corrected", "verdict: disputed")
    edit(annotations / "quotes.yml", "The gravest words of", "By far the gravest words of")
    for path in (root / "source").rglob("*.*"):
        if path.suffix in (".yml", ".md"):
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace("claim-survey", "claim-of-a-survey"), encoding="utf-8")
    edit(root / "source" / "brief.yml", "former:\n", f"former:\n  - {MOVED}\n")
    git(root, "commit", "--all", "--quiet", "--message", "Change")
    run(root, "build_scripts", "preview", "--base", "main", "--number", "7")


@pytest.fixture(scope="session")
def folder(previewed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the preview, moved elsewhere, as one that was unzipped."""
    return Path(shutil.copytree(previewed / "preview", tmp_path_factory.mktemp("un zipped") / "here"))


@pytest.fixture(scope="session")
def pages(folder: Path) -> dict[Path, published.Element]:
    """Return the pages of the preview by their paths."""
    paths = [path for path in folder.rglob("*.html") if "assets" not in path.parts]
    assert len(paths) > 30
    return {path: published.parse(path.read_text(encoding="utf-8")) for path in paths}


def test_every_page_is_marked_and_kept_out_of_search_engines(pages: dict[Path, published.Element]) -> None:
    for path, page in pages.items():
        words = " ".join(published.text(page).split())
        assert "Preview of change 7, not the published brief" in words, path
        robots = [meta.get("content") for meta in page.iter("meta") if meta.get("name") == "robots"]
        assert robots == ["noindex, nofollow"], path


@pytest.mark.parametrize("width", [390, 1400])
def test_a_reader_far_down_a_page_sees_that_it_is_a_preview(new_page: NewPage, folder: Path, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto((folder / "claims" / "harbour.html").as_uri() + "#claim-opening")
    expect(page.locator(".preview-mark")).not_to_be_in_viewport()
    expect(page.locator(".md-header__inner")).to_be_in_viewport()
    mark = page.locator(".md-header__inner").evaluate("header => getComputedStyle(header, '::before').content")
    assert mark == '"Preview"'


def test_a_preview_has_no_feed_to_follow(folder: Path) -> None:
    assert [path.name for path in folder.rglob("*.xml")] == []


def test_every_page_begins_with_the_policy(folder: Path) -> None:
    assert others(folder, SITE) == {}


def test_canonical_addresses_are_those_of_the_real_site(pages: dict[Path, published.Element], folder: Path) -> None:
    found = {
        path.relative_to(folder).as_posix(): link.get("href")
        for path, page in pages.items()
        for link in page.iter("link")
        if link.get("rel") == "canonical"
    }
    shared = {
        path.relative_to(folder).as_posix(): meta.get("content")
        for path, page in pages.items()
        for meta in page.iter("meta")
        if meta.get("property") == "og:url"
    }
    assert shared == found
    real = "https://example.org/analysis-brief/"
    assert found["index.html"] == real
    assert found["glossary.html"] == f"{real}glossary/"
    assert found["actors/norland.html"] == f"{real}actors/norland/"
    assert found["actors/index.html"] == f"{real}actors/"


def test_only_the_real_site_speaks_to_machines(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        assert "ld+json" not in path.read_text(encoding="utf-8"), path


def test_every_link_leads_to_a_page_and_an_anchor_of_the_folder(pages: dict[Path, published.Element]) -> None:
    anchors = {path: {element.get("id") for element in page.iter()} for path, page in pages.items()}
    dead = []
    for path, page in pages.items():
        for link in page.iter("a"):
            target, fragment = urldefrag(urljoin(path.as_uri(), link.get("href", "")))
            there = Path(unquote(urlsplit(target).path))
            if not target.startswith("file:") or (there in anchors and (not fragment or fragment in anchors[there])):
                continue
            if there in anchors or not there.is_file():
                dead.append(f"{path.name}: {link.get('href')}")
    assert dead == []


def test_a_reviewer_sees_what_a_change_means(page: Page, folder: Path) -> None:
    page.goto((folder / "glossary.html").as_uri())
    page.get_by_role("link", name="What changed", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Changes")
    expect(page.get_by_text("verdict lowered: corrected → disputed")).to_be_visible()
    expect(page.get_by_text("claims/harbour/#claim-survey")).to_be_visible()
    page.get_by_role("link", name="claims/harbour/", exact=True).click()
    expect(page.locator("h1")).to_contain_text("Claims")


@pytest.mark.parametrize("javascript", [True, False], ids=["with scripts", "without scripts"])
def test_what_changed_on_a_page_can_be_switched_on_and_off(
    new_page: NewPage, folder: Path, *, javascript: bool
) -> None:
    page = new_page(java_script_enabled=javascript)
    page.goto((folder / "claims" / "harbour.html").as_uri())
    box = page.locator("details.page-changes")
    gone, come = box.locator("del").first, box.locator("ins").first
    expect(gone).not_to_be_visible()
    page.get_by_text(re.compile(r"^What changed on this page: \d+ places$")).click()
    expect(gone).to_be_visible()
    expect(gone).to_have_css("text-decoration-line", "line-through")
    expect(come).to_have_css("text-decoration-line", "underline")
    box.get_by_label("after", exact=True).check()
    expect(gone).not_to_be_visible()
    expect(come).to_be_visible()
    box.get_by_label("before", exact=True).check()
    expect(gone).to_be_visible()
    expect(come).not_to_be_visible()


def test_a_page_that_did_not_change_has_no_box(page: Page, folder: Path) -> None:
    page.goto((folder / "actors" / "elmhaven.html").as_uri())
    expect(page.locator("details.page-changes")).to_have_count(0)


def test_a_preview_overwrites_nothing_that_is_not_one(previewed: Path, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text("mine")
    command = [sys.executable, "-m", "build_scripts", "preview", "--base", "main", "--into", str(tmp_path)]
    done = subprocess.run(command, cwd=previewed, check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert tree(tmp_path) == {"file.txt": b"mine"}


def test_a_change_that_fails_the_check_has_its_problems_for_a_preview(previewed: Path, tmp_path: Path) -> None:
    root = tmp_path / "failing"
    shutil.copytree(previewed, root, ignore=shutil.ignore_patterns("preview"))
    edit(root / "source" / "annotations" / "claims.yml", "verdict: disputed", "verdict: nonsense")
    command = [sys.executable, "-m", "build_scripts", "preview", "--base", "main"]
    done = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "does not pass brief check" in done.stdout
    words = published.text(published.parse((root / "preview" / "changes.html").read_text(encoding="utf-8")))
    assert "nonsense" in words
    assert not (root / "preview" / "glossary.html").exists()


def test_a_stranger_s_change_can_do_nothing_to_who_opens_its_preview(
    new_page: NewPage, site_of: Callable[[Path], str], attacked: Project
) -> None:
    site = site_of(attacked.root / "preview")
    page = new_page()  # which fails the test for a request to another host, an error, and a breach of the policy
    attacks = sorted((attacked.root / "preview" / "attacks").glob("*.html"))
    assert len(attacks) > 2 * len(PAGES)
    for path in attacks:
        address = f"{site}attacks/{path.name}"
        page.goto(address)
        expect(page.locator(".preview-mark")).to_be_in_viewport()
        expect(page.locator(".preview-mark")).to_contain_text("not the published brief")
        assert page.evaluate(
            "document.elementFromPoint(innerWidth / 2, 15).closest('[data-md-component=announce]') !== null"
        )
        expect(page.locator("h1").first).to_be_visible()
        for target in page.locator("article :is(a, img, span, p, h2)").all()[:6]:
            target.dispatch_event("click")
            target.dispatch_event("mouseover")
        assert page.title() != "attacked"
        assert page.url.partition("#")[0] in (address, f"{site}changes.html"), page.url
