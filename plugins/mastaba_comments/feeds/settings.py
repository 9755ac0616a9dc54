"""Settings of the feeds."""

from __future__ import annotations

from mastaba.api import Section, setting


class FeedSettings(Section, prefix="mastaba.comments.feeds"):
    """Whether comments can be followed with a feed reader."""

    enabled: bool = setting(True, help="Whether there are feeds of the comments.", editable=True)
    entries: int = setting(50, help="How many comments a feed holds.", ge=1, le=200)
