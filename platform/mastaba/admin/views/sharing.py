"""@@sharing: who has what here and from where; every change is told before it is made."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPBadRequest, HTTPSeeOther

from mastaba.admin.addresses import contents_url, view_url
from mastaba.admin.doing import attempt
from mastaba.admin.flash import flash
from mastaba.admin.holder_search import find_holders, find_people, find_person, label
from mastaba.admin.sharing import sharing_variables
from mastaba.content.holders import holders_of
from mastaba.content.operations import change_owner, grant, set_inherit
from mastaba.security.acl import stored_grants
from mastaba.security.models import Account
from mastaba.tree.models import Node

TEMPLATE = "admin/sharing.jinja2"


def show(context: Node, request: Any) -> dict[str, Any]:
    """The screen; a query proposes a change and shows what it would do."""
    return sharing_variables(request, context)


def change(context: Node, request: Any) -> Any:
    """Make one change: `token` and `roles`, or `inherit`, or `owner`."""
    if "inherit" in request.POST:
        return _inherit(context, request)
    if "owner" in request.POST:
        return _owner(context, request)
    return _grant(context, request)


def find_holder(context: Node, request: Any) -> list[str]:
    """Labels of whoever `?q=` may mean, for the suggestions below the field."""
    text = request.GET.get("q", "").strip()[:200]
    if "people" in request.GET:
        return [label_of(account) for account in find_people(request, text)]
    return [label(holder) for holder in find_holders(request, text)]


def label_of(account: Account) -> str:
    """A person in one line."""
    return f"{account.name} ({account.login})"


def _grant(node: Node, request: Any) -> Any:
    token, roles = request.POST.get("token", "")[:80], request.POST.get("roles", "").split()
    holder = holders_of(request, [token])[token]
    before = (stored_grants(node.grants) or {}).get(token, [])
    if not token or (roles and holder.kind == "unknown"):
        raise HTTPBadRequest("The form did not say who is meant; open the page again.")
    undo = {"token": token, "roles": " ".join(before)}
    text = (
        f"{holder.title}: the rights here are changed." if roles else f"{holder.title}: removed."
    )
    return _do(request, node, lambda: grant(request, node, token, roles), text, undo)


def _inherit(node: Node, request: Any) -> Any:
    wanted = request.POST["inherit"] == "1"
    words = "hold here again." if wanted else "no longer hold here."
    undo = {"inherit": "0" if wanted else "1"}
    if node.parent_id is None:
        raise HTTPBadRequest("Nothing lies above the root of the site.")
    text = f"The rights from above {words}"
    return _do(request, node, lambda: set_inherit(request, node, wanted), text, undo)


def _owner(node: Node, request: Any) -> Any:
    typed = request.POST["owner"].strip()[:300]
    account = find_person(request, typed)
    if typed and account is None:
        flash(request, f"Nobody is called “{typed[:80]}”, or more than one person.", kind="error")
        return HTTPSeeOther(view_url(request, node, "sharing"))
    old = None if node.owner_id is None else request.db.get(Account, node.owner_id)
    undo = {"owner": "" if old is None or old.deleted else old.login}
    who = "nobody" if account is None else account.name
    text = f"“{node.title}” belongs to {who} now."
    return _do(request, node, lambda: change_owner(request, node, account), text, undo)


def _do(request: Any, node: Node, act: Any, text: str, undo: dict[str, str]) -> Any:
    here = view_url(request, node, "sharing")

    def then() -> str:
        """Who may no longer open this screen goes on elsewhere."""
        if request.has_permission("share", node):
            return here
        return contents_url(request, node) if request.has_permission("enter", node) else "/"

    return attempt(request, act, then, text=text, undo_url=here, undo_fields=undo)


def includeme(config: Any) -> None:
    """Register the views."""
    options = {"context": Node, "permission": "share"}
    for view, method in ((show, "GET"), (change, "POST")):
        config.add_admin_view(
            view, name="sharing", request_method=method, renderer=TEMPLATE, **options
        )
    config.add_admin_view(
        find_holder, name="find-holder", renderer="json", shows="nothing", **options
    )
