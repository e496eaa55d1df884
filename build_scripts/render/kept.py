"""What was made of a brief before: whatever would turn out the same is not made anew. Pure.

Each file is kept with the trails that lead to all that was read to make it (``seen``), and with one fingerprint of what
stood there. As long as the same stands there, so does the file: nothing else could make a difference.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b, sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, cast

from build_scripts.brief.addresses import Address
from build_scripts.render.compiled import program
from build_scripts.render.content import Content
from build_scripts.render.seen import Prints, Reads, Seen, Trail, Value

_TEMPLATES = Path(__file__).parents[1] / "templates"
_LIBRARIES = ("jinja2", "markdown", "markupsafe", "pydantic")
"""What besides the program has a say in what a template gives."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made."""

    trails: tuple[Trail, ...]
    print: str
    text: str


class Kept:
    """What is kept from one build to the next."""

    def __init__(self, made: Mapping[str, Made] | None = None, values: Mapping[int, Value] | None = None) -> None:
        self.made: Mapping[str, Made] = made or {}
        self.values: Mapping[int, Value] = values or {}
        """The fingerprints of what the pages were made of, as long as the program runs."""


class Maker:
    """Makes the files of a *content*, but takes from what is *kept* those of which nothing has changed."""

    def __init__(self, content: Content, kept: Kept | None = None) -> None:
        self._reads = Reads()
        self.seen = cast("Content", Seen(content, self._reads))
        """What everything has to be made from."""
        self.prints = Prints(content, kept.values if kept else {})
        self._before = kept.made if kept else {}
        self.made: dict[str, Made] = {}
        """All that has been made or taken."""
        self._program = program_print()

    def shared(self, make: Callable[[], object]) -> tuple[Trail, ...]:
        """Return the trails to what *make* reads, which makes something that several files share."""
        self._reads.trails = {}
        make()
        return tuple(self._reads.trails)

    def text(self, path: str, of: object, make: Callable[[], str], shared: tuple[Trail, ...] = ()) -> str:
        """Return the file *path*, which is made of the values *of* and of what *make* reads of the content."""
        made = self._before.get(path)
        if made is None or made.print != self._print(made.trails, of):
            self._reads.trails = dict.fromkeys(shared)
            text = make()
            trails = tuple(self._reads.trails)
            made = Made(trails, self._print(trails, of), text)
        self.made[path] = made
        return made.text

    def _print(self, trails: tuple[Trail, ...], of: object) -> str:
        whole = blake2b(self._program, digest_size=16)
        whole.update(self.prints.of(of))
        for trail in trails:
            whole.update(self.prints.at(trail))
        return whole.hexdigest()


def program_print() -> bytes:
    """Return a fingerprint of the program; templates may change while it runs."""
    found = blake2b(f"{program()} {_libraries()}".encode())
    for path in sorted(_TEMPLATES.rglob("*.jinja")):
        found.update(path.read_bytes())
    return found.digest()


@cache
def _libraries() -> str:
    return " ".join(map(version, _LIBRARIES))


def to_data(kept: Kept) -> dict[str, Any]:
    """Return what is *kept* as data for JSON; of each file not its text but the SHA-256 of it."""
    numbers: dict[Trail, int] = {}
    files = {
        path: [made.print, _digest(made.text), [numbers.setdefault(trail, len(numbers)) for trail in made.trails]]
        for path, made in kept.made.items()
    }
    return {"trails": [[*map(_plain, trail)] for trail in numbers], "files": files}


def from_data(data: Any, text: Callable[[str], str | None]) -> Kept:
    """Return what such *data* say is kept, as far as the *text* of a file is still the same; raise an error if it is no such data."""
    trails = [tuple(map(_step, trail)) for trail in data["trails"]]
    made = {}
    for path, (print_, digest, numbers) in data["files"].items():
        found = text(path)
        if found is not None and _digest(found) == digest:
            made[path] = Made(tuple(trails[number] for number in numbers), print_, found)
    return Kept(made)


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(step: Any) -> Any:
    return {"page": step.page, "fragment": step.fragment} if isinstance(step, Address) else step


def _step(plain: Any) -> Any:
    return Address(**plain) if isinstance(plain, dict) else tuple(plain) if isinstance(plain, list) else plain
