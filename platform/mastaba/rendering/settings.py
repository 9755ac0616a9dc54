"""Which theme a site wears."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mastaba.rendering.theme import Themes
from mastaba.settings import Section, setting
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


def includeme(config: Any) -> None:
    """Declare the section."""
    config.declare_settings(ThemeSettings)
