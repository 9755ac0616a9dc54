"""Who owns which tables: the core, and each plugin by its prefix. Each has its own history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from mastaba.db.base import Base
from mastaba.plugins import Plugins
from mastaba.plugins.discover import Found
from mastaba.plugins.loaded import is_package

CORE = "core"


@dataclass(frozen=True)
class Owner:
    """An owner of tables and of the folder with their migrations."""

    name: str
    versions: Path

    @property
    def version_table(self) -> str:
        """The table that holds this owner's current revision."""
        return f"mastaba_version_{self.name}"


def owners(plugins: Plugins) -> list[Owner]:
    """The core, then the loaded plugins that bring migrations, in loading order."""
    core, *others = possible_owners(plugins)
    return [core, *(owner for owner in others if owner.versions.is_dir())]


def possible_owners(plugins: Plugins) -> list[Owner]:
    """The core and every loaded plugin that is a package, with or without migrations yet."""
    packages = (item for item in plugins.loaded if is_package(item.package))
    others = (Owner(item.plugin.name, _migrations(item) / "versions") for item in packages)
    return [Owner(CORE, folder_of("mastaba_migrations") / "versions"), *others]


def tables_of(owner: str, names: Iterable[str]) -> set[str]:
    """Those of all plugin `names` and tables of the metadata that belong to `owner`."""
    known = list(names)
    return {table for table in Base.metadata.tables if owner_among(known, table) == owner}


def owner_among(names: Iterable[str], table: str) -> str:
    """Whose a table is: of the plugin with the longest name that it begins with, or the core's."""
    return max((name for name in names if table.startswith(f"{name}_")), key=len, default=CORE)


def _migrations(item: Found) -> Path:
    named = item.plugin.migrations
    if named:
        return folder_of(item.plugin.module(item.package, "migrations"))
    return folder_of(item.package) / "migrations"


def folder_of(package: str) -> Path:
    """Where an installed package lies."""
    return Path(next(iter(import_module(package).__path__)))
