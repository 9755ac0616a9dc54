"""The pydantic model of a class: the one validator of forms, imports and operations."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, create_model

from mastaba.fields.declare import BoundField, fields_of
from mastaba.fields.extended import extensions_in
from mastaba.fields.text import storable

NEEDED = "This is needed."


class Input(BaseModel):
    """Base of every derived model: unknown names are an error, not ignored."""

    model_config = ConfigDict(extra="forbid")


def input_model(cls: type[Any]) -> type[Input]:
    """Model with one attribute per declared field; optional ones default to None."""
    made: type[Input] = _made(cls, extensions_in(cls))  # type: ignore[arg-type]  # mypy takes a class for unhashable
    return made


@cache
def _made(cls: Any, _extensions: tuple[Any, ...]) -> type[Input]:
    columns = {bound.name: _declaration(bound) for bound in fields_of(cls)}
    return create_model(f"{cls.__name__}Input", __base__=Input, **columns)  # type: ignore[call-overload, no-any-return]  # a dict of definitions is what pydantic documents


def json_schema(cls: type[Any]) -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what `create` and `save` take for a type."""
    return input_model(cls).model_json_schema()


def _declaration(bound: BoundField) -> tuple[Any, Any]:
    rules: dict[str, Any] = {"title": bound.label}
    if bound.max_length:
        rules["max_length"] = bound.max_length
    # First of all rules: a custom type's sentence may quote what was typed.
    ruled: Any = Annotated[(bound.annotation, Field(**rules), BeforeValidator(storable))]
    if bound.optional:
        return ruled | None, Field(default=None)
    if not bound.required:
        return ruled, Field(default_factory=_default(bound), validate_default=True)
    needed = Annotated[(ruled, BeforeValidator(_needed))]
    return needed, (Field() if bound.default is None else Field(default=bound.default))


def defaults(cls: type[Any]) -> dict[str, Any]:
    """What each field of a new node holds when nobody says anything."""
    return {bound.name: None if bound.optional else _default(bound)() for bound in fields_of(cls)}


def _needed(value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise ValueError(NEEDED)
    return value


def _default(bound: BoundField) -> Any:
    if bound.default is not None:
        return lambda: bound.default
    return lambda: deepcopy(bound.type.empty)
