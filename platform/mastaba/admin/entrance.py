"""The root's own screens, open to everybody who may enter the admin anywhere.

Rights may begin at a branch. What these screens list is filtered by rights in any case, so whoever
has a branch finds that branch there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from pyramid.httpexceptions import HTTPForbidden
from pyramid.security import NO_PERMISSION_REQUIRED

from mastaba.security.views import enters_a_branch

View = Callable[[Any, Any], Any]


def add_root_view(config: Any, view: View, **options: Any) -> None:
    """Register `view` of the root for whoever may enter it, or any branch; it lists content."""

    @wraps(view)
    def entered(context: Any, request: Any) -> Any:
        if not request.has_permission("enter", context) and not enters_a_branch(request):
            raise HTTPForbidden
        return view(context, request)

    given = {"is_root": True, "permission": NO_PERMISSION_REQUIRED, "shows": "list", **options}
    config.add_admin_view(entered, **given)
