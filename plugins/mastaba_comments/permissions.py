"""Who may write comments, and who looks after them."""

from typing import Any

WRITE = "comments.write"
MODERATE = "comments.moderate"
STAFF = ("author", "reviewer", "editor")


def includeme(config: Any) -> None:
    """Declare them, and a role for people who do nothing else."""
    config.declare_role("moderator", "Moderator", site_wide=False, may=("view", "enter"))
    config.declare_permission(
        WRITE, "Write comments", roles=("visitor", "reader", "owner", "moderator", *STAFF)
    )
    config.declare_permission(MODERATE, "Moderate comments", roles=("moderator", "editor"))
