"""Former and further addresses of a page, which lead visitors to where it is now."""

from __future__ import annotations

import unicodedata
from typing import Any

from sqlalchemy import LargeBinary, cast, delete, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session

from mastaba.content.operations.errors import Conflict, OperationError
from mastaba.content.operations.hold import hold
from mastaba.events import record
from mastaba.security.guard import allow
from mastaba.security.roles import Roles
from mastaba.tree.lineage import chain, fetch_rows
from mastaba.tree.lock import tree_lock
from mastaba.tree.models import Node, Redirect
from mastaba.tree.paths import LIMIT, ROOT, prefixes, subtree_bounds, too_long
from mastaba.tree.publication import LIVE
from mastaba.tree.rights import in_subtree
from mastaba.tree.slugs import SlugError, check_segment

MOST = 200  # addresses of one page that are given by hand or by an import
_R: Any = Redirect.__table__


def add_alias(request: Any, node: Node, path: str) -> bool:
    """Let `path`, from the site's root, lead to `node`; False when it does already.

    Needs `edit` on the node and `create` at the place that the address would lie in. A page made
    there later wins. Raises `OperationError` for a path that cannot be one, and `Conflict` when a
    page is there or the address leads to another page.
    """
    allow(request, node, "edit")
    if node.tree != LIVE or node.path == ROOT:
        raise OperationError(f"“{node.title}” cannot have further addresses.")
    wanted = _checked(path)
    tree_lock(request.db, exclusive=True)
    hold(request, node, "edit")
    _allow_there(request, wanted)
    known = request.db.scalar(select(_R.c.node_id).where(*_at(node.site_id, wanted)))
    if known is not None:
        return _unless_others(request, known, node, wanted)
    _refuse_too_many(request.db, node)
    _insert(request, node, wanted)
    record(request, "content.alias_added", node, path=wanted)
    return True


def remove_alias(request: Any, node: Node, path: str) -> None:
    """Forget a former or further address of `node`. Raises `OperationError` for one it has not."""
    hold(request, node, "edit")
    mine = (*_at(node.site_id, path), _R.c.node_id == node.id)
    if not request.db.execute(delete(_R).where(*mine)).rowcount:
        raise OperationError(f"{path[:200]} is no old address of “{node.title}”.")
    record(request, "content.alias_removed", node, path=path)


def keep_old_address(request: Any, node: Node, old: str) -> None:
    """After `node` came from `old` to its path: lead visitors there, if it was ever shown.

    Nobody knows the address of a page that was never published, so none is kept.
    """
    session = request.db
    if node.tree != LIVE or node.path == old:
        return
    _carry(session, node.site_id, old, node.path)
    own = (_R.c.path == node.path) & (_R.c.node_id == node.id)
    session.execute(delete(_R).where(_R.c.site_id == node.site_id, or_(_R.c.path == old, own)))
    if _was_shown(session, node):
        _insert(request, node, old)


def _carry(session: Session, site_id: int, old: str, new: str) -> None:
    """Former addresses below `old` are from now on those below `new`."""
    low, high = subtree_bounds(old)
    inside = (_R.c.site_id == site_id, _R.c.path >= low, _R.c.path < high)
    if session.scalar(select(exists().where(*inside))) is not True:
        return
    there = new + func.substr(_R.c.path, len(old) + 1)
    growth = len(new.encode()) - len(old.encode())
    too_big = func.length(cast(_R.c.path, LargeBinary)) + growth > LIMIT
    session.execute(delete(_R).where(*inside, too_big))
    taken = select(there).where(*inside)
    session.execute(delete(_R).where(_R.c.site_id == site_id, _R.c.path.in_(taken)))
    session.execute(update(_R).where(*inside).values(path=there))


def _was_shown(session: Session, node: Node) -> bool:
    whole = in_subtree(node.site_id, LIVE, node.path)
    shown = select(Node.id).where(whole, Node.live_revision > 0).limit(1)
    return session.scalar(shown) is not None


def _checked(path: str) -> str:
    """The path as the tree would write it; letters keep their case, as they had it elsewhere."""
    parts = [unicodedata.normalize("NFC", p) for p in path.strip().strip("/").split("/")]
    try:
        slugs = [check_segment(part, at_root=place == 0) for place, part in enumerate(parts)]
    except SlugError as error:
        raise OperationError(f"“{path[:200]}”: {error}") from None
    wanted = ROOT + "/".join(slugs)
    if too_long(wanted):
        raise OperationError(f"The address has {len(wanted)} characters; that is too long.")
    return wanted


def _allow_there(request: Any, path: str) -> None:
    """An address is like a page: it needs the right to make one where it would lie."""
    paths = list(prefixes(path.split("/")[1:]))
    rows = fetch_rows(request.db, request.site.id, LIVE, paths, None)
    places = chain(rows, paths, request.registry[Roles])
    above, there = places[-2:] if places[-1].row.path == path else (places[-1], None)
    allow(request, above, "create")
    if there is not None and request.has_permission("view", there):
        raise Conflict(f"“{there.row.title}” has the address {path} itself.")


def _unless_others(request: Any, node_id: int, node: Node, path: str) -> bool:
    if node_id == node.id:
        return False
    seen = request.catalog().visible().filter(Node.id == node_id).rows(1)
    by = f"“{seen[0].title}”" if seen else "another page"
    raise Conflict(f"{path} leads to {by} already; remove it there first.")


def _refuse_too_many(session: Session, node: Node) -> None:
    count = session.scalar(select(func.count()).where(_R.c.node_id == node.id)) or 0
    if count >= MOST:
        raise OperationError(f"“{node.title}” has {count} old addresses; at most {MOST} fit.")


def _insert(request: Any, node: Node, path: str) -> None:
    row = {"site_id": node.site_id, "path": path, "node_id": node.id, "created": request.now}
    request.db.execute(insert(_R).values(row))


def _at(site_id: int, path: str) -> tuple[Any, Any]:
    return _R.c.site_id == site_id, _R.c.path == path
