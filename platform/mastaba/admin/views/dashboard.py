"""/admin/: what waits for you, and one click to something new."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, or_, select

from mastaba.admin.addresses import view_url
from mastaba.admin.listing import is_branch, listed, rows_of
from mastaba.admin.states import waiting
from mastaba.content.models import WorkingCopy
from mastaba.content.types import ContentTypes
from mastaba.tree.models import Node
from mastaba.tree.publication import DRAFT

SHOWN = 8
RECENT = 16
SECTIONS = 7


def dashboard(context: Node, request: Any) -> dict[str, Any]:
    """Drafts, waiting changes, the newest changes: one statement each, one for the names."""
    me = request.identity.id
    mine = or_(Node.owner_id == me, Node.modified_by == me)
    working = Node.id.in_(select(WorkingCopy.node_id).where(WorkingCopy.account_id == me))
    drafts = _newest(request, or_(working, and_(Node.state == DRAFT, mine)), SHOWN)
    pending = _newest(request, waiting(request.now), SHOWN)
    recent = _newest(request, Node.parent_id.is_not(None), RECENT)
    rows = iter(rows_of(request, [*drafts, *pending, *recent]))
    return {
        "me_name": request.identity.name.split()[0],
        "drafts": [next(rows) for _ in drafts],
        "waiting": [next(rows) for _ in pending],
        "recent": [next(rows) for _ in recent],
        "sections": _sections(context, request),
    }


def _newest(request: Any, clause: Any, limit: int) -> list[Any]:
    return listed(request).filter(clause).latest("modified").rows(limit)


def _sections(root: Node, request: Any) -> list[dict[str, str]]:
    """Where new pages usually go: the branches at the top, and the top itself."""
    tops = listed(request).visible("create").children_of(root).filter(is_branch())
    chosen = [*tops.ordered().rows(SECTIONS)]
    if request.has_permission("create", root):
        chosen.append(root)
    places = (_section(request, node) for node in chosen)
    return [place for place in places if place is not None]


def _section(request: Any, node: Any) -> dict[str, str] | None:
    types = request.registry[ContentTypes].addable(request, node)
    if not types:
        return None
    title = request.site.title if node.path == "/" else node.title
    add = view_url(request, node, "add", type=types[0].name)
    return {"title": title, "type_title": types[0].title, "add_url": add}


def includeme(config: Any) -> None:
    """Register the view."""
    config.add_admin_view(
        dashboard, context=Node, is_root=True, renderer="admin/dashboard.jinja2", shows="list"
    )
