"""Write the next migration of an owner from the difference between its models and the database."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from argparse import Namespace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from alembic import command
from alembic.operations import ops
from sqlalchemy import JSON, Boolean, Column, sql
from sqlalchemy.types import TypeDecorator

from mastaba.db.engine import Database
from mastaba.db.migrate import MigrationError, configuration, pending
from mastaba.db.owners import Owner

_HINTS = re.compile(r"^ *# (### .* ###|please adjust.*)\n", re.MULTILINE)
_NUMBER = "{}_{:04d}"


def write_migration(
    database: Database, owner: Owner, all_owners: list[Owner], message: str
) -> Path | None:
    """The file written into the owner's folder; None when nothing differs.

    Raises `MigrationError` when the database is not up to date, since then the difference would
    hold what older migrations do already.
    """
    if late := pending(database, [item for item in all_owners if item.versions.is_dir()]):
        raise MigrationError(
            f"The database is behind ({', '.join(late)}); run: mastaba migrate, then this again"
        )
    _make_folder(owner)
    with database.writes.connect() as connection:
        settings = configuration(owner, all_owners, connection)
        settings.cmd_opts = Namespace(quiet=True)
        made = command.revision(
            settings,
            message=message,
            autogenerate=True,
            rev_id=_NUMBER.format(owner.name, _last_number(owner) + 1),
            process_revision_directives=_prepare,
        )
    return None if made is None or isinstance(made, list) else _tidy(Path(made.path))


def _make_folder(owner: Owner) -> None:
    for folder in (owner.versions.parent, owner.versions):
        folder.mkdir(exist_ok=True)
        if not (folder / "__init__.py").exists():
            text = (
                f'"""Migrations: `mastaba migrate new {owner.name} MESSAGE` writes the next."""\n'
            )
            (folder / "__init__.py").write_text(text, "utf-8")


def _last_number(owner: Owner) -> int:
    names = (file.stem for file in owner.versions.glob(f"{owner.name}_[0-9]*.py"))
    return max((int(name[len(owner.name) + 1 :].split("_")[0]) for name in names), default=0)


def _prepare(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """Nothing to do: no file. A new column that is not optional: rows that exist need a value."""
    script = directives[0]
    if script.upgrade_ops.is_empty():
        directives.clear()
        return
    for change in script.upgrade_ops.ops:
        for inner in getattr(change, "ops", ()):
            if isinstance(inner, ops.AddColumnOp) and not inner.column.nullable:
                inner.column.server_default = _server_default(inner.column)
                _refuse_without_value(change.table_name, inner.column)


def _refuse_without_value(table: str, column: Column[Any]) -> None:
    """No database adds a column that must be filled in to rows for which there is no value."""
    if column.server_default is None:
        raise MigrationError(
            f"{table}.{column.name} is new and must be filled in, but what is stored already has "
            "no value for it. Give its field() a default, or write Mapped[... | None]. While "
            "nothing is stored anywhere yet, you may instead delete the owner's migrations and "
            "write the first one anew, for a new database."
        )


def _server_default(column: Column[Any]) -> Any:
    """The default of the model as SQL; None where only the author knows one."""
    default: Any = column.default
    if column.server_default is not None or default is None:
        return column.server_default
    value = default.arg(None) if default.is_callable else default.arg
    kind: Any = column.type
    kind = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    if isinstance(kind, Boolean):
        text: Any = sql.true() if value else sql.false()
    elif isinstance(kind, JSON):
        text = sql.text(f"'{json.dumps(value)}'".replace(":", r"\:"))
    else:
        text = str(value)
    return Column("x", kind, server_default=text).server_default


def _tidy(path: Path) -> Path:
    """Without Alembic's remarks; formatted where the author has a formatter installed."""
    path.write_text(_HINTS.sub("", path.read_text("utf-8")), "utf-8")
    if find_spec("ruff") is not None:
        for step in (["check", "--fix", "--select", "I,F401"], ["format"]):
            asked = [sys.executable, "-m", "ruff", *step, "--quiet", str(path)]
            subprocess.run(asked, check=False)
    return path
