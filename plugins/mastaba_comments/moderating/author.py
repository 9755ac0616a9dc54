"""`/admin/-/comment-author`: trust the author of a comment, or refuse what they send."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pyramid.security import NO_PERMISSION_REQUIRED

from mastaba.api import OperationError, Tools
from mastaba_comments.models import SHOWN, SPAM, TRASH, WAITING, Comment
from mastaba_comments.moderating.acting import act
from mastaba_comments.moderating.actions import ACTIONS, comments
from mastaba_comments.moderating.asked import Asked
from mastaba_comments.moderating.changing import said, wanted
from mastaba_comments.moderating.listing import BATCH, by_the_same
from mastaba_comments.moderating.rows import told
from mastaba_comments.operations.ban import KINDS, ban, may_ban, tokens_of
from mastaba_comments.operations.trust import trust
from mastaba_comments.screening.authors import author_token
from mastaba_comments.script import as_json, in_json
from mastaba_comments.shown import to_moderate

NAMES = {
    "account": "This account",
    "mail": "This e-mail address",
    "address": "This internet address",
    "network": "This network: everybody near that address",
}
TERMS = {"1": "A day", "7": "A week", "30": "A month", "365": "A year", "": "For good"}
TRUSTS: dict[str, tuple[bool | None, str]] = {
    "yes": (True, "Their comments are shown at once from now on."),
    "no": (False, "All of their comments wait for a moderator from now on."),
    "rules": (None, "The rules decide again which of their comments wait."),
}
PUT = {TRASH: "trash", SPAM: "spam"}
ASKS = "the operations ask for the right to moderate the whole site"
COUNTED = 1000
_OPEN = (WAITING, SHOWN, SPAM)


def ask(_context: Tools, request: Any) -> dict[str, Any]:
    """What is known of the author, and what can be done."""
    return _form(request, wanted(request))


def change(_context: Tools, request: Any) -> Any:
    """Trust (`trust`), or ban the ticked kinds (`kind`), and put away what they wrote (`put`)."""
    row = wanted(request)
    try:
        text, done = _do(request, row)
    except OperationError as problem:
        return _refused(request, row, str(problem))
    return said(request, row, text, done=done)


def _do(request: Any, row: Any) -> tuple[str, list[str]]:
    given = request.POST
    if given.get("trust") in TRUSTS:
        trusted, sentence = TRUSTS[given["trust"]]
        trust(request, author_token(row) or "", trusted)
        return sentence, []
    banned = _ban(request, row)
    put = PUT.get(given.get("put", ""))
    if not banned and put is None:
        raise OperationError("Choose who is refused, or what becomes of their comments.")
    texts = ["Their comments are refused from now on."] if banned else []
    if put is None:
        return texts[0], []
    outcome = act(request, ACTIONS[put], _others(request, row))
    return " ".join([*texts, outcome.text]), outcome.done


def _ban(request: Any, row: Any) -> bool:
    chosen = set(request.POST.getall("kind"))
    wanted_ones = [pair for pair in tokens_of(row) if kind_of(pair[0]) in chosen]
    days = request.POST.get("days", "")
    until = request.now + timedelta(days=int(days)) if days and days in TERMS else None
    for token, words in wanted_ones:
        ban(request, token, words, request.POST.get("reason", ""), until)
    return bool(wanted_ones)


def _others(request: Any, row: Any) -> list[str]:
    """Their newest comments, this one first; as many as one request changes."""
    same = to_moderate(request).filter(by_the_same(row, "author"), Comment.state.in_(_OPEN))
    newest = same.keyset(descending=True, mark=None).rows(BATCH)
    return list(dict.fromkeys([row.uid, *(other.uid for other in newest)]))[:BATCH]


def kind_of(token: str) -> str:
    """`account`, `mail`, `address` or `network`."""
    return token.partition(":")[0]


def _refused(request: Any, row: Any, sentence: str) -> Any:
    request.response.status_int = 422
    if in_json(request):
        return as_json(request, error=sentence)
    return _form(request, row, sentence)


def _form(request: Any, row: Any, error: str = "") -> dict[str, Any]:
    number = to_moderate(request).filter(by_the_same(row, "author")).count(COUNTED)
    token = author_token(row)
    return {
        "row": told(request, [row])[0],
        "may_ban": may_ban(request),
        "may_trust": token is not None,
        "kinds": [(name, NAMES[name]) for name in _kinds(row)],
        "known": token is not None,
        "number": f"more than {COUNTED - 1}" if number == COUNTED else comments(number),
        "terms": list(TERMS.items()),
        "author_url": Asked(same=("author", row.uid)).url(state="shown"),
        "network_url": Asked(same=("network", row.uid)).url() if row.network else "",
        "error": error,
        "trail": [{"title": "Author of a comment", "url": ""}],
    }


def _kinds(row: Any) -> list[str]:
    there = {kind_of(token) for token, _words in tokens_of(row)}
    return [kind for kind in KINDS if kind in there]


def includeme(config: Any) -> None:
    """Register the screen."""
    same: dict[str, Any] = {
        "context": Tools,
        "name": "comment-author",
        "permission": NO_PERMISSION_REQUIRED,
        "shows": "list",
        "renderer": "comments/author.jinja2",
        "example": "?uid={comment}&put=trash",
    }
    config.add_admin_view(ask, request_method="GET", **same)
    config.add_admin_view(change, request_method="POST", writes_because=ASKS, **same)
