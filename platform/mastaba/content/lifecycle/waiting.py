"""How many pages wait for a plugin that is not enabled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mastaba.db import Database
from mastaba.tree.kinds import Kinds, plugin_of
from mastaba.tree.models import Node

SHOWN = 5


def waiting(request: Any) -> dict[str, int]:
    """Each plugin that is not enabled -> pages of it, the trash included: one statement."""
    rows = request.db.execute(_missing(request.registry[Kinds].names))
    return _by_plugin(rows)


def check_waiting(registry: Any) -> Iterator[str]:
    """Pages whose plugin is not enabled."""
    with Session(registry[Database].reads) as session:
        found = _by_plugin(session.execute(_missing(registry[Kinds].names)))
    for name, count in sorted(found.items()):
        yield (
            f"Pages that need the plugin {name}, which is not enabled: {count}. Visitors do not "
            f"see them. Enable it (mastaba plugins says why it does not run), or take them out: "
            f"mastaba plugins uninstall {name}"
        )


def _missing(names: Iterable[str]) -> Any:
    unknown = Node.type.not_in(sorted(set(names)))
    return select(Node.type, func.count()).where(unknown).group_by(Node.type)


def _by_plugin(rows: Iterable[Any]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for type_name, count in rows:
        found[plugin_of(type_name)] += count
    return dict(found)


def includeme(config: Any) -> None:
    """Declare the check."""
    config.declare_check("waiting", "Every page has its plugin", check_waiting)
