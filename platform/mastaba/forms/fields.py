"""What a form shows of each declared field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from mastaba.blocks.allow import ALL, SHORT
from mastaba.content.blocks.descriptors import block_descriptors
from mastaba.content.blocks.registry import blocks_of
from mastaba.content.blocks.within import up_to_date
from mastaba.content.operations.field_rights import may_read, may_write
from mastaba.fields import BoundField, fields_of
from mastaba.forms.choices import choices_of
from mastaba.forms.pages import Pages
from mastaba.forms.texts import local_time, text_of
from mastaba.forms.words import in_words

NOT_YOURS = "You can see this, but you may not change it."


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
    extra: Mapping[str, Any] = field(default_factory=dict)  # what only one widget shows


def form_fields(
    request: Any,
    model: type[Any],
    data: Mapping[str, Any],
    errors: Mapping[str, str] | None = None,
    *,
    place: Any = None,
    prefix: str = "",
) -> dict[str, FormField]:
    """The declared fields of `model` by name, filled from `data`, with their errors.

    `place` is the located node, or the one that a new node will be below: fields that the
    requester may not read there are left out, those they may not write are locked. Names of
    inputs begin with `prefix`, and those in `errors`, too.
    """
    open_ = [bound for bound in fields_of(model) if not bound.spec.hidden]
    shown = [b for b in open_ if place is None or may_read(request, place, b)]
    form = _Form(request, Pages.in_data(request, shown, data), errors or {}, prefix)
    found = {b.name: form.field(b, data.get(b.name, b.default)) for b in shown}
    if place is None:
        return found
    return {b.name: _locked(request, place, b, found[b.name], data) for b in shown}


def _locked(
    request: Any, place: Any, bound: BoundField, shown: FormField, data: Mapping[str, Any]
) -> FormField:
    if may_write(request, place, bound):
        return shown
    words = in_words(request, bound, data.get(bound.name, bound.default))
    return FormField(
        bound.name, bound.label, "locked", words, NOT_YOURS, place=bound.place, locked=True
    )


def _allowed(bound: BoundField) -> str:
    """Names of the blocks and marks that the editor offers; empty for all of them."""
    allow = SHORT if bound.type.name == "richtext" else bound.rules.allow or (ALL,)
    return "" if ALL in allow else " ".join(allow)


@dataclass(frozen=True)
class _Form:
    """What the fields of one form, or of one entry in it, have in common."""

    request: Any
    pages: Pages
    errors: Mapping[str, str]
    prefix: str

    def field(self, bound: BoundField, value: Any) -> FormField:
        name = self.prefix + bound.name
        if bound.type.name == "body" and isinstance(value, dict):
            value = up_to_date(value, blocks_of(self.request))
        return FormField(
            name=name,
            label=bound.label,
            widget="choice" if bound.type.name == "boolean" and bound.optional else bound.widget,
            value=text_of(bound, value, self.pages),
            help=bound.spec.help,
            error=self.errors.get(name, ""),
            required=bound.required,
            maxlength=bound.max_length,
            place=bound.place,
            choices=choices_of(self.request, bound, value),
            optional=bound.optional,
            extra=self._extra(bound, value),
        )

    def _extra(self, bound: BoundField, value: Any) -> Mapping[str, Any]:
        match bound.type.name:
            case "datetime":
                return local_time(value, self.request.time_zone)
            case "body":
                blocks = block_descriptors(self.request, bound.rules.allow)
                return {"allow": _allowed(bound), "blocks": blocks}
            case "richtext":
                return {"allow": _allowed(bound), "blocks": []}
            case "reference" | "references":
                return self.pages.shown(value, bound)
            case "items":
                return self._items(bound, value)
        return {}

    def _items(self, bound: BoundField, value: Any) -> Mapping[str, Any]:
        rows = value if isinstance(value, list) else []
        return {
            "rows": [self._row(bound, str(number), row) for number, row in enumerate(rows)],
            "blank": self._row(bound, "NEW", {}),
        }

    def _row(self, bound: BoundField, number: str, row: Any) -> list[FormField]:
        inner = _Form(
            self.request, self.pages, self.errors, f"{self.prefix}{bound.name}.{number}."
        )
        data = row if isinstance(row, Mapping) else {}
        parts = fields_of(bound.group) if bound.group is not None else ()
        return [inner.field(part, data.get(part.name, part.default)) for part in parts]
