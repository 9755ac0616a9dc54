"""`mastaba plugins import`: bring back what an export holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from sqlalchemy import select

from mastaba.cli.application import load
from mastaba.cli.migrate import refuse_pending
from mastaba.cli.mistakes import Mistake
from mastaba.cli.plugins.export import WORDS, tell
from mastaba.clock import utc_now
from mastaba.content.library.declare import uids_of_places
from mastaba.content.lifecycle.archive import ArchiveError, read_archive
from mastaba.content.lifecycle.bring_back import bring_back
from mastaba.content.lifecycle.catch_up import catch_up
from mastaba.content.lifecycle.extent import Extent
from mastaba.content.reference_checks import repair_references
from mastaba.db import Database
from mastaba.db.migrate import locked
from mastaba.plugins import Plugins
from mastaba.security.roles import Roles
from mastaba.tree.models import Site


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_context
def import_(ctx: click.Context, file: Path) -> None:
    """Bring back what `mastaba plugins export` or `uninstall` wrote into FILE.

    The plugin must be enabled and migrated, in the version that the export was made with.
    """
    registry = load(ctx.obj).registry
    refuse_pending(registry, ctx.obj)
    try:
        lines = read_archive(file)
        _refuse_absent(registry, lines[0]["plugin"])
        with locked(registry[Database], foreign_keys=True) as connection:
            extent = Extent(lines[0]["plugin"], connection)
            places = uids_of_places(registry, connection.scalars(select(Site.id)))
            counts = bring_back(extent, lines, registry[Roles], utc_now(), places=places)
    except ArchiveError as error:
        raise Mistake(str(error)) from None
    catch_up(registry, [lines[0]["plugin"]])
    repair_references(registry)
    click.echo(f"Brought back of the plugin {lines[0]['plugin']}:")
    tell({WORDS.get(kind, kind): count for kind, count in counts.items()})


def _refuse_absent(registry: Any, name: str) -> None:
    if all(item.plugin.name != name for item in registry[Plugins].loaded):
        raise Mistake(
            f"The plugin {name} is not enabled. Install it, add {name} to mastaba.plugins, run "
            "mastaba migrate, and import then."
        )
