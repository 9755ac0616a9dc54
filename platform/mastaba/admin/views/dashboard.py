"""/admin/: what waits for you, and one click to something new."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, or_, select, union_all

from mastaba.admin.addresses import view_url
from mastaba.admin.entrance import add_root_view
from mastaba.admin.listing import is_branch, listed, rows_of
from mastaba.admin.states import IS_DRAFT, waiting
from mastaba.content.models import WorkingCopy
from mastaba.content.types import ContentTypes
from mastaba.tree.models import Node

SHOWN = 8
RECENT = 16
SECTIONS = 7


def dashboard(context: Node, request: Any) -> dict[str, Any]:
    """Drafts, what waits, the newest changes; one statement for the names."""
    me = request.identity.id
    drafts = _newest(request, _begun_by(me), SHOWN)
    pending = _pending(request, me)
    recent = _newest(request, Node.parent_id.is_not(None), RECENT)
    rows = iter(rows_of(request, [*drafts, *pending, *recent]))
    return {
        "me_name": request.identity.name.split()[0],
        "drafts": [next(rows) for _ in drafts],
        "waiting": [next(rows) for _ in pending],
        "recent": [next(rows) for _ in recent],
        "sections": _sections(context, request),
    }


def _pending(request: Any, me: int) -> list[Any]:
    """Live pages with newer text, and drafts of others that this person may publish."""
    changed = _newest(request, waiting(request.now), SHOWN)
    others = and_(IS_DRAFT, Node.modified_by.is_distinct_from(me))
    drafts = listed(request).visible("publish").filter(others).latest("modified").rows(SHOWN)
    both = {row.id: row for row in (*changed, *drafts)}
    return sorted(both.values(), key=lambda row: row.modified, reverse=True)[:SHOWN]


def _begun_by(account_id: int) -> Any:
    """What somebody typed and has not saved, and their drafts; found without reading all pages."""
    mine = or_(Node.owner_id == account_id, Node.modified_by == account_id)
    drafts = select(Node.id).where(IS_DRAFT, mine).correlate(None)
    typed = select(WorkingCopy.node_id).where(WorkingCopy.account_id == account_id)
    return Node.id.in_(union_all(typed, drafts))


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
    add_root_view(config, dashboard, context=Node, renderer="admin/dashboard.jinja2")
