"""/admin/-/settings: every setting with its source; what is declared editable changes here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from mastaba.admin.addresses import tool_url
from mastaba.admin.flash import flash
from mastaba.admin.setting_fields import read_setting
from mastaba.admin.setting_list import Editable, editable_settings, shown_sections
from mastaba.content.operations import Invalid, OperationError, change_site_settings
from mastaba.rendering.settings import missing_theme
from mastaba.settings.values import write
from mastaba.tree.traverser import Tools

TEMPLATE = "admin/settings.jinja2"
DEFAULT = "use-default"
ROOM = 1500  # characters of former values; a cookie holds about 4 kB


def show(_context: Tools, request: Any) -> dict[str, Any]:
    """The form."""
    return _variables(request, {}, {}, "")


def save(_context: Tools, request: Any) -> Any:
    """Store what the form changed; the button beside a setting takes it back to its default."""
    known = editable_settings(request)
    forget = [key for text in _texts(request, DEFAULT) for key in text.split() if key in known]
    typed = _typed(request, known.keys() - set(forget))
    try:
        changed = change_site_settings(request, _changed(known, typed), forget=forget)
    except OperationError as problem:
        request.response.status_int = 422
        errors = problem.fields if isinstance(problem, Invalid) else {}
        return _variables(request, typed, errors, "" if errors else str(problem))
    _say(request, known, changed)
    return HTTPSeeOther(tool_url("settings"))


def _typed(request: Any, keys: Iterable[str]) -> dict[str, str]:
    """The posted texts; of a check box and its hidden twin the last one counts."""
    found = {key: _texts(request, key) for key in keys}
    return {key: texts[-1] for key, texts in found.items() if texts}


def _texts(request: Any, name: str) -> list[str]:
    """What was posted under a name; files are nothing that a setting could be."""
    return [text for text in request.POST.getall(name) if isinstance(text, str)]


def _changed(known: Mapping[str, Editable], typed: Mapping[str, str]) -> dict[str, Any]:
    """Values of what differs from what holds now. Raises `Invalid`."""
    errors: dict[str, str] = {}
    found: dict[str, Any] = {}
    for key, text in typed.items():
        try:
            value = read_setting(known[key].section, known[key].name, text)
        except ValueError as error:
            errors[key] = str(error)
            continue
        if not known[key].holds(value):
            found[key] = value
    if errors:
        raise Invalid(errors)
    return found


def _say(request: Any, known: Mapping[str, Editable], changed: list[str]) -> None:
    """Tell what happened, with the way back where it fits into a cookie."""
    if not changed:
        flash(request, "Nothing was changed.")
        return
    stored = request.site.stored
    before = {key: write(known[key].value) for key in changed if key in stored}
    before[DEFAULT] = " ".join(key for key in changed if key not in stored)
    short = sum(map(len, before.values())) < ROOM
    undo = {"undo_url": tool_url("settings"), "undo_fields": before} if short else {}
    flash(request, "The settings are saved.", **undo)


def _variables(
    request: Any, typed: Mapping[str, str], errors: Mapping[str, str], error: str
) -> dict[str, Any]:
    sections = shown_sections(request, typed, errors)
    return {
        "sections": sections,
        "save_url": tool_url("settings"),
        "can_save": any(s.field for section in sections for s in section.settings),
        "default_name": DEFAULT,
        "error": error,
        "wrong": len(errors),
        "warning": missing_theme(request),
    }


def includeme(config: Any) -> None:
    """Register the views."""
    for view, method in ((show, "GET"), (save, "POST")):
        config.add_admin_view(
            view,
            context=Tools,
            name="settings",
            permission="manage_site",
            request_method=method,
            renderer=TEMPLATE,
        )
