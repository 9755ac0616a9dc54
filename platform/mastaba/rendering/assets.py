"""The built front end: names with content hashes, served for ever under `/-/static/`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.traversal import ResourceTreeTraverser

FOLDER = Path(__file__).parent.parent / "static"
PREFIX = "/-/static"
YEAR = 31_536_000  # seconds; safe because a changed file has another name


@dataclass(frozen=True)
class Assets:
    """Logical name -> hashed file name."""

    names: dict[str, str] = field(default_factory=dict)

    @classmethod
    def built(cls) -> Assets:
        """What the last build wrote. Raises `RuntimeError` when nothing was built."""
        manifest = FOLDER / "manifest.json"
        if not manifest.is_file():
            raise RuntimeError("The front end is not built; run `python frontend/build.py`.")
        return cls(json.loads(manifest.read_text()))

    def url(self, name: str) -> str:
        """Address of a built file. Raises `KeyError` for a name that was not built."""
        return f"{PREFIX}/{self.names[name]}"

    def icon(self, name: str, label: str | None = None) -> Markup:
        """An icon of the sprite; with `label` it speaks, without it is decoration."""
        return _icon(f"{self.url('icons.svg')}#{name}", label)


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
    config.add_static_view(
        PREFIX.lstrip("/"),
        str(FOLDER),
        cache_max_age=YEAR,
        permission=NO_PERMISSION_REQUIRED,
        factory=StaticRoot,
    )
