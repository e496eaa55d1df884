"""Dates in EDTF (ISO 8601-2:2019): all of level 0, and of level 1 all that a brief can mean.

One function for each form in which a date is published: ``spoken`` in words, ``csl`` as CSL's date variable, ``iso`` as
one date of ISO 8601, ``years`` for BibTeX, ``first_moment`` for feeds and books. Days are numbered as
``date.toordinal`` numbers them, before the year 1 and after 9999 too.
"""

import re
from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import inf, isfinite
from typing import Any

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
QUALIFIERS = {"": "", "~": "about ", "?": "possibly ", "%": "possibly about "}
EXAMPLES = (
    "2016-10-11", "2016-10", "2016", "2016-21", "2016-10-11T12:30:00Z", "2016~", "2016-10?", "2016-10-11%", "2016-10-XX",
    "2016-XX", "201X", "2016-10-10/2016-10-12", "2016~/2017-03", "2016-07/..", "../2016", "2016-07/", "/2016", "0476",
    "-0043-03-15", "Y17000",
)  # fmt: skip
"""A date of each form, for the guide."""
OPEN, UNKNOWN = "..", ""
"""The ends of an interval that are no date: it has no such end, or the end is not known."""

_DATE = re.compile(r"(-?\d{4})(?:-(\d\d)(?:-(\d\d))?)?([~?%]?)", re.ASCII)
_LONG_YEAR = re.compile(r"Y(-?[1-9]\d{4,8})", re.ASCII)
_SOME_YEAR = re.compile(r"(-?)(\d\d)(\dX|XX)", re.ASCII)
_SOME_DAY = re.compile(r"(-?\d{4})(?:-(\d\d))?(-XX|-XX-XX)", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(Z|[-+](?:0\d|1[0-4])(?::[0-5]\d)?)?", re.ASCII)
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097
"""After how many years, and days, the calendar repeats itself."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as precise as it is known: *month* and *day* are 0 where they are not; months 21–24 are seasons."""

    year: int
    """As ISO 8601 counts: 0 is the year 1 BC."""
    month: int = 0
    day: int = 0
    qualifier: str = ""
    time: str = ""
    """The time of day, as typed."""
    years: int = 1
    """How many years it may be in, from *year* on: 10 of ``201X``, 100 of ``20XX``."""
    some: str = ""
    """``day`` or ``month`` if it is one, nobody knows which, of the year or month: ``2016-XX``."""

    def earliest(self) -> int:
        """Return the first day that it can mean."""
        if self.month in SEASONS:
            return ordinal(self.year, (self.month - 21) * 3 + 3, 1)
        return ordinal(self.year, self.month or 1, self.day or 1)

    def latest(self) -> int:
        """Return the last day that it can mean."""
        if self.month == 24:
            return ordinal(self.year + 1, 3, 1) - 1
        month = (self.month - 21) * 3 + 5 if self.month in SEASONS else self.month or 12
        year = self.year + self.years - 1
        return ordinal(year, month, self.day or _last_day(year, month))

    def parts(self) -> list[int]:
        """Return its year, month and day as CSL has them: with no year 0, and no seasons."""
        year = self.year if self.year > 0 else self.year - 1
        month = self.month if self.month not in SEASONS else 0
        return [year, *filter(None, (month, self.day))]

    def __str__(self) -> str:
        if self.years > 1:
            return f"some year {_decade_or_century(self.year, self.years)}"
        words = (str(self.day) if self.day else "", month_name(self.month), year_name(self.year))
        known = " ".join(filter(None, words))
        if self.some:
            return f"some {self.some} in {known}"
        return f"{QUALIFIERS[self.qualifier]}{known}{_spoken_time(self.time)}"


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time; one of its ends may be open (``..``) or unknown (nothing)."""

    start: PartialDate | str
    end: PartialDate | str

    def ends(self) -> tuple[PartialDate, ...]:
        """Return the ends that are dates: one or both."""
        return tuple(end for end in (self.start, self.end) if isinstance(end, PartialDate))

    def __str__(self) -> str:
        match self.start, self.end:
            case PartialDate() as a, PartialDate() as b:
                return _spoken_between(a, b)
            case a, "..":
                return f"from {a} onwards"
            case "..", b:
                return f"until {b}"
            case a, "":
                return f"from {a} to an unknown date"
        return f"from an unknown date to {self.end}"


def month_name(month: int) -> str:
    """Return the English name of *month*, of a season (21–24), or nothing for 0."""
    return SEASONS.get(month) or (MONTHS[month - 1] if month else "")


def year_name(year: int) -> str:
    """Return *year* in words, with its era unless it has four digits: 0 is the year 1 BC."""
    if year < 1:
        return f"{1 - year} BC"
    return str(year) if 1000 <= year <= 9999 else f"AD {year}"


def ordinal(year: int, month: int, day: int) -> int:
    """Return the number of a day, as ``date.toordinal`` does, of any *year*."""
    cycles, rest = divmod(year - 1, _CYCLE_YEARS)
    return date(rest + 1, month, day).toordinal() + cycles * _CYCLE_DAYS


def year_of(day: float) -> int:
    """Return the year of the day with the number *day*."""
    cycles, rest = divmod(int(day) - 1, _CYCLE_DAYS)
    return date.fromordinal(rest + 1).year + cycles * _CYCLE_YEARS


def parse(text: str) -> PartialDate | Interval:
    """Return what *text* says in EDTF; raise ValueError if it is not a date."""
    first, slash, last = text.partition("/")
    if not slash:
        return _parse_one(text)
    if "/" in last:
        raise ValueError("an interval has two ends")
    found = Interval(_parse_end(first), _parse_end(last))
    if not found.ends():
        raise ValueError("an interval needs a date at one end")
    earliest, latest = span(found)
    if earliest > latest:
        raise ValueError("the interval ends before it begins")
    return found


def edtf(value: object) -> object:
    """Return *value* as text if it is a date in EDTF, or a year that YAML read as a number; raise ValueError if not.

    Anything but a text or a whole number is returned as it is, for the type to be refused.
    """
    text = str(value) if type(value) is int else value
    if isinstance(text, str):
        parse(text)
    return text


class InexactError(ValueError):
    """A text is a date of another kind than the one day, or moment, that is asked for."""


def exact(value: object) -> object:
    """Return *value* if it is one day, or one moment of a day; raise InexactError if it is any other text or a number."""
    text = str(value) if type(value) is int else value
    if not isinstance(text, str):
        return value
    try:
        found = parse(text)
    except ValueError as error:
        raise InexactError(str(error)) from error
    if not (isinstance(found, PartialDate) and found.day) or found.qualifier:
        raise InexactError("not an exact day")
    return text


def spoken(text: str) -> str:
    """Return the EDTF date *text* in words: ``11 October 2016``, ``10–12 October 2016``, ``about 2016``."""
    return str(parse(text))


def csl(text: str) -> dict[str, Any]:
    """Return the EDTF date *text* as a date variable of CSL-JSON; in words where CSL has no other way."""
    match parse(text):
        case PartialDate(years=1) as found:
            season = {"season": found.month - 20} if found.month in SEASONS else {}
            return {"date-parts": [found.parts()], **season, **_circa(found)}
        case Interval(PartialDate() as a, PartialDate() as b) if a == b:
            return csl(text.partition("/")[0])
        case Interval(PartialDate() as a, PartialDate() as b) if not {a.month, b.month} & {*SEASONS}:
            return {"date-parts": [a.parts(), b.parts()], **_circa(a, b)}
        case found:
            return {"literal": str(found)}


def iso(text: str) -> str:
    """Return the one date of ISO 8601 that the EDTF date *text* stands for or lies in, or nothing: ``2020-21`` is 2020."""
    found = parse(text)
    if not isinstance(found, PartialDate) or found.qualifier or found.years > 1 or not 1 <= found.year <= 9999:
        return ""
    if found.time:
        return text if re.search(r"(Z|:\d\d)$", text) else f"{text}:00"
    return text[:4] if found.month in SEASONS else text.removesuffix("-XX").removesuffix("-XX")


def years(text: str) -> str:
    """Return the year or the years of the EDTF date *text*, for BibTeX: ``2016``, ``2015--2016``."""
    found = parse(text)
    ends = found.ends() if isinstance(found, Interval) else (found,)
    first, last = ends[0].year, ends[-1].year + ends[-1].years - 1
    return year_name(first) if first == last else f"{year_name(first)}--{year_name(last)}"


def first_moment(text: str) -> str:
    """Return the first moment of the EDTF date *text*, or of its end if its start is open or unknown, as XML has it.

    XML has the years from 1 to 9999; for others it is the moment nearest to them.
    """
    found = parse(text)
    if isinstance(found, PartialDate) and found.time and 1 < found.year < date.max.year:
        moment = datetime.fromisoformat(text)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment
        return f"{moment.replace(tzinfo=None).isoformat()}Z"
    known = found.ends()[0] if isinstance(found, Interval) else found
    day = min(max(known.earliest(), 1), date.max.toordinal())
    return f"{date.fromordinal(day).isoformat()}T00:00:00Z"


def sort_key(text: str) -> tuple[float, float, str]:
    """Return what puts EDTF dates in order: by their first day, then by where their end begins, then as written."""
    found = parse(text)
    end = found.end if isinstance(found, Interval) else found
    last = end.earliest() if isinstance(end, PartialDate) else inf
    return span(text)[0], last, text


def span(when: str | PartialDate | Interval) -> tuple[float, float]:
    """Return the numbers of the first and the last day that *when*, a date in EDTF, can mean; infinite at an open end.

    An end that is not known is taken to be where the known end is.
    """
    found = parse(when) if isinstance(when, str) else when
    if isinstance(found, PartialDate):
        return found.earliest(), found.latest()
    ends = found.ends()
    first = -inf if found.start == OPEN else ends[0].earliest()
    last = inf if found.end == OPEN else ends[-1].latest()
    return first, last


def known_days(text: str) -> tuple[int, ...]:
    """Return the numbers of the first and the last day of *text*, or only one of them if the other end is open."""
    return tuple(int(day) for day in span(text) if isfinite(day))


def _spoken_between(a: PartialDate, b: PartialDate) -> str:
    if a == b:
        return str(a)
    if not a.qualifier and not b.qualifier and a.year == b.year:
        if a.day and b.day and a.month == b.month:
            return f"{a.day}–{b}"
        if a.month and b.month and not a.day and not b.day:
            return f"{month_name(a.month)}–{b}"
    return f"{a} – {b}"


def _spoken_time(text: str) -> str:
    """Return the time of day *text* as it follows a date in words: its seconds only where they count."""
    found = _TIME.fullmatch(text)
    if not found:
        return ""
    hours, minutes, seconds, zone = found.groups(default="")
    clock = f"{hours}:{minutes}" + (f":{seconds}" if seconds != "00" else "")
    offset = zone[:1].replace("-", "\u2212") + zone[1:].removeprefix("0").removesuffix(":00")
    return f", {clock}" + (" UTC" if zone else "") + (offset if zone != "Z" and offset[1:] != "0" else "")


def _decade_or_century(year: int, years: int) -> str:
    if years == 10 and year >= 1000:
        return f"in the {year}s"
    return f"from {year_name(year)} to {year_name(year + years - 1)}"


def _circa(*ends: PartialDate) -> dict[str, bool]:
    return {"circa": True} if any(end.qualifier for end in ends) else {}


def _last_day(year: int, month: int) -> int:
    return 29 if month == 2 and isleap(year) else monthrange(2001, month)[1]


def _parse_end(text: str) -> PartialDate | str:
    if text in (OPEN, UNKNOWN):
        return text
    found = _parse_one(text)
    if found.time or found.years > 1 or found.some or text.startswith("Y"):
        raise ValueError(f"an interval cannot begin or end with {text}")
    return found


def _parse_one(text: str) -> PartialDate:
    if found := _LONG_YEAR.fullmatch(text):
        return PartialDate(int(found[1]))
    if found := _SOME_YEAR.fullmatch(text):
        return _some_year(found[1], f"{found[2]}{found[3]}")
    if found := _SOME_DAY.fullmatch(text):
        if found[2] and found[3] == "-XX-XX":
            raise ValueError("not a date in EDTF")
        some = "day" if found[2] or found[3] == "-XX-XX" else "month"
        return PartialDate(_year(found[1]), _month(found[2] or "", text), some=some)
    day, _, time = text.partition("T")
    found = _DATE.fullmatch(day)
    if not found or ("T" in text and (not found[3] or found[4])):
        raise ValueError("not a date in EDTF")
    if "T" in text and not _TIME.fullmatch(time):
        raise ValueError("a time is hours, minutes and seconds: 12:30:00Z")
    return _checked(found, time)


def _some_year(sign: str, digits: str) -> PartialDate:
    years = 10 ** digits.count("X")
    year = int(digits.replace("X", "0"))
    return PartialDate(-year - years + 1 if sign else year, years=years)


def _checked(found: re.Match[str], time: str) -> PartialDate:
    """Return the date *found* if the calendar has it."""
    year, month, day = _year(found[1]), int(found[2] or 0), int(found[3] or 0)
    if found[2] and month not in SEASONS:
        month = _month(found[2], found[0])
    if found[3] and (month in SEASONS or not 1 <= day <= _last_day(year, month)):
        raise ValueError(f"there is no such day: {found[0]}")
    return PartialDate(year, month, day, found[4], time)


def _year(digits: str) -> int:
    if digits == "-0000":
        raise ValueError("there is no such year: -0000")
    return int(digits)


def _month(digits: str, text: str) -> int:
    """Return the number of the month *digits*, or 0 if there are none."""
    if digits and not 1 <= int(digits) <= 12:
        raise ValueError(f"there is no such month: {text}")
    return int(digits or 0)


def from_parts(year: str, month: str = "", day: str = "") -> str:
    """Return the EDTF date of a year, a month (its number, or at least three letters of its English name) and a day.

    What is no month or no day is left out; of what is no year the words are returned as they are.
    """
    if not re.fullmatch(r"\d{4}", year):
        return " ".join(filter(None, (day, month, year)))
    named = (at for at, name in enumerate(MONTHS, 1) if len(month) > 2 and name.lower().startswith(month.lower()[:3]))
    number = int(month) if month.isdecimal() else next(named, 0)
    if not 1 <= number <= 12:
        return year
    return f"{year}-{number:02}" + (f"-{int(day):02}" if day.isdecimal() else "")
