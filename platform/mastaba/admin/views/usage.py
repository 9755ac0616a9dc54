"""@@usage: which pages link here, and the old addresses that lead here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPBadRequest
from sqlalchemy import select

from mastaba.admin.addresses import view_url
from mastaba.admin.doing import attempt
from mastaba.admin.listing import Row, is_branch, listed, rows_of
from mastaba.content.operations import add_alias, remove_alias
from mastaba.content.operations.addresses import MOST
from mastaba.content.paging import page_of
from mastaba.content.usage import Use, used_by, uses_in
from mastaba.tree.models import Node, Redirect
from mastaba.tree.publication import LIBRARY, LIVE, status_of

SIZE = 50
LONGEST = 2000


@dataclass(frozen=True)
class User:
    """A page that links here, and by what."""

    page: Row
    uses: Sequence[Use]

    @property
    def only_draft(self) -> bool:
        """Whether visitors do not read any of these links yet."""
        return all(use.draft for use in self.uses)

    @property
    def labels(self) -> list[str]:
        """The fields, each once."""
        return list(dict.fromkeys(use.label for use in self.uses))


def usage(context: Node, request: Any) -> dict[str, Any]:
    """The screen; `?whole=1` asks for links from outside into the whole section."""
    whole = bool(request.GET.get("whole"))
    catalog = used_by(request, context, whole=whole).visible("enter")
    found = page_of(request, catalog, sort="modified", descending=True, size=SIZE)
    shelf = used_by(request, context, whole=whole, tree=LIBRARY).visible("enter")
    in_library = shelf.latest("modified").rows(SIZE)
    rows = [*found.rows, *in_library]
    uses = uses_in(request, rows, context, whole=whole)
    return {
        "page": _page(request, context),
        "whole": whole,
        "has_below": _has_below(request, context),
        "users": [User(row, uses.get(row.id, ())) for row in rows_of(request, rows)],
        "newer_url": found.previous_url,
        "older_url": found.next_url,
        "addresses": _addresses(request, context) if context.tree == LIVE else None,
        "site_url": request.host_url,
        "trail": [{"title": "Where used", "url": ""}],
    }


def change(context: Node, request: Any) -> Any:
    """Add (`add`) or forget (`remove`) an old address."""
    back = view_url(request, context, "usage")
    added, removed = (request.POST.get(name, "").strip()[:LONGEST] for name in ("add", "remove"))
    if added:
        text = f"/{added.lstrip('/')} leads to “{context.title}” now."
        return attempt(request, lambda: add_alias(request, context, added), back, text=text)
    if not removed:
        raise HTTPBadRequest("Type the old address, such as /2014/old-page.html.")
    undo = {"undo_url": back, "undo_fields": {"add": removed}}
    text = f"{removed} leads nowhere now."
    return attempt(
        request, lambda: remove_alias(request, context, removed), back, text=text, **undo
    )


def _page(request: Any, node: Node) -> dict[str, Any]:
    return {
        "title": node.title,
        "state": status_of(node, request.now),
        "path": node.path,
        "url": view_url(request, node, "usage"),
        "in_library": node.tree == LIBRARY,
    }


def _has_below(request: Any, node: Node) -> bool:
    return bool(listed(request).filter(Node.id == node.id, is_branch()).count(1))


def _addresses(request: Any, node: Node) -> list[Any]:
    rows = select(Redirect.path, Redirect.created).where(Redirect.node_id == node.id)
    newest = rows.order_by(Redirect.created.desc(), Redirect.path).limit(MOST)
    return list(request.db.execute(newest))


def includeme(config: Any) -> None:
    """Register the views."""
    options = {"context": Node, "name": "usage", "permission": "edit"}
    config.add_admin_view(
        usage, renderer="admin/usage.jinja2", request_method="GET", is_root=False, **options
    )
    config.add_admin_view(
        change, request_method="POST", is_root=False, example="?add=/old/{id}", **options
    )
