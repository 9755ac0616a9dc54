"""Links that show one version of a page to people who have no account, until they expire."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, select

from mastaba.content.models import PreviewLink, Revision
from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.hold import hold
from mastaba.content.operations.present import refuse_missing
from mastaba.content.snapshot import unpack
from mastaba.events import record
from mastaba.security.acting import acting_as
from mastaba.security.models import Account
from mastaba.security.sessions import token_hash
from mastaba.tree.locate import class_of, locate
from mastaba.tree.models import Node
from mastaba.tree.publication import LIVE

MOST_DAYS = 90
RIGHT = "edit"  # of the maker, asked when the link is made and each time it is opened


def make_preview_link(request: Any, node: Node, *, days: int = 7) -> str:
    """A link's token for the newest version of `node`; only its hash is kept.

    Raises `OperationError` for a page without a version or an address, and for more than
    `MOST_DAYS` days; `HTTPForbidden`.
    """
    hold(request, node, RIGHT)
    refuse_missing(request, node, "shown")
    if node.tree != LIVE or not node.revision:
        raise OperationError(f"“{node.title}” cannot be shown by a link.")
    if not 1 <= days <= MOST_DAYS:
        raise OperationError(f"A link can work for 1 to {MOST_DAYS} days, not for {days}.")
    if request.identity is None:
        raise OperationError("A preview link is made by a person, who answers for it.")
    token, expires = secrets.token_urlsafe(24), request.now + timedelta(days=days)
    link = PreviewLink(token_hash=token_hash(token), node_id=node.id, revision=node.revision)
    link.account_id, link.created, link.expires = request.identity.id, request.now, expires
    request.db.add(link)
    until = expires.isoformat()
    record(request, "content.preview_shared", node, revision=node.revision, until=until)
    return token


def revoke_preview_link(request: Any, node: Node, link_id: int) -> None:
    """Make a link of this page useless. Raises `OperationError` when there is none."""
    hold(request, node, RIGHT)
    mine = (PreviewLink.id == link_id, PreviewLink.node_id == node.id)
    if not request.db.execute(delete(PreviewLink).where(*mine)).rowcount:
        raise OperationError("This link does not work any more.")
    record(request, "content.preview_revoked", node)


def open_preview_link(request: Any, token: str) -> tuple[Node, Mapping[str, Any]] | None:
    """The located page and the fields of the version that a link shows; None when it does not
    work: expired, revoked, or its maker may not change the page any more."""
    link = request.db.scalar(
        select(PreviewLink).where(
            PreviewLink.token_hash == token_hash(token), PreviewLink.expires > request.now
        )
    )
    node = None if link is None else _page(request, link.node_id)
    if node is None or not _may_still(request, link, node):
        return None
    data = request.db.scalar(
        select(Revision.data).where(Revision.node_id == node.id, Revision.number == link.revision)
    )
    return None if data is None else (node, unpack(type(node), data))


def forget_expired_links(request: Any) -> int:
    """Delete the links whose time is over; returns how many. A periodic job."""
    over = delete(PreviewLink).where(PreviewLink.expires <= request.now)
    return int(request.db.execute(over).rowcount)


def _page(request: Any, node_id: int) -> Node | None:
    place = select(Node.type).where(
        Node.id == node_id, Node.tree == LIVE, Node.site_id == request.site.id
    )
    kind = request.db.scalar(place)
    node = None if kind is None else request.db.get(class_of(kind), node_id)
    return None if node is None else locate(request, node)


def _may_still(request: Any, link: PreviewLink, node: Node) -> bool:
    maker = request.db.get(Account, link.account_id)
    if maker is None or maker.suspended or maker.deleted is not None:
        return False
    with acting_as(request, maker):
        return bool(request.has_permission(RIGHT, node))
