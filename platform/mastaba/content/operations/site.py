"""Change what administrators set in the browser: title, time zone and the like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from mastaba.content.operations.errors import Invalid, OperationError
from mastaba.events import record
from mastaba.security.guard import allow
from mastaba.settings import store_of
from mastaba.tree.locate import find_at
from mastaba.tree.models import SiteSetting
from mastaba.tree.paths import ROOT
from mastaba.tree.settings import SiteSettings
from mastaba.tree.sites import SiteDirectory


def change_site_settings(request: Any, values: Mapping[str, Any]) -> None:
    """Store settings of the site by attribute name (`title`, `time_zone`).

    Raises `Invalid` for values that do not fit, and `OperationError` for a setting that the ini
    file holds: it would win over what is stored.
    """
    allow(request, find_at(request, ROOT), "manage_site")
    _refuse_fixed(request, values)
    checked = _checked(request, values)
    for name, value in checked.items():
        row = SiteSetting(site_id=request.site.id, key=SiteSettings.key(name), value=value)
        request.db.merge(row)
    record(request, "site.settings_changed", subject=request.site.title, names=sorted(checked))
    _forget_after_commit(request)


def _refuse_fixed(request: Any, values: Mapping[str, Any]) -> None:
    ini = store_of(request.registry).ini
    keys = [SiteSettings.key(name) for name in values if name in SiteSettings.model_fields]
    fixed = [key for key in keys if key in ini]
    if fixed:
        raise OperationError(f"{', '.join(sorted(fixed))}: set in the ini file; change it there.")


def _checked(request: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    current = request.site.settings.model_dump()
    try:
        model = SiteSettings.model_validate({**current, **values})
    except ValidationError as error:
        raise Invalid(_sentences(error)) from None
    return {name: value for name, value in model.model_dump(mode="json").items() if name in values}


def _sentences(error: ValidationError) -> dict[str, str]:
    found: dict[str, str] = {}
    for problem in error.errors(include_url=False):
        name = str(problem["loc"][0]) if problem["loc"] else ""
        found.setdefault(name, problem["msg"].removeprefix("Value error, ").rstrip(".") + ".")
    return found


def _forget_after_commit(request: Any) -> None:
    """The directory of sites is read again by the next request, not by this one."""
    directory: SiteDirectory = request.registry[SiteDirectory]
    request.tm.get().addAfterCommitHook(lambda _committed: directory.forget())
