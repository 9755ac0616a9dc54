"""Settings of a site that its administrators may change in the browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import field_validator

from mastaba.settings import Section, setting

if TYPE_CHECKING:
    from mastaba.tree.sites import SiteInfo

S = TypeVar("S", bound=Section)
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")


class SiteSettings(Section, prefix="mastaba.site"):
    """How the site calls itself and how it shows time and lists."""

    title: str = setting("My site", help="Name of the site.", editable=True)
    tagline: str = setting("", help="A sentence below the name.", editable=True)
    locale: str = setting(
        "en",
        label="Language",
        help="Language of the site's own words.",
        example="pt-BR",
        editable=True,
    )
    time_zone: str = setting(
        "UTC",
        help="Zone in which dates are shown to visitors.",
        example="Europe/Berlin",
        editable=True,
    )
    page_size: int = setting(
        20, help="Pages listed at once in a section.", ge=5, le=100, editable=True
    )

    @field_validator("locale")
    @classmethod
    def _check_locale(cls, value: str) -> str:
        if not LANGUAGE.fullmatch(value):
            raise ValueError(
                f"mastaba.site.locale is {value[:80]!r}; expected a language such as en or pt-BR."
            )
        return value

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


def settings_for(request: Any, section: type[S]) -> S:
    """A section as it holds for the site of `request`: ini, else what was changed in the admin
    (`editable=True`), else the default. Sends no statement of its own.
    """
    site: SiteInfo = request.site
    return site.section(request.registry, section)
