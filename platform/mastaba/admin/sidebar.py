"""The tree of the sidebar: open along the way to this place, the rest is fetched on demand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pyramid.location import lineage

from mastaba.admin.addresses import contents_url, edit_url, view_url
from mastaba.admin.listing import listed, needs
from mastaba.content.catalog import Catalog
from mastaba.content.types import ContentTypes
from mastaba.tree.kinds import is_missing
from mastaba.tree.models import Node
from mastaba.tree.publication import status_of
from mastaba.tree.urls import is_site_root

LIMIT = 40  # children shown of one branch at once; "More" fetches the next ones
DEEPEST = 6  # branches opened by the server


@dataclass
class TreeItem:
    """One row of the tree."""

    title: str
    url: str
    state: str
    current: bool
    has_children: bool
    children_url: str
    children: list[TreeItem] = field(default_factory=list)
    missing: str = ""  # what is said of a page whose plugin is not enabled
    more_url: str = ""  # the next children
    all_url: str = ""  # all of them, as a list


def tree_of(request: Any, place: Any, *, mark: bool = True) -> list[TreeItem]:
    """The root with the branches open that lead to `place`: two statements.

    `mark` says whether `place` is where the person is.
    """
    way = list(reversed(list(lineage(place))))[:DEEPEST]
    rows = _branches(request).children_of_each([node.id for node in way], LIMIT + 1)
    parents = _branches(request).parents_among([row.id for row in rows])
    by_parent: dict[int, list[Any]] = {}
    for row in rows:
        by_parent.setdefault(row.parent_id, []).append(row)
    root = way[0]
    here = place if mark else None
    title = request.site.title if is_site_root(root) else root.title
    top = _item(request, root, title, here, bool(by_parent.get(root.id)))
    _hang(request, top, root, by_parent, parents, here)
    _show_the_way(request, top, way[1:], by_parent, parents, here)
    return [top]


def branch_of(request: Any, node: Any, beyond: int | None = None) -> TreeItem:
    """The children of one node, for a branch that is opened; those behind the one `beyond`."""
    mark = _mark(request, node, beyond)
    children = _branches(request).children_of(node).keyset("order", descending=False, mark=mark)
    rows = children.rows(LIMIT + 1)
    parents = _branches(request).parents_among([row.id for row in rows])
    item = _item(request, node, node.title, None, bool(rows))
    _hang(request, item, node, {node.id: rows}, parents, None)
    return item


def _branches(request: Any) -> Catalog:
    """What the tree shows: no types of which there may be thousands in one place."""
    known = request.registry[ContentTypes].by_name.values()
    left_out = [kind.name for kind in known if not kind.in_tree]
    found = listed(request)
    return found.filter(Node.type.not_in(left_out)) if left_out else found


def _mark(request: Any, node: Any, beyond: int | None) -> tuple[str, int] | None:
    if beyond is None:
        return None
    rows = _branches(request).children_of(node).filter(Node.id == beyond).rows(1)
    return (rows[0].order_key, beyond) if rows else None


def _show_the_way(
    request: Any,
    top: TreeItem,
    way: list[Any],
    by_parent: dict[int, list[Any]],
    parents: set[int],
    here: Any,
) -> None:
    """Where this place, or one above it, is not among the first of its siblings."""
    item = top
    for node in way:
        address = view_url(request, node, "tree")
        known = next((c for c in item.children if c.children_url == address), None)
        if known is None and not request.has_permission("view", node):
            continue  # what is open below a closed branch hangs where the branch would
        if known is None:
            has_children = bool(by_parent.get(node.id))
            known = _item(request, node, node.title, here, has_children)
            _hang(request, known, node, by_parent, parents, here)
            item.children.append(known)
        item = known


def _hang(
    request: Any,
    item: TreeItem,
    node: Any,
    by_parent: dict[int, list[Any]],
    parents: set[int],
    place: Any,
) -> None:
    rows = by_parent.get(node.id, [])
    for row in rows[:LIMIT]:
        child = _item(request, row, row.title, place, row.id in parents)
        _hang(request, child, row, by_parent, parents, place)
        item.children.append(child)
    if len(rows) > LIMIT:
        last = rows[LIMIT - 1].id
        item.more_url = view_url(request, node, "tree", beyond=last)
        item.all_url = contents_url(request, node)


def _item(request: Any, row: Any, title: str, place: Any, has_children: bool) -> TreeItem:
    return TreeItem(
        title=title,
        url=contents_url(request, row) if has_children else edit_url(request, row),
        state="published" if row.path == "/" else _state(request, row),
        current=place is not None and row.id == place.id,
        has_children=has_children,
        children_url=view_url(request, row, "tree"),
        missing=needs(row) if is_missing(request, row) else "",
    )


def _state(request: Any, row: Any) -> str:
    """Ancestors carry no revision numbers: the row of the same node does."""
    return status_of(row, request.now) if hasattr(row, "live_revision") else "published"
