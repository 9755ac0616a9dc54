"""Who may write, and who decides what is shown."""

from typing import Any

SIGN = "guestbook.sign"
MODERATE = "guestbook.moderate"
STAFF = ("author", "reviewer", "editor")


def includeme(config: Any) -> None:
    """Declare them."""
    roles = ("visitor", "reader", "owner", *STAFF)
    config.declare_permission(SIGN, "Write into guestbooks", roles=roles)
    config.declare_permission(MODERATE, "Approve guestbook entries", roles=("editor",))
