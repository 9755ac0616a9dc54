"""Fields that others add to a class: an extension brings them, as `event.rating.stars`.

What knows a class's fields need not know who brought them: they are attributes of its objects.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mastaba.fields.declare import BoundField

ATTRIBUTE = "__extensions__"


def extensions_in(cls: type[Any]) -> tuple[type[Any], ...]:
    """The extension classes of `cls` and of its bases, in the order in which they were added."""
    return tuple(ext for base in reversed(cls.__mro__) for ext in vars(base).get(ATTRIBUTE, ()))


def full_name(extension: type[Any], name: str) -> str:
    """The name that the field `name` of an extension has on the classes it extends."""
    return f"{extension.__type__}.{name}"


def split_name(name: str) -> tuple[str, str]:
    """The extension's id (empty for a field of the class itself) and the field's own name."""
    extension, _, own = name.rpartition(".")
    return extension, own


def added(extension: type[Any], fields: tuple[BoundField, ...]) -> tuple[BoundField, ...]:
    """`fields` of an extension as fields of the classes it extends."""
    return tuple(replace(bound, name=full_name(extension, bound.name)) for bound in fields)
