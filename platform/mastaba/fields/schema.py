"""The pydantic model of a class: the one validator of forms, imports and operations."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from mastaba.fields.declare import BoundField, fields_of


class Input(BaseModel):
    """Base of every derived model: unknown names are an error, not ignored."""

    model_config = ConfigDict(extra="forbid")


@cache
def input_model(cls: type[Any]) -> type[Input]:
    """Model with one attribute per declared field; optional ones default to None."""
    columns = {bound.name: _declaration(bound) for bound in fields_of(cls)}
    return create_model(f"{cls.__name__}Input", __base__=Input, **columns)  # type: ignore[call-overload, no-any-return]  # a dict of definitions is what pydantic documents


def _declaration(bound: BoundField) -> tuple[Any, Any]:
    rules: dict[str, Any] = {"title": bound.label}
    if bound.max_length:
        rules["max_length"] = bound.max_length
    if bound.type.name in ("line", "text") and not bound.optional:
        rules["min_length"] = 1
    annotation = bound.type.annotation
    if bound.optional:
        return annotation | None, Field(default=None, **rules)
    if bound.type.name in ("line", "text"):
        return annotation, Field(**rules)
    return annotation, Field(default_factory=_default(bound), validate_default=True, **rules)


def _default(bound: BoundField) -> Any:
    if bound.default is not None:
        return lambda: bound.default
    return lambda: deepcopy(bound.type.empty)
