"""What the public layout shows around the content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.location import lineage

MENU_LIMIT = 12


@dataclass(frozen=True)
class Link:
    """A link of the menu or the breadcrumbs."""

    title: str
    url: str
    current: bool = False


def page_variables(request: Any, **values: Any) -> dict[str, Any]:
    """The variables of `site/layout.jinja2`, together with `values` of the page itself."""
    return {
        "site": request.site,
        "navigation": navigation(request),
        "breadcrumbs": breadcrumbs(request),
        "canonical": request.host_url + request.node_url(request.context),
        **values,
    }


def navigation(request: Any) -> list[Link]:
    """The children of the root that are visible and shown in the menu."""
    catalog = request.catalog().visible().only("uid", "path", "title")
    shown = catalog.children_of(request.root).in_menu().ordered()
    here = request.context.path
    return [_link(request, row, here) for row in shown.rows(MENU_LIMIT)]


def breadcrumbs(request: Any) -> list[Link]:
    """From the root to the parent of the context; what may not be seen is left out."""
    if request.context.uid == request.site.front_uid:
        return []
    above = [place for place in lineage(request.context) if place is not request.context]
    seen = (place for place in reversed(above) if request.has_permission("view", place))
    return [Link(place.title, request.node_url(place)) for place in seen]


def _link(request: Any, row: Any, here: str) -> Link:
    current = here == row.path or here.startswith(f"{row.path}/")
    return Link(row.title, request.node_url(row), current)
