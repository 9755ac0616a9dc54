"""Fences: what a plugin adds to somebody else's page cannot take that page down.

Lives here: `fenced`, which runs a slot item, a dynamic block or a badge; its budgets of time and
of statements; what it counts. Does not live here: what is fenced, and views, subscribers and
log-in, which are not: there a wrong answer would be worse than an error.

To fence one more kind of thing, call it through `fenced(request, owner, what, function, *args)`,
where `owner` is the plugin's name (`owner_of(id)`) and `what` names the thing for people, such as
"block event.upcoming". The result is Markup; what went wrong is logged, counted, and shown to
those who may edit the page.
"""

from __future__ import annotations

from typing import Any

from mastaba.db import Database
from mastaba.fences.fence import attempt, fenced, owner_of
from mastaba.fences.settings import FenceSettings
from mastaba.fences.tally import Fences, Tally, fences_of
from mastaba.fences.watch import watch
from mastaba.settings import settings_of
from mastaba.settings.core import ServerSettings

__all__ = [
    "FenceSettings",
    "Fences",
    "Tally",
    "attempt",
    "fenced",
    "fences_of",
    "includeme",
    "owner_of",
]


def includeme(config: Any) -> None:
    """Register the settings and what is counted, and listen to the database."""
    config.declare_settings(FenceSettings)
    threads = settings_of(config.registry, ServerSettings).threads
    fences = Fences(settings_of(config.registry, FenceSettings), threads)
    config.registry[Fences] = fences
    watch(config.registry[Database], fences)
