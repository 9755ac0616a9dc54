"""Settings of the outbox."""

from __future__ import annotations

from datetime import timedelta

from mastaba.settings import Section, setting


class OutboxSettings(Section, prefix="mastaba.outbox"):
    """How messages to the outside (mail, and what plugins subscribe to) are delivered."""

    sweep: timedelta = setting(
        timedelta(seconds=30),
        help="How often to look for messages that are due; a commit in the same process is "
        "noticed at once.",
    )
    attempts: int = setting(
        30, help="Failed deliveries before a message is given up; 30 take about a day.", ge=1
    )
    keep: timedelta = setting(
        timedelta(days=30), help="How long delivered messages stay in the database."
    )
