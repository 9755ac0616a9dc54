"""Which page visitors see first."""

from __future__ import annotations

from typing import Any

from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.present import refuse_missing
from mastaba.events import record
from mastaba.security.guard import allow
from mastaba.tree.models import Node, Site
from mastaba.tree.publication import LIVE
from mastaba.tree.sites import SiteDirectory


def make_front(request: Any, node: Node) -> None:
    """Show `node` at `/`. Raises `OperationError` for what is not in the live tree."""
    allow(request, node, "manage_site")
    if node.tree != LIVE or node.parent_id is None:
        raise OperationError(f"“{node.title}” cannot be the front page.")
    refuse_missing(request, node, "made the front page")
    site = request.db.get_one(Site, node.site_id)
    before, site.front_uid = site.front_uid, node.uid
    record(request, "site.front_changed", node, before=before)
    request.tm.get().addAfterCommitHook(_forget, args=(request.registry[SiteDirectory],))


def _forget(_committed: bool, directory: SiteDirectory) -> None:
    directory.forget()
