"""The policy of a page lets everything of ours work, and nothing else, in whatever way the page came to its reader."""

import base64
import hashlib
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Look, NewPage
from tests.browser.test_reading import KINDS
from tests.places import ROOT
from tests.policy import SINGLE, SITE, others, policy

THEME = ROOT / "build_scripts" / "theme"
LISTEN = """addEventListener("securitypolicyviolation", (event) => {
  console.debug(`blocked: ${event.effectiveDirective}`);
})"""

STYLED = "getComputedStyle(document.querySelector('#styled') ?? document.body).getPropertyValue('--hurt')"


def light(site: Path) -> set[Path]:
    """Return the light pages of entries, whose policy is stricter, and is tested with them."""
    return {*(site / "share").glob("*.html")}


def test_every_page_of_the_site_begins_with_the_policy(built_site: Path) -> None:
    assert others(built_site, SITE).keys() == {path.relative_to(built_site).as_posix() for path in light(built_site)}


def test_every_page_of_the_folder_and_the_single_page_begin_with_the_policy(editions: Path) -> None:
    (folder,) = (path for path in editions.iterdir() if path.is_dir())
    assert others(folder, SITE) == {}
    for page in editions.glob("*.html"):
        assert policy(page.read_text(encoding="utf-8")) == SINGLE


@pytest.mark.parametrize(
    "page",
    [
        "<!doctype html><head><link rel=icon href=x>{}",
        "<!doctype html><p>{}",
        "<!doctype html><head></head><body>{}",
        "<!doctype html><head><script></script>{}",
        "<!doctype html><head>",
    ],
)
def test_a_policy_that_comes_too_late_is_none(page: str) -> None:
    given = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'">"""
    assert policy(f"<!doctype html><head><meta charset=utf-8>{given}") == {"default-src": "'none'"}
    assert policy(page.format(given)) == {}


def test_the_policy_names_the_one_script_within_a_page_by_its_hash(built_site: Path) -> None:
    own = (THEME / "partials/javascripts/palette.html").read_text(encoding="utf-8")
    (script,) = re.findall(r"<script[^>]*>(.*?)</script>", own, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in (THEME / "partials/policy.html").read_text(encoding="utf-8")
    for path in {*built_site.rglob("*.html")} - light(built_site):
        inline = re.findall(r"<script(?![^>]* (?:src|type)=)[^>]*>(.*?)</script>", path.read_text("utf-8"), re.DOTALL)
        assert inline == [script], path


def test_no_page_has_a_style_of_its_own(built_site: Path, editions: Path) -> None:
    for path in {*built_site.rglob("*.html"), *editions.glob("*.html")} - light(built_site):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"<[a-z][^<>]*\sstyle=", text), path
        assert text.count("<style") == (path.parent == editions), path


