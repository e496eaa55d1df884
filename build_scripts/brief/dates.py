"""Dates that need not be exact: EDTF (ISO 8601-2:2019), the part of it that a brief needs."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
QUALIFIERS = {"": "", "~": "about ", "?": "possibly ", "%": "possibly about "}
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)", re.ASCII)


@dataclass(frozen=True, slots=True)
class When:
    """A date as precise as it is known: *month* and *day* are 0 where they are not; months 21–24 are seasons."""

    year: int
    month: int = 0
    day: int = 0
    qualifier: str = ""

    def earliest(self) -> date:
        """Return the first day that it can mean."""
        if self.month in SEASONS:
            return date(self.year, (self.month - 21) * 3 + 3, 1)
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """Return the last day that it can mean."""
        if self.month == 24:
            return date.max if self.year == date.max.year else date(self.year + 1, 3, 1) - timedelta(days=1)
        month = (self.month - 21) * 3 + 5 if self.month in SEASONS else self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        words = (str(self.day) if self.day else "", month_name(self.month), str(self.year))
        return QUALIFIERS[self.qualifier] + " ".join(filter(None, words))


def month_name(month: int) -> str:
    """Return the English name of *month*, of a season (21–24), or nothing for 0."""
    return SEASONS.get(month) or (MONTHS[month - 1] if month else "")


def parse(text: str) -> tuple[When, ...]:
    """Return the date, or the two ends of the interval, that *text* names in EDTF; raise ValueError if none."""
    ends = tuple(_parse_one(part) for part in text.split("/"))
    if len(ends) > 2:
        raise ValueError("an interval has two ends")
    if len(ends) == 2 and ends[0].earliest() > ends[1].earliest():
        raise ValueError("the interval ends before it begins")
    return ends


def edtf(value: object) -> object:
    """Return *value* if it is a date in EDTF; raise ValueError if it is a text that is not."""
    if isinstance(value, str):
        parse(value)
    return value


def spoken(text: str) -> str:
    """Return the EDTF date *text* in words: ``11 October 2016``, ``10–12 October 2016``, ``about 2016``."""
    match parse(text):
        case (one,):
            return str(one)
        case (a, b) if a.qualifier == b.qualifier == "" and a.day and b.day and (a.year, a.month) == (b.year, b.month):
            return f"{a.day}–{b}"
        case (a, b) if a.qualifier == b.qualifier == "" and a.month and b.month and not a.day and a.year == b.year:
            return f"{month_name(a.month)}–{b}"
        case (a, b):
            return f"{a} – {b}"
    raise AssertionError(text)


def sort_key(text: str) -> tuple[date, date, str]:
    """Return what puts EDTF dates in order: by their first day, then by their last end, then as written."""
    ends = parse(text)
    return ends[0].earliest(), ends[-1].earliest(), text


def span(text: str) -> tuple[date, date]:
    """Return the first and the last day that the EDTF date *text* can mean."""
    ends = parse(text)
    return ends[0].earliest(), ends[-1].latest()


def _parse_one(text: str) -> When:
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError("not a date in EDTF")
    year, month, day = (int(part or 0) for part in found.groups()[:3])
    if year == 0 or (found[2] and month not in SEASONS and not 1 <= month <= 12):
        raise ValueError(f"there is no such month: {text}")
    if found[3] and (month in SEASONS or not 1 <= day <= monthrange(year, month)[1]):
        raise ValueError(f"there is no such day: {text}")
    return When(year, month, day, found[4])
