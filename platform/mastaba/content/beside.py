"""Columns that a list has beside those of the node: of a table with a row per node, the total."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, func, select

from mastaba.tree.models import Node

TOTAL = "total"
_T: Any = Node.__table__


def with_columns(statement: Select[Any], model: Any, names: tuple[str, ...]) -> Select[Any]:
    """Rows with these columns of `model`, whose primary key is the node's; None for others."""
    table = model.__table__
    columns = (table.c[name] for name in names)
    (key,) = table.primary_key
    return statement.add_columns(*columns).outerjoin(table, key == _T.c.id)


def with_total(statement: Select[Any], clauses: tuple[Any, ...], cap: int) -> Select[Any]:
    """Rows with `total`: how many nodes there are to which `clauses` apply, up to `cap`."""
    every = select(_T.c.id).where(*clauses).limit(cap).subquery()
    count = select(func.count()).select_from(every).scalar_subquery()
    return statement.add_columns(count.label(TOTAL))
