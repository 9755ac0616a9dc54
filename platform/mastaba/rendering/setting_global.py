"""`{{ setting("mastaba.event.title") }}`: a setting as it holds for this site, in a template."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from jinja2 import pass_context

from mastaba.settings import settings_of, store_of
from mastaba.settings.section import extra
from mastaba.tree.settings import settings_for


@pass_context
def setting(context: Any, key: str) -> Any:
    """The value of a setting by its full key; on pages without a site that of the ini file.

    Raises `LookupError`, naming the template, for an unknown key and for a secret.
    """
    request = context.get("request")
    registry = context["_registry"]
    section, name = _owner(context, store_of(registry).keys(), key)
    values = settings_of(registry, section) if request is None else settings_for(request, section)
    return getattr(values, name)


def _owner(context: Any, known: Any, key: str) -> Any:
    if key not in known:
        near = get_close_matches(key, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "`mastaba config` lists all of them."
        raise LookupError(f"{context.name}: there is no setting {key!r}; {hint}")
    section, name = known[key]
    if extra(section.model_fields[name])["secret"]:
        raise LookupError(f"{context.name}: {key} is a secret; no template may show it.")
    return section, name
