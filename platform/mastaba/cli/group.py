"""`mastaba user group`: groups from the terminal, through the same operations as elsewhere."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy import func, select

from mastaba.cli.application import command_request, load
from mastaba.cli.mistakes import Mistake
from mastaba.cli.people import account_named
from mastaba.content import operations
from mastaba.security.models import AccountGroup, GroupMember


@click.group()
def group() -> None:
    """Put people into groups, which are given rights together."""


@group.command(name="list")
@click.pass_context
def list_groups(ctx: click.Context) -> None:
    """Show every group with the number of its members."""
    members = select(func.count()).where(GroupMember.group_id == AccountGroup.id).scalar_subquery()
    with command_request(load(ctx.obj)) as request:
        query = select(AccountGroup.name, members.label("members")).order_by(AccountGroup.name)
        for row in request.db.execute(query):
            click.echo(f"{row.members:6}  {row.name}")


@group.command()
@click.argument("name")
@click.pass_context
def add(ctx: click.Context, name: str) -> None:
    """Make a group."""
    with command_request(load(ctx.obj)) as request:
        made = operations.create_group(request, name)
        click.echo(f"The group {made.name} is made.")


@group.command()
@click.argument("name")
@click.argument("new_name")
@click.pass_context
def rename(ctx: click.Context, name: str, new_name: str) -> None:
    """Give a group another name; its rights stay."""
    with command_request(load(ctx.obj)) as request:
        found = _group(request, name)
        operations.rename_group(request, found, new_name)
        click.echo(f"{name} is called {found.name} now.")


@group.command()
@click.argument("name")
@click.pass_context
def delete(ctx: click.Context, name: str) -> None:
    """Delete a group; its members lose what it gave them."""
    with command_request(load(ctx.obj)) as request:
        operations.delete_group(request, _group(request, name))
        click.echo(f"The group {name} is deleted.")


@group.command()
@click.argument("name")
@click.argument("login")
@click.option("--undo", is_flag=True, help="Take the person out instead.")
@click.pass_context
def member(ctx: click.Context, name: str, login: str, undo: bool) -> None:
    """Put the person LOGIN into the group NAME."""
    with command_request(load(ctx.obj)) as request:
        found, account = _group(request, name), account_named(request, login)
        change = operations.remove_member if undo else operations.add_member
        changed = change(request, found, account)
        place = "out of" if undo else "in"
        click.echo(f"{account.login} is {place} {found.name}{'' if changed else ' already'}.")


def _group(request: Any, name: str) -> AccountGroup:
    query = select(AccountGroup).where(func.lower(AccountGroup.name) == name.lower())
    found: AccountGroup | None = request.db.scalar(query)
    if found is None:
        raise Mistake(f"There is no group {name!r}; see: mastaba user group list")
    return found
