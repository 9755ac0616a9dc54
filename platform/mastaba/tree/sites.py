"""`request.site`: host -> site, remembered for a moment because every request asks."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from mastaba.settings import Section
from mastaba.settings.stored import with_stored
from mastaba.tree.models import Site, SiteSetting
from mastaba.tree.settings import SiteSettings

S = TypeVar("S", bound=Section)
SECONDS = 5.0


class NoSiteError(Exception):
    """The database has no site; `mastaba migrate` makes one."""


@dataclass(frozen=True)
class SiteInfo:
    """What a request needs to know of its site."""

    id: int
    hosts: tuple[str, ...]
    front_uid: str | None
    settings: SiteSettings
    stored: Mapping[str, Any] = field(default_factory=dict)
    _sections: dict[type[Section], Any] = field(default_factory=dict, compare=False)

    def section(self, registry: Any, section: type[S]) -> S:
        """The values of a section for this site, worked out once."""
        found: S | None = self._sections.get(section)
        if found is None:
            found = self._sections[section] = with_stored(registry, section, self.stored)
        return found

    @property
    def title(self) -> str:
        return self.settings.title

    @property
    def tagline(self) -> str:
        return self.settings.tagline

    @property
    def locale(self) -> str:
        return self.settings.locale


class SiteDirectory:
    """The sites of one database; read again after `SECONDS` or after `forget()`."""

    def __init__(self, registry: Any) -> None:
        self._registry = registry
        self._sites: tuple[SiteInfo, ...] = ()
        self._read_at = float("-inf")

    def forget(self) -> None:
        """Read again at the next request: something about a site has changed."""
        self._read_at = float("-inf")

    def lookup(self, session: Session, host: str) -> SiteInfo:
        """The site of `host`; the first one when none names it. Raises `NoSiteError`."""
        sites = self._current(session)
        if not sites:
            raise NoSiteError("The database holds no site yet; run `mastaba migrate`.")
        return next((site for site in sites if host in site.hosts), sites[0])

    def _current(self, session: Session) -> tuple[SiteInfo, ...]:
        if time.monotonic() - self._read_at > SECONDS:
            self._sites = self._read(session)
            self._read_at = time.monotonic()
        return self._sites

    def _read(self, session: Session) -> tuple[SiteInfo, ...]:
        stored: dict[int, dict[str, Any]] = {}
        for row in session.execute(
            select(SiteSetting.site_id, SiteSetting.key, SiteSetting.value)
        ):
            stored.setdefault(row.site_id, {})[row.key] = row.value
        rows = session.execute(select(Site.id, Site.hosts, Site.front_uid).order_by(Site.id))
        return tuple(self._info(row, stored.get(row.id, {})) for row in rows)

    def _info(self, row: Any, stored: dict[str, Any]) -> SiteInfo:
        settings = with_stored(self._registry, SiteSettings, stored)
        return SiteInfo(row.id, tuple(row.hosts), row.front_uid, settings, stored)


def current_site(request: Any) -> SiteInfo:
    """The site that the request's host belongs to."""
    directory: SiteDirectory = request.registry[SiteDirectory]
    return directory.lookup(request.db, request.domain)
