"""Themes: folders of templates that dress the public pages of a site.

`config.add_theme("paper", title="Paper", templates="paper:themes/paper")`: the folder holds one
folder per plugin or room whose templates it shows in place of theirs, `site/layout.jinja2`.
Editors' screens are no part of a theme: a broken one must not lock them out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pyramid.exceptions import ConfigurationError
from pyramid.path import AssetResolver

from mastaba.declaring import declare

EDITORS = ("admin", "forms")
BEHIND = 10  # after every theme of the layer is registered


@dataclass(frozen=True)
class Theme:
    """A declared theme; `folder` holds `<owner>/<file>.jinja2`."""

    name: str
    title: str
    folder: Path
    parent: str | None = None


@dataclass
class Themes:
    """The declared themes, by name."""

    by_name: dict[str, Theme] = field(default_factory=dict)

    def chain(self, name: str) -> tuple[Theme, ...]:
        """A theme and those it builds on, nearest first; nothing for an unknown name."""
        found: list[Theme] = []
        theme = self.by_name.get(name)
        while theme is not None and theme not in found:
            found.append(theme)
            theme = self.by_name.get(theme.parent or "")
        return tuple(found)


def add_theme(
    config: Any, name: str, *, title: str, templates: str, parent: str | None = None
) -> None:
    """Directive: declare a theme that administrators can choose.

    `templates` is the asset specification of its folder, `parent` another theme that is searched
    behind it. Raises `ConfigurationError` for a folder that is no theme's, and a parent that is
    not declared.
    """
    folder = Path(AssetResolver(config.package).resolve(templates).abspath())
    _check_folder(name, templates, folder)
    theme, themes = Theme(name, title, folder, parent), config.registry[Themes]

    def register() -> None:
        themes.by_name[name] = theme

    declare(config, "theme", name, register, title=title, theme=theme)
    check = ("mastaba theme parent", name)
    config.action(check, lambda: _check_parent(theme, themes), order=BEHIND)


def _check_folder(name: str, templates: str, folder: Path) -> None:
    if not folder.is_dir():
        raise ConfigurationError(
            f"Theme {name}: {templates} is no folder ({folder}); expected a folder that holds "
            "site/layout.jinja2 or other templates by their logical names."
        )
    loose = sorted(path.name for path in folder.glob("*.jinja2"))
    if loose:
        raise ConfigurationError(
            f"Theme {name}: {loose[0]} lies in {folder} itself; expected it in a folder named "
            f"after its owner, such as site/{loose[0]}."
        )
    for owner in EDITORS:
        if (folder / owner).exists():
            raise ConfigurationError(
                f"Theme {name}: it has a folder {owner!r}. A theme dresses public pages; change "
                f"editors' screens with config.override_templates({owner!r}, ...)."
            )


def _check_parent(theme: Theme, themes: Themes) -> None:
    if theme.parent is None:
        return
    if theme.parent not in themes.by_name:
        known = ", ".join(sorted(themes.by_name))
        raise ConfigurationError(
            f"Theme {theme.name}: its parent {theme.parent!r} is not declared; known themes: "
            f"{known}. Enable the plugin that brings it."
        )
    if themes.chain(theme.name)[-1].parent is not None:
        raise ConfigurationError(f"Theme {theme.name}: it is its own parent; take one away.")
