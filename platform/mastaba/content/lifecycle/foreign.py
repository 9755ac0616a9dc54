"""Whether an export speaks of its plugin only: a file may come from anybody.

Whoever brings it back would else write what its maker wanted: accounts, versions of other pages,
settings of other plugins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from uuid import UUID

from mastaba.content.lifecycle.archive import ArchiveError, Line
from mastaba.content.lifecycle.export import DERIVED
from mastaba.content.lifecycle.extent import Extent
from mastaba.tree.publication import LIBRARY, LIVE, TRASH

WORDS = frozenset({"core.vocabulary", "core.term"})
TREES = (LIVE, LIBRARY, TRASH)


def refuse_foreign(extent: Extent, lines: Iterable[Line]) -> None:
    """Raise `ArchiveError` for a line that no export of this plugin holds."""
    judge = _Judge(extent)
    for number, line in enumerate(lines, start=2):
        try:
            problem = judge.problem(line)
        except (AttributeError, KeyError, TypeError, ValueError):
            problem = "cannot be read"
        if problem:
            raise ArchiveError(
                f"Line {number} of the file {problem}, so it is no export of the plugin "
                f"{extent.name}. Nothing was changed. Make it anew with: mastaba plugins export"
            )


class _Judge:
    """Reads line after line, and knows the pages and rows so far."""

    def __init__(self, extent: Extent) -> None:
        self._name = extent.name
        self._written = str if extent.connection.dialect.name == "postgresql" else _plain
        self._own = {table.name for table in extent.own}
        hanging = {name for name in extent.hanging() if name not in DERIVED}
        self._tables = {name: extent.table(name) for name in self._own | hanging}
        self._pages: set[str] = set()
        self._rows: set[tuple[str, Any]] = set()

    def problem(self, line: Line) -> str:
        """What is wrong with it; nothing when it may be written."""
        found: str = getattr(self, f"_{line['is']}")(line)
        return found

    def _node(self, line: Line) -> str:
        values = line["values"]
        uid, slug, parent = values["uid"], values["slug"], values["parent_id"]
        below = parent is not None and parent["node"] in self._pages
        if not self._is_mine(values["type"]) and not (values["type"] in WORDS and (
            below or self._is_mine(slug) or self._is_mine((values["trashed_from"] or "")[1:])
        )):  # fmt: skip
            return f"holds something of the type {values['type']}"
        if values["tree"] not in TREES or uid != self._written(UUID(uid)) or uid in self._pages:
            return "holds a page that cannot be"
        if not slug or "/" in slug or slug.startswith(("@@", ".")):
            return f"holds a page with the address {slug!r}"
        self._pages.add(uid)
        return ""

    def _row(self, line: Line) -> str:
        table, values = self._tables.get(line["table"]), line["values"]
        if table is None:
            return f"is for the table {line['table']}"
        if table.name not in self._own and not any(self._hangs(k, values) for k in _ties(table)):
            return f"is for a row of {table.name} that belongs to something else"
        keys = list(table.primary_key.columns)
        if len(keys) == 1 and not keys[0].foreign_keys:
            self._rows.add((table.name, values[keys[0].name]))
        return ""

    def _hangs(self, key: Any, values: Line) -> bool:
        """Whether a row belongs to a page or row of this file."""
        value, table = values.get(key.parent.name), key.column.table.name
        if isinstance(value, dict):  # a page, or a person
            return value.get("node") in self._pages
        return (table, value) in self._rows

    def _section(self, line: Line) -> str:
        foreign = [name for name in line["sections"] if not self._is_mine(name)]
        return f"holds fields of {foreign[0]}" if foreign else ""

    def _setting(self, line: Line) -> str:
        key = line["key"]
        mine = self._is_mine(key) or self._is_mine(key.removeprefix("mastaba."))
        return "" if mine else f"holds the setting {key}"

    def _front(self, line: Line) -> str:
        return "" if line["uid"] in self._pages else "names a front page of others"

    def _is_mine(self, name: str) -> bool:
        return name.startswith(f"{self._name}.")


def _ties(table: Any) -> Iterator[Any]:
    """What a row cannot be without."""
    return (key for key in table.foreign_keys if key.ondelete == "CASCADE")


def _plain(uid: UUID) -> str:
    """As SQLite keeps it."""
    return uid.hex
