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


def _migrate(url: str) -> None:
    site = ScratchSite(url, PLUGINS)
    site.migrate()
    site.close()


def _sqlite_template() -> Path:
    path = folder() / f"{TEMPLATE}.sqlite"
    with once("sqlite-template"):
        if not path.exists():
            making = path.with_suffix(".making")
            _migrate(f"sqlite:///{making}")
            making.rename(path)
    return path


def _postgres_template() -> str:
    done = folder() / "postgres-template.done"
    with once("postgres-template"):
        if not done.exists():
            _migrate(postgres.create(TEMPLATE))
            done.touch()
    return TEMPLATE


def sqlite_copy(where: Path) -> str:
    """Return the address of a fresh SQLite database in the folder `where`."""
    target = where / "site.sqlite"
    shutil.copyfile(_sqlite_template(), target)
    return f"sqlite:///{target}"


@contextmanager
def postgres_copy() -> Iterator[str]:
    """A fresh PostgreSQL database for the block, as its address."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    address = postgres.create(name, _postgres_template())
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


def renewed(kind: str) -> str:
    """Return the address of this worker's database of a kind, made anew: always the same one."""
    if kind == "postgres":
        name = f"test_{worker_folder().name}"
        postgres.drop(name)
        return postgres.create(name, _postgres_template())
    for left in worker_folder().glob("site.sqlite*"):
        left.unlink()
    return sqlite_copy(worker_folder())
