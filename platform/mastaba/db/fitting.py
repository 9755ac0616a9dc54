"""Whether the tables in the database have what the models of plugins say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import inspect

from mastaba.db.base import Base
from mastaba.db.engine import Database
from mastaba.db.owners import Owner, possible_owners, tables_of
from mastaba.plugins import Plugins
from mastaba.plugins.problems import fault


def unwritten(registry: Any, command: str = "mastaba") -> Iterator[str]:
    """A sentence for each plugin whose models were changed without a migration.

    Holds where no migration is pending. `command` is how the reader calls `mastaba`.
    """
    for name, found in _lacking(registry[Database], possible_owners(registry[Plugins])).items():
        lacking = ", ".join(found)
        yield fault("unwritten-migration", name, found=lacking, command=command).text


def _lacking(database: Database, all_owners: list[Owner]) -> dict[str, list[str]]:
    """By plugin, the tables and columns of its models that the database has not.

    Only what makes statements fail is looked for. The core's own are held to it by its tests.
    """
    plugins = [owner.name for owner in all_owners[1:]]
    wanted = {name: sorted(tables_of(name, plugins)) for name in plugins}
    asked = [table for tables in wanted.values() for table in tables]
    if not asked:
        return {}
    with database.reads.connect() as connection:
        listed = inspect(connection).get_multi_columns(filter_names=asked)
    there = {table: {column["name"] for column in found} for (_, table), found in listed.items()}
    missing = {name: list(_missing(tables, there)) for name, tables in wanted.items()}
    return {name: found for name, found in missing.items() if found}


def _missing(tables: list[str], there: dict[str, set[str]]) -> Iterator[str]:
    for table in tables:
        if table not in there:
            yield f"table {table}"
            continue
        columns = Base.metadata.tables[table].columns
        yield from (f"column {table}.{c.name}" for c in columns if c.name not in there[table])
