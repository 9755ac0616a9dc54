"""Whether values typed for settings fit, and how they are stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isfinite
from typing import Any

from pydantic import ValidationError

from mastaba.content.operations.errors import Invalid, OperationError
from mastaba.fields.text import storable
from mastaba.settings import Section, settings_of
from mastaba.settings.reading import what_fits
from mastaba.settings.registry import not_offered
from mastaba.settings.section import extra
from mastaba.tree.settings import settings_for

LONGEST = 10_000  # characters of a text
Owner = tuple[type[Section], str]
"""The section and the attribute of a setting."""


def checked_values(
    request: Any, values: Mapping[str, Any], owners: Mapping[str, Owner]
) -> dict[str, Any]:
    """The values as JSON, by full key. Raises `Invalid` with the names as they were given."""
    errors: dict[str, str] = {}
    checked: dict[str, Any] = {}
    for section in dict.fromkeys(section for section, _name in owners.values()):
        given = {owners[name][1]: name for name in values if owners[name][0] is section}
        found = {attribute: values[name] for attribute, name in given.items()}
        try:
            checked.update(_of_section(request, section, found))
        except Invalid as error:
            errors.update({given.get(name, name): text for name, text in error.fields.items()})
    if errors:
        raise Invalid(errors)
    return checked


def _of_section(request: Any, section: type[Section], found: dict[str, Any]) -> dict[str, Any]:
    current = settings_for(request, section)
    kept = {name: getattr(current, name) for name in section.model_fields}
    try:
        model = section.model_validate({**kept, **found})
    except ValidationError as error:
        raise Invalid(_sentences(section, error)) from None
    _check_texts(request, model, found)
    _check_together(request, model)
    stored = model.model_dump(mode="json")
    return {section.key(name): stored[name] for name in found}


def _check_texts(request: Any, model: Section, found: Iterable[str]) -> None:
    """What pydantic does not know: what is offered now, and what both databases store."""
    errors = {}
    for name in found:
        choices = extra(type(model).model_fields[name])["choices"]
        offered = None if choices is None else choices(request.registry)
        try:
            _check_value(getattr(model, name), offered)
        except ValueError as error:
            errors[name] = str(error)
    if errors:
        raise Invalid(errors)


def _check_value(value: Any, offered: Mapping[str, str] | None) -> None:
    if offered is not None and value not in offered:
        raise ValueError(f"“{value}” is not offered; {not_offered(offered, value)}")
    if isinstance(value, float) and not isfinite(value):
        raise ValueError("This must be a number.")
    for text in value if isinstance(value, list | tuple) else (value,):
        storable(text)
    if len(str(value)) > LONGEST:
        raise ValueError(f"At most {LONGEST} characters fit.")


def _check_together(request: Any, model: Section) -> None:
    def of(section: type[Any]) -> Any:
        return model if section is type(model) else settings_of(request.registry, section)

    if problems := list(model.problems(of)):
        raise OperationError(" ".join(problems))


def _sentences(section: type[Section], error: ValidationError) -> dict[str, str]:
    found: dict[str, str] = {}
    for detail in error.errors(include_url=False):
        name = str(detail["loc"][0]) if detail["loc"] else ""
        found.setdefault(name, what_fits(section, detail))
    return found
