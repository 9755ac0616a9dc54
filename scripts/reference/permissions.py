"""docs/reference/permissions.md: what the core's roles may do."""

from __future__ import annotations

from typing import Any

from mastaba.security.roles import Roles

HEAD = """\
# Permissions

What can be asked with `request.has_permission` and named in `permission=`. A plugin adds its own
with `config.declare_permission`. Written by `python -m scripts.reference`.

| permission | what it lets one do | roles that have it |
| --- | --- | --- |
"""


def page(registry: Any) -> str:
    known: Roles = registry[Roles]
    rows = (
        f"| `{name}` | {title} | {_having(known, name)} |"
        for name, title in known.permissions.items()
    )
    return HEAD + "\n".join(rows)


def _having(known: Roles, permission: str) -> str:
    return ", ".join(name for name, role in known.roles.items() if permission in role.permissions)
