"""Rights in words: what a change gives and takes, and what decides a permission."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mastaba.content.audience import AudienceChange, Rights
from mastaba.content.holders import COMMON, holders_of
from mastaba.security.explain import (
    ADMINISTRATOR,
    CLOSED,
    SYSTEM,
    UNREADABLE,
    Explanation,
)
from mastaba.security.principals import EVERYONE
from mastaba.security.roles import Roles
from mastaba.tree.urls import is_site_root

LOCKED_OUT = (
    "You lose the right to change rights here, so you cannot take this back yourself. "
    "An administrator can."
)


def permission_words(request: Any, permissions: Iterable[str]) -> str:
    """Permissions as a list of their titles, in the order they are declared in."""
    roles: Roles = request.registry[Roles]
    known = set(permissions)
    titles = [title for name, title in roles.permissions.items() if name in known]
    return ", ".join(title[0].lower() + title[1:] for title in titles)


def change_words(request: Any, change: AudienceChange) -> list[str]:
    """One sentence for each who gains or loses something."""
    holders = holders_of(request, sorted({*change.gained, *change.lost}, key=_rank))

    def told(verb: str, rights: Rights) -> list[str]:
        return [
            f"{holder.title} {verb}: {permission_words(request, rights[token])}."
            for token, holder in holders.items()
            if token in rights
        ]

    gains = told("will be able to", change.gained)
    return [*gains, *told("will no longer be able to", change.lost)]


def _rank(token: str) -> tuple[bool, str]:
    """Those who are many first."""
    return token not in COMMON, token


def widening_words(request: Any, change: AudienceChange) -> str:
    """A warning when more people will see something; else nothing."""
    if not change.widens:
        return ""
    if "view" in change.gained.get(EVERYONE, ()):
        return "Everybody will be able to see what is published here, without logging in."
    titles = [holder.title for holder in holders_of(request, change.seers).values()]
    return f"More people will see this: {', '.join(titles)}."


def place_title(request: Any, place: Any) -> str:
    """The name of a place for who asks; of one they may not see, no more than that it is there."""
    if not request.is_system and not request.has_permission("view", place):
        return "a place above that you cannot see"
    title = request.site.title if is_site_root(place) else place.title
    return f"“{title}”"


def explanation_words(request: Any, name: str, found: Explanation) -> str:
    """Why somebody called `name` may do something, or may not."""
    if found.reason == SYSTEM:
        return f"{name} may do everything."
    where = "" if found.place is None else place_title(request, found.place)
    if found.reason == ADMINISTRATOR:
        return f"{name} is an administrator; administrators may do everything everywhere."
    if found.reason == UNREADABLE:
        return f"The rights stored at {where} cannot be read, so nobody but the system may."
    if found.allowed:
        return _granted(request, found, where)
    if found.reason == CLOSED:
        return f"Nothing gives it to {name}: {where} takes no rights from above."
    return f"Nothing gives it to {name}, here or above."


def _granted(request: Any, found: Explanation, where: str) -> str:
    roles: Roles = request.registry[Roles]
    holder = holders_of(request, [found.token])[found.token]
    titles = ", ".join(roles.roles[name].title for name in found.roles)
    return f"{holder.title}: {titles}, set at {where}."
