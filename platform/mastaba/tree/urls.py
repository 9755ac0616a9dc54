"""Addresses of nodes."""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from urllib.parse import quote

from pyramid.interfaces import IResourceURL
from zope.interface import implementer

from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings
from mastaba.tree.paths import ROOT
from mastaba.tree.permanent import PermanentViews, permanent_url
from mastaba.tree.publication import LIBRARY, LIVE

TOOLS = "/admin/-"  # screens of the admin that are about no page
LIBRARY_FRONT = f"{TOOLS}/library"
SAFE = "/:@!$&'()*+,;=~-._"


@lru_cache(maxsize=4096)
def quoted(path: str) -> str:
    """A path percent-encoded; a page shows many addresses, and mostly the same ones."""
    return quote(path, safe=SAFE)


def public_path(path: str, uid: str, front_uid: str | None) -> str:
    """The public path of a node, percent-encoded; the front page lives at `/`."""
    return "/" if uid == front_uid else quoted(path)


def node_url(request: Any, node: Any, view: str = "", *, front: str = "site") -> str:
    """Root-relative address of `node` (row, ancestor or node) on the public or `admin` front.

    What lies in the library has a public address for its permanent views only (`permanent.py`);
    else it is empty. A row without `tree` is taken for one of the site.
    """
    in_library = getattr(node, "tree", LIVE) == LIBRARY
    if front == "admin":
        base = LIBRARY_FRONT if in_library else "/admin"
        base += "/" if node.path == ROOT else quoted(node.path)
    elif in_library:
        known = view and view in request.registry[PermanentViews].names
        return permanent_url(request, node.uid, view) if known else ""
    elif view:
        base = quoted(node.path)  # `/@@view` is one of the root, not of the front page
    else:
        base = public_path(node.path, node.uid, request.site.front_uid)
    if not view:
        return base
    return f"{base.rstrip('/')}/@@{view}"


def absolute_url(request: Any, path: str) -> str:
    """The whole address of a root-relative one, for mails: of `mastaba.url`, whoever asks."""
    return settings_of(request.registry, CoreSettings).url + path


def is_site_root(node: Any) -> bool:
    """Whether this is the root of the pages, which bears the site's own title."""
    return bool(node.path == ROOT and getattr(node, "tree", LIVE) == LIVE)


@implementer(IResourceURL)
class TreeUrl:
    """Pyramid's `request.resource_url` for nodes."""

    def __init__(self, resource: Any, request: Any) -> None:
        self.physical_path = node_url(request, resource)
        self.virtual_path = self.physical_path
        self.physical_path_tuple = tuple(resource.path.split("/"))
        self.virtual_path_tuple = self.physical_path_tuple
