"""Which theme a site wears."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

from sqlalchemy import select

from mastaba.db import Database
from mastaba.rendering.theme import Themes
from mastaba.settings import Section, setting
from mastaba.tree.models import SiteSetting
from mastaba.tree.settings import settings_for

PLAIN = "Mastaba’s own"


def theme_choices(registry: Any) -> Mapping[str, str]:
    """The themes to choose from, with their titles."""
    themes: Themes = registry[Themes]
    listed = sorted(themes.by_name.values(), key=lambda theme: theme.title.casefold())
    return {"": PLAIN, **{theme.name: theme.title for theme in listed}}


class ThemeSettings(Section, prefix="mastaba.site"):
    """How the public pages look."""

    theme: str = setting(
        "", help="The look of the public pages.", editable=True, choices=theme_choices
    )


def theme_name(request: Any) -> str:
    """The theme that was chosen for the site of `request`, installed or not; "" for none."""
    return settings_for(request, ThemeSettings).theme


def missing_theme(request: Any) -> str:
    """A sentence when the chosen theme is not there any more, else ""."""
    name, themes = theme_name(request), request.registry[Themes]
    if not name or name in themes.by_name:
        return ""
    return (
        f"The theme “{name}” is not installed, so visitors see {PLAIN} look. Choose another one "
        "below, or enable the plugin that brings it."
    )


def check_themes(registry: Any) -> Iterator[str]:
    """Sites that were given a theme which is not there any more."""
    key, themes = ThemeSettings.key("theme"), registry[Themes].by_name
    chosen = select(SiteSetting.site_id, SiteSetting.value).where(SiteSetting.key == key)
    with closing(registry[Database].reading_session()) as session:
        for site_id, name in session.execute(chosen.order_by(SiteSetting.site_id)):
            if name and name not in themes:
                yield (
                    f"Site {site_id} has the theme {name!r}, which is not installed; enable the "
                    "plugin that brings it, or choose another in the admin's settings."
                )


def includeme(config: Any) -> None:
    """Declare the section, and what `mastaba check` asks."""
    config.declare_settings(ThemeSettings)
    config.declare_check("themes", "Every site has a theme that is there", check_themes)
