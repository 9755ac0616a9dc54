"""The tree of the sidebar: open along the way to this place, the rest is fetched on demand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pyramid.location import lineage

from mastaba.admin.addresses import contents_url, edit_url, view_url
from mastaba.admin.listing import listed
from mastaba.tree.publication import status_of
from mastaba.tree.urls import is_site_root

LIMIT = 40  # children shown of one branch; the list behind "All of them" has every one
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
    more_url: str = ""


def tree_of(request: Any, place: Any, *, mark: bool = True) -> list[TreeItem]:
    """The root with the branches open that lead to `place`: two statements.

    `mark` says whether `place` is where the person is.
    """
    way = list(reversed(list(lineage(place))))[:DEEPEST]
    rows = listed(request).children_of_each([node.id for node in way], LIMIT + 1)
    parents = listed(request).parents_among([row.id for row in rows])
    by_parent: dict[int, list[Any]] = {}
    for row in rows:
        by_parent.setdefault(row.parent_id, []).append(row)
    root = way[0]
    here = place if mark else None
    title = request.site.title if is_site_root(root) else root.title
    top = _item(request, root, title, here, bool(by_parent.get(root.id)))
    _hang(request, top, root, by_parent, parents, here)
    return [top]


def branch_of(request: Any, node: Any) -> TreeItem:
    """The children of one node, for a branch that is opened."""
    rows = listed(request).children_of(node).ordered().rows(LIMIT + 1)
    parents = listed(request).parents_among([row.id for row in rows])
    item = _item(request, node, node.title, None, bool(rows))
    _hang(request, item, node, {node.id: rows}, parents, None)
    return item


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
        item.more_url = contents_url(request, node)


def _item(request: Any, row: Any, title: str, place: Any, has_children: bool) -> TreeItem:
    return TreeItem(
        title=title,
        url=contents_url(request, row) if has_children else edit_url(request, row),
        state="published" if row.path == "/" else _state(request, row),
        current=place is not None and row.id == place.id,
        has_children=has_children,
        children_url=view_url(request, row, "tree"),
    )


def _state(request: Any, row: Any) -> str:
    """Ancestors carry no revision numbers: the row of the same node does."""
    return status_of(row, request.now) if hasattr(row, "live_revision") else "published"
