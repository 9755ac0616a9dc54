"""Edit screens of plugins: a type's own template in the core's frame, with the core's saving.

`config.add_edit_form("media.item", template="media/item.jinja2", data=fn)`: the template extends
`admin/edit.jinja2` and fills its blocks; toolbar, states, versions and the merge page stay what
they are for every type.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from mastaba.declaring import declare

# (request, node, {field: newest value}) -> variables of the template
Data = Callable[[Any, Any, Mapping[str, Any]], Mapping[str, Any]]
# (request, the posted form) -> {field: value}, beside those that inputs of their name hold
Read = Callable[[Any, Mapping[str, str]], Mapping[str, Any]]


@dataclass(frozen=True)
class EditForm:
    """How one type is edited."""

    template: str
    data: Data | None = None
    read: Read | None = None


@dataclass
class EditForms:
    """The declared ones, by the name of the type."""

    by_type: dict[str, EditForm] = field(default_factory=dict)


def add_edit_form(
    config: Any,
    type_name: str,
    *,
    template: str,
    data: Data | None = None,
    read: Read | None = None,
) -> None:
    """Directive: edit nodes of the type `type_name` by `template`.

    The template extends `admin/edit.jinja2` and fills `form_top`, `form_main`, `form_details` or
    `form_facts`. `data(request, node, fields)` returns further variables; `fields` are the values
    shown. `read(request, posted)` returns values of fields that are not posted under their names.
    New nodes, which have nothing to show yet, are made by the plain form.
    """
    found = EditForm(template, data, read)

    def register() -> None:
        config.registry[EditForms].by_type[type_name] = found

    declare(config, "edit form", type_name, register, template=template)


def form_of(request: Any, type_name: str) -> EditForm | None:
    """The own form of a type, if it has one."""
    found: EditForm | None = request.registry[EditForms].by_type.get(type_name)
    return found


def in_own_form(request: Any, node: Any, variables: dict[str, Any]) -> dict[str, Any]:
    """Variables of the edit screen, which is then drawn by the type's own template."""
    own = form_of(request, node.type)
    if own is None:
        return variables
    request.override_renderer = own.template
    shown = variables["values"]
    return {**(own.data(request, node, shown) if own.data else {}), **variables}


def includeme(config: Any) -> None:
    """Register the directive."""
    config.registry[EditForms] = EditForms()
    config.add_directive("add_edit_form", add_edit_form)
