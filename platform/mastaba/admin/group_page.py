"""The list of groups, and one group: its members and where it has rights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import String, cast, func, select

from mastaba.admin.addresses import tool_url, view_url
from mastaba.admin.holder_search import find_people
from mastaba.forms import FormField
from mastaba.security.models import Account, AccountGroup, GroupMember
from mastaba.security.principals import group_token
from mastaba.tree.models import AclGrant, Node

PAGE = 50
MEMBERS = 200
PLACES = 50


def groups_variables(request: Any, name: str = "", error: str = "") -> dict[str, Any]:
    """The variables of `admin/groups.jinja2`: one statement for a page of groups."""
    filters = {key: request.GET.get(key, "")[:200] for key in ("q", "after")}
    size = func.count(GroupMember.account_id).label("members")
    query = (
        select(AccountGroup.id, AccountGroup.name, size)
        .outerjoin(GroupMember, GroupMember.group_id == AccountGroup.id)
        .group_by(AccountGroup.id)
        .order_by(AccountGroup.name)
        .limit(PAGE + 1)
    )
    if filters["q"]:
        query = query.where(AccountGroup.name.icontains(filters["q"], autoescape=True))
    if filters["after"]:
        query = query.where(AccountGroup.name > filters["after"])
    found = request.db.execute(query).all()
    return {
        "rows": [
            {"name": g.name, "members": g.members, "url": group_url(g)} for g in found[:PAGE]
        ],
        "filters": filters,
        "field": name_field(name, error),
        "add_url": tool_url("groups"),
        "older_after": found[PAGE - 1].name if len(found) > PAGE else "",
    }


def group_variables(
    request: Any, group: AccountGroup, *, errors: Mapping[str, str] | None = None, typed: str = ""
) -> dict[str, Any]:
    """The variables of `admin/group.jinja2`; `typed` is what was typed to find a member."""
    wrong = errors or {}
    found = find_people(request, typed) if typed else []
    members = members_of(request, group)
    return {
        "group": {"name": group.name, "created": group.created, "size": size_of(request, group)},
        "field": name_field(request.POST.get("name", group.name) if wrong else group.name,
                            wrong.get("name", "")),
        "url": group_url(group),
        "groups_url": tool_url("groups"),
        "suggest_url": f"{view_url(request, request.root, 'find-holder')}?people=1",
        "members": members,
        "typed": typed,
        "error": wrong.get("who", ""),
        "candidates": [_person(account) for account in found] if len(found) > 1 else [],
        "places": places_of(request, group_token(group.uid)),
    }  # fmt: skip


def members_of(request: Any, group: AccountGroup) -> list[dict[str, Any]]:
    """The first members by name."""
    query = (
        select(Account)
        .join(GroupMember, GroupMember.account_id == Account.id)
        .where(GroupMember.group_id == group.id)
        .order_by(Account.name, Account.id)
        .limit(MEMBERS)
    )
    return [_person(account) for account in request.db.scalars(query)]


def size_of(request: Any, group: AccountGroup) -> int:
    """How many members a group has."""
    members = select(func.count()).where(GroupMember.group_id == group.id)
    return int(request.db.scalar(members))


def places_of(request: Any, token: str) -> list[dict[str, str]]:
    """Where a token is granted something, of those places that the requester may see."""
    granted = select(AclGrant.acl_id).where(AclGrant.token == token)
    named = cast(Node.grants, String).contains(token, autoescape=True)
    catalog = request.catalog().visible().filter(Node.id.in_(granted), named)
    rows = catalog.keyset("path", descending=False, mark=None).rows(PLACES)
    return [
        {
            "title": request.site.title if row.path == "/" else row.title,
            "path": row.path,
            "url": view_url(request, row, "sharing"),
        }
        for row in rows
    ]


def group_url(group: Any) -> str:
    """The page of one group."""
    return f"{tool_url('groups')}/{group.id}"


def name_field(value: str, error: str) -> FormField:
    """The name of a group in a form."""
    return FormField(
        "name", "Name", "text", value, error=error, required=True, maxlength=200,
        autocomplete="off",
    )  # fmt: skip


def _person(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "name": account.name,
        "login": account.login,
        "suspended": account.suspended,
        "url": f"{tool_url('people')}/{account.id}",
    }
