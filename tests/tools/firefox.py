"""Do in Firefox what a reader does, on the site and in the folder that were built: ``nox -s firefox``.

Firefox is driven by WebDriver BiDi (W3C), which it speaks by itself. Each act is printed with what came of it; it fails,
too, if a script fails meanwhile, a file is missing, or another host is asked for anything. The exit code is 1 if an act
failed, and where no Firefox is installed, that is said and nothing is done.
"""

import contextlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from websockets.sync.client import ClientConnection, connect

from tests.tools.reading import PAGES, filled, served

PATIENCE = 10.0
"""How many seconds an act may take to show."""
LONGEST = 30.0
"""How many seconds Firefox may take to answer."""
COMMANDS = ("firefox-esr", "firefox")
KEYS = {
    "Escape": "\ue00c",
    "Enter": "\ue007",
    "ArrowDown": "\ue015",
    "Tab": "\ue004",
    "Shift": "\ue008",
    "Alt": "\ue00a",
}
"""Keys by their code points in WebDriver."""
WATCHED = ("log.entryAdded", "network.beforeRequestSent", "network.fetchError", "network.responseCompleted")
PHONE, DESKTOP = (390, 844), (1280, 900)


class Failed(Exception):  # noqa: N818 - it names what came of an act
    """What a reader would see does not come."""


