"""What the public layout shows around the content."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup
from pyramid.location import lineage

from mastaba.tree.due import shown_rows
from mastaba.tree.kept import kept

MENU_LIMIT = 12


@dataclass(frozen=True)
class Link:
    """A link of the menu or the breadcrumbs."""

    title: str
    url: str
    current: bool = False

    @cached_property
    def html(self) -> Markup:
        """The link as a list item, put together once: menus are kept, and every page has one."""
        current = Markup(' aria-current="true"') if self.current else ""
        return Markup('<li><a href="{}"{}>{}</a></li>').format(self.url, current, self.title)


class Links(list[Link]):
    """Links in their order; a theme lists them, or takes them as `html`."""

    @property
    def html(self) -> Markup:
        """The list items."""
        return Markup("".join([link.html for link in self]))  # noqa: S704 - escaped by Link


def page_variables(request: Any, **values: Any) -> dict[str, Any]:
    """The variables of `site/layout.jinja2`, together with `values` of the page itself."""
    return {
        "site": request.site,
        "navigation": navigation(request),
        "breadcrumbs": breadcrumbs(request),
        "canonical": request.host_url + request.node_url(request.context),
        **values,
    }


def navigation(request: Any) -> Links:
    """The children of the root that are visible and shown in the menu."""
    entries = kept(request, "menu", request.site.front_uid, lambda: _menu(request))
    here = f"{request.context.path}/"
    shown = (marked if here.startswith(below) else plain for below, plain, marked in entries)
    return Links(shown)


def breadcrumbs(request: Any) -> Links:
    """From the root to the parent of the context; what may not be seen is left out."""
    context = request.context
    if context.uid == request.site.front_uid or context.__parent__ is None:
        return Links()
    key = (context.__parent__.id, request.site.front_uid)
    found: Links = kept(request, "breadcrumbs", key, lambda: _breadcrumbs(request, context))
    return found


def _menu(request: Any) -> list[tuple[str, Link, Link]]:
    """Of each page: what the paths of all pages in it begin with, and its link in both states."""
    catalog = request.catalog().visible().only("uid", "path", "title")
    rows = catalog.children_of(request.root).in_menu().ordered().rows(MENU_LIMIT)
    links = [(row, request.node_url(row)) for row in rows]
    return [
        (f"{row.path}/", Link(row.title, url), Link(row.title, url, current=True))
        for row, url in links
    ]


def _breadcrumbs(request: Any, context: Any) -> Links:
    above = [place for place in lineage(context) if place is not context]
    titles = {row.id: row.title for row in shown_rows(request, [place.row for place in above])}
    seen = (place for place in reversed(above) if request.has_permission("view", place))
    return Links(Link(titles[place.id], request.node_url(place)) for place in seen)
