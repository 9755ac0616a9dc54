"""One month as weeks of days, and the months before and after it in which something happens."""

from calendar import Calendar as Weeks
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from mastaba.api import settings_for
from mastaba_event.queries import TABLE, Occasion, between, events, local, occasions
from mastaba_event.settings import EventSettings

MOST = 200  # events shown of one month
YEARS = range(1900, 2200)


@dataclass(frozen=True)
class Day:
    """A square of the calendar."""

    date: date
    inside: bool
    today: bool
    events: tuple[Occasion, ...]


def asked_month(request: Any) -> date:
    """The first day of the month in `?month=2030-05`, of this month when there is none."""
    year, _, month = request.GET.get("month", "").partition("-")
    if year.isdecimal() and month.isdecimal() and int(year) in YEARS and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return local(request, request.now).date().replace(day=1)


def weeks_of(request: Any, calendar: Any, first: date) -> list[list[Day]]:
    """The month that begins with `first`: two statements."""
    begins = settings_for(request, EventSettings).first_day
    weeks = Weeks(0 if begins == "monday" else 6).monthdatescalendar(first.year, first.month)
    start, end = _midnight(request, first), _midnight(request, after(first))
    chosen = events(request, *between(start, end), below=calendar)
    found, today = occasions(request, chosen, MOST), local(request, request.now).date()
    return [[_day(day, first, today, found) for day in week] for week in weeks]


def neighbours(request: Any, calendar: Any, first: date) -> tuple[date | None, date | None]:
    """The nearest months before and after in which something begins; None where none is."""
    before = events(request, TABLE.c.starts < _midnight(request, first), below=calendar)
    behind = events(request, TABLE.c.starts >= _midnight(request, after(first)), below=calendar)
    earlier, later = occasions(request, before, 1, latest=True), occasions(request, behind, 1)
    return _month_of(earlier), _month_of(later)


def after(first: date) -> date:
    """The first day of the next month."""
    return (first + timedelta(days=31)).replace(day=1)


def _month_of(found: list[Occasion]) -> date | None:
    return found[0].starts.date().replace(day=1) if found else None


def _midnight(request: Any, day: date) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(request.time_zone))


def _day(day: date, first: date, today: date, found: list[Occasion]) -> Day:
    inside = day.month == first.month
    here = (item for item in found if inside and _touches(item, day))
    return Day(day, inside, day == today, tuple(here))


def _touches(item: Occasion, day: date) -> bool:
    last = item.ends - timedelta(microseconds=1)  # what ends at midnight is not of that day
    return item.starts.date() <= day <= max(last.date(), item.starts.date())
