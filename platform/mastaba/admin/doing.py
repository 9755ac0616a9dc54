"""One pattern for every button that changes something: do it, say so, go back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.response import Response

from mastaba.admin.flash import flash
from mastaba.content.operations import OperationError


def attempt(
    request: Any, do: Callable[[], object], then: str | Callable[[], str], **message: Any
) -> Response:
    """Run `do` and go to `then` with the flash `message` (`text=` and options).

    A refusal becomes a message too, and whatever `do` had changed by then is rolled back.
    `then` may be a function, for an address that `do` changes.
    """
    nested = request.db.begin_nested()
    try:
        do()
        request.db.flush()
    except OperationError as problem:
        nested.rollback()
        flash(request, str(problem), kind="error")
    else:
        nested.commit()
        if message:
            flash(request, **message)
    return HTTPSeeOther(then() if callable(then) else then)
