"""What is in a database, to compare it with what was there before: independent of the models."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, MetaData, Table, create_engine, inspect, select

# What happened is noted, and counted, also when it is taken back.
UNEQUAL = frozenset({"audit", "outbox", "generation", "auth_session"})
DERIVED = frozenset({"acl_grant"})


def fingerprint(connection: Connection) -> dict[str, Any]:
    """Columns, keys, indexes and every row, ids included, without the tables `UNEQUAL`."""
    tables = _tables(connection)
    shapes = {name: _shape(connection, name) for name in sorted(tables.tables)}
    kept = [table for table in tables.sorted_tables if table.name not in UNEQUAL]
    rows = {table.name: [list(row) for row in _rows(connection, table)] for table in kept}
    return _plain({"schema": shapes, "rows": rows})


def content(url: str, without: Iterable[str] = ()) -> dict[str, Any]:
    """Every row by table, with uids and logins in the stead of ids that the database counts up."""
    left_out = UNEQUAL | DERIVED | set(without)
    with create_engine(url).connect() as connection:
        tables = _tables(connection)
        names = {"node": "uid", "account": "login"}
        known = {name: _pairs(connection, tables.tables[name], key) for name, key in names.items()}
        kept = (table for table in tables.sorted_tables if table.name not in left_out)
        return {t.name: sorted(_named(r, t, known) for r in _rows(connection, t)) for t in kept}


def _tables(connection: Connection) -> MetaData:
    tables = MetaData()
    tables.reflect(connection)
    return tables


def _rows(connection: Connection, table: Table) -> list[Any]:
    return list(connection.execute(select(table).order_by(*table.primary_key.columns)))


def _pairs(connection: Connection, table: Table, key: str) -> dict[Any, str]:
    return {row.id: str(row._mapping[key]) for row in _rows(connection, table)}


def _named(row: Any, table: Table, known: dict[str, dict[Any, str]]) -> str:
    values = {}
    for column in table.columns:
        value = row._mapping[column]
        targets = [key.column.table.name for key in column.foreign_keys]
        if column.name == "acl_id" or (column.name == "id" and not targets):
            continue
        by = known.get(targets[0]) if targets else None
        values[column.name] = value if by is None or value is None else by[value]
    return json.dumps(values, default=str, sort_keys=True)


def _shape(connection: Connection, name: str) -> dict[str, Any]:
    look = inspect(connection)
    columns = [{**column, "type": str(column["type"])} for column in look.get_columns(name)]
    parts = ("name", "column_names", "unique")
    indexes = sorted(str([index[part] for part in parts]) for index in look.get_indexes(name))
    keys = sorted(str(key) for key in look.get_foreign_keys(name))
    return {"columns": columns, "indexes": indexes, "keys": keys}


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value, default=str))
