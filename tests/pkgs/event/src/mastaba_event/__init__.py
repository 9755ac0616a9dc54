"""Events: a calendar month by month, a block, a file that other calendars read."""

from typing import Any

from mastaba.api import Plugin

plugin = Plugin("event", title="Events", requires=("pages",), api=">=0.1,<1")


def includeme(config: Any) -> None:
    """Register everything."""
    from mastaba_event.models import Calendar, Event, Related

    config.add_templates("event", "mastaba_event:templates")
    config.add_assets("event", "mastaba_event:static")
    config.add_content_type(
        Calendar,
        title="Calendar",
        icon="calendar-clock",
        description="A place that shows its events month by month.",
        children=("event.event",),
    )
    config.add_content_type(
        Event,
        title="Event",
        icon="calendar-clock",
        description="Something that takes place at a time.",
        parents=("event.calendar",),
        children=(),
    )
    config.add_extension(Related, title="Event")
    for part in ("views", "feed", "upcoming", "related", "archive"):
        config.include(f"mastaba_event.{part}")
