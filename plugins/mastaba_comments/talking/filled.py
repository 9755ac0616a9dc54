"""The form with what stands in it: what was sent, what is wrong with it, how it looks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup
from pyramid.httpexceptions import HTTPNotFound

from mastaba.api import names_of, settings_for
from mastaba_comments.addresses import WRITE, view_url
from mastaba_comments.commentable import may_write, why_closed
from mastaba_comments.letters import tells_of_answers
from mastaba_comments.models import GONE
from mastaba_comments.permissions import MODERATE
from mastaba_comments.settings import CommentSettings
from mastaba_comments.talking.conversation import thread_of
from mastaba_comments.talking.own_note import own_comments
from mastaba_comments.talking.said import Said, said
from mastaba_comments.talking.screenful import find_shown
from mastaba_comments.talking.settings import TalkingSettings

ANSWER, TRAP = "answer", "website"
TEXTS = ("text", "name", "mail")
TICKS = ("consent", "notify")


@dataclass(frozen=True)
class Filled:
    """What the template shows in the form."""

    values: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
    preview: Markup | None = None


def sent_values(request: Any) -> dict[str, str]:
    """The texts and ticks of the form as they were sent."""
    return {name: request.POST.get(name, "") for name in (*TEXTS, *TICKS)}


def answered(request: Any, node: Any, uid: str) -> Said | None:
    """The comment that is to be answered. Raises `HTTPNotFound` where it is not shown."""
    if not uid:
        return None
    found = find_shown(request, node, uid)
    if found is None or found.state == GONE:
        raise HTTPNotFound("The comment that you want to answer is not here any more.")
    return said(request, node, [found])[0]


def form_variables(request: Any, node: Any, filled: Filled, answer: Said | None) -> dict[str, Any]:
    """What `comments/form.jinja2` needs."""
    rules, asks = settings_for(request, CommentSettings), settings_for(request, TalkingSettings)
    identity = request.identity
    return {
        "filled": filled,
        "answer": answer,
        "action": view_url(request, node, WRITE, answer=answer.uid if answer else ""),
        "closed": why_closed(request, node, thread_of(request, node)),
        "may_write": may_write(request, node),
        "is_visitor": identity is None,
        "called": "" if identity is None else names_of(request, [identity.id])[identity.id],
        "own": own_comments(request, node),
        "moderate_url": _moderate_url(request, node),
        "longest": rules.longest,
        "consent": rules.consent,
        "minutes": int(rules.change_within.total_seconds() // 60),
        "mail_asked": asks.mail_asked,
        "tells_of_answers": tells_of_answers(request),
        "trap": TRAP,
        "problem": request.ticket_problem if request.method == "POST" else "",
    }


def _moderate_url(request: Any, node: Any) -> str | None:
    if not request.has_permission(MODERATE, node):
        return None
    return str(request.node_url(node, "comment-list", front="admin"))
