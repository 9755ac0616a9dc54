"""@@preview-links: show one version of a page to people who have no account."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from sqlalchemy import select

from mastaba.admin.addresses import edit_url, view_url
from mastaba.admin.doing import attempt
from mastaba.admin.flash import flash
from mastaba.admin.given import needed_number
from mastaba.content.models import PreviewLink
from mastaba.content.operations import OperationError
from mastaba.content.operations.preview_links import make_preview_link, revoke_preview_link
from mastaba.security.models import Account
from mastaba.tree.models import Node
from mastaba.tree.publication import status_of

DAYS = (1, 7, 30)
DEFAULT = 7


def preview_links(context: Node, request: Any) -> dict[str, Any]:
    """The links that work, and the form to make one."""
    return _screen(request, context)


def make(context: Node, request: Any) -> Any:
    """Make a link; its address is shown once, since only its hash is kept."""
    days = needed_number(request.POST.get("days", str(DEFAULT)), "number of days")
    try:
        token = make_preview_link(request, context, days=days)
    except OperationError as problem:
        flash(request, str(problem), kind="error")
        return HTTPSeeOther(view_url(request, context, "preview-links"))
    request.db.flush()
    return _screen(request, context, link=f"{request.application_url}/-/preview/{token}")


def revoke(context: Node, request: Any) -> Any:
    """Make one of them useless."""
    link_id = needed_number(request.POST.get("link"), "link")
    back = view_url(request, context, "preview-links")
    text = "The link leads nowhere now."
    return attempt(
        request, lambda: revoke_preview_link(request, context, link_id), back, text=text
    )


def _screen(request: Any, node: Node, *, link: str | None = None) -> dict[str, Any]:
    return {
        "page": {
            "title": node.title,
            "state": status_of(node, request.now),
            "revision": node.revision,
            "edit_url": edit_url(request, node),
        },
        "link": link,
        "links": _working(request, node),
        "days": DAYS,
        "default_days": DEFAULT,
        "make_url": view_url(request, node, "preview-links"),
        "revoke_url": view_url(request, node, "revoke-preview"),
        "trail": [{"title": "Preview links", "url": ""}],
    }


def _working(request: Any, node: Node) -> list[Any]:
    columns = (PreviewLink.id, PreviewLink.revision, PreviewLink.created, PreviewLink.expires)
    rows = select(*columns, Account.name.label("maker")).join(
        Account, Account.id == PreviewLink.account_id
    )
    working = rows.where(PreviewLink.node_id == node.id, PreviewLink.expires > request.now)
    return list(request.db.execute(working.order_by(PreviewLink.id.desc()).limit(100)))


def includeme(config: Any) -> None:
    """Register the views."""
    options = {"context": Node, "permission": "edit", "is_root": False}
    screen = {**options, "name": "preview-links", "renderer": "admin/preview_links.jinja2"}
    config.add_admin_view(preview_links, request_method="GET", **screen)
    config.add_admin_view(make, request_method="POST", **screen)
    config.add_admin_view(
        revoke, name="revoke-preview", request_method="POST", example="?link=1", **options
    )
