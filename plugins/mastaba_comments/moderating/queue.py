"""`/admin/-/comments`: the queue, and what is done with what was ticked in it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther
from pyramid.security import NO_PERMISSION_REQUIRED

from mastaba.api import Tools, flash
from mastaba_comments.models import STATES
from mastaba_comments.moderating.acting import Outcome, act, undo
from mastaba_comments.moderating.actions import ACTIONS, TABS, offered
from mastaba_comments.moderating.asked import HERE, Asked, asked_of
from mastaba_comments.moderating.every import act_on_all
from mastaba_comments.moderating.listing import (
    SIZE,
    counts,
    need_a_moderator,
    one_row,
    page_named,
    screenful,
)
from mastaba_comments.moderating.rows import told
from mastaba_comments.naming import names
from mastaba_comments.permissions import MODERATE
from mastaba_comments.script import as_json, in_json

CHOOSE = "Choose what should be done with the ticked comments."
ASKS = "the operations ask for `comments.moderate` on the page of each comment"


def show(_context: Tools, request: Any) -> dict[str, Any]:
    """One tab of the queue."""
    need_a_moderator(request)
    asked = asked_of(request.GET)
    found = screenful(request, asked)
    number = counts(request)
    return {
        "asked": asked,
        "rows": told(request, found.rows, asked.tab),
        "until": request.now.isoformat(),
        "tabs": [
            (name, title, asked.url(state=name if name != "waiting" else ""), number[name])
            for name, title in TABS.items()
        ],
        "actions": offered(asked.tab),
        "empty": EMPTY[asked.tab],
        "filtered": _filtered(request, asked),
        "order_url": asked.url(order="" if asked.oldest else "oldest"),
        "clear_url": Asked(tab=asked.tab).url(),
        "here": _here(request),
        "export_url": _export_url(request),
        "newer_url": found.previous_url,
        "older_url": found.next_url,
        "size": SIZE,
    }


def decide_some(_context: Tools, request: Any) -> Any:
    """Do one thing with the ticked comments (`select`), with one (`one`), or with `all`."""
    need_a_moderator(request)
    return answered(request, outcome_of(request), _here(request))


def outcome_of(request: Any) -> Outcome:
    """Do what the form says. Raises `HTTPBadRequest` when it says nothing that there is."""
    given = request.POST
    if "undo" in given:
        return undo(request, given["undo"])
    name, _, one = given.get("one", "").partition(" ")
    action = ACTIONS.get(name or given.get("action", ""))
    if action is None:
        raise HTTPBadRequest(CHOOSE)
    was = given.get("was", "") if given.get("was") in STATES else ""
    if not one and given.get("all"):
        return act_on_all(request, action, asked_of(request.GET), given["all"])
    return act(request, action, [one] if one else given.getall("select"), was)


def answered(request: Any, outcome: Outcome, back: str) -> Any:
    """As JSON for script; else back to the list, with a message that can be undone."""
    if in_json(request):
        return as_json(request, **asdict(outcome), counts=counts(request))
    undone = {"undo_url": HERE, "undo_fields": {"undo": outcome.undo}} if outcome.undo else {}
    flash(request, outcome.text, kind="info" if outcome.done else "error", **undone)
    return HTTPSeeOther(back)


def _here(request: Any) -> str:
    """The address of this list, at the same place of it; or the overview, where it was done."""
    if request.POST.get("home"):
        return "/admin/"
    return f"{HERE}?{request.query_string}" if request.query_string else HERE


def _export_url(request: Any) -> str:
    """Where all comments that this person moderates are downloaded; empty for who may not."""
    if not request.has_permission(MODERATE, request.root):
        return ""
    address = request.node_url(request.root, "export", front="admin")
    return f"{address}?format=comments.json"


def _filtered(request: Any, asked: Asked) -> list[tuple[str, str]]:
    """The filters that are on, in words, with the address of the list without each."""
    found = []
    if asked.page:
        title = page_named(request, asked.page).title
        below = " and below it" if asked.below else ""
        found.append((f"On “{title}”{below}", asked.url(page="", below="")))
    if asked.same:
        kind, uid = asked.same
        row = one_row(request, uid)
        name = names(request, [row])[row.id]
        words = f"By {name}" if kind == "author" else f"From the network of {name}"
        found.append((words, asked.url(same="")))
    return found


EMPTY = {
    "waiting": ("Nothing waits for you", "Everything is read. New comments appear here first."),
    "reported": ("Nobody complained", "Comments that readers report appear here."),
    "shown": ("Nothing is shown yet", "What you approve stands below its page, and here."),
    "spam": ("No spam", "What looks like spam is kept here for a while, and shown to nobody."),
    "trash": ("The trash is empty", "What you put into the trash can be brought back from here."),
}


def includeme(config: Any) -> None:
    """Register the screen. Who moderates one branch only finds that branch here."""
    same: dict[str, Any] = {
        "context": Tools,
        "name": "comments",
        "permission": NO_PERMISSION_REQUIRED,
        "shows": "list",
    }
    config.add_admin_view(show, request_method="GET", renderer="comments/queue.jinja2", **same)
    config.add_admin_view(
        decide_some,
        request_method="POST",
        writes_because=ASKS,
        example="?one=approve+{comment}",
        **same,
    )
