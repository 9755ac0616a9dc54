"""Template filters: instants in words, in the reader's or the site's zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from jinja2 import pass_context
from markupsafe import Markup

STEPS = ((60, "minute"), (24, "hour"), (30, "day"), (12, "month"))


@pass_context
def when(context: Any, instant: datetime | None) -> Markup:
    """`<time>` with day, time and zone, or nothing for None."""
    return _element(context, instant, _words)


@pass_context
def day(context: Any, instant: datetime | None) -> Markup:
    """`<time>` with the day only."""
    return _element(context, instant, lambda _context, local: f"{local.day} {local:%B %Y}")


@pass_context
def ago(context: Any, instant: datetime | None) -> Markup:
    """`<time>` with the distance from now, such as "3 hours ago"."""
    return _element(context, instant, _distance)


def _element(
    context: Any, instant: datetime | None, words: Callable[[Any, datetime], str]
) -> Markup:
    if instant is None:
        return Markup("")
    local = instant.astimezone(_zone(context))
    title, shown = _words(context, local), words(context, local)
    return Markup(  # noqa: S704 digits and names of months and zones only, and lists hold many
        f'<time datetime="{instant.isoformat()}" title="{title}">{shown}</time>'
    )


def _words(_context: Any, local: datetime) -> str:
    return f"{local.day} {local:%b %Y, %H:%M %Z}"


def _distance(context: Any, local: datetime) -> str:
    seconds = (context["request"].now - local).total_seconds()
    future, amount = seconds < 0, abs(seconds) / 60
    if amount < 1:
        return "just now"
    for size, unit in STEPS:
        if amount < size:
            return _counted(int(amount), unit, future=future)
        amount /= size
    return _counted(int(amount), "year", future=future)


def _counted(number: int, unit: str, *, future: bool) -> str:
    text = f"{number} {unit}{'' if number == 1 else 's'}"
    return f"in {text}" if future else f"{text} ago"


def _zone(context: Any) -> ZoneInfo:
    request = context["request"]
    return ZoneInfo(getattr(request, "time_zone", "UTC"))


FILTERS = {"when": when, "ago": ago, "day": day}
