"""Telling the planners what they cannot know.

SQLite plans without statistics and takes two columns compared for equality for a better index
than one. For `site_id = ? AND tree = ? AND parent_id = ?` it would read a whole site to find the
children of one page. PostgreSQL does, and so it knows better, except of subqueries.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.sql.selectable import Join


class Unindexed(FunctionElement[Any]):
    """A column that no index is to be chosen for: it is only checked (`+column` on SQLite)."""

    inherit_cache = True
    name = "unindexed"

    def __init__(self, column: Any) -> None:
        super().__init__(column)
        self.type = column.type


class _Few(FunctionElement[Any]):
    """The values of a subquery, said to be few."""

    inherit_cache = True
    name = "few"


class JoinedFirst(Join):
    """A join whose left side is looked up first, then the right one for each of its rows."""

    inherit_cache = True


@compiles(JoinedFirst, "sqlite")
def _in_this_order(element: JoinedFirst, compiler: Any, **options: Any) -> str:
    """SQLite keeps to the order of a CROSS JOIN."""
    return str(compiler.visit_join(element, **options)).replace(" JOIN ", " CROSS JOIN ", 1)


@compiles(Unindexed)
@compiles(_Few)
def _as_it_is(element: Unindexed | _Few, compiler: Any, **options: Any) -> str:
    return "".join(compiler.process(clause, **options) for clause in element.clauses)


@compiles(Unindexed, "sqlite")
def _only_checked(element: Unindexed, compiler: Any, **options: Any) -> str:
    return f"+{_as_it_is(element, compiler, **options)}"


@compiles(_Few, "postgresql")
def _unnested(element: _Few, compiler: Any, **options: Any) -> str:
    return f"(SELECT unnest(ARRAY{_as_it_is(element, compiler, **options)}))"


def found_by(column: Any, among: Any) -> ColumnElement[bool]:
    """`column IN (subquery)`, to be looked up in the column's index.

    PostgreSQL takes a subquery of unknown length for a reason to read the whole table; of an
    array it expects ten elements. SQLite looks up by itself.
    """
    few = _Few(among.scalar_subquery())
    found: ColumnElement[bool] = column.op("IN", is_comparison=True)(few)
    return found
