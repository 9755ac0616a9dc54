"""`field()`: a mapped column that editors see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, Text
from sqlalchemy import inspect as describe
from sqlalchemy.orm import mapped_column
from sqlalchemy.sql.schema import ScalarElementColumnDefault
from sqlalchemy.types import TypeEngine

from mastaba.fields.columns import field_type_of
from mastaba.fields.extended import added, extensions_in
from mastaba.fields.groups import Group, GroupClass, ItemsColumn
from mastaba.fields.info import INFO, FieldSpec, Rules
from mastaba.fields.text import LimitedText
from mastaba.fields.types import FieldType


@dataclass(frozen=True)
class BoundField:
    """A field of a class, ready to derive things from."""

    name: str
    spec: FieldSpec
    type: FieldType
    column_type: TypeEngine[Any]
    optional: bool
    default: Any

    @property
    def label(self) -> str:
        return self.spec.label

    @property
    def widget(self) -> str:
        return self.spec.widget or self.type.widget or self.type.name

    @property
    def place(self) -> str:
        return self.spec.place or self.type.place

    @property
    def rules(self) -> Rules:
        return self.spec.rules

    @property
    def max_length(self) -> int | None:
        """Most characters of a text: the column's, else the type's."""
        return getattr(self.column_type, "length", None) or self.type.max_length

    @property
    def required(self) -> bool:
        """Whether it must be filled in; lists may be empty, and no is a value of yes or no."""
        return not self.optional and self.type.empty in (None, "")

    @property
    def annotation(self) -> Any:
        """The pydantic annotation of its values, None left out."""
        return self.type.refined(self) if self.type.refined else self.type.annotation

    @property
    def group(self) -> GroupClass | None:
        """What each item of a repeating group is made of."""
        return getattr(self.column_type, "group", None)


def field(
    *column: Any,
    label: str,
    help: str = "",
    widget: str = "",
    place: str = "",
    read: str = "",
    write: str = "",
    hidden: bool = False,
    ge: Any = None,
    le: Any = None,
    places: int | None = None,
    choices: Mapping[str, str] | Iterable[str] | None = None,
    types: Iterable[str] = (),
    vocabulary: str = "",
    allow: Iterable[str] | None = None,
    of: type[Group] | None = None,
    **options: Any,
) -> Any:
    """A column with a label: it appears in form, revision, comparison and export.

    `column` and `options` go to `sqlalchemy.orm.mapped_column`. `widget` names a macro other than
    the field type's own; `place` is where the form shows it: `title`, `main` or `details`.
    `read` and `write` are permissions that the field needs beside the node's own. A `hidden` field
    is in no form, and nothing that is posted changes it: programs set it by `create` and `save`.

    Limits, each for some types: `ge` and `le` of a number, `places` of a decimal, `choices`
    (value -> label) of a choice, `types` of a reference, `vocabulary` of a term, `allow` (names of
    blocks) of a body, `of` (a `Group`) of repeated items.
    """
    rules = Rules(ge, le, places, _labelled(choices), tuple(types), vocabulary, _names(allow))
    spec = FieldSpec(label, help, widget, place, read, write, rules, hidden)
    kind = () if of is None else (ItemsColumn(of),)
    if of is not None:
        options.setdefault("default", list)
    return mapped_column(*kind, *map(_portable, column), info={INFO: spec}, **options)


def fields_of(cls: type[Any]) -> tuple[BoundField, ...]:
    """The fields of a mapped class or a `Group`: inherited, its own, those of extensions."""
    if issubclass(cls, Group):
        return own_fields_of(cls)
    brought = (added(ext, own_fields_of(ext)) for ext in extensions_in(cls))
    return (*own_fields_of(cls), *(bound for fields in brought for bound in fields))


def own_fields_of(cls: type[Any]) -> tuple[BoundField, ...]:
    """The fields that a class and its bases declare themselves."""
    found: tuple[BoundField, ...] = _declared(cls)  # type: ignore[arg-type]  # mypy takes a class for unhashable
    return found


@cache
def _declared(cls: Any) -> tuple[BoundField, ...]:
    if issubclass(cls, Group):
        return tuple(_bind(part.name, part.column) for part in cls.parts())
    attributes = describe(cls).column_attrs
    return tuple(
        _bind(attribute.key, column)
        for attribute in attributes
        for column in attribute.columns
        if INFO in column.info
    )


def _bind(name: str, column: Column[Any]) -> BoundField:
    return BoundField(
        name=name,
        spec=column.info[INFO],
        type=field_type_of(column.type),
        column_type=column.type,
        optional=bool(column.nullable),
        default=_default(column),
    )


def _default(column: Column[Any]) -> Any:
    """The column's plain default; a computed one is the database layer's business."""
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None


def _portable(argument: Any) -> Any:
    """`Text(2000)` as a type that every database has."""
    if isinstance(argument, Text) and argument.length:
        return LimitedText(argument.length)
    return argument


def _labelled(choices: Mapping[str, str] | Iterable[str] | None) -> Mapping[str, str] | None:
    if choices is None or isinstance(choices, Mapping):
        return choices
    return {value: value for value in choices}


def _names(allow: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if allow is None else tuple(allow)
