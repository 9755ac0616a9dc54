"""@@find-page: pages by words or uid, for the palette and the link picker."""

from __future__ import annotations

from typing import Any

from mastaba.admin.addresses import edit_url
from mastaba.admin.entrance import add_root_view
from mastaba.admin.listing import listed
from mastaba.content.faces import faces_of
from mastaba.db.uuid7 import is_uid
from mastaba.forms.pages import address_of
from mastaba.tree.models import Node
from mastaba.tree.publication import LIBRARY, LIVE, status_of

SHOWN = 12


def find_page(_context: Node, request: Any) -> list[dict[str, str]]:
    """At most twelve pages, newest first; `?uid=` answers one, `?library=1` finds terms too.

    `?type=` (several with spaces between) finds nodes of these types only, wherever they are.
    """
    both = request.GET.get("library") or request.GET.get("type")
    trees = (LIVE, LIBRARY) if both else (LIVE,)
    rows = [row for tree in trees for row in _rows(request, tree)]
    rows.sort(key=lambda row: row.modified, reverse=True)
    faces = faces_of(request, rows[:SHOWN])
    return [_found(request, row, faces.get(row.uid, "")) for row in rows[:SHOWN]]


def _rows(request: Any, tree: str) -> list[Any]:
    catalog = listed(request, tree).filter(Node.parent_id.is_not(None))
    types = request.GET.get("type", "").split()
    if types:
        catalog.of_type(*types[:SHOWN])
    words, uid = request.GET.get("q", "").strip()[:200], request.GET.get("uid", "")
    if uid:
        catalog.with_uids([uid] if is_uid(uid) else [])
    elif words:
        catalog.matching(words)
    return catalog.latest("modified").rows(SHOWN)


def _found(request: Any, row: Any, face: str) -> dict[str, str]:
    return {
        "uid": row.uid,
        "title": row.title,
        "path": row.path,
        "address": address_of(row),
        "state": status_of(row, request.now),
        "url": edit_url(request, row),
        "face": face,
    }


def includeme(config: Any) -> None:
    """Register the view."""
    options: dict[str, Any] = {"context": Node, "name": "find-page", "renderer": "json"}
    config.add_admin_view(find_page, is_root=False, shows="list", **options)
    add_root_view(config, find_page, **options)
