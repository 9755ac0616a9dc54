"""The one way to ask for a permission, and the check that no view forgets to."""

from __future__ import annotations

from typing import Any

from pyramid.exceptions import ConfigurationError
from pyramid.httpexceptions import HTTPForbidden
from pyramid.interfaces import IExceptionResponse


def allow(request: Any, resource: Any, permission: str) -> None:
    """Return when the requester may; otherwise raise `HTTPForbidden` naming the permission."""
    answer = request.has_permission(permission, resource)
    if not answer:
        raise HTTPForbidden(f"You may not do this here: it needs “{permission}”.", result=answer)


def refuse_unguarded_views(config: Any) -> None:
    """Stop the start when a view has no explicit permission, naming each with file and line."""
    views = config.introspector.get_category("views") or ()
    naked = [_where(item["introspectable"]) for item in views if _is_naked(item)]
    if naked:
        raise ConfigurationError(
            "Views without an explicit permission (give one, or NO_PERMISSION_REQUIRED):\n  "
            + "\n  ".join(naked)
        )


def _is_naked(item: Any) -> bool:
    view = item["introspectable"]
    if view.get("context") is not None and _is_exception(view["context"]):
        return False
    return view.get("permission") is None and not _has_related_permission(item)


def _is_exception(context: Any) -> bool:
    return context is IExceptionResponse or (
        isinstance(context, type) and issubclass(context, Exception)
    )


def _has_related_permission(item: Any) -> bool:
    return any(related.category_name == "permissions" for related in item["related"])


def _where(view: Any) -> str:
    info = view.action_info
    place = f"{info.file}:{info.line}" if info is not None else "unknown place"
    return f"{view.get('name') or '(default view)'} {view['callable']!r} at {place}"
