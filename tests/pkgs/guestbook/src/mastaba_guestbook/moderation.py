"""`/admin/-/guestbook`: what waits, what is shown, what was rejected."""

from typing import Any

from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther

from mastaba.api import Tools, flash, node_of
from mastaba_guestbook import entries
from mastaba_guestbook.models import STATES, WAITING
from mastaba_guestbook.permissions import MODERATE

HERE = "/admin/-/guestbook"
DONE = {
    "approve": "{} approved; visitors read it now.",
    "reject": "{} rejected; visitors do not see it.",
    "wait": "{} put back; visitors do not see it.",
    "delete": "{} deleted for good.",
}


def show(_context: Tools, request: Any) -> dict[str, Any]:
    """The entries in one state, the newest first."""
    state = request.GET.get("state", WAITING)
    state = state if state in STATES else WAITING
    listed = entries.to_moderate(request, state)
    return {
        "rows": [(row, node_of(row)) for row in listed.rows],
        "state": state,
        "states": [(name, title, f"{HERE}?state={name}") for name, title in STATES.items()],
        "here": f"{HERE}?state={state}",
        "newer_url": listed.previous_url,
        "older_url": listed.next_url,
    }


def decide(_context: Tools, request: Any) -> HTTPSeeOther:
    """Do one thing with everything that was ticked."""
    action = request.POST.get("action", "")
    if action not in DONE:
        raise HTTPBadRequest("Choose what should be done: approve, reject or delete.")
    number = entries.moderate(request, request.POST.getall("select"), action)
    if number:
        words = f"{number} {'entry' if number == 1 else 'entries'}"
        flash(request, DONE[action].format(words))
    else:
        flash(request, "Nothing was ticked. Tick the entries first.", kind="error")
    state = request.GET.get("state", WAITING)
    return HTTPSeeOther(f"{HERE}?state={state if state in STATES else WAITING}")


def includeme(config: Any) -> None:
    """Register the screen and its place in the sidebar."""
    config.add_slot_item(
        "admin.tools",
        "guestbook.moderation",
        title="Guestbook",
        icon="text-quote",
        url=HERE,
        count=lambda _context, request: entries.waiting(request),
        permission=MODERATE,
    )
    same: dict[str, Any] = {"context": Tools, "name": "guestbook", "permission": MODERATE}
    config.add_admin_view(show, request_method="GET", renderer="guestbook/moderate.jinja2", **same)
    config.add_admin_view(decide, request_method="POST", example="?action=approve", **same)
