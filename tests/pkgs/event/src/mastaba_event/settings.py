"""The settings below `mastaba.event`."""

from typing import Literal

from mastaba.api import Section, setting


class EventSettings(Section, prefix="mastaba.event"):
    """How calendars behave."""

    first_day: Literal["monday", "sunday"] = setting(
        "monday", help="With which day a week begins.", editable=True
    )
    archive_after: int = setting(
        0,
        help="So many days after its end an event is taken offline; 0 = never.",
        ge=0,
        le=3650,
        editable=True,
    )
