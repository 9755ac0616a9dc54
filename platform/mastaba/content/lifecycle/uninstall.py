"""Take out everything of a plugin, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mastaba.content.lifecycle.export import own_sections, sections_of
from mastaba.content.lifecycle.extent import NAMED, Extent
from mastaba.content.lifecycle.survey import Survey
from mastaba.events.models import Audit
from mastaba.events.record import SYSTEM
from mastaba.security.roles import Roles
from mastaba.tree.rights import renew_grants


class UninstallRefused(Exception):
    """Something of others hangs on it; nothing was changed."""


def keep_others_out(extent: Extent) -> None:
    """Let nobody write what is going to be exported and deleted; SQLite has one writer anyway."""
    if extent.connection.dialect.name == "postgresql":
        names = ["node", "revision", *(table.name for table in extent.own)]
        quoted = ", ".join(f'"{name}"' for name in names)
        extent.connection.execute(text(f"LOCK TABLE {quoted} IN SHARE ROW EXCLUSIVE MODE"))


def uninstall(extent: Extent, found: Survey, roles: Roles, now: datetime) -> None:
    """Delete its rows, drop its tables, derive rights anew, note it in the audit trail.

    The caller holds the lock of migrations, and commits. Raises `UninstallRefused`.
    """
    if found.hindrances:
        raise UninstallRefused(" ".join(found.hindrances))
    try:
        _strip(extent)
        for statement in _deletions(extent):
            extent.connection.execute(statement)
    except IntegrityError as error:
        raise UninstallRefused(
            f"The database keeps something that refers to it ({error.orig}); nothing was changed."
        ) from None
    _drop_tables(extent)
    with Session(bind=extent.connection) as session:
        renew_grants(session, roles)
    extent.connection.execute(insert(Audit).values(**_audit(extent.name, found, now)))


def _strip(extent: Extent) -> None:
    """Take its fields out of versions and working copies of pages of others."""
    revision, copies = extent.table("revision"), extent.table("working_copy")
    for row, sections in list(sections_of(extent)):
        rest = {key: value for key, value in row.data.items() if key not in sections}
        mine = update(revision).where(revision.c.id == row.id)
        extent.connection.execute(mine.values(data=rest))
    for row in extent.connection.execute(
        select(copies).where(extent.mentions(copies.c.data))
    ).all():
        sections = own_sections(extent.name, row.data)
        rest = {key: value for key, value in row.data.items() if key not in sections}
        keys = (copies.c.node_id == row.node_id, copies.c.account_id == row.account_id)
        extent.connection.execute(update(copies).where(*keys).values(data=rest))


def _deletions(extent: Extent) -> Iterator[Any]:
    """Rows that only name it, then its pages, and with them what the database hangs on them."""
    names = ("node", "site", "reference", "import_item", "site_setting")
    node, site, reference, items, settings = map(extent.table, names)
    pages = select(node.c.uid).where(extent.mine)
    for name in NAMED:
        yield delete(extent.table(name)).where(extent.named(name))
    yield delete(settings).where(extent.settings())
    yield delete(reference).where(extent.begins(reference.c.field))
    yield delete(items).where(items.c.node_uid.in_(pages))
    yield update(site).where(site.c.front_uid.in_(pages)).values(front_uid=None)
    yield delete(node).where(extent.mine)


def _drop_tables(extent: Extent) -> None:
    for table in reversed(extent.own):
        table.drop(extent.connection)
    if extent.version_table is not None:
        extent.version_table.drop(extent.connection)


def _audit(name: str, found: Survey, now: datetime) -> dict[str, Any]:
    counts = {"counts": found.counts}
    who = {"actor_uid": None, "actor_name": SYSTEM, "node_uid": None}
    return {"at": now, "action": "plugin.uninstalled", "subject": name, "data": counts, **who}
