"""What belongs to a plugin, by its name alone, as predicates on tables."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    MetaData,
    Table,
    Text,
    and_,
    cast,
    false,
    func,
    or_,
    select,
)

from mastaba.content.lifecycle.tables import VERSIONS, own_tables, reflected
from mastaba.db.owners import CORE
from mastaba.tree.paths import ROOT, subtree_bounds
from mastaba.tree.publication import LIBRARY, TRASH

NAMED = {  # tables of the core whose rows name what they belong to
    "job": ("name",),
    "periodic": ("name",),
    "outbox": ("subscriber", "topic"),
    "import_item": ("importer",),
}


@dataclass(frozen=True)
class Extent:
    """The plugin `name` in the database of `connection`."""

    name: str
    connection: Connection

    @cached_property
    def tables(self) -> MetaData:
        return reflected(self.connection)

    @cached_property
    def own(self) -> list[Table]:
        """Its tables; what is referred to comes first."""
        return own_tables(self.name, self.tables)

    @property
    def version_table(self) -> Table | None:
        return self.tables.tables.get(f"{VERSIONS}{self.name}")

    @property
    def revision(self) -> str | None:
        """Where its tables are; None without migrations."""
        table = self.version_table
        return None if table is None else self.connection.scalar(select(table.c.version_num))

    @property
    def is_known(self) -> bool:
        """Whether the database holds anything of it. The core is no plugin."""
        return self.name != CORE and bool(
            self.own or self.version_table is not None or self.count_nodes()
        )

    def table(self, name: str) -> Table:
        return self.tables.tables[name]

    @cached_property
    def mine(self) -> ColumnElement[bool]:
        """Nodes of its types, and its vocabularies with their terms."""
        node = self.table("node")
        return or_(self.begins(node.c.type), self._vocabularies(node))

    def begins(self, column: Any) -> ColumnElement[bool]:
        """`column` holds a name of the plugin: `event.` and more."""
        found: ColumnElement[bool] = column.startswith(f"{self.name}.", autoescape=True)
        return found

    def mentions(self, column: Any) -> ColumnElement[bool]:
        """The JSON in `column` may have a key or a value that is a name of the plugin."""
        found: ColumnElement[bool] = cast(column, Text).contains(f'"{self.name}.', autoescape=True)
        return found

    def settings(self) -> ColumnElement[bool]:
        """Settings of sites that are its own."""
        key = self.table("site_setting").c.key
        return or_(self.begins(key), key.startswith(f"mastaba.{self.name}.", autoescape=True))

    def named(self, table: str) -> ColumnElement[bool]:
        """Rows of one of the tables `NAMED`."""
        columns = [self.table(table).c[name] for name in NAMED[table]]
        return or_(*(or_(column == self.name, self.begins(column)) for column in columns))

    def hanging(self) -> dict[str, ColumnElement[bool]]:
        """By table: rows that go with its nodes, or with rows of its own tables."""
        found: dict[str, ColumnElement[bool]] = {}
        for table in self.tables.sorted_tables:
            if table in self.own or table.name == "node":
                continue
            clauses = [
                c for key in table.foreign_keys if (c := self._goes(key, found)) is not None
            ]
            if clauses:
                found[table.name] = or_(*clauses)
        return found

    def count_nodes(self) -> int:
        return self.count(self.table("node"), self.mine)

    def count(self, table: Table, where: Any = None) -> int:
        statement = select(func.count()).select_from(table)
        return int(
            self.connection.scalar(statement if where is None else statement.where(where)) or 0
        )

    def _goes(self, key: Any, found: dict[str, ColumnElement[bool]]) -> Any:
        """Rows that the database deletes with what `key` refers to."""
        target = key.column.table
        if key.ondelete != "CASCADE":
            return None
        if target.name == "node":
            return key.parent.in_(select(key.column).where(self.mine))
        if target in self.own:
            return key.parent.in_(select(key.column))
        if target.name in found:
            return key.parent.in_(select(key.column).where(found[target.name]))
        return None

    def _vocabularies(self, node: Table) -> ColumnElement[bool]:
        """Vocabularies at the top of the library that are called by its name, in the trash too."""
        columns = (node.c.site_id, node.c.tree, node.c.path)
        live = and_(node.c.tree == LIBRARY, node.c.depth == 1, self._called(node.c.path))
        gone = and_(node.c.tree == TRASH, node.c.depth == 1, self._called(node.c.trashed_from))
        rows = self.connection.execute(
            select(*columns).where(node.c.type == "core.vocabulary", or_(live, gone))
        )
        return or_(false(), *(_below(node, row) for row in rows))

    def _called(self, column: Any) -> ColumnElement[bool]:
        found: ColumnElement[bool] = column.startswith(f"{ROOT}{self.name}.", autoescape=True)
        return found


def _below(node: Table, row: Any) -> ColumnElement[bool]:
    low, high = subtree_bounds(row.path)
    inside = or_(node.c.path == row.path, and_(node.c.path >= low, node.c.path < high))
    return and_(node.c.site_id == row.site_id, node.c.tree == row.tree, inside)
