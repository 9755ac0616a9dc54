"""The sharing screen: who has what here and from where, and what a change would do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyramid.location import lineage

from mastaba.admin.addresses import view_url
from mastaba.admin.holder_search import find_holders, find_person, label
from mastaba.admin.listing import listed
from mastaba.admin.rights_words import (
    LOCKED_OUT,
    change_words,
    explanation_words,
    permission_words,
    place_title,
    widening_words,
)
from mastaba.content.audience import AudienceChange, sharing_change
from mastaba.content.holders import Holder, holders_of
from mastaba.content.operations.share import granting
from mastaba.security.acl import stored_grants
from mastaba.security.explain import explain_for
from mastaba.security.identity import identity_of
from mastaba.security.models import Account
from mastaba.security.roles import Roles
from mastaba.tree.models import Node
from mastaba.tree.urls import is_site_root

NOT_OFFERED = {"visitor", "owner"}  # said by “Reader” and by owning
COUNTED = 1000
SHOWN = 200  # lines; a page with more is shared with groups instead
ICONS = {"user": "circle-user", "group": "users", "role": "tag", "everyone": "eye"}


@dataclass(frozen=True)
class Row:
    """What one holder has by one place."""

    token: str
    title: str
    note: str
    icon: str
    roles: tuple[str, ...]
    role_titles: str
    words: str
    here: bool
    where: str
    where_url: str


@dataclass(frozen=True)
class Proposal:
    """A change that was asked for: the fields that a POST repeats, and what it would do."""

    title: str
    fields: Mapping[str, str]
    sentences: Sequence[str]
    warnings: Sequence[str]
    reach: str


def sharing_variables(request: Any, node: Node) -> dict[str, Any]:
    """The variables of `admin/sharing.jinja2`, with what the query proposes or asks."""
    asked = {name: request.GET.get(name, "")[:300].strip() for name in ASKED}
    candidates = find_holders(request, asked["who"]) if asked["who"] else []
    rows = rows_of(request, node)
    return {
        "page": {"title": _title(request, node), "url": view_url(request, node, "sharing")},
        "rows": rows[:SHOWN],
        "more": max(0, len(rows) - SHOWN),
        "inherit": node.inherit,
        "above": None if node.parent_id is None else place_title(request, node.__parent__),
        "unreadable": stored_grants(node.grants) is None,
        "owner": _owner(request, node),
        "asked": asked,
        "roles": role_choices(request, node),
        "role_words": role_words(request),
        "candidates": [(h.token, label(h)) for h in candidates] if len(candidates) > 1 else [],
        "unknown": bool(asked["who"]) and not candidates,
        "suggest_url": view_url(request, node, "find-holder"),
        "proposal": _proposal(request, node, asked, candidates),
        "answer": _answer(request, node, asked["person"]),
    }


ASKED = ("who", "token", "role", "take", "inherit", "person")


def rows_of(request: Any, node: Node) -> list[Row]:
    """Every grant that holds here, those set here first: two statements for all names."""
    places = _contributing(node)
    stored = [(place, stored_grants(place.grants) or {}) for place in places]
    holders = holders_of(request, (token for _place, grants in stored for token in grants))
    return [
        _row(request, place, holders[token], tuple(names), here=place is places[0])
        for place, grants in stored
        for token, names in grants.items()
    ]


def _contributing(node: Node) -> list[Any]:
    found = []
    for place in lineage(node):
        found.append(place)
        if not place.inherit:
            break
    return found


def _row(request: Any, place: Any, holder: Holder, names: tuple[str, ...], *, here: bool) -> Row:
    roles: Roles = request.registry[Roles]
    known = [roles.roles[name].title for name in names if name in roles.roles]
    may_open = not here and request.has_permission("share", place)
    return Row(
        token=holder.token,
        title=holder.title,
        note=", ".join(filter(None, (holder.note, holder.remark))),
        icon=ICONS.get(holder.kind, "circle-help"),
        roles=names,
        role_titles=", ".join(known) or "A role that is gone",
        words=permission_words(request, roles.expand(names)),
        here=here,
        where="" if here else place_title(request, place),
        where_url=view_url(request, place, "sharing") if may_open else "",
    )


def role_choices(request: Any, node: Node) -> list[tuple[str, str]]:
    """The roles that the requester may give here: those that hold no more than their own."""
    roles: Roles = request.registry[Roles]
    mine = {name for name in roles.permissions if request.has_permission(name, node)}
    return [
        (role.name, role.title)
        for role in roles.roles.values()
        if role.name not in NOT_OFFERED and role.permissions <= mine
    ]


def role_words(request: Any) -> list[tuple[str, str]]:
    """Every role that can be given, with what it may do."""
    roles: Roles = request.registry[Roles]
    shown = (role for role in roles.roles.values() if role.name not in NOT_OFFERED)
    return [(role.title, permission_words(request, role.permissions)) for role in shown]


def _proposal(
    request: Any, node: Node, asked: Mapping[str, str], candidates: Sequence[Holder]
) -> Proposal | None:
    token = asked["token"] or (candidates[0].token if len(candidates) == 1 else "")
    if asked["inherit"] in ("0", "1"):
        return _about_inherit(request, node, asked["inherit"] == "1")
    if asked["take"]:
        return _about_grant(request, node, asked["take"], "")
    if token and asked["role"] in dict(role_choices(request, node)):
        return _about_grant(request, node, token, asked["role"])
    return None


def _about_grant(request: Any, node: Node, token: str, role: str) -> Proposal:
    holder = holders_of(request, [token])[token]
    roles: Roles = request.registry[Roles]
    verb = f"{roles.roles[role].title} for {holder.title}" if role else f"Remove {holder.title}"
    after = granting(node, token, [role] if role else [])
    change = sharing_change(request, node, after, inherit=node.inherit)
    return _told(request, node, verb, {"token": token, "roles": role}, change)


def _about_inherit(request: Any, node: Node, inherit: bool) -> Proposal:
    title = "Take rights from above too" if inherit else "Take no rights from above"
    change = sharing_change(request, node, node.grants, inherit=inherit)
    return _told(request, node, title, {"inherit": "1" if inherit else "0"}, change)


def _told(
    request: Any, node: Node, title: str, fields: Mapping[str, str], change: AudienceChange
) -> Proposal:
    warnings = [widening_words(request, change)]
    if change.locks_out(request, node):
        warnings.append(LOCKED_OUT)
    nothing = "This changes nothing now: they have these rights through another line below."
    return Proposal(
        title=title,
        fields=fields,
        sentences=change_words(request, change) or [nothing],
        warnings=[warning for warning in warnings if warning],
        reach=reach_words(request, node),
    )


def reach_words(request: Any, node: Node) -> str:
    """How many pages it is about, as far as the requester may see them."""
    below = listed(request).below(node).count(COUNTED + 1) - 1
    if below < 1:
        return "It is about this page only."
    number = f"more than {COUNTED - 1}" if below >= COUNTED else str(below)
    pages = "page" if below == 1 else "pages"
    return (
        f"It is about this page and {number} {pages} below it that you can see. "
        "Pages with rights of their own keep those."
    )


def _owner(request: Any, node: Node) -> dict[str, str]:
    account = None if node.owner_id is None else request.db.get(Account, node.owner_id)
    if account is None or account.deleted is not None:
        return {"name": "", "login": "", "uid": ""}
    return {"name": account.name, "login": account.login, "uid": account.uid}


def _answer(request: Any, node: Node, text: str) -> dict[str, Any] | None:
    """What one person may do here, permission by permission, and why."""
    if not text:
        return None
    account = find_person(request, text)
    if account is None:
        return {"name": text, "unknown": True, "rows": []}
    roles: Roles = request.registry[Roles]
    person = identity_of(account)
    found = [
        (title, explain_for(request, node, name, person))
        for name, title in roles.permissions.items()
        if name not in ("manage_people", "manage_site")
    ]
    rows = [(t, e.allowed, explanation_words(request, account.name, e)) for t, e in found]
    return {"name": account.name, "unknown": False, "suspended": account.suspended, "rows": rows}


def _title(request: Any, node: Node) -> str:
    return str(request.site.title) if is_site_root(node) else node.title
