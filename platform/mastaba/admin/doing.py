"""One pattern for every button that changes something: do it, say so, go back or take it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from mastaba.admin.addresses import view_url
from mastaba.admin.flash import flash
from mastaba.content.operations import OperationError
from mastaba.tree.models import Node


def attempt(
    request: Any, do: Callable[[], Any], then: str | Callable[[], str], **message: Any
) -> Response:
    """Run `do` and go to `then` with the flash `message` (`text=` and options).

    `text` may be a function of what `do` returns. A refusal becomes a message too, and whatever
    `do` had changed by then is rolled back. `then` may be a function, for an address that `do`
    changes.
    """
    nested = request.db.begin_nested()
    try:
        done = do()
        request.db.flush()
    except OperationError as problem:
        nested.rollback()
        flash(request, str(problem), kind="error")
    else:
        nested.commit()
        if message:
            text = message["text"]
            flash(request, **{**message, "text": text(done) if callable(text) else text})
    return HTTPSeeOther(then() if callable(then) else then)


def undo_of(request: Any, node: Node) -> dict[str, Any]:
    """Options of a message: the button that takes back what this request does to `node`."""
    here = node.__parent__ or node
    fields = {"at": request.now.isoformat()}
    return {"undo_url": view_url(request, here, "undo"), "undo_fields": fields}
