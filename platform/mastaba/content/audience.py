"""Who gains and who loses rights when a branch moves or its sharing changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.location import lineage
from sqlalchemy import select

from mastaba.security.acl import tokens_along
from mastaba.security.identity import identity_of, tokens_held
from mastaba.security.membership import joined_groups, split_groups
from mastaba.security.models import Account
from mastaba.security.policy import principals_on
from mastaba.security.principals import AUTHENTICATED, EVERYONE, is_user_token, user_token
from mastaba.security.roles import Roles
from mastaba.tree.models import Node

SEEING = frozenset({"view", "view_drafts"})
Rights = Mapping[str, frozenset[str]]  # token -> permissions
Pairs = set[tuple[str, str]]  # (permission, token)


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
    also = _held_also(request, {token for _permission, token in had ^ will})
    return AudienceChange(
        gained=_by_token(_without(will - had, had, also)),
        lost=_by_token(_without(had - will, will, also)),
        kept=_by_token(had & will),
    )


def _without(pairs: Pairs, others: Pairs, also: Mapping[str, Iterable[str]]) -> Pairs:
    """The pairs that say something new: not what the holder has through another token."""
    return {
        (permission, token)
        for permission, token in pairs
        if not any((permission, other) in others for other in also[token])
    }


def _held_also(request: Any, tokens: set[str]) -> dict[str, tuple[str, ...]]:
    """Token -> further tokens that its holders have in any case: one statement for all people."""
    found: dict[str, tuple[str, ...]] = dict.fromkeys(tokens, (EVERYONE, AUTHENTICATED))
    found |= {EVERYONE: (), AUTHENTICATED: (EVERYONE,)}
    uids = [token.removeprefix("user:") for token in tokens if is_user_token(token)]
    if uids:
        query = select(Account, joined_groups()).where(Account.uid.in_(uids))
        for account, groups in request.db.execute(query):
            held = tokens_held(identity_of(account), split_groups(groups))
            own = user_token(account.uid)
            found[own] = tuple(token for token in held if token != own)
    return found


def _by_token(pairs: Pairs) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for permission, token in pairs:
        found.setdefault(token, set()).add(permission)
    return {token: frozenset(permissions) for token, permissions in found.items()}
