"""Where a node is: address, parent, position."""

from __future__ import annotations

from collections.abc import Collection
from itertools import count
from typing import Any

from sqlalchemy import LargeBinary, cast, func, select, update
from sqlalchemy.orm import Session

from mastaba.content.audience import audience_change
from mastaba.content.operations.addresses import keep_old_address
from mastaba.content.operations.errors import Conflict, Invalid, OperationError
from mastaba.content.operations.hold import hold
from mastaba.content.operations.order import last_order_key
from mastaba.content.operations.revise import touch
from mastaba.content.operations.where_shown import allow_other_viewers
from mastaba.content.operations.whole import allow_whole
from mastaba.content.types import ContentTypes
from mastaba.events import record
from mastaba.security.guard import allow
from mastaba.security.roles import Roles
from mastaba.tree.locate import locate
from mastaba.tree.lock import tree_lock
from mastaba.tree.models import Node
from mastaba.tree.paths import LIMIT, ROOT, depth, is_within, join, subtree_bounds
from mastaba.tree.rights import refresh_rights
from mastaba.tree.slugs import MAX_LENGTH, SlugError, check_slug, normal, slugify
from mastaba.tree.view_names import view_names


def rename(request: Any, node: Node, slug: str) -> None:
    """Give `node` another address below the same parent. Raises `Invalid`, `Conflict`."""
    allow(request, node, "edit")
    if slug == node.slug or normal(slug) == node.slug:
        return
    tree_lock(request.db, exclusive=True)
    hold(request, node, "edit")
    locate(request, node)
    old = node.path
    node.slug = free_slug(request, node.__parent__, slug, node.title)
    carry_subtree(request, node, node.__parent__)
    keep_old_address(request, node, old)
    touch(request, node)
    record(request, "content.renamed", node, old=old, new=node.path)


def move(request: Any, node: Node, target: Node) -> None:
    """Make `node` the last child of `target`, with its whole subtree.

    Needs `edit` on the node and everything below it and `create` on the target. Raises
    `OperationError` for a move into itself and `Conflict` when the address is taken there.
    """
    allow(request, node, "edit")
    allow(request, target, "create")
    tree_lock(request.db, exclusive=True)
    hold(request, node, "edit")
    hold(request, target, "create")
    locate(request, node)
    _check_move(request, node, target)
    allow_whole(request, node, "edit", "moved")
    allow_other_viewers(request, node, lambda: audience_change(request, node, target))
    old, was = node.path, {"parent": node.__parent__.uid, "order": node.order_key}
    node.slug = free_slug(request, target, node.slug, node.title)
    node.parent_id = target.id
    node.order_key = last_order_key(request.db, target)
    carry_subtree(request, node, target)
    keep_old_address(request, node, old)
    touch(request, node)
    record(request, "content.moved", node, old=old, new=node.path, **was)


def free_slug(request: Any, parent: Any, wanted: str | None, title: str) -> str:
    """A slug that no other child of `parent` has: `wanted` exactly, or one made from `title`."""
    at_root = parent.path == ROOT
    if wanted:
        try:
            slug = check_slug(wanted, at_root=at_root, views=view_names(request.registry))
        except SlugError as error:
            raise Invalid({"slug": str(error)}) from None
        return _unless_taken(request, parent, slug)
    return _first_free(request, parent, slugify(title))


def free_name(request: Any, parent: Any, wanted: str | None, like: str) -> str:
    """A slug for a copy: `wanted` exactly, or a free one like that of the original."""
    if wanted:
        return free_slug(request, parent, wanted, like)
    return _first_free(request, parent, like)


def carry_subtree(request: Any, node: Node, parent: Any) -> None:
    """Derive path, depth, tree and rights of `node` and everything below from `parent`."""
    session, old_path, old_tree, tree = request.db, node.path, node.tree, parent.tree
    new_path = join(parent.path, node.slug)
    _check_length(session, node, new_path)
    low, high = subtree_bounds(old_path)
    node.path, node.depth, node.tree = new_path, depth(new_path), tree
    session.flush()
    session.execute(
        update(Node)
        .where(
            Node.site_id == node.site_id, Node.tree == old_tree, Node.path >= low, Node.path < high
        )
        .values(
            path=new_path + func.substr(Node.path, len(old_path) + 1),
            depth=Node.depth + depth(new_path) - depth(old_path),
            tree=tree,
        ),
        execution_options={"synchronize_session": False},
    )
    refresh_rights(session, request.registry[Roles], node.site_id, tree, new_path)
    locate(request, node)


def _check_move(request: Any, node: Node, target: Node) -> None:
    if node.path == ROOT:
        raise OperationError("The root of the site cannot be moved.")
    if target.tree != node.tree:
        raise OperationError("Pages and the library are kept apart; choose a place on this side.")
    if is_within(target.path, node.path):
        raise OperationError(f"“{node.title}” cannot be moved into itself.")
    if target.id == node.parent_id:
        raise OperationError(f"“{node.title}” is already in “{target.title}”.")
    types: ContentTypes = request.registry[ContentTypes]
    if problem := types.problem(request, node.type, target):
        raise OperationError(problem)


def _check_length(session: Session, node: Node, new_path: str) -> None:
    low, high = subtree_bounds(node.path)
    octets = func.length(cast(Node.path, LargeBinary))  # no slug has a back slash to interpret
    longest = session.scalar(
        select(func.max(octets)).where(
            Node.site_id == node.site_id, Node.tree == node.tree, Node.path >= low,
            Node.path < high,
        )
    )  # fmt: skip
    growth = len(new_path.encode()) - len(node.path.encode())
    if len(new_path.encode()) > LIMIT or (longest or 0) + growth > LIMIT:
        raise OperationError("The address would become too long there; shorten a slug first.")


def _unless_taken(request: Any, parent: Any, slug: str) -> str:
    taken = select(Node.id).where(Node.parent_id == parent.id, Node.slug == slug)
    if request.db.scalar(taken) is None:
        return slug
    beside = request.catalog(tree=parent.tree).visible().children_of(parent)
    seen = beside.filter(Node.slug == slug).rows(1)
    by = f" by “{seen[0].title}”" if seen else ""
    raise Conflict(f"The address “{slug}” is taken here{by}.")


def _first_free(request: Any, parent: Any, base: str) -> str:
    low, high = base, base + "\U0010ffff"
    at_root, views = parent.path == ROOT, view_names(request.registry)
    taken = set(
        request.db.scalars(
            select(Node.slug).where(
                Node.parent_id == parent.id, Node.slug >= low, Node.slug < high
            )
        )
    )
    candidates = (base if n == 1 else f"{base[: MAX_LENGTH - 8]}-{n}" for n in count(1))
    return next(s for s in candidates if s not in taken and _usable(s, at_root, views))


def _usable(slug: str, at_root: bool, views: Collection[str]) -> bool:
    try:
        check_slug(slug, at_root=at_root, views=views)
    except SlugError:
        return False
    return True
