"""What the security room checks in production: nothing secret lies open, no debugging is on.

A sample or short secret needs no check: production does not start with one.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mastaba.db import Database
from mastaba.security.asked import check_asked
from mastaba.settings import settings_of, store_of
from mastaba.settings.core import CoreSettings

FOR_DEVELOPMENT = ("pyramid_debugtoolbar", "debugtoolbar")
SWITCHES = ("pyramid.reload_templates", "pyramid.reload_all", "pyramid.debug_all")
ON = ("true", "yes", "on", "1")


def check_files(registry: Any) -> Iterator[str]:
    """Nobody else on this machine can read the settings, the secrets or the database."""
    if not settings_of(registry, CoreSettings).production:
        return
    for label, path in _private_files(registry):
        if is_open_to_all(path):
            yield f"{label} can be read by every user of this machine; run: chmod 600 {path}"


def check_debugging(registry: Any) -> Iterator[str]:
    """No tool for development runs in production."""
    if not settings_of(registry, CoreSettings).production:
        return
    settings = registry.settings
    included = str(settings.get("pyramid.includes") or "").split()
    for name in included:
        if name.startswith(FOR_DEVELOPMENT):
            yield f"pyramid.includes lists {name}: it shows the site's inside; take it out."
    for name in SWITCHES:
        if str(settings.get(name) or "").lower() in ON:
            yield f"{name} is on: it is for development; take it out."


def is_open_to_all(path: Path) -> bool:
    """Whether any user may read the file: its own mode, and the way to it."""
    try:
        folders = path.resolve().parents
        reachable = all(folder.stat().st_mode & stat.S_IXOTH for folder in folders)
        return reachable and bool(path.stat().st_mode & stat.S_IROTH)
    except OSError:
        return False


def _private_files(registry: Any) -> Iterator[tuple[str, Path]]:
    store = store_of(registry)
    secret = store.ini.get("mastaba.secret", "")
    if "__file__" in store.ini and secret and not secret.startswith(("file:", "env:")):
        yield "The ini file with the secret", Path(store.ini["__file__"])
    for key, value in sorted(store.ini.items()):
        if key.startswith("mastaba.") and value.startswith("file:"):
            yield f"The file of {key}", store.here / value.removeprefix("file:").strip()
    database: Database = registry[Database]
    if database.is_sqlite and database.url.database not in (None, "", ":memory:"):
        yield "The database", Path(str(database.url.database))


def includeme(config: Any) -> None:
    """Declare them."""
    config.declare_check("permissions", "Permissions asked for are declared", check_asked)
    config.declare_check("files", "Secrets and database are private", check_files)
    config.declare_check("debugging", "No debugging in production", check_debugging)
