"""The rule of the rights, once more, as a reader of the request for it would write it down.

It walks plain rows (anything with the columns of `node` as attributes) and shares no code with
what it judges: neither the ACLs, nor the SQL filter, nor what "public" means.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any


class Oracle:
    """`Oracle(rows, {"editor": {"view", "edit"}}).may(tokens, "edit", row, now)`."""

    def __init__(
        self,
        nodes: Iterable[Any],
        roles: Mapping[str, Collection[str]],
        types: Collection[str] | None = None,
    ) -> None:
        self._nodes = {node.id: node for node in nodes}
        self._roles = roles
        self._types = types

    def may(
        self,
        tokens: Collection[str],
        permission: str,
        node: Any,
        now: datetime,
        account_id: int | None = None,
    ) -> bool:
        """Whether the holder of `tokens`, the account `account_id`, has `permission` on `node`.

        To view what is not public at `now`, or not of one of the enabled `types`, takes
        `view_drafts`.
        """
        held = set(tokens)
        if account_id is not None and node.owner_id == account_id:
            held.add("owner")
        if permission != "view":
            return self._holds(held, permission, node)
        enabled = self._types is None or node.type in self._types
        shown = enabled and _is_public(node, now) and self._holds(held, "view", node)
        return shown or self._holds(held, "view_drafts", node)

    def _holds(self, tokens: set[str], permission: str, node: Any) -> bool:
        """From the node up: a grant that fits answers yes, the end of inheritance no."""
        place = node
        while place is not None:
            grants = {} if place.grants is None else place.grants
            if not _is_readable(grants):
                return False
            names = {name for token, given in grants.items() if token in tokens for name in given}
            if not place.inherit and "role:admin" in tokens:
                names.add("admin")  # nobody can shut an administrator out
            if any(permission in self._roles.get(name, ()) for name in names):
                return True
            place = self._nodes.get(place.parent_id) if place.inherit else None
        return False


def _is_public(node: Any, now: datetime) -> bool:
    begun = node.published_at is None or node.published_at <= now
    over = node.expires_at is not None and node.expires_at <= now
    return node.state == "published" and node.tree != "trash" and begun and not over


def _is_readable(grants: Any) -> bool:
    lists = isinstance(grants, Mapping) and all(isinstance(v, list) for v in grants.values())
    return lists and all(isinstance(name, str) for v in grants.values() for name in v)
