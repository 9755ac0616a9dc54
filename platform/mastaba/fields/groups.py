"""The repeating group: a list of small records inside a field.

    class Speaker(Group):
        name: str = field(String(80), label="Name")
        page: Url | None = field(label="Web page")

    speakers: Mapped[Items] = field(label="Speakers", of=Speaker)

A value is a list of dictionaries, one key per field of the group; in the database it is JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from types import NoneType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import AfterValidator
from sqlalchemy import JSON, Column
from sqlalchemy.orm import MappedColumn
from sqlalchemy.types import NullType, TypeDecorator, TypeEngine

from mastaba.fields.columns import BY_ANNOTATION
from mastaba.fields.info import INFO
from mastaba.fields.types import FieldType

COUNT = 200
Items = list[dict[str, Any]]


@dataclass(frozen=True)
class Part:
    """One field of a group."""

    name: str
    column: Column[Any]


class Group:
    """Base of what a repeating group repeats; declare its fields as those of a type."""

    @classmethod
    def parts(cls) -> tuple[Part, ...]:
        """The declared fields. Raises `TypeError` for one whose type is not known."""
        hints = get_type_hints(cls, include_extras=True)
        return tuple(
            Part(name, _column(f"{cls.__name__}.{name}", declared.column, hints[name]))
            for name, declared in vars(cls).items()
            if isinstance(declared, MappedColumn)
        )


def _column(name: str, column: Column[Any], hint: Any) -> Column[Any]:
    """The declared column with type and optionality from the annotation."""
    inner, optional = _without_none(hint)
    kind: Any = column.type
    if isinstance(kind, NullType):
        kind = _type_of(name, inner)
    return Column(kind, default=column.default, nullable=optional, info={INFO: column.info[INFO]})


def _without_none(hint: Any) -> tuple[Any, bool]:
    arguments = get_args(hint) if get_origin(hint) in _UNIONS else ()
    rest = [item for item in arguments if item is not NoneType]
    return (rest[0], True) if len(rest) == 1 and len(arguments) == 2 else (hint, False)


_UNIONS = (Union, type(int | None))


def _type_of(name: str, hint: Any) -> TypeEngine[Any]:
    for extra in get_args(hint)[1:] if get_origin(hint) is Annotated else ():
        if isinstance(extra, MappedColumn):
            return extra.column.type
    kind = BY_ANNOTATION.get(hint)
    if kind is None:
        known = ", ".join(sorted(getattr(one, "__name__", str(one)) for one in BY_ANNOTATION))
        raise TypeError(f"{name}: no field type for {hint!r}; write {known}, or Reference")
    return kind()


GroupClass = type[Group]


class ItemsColumn(TypeDecorator[Items]):
    """A list of what a `Group` declares, kept as JSON."""

    impl = JSON
    cache_ok = True

    def __init__(self, group: type[Group]) -> None:
        super().__init__()
        self.group = group

    @property
    def field_type(self) -> FieldType:
        """The field type of lists of this group."""
        return FieldType(
            "items",
            list[dict[str, Any]],
            [],
            place="main",
            refined=lambda _bound: items_annotation(self.group),
            dump=partial(_each, self.group, "dump"),
            load=partial(_each, self.group, "load"),
            targets=partial(_targets, self.group),
        )

    def process_bind_param(self, value: Any, dialect: Any) -> Any:
        return None if value is None else _each(self.group, "dump", value)

    def process_result_value(self, value: Any, dialect: Any) -> Any:
        return None if value is None else _each(self.group, "load", value)


def items_annotation(group: type[Group]) -> Any:
    """The pydantic annotation: a list of the group's own model."""
    from mastaba.fields.schema import input_model

    model: Any = input_model(group)
    return Annotated[(list[model], AfterValidator(_few))]


def _few(items: list[Any]) -> list[Any]:
    if len(items) > COUNT:
        raise ValueError(f"{len(items)} entries; at most {COUNT} fit.")
    return items


def _each(group: type[Group], way: str, items: Iterable[dict[str, Any]] | None) -> Items:
    from mastaba.fields.declare import fields_of

    ways = {bound.name: getattr(bound.type, way) for bound in fields_of(group)}
    return [
        {name: ways[name](value) if name in ways else value for name, value in item.items()}
        for item in items or ()
    ]


def _targets(group: type[Group], items: Items | None) -> Iterable[str]:
    from mastaba.fields.declare import fields_of

    pointing = {b.name: b.type.targets for b in fields_of(group) if b.type.targets}
    return [
        uid
        for item in items or ()
        for name, targets in pointing.items()
        for uid in targets(item.get(name))
    ]
