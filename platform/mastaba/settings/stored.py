"""What was changed in the admin, over what the ini file leaves open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from mastaba.settings.registry import settings_of, store_of
from mastaba.settings.section import S, Section, extra


def with_stored(registry: Any, section: type[S], stored: Mapping[str, Any]) -> S:
    """The ini file's values, else the stored ones (by key, as JSON), else the defaults.

    A stored value that is no longer valid is left out, so that a site never fails to start
    because of what was typed into its own form.
    """
    base = settings_of(registry, section)
    free = {
        name: stored[key] for name, key in open_keys(registry, section).items() if key in stored
    }
    while free:
        try:
            return section.model_validate({**_given(base), **free})
        except ValidationError as error:
            wrong = {str(part) for found in error.errors() for part in found["loc"][:1]}
            free = {name: value for name, value in free.items() if name not in (wrong or free)}
    return base


def open_keys(registry: Any, section: type[Section]) -> dict[str, str]:
    """Keys by attribute of what may be changed in the admin: the ini file does not set them."""
    ini = store_of(registry).ini
    keys = {name: section.key(name) for name in editable(section)}
    return {name: key for name, key in keys.items() if key not in ini}


def editable(section: type[Section]) -> tuple[str, ...]:
    """Attributes that were declared with `editable=True`."""
    return tuple(name for name, info in section.model_fields.items() if extra(info)["editable"])


def _given(base: Section) -> dict[str, Any]:
    return {name: getattr(base, name) for name in type(base).model_fields}