class Tab:
    """A tab of a running Firefox."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self._faults: list[str] = []
        self.send("session.new", capabilities={})
        self.send("session.subscribe", events=WATCHED)
        self.context = ""
        self.renew()

    def renew(self) -> None:
        """Open a new tab in place of this one: one that has shown a file may never tell that an address is loaded."""
        old, self.context = self.context, self.send("browsingContext.create", type="tab")["context"]
        if old:
            self.send("browsingContext.close", context=old)

    def send(self, method: str, **params: Any) -> Any:
        """Send a command and return its result; raise Failed with what Firefox says against it."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            try:
                answer = json.loads(self._socket.recv(timeout=LONGEST))
            except TimeoutError:
                raise Failed(f"{method}: no answer in {LONGEST:.0f} s") from None
            if answer["type"] == "event":
                self._faults += _faults(answer["method"], answer["params"])
            elif answer.get("id") == self._number:
                if answer["type"] == "error":
                    raise Failed(f"{method}: {answer['message']}")
                return answer["result"]

    def faults(self) -> list[str]:
        """Return what went wrong in the pages since this was last asked."""
        self.send("session.status")  # what happened before is told before the answer
        found, self._faults = self._faults, []
        return found

    def open(self, address: str, size: tuple[int, int] = DESKTOP) -> None:
        """Open *address* in a window of this size, in CSS pixels."""
        viewport = {"width": size[0], "height": size[1]}
        self.send("browsingContext.setViewport", context=self.context, viewport=viewport)
        self.send("browsingContext.navigate", context=self.context, url=address, wait="complete")

    def ask(self, expression: str) -> Any:
        """Return the plain value of a JavaScript expression in the page."""
        target = {"context": self.context}
        found = self.send("script.evaluate", expression=expression, target=target, awaitPromise=True)
        if found["type"] == "exception":
            raise Failed(f"{expression}: {found['exceptionDetails']['text']}")
        return found["result"].get("value")

    def wait(self, expression: str) -> None:
        """Wait until a JavaScript expression is true."""
        end = time.monotonic() + PATIENCE
        while not self.ask(f"Boolean({expression})"):
            if time.monotonic() > end:
                raise Failed(f"never true: {expression}")
            time.sleep(0.05)

    def shown(self, selector: str) -> None:
        """Wait until an element is visible."""
        self.wait(_first(selector))

    def hidden(self, selector: str) -> None:
        """Wait until no element of *selector* is visible."""
        self.wait(f"!{_first(selector)}")

    def focus(self, selector: str) -> None:
        """Move the focus to the first visible element of *selector* as the keyboard does."""
        self.wait(_first(selector))
        self.ask(f"{_first(selector)}.focus()")
        self.press("Shift", "Tab")
        self.press("Tab")
        self.wait(f"{_first(selector)} === document.activeElement")

    def tap(self, selector: str) -> None:
        """Tap the first visible element of *selector* with a finger."""
        self.point(selector, kind="touch")

    def point(self, selector: str, *, press: bool = True, kind: str = "mouse") -> None:
        """Move the pointer to the first visible element of *selector*, and press and release it there."""
        self.wait(_first(selector))
        self.ask(f"{_first(selector)}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        self.wait(_STILL)
        place = f"{_first(selector)}.getClientRects()[0]"
        x = self.ask(f"Math.round({place}.x + Math.min(8, {place}.width / 2))")
        y = self.ask(f"Math.round({place}.y + {place}.height / 2)")
        acts: list[dict[str, Any]] = [{"type": "pointerMove", "x": x, "y": y}]
        if press:
            acts += [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._act({"type": "pointer", "id": kind, "parameters": {"pointerType": kind}, "actions": acts})

    def type(self, text: str) -> None:
        """Type *text* where the focus is."""
        acts = [{"type": kind, "value": char} for char in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keyboard", "actions": acts})

    def press(self, *names: str) -> None:
        """Press keys together: ``press("Alt", "ArrowDown")``."""
        values = [KEYS[name] for name in names]
        acts = [{"type": "keyDown", "value": value} for value in values]
        acts += [{"type": "keyUp", "value": value} for value in reversed(values)]
        self._act({"type": "key", "id": "keyboard", "actions": acts})

    def _act(self, source: dict[str, Any]) -> None:
        self.send("input.performActions", context=self.context, actions=[source])


def _faults(event: str, params: dict[str, Any]) -> Iterator[str]:
    if event == "log.entryAdded":
        if params["level"] == "error":
            yield f"{params['type']}: {params['text']}"
        return
    url = params["request"]["url"]
    if event == "network.beforeRequestSent" and urlsplit(url).hostname not in (None, "", "127.0.0.1"):
        yield f"request to another host: {url}"
    if event == "network.fetchError" and params["errorText"] != "NS_BINDING_ABORTED":  # the reader left before it came
        yield f"request failed: {url}: {params['errorText']}"
    if event == "network.responseCompleted" and params["response"]["status"] >= 400:
        yield f"status {params['response']['status']}: {url}"


_STILL = "!document.getAnimations().some((one) => one.playState === 'running' && one.effect.getTiming().iterations !== Infinity)"


def _first(selector: str) -> str:
    every = f"[...document.querySelectorAll({json.dumps(selector)})]"
    return f"{every}.find((one) => one.checkVisibility({{visibilityProperty: true}}) && one.getClientRects().length)"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: a tab, the address of the site, its folder and that of the offline edition."""

    tab: Tab
    site: str
    built: Path
    folder: Path

    @property
    def single(self) -> str:
        """Return the address of the edition in a single file."""
        return self.folder.with_name(f"{self.folder.name.removesuffix('-offline')}.html").as_uri()

    def page(self, path: str) -> str:
        """Return the address of a page of the site, with its largest article and actor put in."""
        return f"{self.site}{filled(path, self.built)}"


def menu(reader: Reader) -> None:
    """Open the menu on a phone, and go to the claims."""
    tab = reader.tab
    tab.open(reader.site, PHONE)
    tab.point("label.md-header__button[for=__drawer]")
    tab.shown(".md-sidebar--primary .md-nav__link[href*='claims/']")
    tab.wait("document.querySelector('.md-sidebar--primary').getBoundingClientRect().left >= 0")
    tab.point(".md-sidebar--primary .md-nav__link[href*='claims/']")
    tab.wait("location.pathname.includes('claims/')")


def search(reader: Reader) -> None:
    """Search the site by keyboard, and follow the first result to its words."""
    _search(reader.tab, reader.site)


def search_folder(reader: Reader) -> None:
    """Search the folder, opened from the disk."""
    _search(reader.tab, (reader.folder / "index.html").as_uri())


def search_single(reader: Reader) -> None:
    """Search the single file while typing, and go to the first result."""
    tab = reader.tab
    tab.open(reader.single)
    tab.point("input[type=search]")
    tab.type(_word(tab))
    tab.point("a[href^='#']:has(mark)")
    tab.wait("document.getElementById(decodeURIComponent(location.hash.slice(1)))?.checkVisibility()")


def _search(tab: Tab, address: str) -> None:
    tab.open(address)
    start = tab.ask("location.href")
    tab.point(".finder-button")
    tab.wait("document.activeElement?.type === 'search'")
    tab.type(_word(tab))
    tab.shown("#finder-results a")
    tab.press("Enter")
    tab.wait(f"location.href !== {json.dumps(start)}")
    tab.shown(".md-content mark.found")


def _word(tab: Tab) -> str:
    word = tab.ask(r"document.querySelector('h1').innerText.split(/[^\p{L}]+/u).find((word) => word.length > 4)")
    if not word:
        raise Failed("the title has no word to look for")
    return str(word)


LINK, CARD = ".md-content a[data-card]", "[role=note]"


def card(reader: Reader) -> None:
    """See what a link leads to under the pointer, and close it with Escape."""
    tab = reader.tab
    tab.open(reader.page("background/"))
    tab.point(LINK, press=False)
    tab.shown(CARD)
    tab.press("Escape")
    tab.hidden(CARD)


def card_by_keyboard(reader: Reader) -> None:
    """See the card of a link that has the focus, go into it and back to the link with Escape."""
    tab = reader.tab
    tab.open(reader.page("background/"))
    tab.focus(LINK)
    tab.shown(CARD)
    tab.press("Alt", "ArrowDown")
    tab.wait(f"document.activeElement.closest({json.dumps(CARD)})")
    tab.press("Escape")
    tab.hidden(CARD)
    tab.wait(f"document.activeElement === {_first(LINK)}")


def card_by_touch(reader: Reader) -> None:
    """Tap a link: its card opens. Tap it again: it is followed."""
    tab = reader.tab
    tab.open(reader.page("background/"), PHONE)
    tab.tap(LINK)
    tab.shown(CARD)
    tab.tap(LINK)
    tab.wait("!location.pathname.endsWith('background/')")


def card_folder(reader: Reader) -> None:
    """See the card of a link in the folder, opened from the disk."""
    tab = reader.tab
    tab.open((reader.folder / "background.html").as_uri())
    tab.point(LINK, press=False)
    tab.shown(CARD)


def card_single(reader: Reader) -> None:
    """See the card of a link in the single file, and close it with Escape."""
    tab = reader.tab
    tab.open(reader.single)
    tab.point("section.page p a.actor", press=False)
    tab.shown("[role=tooltip]")
    tab.press("Escape")
    tab.hidden("[role=tooltip]")


def presets(reader: Reader) -> None:
    """Choose each way to read the article."""
    tab = reader.tab
    tab.open(reader.page("articles/{article}/"))
    for name in ("everything", "quotes", "plain", "claims"):
        tab.point(f".presets label:has(input[value={name}])")
        tab.wait(f"document.querySelector('input[name=show][value={name}]').checked")
    count = "[...document.querySelectorAll('.para a.ref')].filter((one) => one.checkVisibility()).length"
    some = tab.ask(count)
    tab.point(".presets label:has(input[value=plain])")
    tab.wait(f"{count} === 0")
    tab.point(".presets label:has(input[value=claims])")  # the choice is kept
    if not some:
        raise Failed("no mark is shown with the claims")


def note(reader: Reader) -> None:
    """Open the note of a mark on a phone, go to the next one, and close it."""
    tab = reader.tab
    tab.open(reader.page("articles/{article}/"), PHONE)
    tab.point(".para a.ref")
    tab.shown(".sheet")
    before = tab.ask("document.querySelector('.sheet').innerText")
    tab.point(".sheet button[aria-label='Next note']")
    tab.wait(f"document.querySelector('.sheet').innerText !== {json.dumps(before)}")
    tab.press("Escape")
    tab.wait("!document.querySelector('.sheet')?.checkVisibility({visibilityProperty: true})")


def note_beside(reader: Reader) -> None:
    """Open the note of a mark on a wide screen: it opens beside the text, and its words light up."""
    tab = reader.tab
    tab.open(reader.page("articles/{article}/"), (1440, 900))
    tab.point(".para a.ref")
    tab.shown(".note[open]")
    tab.wait("document.activeElement.closest('.note')")
    tab.shown(".m.at")


def marked_verdict(reader: Reader) -> None:
    """Mark in the article the claims of one verdict alone."""
    tab = reader.tab
    tab.open(reader.page("articles/{article}/"), (1440, 900))
    verdict = tab.ask("document.querySelector('.verdicts input:not([value=all])').value")
    tab.point(f".verdicts label:has(input[value={verdict}])")
    tab.shown(f".para a.ref.{verdict}")
    tab.hidden(f".para a.ref:not(.{verdict})")


def chosen_verdict(reader: Reader) -> None:
    """List the claims of one verdict alone; the choice is in the address."""
    tab = reader.tab
    tab.open(reader.page("claims/{article}/"))
    verdict = tab.ask("document.querySelector('.filters input:not([value=\"\"])').value")
    tab.point(f".filters label:has(input[value={verdict}])")
    tab.shown(f".fold[data-verdict={verdict}]")
    tab.hidden(f".fold:not([data-verdict={verdict}])")
    tab.wait(f"location.search.includes({json.dumps(verdict)})")


def cite(reader: Reader) -> None:
    """Have an entry cited, and close the citation with Escape."""
    tab = reader.tab
    tab.open(reader.page("glossary/"))
    tab.point(".cite-control")
    tab.shown("#citation textarea")
    tab.point("#citation button[aria-label='Copy: Address']")
    tab.wait("document.querySelector('#citation [role=status]').innerText.includes('Copied')")
    tab.press("Escape")
    tab.hidden("#citation")


def verdicts(reader: Reader) -> None:
    """Follow a part of the bar on the first page to the claims of its verdict."""
    tab = reader.tab
    tab.open(reader.site)
    tab.point(".tally a")
    tab.wait("location.hash && document.querySelector(location.hash)?.checkVisibility()")


def unfold_judgement(reader: Reader) -> None:
    """Unfold what a judgement rests on."""
    _unfold(reader, "")


def unfold_quotation(reader: Reader) -> None:
    """Unfold more of a quotation."""
    _unfold(reader, "quotes/{article}/")


def _unfold(reader: Reader, path: str) -> None:
    reader.tab.open(reader.page(path))
    reader.tab.hidden(".md-content details.more > :not(summary)")
    reader.tab.point(".md-content details.more > summary")
    reader.tab.shown(".md-content details.more > :not(summary)")


def link_into_folded(reader: Reader) -> None:
    """Follow a link to an entry that is folded: it opens."""
    tab = reader.tab
    tab.open(reader.page("claims/{article}/"))
    name = tab.ask("document.querySelector('.rest .fold .entry, .fold .entry').id")
    tab.open(f"{reader.page('claims/{article}/')}#{name}")
    tab.wait(f"document.getElementById({json.dumps(name)}).checkVisibility()")


def scheme(reader: Reader) -> None:
    """Change to dark colours; another page keeps them."""
    tab = reader.tab
    tab.open(reader.site)
    light = tab.ask("getComputedStyle(document.body).backgroundColor")
    tab.point(".md-header label[for^=__palette]")
    tab.wait(f"getComputedStyle(document.body).backgroundColor !== {json.dumps(light)}")
    tab.open(reader.page("glossary/"))
    tab.wait(f"getComputedStyle(document.body).backgroundColor !== {json.dumps(light)}")
    tab.ask("localStorage.clear()")


def narrow(reader: Reader) -> None:
    """Read each kind of page on the narrowest phone: none scrolls sideways."""
    paths = ("", "articles/{article}/", "quotes/{article}/", "claims/{article}/", "background/", "actors/")
    for path in (*paths, "actors/{actor}/", "glossary/", "timeline/", "map/", "sources/", "about/"):
        reader.tab.open(reader.page(path), (320, 640))
        wide = reader.tab.ask("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide:
            raise Failed(f"{path or 'home'} is {wide} px too wide")


def every_page(reader: Reader) -> None:
    """Open every page of the folder and the single file from the disk: no file that a page uses is missing."""
    tab = reader.tab
    for page in [*sorted(page.as_uri() for page in reader.folder.rglob("*.html")), reader.single]:
        tab.open(page)
        used = str(tab.ask(_USED)).split()  # of files, Firefox tells neither requests nor failures
        if missing := [
            url for url in used if url.startswith("file:") and not Path(unquote(urlsplit(url).path)).is_file()
        ]:
            raise Failed(f"{page} uses {missing[0]}, which is missing")


_USED = """[...document.querySelectorAll("img, script[src], link:is([rel~=stylesheet], [rel~=icon])")]
  .map((one) => one.src ?? one.href).join(" ")"""


def content(reader: Reader) -> None:
    """Read each kind of page without scripts: what matters is there, and no search that would do nothing."""
    for name, path, first in PAGES:
        reader.tab.open(reader.page(path))
        if reader.tab.ask("document.readyState") != "complete" or not reader.tab.ask(
            "matchMedia('(scripting: none)').matches"
        ):
            raise Failed("scripts are on")
        try:
            reader.tab.shown(first)
        except Failed:
            raise Failed(f"nothing is shown of {name}") from None
        reader.tab.hidden(".finder-button")


def unfold_quietly(reader: Reader) -> None:
    """Unfold what a judgement rests on, and more of a quotation, without scripts."""
    unfold_judgement(reader)
    unfold_quotation(reader)


def presets_quietly(reader: Reader) -> None:
    """Choose each way to read the article without scripts."""
    presets(reader)


ACTS: tuple[Callable[[Reader], None], ...] = (
    menu,
    search,
    search_folder,
    search_single,
    card,
    card_by_keyboard,
    card_by_touch,
    card_folder,
    card_single,
    presets,
    note,
    note_beside,
    marked_verdict,
    chosen_verdict,
    verdicts,
    unfold_judgement,
    unfold_quotation,
    link_into_folded,
    cite,
    scheme,
    narrow,
    every_page,
)
ACTS_WITHOUT_SCRIPTS = (content, unfold_quietly, presets_quietly)


def main(site: Path, dist: Path) -> int:
    """Do every act; return 1 if one failed."""
    folder = next(dist.glob("*-offline/index.html")).parent.resolve()
    done = []
    with served(site) as address:
        for acts, scripts in ((ACTS, True), (ACTS_WITHOUT_SCRIPTS, False)):
            with running(scripts=scripts) as socket:
                reader = Reader(Tab(socket), address, site, folder)
                if scripts:
                    print(reader.tab.ask("navigator.userAgent"))
                done += [_done(act, reader) for act in acts]
    print(f"{sum(done)} of {len(done)} acts passed")
    return 0 if all(done) else 1


def _done(act: Callable[[Reader], None], reader: Reader) -> bool:
    what = (act.__doc__ or "").strip()
    reader.tab.renew()
    try:
        act(reader)
        problems = reader.tab.faults()
    except Failed as error:
        problems = [str(error), *reader.tab.faults()]
    print(f"{'failed' if problems else 'passed'}  {what}")
    for problem in problems:
        print(f"        {problem}")
    return not problems


@contextmanager
def running(*, scripts: bool = True) -> Iterator[ClientConnection]:
    """Start Firefox with a profile of its own, with or without the scripts of pages; give the connection to it."""
    command = next(filter(None, map(shutil.which, COMMANDS)), None)
    if command is None:
        sys.exit("no Firefox is installed: install Debian's firefox-esr, or Mozilla's Firefox, and run this again")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        Path(profile, "user.js").write_text(
            f'user_pref("javascript.enabled", {json.dumps(scripts)});\n', encoding="utf-8"
        )
        arguments = [command, "--headless", "--remote-debugging-port=0", "--profile", profile]
        with subprocess.Popen(arguments, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
            try:
                yield from _connected(process)
            finally:
                process.terminate()


def _connected(process: subprocess.Popen[str]) -> Iterator[ClientConnection]:
    for line in process.stderr or ():
        if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
            with connect(f"{found[1]}/session", max_size=None) as socket:
                yield socket
                with contextlib.suppress(Exception):
                    socket.send(json.dumps({"id": 0, "method": "session.end", "params": {}}))
            return
    sys.exit("Firefox ended before it could be driven")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
