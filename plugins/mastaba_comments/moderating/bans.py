"""`/admin/-/comment-bans`: who is refused, until when and why; a ban can be lifted."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.security import NO_PERMISSION_REQUIRED

from mastaba.api import Tools, flash, names_of
from mastaba_comments.moderating.author import ASKS, kind_of
from mastaba_comments.moderating.listing import need_a_moderator
from mastaba_comments.operations.ban import bans, lift, may_ban

HERE = "/admin/-/comment-bans"
SIZE = 50
KINDS = {
    "account": "An account",
    "mail": "An e-mail address",
    "address": "An internet address",
    "network": "A network",
}


def show(_context: Tools, request: Any) -> dict[str, Any]:
    """The bans that hold now."""
    need_a_moderator(request)
    may = may_ban(request)
    found = bans(request, before=_number(request.GET.get("before")), limit=SIZE + 1) if may else []
    people = names_of(request, [ban.made_by for ban in found])
    return {
        "may_ban": may,
        "rows": [
            {
                "id": ban.id,
                "kind": KINDS.get(kind_of(ban.token), "Somebody"),
                "words": ban.words,
                "reason": ban.reason,
                "created": ban.created,
                "until": ban.until,
                "by": people.get(ban.made_by) if ban.made_by is not None else None,
            }
            for ban in found[:SIZE]
        ],
        "here": HERE,
        "older_url": f"{HERE}?before={found[SIZE - 1].id}" if len(found) > SIZE else None,
        "trail": [{"title": "Bans", "url": ""}],
    }


def end(_context: Tools, request: Any) -> HTTPSeeOther:
    """Lift one."""
    need_a_moderator(request)
    number = _number(request.POST.get("lift"))
    if number is None or not lift(request, number):
        raise HTTPNotFound("This ban does not hold any more.")
    flash(request, "The ban is lifted; their comments are taken again.")
    return HTTPSeeOther(HERE)


def _number(text: str | None) -> int | None:
    fits = text is not None and text.isascii() and text.isdigit() and len(text) < 19
    return int(text) if fits and text is not None else None


def includeme(config: Any) -> None:
    """Register the screens about authors."""
    config.include("mastaba_comments.moderating.author")
    same: dict[str, Any] = {
        "context": Tools,
        "name": "comment-bans",
        "permission": NO_PERMISSION_REQUIRED,
        "shows": "nothing",
    }
    config.add_admin_view(show, request_method="GET", renderer="comments/bans.jinja2", **same)
    config.add_admin_view(
        end, request_method="POST", writes_because=ASKS, example="?lift=1", **same
    )
