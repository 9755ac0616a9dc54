"""Which columns hold something about a person (case 281): said beside each table, by its class.

    class Vote(Base):
        __personal__ = ("reason",)  # goes with the person who gave it
        __impersonal__ = ("colour",)

Only columns that can hold words must be named in one of the two. Numbers, instants, uids and keys
tell nothing by themselves, but a key of an account always does.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, Column, String

ACCOUNTS = "account"


def personal(model: type[Any]) -> list[str]:
    """Names of the columns of the model's own table that hold something about a person."""
    said = _said(model, "__personal__")
    return [c.name for c in _columns(model) if c.name in said or _is_account(c)]


def untold(model: type[Any]) -> list[str]:
    """Columns of which nobody has said whether they are personal, and names of no column."""
    said = _said(model, "__personal__") | _said(model, "__impersonal__")
    words = {c.name for c in _columns(model) if _may_hold_words(c)}
    own = set(model.__dict__.get("__personal__", ())) | set(
        model.__dict__.get("__impersonal__", ())
    )
    return sorted((words - said) | (own - {c.name for c in _columns(model)}))


def _said(model: type[Any], which: str) -> set[str]:
    """What the class and its bases say."""
    return {name for base in model.__mro__ for name in base.__dict__.get(which, ())}


def _columns(model: type[Any]) -> list[Column[Any]]:
    table: Any = model.__table__
    return list(table.columns)


def _may_hold_words(column: Column[Any]) -> bool:
    kind = getattr(column.type, "impl", column.type)
    return isinstance(kind, String | JSON) and not column.foreign_keys


def _is_account(column: Column[Any]) -> bool:
    return any(key.column.table.name == ACCOUNTS for key in column.foreign_keys)
