"""The rules that every door keeps; a start that breaks one ends with a sentence for each."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any

from mastaba.doors.door import CONTEXT, SHOWS, Door
from mastaba.doors.registered import UNSAID, doors_of
from mastaba.plugins.ledger import CORE
from mastaba.plugins.problems import PluginError, Problem, nearest, problem
from mastaba.security.roles import Roles

READING = ("view", "view_drafts", "enter", None)  # permissions that let people read only


def refuse_bad_doors(config: Any) -> None:
    """Raise `PluginError` naming each view that breaks a rule, with file and line."""
    declared = config.registry[Roles].permissions
    problems = [
        _problem(door, sentence)
        for door in doors_of(config)
        for sentence in (*(rule(door) for rule in RULES), is_declared(door, declared))
        if sentence
    ]
    if problems:
        raise PluginError(problems)


def _problem(door: Door, sentence: str) -> Problem:
    of_plugin = door.owner != CORE
    owner = f"Plugin {door.owner}" if of_plugin else "The core or the site"
    seen = f"{door.methods[0]} {door.pattern}, {door.view}"
    facts = {"owner": owner, "door": seen, "place": door.where, "rule": sentence}
    return problem("bad-view", (door.owner,) if of_plugin else (), **facts)


def asks_for_a_permission(door: Door) -> str:
    """Case 115: nobody forgets to say who may."""
    if door.permission != UNSAID:
        return ""
    return (
        "it is without an explicit permission. Write permission=..., such as permission="
        '"view"; for everybody: permission=NO_PERMISSION_REQUIRED and shows="nothing".'
    )


def is_declared(door: Door, permissions: Collection[str]) -> str:
    """A misspelt permission would open the door to administrators only, and tell nobody why."""
    if door.permission in (UNSAID, None, *permissions):
        return ""
    hint = nearest(str(door.permission), permissions, "Declare it: config.declare_permission.")
    return f"it asks for the permission {door.permission!r}, which nobody declares. {hint}"


def says_what_it_shows(door: Door) -> str:
    """What nobody can know from the view's own place in the tree must be written down."""
    if door.permission == UNSAID or door.shows in SHOWS:
        return ""
    if door.shows != UNSAID:
        return f"shows={door.shows!r} is none of {', '.join(map(repr, SHOWS))}."
    return (
        'it does not say what it shows of the tree. Write shows="nothing" when it is not about '
        'pages, shows="list" when all it shows comes from request.catalog().visible().'
    )


def guards_its_context(door: Door) -> str:
    """A node is never shown without asking."""
    if door.shows != CONTEXT or door.permission is not None:
        return ""
    return 'shows="context" needs a permission that is asked on the page. Write permission="view".'


def writes_under_a_right_to_write(door: Door) -> str:
    """Case 116: reading permissions open no form, unless somebody said why that is right."""
    if not door.writes or door.permission not in READING or door.reason:
        return ""
    asked = f"“{door.permission}”" if door.permission else "no permission"
    return (
        f"it takes {'/'.join(door.methods)} under {asked}, which is for reading. Ask for a "
        'permission to change something, or say who checks: writes_because="...".'
    )


RULES: tuple[Callable[[Door], str], ...] = (
    asks_for_a_permission,
    says_what_it_shows,
    guards_its_context,
    writes_under_a_right_to_write,
)
