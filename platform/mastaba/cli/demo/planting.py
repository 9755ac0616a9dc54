"""Run the hooks that fill the demo site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from mastaba.cli.application import command_request
from mastaba.db import Database
from mastaba.events import record
from mastaba.events.models import Audit
from mastaba.plugins import Plugins
from mastaba.plugins.loaded import module_of

PLANTED = "demo.planted"
Hook = Callable[[Any], None]


def pending_hooks(registry: Any) -> Iterator[tuple[str, Hook]]:
    """Name and hook of every enabled plugin whose part is not in this database yet."""
    for item in registry[Plugins].loaded:
        hook = getattr(module_of(item, "demo"), "demo", None)
        if hook is not None and not _was_planted(registry, item.plugin.name):
            yield item.plugin.name, hook


def plant(config: Any, name: str, hook: Hook) -> None:
    """Let a plugin add its part, and remember in the same transaction that it did."""
    with command_request(config) as request:
        hook(request)
        record(request, PLANTED, subject=name)


def _was_planted(registry: Any, name: str) -> bool:
    found = exists().where(Audit.action == PLANTED, Audit.subject == name)
    database: Database = registry[Database]
    with Session(database.reads) as session:
        return bool(session.scalar(select(found)))
