"""The block "Upcoming events"."""

from typing import Any

from mastaba.api import Group, Reference, field, find
from mastaba_event.queries import events, occasions, over


class Upcoming(Group):
    """What an editor fills in."""

    title: str = field(label="Heading", default="Upcoming events")
    number: int = field(label="How many", default=3, ge=1, le=20)
    calendar: Reference | None = field(
        label="Of which calendar", help="Empty: of all.", types=("event.calendar",)
    )


def data(request: Any, values: Any) -> dict[str, Any] | None:
    """The events that come next, asked by each reader; none of a calendar that is gone."""
    below = find(request, values.calendar) if values.calendar else None
    if values.calendar and below is None:
        return None
    coming = events(request, over >= request.now, below=below)
    return {"events": occasions(request, coming, values.number)}


def includeme(config: Any) -> None:
    """Register it."""
    config.add_block(
        "event.upcoming",
        Upcoming,
        title="Upcoming events",
        icon="calendar-clock",
        description="The next events of a calendar; always up to date.",
        renderer="event/upcoming.jinja2",
        data=data,
    )
