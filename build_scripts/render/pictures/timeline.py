"""The timeline as a picture: a lane for each status, and a scale that gives half of the width to the year of the articles."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from build_scripts.brief import dates
from build_scripts.brief.model import Event

WIDTH = 960
LEFT, RIGHT = 16, 944
"""Where the first and the last day stand."""
TOP = 34
"""The room for the words above the lanes."""
STEP = 16
"""How far apart the rows of a lane are."""
LANES = (
    ("stated", "In the article"),
    ("alluded", "Alluded to"),
    ("left-out", "Left out"),
    ("after", "After the article"),
)
MOST_EVENTS = 150
"""How many events are drawn: those in the articles, then those nearest to them in time."""
MOST_YEARS = 10_000
"""Over how many years each is tried for a name on the scale; over more, every tenth, and so on."""
MOST_ROWS = 24
"""The largest number of rows that a lane gets for its labels; what has no room in them stands without one."""
LETTERS = 48
"""How many letters of a name are shown."""
LETTER = 5.9
"""The assumed width of a letter."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An event: a point, or a bar if it lasted or is not known to the day."""

    event: Event
    x: float
    length: float
    y: float
    label: str
    label_x: float
    """Where its name begins, or ends if *label_ends*."""
    label_ends: bool
    left: float
    right: float
    """The whole width that it takes, with its label."""

    @property
    def name(self) -> str:
        """Return the whole name, or as much as the picture's width holds: it is shown when the mark is chosen."""
        return _short(self.event.title, int(WIDTH / 2 / LETTER) - 2)

    @property
    def name_ends(self) -> bool:
        """Whether the whole name ends at the mark, and does not begin there."""
        return self.x > WIDTH / 2

    @property
    def name_x(self) -> float:
        """Return where the whole name begins, or ends."""
        return self.x - 9 if self.name_ends else min(self.x + self.length + 9, WIDTH / 2)


@dataclass(frozen=True, slots=True)
class Lane:
    """The events of one status."""

    status: str
    name: str
    top: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale; one with a *label* is a year's, others are months'."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Picture:
    """The lanes, the scale, where the articles stand on it, and how many events are not drawn."""

    lanes: tuple[Lane, ...]
    ticks: tuple[Tick, ...]
    months: tuple[Tick, ...]
    articles: tuple[tuple[float, float], ...]
    """The start and end of each; they differ if its day is not known."""
    core: tuple[float, float]
    """The stretch that is drawn larger: the articles' years."""
    left_out: int
    height: float


@dataclass(frozen=True, slots=True)
class Scale:
    """The position of a day, given by its number, by linear interpolation between *days* at *places*."""

    days: tuple[int, ...]
    places: tuple[float, ...]

    def __call__(self, day: float) -> float:
        """Return the place of *day*; one outside the scale stands at its end."""
        number = min(max(day, self.days[0]), self.days[-1])
        index = min(bisect_right(self.days, number), len(self.days) - 1)
        low, high = self.days[index - 1], self.days[index]
        share = (number - low) / (high - low)
        return self.places[index - 1] + share * (self.places[index] - self.places[index - 1])


def picture(events: Sequence[Event], articles: Sequence[str]) -> Picture | None:
    """Return the picture of *events* with the dates of *articles*, or nothing if there are none."""
    if not events or not articles:
        return None
    published = [dates.known_days(one) for one in articles]
    first_year = dates.year_of(min(map(min, published)))
    last_year = dates.year_of(max(map(max, published)))
    drawn = sorted(events, key=lambda one: _distance(one, published[0][0]))[:MOST_EVENTS]
    days = [day for event in drawn for day in dates.known_days(event.date)]
    scale = _scale(min(days), max(days), first_year, last_year)
    lanes = tuple(_lanes(sorted(drawn, key=lambda one: (*dates.sort_key(one.date), one.id)), scale))
    core = scale(dates.ordinal(first_year, 1, 1)), scale(dates.ordinal(last_year, 12, 31))
    return Picture(
        lanes,
        tuple(_years(scale, first_year, last_year)),
        tuple(_months(scale, first_year)) if first_year == last_year else (),
        tuple(sorted({(scale(days[0]), scale(days[-1])) for days in published})),
        core,
        len(events) - len(drawn),
        lanes[-1].top + lanes[-1].height + 24,
    )


