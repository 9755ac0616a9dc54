"""What a field type is, and which column types have one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mastaba.fields.declare import BoundField


def same(value: Any) -> Any:
    """The value of a field whose Python and JSON forms do not differ."""
    return value


@dataclass(frozen=True)
class FieldType:
    """A kind of field: how its values are checked, kept as JSON, and edited.

    `annotation` is the pydantic annotation of a value; `refined`, where a declaration can say more
    (choices, limits), makes a narrower one of it. `dump` and `load` go between a value and what
    a revision keeps; `load` is only given what `dump` made. `targets` are the uids of the nodes
    that a value refers to. `widget` is a macro of the forms, by default the one of its name.
    `narrow` says in words of a query which of the nodes of a type fit into a field that refers to
    them: choosers are told. `refuse(request, uids)` says why nodes of an allowed type do not fit,
    or "".
    """

    name: str
    annotation: Any
    empty: Any = None  # copied before use; None or "": a field that is not optional needs a value
    widget: str = ""
    max_length: int | None = None
    place: str = "details"  # where the form shows it: title, main or details
    refined: Callable[[BoundField], Any] | None = None
    dump: Callable[[Any], Any] = same
    load: Callable[[Any], Any] = same
    targets: Callable[[Any], Iterable[str]] | None = None
    narrow: Callable[[BoundField], Mapping[str, str]] | None = None
    refuse: Callable[[Any, Collection[str]], str] | None = None
