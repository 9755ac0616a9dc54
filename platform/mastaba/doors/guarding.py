"""The view options of a door, and what every door on a node asks beside its own permission.

Whoever may not see a page finds none of its other views either: a person who may add pages
everywhere does not meet somebody else's draft behind the form for adding below it (case 111).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPForbidden
from pyramid.security import NO_PERMISSION_REQUIRED

from mastaba.tree.models import Node

View = Callable[[Any, Any], Any]
UNGUARDED = (None, NO_PERMISSION_REQUIRED, "view")


def ask_to_see(view: View, info: Any) -> View:
    """View deriver: a view of a node needs `view` on it, beside its own permission.

    It makes three options legal. `shows`: `"context"`, `"list"`, `"link"` or `"nothing"`.
    `writes_because`: the reason why it is right that the view changes something under a
    permission to read. `example`: what the sweep puts behind the address so that the view has
    something to answer, such as `"?number=1"`, `"/1"`; `{uid}` and `{id}` in it are those of the
    swept node, `{job}` is the uid of a failed job.
    """
    if info.exception_only or info.options.get("permission") in UNGUARDED:
        return view

    def guarded(context: Any, request: Any) -> Any:
        if isinstance(context, Node) and not request.has_permission("view", context):
            raise HTTPForbidden
        return view(context, request)

    return guarded


ask_to_see.options = ("shows", "writes_because", "example")  # type: ignore[attr-defined] # Pyramid reads it there
