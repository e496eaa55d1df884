"""Do in Firefox what a reader does, on the site and in the folder that were built: ``nox -s firefox``.

Firefox is driven by WebDriver BiDi (W3C), which it speaks by itself. Each act is printed with what came of it; the exit
code is 1 if one failed, and where no Firefox is installed, that is said and nothing is done.
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

from websockets.sync.client import ClientConnection, connect

from tests.tools.reading import filled, served

PATIENCE = 10.0
"""How many seconds an act may take to show."""
LONGEST = 30.0
"""How many seconds Firefox may take to answer."""
COMMANDS = ("firefox-esr", "firefox")
KEYS = {"Escape": "\ue00c", "Enter": "\ue007", "ArrowDown": "\ue015", "Tab": "\ue004", "Alt": "\ue00a"}
"""Keys by their code points in WebDriver."""
PHONE, DESKTOP = (390, 844), (1280, 900)


class Failed(Exception):  # noqa: N818 - it names what came of an act
    """What a reader would see does not come."""


class Tab:
    """A tab of a running Firefox."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._number = 0
        self.send("session.new", capabilities={})
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
            if answer.get("id") == self._number:
                if answer["type"] == "error":
                    raise Failed(f"{method}: {answer['message']}")
                return answer["result"]

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
        self.wait(f"document.querySelector({json.dumps(selector)})?.checkVisibility({{visibilityProperty: true}})")

    def point(self, selector: str, *, press: bool = True) -> None:
        """Move the pointer to the first visible element of *selector*, and press and release it there."""
        self.wait(f"{_first(selector)}")
        self.ask(f"{_first(selector)}.scrollIntoView({{block: 'center', behavior: 'instant'}})")
        self.wait(_STILL)
        place = f"{_first(selector)}.getClientRects()[0]"
        x = self.ask(f"Math.round({place}.x + Math.min(8, {place}.width / 2))")
        y = self.ask(f"Math.round({place}.y + {place}.height / 2)")
        acts: list[dict[str, Any]] = [{"type": "pointerMove", "x": x, "y": y}]
        if press:
            acts += [{"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self._act({"type": "pointer", "id": "mouse", "actions": acts})

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


def _search(tab: Tab, address: str) -> None:
    tab.open(address)
    start = tab.ask("location.href")
    tab.point(".finder-button")
    tab.wait("document.activeElement?.type === 'search'")
    tab.type(
        str(tab.ask("document.querySelector('h1').innerText.split(/[^\\\\p{L}]+/u).find((word) => word.length > 4)"))
    )
    tab.shown("#finder-results a")
    tab.press("Enter")
    tab.wait(f"location.href !== {json.dumps(start)}")


def card(reader: Reader) -> None:
    """See what a link leads to under the pointer, and close it with Escape."""
    tab = reader.tab
    tab.open(reader.page("background/"))
    tab.point(".md-content a[data-card]", press=False)
    tab.shown("[role=note]")
    tab.press("Escape")
    tab.wait(
        "![...document.querySelectorAll('[role=note]')].some((one) => one.checkVisibility({visibilityProperty: true}))"
    )


def card_folder(reader: Reader) -> None:
    """See the card of a link in the folder, opened from the disk."""
    tab = reader.tab
    tab.open((reader.folder / "background.html").as_uri())
    tab.point(".md-content a[data-card]", press=False)
    tab.shown("[role=note]")


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


def verdicts(reader: Reader) -> None:
    """Follow a part of the bar on the first page to the claims of its verdict."""
    tab = reader.tab
    tab.open(reader.site)
    tab.point(".tally a")
    tab.wait("location.hash && document.querySelector(location.hash)?.checkVisibility()")


def unfold(reader: Reader) -> None:
    """Unfold a quotation, and what a judgement rests on."""
    tab = reader.tab
    for path in ("quotes/{article}/", ""):
        tab.open(reader.page(path))
        tab.point(".md-content details:not([open]) > summary")
        tab.wait("document.querySelector('.md-content details[open]')")


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


def errors(reader: Reader) -> None:
    """Open each kind of page of the folder: no script fails, and nothing is asked of another host."""
    for name in ("index.html", "timeline.html", "glossary.html", "sources.html"):
        reader.tab.open((reader.folder / name).as_uri())
        asked = reader.tab.ask("performance.getEntriesByType('resource').map((one) => one.name).join(' ')")
        if found := re.findall(r"https?://\S+", str(asked)):
            raise Failed(f"{name} asks for {found[0]}")


ACTS: tuple[Callable[[Reader], None], ...] = (
    menu,
    search,
    search_folder,
    card,
    card_folder,
    presets,
    note,
    verdicts,
    unfold,
    link_into_folded,
    scheme,
    narrow,
    errors,
)


def main(site: Path, dist: Path) -> int:
    """Do every act; return 1 if one failed."""
    folder = next(dist.glob("*-offline/index.html")).parent.resolve()
    with served(site) as address, running() as socket:
        reader = Reader(Tab(socket), address, site, folder)
        print(reader.tab.ask("navigator.userAgent"))
        failed = sum(not _done(act, reader) for act in ACTS)
    print(f"{len(ACTS) - failed} of {len(ACTS)} acts passed")
    return 1 if failed else 0


def _done(act: Callable[[Reader], None], reader: Reader) -> bool:
    what = (act.__doc__ or "").strip()
    reader.tab.renew()
    try:
        act(reader)
    except Failed as error:
        print(f"failed  {what}\n        {error}")
        return False
    print(f"passed  {what}")
    return True


@contextmanager
def running() -> Iterator[ClientConnection]:
    """Start Firefox with a profile of its own; give the connection to it."""
    command = next(filter(None, map(shutil.which, COMMANDS)), None)
    if command is None:
        sys.exit("no Firefox is installed: install Debian's firefox-esr, or Mozilla's Firefox, and run this again")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
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
