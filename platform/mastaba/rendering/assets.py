"""`asset()`: the built front end and what plugins ship, served for ever under `/-/static/`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from markupsafe import Markup
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.traversal import ResourceTreeTraverser

from mastaba.rendering.asset_folders import AssetError, AssetFolders, AssetView

FOLDER = Path(__file__).parent.parent / "static"
PREFIX = "/-/static"
ROUTE = "assets"
YEAR = 31_536_000  # seconds; safe because a changed file has another name


@dataclass(frozen=True)
class Assets:
    """Logical name -> hashed file name; the folders of plugins."""

    names: dict[str, str] = field(default_factory=dict)
    folders: AssetFolders = field(default_factory=AssetFolders)

    @classmethod
    def built(cls, folders: AssetFolders) -> Assets:
        """What the last build wrote. Raises `RuntimeError` when nothing was built."""
        manifest = FOLDER / "manifest.json"
        if not manifest.is_file():
            raise RuntimeError("The front end is not built; run `python frontend/build.py`.")
        return cls(json.loads(manifest.read_text()), folders)

    def url(self, name: str) -> str:
        """Address of a file: `site.css` of the core, `event/calendar.css` of a plugin.

        Raises `AssetError` (a sentence) for a file that nobody ships.
        """
        if name in self.names:
            return f"{PREFIX}/{self.names[name]}"
        owner, _, file = name.partition("/")
        folder = self.folders.get(owner)
        if folder is None or not folder.has(file):
            raise AssetError(self._missing(name, owner, file))
        return f"{PREFIX}/{owner}/{folder.digest}/{file}"

    def _missing(self, name: str, owner: str, file: str) -> str:
        if not file:
            return f"there is no asset {name!r} of the core; one of a plugin is “plugin/file”."
        if owner not in self.folders:
            return f"nobody called config.add_assets({owner!r}, ...), so {name!r} is nowhere."
        hint = self.folders[owner].near(file)
        return f"there is no file {file!r} among the assets of {owner}; {hint}"

    def icon(self, name: str, label: str | None = None) -> Markup:
        """An icon of the sprite; with `label` it speaks, without it is decoration."""
        return _icon(f"{self.url('icons.svg')}#{name}", label)


@pass_context
def asset(context: Any, name: str) -> str:
    """The template global. Raises `AssetError`, naming the template."""
    assets: Assets = context["_assets"]
    try:
        return assets.url(name)
    except AssetError as error:
        raise AssetError(f"{context.name}: {error}") from None


def asset_url(request: Any, name: str) -> str:
    """`request.asset_url("event/calendar.css")`, for views that write HTML or JSON themselves.

    Raises `AssetError`.
    """
    assets: Assets = request.registry[Assets]
    return assets.url(name)


@cache
def _icon(address: str, label: str | None) -> Markup:
    shown = (
        Markup('role="img" aria-label="{}"').format(label)
        if label
        else Markup('aria-hidden="true"')
    )
    return Markup('<svg class="icon" {}><use href="{}"></use></svg>').format(shown, address)


class StaticRoot:
    """Root of the built files: they are not content, so no tree and no database is asked."""

    def __init__(self, request: Any) -> None:
        self.request = request


def add_static(config: Any) -> None:
    """Serve the built files."""
    config.add_traverser(ResourceTreeTraverser, StaticRoot)
    config.add_route(ROUTE, PREFIX + "/{owner}/{digest}/*subpath", factory=StaticRoot)
    view = AssetView(str(FOLDER), cache_max_age=YEAR, reload=True)
    config.add_view(view, route_name=ROUTE, permission=NO_PERMISSION_REQUIRED)
    config.add_static_view(
        PREFIX.lstrip("/"),
        str(FOLDER),
        cache_max_age=YEAR,
        permission=NO_PERMISSION_REQUIRED,
        factory=StaticRoot,
    )
