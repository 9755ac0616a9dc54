"""Change what administrators set in the browser: title, time zone, what plugins let them set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import delete, select

from mastaba.content.operations.errors import Invalid, OperationError
from mastaba.content.operations.site_values import Owner, checked_values
from mastaba.events import record
from mastaba.security.guard import allow
from mastaba.settings import store_of
from mastaba.settings.stored import editable
from mastaba.tree.locate import find_at
from mastaba.tree.models import SiteSetting
from mastaba.tree.paths import ROOT
from mastaba.tree.settings import SiteSettings
from mastaba.tree.sites import SiteDirectory


def change_site_settings(
    request: Any, values: Mapping[str, Any], *, forget: Iterable[str] = ()
) -> list[str]:
    """Store settings of the site by key (`mastaba.event.per_page`; the core's also `title`).

    Those in `forget` go back to their defaults. Returns the full keys that changed. Raises
    `Invalid` for values that do not fit, and `OperationError` for a setting that the ini file
    holds: it would win over what is stored.
    """
    allow(request, find_at(request, ROOT), "manage_site")
    owners = {name: _owner(request, name) for name in (*values, *forget)}
    _refuse_fixed(request, owners.values())
    checked = checked_values(request, values, owners)
    gone = {section.key(name) for given in forget for section, name in (owners[given],)}
    changed = _store(request, checked, gone)
    if changed:
        record(request, "site.settings_changed", subject=request.site.title, names=changed)
        _forget_after_commit(request)
    return changed


def _owner(request: Any, given: str) -> Owner:
    """The section and attribute of a setting that may be changed here."""
    known = store_of(request.registry).keys()
    owner = known.get(given) or known.get(f"{SiteSettings.prefix}.{given}")
    if owner is None or owner[1] not in editable(owner[0]):
        raise Invalid({given: "This cannot be changed here: such a setting is not permitted."})
    return owner


def _refuse_fixed(request: Any, owners: Iterable[Owner]) -> None:
    ini = store_of(request.registry).ini
    fixed = {key for section, name in owners if (key := section.key(name)) in ini}
    if fixed:
        raise OperationError(f"{', '.join(sorted(fixed))}: set in the ini file; change it there.")


def _store(request: Any, checked: Mapping[str, Any], gone: Iterable[str]) -> list[str]:
    """Write what differs from the rows; the keys of those rows."""
    site_id, mine = request.site.id, SiteSetting.site_id == request.site.id
    rows = request.db.execute(select(SiteSetting.key, SiteSetting.value).where(mine))
    stored = {row.key: row.value for row in rows}
    changed = [key for key in checked if key not in stored or stored[key] != checked[key]]
    for key in changed:
        request.db.merge(SiteSetting(site_id=site_id, key=key, value=checked[key]))
    removed = [key for key in gone if key in stored and key not in checked]
    if removed:
        request.db.execute(delete(SiteSetting).where(mine, SiteSetting.key.in_(removed)))
    return sorted([*changed, *removed])


def _forget_after_commit(request: Any) -> None:
    """The directory of sites is read again by the next request, not by this one."""
    directory: SiteDirectory = request.registry[SiteDirectory]
    request.tm.get().addAfterCommitHook(lambda _committed: directory.forget())
