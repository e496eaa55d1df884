"""What search engines and social networks are told of the published site, and what becomes of a wrong address."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urldefrag, urljoin
from xml.etree import ElementTree as ET

import pytest
from jinja2 import Environment, FileSystemLoader
from playwright.sync_api import Browser, expect
from rdflib import RDF, Graph

from build_scripts.anchor import anchor
from build_scripts.editions.data import add_data, website_of
from build_scripts.editions.share import add_shares
from build_scripts.load import load
from tests import published, vocabulary
from tests.browser.conftest import HERE, SUBPATH, Handler
from tests.browser.watch import watch
from tests.make_editions import HARBOUR_TITLE, kept_pages, share, tree
from tests.places import ROOT

YESTERDAY_AND_LATER = """
import datetime, runpy, sys, time
when = float(sys.argv.pop(1))
class Day(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(when, tz)
datetime.datetime = Day
time.time = lambda: when
sys.argv.pop(0)
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
"""
"""Runs a module on another day."""

Pages = dict[str, published.Element]


@pytest.fixture(scope="session")
def pages(built_site: Path) -> Pages:
    """Return every page that the site is made of, by its path, save those that only say what is gone."""
    kept = (path for path in kept_pages(built_site) if path.name == "index.html")
    found = {path.parent.relative_to(built_site).as_posix(): path for path in kept}
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
    assert len(pages) > 25
    titles = {metadata(page)["title"] for page in pages.values()}
    descriptions = {metadata(page)["description"] for page in pages.values()}
    assert len(titles) == len(descriptions) == len(pages)
    assert metadata(pages[""])["title"] == HARBOUR_TITLE
    assert [text for text in descriptions if not 50 <= len(text) <= 160] == []


def test_each_page_tells_social_networks_what_it_is_and_where(pages: Pages) -> None:
    for path, page in pages.items():
        said = metadata(page)
        assert said["canonical"] == said["og:url"] == HERE + path
        assert said["title"].startswith(said["og:title"]), path
        assert said["og:description"] == said["description"]
        assert said["og:site_name"] == HARBOUR_TITLE
        assert (said["og:type"], said["og:locale"], said["twitter:card"]) == ("article", "en_GB", "summary")


def test_each_page_that_the_build_makes_tells_reference_managers_how_to_cite_it(pages: Pages) -> None:
    by_hand = ("guide/", "about/method/", "about/downloads/", "reference/api/")
    for path, page in pages.items():
        said = metadata(page)
        if path.startswith(by_hand):
            assert "citation_title" not in said
            continue
        assert said["citation_title"] == said["DC.title"] == said["og:title"]
        assert said["citation_author"] == said["DC.creator"] == "Reader, Ann"
        assert said["citation_author_orcid"] == "https://orcid.org/0000-0002-1825-0097"
        assert (said["citation_publication_date"], said["DC.date"]) == ("2019/02/01", "2019-02-01")
        assert said["citation_public_url"] == said["DC.identifier"] == HERE + path
        assert said["citation_language"] == said["DC.language"] == "en"
        assert said["DC.isPartOf"] == HARBOUR_TITLE


def test_what_social_networks_and_reference_managers_are_told_stays_words() -> None:
    theme = Environment(loader=FileSystemLoader(ROOT / "build_scripts/theme"), autoescape=False)  # noqa: S701 - as MkDocs
    text = '"><script>attack()</script>'
    config = {"site_name": text, "site_description": text, "extra": {}}
    citation = {"authors": [{"name": text}], "date": text, "language": text}
    cited = {"meta": {"title": text, "citation": citation}}
    told = theme.get_template("partials/citation.html").render(page=cited, config=config, address=HERE)
    page = published.parse(f"<!doctype html><html><head>{told}<title></title></head></html>")
    assert not list(page.iter("script"))
    said = metadata(page)
    assert {said[name] for name in ("citation_title", "citation_author", "citation_language", "DC.isPartOf")} == {text}
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
    assert len(named) > 25
    for address in named:
        page_address, fragment = urldefrag(address)
        assert fragment in ids.get(page_address, ()) or (page_address in ids and not fragment), address
    kinds = {str(kind).removeprefix(vocabulary.SCHEMA) for kind in said.objects(None, RDF.type)}
    assert kinds == set(vocabulary.KINDS)


def test_the_site_map_lists_every_page_and_no_day(pages: Pages, built_site: Path) -> None:
    listed = ET.fromstring((built_site / "sitemap.xml").read_bytes())  # noqa: S314 - our own
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    assert sorted(url.findtext(f"{space}loc", "") for url in listed) == sorted(HERE + path for path in pages)
    assert {element.tag for element in listed.iter()} == {f"{space}{name}" for name in ("urlset", "url", "loc")}


@pytest.fixture(scope="session")
def rooted(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the site built to stand at the root of a domain, on a day long ago."""
    long_ago = 1_000_000_000
    return share(
        tmp_path_factory, "rooted", lambda folder: build(built_site, folder, "https://brief.example/", long_ago)
    )


def build(built_site: Path, folder: Path, address: str, when: int) -> Path:
    """Return *folder* with the site as it is built for *address* at the second *when*."""
    variables = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": address}
    variables.pop("SOURCE_DATE_EPOCH", None)
    for module in (["mkdocs", "build", "--strict", "--quiet", "--site-dir"], ["build_scripts.editions.lighten"]):
        command = [sys.executable, "-c", YESTERDAY_AND_LATER, str(when), *module, str(folder)]
        done = subprocess.run(
            command, cwd=built_site.parent, env=variables, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
    brief = load(built_site.parent / "source")
    anchors = anchor(brief)
    add_data(brief, anchors, folder)
    add_shares(brief, anchors, folder, website_of(folder))
    return folder


def test_a_site_differs_by_its_address_alone_whatever_the_day(built_site: Path, rooted: Path) -> None:
    below, above = tree(built_site), tree(rooted)
    assert sorted(below) == sorted(above)
    for path, content in below.items():
        moved = content.replace(HERE.encode(), b"https://brief.example/")
        if path == "404.html":  # shown at any address, so that its links begin at the root
            moved = moved.replace(f"{SUBPATH}/".encode(), b"/")
        assert moved == above[path], path


@contextmanager
def host(folder: Path, *, below: bool) -> Iterator[str]:
    """Serve *folder*, below a path or not, as hosts do: with its page 404.html wherever there is none."""

    class Host(Handler if below else SimpleHTTPRequestHandler):  # type: ignore[misc]
        def send_error(self, code: int, *_: object) -> None:
            page = (folder / "404.html").read_bytes()
            self.send_response(HTTPStatus(code))
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{SUBPATH if below else ''}/"
        server.shutdown()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("where", ["a path", "a root"])
def test_a_wrong_address_leads_on_from_any_depth(
    browser: Browser, request: pytest.FixtureRequest, where: str, *, scripts: bool
) -> None:
    folder: Path = request.getfixturevalue("built_site" if where == "a path" else "rooted")
    faults: list[str] = []
    context = browser.new_context(java_script_enabled=scripts)
    watch(context, faults)
    with host(folder, below=where == "a path") as site:
        page = context.new_page()
        wrong = f"{site}actors/no/such/page/at/all.html"
        answer = page.goto(wrong)
        assert answer is not None
        assert answer.status == HTTPStatus.NOT_FOUND
        expect(page).to_have_title("No such page - The barrier in the Sound")
        main = page.get_by_role("main")
        expect(main.get_by_role("heading", level=1)).to_have_text("There is no page at this address")
        assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
        assert page.locator("link[rel=canonical], meta[property]").count() == 0
        links = [urljoin(wrong, link.get_attribute("href") or "") for link in main.get_by_role("link").all()]
        assert len(links) > 15
        for link in set(links):
            assert context.request.get(link).status == HTTPStatus.OK, link
        main.get_by_role("link", name="first page").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("The barrier in the Sound")
        assert page.url == site
        if scripts:
            page.go_back()
            main.get_by_role("link", name="search").click()
            expect(page.get_by_role("searchbox", name="Search")).to_be_focused()
        context.close()
    assert [fault for fault in faults if wrong not in fault] == []


def test_no_page_names_another_to_fetch_ahead(pages: Pages) -> None:
    for path, page in pages.items():  # some browsers fetch what is named next, which the policy does not allow
        assert not {"next", "prefetch", "preload"} & metadata(page).keys(), path
