"""/admin/-/settings: every setting with its source; the site's own can be changed here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther

from mastaba.admin.addresses import tool_url
from mastaba.admin.flash import flash
from mastaba.content.operations import Invalid, OperationError, change_site_settings
from mastaba.forms import FormField
from mastaba.settings import declared
from mastaba.settings.registry import Declared
from mastaba.tree.settings import SiteSettings
from mastaba.tree.traverser import Tools

TEMPLATE = "admin/settings.jinja2"
EDITABLE = {SiteSettings.key(name): name for name in SiteSettings.model_fields}


def show(_context: Tools, request: Any) -> dict[str, Any]:
    """The form."""
    return _variables(request, {}, {}, "")


def save(_context: Tools, request: Any) -> Any:
    """Store what the form changed."""
    typed = {name: request.POST[name] for name in EDITABLE.values() if name in request.POST}
    try:
        change_site_settings(request, typed)
    except OperationError as problem:
        request.response.status_int = 422
        errors = problem.fields if isinstance(problem, Invalid) else {}
        return _variables(request, typed, errors, "" if errors else str(problem))
    flash(request, "The settings are saved.")
    return HTTPSeeOther(tool_url("settings"))


def _variables(
    request: Any, typed: Mapping[str, str], errors: Mapping[str, str], error: str
) -> dict[str, Any]:
    known = sorted(declared(request.registry), key=lambda s: (_rank(s.key), s.key))
    groups = groupby(known, key=lambda s: _prefix(s.key))
    sections = [_section(request, name, group, typed, errors) for name, group in groups]
    return {
        "sections": sections,
        "save_url": tool_url("settings"),
        "can_save": any(not s["locked_reason"] for g in sections for s in g["settings"]),
        "error": error,
    }


def _prefix(key: str) -> str:
    """`mastaba.mail.host` -> `mail`; the few keys without a section are the core's."""
    parts = key.split(".")
    return parts[1] if len(parts) > 2 else "core"


def _rank(key: str) -> tuple[bool, str]:
    return key not in EDITABLE, _prefix(key)


def _section(
    request: Any,
    name: str,
    group: Iterable[Declared],
    typed: Mapping[str, str],
    errors: Mapping[str, str],
) -> dict[str, Any]:
    shown = [_setting(request, setting, typed, errors) for setting in group]
    return {"id": f"section-{name}", "title": name.capitalize(), "settings": shown}


def _setting(
    request: Any, setting: Declared, typed: Mapping[str, str], errors: Mapping[str, str]
) -> dict[str, Any]:
    name = EDITABLE.get(setting.key)
    value = setting.value if name is None else str(getattr(request.site.settings, name))
    help_text = setting.help + (f" Example: {setting.example}." if setting.example else "")
    return {
        "key": setting.key,
        "label": _label(setting.key),
        "locked_reason": _locked(setting, name),
        "value_text": value,
        "field": FormField(
            name=name or setting.key,
            label=_label(setting.key),
            widget="text",
            value=typed.get(name or "", value),
            help=help_text,
            error=errors.get(name or "", ""),
        ),
    }


def _label(key: str) -> str:
    return key.rpartition(".")[2].replace("_", " ").capitalize()


def _locked(setting: Declared, name: str | None) -> str:
    if setting.source == "ini":
        return "Set in the ini file; it can only be changed there."
    return "" if name is not None else "The default. It can be set in the ini file only."


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