def _distance(event: Event, day: int) -> tuple[bool, int, str]:
    return event.in_article not in ("stated", "alluded"), abs(dates.known_days(event.date)[0] - day), event.id


def _scale(first: int, last: int, first_year: int, last_year: int) -> Scale:
    """Return the scale from *first* to *last*: half of it for the years of the articles, a part for what is around."""
    days = [dates.ordinal(first_year, 1, 1), dates.ordinal(last_year, 12, 31)]
    before, after = first < days[0], last > days[1]
    width = RIGHT - LEFT
    places: list[float] = [LEFT + width / 4 * before, RIGHT - width / 4 * after]
    if before:
        days, places = [dates.ordinal(dates.year_of(first), 1, 1), *days], [LEFT, *places]
    if after:
        days, places = [*days, dates.ordinal(dates.year_of(last), 12, 31)], [*places, RIGHT]
    return Scale(tuple(days), tuple(places))


def _years(scale: Scale, first_year: int, last_year: int) -> Iterator[Tick]:
    """Yield the years that have room for their name, those of the articles first of all."""
    first, last = dates.year_of(scale.days[0]), dates.year_of(scale.days[-1])
    step = _step(last - first)
    taken: list[Tick] = []
    for year in (first_year, last_year + 1, first, *range(first - first % -step, last + 1, step)):
        tick = Tick(scale(dates.ordinal(year, 1, 1)), dates.year_name(year))
        if year <= last and _is_within(tick) and all(_are_apart(tick, other) for other in taken):
            taken.append(tick)
            yield tick


def _step(years: int) -> int:
    """Return how many years lie between those that are tried for a name, so that they are not millions."""
    step = 1
    while years > step * MOST_YEARS:
        step *= 10
    return step


def _is_within(tick: Tick) -> bool:
    half = LETTER * len(tick.label) / 2
    return half <= tick.x <= WIDTH - half


def _are_apart(one: Tick, other: Tick) -> bool:
    return abs(one.x - other.x) >= max(34, LETTER * (len(one.label) + len(other.label)) / 2 + 10)


def _months(scale: Scale, year: int) -> Iterator[Tick]:
    for month in range(2, 13):
        yield Tick(scale(dates.ordinal(year, month, 1)), dates.month_name(month)[:3])


def _lanes(events: Sequence[Event], scale: Callable[[float], float]) -> Iterator[Lane]:
    top: float = TOP
    for status, name in LANES:
        listed = [event for event in events if event.in_article == status]
        if not listed:
            continue
        rows: list[list[Mark]] = []
        for event in listed:
            _place(event, scale, rows, top + 24)
        height = 24 + STEP * len(rows) + 4
        yield Lane(status, name, top, height, tuple(mark for row in rows for mark in row))
        top += height


def _place(event: Event, scale: Callable[[float], float], rows: list[list[Mark]], top: float) -> None:
    """Put *event* into the first of *rows* that has room for it and for its name, on the right or on the left of it."""
    first, last = map(scale, dates.span(event.date))
    length = last - first if last - first > 4 else 0
    label = _short(event.title, LETTERS)
    room = 8 + LETTER * len(label)
    start, end = first - 6, first + length + 6
    bare = Mark(event, first, length, 0, "", first, label_ends=False, left=start, right=end)
    before = replace(bare, label=label, label_x=start - 3, label_ends=True, left=start - room)
    after = replace(bare, label=label, label_x=end + 3, right=end + room)
    named = [mark for mark in (after, before) if mark.left >= 0 and mark.right <= WIDTH]
    for choices, most in ((named, MOST_ROWS), ([bare], len(rows) + 1)):
        for index, row in enumerate([*rows, []][:most]):
            for mark in choices:
                if all(mark.right <= other.left or other.right <= mark.left for other in row):
                    if index == len(rows):
                        rows.append(row)
                    row.append(replace(mark, y=top + STEP * index + STEP / 2))
                    return


def _short(title: str, letters: int) -> str:
    return title if len(title) <= letters else title[: letters - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
