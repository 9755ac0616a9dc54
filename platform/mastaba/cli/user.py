"""`mastaba user`: people from the terminal, through the same operations as in the browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from sqlalchemy import select

from mastaba.cli.application import command_request, load
from mastaba.cli.mistakes import Mistake
from mastaba.security import operations
from mastaba.security.models import Account
from mastaba.security.operations.fields import fold


@click.group()
def user() -> None:
    """Add people and change who may log in."""


@contextmanager
def _request(ini: str) -> Iterator[Any]:
    with command_request(load(ini)) as request:
        yield request


def _account(request: Any, login: str) -> Account:
    account: Account | None = request.db.scalar(
        select(Account).where(Account.login == fold(login))
    )
    if account is None:
        raise Mistake(f"There is nobody with the log-in name {login!r}; see: mastaba user list")
    return account


@user.command(name="list")
@click.pass_context
def list_people(ctx: click.Context) -> None:
    """Show everybody: log-in name, role, name."""
    with _request(ctx.obj) as request:
        for account in request.db.scalars(select(Account).order_by(Account.login)):
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
        account = _account(request, login)
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
        account = _account(request, login)
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
        account = _account(request, login)
        (operations.resume if undo else operations.suspend)(request, account)
        click.echo(f"{account.login} {'may log in again' if undo else 'is suspended'}.")


def _print_link(request: Any, account: Account) -> None:
    link = operations.make_link(request, account)
    click.echo(f"{account.login} sets a password here (works once, for three days):\n  {link}")
