"""Moderators' own words: an answer to a comment, which approves it, and changes to its text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.security import NO_PERMISSION_REQUIRED
from sqlalchemy import select

from mastaba.api import Invalid, OperationError, Tools, find, flash, node_of
from mastaba_comments.models import GONE, SHOWN, Comment
from mastaba_comments.moderating.listing import counts, need_a_moderator, one_row
from mastaba_comments.moderating.queue import ASKS
from mastaba_comments.moderating.rows import told
from mastaba_comments.operations import Draft, decide, edit_as_moderator, post
from mastaba_comments.script import as_json, in_json
from mastaba_comments.text import comment_html, quoted

ONE = "/admin/-/comment"
Do = Callable[[Any, Any, str], str]


def ask(_context: Tools, request: Any) -> dict[str, Any]:
    """The form, with the text of the comment, or empty for an answer."""
    row = wanted(request)
    text = row.text if request.view_name == "comment-edit" else ""
    return _form(request, row, text)


def change(_context: Tools, request: Any) -> Any:
    """Change what it says."""
    return _attempt(request, _change)


def answer(_context: Tools, request: Any) -> Any:
    """Answer it; it is approved before, if it was not."""
    return _attempt(request, _answer)


def wanted(request: Any) -> Any:
    """The row of the comment that the address names. Raises `HTTPNotFound`, `HTTPForbidden`."""
    need_a_moderator(request)
    row = one_row(request, request.GET.get("uid", ""))
    if row.state == GONE:
        raise HTTPNotFound("This comment was removed.")
    return row


def one_url(uid: str) -> str:
    """The screen of one comment."""
    return f"{ONE}?{urlencode({'uid': uid})}"


def said(request: Any, row: Any, text: str, **more: Any) -> Any:
    """What was done: as JSON for script, else on the comment's own screen."""
    if in_json(request):
        return as_json(request, text=text, counts=counts(request), **more)
    flash(request, text)
    return HTTPSeeOther(one_url(row.uid))


def _attempt(request: Any, do: Do) -> Any:
    row, text = wanted(request), request.POST.get("text", "")
    try:
        done = do(request, row, text)
    except Invalid as wrong:
        return _refused(request, row, text, " ".join(wrong.fields.values()))
    except OperationError as problem:
        return _refused(request, row, text, str(problem))
    approved = request.view_name == "comment-answer"
    html = comment_html(one_row(request, row.uid).text)
    return said(request, row, done, html=html, done=[row.uid] if approved else [])


def _refused(request: Any, row: Any, text: str, sentence: str) -> Any:
    """The form again with every word in it; nothing of what was done before is kept."""
    request.response.status_int = 422
    if in_json(request):
        return as_json(request, error=sentence)
    return _form(request, row, text, sentence)


def _change(request: Any, row: Any, text: str) -> str:
    comment = request.db.scalar(select(Comment).where(Comment.id == row.id))
    changed = edit_as_moderator(request, comment, text)
    return "The comment was changed." if changed else "The comment says this already."


def _answer(request: Any, row: Any, text: str) -> str:
    decide(request, [row], SHOWN)
    node = find(request, node_of(row).uid)
    if node is None:
        raise OperationError("The page of this comment is not there any more.")
    made = post(request, node, Draft(text, answers=row.uid, consent=True))
    return "Your answer is shown." if made.state == SHOWN else "Your answer waits for approval."


def _form(request: Any, row: Any, text: str, error: str = "") -> dict[str, Any]:
    editing = request.view_name == "comment-edit"
    title = "Change a comment" if editing else "Answer a comment"
    return {
        "row": told(request, [row])[0],
        "title": title,
        "label": "Comment" if editing else "Your answer",
        "verb": "Save" if editing else "Answer" if row.state == SHOWN else "Approve and answer",
        "text": text,
        "quote": quoted(row.text),
        "editing": editing,
        "error": error,
        "trail": [{"title": title, "url": ""}],
    }


def includeme(config: Any) -> None:
    """Register the screens."""
    for name, view in (("comment-edit", change), ("comment-answer", answer)):
        same: dict[str, Any] = {
            "context": Tools,
            "name": name,
            "permission": NO_PERMISSION_REQUIRED,
            "shows": "list",
            "renderer": "comments/words.jinja2",
            "example": "?uid={comment}&text=A+word",
        }
        config.add_admin_view(ask, request_method="GET", **same)
        config.add_admin_view(view, request_method="POST", writes_because=ASKS, **same)
