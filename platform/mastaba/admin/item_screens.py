"""The screens of a tool about many things: their list, one of them, and what is done to it.

`/admin/-/NAME` lists and adds, `/admin/-/NAME/ID` shows one, `/admin/-/NAME/ID/ACTION` changes it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mastaba.tree.traverser import Tools

View = Callable[[Any], Any]


def add_item_screens(
    config: Any,
    name: str,
    *,
    permission: str,
    listing: tuple[View, View, str],
    item: tuple[View, View, str],
    action: str,
) -> None:
    """Register both screens: each has a view to show it, one to change it, and a template.

    `action` is one of those of the item, for the sweep of the doors to try.
    """
    screens = ((0, *listing), (1, *item))
    for length, show, change, renderer in screens:
        options = {"renderer": renderer, "permission": permission, "takes_subpath": True}
        for view, method, deeper in ((show, "GET", 0), (change, "POST", length)):
            config.add_admin_view(
                view,
                context=Tools,
                name=name,
                request_method=method,
                subpath_length=length + deeper,
                example=("", "/1", f"/1/{action}")[length + deeper],
                **options,
            )


class SubpathLength:
    """View predicate `subpath_length=1`: so many segments follow the view's name."""

    def __init__(self, wanted: int, _info: Any) -> None:
        self.wanted = wanted

    def text(self) -> str:
        """How the predicate is named in Pyramid's listings."""
        return f"subpath_length = {self.wanted}"

    phash = text

    def __call__(self, _context: Any, request: Any) -> bool:
        return len(request.subpath) == self.wanted


def includeme(config: Any) -> None:
    """Register the predicate."""
    config.add_view_predicate("subpath_length", SubpathLength)
