"""What a page shows becomes public with it: drafts of embedded types that it refers to.

Only what was never public: what somebody took back stays hidden until somebody publishes it. A
page that begins at a time takes its pictures with it at that time, and gives them back when that
is called off.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from mastaba.content.operations.dead_links import has_dead_links
from mastaba.content.operations.hold import hold
from mastaba.content.operations.references import stored_references, targets_in
from mastaba.content.operations.revise import touch
from mastaba.content.operations.where_shown import closed_pages, shown_by
from mastaba.content.snapshot import snapshot
from mastaba.content.types import ContentTypes
from mastaba.db.uuid7 import is_uid
from mastaba.events import record
from mastaba.tree.kinds import kinds_of
from mastaba.tree.locate_many import find_each
from mastaba.tree.models import Node
from mastaba.tree.publication import DRAFT, PUBLISHED, TRASH, is_shown

_N: Any = Node.__table__
_ROW = tuple(_N.c[name] for name in ("id", "uid", "title", "type", "tree", "live_revision"))
_STATE = (_N.c.state, _N.c.published_at, _N.c.expires_at)
MOST = 1000  # things that one page shows


def publish_along(
    request: Any, node: Node, fields: Mapping[str, Any], start: datetime
) -> list[Node]:
    """Make public from `start` what `fields` of `node` show and was never public; returns it.

    As far as the requester may publish it, there and where else it is shown. On SQLite the number
    of statements does not grow with that of drafts; on PostgreSQL each is locked by itself.
    """
    found: list[Node] = []
    waiting: list[tuple[type[Node], Mapping[str, Any]]] = [(type(node), fields)]
    while waiting:  # a snippet that is published has pictures of its own
        for draft in _drafts(request, *waiting.pop()):
            own = snapshot(draft)
            if draft.state != PUBLISHED and not has_dead_links(request, type(draft), own):
                _begin(request, draft, start, node)
                found.append(draft)
                waiting.append((type(draft), own))
    return found


def take_back_along(request: Any, node: Node, at: datetime | None) -> None:
    """Make drafts again what was to become public with `node` at this instant, if it is ahead.

    Not what another live page shows, and not what the requester may not publish.
    """
    if at is None or at <= request.now or not request.registry[ContentTypes].embedded:
        return
    uids = {row.target_uid for row in stored_references(request.db, node.id)}
    rows = _rows(request, uids, _N.c.state == PUBLISHED, _N.c.published_at == at)
    others = {row.shows for row in shown_by(request, uids) if row.id != node.id} if rows else ()
    for item in _nodes(request, [row for row in rows if row.uid not in others]):
        if request.has_permission("publish", item):
            _wait_again(request, item, node)


@dataclass(frozen=True)
class ShownWith:
    """What a text shows that visitors do not see yet.

    `along`: titles of what becomes public with its page. `waiting`: of what stays hidden, because
    others publish it, or it was taken back, or has a time of its own.
    """

    along: Sequence[str] = ()
    waiting: Sequence[str] = ()


def shown_with(request: Any, node: Node, fields: Mapping[str, Any]) -> ShownWith:
    """What publishing `node` with these `fields` does to what it shows, as far as one sees that.

    One statement where everything is public, else some five.
    """
    hidden = [row for row in _shown(request, type(node), fields) if not is_shown(request, row)]
    seen = _allowed(request, hidden, "view") if hidden else set()
    mine = request.has_permission("publish", node)
    along = _open(request, [row for row in hidden if _is_fresh(row)]) & seen if mine else set()
    return ShownWith(
        [row.title for row in hidden if row.uid in along],
        [row.title for row in hidden if row.uid in seen - along],
    )


def _drafts(request: Any, model: type[Node], fields: Mapping[str, Any]) -> list[Node]:
    """Located nodes that may be published along."""
    fresh = [row for row in _shown(request, model, fields) if _is_fresh(row)]
    mine = _open(request, fresh)
    return _nodes(request, [row for row in fresh if row.uid in mine])


def _is_fresh(row: Any) -> bool:
    return bool(row.state == DRAFT and row.live_revision == 0)


def _shown(request: Any, model: type[Node], fields: Mapping[str, Any]) -> list[Any]:
    return _rows(request, {uid for _, uid in targets_in(model, fields)}, _N.c.tree != TRASH)


def _rows(request: Any, uids: Collection[str], *clauses: Any) -> list[Any]:
    """Those of embedded types that `clauses` apply to; one statement, or none."""
    names = sorted(request.registry[ContentTypes].embedded.intersection(kinds_of(request).names))
    wanted = sorted(filter(is_uid, uids))  # what was typed may be anything
    if not wanted or not names:
        return []
    here = (_N.c.site_id == request.site.id, _N.c.uid.in_(wanted), _N.c.type.in_(names))
    found = select(*_ROW, *_STATE).where(*here, *clauses).order_by(_N.c.title, _N.c.id)
    return list(request.db.execute(found.limit(MOST)))


def _open(request: Any, rows: Sequence[Any]) -> set[str]:
    """Uids of those that the requester may publish, and all live pages that show them."""
    mine = _allowed(request, rows, "publish")
    if not mine or request.is_system:
        return mine
    return mine - {row.shows for row in closed_pages(request, sorted(mine))}


def _allowed(request: Any, rows: Sequence[Any], permission: str) -> set[str]:
    """Uids of those that the requester has a permission on; one statement for each tree."""
    found: set[str] = set()
    for tree in sorted({row.tree for row in rows}):
        uids = [row.uid for row in rows if row.tree == tree]
        catalog = request.catalog(tree=tree).visible(permission).only("uid").with_uids(uids)
        found |= {row.uid for row in catalog.rows(len(uids))}
    return found


def _nodes(request: Any, rows: Sequence[Any]) -> list[Node]:
    trees = sorted({row.tree for row in rows})
    ids = {tree: [row.id for row in rows if row.tree == tree] for tree in trees}
    return [node for tree in trees for node in find_each(request, ids[tree], tree=tree)]


def _begin(request: Any, draft: Node, start: datetime, page: Node) -> None:
    """A draft that nobody published yet is stored as it is to be shown."""
    hold(request, draft, "publish")
    draft.state, draft.published_at, draft.expires_at = PUBLISHED, start, None
    draft.live_revision = draft.revision
    touch(request, draft)
    ahead = {"at": start.isoformat()} if start > request.now else {}
    record(request, "content.published", draft, revision=draft.revision, along=page.uid, **ahead)


def _wait_again(request: Any, item: Node, page: Node) -> None:
    """Nobody has seen it: it is as it was before."""
    hold(request, item, "publish")
    item.state, item.published_at, item.live_revision = DRAFT, None, 0
    touch(request, item)
    record(request, "content.unscheduled", item, along=page.uid)
