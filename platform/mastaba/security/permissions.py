"""The core's roles and permissions."""

from __future__ import annotations

from typing import Any

ROLES = (
    ("visitor", "Visitor", False),
    ("reader", "Reader", True),
    ("editor", "Editor", True),
    ("admin", "Administrator", True),
)

PERMISSIONS = (
    ("view", "See what is public", ("visitor", "reader", "editor")),
    ("view_drafts", "See what is not public yet", ("editor",)),
    ("enter", "Use the editors' screens", ("editor",)),
    ("create", "Add content", ("editor",)),
    ("edit", "Change content", ("editor",)),
    ("publish", "Publish and unpublish", ("editor",)),
    ("trash", "Put content into the trash and take it out", ("editor",)),
    ("share", "Change rights", ()),
    ("manage_people", "Add people and change their roles", ()),
    ("manage_site", "Change settings, see plugins and mail", ()),
)


def includeme(config: Any) -> None:
    """Declare them."""
    for name, title, site_wide in ROLES:
        config.declare_role(name, title, site_wide=site_wide)
    for name, title, roles in PERMISSIONS:
        config.declare_permission(name, title, roles=roles)
