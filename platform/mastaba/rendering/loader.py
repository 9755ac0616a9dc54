"""How Jinja finds a template: the first candidate of a name, and the ones beneath it.

A template that names itself means the one it stands in for: a theme's `site/layout.jinja2` begins
with `{% extends "site/layout.jinja2" %}` and gets the theme's parent's, or the core's. Inside
Jinja such a name carries how far down it is: `site/layout.jinja2#1`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import BaseLoader, Environment, TemplateNotFound
from jinja2.loaders import split_template_path

from mastaba.rendering.templates import Templates
from mastaba.rendering.theme import Theme

DOWN = "#"


class LayeredLoader(BaseLoader):
    """Loads templates of one chain of themes."""

    def __init__(self, templates: Templates, themes: tuple[Theme, ...] = ()) -> None:
        self._templates = templates
        self._themes = themes

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Text, file and whether it is still the same. Raises `TemplateNotFound`."""
        name, _, depth = template.partition(DOWN)
        split_template_path(name)  # refuses what would leave the folders
        found = self._templates.candidates(name, self._themes)
        if not found:
            raise TemplateNotFound(name, self._templates.missing(name))
        path = found[min(int(depth or 0), len(found) - 1)].path
        changed = path.stat().st_mtime_ns
        text = path.read_text(encoding="utf-8")
        return text, str(path), lambda: path.is_file() and path.stat().st_mtime_ns == changed

    def join(self, template: str, parent: str) -> str:
        """The name that `template` means inside the template called `parent`."""
        name, _, depth = parent.partition(DOWN)
        if template != name:
            return template
        lowest = len(self._templates.candidates(name, self._themes)) - 1
        return f"{name}{DOWN}{min(int(depth or 0) + 1, lowest)}" if lowest else name


def layered(base: Environment, loader: LayeredLoader) -> Environment:
    """A twin of `base` that finds its templates through `loader`."""
    environment = base.overlay(loader=loader)
    use(environment, loader)
    return environment


def use(environment: Any, loader: LayeredLoader) -> None:
    """Let `environment` find its templates through `loader` alone."""
    environment.loader, environment.join_path = loader, loader.join
