"""`mastaba plugins`: every installed plugin, also where one of them stops the start."""

from __future__ import annotations

import sys
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from mastaba.cli.application import load
from mastaba.plugins import PluginError
from mastaba.plugins.discover import installed
from mastaba.plugins.states import PluginState, idle, states

EMPTY = (
    "No plugin is installed. Install a plugin's package and add its name to mastaba.plugins in "
    "the ini file."
)


@click.command("list")
@click.pass_context
def list_(ctx: click.Context) -> None:
    """List every installed plugin with its state. Exits with 1 when the site cannot start."""
    try:
        found = states(load(ctx.obj).registry)
    except PluginError as error:
        _print(list(idle(installed(), (), {})))
        click.secho(f"The site does not start:\n{error}", fg="red", err=True)
        sys.exit(1)
    _print(found)


def _print(found: list[PluginState]) -> None:
    table = Table("NAME", "VERSION", "STATE", "REQUIRES", "TITLE", box=None)
    for item in found:
        table.add_row(*_row(item))
    Console().print(table if found else EMPTY)
    for item in found:
        if item.reason:  # a whole sentence, which no column has room for
            click.echo(f"\n{item.reason}")


def _row(item: PluginState) -> tuple[Any, ...]:
    requires = ", ".join(item.requires)
    return item.name, item.version, item.state, requires, item.title
