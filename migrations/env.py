"""Alembic's environment: called by `mastaba.db.migrate` with an open connection."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from mastaba.db.base import Base
from mastaba.db.types import ExactDecimal, Uid

attributes = context.config.attributes


def is_own(name: str | None, kind: str, _parents: object) -> bool:
    """Only the tables of the owner that is being migrated."""
    return kind != "table" or name in attributes["tables"]


def render(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A column type of ours as what the database sees: a migration must not import our code."""
    if kind != "type":
        return False
    if isinstance(item, ExactDecimal):
        return f'sa.{item.impl_instance!r}.with_variant(sa.BigInteger(), "sqlite")'
    if isinstance(getattr(item, "impl_instance", item), Uid):
        return "sa.Uuid(as_uuid=False)"
    return f"sa.{item.impl_instance!r}" if isinstance(item, TypeDecorator) else False


context.configure(
    connection=attributes["connection"],
    target_metadata=Base.metadata,
    version_table=attributes["version_table"],
    include_name=is_own,
    include_object=lambda _object, name, kind, _reflected, _other: is_own(name, kind, None),
    render_as_batch=True,
    render_item=render,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
