"""Trash: a move to a hidden tree, from which everything comes back to the tree it was in."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select

from mastaba.content.operations.addresses import keep_old_address
from mastaba.content.operations.errors import Conflict, Invalid, OperationError
from mastaba.content.operations.hold import hold
from mastaba.content.operations.order import last_order_key
from mastaba.content.operations.place import carry_subtree, free_slug
from mastaba.content.operations.revise import touch
from mastaba.content.operations.trash_rights import freeze_rights, give_back_rights
from mastaba.content.operations.where_shown import allow_where_any_is_shown
from mastaba.content.operations.whole import allow_whole
from mastaba.content.types import ContentTypes
from mastaba.events import record
from mastaba.tree.locate import find, find_at, locate
from mastaba.tree.lock import tree_lock
from mastaba.tree.models import Node
from mastaba.tree.paths import ROOT
from mastaba.tree.publication import LIVE, TRASH
from mastaba.tree.rights import in_subtree


def trash(request: Any, node: Node) -> None:
    """Put `node` and everything below it into the trash, where it keeps the rights it has.

    Needs `trash` on all of it.
    """
    if node.path == ROOT:
        raise OperationError("The root of the site cannot be put into the trash.")
    tree_lock(request.db, exclusive=True)
    hold(request, node, "trash")
    if node.tree == TRASH:
        raise OperationError(f"“{node.title}” is in the trash already.")
    locate(request, node)
    allow_whole(request, node, "trash", "put into the trash")
    allow_where_any_is_shown(request, node)
    origin, position, bin_root = node.path, node.order_key, _root(request, TRASH)
    node.trashed_from, node.trashed_at = origin, request.now
    freeze_rights(node)
    _settle(request, node, bin_root, node.uid)
    record(request, "content.trashed", node, old=origin, order=position)


def restore(request: Any, node: Node, target: Node | None = None) -> None:
    """Take `node` out of the trash: to `target`, else to its parent, wherever that is now.

    When the parent is gone it comes to what lies at the parent's address, if such a thing may be
    put there, else to the root of its tree. Raises `OperationError` for a `target` that cannot
    hold it.
    """
    tree_lock(request.db, exclusive=True)
    hold(request, node, "trash")
    if node.tree != TRASH or node.trashed_from is None:
        raise OperationError(f"“{node.title}” is not in the trash.")
    allow_where_any_is_shown(request, node)
    origin = node.trashed_from
    parent_path, _, slug = origin.rpartition("/")
    _check_target(request, node, target)
    parent = target or _home(request, node, parent_path or ROOT)
    hold(request, parent, "create")
    order = _order_there(request, node, parent)
    give_back_rights(request, node, parent)
    node.trashed_from = node.trashed_at = None
    _settle(request, node, parent, _slug_there(request, parent, slug))
    node.order_key = order or node.order_key
    keep_old_address(request, node, origin)
    record(request, "content.restored", node, new=node.path)


def purge(request: Any, node: Node) -> None:
    """Delete a node in the trash and everything below it, for good; needs `trash` on all of it."""
    tree_lock(request.db, exclusive=True)
    hold(request, node, "trash")
    if node.tree != TRASH or node.path == ROOT:
        raise OperationError("Only what is in the trash can be deleted for good.")
    allow_whole(request, node, "trash", "deleted")
    whole = in_subtree(node.site_id, TRASH, node.path)
    record(request, "content.purged", node)
    request.db.flush()
    request.db.execute(delete(Node).where(whole), execution_options={"synchronize_session": False})


def _check_target(request: Any, node: Node, target: Node | None) -> None:
    if target is None:
        return
    types: ContentTypes = request.registry[ContentTypes]
    problem = types.problem(request, node.type, target)
    if problem or target.tree != (node.trashed_rights or {}).get("tree", LIVE):
        raise OperationError(problem or f"“{node.title}” cannot be put there.")


def _home(request: Any, node: Node, parent_path: str) -> Node:
    """Its parent, even if that would take no new one like it: nothing is stuck in the trash."""
    was = node.trashed_rights or {}
    tree = was.get("tree", LIVE)
    known = find(request, was.get("parent", node.uid), tree=tree)
    instead = None if known else find_at(request, parent_path, tree=tree)
    if instead and request.registry[ContentTypes].problem(request, node.type, instead):
        instead = None
    return known or instead or _root(request, tree)


def _slug_there(request: Any, parent: Node, slug: str) -> str:
    """The address it had, or a free one like it."""
    try:
        return free_slug(request, parent, slug, slug)
    except (Conflict, Invalid):
        return free_slug(request, parent, None, slug)


def _order_there(request: Any, node: Node, parent: Node) -> str | None:
    """Its place among its siblings, when it comes back to them and nobody has taken it."""
    was = node.trashed_rights or {}
    if was.get("parent") != parent.uid or not was.get("order"):
        return None
    taken = select(Node.id).where(Node.parent_id == parent.id, Node.order_key == was["order"])
    return None if request.db.scalar(taken.limit(1)) else str(was["order"])


def _settle(request: Any, node: Node, parent: Node, slug: str) -> None:
    node.parent_id, node.slug = parent.id, slug
    node.order_key = last_order_key(request.db, parent)
    touch(request, node)
    carry_subtree(request, node, parent)


def _root(request: Any, tree: str) -> Node:
    root = find_at(request, ROOT, tree=tree)
    if root is None:
        raise OperationError(f"This site has no {tree} root; run `mastaba check --repair`.")
    return root
