"""The first site with its two roots, made when the database is made."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mastaba.security.principals import EVERYONE, role_token
from mastaba.security.roles import Roles
from mastaba.tree.models import Node, Site
from mastaba.tree.order import FIRST
from mastaba.tree.paths import ROOT
from mastaba.tree.publication import LIVE, PUBLISHED, TRASH
from mastaba.tree.rights import refresh_rights

ROOT_GRANTS = {
    EVERYONE: ["visitor"],
    role_token("reader"): ["reader"],
    role_token("editor"): ["editor"],
}
TRASH_GRANTS = {role_token("editor"): ["editor"]}


def ensure_site(session: Session, roles: Roles, now: datetime) -> None:
    """Make the first site, its root and its trash, unless there is a site already."""
    if session.scalar(select(Site.id).limit(1)) is not None:
        return
    site = Site(hosts=[])
    session.add(site)
    session.flush()
    for tree, title, grants in (
        (LIVE, "Home", ROOT_GRANTS),
        (TRASH, "Trash", TRASH_GRANTS),
    ):
        session.add(_root(site.id, tree, title, grants, now))
        refresh_rights(session, roles, site.id, tree, ROOT)


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
