"""Deleting for good: what is ticked in the trash, or all of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from pyramid.renderers import render_to_response
from pyramid.security import NO_PERMISSION_REQUIRED

from mastaba.admin.addresses import tool_url
from mastaba.admin.bulk_words import WORDS, facts, named, pages, told
from mastaba.admin.flash import flash
from mastaba.admin.linking import linking_to
from mastaba.admin.reach import Reach
from mastaba.admin.trashed import MOST, count_below, in_trash, need_a_trash, ticked
from mastaba.content.operations.bulk import MISSING, BulkRefused, bulk
from mastaba.content.operations.bulk_actions import Options
from mastaba.tree.publication import TRASH
from mastaba.tree.traverser import Tools

WORD = "delete"  # what has to be typed
WORDS_OF_IT = WORDS["purge"]
ASKS = "the operation asks for `trash` on each page and everything below it"


def purge_question(_context: Tools, request: Any) -> Any:
    """Ask before what is named in the address is deleted."""
    rows, _missing = ticked(request, request.GET)
    if not rows:
        raise HTTPNotFound("This page is not in the trash any more.")
    return _ask(request, rows)


def purge_pages(_context: Tools, request: Any) -> Any:
    """Delete them, all or none; with `ask`, ask first."""
    rows, missing = ticked(request, request.POST)
    if not rows:
        raise HTTPNotFound("This page is not in the trash any more.")
    if request.POST.get("ask"):
        return _ask(request, rows)
    if missing:
        flash(request, MISSING, kind="error")
        return HTTPSeeOther(tool_url("trash"))
    return _delete(request, rows)


def empty_question(_context: Tools, request: Any) -> dict[str, Any]:
    """Ask before the whole trash is emptied; a word has to be typed."""
    need_a_trash(request)
    return _emptying(request, "")


def empty_trash(_context: Tools, request: Any) -> Any:
    """Delete everything in the trash that this person may delete."""
    need_a_trash(request)
    if request.POST.get("word", "").strip().casefold() != WORD:
        request.response.status_int = 422
        return _emptying(request, f"Type “{WORD}” to go on.")
    return _delete(request, in_trash(request).rows(MOST))


def _delete(request: Any, rows: Sequence[Any]) -> Any:
    try:
        outcome = bulk(request, "purge", [row.id for row in rows], Options(tree=TRASH))
    except BulkRefused as refused:
        flash(request, f"Nothing was deleted. {refused}", kind="error")
    else:
        flash(request, told(WORDS_OF_IT, outcome.changed, outcome.same))
    return HTTPSeeOther(tool_url("trash"))


def _ask(request: Any, rows: Sequence[Any]) -> Any:
    title = f"“{rows[0].title}”" if len(rows) == 1 else pages(len(rows))
    variables = {
        "title": title,
        "names": named([row.title for row in rows], len(rows)) if len(rows) > 1 else "",
        "words": WORDS_OF_IT,
        "facts": list(facts(WORDS_OF_IT, Reach(count_below(request, rows)))),
        "linking": linking_to(request, rows),
        "url": tool_url("purge"),
        "fields": [("uid", row.uid) for row in rows],
        "back_url": tool_url("trash"),
        "trail": [{"title": WORDS_OF_IT.verb, "url": ""}],
    }
    return render_to_response("admin/trash_question.jinja2", variables, request=request)


def _emptying(request: Any, error: str) -> dict[str, Any]:
    rows = in_trash(request).rows(MOST + 1)
    return {
        "count": len(rows),
        "pages": pages(min(len(rows), MOST)),
        "more": len(rows) > MOST,
        "below": pages(count_below(request, rows)) if count_below(request, rows) else "",
        "word": WORD,
        "error": error,
        "url": tool_url("empty-trash"),
        "back_url": tool_url("trash"),
        "trail": [{"title": "Empty the trash", "url": ""}],
    }


def includeme(config: Any) -> None:
    """Register the views."""
    purging = {
        "context": Tools,
        "name": "purge",
        "permission": NO_PERMISSION_REQUIRED,
        "shows": "list",
        "example": "?uid={uid}",
    }
    config.add_admin_view(purge_question, request_method="GET", **purging)
    config.add_admin_view(purge_pages, request_method="POST", writes_because=ASKS, **purging)
    emptying = {
        "context": Tools,
        "name": "empty-trash",
        "permission": NO_PERMISSION_REQUIRED,
        "shows": "list",
        "renderer": "admin/empty_trash.jinja2",
    }
    config.add_admin_view(empty_question, request_method="GET", **emptying)
    config.add_admin_view(empty_trash, request_method="POST", writes_because=ASKS, **emptying)
