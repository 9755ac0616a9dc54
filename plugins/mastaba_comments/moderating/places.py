"""Where moderators meet comments in the admin: the sidebar and the overview."""

from __future__ import annotations

from typing import Any

from mastaba_comments.models import WAITING
from mastaba_comments.moderating.asked import HERE, Asked
from mastaba_comments.moderating.listing import counted, listed, moderates
from mastaba_comments.moderating.rows import told

NEWEST = 4


def waiting(_root: Any, request: Any) -> Any:
    """The number beside the entry; "99+" where there are more."""
    number = counted(request, WAITING)
    return int(number) if number.isdigit() else number


def panel(_root: Any, request: Any) -> dict[str, Any] | None:
    """The newest that wait for this person; no panel for who moderates nothing."""
    if not moderates(request):
        return None
    newest = listed(request, Asked()).keyset("created", descending=True, mark=None).rows(NEWEST)
    number = counted(request, WAITING) if newest else "0"
    return {"rows": told(request, newest), "number": number, "url": HERE}


def includeme(config: Any) -> None:
    """Put them there."""
    config.add_slot_item(
        "admin.tools",
        "comments.queue",
        title="Comments",
        icon="message-square",
        url=HERE,
        count=waiting,
        when=lambda _root, request: moderates(request),
        before="core.trash",
    )
    config.add_slot_item(
        "admin.dashboard",
        "comments.waiting",
        view=panel,
        renderer="comments/queue_panel.jinja2",
        before="core.recent",
    )
