"""What search engines and social networks are told of the published site."""

from pathlib import Path
from urllib.parse import urldefrag

import pytest
from jinja2 import Environment, FileSystemLoader
from rdflib import RDF, Graph

from tests import published, vocabulary
from tests.browser.conftest import ROOT, SUBPATH

HERE = f"https://example.org{SUBPATH}/"
"""Where the site is built to stand."""

Pages = dict[str, published.Element]


@pytest.fixture(scope="session")
def pages(built_site: Path) -> Pages:
    """Return every page that the site is made of, by its path."""
    found = {path.parent.relative_to(built_site).as_posix(): path for path in built_site.rglob("index.html")}
    return {
        "" if folder == "." else f"{folder}/": published.parse(path.read_text(encoding="utf-8"))
        for folder, path in found.items()
    }


def metadata(page: published.Element) -> dict[str, str]:
    """Return what the head of a page says of it."""
    said = {
        name: meta.get("content", "")
        for meta in page.iter("meta")
        if (name := meta.get("property") or meta.get("name"))
    }
    said |= {link.get("rel", ""): link.get("href", "") for link in page.iter("link")}
    said["title"] = next(published.text(title) for title in page.iter("title"))
    return said


def test_each_page_has_a_title_and_a_description_of_its_own(pages: Pages) -> None:
    assert len(pages) > 30
    titles = {metadata(page)["title"] for page in pages.values()}
    descriptions = {metadata(page)["description"] for page in pages.values()}
    assert len(titles) == len(descriptions) == len(pages)
    assert metadata(pages[""])["title"] == published.settings()["site_name"]
    assert [text for text in descriptions if not 50 <= len(text) <= 160] == []


def test_each_page_tells_social_networks_what_it_is_and_where(pages: Pages) -> None:
    for path, page in pages.items():
        said = metadata(page)
        assert said["canonical"] == said["og:url"] == HERE + path
        assert said["title"].startswith(said["og:title"]), path
        assert said["og:description"] == said["description"]
        assert said["og:site_name"] == published.settings()["site_name"]
        assert (said["og:type"], said["og:locale"], said["twitter:card"]) == ("article", "en_GB", "summary")


def test_what_social_networks_are_told_stays_words() -> None:
    theme = Environment(loader=FileSystemLoader(ROOT / "build_scripts/theme"), autoescape=False)  # noqa: S701 - as MkDocs
    text = '"><script>attack()</script>'
    config = {"site_name": text, "site_description": text, "extra": {}}
    for named in ({"meta": {"title": text, "description": text}}, {"meta": {}, "title": text}):
        told = theme.get_template("partials/social.html").render(page=named, config=config, address=HERE)
        page = published.parse(f"<!doctype html><html><head>{told}<title></title></head></html>")
        assert not list(page.iter("script"))
        said = metadata(page)
        assert said["og:title"] == said["og:description"] == said["og:site_name"] == text


@pytest.mark.parametrize("root", [HERE, "https://brief.example/"])
def test_what_machines_read_is_true_of_the_site_wherever_it_stands(pages: Pages, root: str) -> None:
    said = Graph()
    for path, page in pages.items():
        for block in vocabulary.blocks(page):
            vocabulary.read(said, block, root + path)
    assert sorted(vocabulary.faults(said)) == []
    ids = {root + path: {element.get("id") for element in page.iter()} for path, page in pages.items()}
    named = vocabulary.addresses(said, root)
    assert len(named) > 60
    for address in named:
        page_address, fragment = urldefrag(address)
        assert fragment in ids.get(page_address, ()) or (page_address in ids and not fragment), address
    kinds = {str(kind).removeprefix(vocabulary.SCHEMA) for kind in said.objects(None, RDF.type)}
    assert kinds == set(vocabulary.KINDS)
