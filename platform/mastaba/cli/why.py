"""`mastaba why`: which grant decides whether somebody may do something somewhere."""

from __future__ import annotations

from typing import Any

import click

from mastaba.admin.rights_words import explanation_words
from mastaba.cli.application import command_request, load
from mastaba.cli.mistakes import Mistake
from mastaba.cli.people import account_named
from mastaba.security.explain import explain_for
from mastaba.security.identity import Identity, identity_of
from mastaba.security.roles import Roles
from mastaba.tree.locate import find_at

VISITOR = "-"


@click.command()
@click.argument("login")
@click.argument("permission")
@click.argument("path")
@click.pass_context
def why(ctx: click.Context, login: str, permission: str, path: str) -> None:
    """Explain whether LOGIN (“-” is a visitor) has PERMISSION at PATH, such as /news."""
    with command_request(load(ctx.obj)) as request:
        node = find_at(request, path)
        if node is None:
            raise Mistake(f"There is no page at {path!r}; a path begins with a slash.")
        _check(request, permission)
        name, person, note = _person(request, login)
        found = explain_for(request, node, permission, person)
        verdict = "Yes" if found.allowed else "No"
        click.echo(f"{verdict}. {explanation_words(request, name, found)}{note}")


def _check(request: Any, permission: str) -> None:
    roles: Roles = request.registry[Roles]
    if permission not in roles.permissions:
        known = ", ".join(roles.permissions)
        raise Mistake(f"There is no permission {permission!r}; known: {known}")


def _person(request: Any, login: str) -> tuple[str, Identity | None, str]:
    if login == VISITOR:
        return "a visitor", None, ""
    account = account_named(request, login)
    note = " But the person is suspended and cannot log in." if account.suspended else ""
    return account.name, identity_of(account), note
