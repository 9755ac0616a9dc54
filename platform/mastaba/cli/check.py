"""`mastaba check`: ask every owner what is wrong with this install."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from mastaba.checks import Check, Checks
from mastaba.cli.application import load
from mastaba.settings import SettingsError


@click.command()
@click.option("--repair", is_flag=True, help="Put right what can be put right.")
@click.option("--deep", is_flag=True, help="Look at what takes long, too, such as every file.")
@click.pass_context
def check(ctx: click.Context, repair: bool, deep: bool) -> None:
    """Look for trouble; one line for each check, exit code 1 when there is some."""
    try:
        registry = load(ctx.obj).registry
    except SettingsError as error:
        _report("Settings", list(error.problems))
        sys.exit(1)
    _report("Settings", [])
    checks = [one for one in registry[Checks].by_name.values() if deep or not one.deep]
    if repair:
        _repair(registry, checks)
    failed = [item for item in checks if not _passes(registry, item)]
    if any(item.repair for item in failed) and not repair:
        click.echo("What is derived from other data is put right by: mastaba check --repair")
    if failed:
        sys.exit(1)


def _repair(registry: Any, checks: Any) -> None:
    for item in checks:
        if item.repair is not None and find(registry, item):
            with suppress(SQLAlchemyError):  # what cannot be read is reported below
                item.repair(registry)
                click.echo(f"Repaired: {item.title}")


def _passes(registry: Any, item: Check) -> bool:
    problems = find(registry, item)
    _report(item.title, problems)
    return not problems


def find(registry: Any, item: Check) -> list[str]:
    """What a check has to say; a database that fails under it is one more sentence."""
    try:
        return list(item.find(registry))
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        return [f"Cannot be checked: {reason}"]


def _report(title: str, problems: list[str]) -> None:
    click.echo(f"{'BAD' if problems else 'ok ':4} {title}")
    for problem in problems:
        click.echo(f"       {problem}")
