"""What a form shows of each declared field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mastaba.fields import BoundField, fields_of

WIDGETS = {"line": "text", "text": "textarea", "boolean": "check"}


@dataclass(frozen=True)
class FormField:
    """A field as the macros of `forms/fields.jinja2` read it."""

    name: str
    label: str
    widget: str
    value: Any
    help: str = ""
    error: str = ""
    required: bool = False
    maxlength: int | None = None
    place: str = "details"
    choices: tuple[tuple[str, str], ...] = ()
    autocomplete: str = ""
    locked: bool = False
    optional: bool = False
    placeholder: str = ""


def form_fields(
    model: type[Any], data: Mapping[str, Any], errors: Mapping[str, str] | None = None
) -> dict[str, FormField]:
    """The declared fields of `model` by name, filled from `data`, with their errors."""
    problems = errors or {}
    return {
        bound.name: _shown(bound, data.get(bound.name, bound.default), problems.get(bound.name))
        for bound in fields_of(model)
    }


def _shown(bound: BoundField, value: Any, error: str | None) -> FormField:
    return FormField(
        name=bound.name,
        label=bound.label,
        widget=WIDGETS.get(bound.widget, bound.widget),
        value=_as_text(bound, value),
        help=bound.spec.help,
        error=error or "",
        required=not bound.optional and bound.type.name in ("line", "text"),
        maxlength=bound.max_length,
        place=bound.place,
        optional=bound.optional,
    )


def _as_text(bound: BoundField, value: Any) -> Any:
    if bound.type.name == "tags":
        return value if isinstance(value, str) else ", ".join(value or ())
    if bound.type.name == "body":
        return value if isinstance(value, str) else json.dumps(value or bound.type.empty)
    return value
