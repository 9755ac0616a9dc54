"""The promises of a plugin's migrations."""

from __future__ import annotations

from typing import Any, ClassVar

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import MetaData, inspect

from mastaba.db import Base
from mastaba.db import migrate as runner
from mastaba.db.owners import Owner, owners, tables_of
from mastaba.plugins import Plugins
from mastaba.testing.scratch import ScratchSite
from mastaba.testing.suites.expecting import expect, needs


class MigrationSuite:
    """Migrations make what the models say, and take all of it away again.

    In a test module of the plugin:

        class TestMigrations(MigrationSuite):
            plugin = "event"
    """

    plugin: ClassVar[str | None] = None

    def test_they_make_what_the_models_say(self, empty_site: ScratchSite) -> None:
        name = self._owner(empty_site).name
        empty_site.migrate()
        differences = _differences(empty_site, name)
        expect(
            not differences,
            f"The models of {name} are not what its migrations make. Write the next one: "
            f"mastaba -c FILE migrate new {name} MESSAGE. What differs:\n"
            + "\n".join(map(str, differences)),
        )

    def test_going_back_leaves_nothing(self, empty_site: ScratchSite) -> None:
        owner, known = self._owner(empty_site), _owners(empty_site)
        others = [other for other in known if other.name != owner.name]
        runner.upgrade(empty_site.database, others)
        before = _schema(empty_site)
        runner.upgrade(empty_site.database, known)
        full = _schema(empty_site)
        runner.downgrade(empty_site.database, owner, known, "base")
        left = _schema(empty_site)
        left.pop(owner.version_table, None)
        names = sorted(n for n in left.keys() | before.keys() if left.get(n) != before.get(n))
        expect(
            not names,
            f"Going back to before {owner.name} does not leave the database as it was: {names}. "
            "Let downgrade() of each migration undo all that its upgrade() does.",
        )
        runner.upgrade(empty_site.database, known)
        expect(_schema(empty_site) == full, "Going back and forth again makes other tables.")

    def _owner(self, site: ScratchSite) -> Owner:
        name = needs(self, "plugin", '"event"')
        found = {owner.name: owner for owner in _owners(site)}
        expect(
            name in found,
            f"{name} has no folder migrations/versions, or is not among the plugins of "
            f"conftest.py. Make its first migration: mastaba -c FILE migrate new {name} MESSAGE",
        )
        return found[name]


def _owners(site: ScratchSite) -> list[Owner]:
    return owners(site.registry[Plugins])


def _differences(site: ScratchSite, name: str) -> list[Any]:
    own = tables_of(name, [name])
    with site.database.writes.connect() as connection:
        made = {table for table in inspect(connection).get_table_names() if table in own}
        options = {"include_name": lambda table, kind, _up: kind != "table" or table in own | made}
        context = MigrationContext.configure(connection, opts=options)
        return [
            change
            for change in compare_metadata(context, Base.metadata)
            if _table_of(change) in own | made
        ]


def _table_of(change: Any) -> str:
    """The table that a difference of Alembic's is about."""
    first = change[0] if isinstance(change, list) else change
    if first[0] in ("add_table", "remove_table"):
        return str(first[1].name)
    named = [part for part in first[1:] if isinstance(part, str)]
    return named[0] if named else str(first[1].table.name)


def _schema(site: ScratchSite) -> dict[str, Any]:
    """Every table with its columns, keys and indexes, as the database describes them."""
    found = MetaData()
    with site.database.writes.connect() as connection:
        found.reflect(connection)
    return {name: _shape(table) for name, table in found.tables.items()}


def _shape(table: Any) -> Any:
    columns = {column.name: (str(column.type), column.nullable) for column in table.columns}
    indexes = {(str(index.name), index.unique, *(c.name for c in index.columns))
               for index in table.indexes}  # fmt: skip
    rules = {(type(rule).__name__, str(rule.name)) for rule in table.constraints}
    return columns, indexes, rules
