"""Trash: a move to a hidden tree, from which everything comes back."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete

from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.place import carry_subtree, free_slug, last_order_key
from mastaba.content.operations.revise import touch
from mastaba.events import record
from mastaba.security.guard import allow
from mastaba.tree.locate import find_at
from mastaba.tree.lock import tree_lock
from mastaba.tree.models import Node
from mastaba.tree.paths import ROOT
from mastaba.tree.publication import LIVE, TRASH
from mastaba.tree.rights import in_subtree


def trash(request: Any, node: Node) -> None:
    """Put `node` and everything below it into the trash."""
    allow(request, node, "trash")
    if node.path == ROOT:
        raise OperationError("The root of the site cannot be put into the trash.")
    tree_lock(request.db, exclusive=True)
    origin, bin_root = node.path, _root(request, TRASH)
    node.trashed_from, node.trashed_at = origin, request.now
    _settle(request, node, bin_root, node.uid, TRASH)
    record(request, "content.trashed", node, old=origin)


def restore(request: Any, node: Node, target: Node | None = None) -> None:
    """Take `node` out of the trash: to where it was, else to `target`, else to the root."""
    allow(request, node, "trash")
    if node.tree != TRASH or node.trashed_from is None:
        raise OperationError(f"“{node.title}” is not in the trash.")
    tree_lock(request.db, exclusive=True)
    parent_path, _, slug = node.trashed_from.rpartition("/")
    parent = target or find_at(request, parent_path or ROOT) or _root(request, LIVE)
    allow(request, parent, "create")
    node.trashed_from = node.trashed_at = None
    _settle(request, node, parent, free_slug(request, parent, None, slug), LIVE)
    record(request, "content.restored", node, new=node.path)


def purge(request: Any, node: Node) -> None:
    """Delete a node in the trash and everything below it, for good."""
    allow(request, node, "trash")
    if node.tree != TRASH or node.path == ROOT:
        raise OperationError("Only what is in the trash can be deleted for good.")
    record(request, "content.purged", node)
    request.db.flush()
    request.db.execute(
        delete(Node).where(in_subtree(node.site_id, TRASH, node.path)),
        execution_options={"synchronize_session": False},
    )


def _settle(request: Any, node: Node, parent: Node, slug: str, tree: str) -> None:
    node.parent_id, node.slug = parent.id, slug
    node.order_key = last_order_key(request.db, parent)
    touch(request, node)
    carry_subtree(request, node, parent, tree=tree)


def _root(request: Any, tree: str) -> Node:
    root = find_at(request, ROOT, tree=tree)
    if root is None:
        raise OperationError(f"This site has no {tree} root; run `mastaba check --repair`.")
    return root
