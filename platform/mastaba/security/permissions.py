"""The core's roles and permissions."""

from __future__ import annotations

from typing import Any

ROLES = (
    ("visitor", "Visitor", False),
    ("reader", "Reader", True),
    ("author", "Author", True),
    ("reviewer", "Reviewer", True),
    ("editor", "Editor", True),
    ("owner", "Owner", False),
    ("admin", "Administrator", True),
)

# An author adds pages; what they may do with their own ones comes from being the owner.
STAFF = ("author", "reviewer", "editor")
PERMISSIONS = (
    ("view", "See what is public", ("visitor", "reader", "owner", *STAFF)),
    ("view_drafts", "See what is not public yet", ("owner", "reviewer", "editor")),
    ("enter", "Use the editors' screens", STAFF),
    ("create", "Add content", ("author", "editor")),
    ("edit", "Change content", ("owner", "editor")),
    ("publish", "Publish and unpublish", ("reviewer", "editor")),
    ("trash", "Put content into the trash and take it out", ("owner", "editor")),
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