@pytest.mark.parametrize("path", [*KINDS.values(), "map/", "guide/preview/", "404.html"])
def test_every_kind_of_page_keeps_to_the_policy(look: Look, site: str, path: str) -> None:
    guarded = look(site + path, 1400, 900)  # which fails the test for an error, of which a breach of the policy is one
    guarded.get_by_role("button", name="Search", exact=True).click()
    field = guarded.get_by_role("searchbox", name="Search")
    field.fill("TFB")
    expect(guarded.get_by_role("dialog").get_by_role("link").first).to_be_visible()
    field.press("Escape")
    guarded.get_by_title("Switch to dark").click()
    expect(guarded.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    for control in guarded.locator(".cite-control:visible, .presets input:visible").all()[:2]:
        control.click()
        guarded.keyboard.press("Escape")
    if (choice := guarded.locator(".filters select")).count():
        choice.first.select_option(index=1)
        choice.first.press("Enter")
    if (carded := guarded.locator(".md-content a[data-card]:visible")).count():
        carded.first.hover()
        expect(guarded.get_by_role("note").first).to_be_visible()
    assert guarded.pdf().startswith(b"%PDF")


def test_the_colours_that_a_reader_chose_are_there_before_any_program(new_page: NewPage, site: str) -> None:
    page = new_page(color_scheme="light")
    page.goto(site)
    page.get_by_title("Switch to dark").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")

    def nothing(route: Route) -> None:
        route.fulfill(body="", content_type="text/javascript")

    page.route("**/*.js", nothing)
    for path in ("articles/harbour/", "glossary/", "404.html"):
        page.goto(site + path)
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


ATTACKS = {
    "script": ("script-src-elem", "<script>window.hurt = 1</script>"),
    "script in a drawing": ("script-src-elem", "<svg><script>window.hurt = 1</script></svg>"),
    "script of another host": ("script-src-elem", '<script src="http://localhost:9/x.js"></script>'),
    "script in an address": ("script-src-elem", '<script src="data:text/javascript,window.hurt=1"></script>'),
    "attribute": ("script-src-attr", '<img src="data:x" alt="" onerror="window.hurt = 1">'),
    "link": ("script-src-elem", '<a id="attack" href="javascript:void (window.hurt = 1)">x</a>'),
    "style": ("style-src-elem", "<style>body { --hurt: 1 }</style>"),
    "style's attribute": ("style-src-attr", '<p id="styled" style="--hurt: 1">x</p>'),
    "style of another host": ("style-src-elem", '<link rel="stylesheet" href="http://localhost:9/x.css">'),
    "picture of another host": ("img-src", '<img src="http://localhost:9/x.png" alt="">'),
    "frame": ("frame-src", '<iframe src="data:text/html,x"></iframe>'),
    "object": ("object-src", '<object data="data:text/html,x"></object>'),
    "base": ("base-uri", '<base href="http://localhost:9/">'),
    "form": ("form-action", '<form action="http://localhost:9/"><button id="attack">x</button></form>'),
}
"""Each with what the policy says against it."""
ASKING = {attack for attack in ATTACKS if attack.endswith("of another host")} | {"form"}
"""Those that ask another host for something."""


@pytest.fixture(scope="session")
def victims(
    built_site: Path, editions: Path, tmp_path_factory: pytest.TempPathFactory, site_of: Callable[[Path], str]
) -> dict[str, tuple[Path, str]]:
    """Return a page of a copy of each edition, and the address of the folder that it is in."""
    copies = tmp_path_factory.mktemp("copies")
    (unpacked,) = (path for path in editions.iterdir() if path.is_dir())
    for name, whole in (("hosted", built_site), ("folder", unpacked), ("single", editions)):
        shutil.copytree(whole, copies / name, ignore=shutil.ignore_patterns("*.zip", "*-offline"))
    return {
        "hosted": (copies / "hosted" / "index.html", site_of(copies / "hosted")),
        "folder": (copies / "folder" / "index.html", (copies / "folder").as_uri() + "/"),
        "single": (copies / "single" / "harbour-brief.html", (copies / "single").as_uri() + "/"),
    }


@pytest.fixture(params=["hosted", "folder", "single"])
def attacked(request: pytest.FixtureRequest, victims: dict[str, tuple[Path, str]]) -> Callable[[str], str]:
    """Return a function that puts an attack into a page, and returns the page's address."""
    page, folder = victims[request.param]

    def with_attack(html: str) -> str:
        text = page.read_text(encoding="utf-8")
        assert text.count("</main>") == 1
        attack = page.with_name(f"attack-{hashlib.sha256(html.encode()).hexdigest()}.html")
        attack.write_text(text.replace("</main>", f"{html}</main>"), encoding="utf-8")
        return folder + attack.name

    return with_attack


@pytest.fixture(scope="module")
def listening(browser: Browser) -> Iterator[Page]:
    """Return a page that says what its policy blocked, for one attack after another."""
    with browser.new_context() as context:
        context.add_init_script(LISTEN)
        yield context.new_page()


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_is_put_into_a_page_does_nothing(listening: Page, attacked: Callable[[str], str], attack: str) -> None:
    directive, html = ATTACKS[attack]
    page = listening
    page.goto("about:blank")  # what the page before still had to say is not said of this one
    address = attacked(html)
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: asked.append(request.url) if request.failure != "csp" else None)
    with page.expect_console_message(lambda message: message.text == f"blocked: {directive}"):
        page.goto(address)
        if "attack" in html:
            page.locator("#attack").evaluate("element => element.click()")
    assert page.evaluate("window.hurt") is None
    assert page.evaluate(STYLED) == ""
    assert page.evaluate("new URL('x', document.baseURI).host") == page.evaluate("location.host")
    assert [url for url in asked if "localhost:9" in url] == []


@pytest.fixture(scope="module")
def unguarded(browser: Browser) -> Iterator[Page]:
    """Return a page for one attack after another that no policy stops."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.mark.parametrize("attack", ATTACKS)
def test_each_attack_would_be_one_without_the_policy(unguarded: Page, tmp_path: Path, attack: str) -> None:
    _, html = ATTACKS[attack]
    page = unguarded
    (tmp_path / "page.html").write_text(f"<!doctype html><title>x</title>{html}")
    with page.expect_request("http://localhost:9/**") if attack in ASKING else nullcontext():
        page.goto((tmp_path / "page.html").as_uri())
        if "attack" in html:
            page.locator("#attack").evaluate("element => element.click()")
    if attack not in ASKING:
        page.wait_for_function(f"document.baseURI.includes('localhost') || frames.length || window.hurt || {STYLED}")
