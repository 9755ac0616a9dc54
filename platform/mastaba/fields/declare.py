"""`field()`: a mapped column that editors see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column
from sqlalchemy import inspect as describe
from sqlalchemy.orm import mapped_column
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from mastaba.fields.types import FieldType, field_type_of

INFO = "mastaba.field"


@dataclass(frozen=True)
class FieldSpec:
    """What a declaration says beyond its column."""

    label: str
    help: str
    widget: str | None
    place: str


@dataclass(frozen=True)
class BoundField:
    """A field of a class, ready to derive things from."""

    name: str
    spec: FieldSpec
    type: FieldType
    optional: bool
    max_length: int | None
    default: Any

    @property
    def label(self) -> str:
        return self.spec.label

    @property
    def widget(self) -> str:
        return self.spec.widget or self.type.name

    @property
    def place(self) -> str:
        return self.spec.place


def field(
    *column: Any,
    label: str,
    help: str = "",
    widget: str | None = None,
    place: str = "details",
    **options: Any,
) -> Any:
    """A column with a label: it appears in form, revision, comparison and export.

    `column` and `options` go to `sqlalchemy.orm.mapped_column`. `widget` names a macro other than
    the field type's own; `place` is where the form shows it: `title`, `main` or `details`.
    """
    spec = FieldSpec(label, help, widget, place)
    return mapped_column(*column, info={INFO: spec}, **options)


def fields_of(cls: type[Any]) -> tuple[BoundField, ...]:
    """The declared fields of a mapped class, inherited ones first."""
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
        optional=bool(column.nullable),
        max_length=getattr(column.type, "length", None),
        default=_default(column),
    )


def _default(column: Column[Any]) -> Any:
    """The column's plain default; a computed one is the database layer's business."""
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None
