"""The tables of a database as it describes them itself, and which of them belong to a plugin."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, MetaData, Table

from mastaba.db.base import Base
from mastaba.plugins.discover import installed

VERSIONS = "mastaba_version_"
CORE = "mastaba."


def reflected(connection: Connection) -> MetaData:
    """Every table that is there."""
    found = MetaData()
    found.reflect(connection)
    return found


def own_tables(name: str, tables: MetaData) -> list[Table]:
    """Those of the plugin `name`: what is referred to comes first."""
    mine = set(own_names(name, tables.tables))
    return [table for table in tables.sorted_tables if table.name in mine]


def own_names(name: str, tables: Iterable[str]) -> list[str]:
    """Tables whose prefix is `name` and no longer name of another owner: not `event_extra_day`
    for `event`, where a plugin `event_extra` is installed or has left its tables."""
    tables = list(tables)
    others = {other for other in _owners(tables) if other.startswith(f"{name}_")}
    longer = tuple(f"{other}_" for other in others)
    mine = (t for t in tables if t.startswith(f"{name}_") and not t.startswith(VERSIONS))
    return sorted(t for t in mine if not t.startswith(longer) and t not in _of_the_core())


def _owners(tables: Iterable[str]) -> set[str]:
    """Names that tables may begin with: of plugins that are installed or were migrated once."""
    migrated = {t.removeprefix(VERSIONS) for t in tables if t.startswith(VERSIONS)}
    return migrated | set(installed())


def _of_the_core() -> set[str]:
    classes = (mapper for mapper in Base.registry.mappers)
    core = (item for item in classes if item.class_.__module__.startswith(CORE))
    return {str(item.local_table.name) for item in core if isinstance(item.local_table, Table)}
