"""What other programs find on a website and in an offline folder: all of it listed, all of it leading to the pages."""

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import pytest

from build_scripts.anchor import anchor
from build_scripts.brief.addresses import UNKNOWN
from build_scripts.brief.kinds import KINDS
from build_scripts.brief.model import Brief
from build_scripts.editions.data import MOST_LISTED, add_data
from build_scripts.editions.verify import verify
from build_scripts.export import export
from build_scripts.load import load
from tests import published
from tests.browser.fixtures import HERE
from tests.make_editions import tree
from tests.places import HARBOUR, MILL, SHIPPED

NAME = "harbour-brief"


@pytest.fixture(scope="session")
def folder(editions: Path) -> Path:
    """Return the folder that a reader opens."""
    return editions / f"{NAME}-offline"


def in_data(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in (site / "data").rglob("*") if path.is_file()}


def listed_on(page: Path, site: Path) -> set[str]:
    whole = published.parse(page.read_text(encoding="utf-8"))
    place = next(element for element in whole.iter("div") if element.get("class") == "data")
    links = [link.get("href", "") for link in place.iter("a")]
    return {(page.parent / link).resolve().relative_to(site.resolve()).as_posix() for link in links}


def test_the_website_has_every_export_and_lists_it(built_site: Path) -> None:
    brief = load(HARBOUR)
    assert in_data(built_site) == {f"data/{path}" for path in export(brief, anchor(brief))}
    assert listed_on(built_site / "about/downloads/index.html", built_site) == {*in_data(built_site), "llms.txt"}


def test_the_offline_folder_has_the_same_and_verifies_them(folder: Path, built_site: Path, tmp_path: Path) -> None:
    assert in_data(folder) == in_data(built_site)
    assert listed_on(folder / "about/downloads.html", folder) == {*in_data(folder), "llms.txt"}
    assert {*in_data(folder), "llms.txt"} <= verify(folder).manifest.files.keys()
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    (copy / "data" / "quotes.csv").write_text("other", encoding="utf-8")
    assert verify(copy).differences == (("changed", "data/quotes.csv"),)


def entries(site: Path) -> list[dict[str, Any]]:
    found = json.loads((site / "data" / "brief.json").read_text(encoding="utf-8"))
    return [entry for kind in KINDS for entry in found[kind.attribute]]


def test_every_entry_of_the_data_leads_to_its_place_on_the_pages(folder: Path, built_site: Path) -> None:
    ids: dict[Path, set[str | None]] = {}
    for site, start, index in ((built_site, HERE, "index.html"), (folder, "", "")):
        found = entries(site)
        assert found
        for entry in found:
            assert entry["address"].startswith(start)
            path, fragment = urldefrag(entry["address"].removeprefix(start))
            page = site / path / index if index else site / path
            whole = published.parse(page.read_text(encoding="utf-8")) if page not in ids else None
            if whole is not None:
                ids[page] = {element.get("id") for element in whole.iter()}
            assert not fragment or unquote(fragment) in ids[page], entry["address"]


def test_a_language_model_is_told_what_the_brief_is_and_where_its_pages_are(folder: Path, built_site: Path) -> None:
    meta = load(HARBOUR).meta
    for site, start, index in ((built_site, HERE, "index.html"), (folder, "", "")):
        text = (site / "llms.txt").read_text(encoding="utf-8")
        title, _, summary = text.splitlines()[:3]
        assert title == f"# {meta.title}"
        assert summary.startswith("> ")
        links = re.findall(r"^- \[.+?\]\((.+?)\): ", text, re.MULTILINE)
        assert len(links) == len({*links}) == text.count("\n- ")
        for link in links:
            assert link.startswith(start)
            target = site / link.removeprefix(start)
            assert (target / index if target.is_dir() else target).is_file(), link


def test_what_somebody_wrote_for_language_models_is_kept(tmp_path: Path) -> None:
    (tmp_path / "index.html").touch()
    (tmp_path / "llms.txt").write_text("By hand.", encoding="utf-8")
    brief = load(MILL)
    add_data(brief, anchor(brief), tmp_path)
    assert (tmp_path / "llms.txt").read_text(encoding="utf-8") == "By hand."


def test_the_same_brief_gives_the_same_bytes(tmp_path: Path) -> None:
    trees = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").touch()
        brief = load(HARBOUR)
        add_data(brief, anchor(brief), tmp_path / name)
        trees.append(tree(tmp_path / name))
    assert trees[0] == trees[1]


def test_the_list_does_not_grow_with_the_articles(tmp_path: Path) -> None:
    brief = load(MILL)
    (article,) = brief.articles
    articles = tuple(replace(article, id=f"mill-{number}") for number in range(MOST_LISTED + 1))
    page = tmp_path / "about" / "downloads.html"
    page.parent.mkdir()
    page.write_text('<div class="data"></div>', encoding="utf-8")
    (tmp_path / "index.html").touch()
    several = replace(brief, articles=articles, quotes=(), claims=(), events=(), wordings=())
    add_data(several, anchor(several), tmp_path)
    assert "data/annotations/mill-0.jsonld" in listed_on(page, tmp_path)
    assert "data/annotations/mill-1.jsonld" not in listed_on(page, tmp_path)
    assert f"and {MOST_LISTED} more" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("source", [HARBOUR, MILL, SHIPPED], ids=["harbour", "mill", "shipped"])
def test_of_an_article_in_excerpts_no_export_has_more_than_the_pages_show(source: Path) -> None:
    brief = in_excerpts(load(source))
    anchors = anchor(brief)
    places = [place for found in anchors.places.values() for place in found]
    texts = [" ".join(text.split()).replace("'", "’") for text in export(brief, anchors, UNKNOWN).values()]
    hidden = 0
    for article in brief.articles:
        text = article.text.replace("'", "’")
        masked = list(text)
        cues = [re.escape(quote.cue.replace("'", "’")) for quote in brief.quotes if quote.cue]  # the pages show them
        quoted = [(words.start, words.end) for place in places if place.article == article.id for words in place.words]
        for start, end in (*quoted, *(found.span() for found in re.finditer("|".join(cues), text))):
            masked[start:end] = "\n" * (end - start)
        for stretch in "".join(masked).splitlines():
            parts = stretch.split()
            for at in range(len(parts) - 6):
                hidden += 1
                assert not [text for text in texts if " ".join(parts[at : at + 7]) in text]
    assert hidden


def in_excerpts(brief: Brief) -> Brief:
    articles = [
        replace(article, record=article.record.model_copy(update={"publish": "excerpts"})) for article in brief.articles
    ]
    return replace(brief, articles=tuple(articles))
