"""Groups: `/admin/-/groups` lists them, `/groups/ID` is one, `/groups/ID/ACTION` a change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther

from mastaba.admin.addresses import tool_url
from mastaba.admin.flash import flash
from mastaba.admin.given import number
from mastaba.admin.group_page import group_url, group_variables, groups_variables
from mastaba.admin.holder_search import find_person
from mastaba.admin.item_screens import add_item_screens
from mastaba.content.operations import (
    Invalid,
    OperationError,
    add_member,
    create_group,
    delete_group,
    remove_member,
    rename_group,
)
from mastaba.security.models import Account, AccountGroup
from mastaba.security.views import text

LIST = "admin/groups.jinja2"
GROUP = "admin/group.jinja2"


def show_list(request: Any) -> dict[str, Any]:
    """The list, with the form to add a group."""
    return groups_variables(request)


def add(request: Any) -> Any:
    """Add a group and go to it."""
    name = text(request, "name")
    try:
        group = create_group(request, name)
    except Invalid as error:
        request.response.status_int = 422
        return groups_variables(request, name, error.fields["name"])
    flash(request, f"The group “{group.name}” is made. Add its members here.")
    return HTTPSeeOther(group_url(group))


def show_group(request: Any) -> dict[str, Any]:
    """One group."""
    return group_variables(request, _group(request))


def act(request: Any) -> Any:
    """Do what the last segment of the address says."""
    group, action = _group(request), _ACTIONS.get(request.subpath[1])
    if action is None:
        raise HTTPNotFound
    try:
        return action(request, group)
    except Invalid as error:
        return _refused(request, group, error.fields)
    except OperationError as error:
        return _refused(request, group, {"who": str(error)})


def _refused(
    request: Any, group: AccountGroup, errors: dict[str, str], typed: str = ""
) -> dict[str, Any]:
    request.response.status_int = 422
    request.db.refresh(group)
    return group_variables(request, group, errors=errors, typed=typed)


def _group(request: Any) -> AccountGroup:
    key = number(request.subpath[0])
    group: AccountGroup | None = None if key is None else request.db.get(AccountGroup, key)
    if group is None:
        raise HTTPNotFound("There is no such group.")
    return group


def _rename(request: Any, group: AccountGroup) -> HTTPSeeOther:
    before = group.name
    rename_group(request, group, text(request, "name"))
    undo = {"undo_url": f"{group_url(group)}/rename", "undo_fields": {"name": before}}
    return _done(request, group, f"The group is called “{group.name}” now.", **undo)


def _delete(request: Any, group: AccountGroup) -> HTTPSeeOther:
    delete_group(request, group)
    flash(request, f"The group “{group.name}” is deleted, and what it gave its members.")
    return HTTPSeeOther(tool_url("groups"))


def _join(request: Any, group: AccountGroup) -> Any:
    typed, key = text(request, "who").strip()[:300], number(text(request, "account"))
    account = find_person(request, typed) if key is None else request.db.get(Account, key)
    if account is None:
        return _which(request, group, typed)
    if not add_member(request, group, account):
        return _done(request, group, f"{account.name} is in this group already.")
    undo = _undo(group, "leave", account)
    return _done(request, group, f"{account.name} is in “{group.name}” now.", **undo)


def _which(request: Any, group: AccountGroup, typed: str) -> dict[str, Any]:
    variables = _refused(request, group, {"who": "Choose one of these."}, typed)
    if not variables["candidates"]:
        variables["error"] = "Nobody has this name. Type part of a name, or a log-in name."
    return variables


def _leave(request: Any, group: AccountGroup) -> Any:
    key = number(text(request, "account"))
    account = None if key is None else request.db.get(Account, key)
    if account is None:
        raise HTTPNotFound("There is no such person.")
    remove_member(request, group, account)
    undo = _undo(group, "join", account)
    return _done(request, group, f"{account.name} is no longer in “{group.name}”.", **undo)


def _undo(group: AccountGroup, action: str, account: Account) -> dict[str, Any]:
    fields = {"account": str(account.id)}
    return {"undo_url": f"{group_url(group)}/{action}", "undo_fields": fields}


_ACTIONS: dict[str, Callable[[Any, AccountGroup], Any]] = {
    "rename": _rename,
    "delete": _delete,
    "join": _join,
    "leave": _leave,
}


def _done(request: Any, group: AccountGroup, message: str, **undo: Any) -> HTTPSeeOther:
    flash(request, message, **undo)
    return HTTPSeeOther(group_url(group))


def includeme(config: Any) -> None:
    """Register the screens."""
    add_item_screens(
        config,
        "groups",
        permission="manage_people",
        listing=(show_list, add, LIST),
        item=(show_group, act, GROUP),
        action="rename",
    )
