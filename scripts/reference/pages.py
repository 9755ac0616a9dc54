"""The pages by their file names."""

from __future__ import annotations

from pathlib import Path

from scripts.reference import api, commands, directives, events, permissions, settings

from mastaba import configure
from mastaba.db import Database

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "reference"
PAGES = {
    "api.md": api,
    "commands.md": commands,
    "directives.md": directives,
    "events.md": events,
    "permissions.md": permissions,
    "settings.md": settings,
}
CORE_ALONE = {"mastaba.env": "development", "mastaba.database.url": "sqlite://"}


def pages() -> dict[str, str]:
    """File name -> text, as the core alone declares it."""
    registry = configure(CORE_ALONE).registry
    try:
        return {name: f"{module.page(registry).rstrip()}\n" for name, module in PAGES.items()}
    finally:
        registry[Database].dispose()
