"""`mastaba user`: people from the terminal, through the same operations as in the browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy import select

from mastaba.cli.application import command_request, load
from mastaba.cli.group import group
from mastaba.cli.people import account_named
from mastaba.content.operations import delete_person
from mastaba.security import operations
from mastaba.security.models import Account
from mastaba.security.operations.fields import fold


@click.group()
def user() -> None:
    """Add people and change who may log in."""


user.add_command(group)


@contextmanager
def _request(ini: str) -> Iterator[Any]:
    with command_request(load(ini)) as request:
        yield request


@user.command(name="list")
@click.pass_context
def list_people(ctx: click.Context) -> None:
    """Show everybody: log-in name, role, name."""
    with _request(ctx.obj) as request:
        everybody = select(Account).where(Account.deleted.is_(None))
        for account in request.db.scalars(everybody.order_by(Account.login)):
            note = "  suspended" if account.suspended else ""
            click.echo(f"{account.login:24} {account.role:10} {account.name}{note}")


@user.command()
@click.argument("login")
@click.option("--name", help="Full name; the log-in name when left out.")
@click.option("--email", help="E-mail address; one can log in with it too.")
@click.option("--role", default="editor", show_default=True)
@click.pass_context
def add(ctx: click.Context, login: str, name: str | None, email: str | None, role: str) -> None:
    """Add a person and print the link with which they set a password."""
    with _request(ctx.obj) as request:
        account = operations.add_person(
            request, login=login, name=name or login, email=email, role=role
        )
        _print_link(request, account)


@user.command()
@click.argument("login")
@click.option("--stdin", "from_stdin", is_flag=True, help="Read the password instead of a link.")
@click.pass_context
def password(ctx: click.Context, login: str, from_stdin: bool) -> None:
    """Print a link to set a new password, or with --stdin set it at once."""
    with _request(ctx.obj) as request:
        account = account_named(request, login)
        if from_stdin:
            text = sys.stdin.readline().rstrip("\r\n")
            operations.set_password(request, account, text)
            click.echo(f"The password of {account.login} is set; every log-in has ended.")
        else:
            _print_link(request, account)


@user.command()
@click.argument("login")
@click.argument("role")
@click.pass_context
def role(ctx: click.Context, login: str, role: str) -> None:
    """Give a person another site-wide role."""
    with _request(ctx.obj) as request:
        account = account_named(request, login)
        operations.change_person(
            request, account, name=account.name, email=account.email, role=role
        )
        click.echo(f"{account.login} is now {role}.")


@user.command()
@click.argument("login")
@click.option("--undo", is_flag=True, help="Let the person in again.")
@click.pass_context
def suspend(ctx: click.Context, login: str, undo: bool) -> None:
    """End every log-in of a person and refuse new ones."""
    with _request(ctx.obj) as request:
        account = account_named(request, login)
        (operations.resume if undo else operations.suspend)(request, account)
        click.echo(f"{account.login} {'may log in again' if undo else 'is suspended'}.")


@user.command()
@click.argument("login")
@click.option("--heir", help="Log-in name of who owns the pages then; nobody when left out.")
@click.option("--erase", is_flag=True, help="Comments and the like go, too; pages stay.")
@click.pass_context
def delete(ctx: click.Context, login: str, heir: str | None, erase: bool) -> None:
    """Delete an account; what the person wrote stays, by a deleted account."""
    with _request(ctx.obj) as request:
        account = account_named(request, login)
        chosen = None if heir is None else account_named(request, heir)
        delete_person(request, account, heir=chosen, erase=erase)
        click.echo(f"The account {fold(login)} is deleted.")


def _print_link(request: Any, account: Account) -> None:
    link = operations.make_link(request, account)
    click.echo(f"{account.login} sets a password here (works once, for three days):\n  {link}")
