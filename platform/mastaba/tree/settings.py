"""Settings of a site that its administrators may change in the browser."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError, field_validator

from mastaba.settings import Section, setting, settings_of, store_of


class SiteSettings(Section, prefix="mastaba.site"):
    """How the site calls itself and how it shows time and lists."""

    title: str = setting("My site", help="Name of the site.", editable=True)
    tagline: str = setting("", help="A sentence below the name.", editable=True)
    locale: str = setting("en", help="Language of the site's own words.", editable=True)
    time_zone: str = setting(
        "UTC",
        help="Zone in which dates are shown to visitors.",
        example="Europe/Berlin",
        editable=True,
    )
    page_size: int = setting(
        20, help="Pages listed at once in a section.", ge=5, le=100, editable=True
    )

    @field_validator("time_zone")
    @classmethod
    def _check_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (OSError, ValueError, KeyError) as error:
            raise ValueError(
                f"mastaba.site.time_zone is {value[:80]!r}; expected a zone such as Europe/Berlin."
            ) from error
        return value


def site_settings(registry: Any, stored: dict[str, Any]) -> SiteSettings:
    """The ini file's values, else the stored rows, else the defaults.

    A stored value that is no longer valid is left out, so that a site never fails to start
    because of what was typed into its own form.
    """
    base = settings_of(registry, SiteSettings)
    ini = store_of(registry).ini
    free = {
        name: stored[SiteSettings.key(name)]
        for name in SiteSettings.model_fields
        if SiteSettings.key(name) not in ini and SiteSettings.key(name) in stored
    }
    try:
        return SiteSettings.model_validate({**base.model_dump(), **free})
    except ValidationError:
        return base
