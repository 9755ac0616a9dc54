"""`mastaba plugins uninstall`: what would go, and with --drop: let it go, after an export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mastaba.cli.application import load
from mastaba.cli.mistakes import Mistake
from mastaba.cli.plugins.export import default_file, known, tell, write
from mastaba.clock import utc_now
from mastaba.content.lifecycle.extent import Extent
from mastaba.content.lifecycle.survey import Survey, survey
from mastaba.content.lifecycle.uninstall import UninstallRefused, keep_others_out
from mastaba.content.lifecycle.uninstall import uninstall as take_out
from mastaba.db import Database
from mastaba.db.migrate import locked
from mastaba.plugins import Plugins
from mastaba.security.roles import Roles


@click.command("uninstall")
@click.argument("name")
@click.option("--drop", is_flag=True, help="Do it, instead of only saying what would go.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to export to first.")
@click.option("--yes-drop", metavar="NAME", help="The name once more, instead of typing it.")
@click.pass_context
def uninstall(
    ctx: click.Context, name: str, drop: bool, out: Path | None, yes_drop: str | None
) -> None:
    """Say what the plugin NAME keeps in the database; with --drop, export it and take it out.

    Its package may be gone already. Everything happens in one transaction.
    """
    registry = load(ctx.obj).registry
    database: Database = registry[Database]
    with database.reads.connect() as connection:
        found = survey(known(Extent(name, connection)))
    _say(name, found)
    _refuse(registry, name, found)
    if not drop:
        click.echo(f"Nothing was changed. To do it: mastaba plugins uninstall {name} --drop")
        return
    _confirm(name, yes_drop)
    with locked(database, foreign_keys=True) as connection:
        file = out or default_file(name)
        _take_out(Extent(name, connection), file, registry[Roles])
    click.echo(
        f"The plugin {name} is taken out. Bring it back with: mastaba plugins import {file}"
    )


def _say(name: str, found: Survey) -> None:
    click.echo(f"Of the plugin {name} there are:")
    tell(found.counts)
    for sentence in found.pointing:
        click.echo(f"Note: {sentence}")


def _refuse(registry: Any, name: str, found: Survey) -> None:
    """Raise `Mistake` while it runs, or when something of others hangs on it."""
    if any(item.plugin.name == name for item in registry[Plugins].loaded):
        raise Mistake(
            f"The plugin {name} is enabled. Take it out of mastaba.plugins and restart the site "
            "first, so that nobody adds to it meanwhile; nothing was changed."
        )
    if found.hindrances:
        raise Mistake("\n".join((*found.hindrances, "Nothing was changed.")))


def _confirm(name: str, typed: str | None) -> None:
    if typed is None:
        typed = click.prompt(f"All of this will be deleted. Type the plugin's name, {name}")
    if typed != name:
        raise Mistake(f"“{typed}” is not {name}; nothing was changed.")


def _take_out(extent: Extent, out: Path, roles: Roles) -> None:
    """Look once more, now that nobody else can write; export; delete."""
    keep_others_out(extent)
    found = survey(extent)
    write(extent, out)
    try:
        take_out(extent, found, roles, utc_now())
    except UninstallRefused as refused:
        raise Mistake(str(refused)) from None
