"""Who gains and who loses rights when a branch moves or its sharing changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.location import lineage

from mastaba.security.acl import tokens_along
from mastaba.security.policy import principals_on
from mastaba.security.roles import Roles
from mastaba.tree.models import Node

SEEING = frozenset({"view", "view_drafts"})
Rights = Mapping[str, frozenset[str]]  # token -> permissions


@dataclass(frozen=True)
class AudienceChange:
    """What holders of each token may do afterwards and could not before, and the reverse.

    It is about the node itself, and about all below it that inherits its rights.
    """

    gained: Rights
    lost: Rights
    kept: Rights

    @property
    def widens(self) -> bool:
        """Whether more people will see something."""
        return bool(self.seers)

    @property
    def seers(self) -> list[str]:
        """Tokens of those who will see more than before."""
        return sorted(token for token, rights in self.gained.items() if rights & SEEING)

    def locks_out(self, request: Any, node: Node, permission: str = "share") -> bool:
        """Whether the requester loses `permission` on the node by it."""
        if request.is_system or not request.has_permission(permission, node):
            return False
        stays = (self.kept, self.gained)
        mine = principals_on(request, node)
        return not any(permission in rights.get(token, ()) for rights in stays for token in mine)


@dataclass(frozen=True)
class _Place:
    """What a node would store."""

    grants: Any
    inherit: bool


def audience_change(request: Any, node: Node, target: Any) -> AudienceChange:
    """What moving `node` below `target` changes, both located."""
    after = [_Place(node.grants, node.inherit), *lineage(target)]
    return _compare(request, list(lineage(node)), after)


def sharing_change(request: Any, node: Node, grants: Any, *, inherit: bool) -> AudienceChange:
    """What `share(request, node, grants, inherit=inherit)` would change."""
    above = list(lineage(node))
    return _compare(request, above, [_Place(grants, inherit), *above[1:]])


def _compare(request: Any, before: list[Any], after: list[Any]) -> AudienceChange:
    roles: Roles = request.registry[Roles]
    had, will = tokens_along(before, roles), tokens_along(after, roles)
    return AudienceChange(
        gained=_by_token(will - had), lost=_by_token(had - will), kept=_by_token(had & will)
    )


def _by_token(pairs: set[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for permission, token in pairs:
        found.setdefault(token, set()).add(permission)
    return {token: frozenset(permissions) for token, permissions in found.items()}
