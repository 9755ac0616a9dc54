"""The frame round every screen: who you are, where you are, where you can go.

Every template of the admin gets a `shell`. Nothing of it is worked out, and no statement is
sent, before a template reads it, so error pages and fragments cost nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pyramid.events import BeforeRender
from pyramid.location import lineage

from mastaba.admin.addresses import HOME, contents_url, tool_url, view_url
from mastaba.admin.flash import Flash, take
from mastaba.admin.sidebar import TreeItem, tree_of
from mastaba.admin.slots import PLACES, TOOLS
from mastaba.admin.tabs import tabs_of
from mastaba.content.types import ContentTypes
from mastaba.plugins import Plugins
from mastaba.security.roles import Roles
from mastaba.slots import Entry, entries_of
from mastaba.tree.urls import LIBRARY_FRONT, is_site_root


@dataclass(frozen=True)
class Link:
    """A breadcrumb."""

    title: str
    url: str


@dataclass(frozen=True)
class Item:
    """An entry of the sidebar or of the menu of new things."""

    title: str
    url: str
    icon: str
    current: bool = False
    count: int = 0


@dataclass(frozen=True)
class Me:
    """The person who is logged in."""

    name: str
    login: str
    role: str


MINE = Item("Password and devices", tool_url("account"), "key-round")


class Shell:
    """What `admin/layout.jinja2` reads, each part at first use."""

    home_url = HOME
    logout_url = "/logout"
    account_url = tool_url("account")

    def __init__(self, request: Any) -> None:
        self._request = request

    @cached_property
    def place(self) -> Any:
        """The node this screen is about; the root for screens about none."""
        context = self._request.context
        return context if hasattr(context, "path") else self._request.root

    @cached_property
    def safe_mode(self) -> bool:
        """Whether the site was started without its plugins."""
        return bool(self._request.registry[Plugins].safe_mode)

    @cached_property
    def site_title(self) -> str:
        return str(self._request.site.title)

    @cached_property
    def site_url(self) -> str:
        """The public page of this place where there is one, else the front page."""
        return "/"

    @cached_property
    def find_url(self) -> str:
        """JSON for the palette: pages, and what is in the library."""
        return view_url(self._request, self._request.root, "find-page", library=1)

    @cached_property
    def root_url(self) -> str:
        return contents_url(self._request, self._request.root)

    @cached_property
    def me(self) -> Me:
        identity = self._request.identity
        roles: Roles = self._request.registry[Roles]
        role = roles.roles.get(identity.role)
        return Me(identity.name, identity.login, role.title if role else identity.role)

    @cached_property
    def crumbs(self) -> list[Link]:
        """From the root to this place, or the name of a screen that is about no place.

        What may not be seen is left out.
        """
        if not self._about_a_place:
            screens: list[Item | Entry] = [*self.nav, *self.admin_nav, MINE]
            return [Link(item.title, item.url) for item in screens if self._is_here(item)]
        above, may = reversed(list(lineage(self.place))), self._request.has_permission
        seen = (node for node in above if may("view", node))
        return [Link(self._title(node), contents_url(self._request, node)) for node in seen]

    @cached_property
    def tabs(self) -> list[Entry]:
        """Screens about the node that this screen is about."""
        return tabs_of(self._request, self.place) if self._about_a_place else []

    @cached_property
    def nav(self) -> list[Item | Entry]:
        here = self._request.path.rstrip("/")
        pages, library = self.root_url, f"{LIBRARY_FRONT}/"
        return [
            Item("Overview", HOME, "layout-dashboard", here == HOME.rstrip("/")),
            Item("Pages", pages, "files", here == pages),
            Item("Library", library, "library", here == library.rstrip("/")),
            *entries_of(self._request, PLACES, self._request.root),
        ]

    @cached_property
    def admin_nav(self) -> list[Entry]:
        return entries_of(self._request, TOOLS, self._request.root)

    @cached_property
    def tree(self) -> list[TreeItem]:
        return tree_of(self._request, self.place, mark=self._about_a_place)

    @cached_property
    def new_items(self) -> list[Item]:
        """What may be added here."""
        place, request = self.place, self._request
        if not request.has_permission("create", place):
            return []
        types = request.registry[ContentTypes].addable(request, place)
        return [Item(t.title, view_url(request, place, "add", type=t.name), t.icon) for t in types]

    @cached_property
    def new_where(self) -> str:
        return self._title(self.place)

    @cached_property
    def flashes(self) -> list[Flash]:
        return take(self._request)

    @cached_property
    def _about_a_place(self) -> bool:
        return hasattr(self._request.context, "path") and not self._is_home

    @property
    def _is_home(self) -> bool:
        return bool(self._request.path.rstrip("/") == HOME.rstrip("/"))

    def _is_here(self, item: Item | Entry) -> bool:
        return item.current or f"{self._request.path}/".startswith(f"{item.url}/")

    def _title(self, node: Any) -> str:
        return self.site_title if is_site_root(node) else str(node.title)


def add_shell(event: Any) -> None:
    """Give templates on the editors' front their frame."""
    request = event.get("request")
    route = getattr(request, "matched_route", None)
    if route is not None and route.name == "admin":
        event.setdefault("shell", Shell(request))


def includeme(config: Any) -> None:
    """Register the subscriber."""
    config.add_subscriber(add_shell, BeforeRender)
