"""Fresh migrated databases, quickly: no test migrates, each copies a template.

The template is made once per run, by the worker that needs it first. A copy costs a file copy on
SQLite and 0.1 s on PostgreSQL.
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mastaba.testing import ScratchSite
from tests.support import postgres
from tests.support.run import folder, once, worker_folder

PLUGINS = {"mastaba.plugins": "pages"}
TEMPLATE = "mastaba_template"


def _migrate(url: str, plugins: str) -> None:
    site = ScratchSite(url, {"mastaba.plugins": plugins})
    site.migrate()
    site.close()


def _suffix(plugins: str) -> str:
    """What tells the databases of a choice of plugins from those of the usual one."""
    return "" if plugins == PLUGINS["mastaba.plugins"] else "_" + "_".join(plugins.split())


def _sqlite_template(plugins: str) -> Path:
    path = folder() / f"{TEMPLATE}{_suffix(plugins)}.sqlite"
    with once(f"sqlite-template{_suffix(plugins)}"):
        if not path.exists():
            making = path.with_suffix(".making")
            _migrate(f"sqlite:///{making}", plugins)
            making.rename(path)
    return path


def _postgres_template(plugins: str) -> str:
    name = f"{TEMPLATE}{_suffix(plugins)}"
    done = folder() / f"{name}.done"
    with once(name):
        if not done.exists():
            _migrate(postgres.create(name), plugins)
            done.touch()
    return name


def sqlite_copy(where: Path, plugins: str = PLUGINS["mastaba.plugins"]) -> str:
    """Return the address of a fresh SQLite database in the folder `where`."""
    target = where / f"site{_suffix(plugins)}.sqlite"
    shutil.copyfile(_sqlite_template(plugins), target)
    return f"sqlite:///{target}"


@contextmanager
def postgres_copy() -> Iterator[str]:
    """A fresh PostgreSQL database for the block, as its address."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    address = postgres.create(name, _postgres_template(PLUGINS["mastaba.plugins"]))
    try:
        yield address
    finally:
        postgres.drop(name)


@contextmanager
def fresh(kind: str, where: Path) -> Iterator[str]:
    """A fresh database of the kind `sqlite` or `postgres` for the block, as its address."""
    if kind == "sqlite":
        yield sqlite_copy(where)
        return
    with postgres_copy() as address:
        yield address


def renewed(kind: str, plugins: str = PLUGINS["mastaba.plugins"]) -> str:
    """Return the address of this worker's database of a kind, made anew: always the same one."""
    if kind == "postgres":
        name = f"test_{worker_folder().name}{_suffix(plugins)}"
        postgres.drop(name)
        return postgres.create(name, _postgres_template(plugins))
    for left in worker_folder().glob(f"site{_suffix(plugins)}.sqlite*"):
        left.unlink()
    return sqlite_copy(worker_folder(), plugins)
