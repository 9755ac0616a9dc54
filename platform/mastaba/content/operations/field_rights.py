"""Rights on single fields: `field(read="permission", write="permission")`.

They come on top of the node's own: whoever may not read a field does not learn that it is there,
in any form, version or comparison; whoever may not write it sees it locked. For a node that is
being made they are asked on the place where it will be.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mastaba.content.operations.errors import Invalid
from mastaba.fields import BoundField, fields_of

HIDDEN = "There is no such field."
LOCKED = "You may not change this."
OTHERS = "Something here that only others see does not follow its rules. Ask an administrator."


def may_read(request: Any, place: Any, bound: BoundField) -> bool:
    """Whether the requester may see this field of `place`, a located node."""
    needed = bound.spec.read
    return not needed or bool(request.has_permission(needed, place))


def may_write(request: Any, place: Any, bound: BoundField) -> bool:
    """Whether the requester may change this field; nobody changes what they may not see."""
    needed = bound.spec.write
    may = not needed or bool(request.has_permission(needed, place))
    return may and may_read(request, place, bound)


def readable_fields(request: Any, place: Any, model: type[Any]) -> tuple[BoundField, ...]:
    """The declared fields of `model` that the requester may see on `place`."""
    return tuple(bound for bound in fields_of(model) if may_read(request, place, bound))


def writable(
    request: Any, place: Any, model: type[Any], data: Mapping[str, Any]
) -> dict[str, Any]:
    """Those of `data` that the requester may change; the rest keeps its current value."""
    return {
        bound.name: data[bound.name]
        for bound in fields_of(model)
        if bound.name in data and may_write(request, place, bound)
    }


def refuse_hidden(request: Any, place: Any, model: type[Any], changes: Mapping[str, Any]) -> None:
    """Raise `Invalid` for fields in `changes` that the requester may not even see."""
    hidden = {
        bound.name: HIDDEN
        for bound in fields_of(model)
        if bound.name in changes and not may_read(request, place, bound)
    }
    if hidden:
        raise Invalid(hidden)


def told_to(request: Any, place: Any, model: type[Any], problem: Invalid) -> Invalid:
    """`problem` without names and values of fields that the requester may not see."""
    hidden = {b.name for b in fields_of(model) if not may_read(request, place, b)}
    found: dict[str, str] = {}
    for key, sentence in problem.fields.items():
        closed = any(key == name or key.startswith(f"{name}.") for name in hidden)
        found["" if closed else key] = OTHERS if closed else sentence
    return Invalid(found)


def refuse_locked(
    request: Any,
    place: Any,
    model: type[Any],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> None:
    """Raise `Invalid` for fields of `after` that differ and that the requester may not change."""
    locked = {
        bound.name: LOCKED
        for bound in fields_of(model)
        if bound.name in after
        and before.get(bound.name) != after[bound.name]
        and not may_write(request, place, bound)
    }
    if locked:
        raise Invalid(locked)
