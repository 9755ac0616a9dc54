"""A query on the base class gives nodes without the fields of their types, and these stay away.

SQLAlchemy would fetch them with a statement per row when somebody reads one, which nobody notices
before a list is long. So it raises instead. Load one page with its class (`find`, `find_at`), and
many with the catalog.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import LoaderCallableStatus, PassiveFlag

from mastaba.tree.models import Node


class NotLoadedError(AttributeError):
    """A field that the query of this node did not ask for."""


def _refuse(state: Any, passive: Any) -> Any:
    if not passive & PassiveFlag.SQL_OK:
        return LoaderCallableStatus.PASSIVE_NO_RESULT
    name = state.class_.__name__
    raise NotLoadedError(
        f"This {name} was loaded by a query on Node, which has no fields of {name}. Load it with "
        "find() or find_at(), or list what is needed with request.catalog()."
    )


@cache
def _own_fields(model: type[Node]) -> tuple[str, ...]:
    """Columns of the type's own table."""
    base, whole = (set(cls.__mapper__.column_attrs.keys()) for cls in (Node, model))
    return tuple(sorted(whole - base))


def _guard(node: Node, _context: Any) -> None:
    own = _own_fields(type(node))
    if not own or own[0] in node.__dict__:
        return
    state = inspect(node)
    state.expired_attributes.difference_update(own)
    state.callables = {**state.callables, **dict.fromkeys(own, _refuse)}


def guard_fields(model: type[Node]) -> None:
    """Watch every load of a type of content."""
    event.listen(model, "load", _guard)
