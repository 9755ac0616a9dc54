"""Views answer for their own address only: `/edit/a.css` is not `/edit` (case 150, trap T4).

Otherwise a shared cache that goes by file endings could be made to keep somebody's private page.
A view that reads `request.subpath` says so: `config.add_view(view, takes_subpath=True)`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPNotFound
from pyramid.static import static_view
from pyramid.viewderivers import INGRESS

View = Callable[[Any, Any], Any]


def refuse_subpath(view: View, info: Any) -> View:
    """View deriver: 404 for a path that goes on behind the view's name."""
    if info.exception_only or info.options.get("takes_subpath") or _is_static(info):
        return view

    def guarded(context: Any, request: Any) -> Any:
        if request.subpath and "subpath" not in (request.matchdict or {}):
            raise HTTPNotFound("There is nothing behind this address.")
        return view(context, request)

    return guarded


refuse_subpath.options = ("takes_subpath",)  # type: ignore[attr-defined] # Pyramid reads it there


def _is_static(info: Any) -> bool:
    return isinstance(info.original_view, static_view)


def includeme(config: Any) -> None:
    """Put the deriver above the permission check: the answer is the same for everybody."""
    config.add_view_deriver(refuse_subpath, "refuse_subpath", under=INGRESS, over="secured_view")
