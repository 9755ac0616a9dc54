"""Feeds: the latest comments of a page, or of a whole site, for feed readers (Atom).

Lives here: the view `@@comments-feed` and what is in it. It lists what `shown(request)` lists, so
a feed never holds more than the pages do. To add to an entry, see `atom.py`.
"""

from __future__ import annotations

from typing import Any

from mastaba.api import settings_for
from mastaba_comments.feeds.settings import FeedSettings

VIEW = "comments-feed"


def has_feed(request: Any) -> bool:
    """Whether this site offers feeds of its comments."""
    return settings_for(request, FeedSettings).enabled


def includeme(config: Any) -> None:
    """Declare the settings, the view and the way to it."""
    config.declare_settings(FeedSettings)
    config.include("mastaba_comments.feeds.views")
