"""The tree: nodes, the traverser that finds one in two statements, and rights on the lineage.

Lives here: `node`, `site`, `acl_grant` and `redirect`, path arithmetic, the traverser, lineage,
order keys, the filter of rights in SQL (`visible.py`), and what is kept of it all until the tree
changes (`generation.py`, `kept.py`). Does not live here: what a node contains (see
`mastaba.content`). `parent_id` and `slug` are the truth; `path`, `depth` and `acl_id` are derived
and can be recomputed at any time. To add such a value, derive it where a node is made or moved
(`derive.py`, `rights.py`), and have `checks.py` compare it with its recomputation.
"""

from __future__ import annotations

from typing import Any

from mastaba.tree.models import Node
from mastaba.tree.settings import SiteSettings
from mastaba.tree.sites import SiteDirectory, current_site
from mastaba.tree.traverser import TreeTraverser, root_factory
from mastaba.tree.urls import TreeUrl, node_url


def includeme(config: Any) -> None:
    """Register root factory, traverser, URL adapter and `request.site`."""
    config.declare_settings(SiteSettings)
    config.registry[SiteDirectory] = SiteDirectory(config.registry)
    config.set_root_factory(root_factory)
    config.add_traverser(TreeTraverser)
    config.add_resource_url_adapter(TreeUrl, Node)
    config.add_request_method(current_site, "site", reify=True)
    config.add_request_method(time_zone, "time_zone", reify=True)
    config.add_request_method(node_url, "node_url")
    config.include("mastaba.tree.permanent")
    config.include("mastaba.tree.kinds")
    config.include("mastaba.tree.checks")
    config.include("mastaba.tree.view_names")
    config.include("mastaba.tree.generation")
    config.include("mastaba.tree.kept")
    config.include("mastaba.tree.ways")


def time_zone(request: Any) -> str:
    """Name of the zone in which this request shows instants."""
    return request.site.settings.time_zone  # type: ignore[no-any-return]  # pyramid is untyped
