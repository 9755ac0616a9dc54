"""Telling SQLite's planner what it cannot know.

SQLite plans without statistics and takes two columns compared for equality for a better index
than one. For `site_id = ? AND tree = ? AND parent_id = ?` it would read a whole site to find the
children of one page. PostgreSQL knows better by itself.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class Unindexed(FunctionElement[Any]):
    """A column that no index is to be chosen for: it is only checked (`+column` on SQLite)."""

    inherit_cache = True
    name = "unindexed"

    def __init__(self, column: Any) -> None:
        super().__init__(column)
        self.type = column.type


@compiles(Unindexed)
def _plain(element: Unindexed, compiler: Any, **options: Any) -> str:
    return " ".join(compiler.process(column, **options) for column in element.clauses)


@compiles(Unindexed, "sqlite")
def _checked(element: Unindexed, compiler: Any, **options: Any) -> str:
    return f"+{_plain(element, compiler, **options)}"
