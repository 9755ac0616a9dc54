"""What `mastaba check` says of themes and templates."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import select

from mastaba.db import Database
from mastaba.rendering.named import check_named
from mastaba.rendering.settings import ThemeSettings
from mastaba.rendering.templates import SUFFIX, Templates
from mastaba.rendering.theme import Theme, Themes
from mastaba.tree.models import SiteSetting


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


def check_overrides(registry: Any) -> Iterator[str]:
    """Templates in place of ones that their owner does not have: misspelt, or gone since."""
    templates: Templates = registry[Templates]
    for name, path in _standing_in(registry):
        owner, _, file = name.partition("/")
        folder = templates.owners.get(owner)
        if folder is not None and not (folder / file).is_file():
            yield f"{path} stands in for nothing. {templates.missing(name)}"


def _standing_in(registry: Any) -> Iterator[tuple[str, Path]]:
    templates: Templates = registry[Templates]
    yield from sorted({**templates.overrides, **templates.site}.items())
    for theme in registry[Themes].by_name.values():
        yield from _of_theme(theme)


def _of_theme(theme: Theme) -> Iterator[tuple[str, Path]]:
    """Names that begin with `_` or lie deeper are a theme's own pieces."""
    for path in sorted(theme.folder.glob(f"*/*{SUFFIX}")):
        if not path.name.startswith("_"):
            yield path.relative_to(theme.folder).as_posix(), path


def includeme(config: Any) -> None:
    """Declare them."""
    config.declare_check("themes", "Every site has a theme that is there", check_themes)
    config.declare_check("templates", "Templates that are named are there", check_named)
    config.declare_check("overrides", "Templates that stand in hide one", check_overrides)
