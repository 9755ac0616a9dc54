"""Permissions and roles: a role is a named set of permissions that can be granted on a node."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pyramid.exceptions import ConfigurationError

from mastaba.declaring import declare


@dataclass(frozen=True)
class Role:
    """A role; `site_wide` ones can be given to an account, the others only on a node."""

    name: str
    title: str
    permissions: frozenset[str]
    site_wide: bool = True


@dataclass
class Roles:
    """What is declared on this registry."""

    permissions: dict[str, str] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)

    def expand(self, names: Iterable[str]) -> frozenset[str]:
        """Permissions of the named roles; a name that is no longer declared gives nothing."""
        known = (self.roles[name].permissions for name in names if name in self.roles)
        return frozenset().union(*known)


def declare_permission(config: Any, name: str, title: str, *, roles: Iterable[str] = ()) -> None:
    """Declare a permission and add it to existing `roles` (administrators have it anyway)."""
    having = {*roles, "admin"}

    def register() -> None:
        declared: Roles = config.registry[Roles]
        declared.permissions[name] = title
        for role in having:
            _extend(declared, role, name)

    declare(config, "permission", name, register, title=title, order=1, roles=having)


def declare_role(
    config: Any, name: str, title: str, *, site_wide: bool = True, may: Iterable[str] = ()
) -> None:
    """Declare a role with the permissions `may`, those of the core or of a required plugin.

    One's own permissions come to it through `declare_permission(..., roles=)`. It is granted on a
    page, where it holds for all below; one that is `site_wide` can be given to an account besides,
    and means there what the rights of the home page say of it. Raises
    `ConfigurationError` when nobody declares one of them.
    """
    having = frozenset(may)

    def register() -> None:
        config.registry[Roles].roles[name] = Role(name, title, having, site_wide)

    declare(config, "role", name, register, title=title)
    if having:
        config.action(
            ("mastaba role may", name), _check_declared, args=(config, name, having), order=2
        )


def _check_declared(config: Any, role: str, having: frozenset[str]) -> None:
    known = config.registry[Roles].permissions
    for name in sorted(having - known.keys()):
        raise ConfigurationError(
            f"The role {role!r} is to have the permission {name!r}, which nobody declares; "
            f"there are: {', '.join(sorted(known))}"
        )


def _extend(declared: Roles, role: str, permission: str) -> None:
    if role not in declared.roles:
        known = ", ".join(sorted(declared.roles))
        raise ConfigurationError(f"There is no role {role!r}; there are: {known}")
    old = declared.roles[role]
    declared.roles[role] = Role(old.name, old.title, old.permissions | {permission}, old.site_wide)
