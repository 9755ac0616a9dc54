"""Files that plugins ship for browsers: `/-/static/<plugin>/<hash of the folder>/<file>`.

The hash covers all files of a folder, not each one: what they say of each other (imports between
ES modules, fonts in a style sheet, source maps) stays as it is written, and an address can be
kept for ever all the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.static import static_view

from mastaba.declaring import declare
from mastaba.rendering.templates import folder_of
from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings

LETTERS = 12  # of the hash; enough to tell versions of one folder apart


class AssetError(LookupError):
    """A template asks for a file that nobody ships."""


@dataclass
class AssetFolder:
    """The folder of one plugin. In development (`watched`) changed files are noticed."""

    path: Path
    watched: bool = False
    _seen: Mapping[str, int] = field(default_factory=dict)
    _digest: str = ""

    @property
    def digest(self) -> str:
        """The hash of names and contents."""
        if not self._digest or self.watched:
            self._look()
        return self._digest

    def has(self, name: str) -> bool:
        """Whether `name` is a file of this folder; nothing outside, and nothing hidden, is."""
        if not self._digest or (self.watched and name not in self._seen):
            self._look()
        return name in self._seen

    def near(self, name: str) -> str:
        """What to do about a name that is not there."""
        found = get_close_matches(name, self._seen, n=1)
        return f"did you mean {found[0]}?" if found else f"put it into {self.path}."

    def _look(self) -> None:
        seen = {name: path.stat().st_mtime_ns for name, path in self._files()}
        if seen != self._seen or not self._digest:
            total = hashlib.sha256()
            for name in seen:
                total.update(name.encode() + b"\0" + (self.path / name).read_bytes())
            self._seen, self._digest = seen, total.hexdigest()[:LETTERS]

    def _files(self) -> list[tuple[str, Path]]:
        top = self.path.resolve()
        inside = (path for path in self.path.rglob("*") if path.resolve().is_relative_to(top))
        files = (path for path in inside if path.is_file())
        named = ((path.relative_to(self.path), path) for path in files)
        shown = ((name.as_posix(), path) for name, path in named if not _hidden(name))
        return sorted(shown)


def _hidden(name: Path) -> bool:
    return any(part.startswith(".") for part in name.parts)


class AssetFolders(dict[str, AssetFolder]):
    """The folders by plugin; lives on the registry."""


class AssetView(static_view):  # type: ignore[misc]  # pyramid is untyped
    """Serves the files of every plugin's folder, under the hash they have now."""

    def get_resource_name(self, request: Any) -> str:
        """The file's path. Raises `HTTPNotFound` for a former hash too: its content is gone."""
        found = request.matchdict
        folder = request.registry[AssetFolders].get(found["owner"])
        name = "/".join(found["subpath"])
        if folder is None or folder.digest != found["digest"] or not folder.has(name):
            raise HTTPNotFound()
        return str(folder.path / name)


def add_assets(config: Any, name: str, folder: str) -> None:
    """Directive: serve the files in `folder` (an asset specification) to browsers.

    Templates take their addresses from `asset("<name>/<file>")`.
    """
    watched = not settings_of(config.registry, CoreSettings).production
    found = AssetFolder(folder_of(config, folder), watched)

    def register() -> None:
        config.registry[AssetFolders][name] = found

    declare(config, "assets", name, register, folder=str(found.path))
