"""The first site, made when the database is made, and the root of each of its trees."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mastaba.security.principals import EVERYONE, OWNER, role_token
from mastaba.security.roles import Roles
from mastaba.tree.models import Node, Site
from mastaba.tree.order import FIRST
from mastaba.tree.paths import ROOT
from mastaba.tree.publication import LIBRARY, LIVE, PUBLISHED, TRASH
from mastaba.tree.rights import refresh_rights

ROOT_GRANTS = {
    EVERYONE: ["visitor"],
    OWNER: ["owner"],
    role_token("reader"): ["reader"],
    role_token("author"): ["author"],
    role_token("reviewer"): ["reviewer"],
    role_token("editor"): ["editor"],
}
TRASH_GRANTS = {role_token("editor"): ["editor"]}


ROOTS = (
    (LIVE, "Home", ROOT_GRANTS),
    (LIBRARY, "Library", ROOT_GRANTS),
    (TRASH, "Trash", TRASH_GRANTS),
)


def ensure_site(session: Session, roles: Roles, now: datetime) -> None:
    """Make the first site unless there is one, and the roots that a site lacks."""
    if session.scalar(select(Site.id).limit(1)) is None:
        session.add(Site(hosts=[]))
        session.flush()
    found = select(Node.site_id, Node.tree).where(Node.parent_id.is_(None))
    there = {(row.site_id, row.tree) for row in session.execute(found)}
    for site_id in session.scalars(select(Site.id).order_by(Site.id)).all():
        for tree, title, grants in ROOTS:
            if (site_id, tree) not in there:
                session.add(_root(site_id, tree, title, grants, now))
                refresh_rights(session, roles, site_id, tree, ROOT)


def _root(
    site_id: int, tree: str, title: str, grants: dict[str, list[str]], now: datetime
) -> Node:
    return Node(
        site_id=site_id,
        slug="",
        path=ROOT,
        depth=0,
        order_key=FIRST,
        tree=tree,
        title=title,
        state=PUBLISHED,
        grants=grants,
        inherit=False,
        created=now,
        modified=now,
    )
