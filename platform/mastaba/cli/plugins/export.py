"""`mastaba plugins export`: everything of a plugin in one file, also when its code is gone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from mastaba.cli.application import load
from mastaba.cli.mistakes import Mistake
from mastaba.clock import utc_now
from mastaba.content.lifecycle.archive import ArchiveError, write_archive
from mastaba.content.lifecycle.export import lines_of
from mastaba.content.lifecycle.extent import Extent
from mastaba.db import Database
from mastaba.plugins.discover import discover

WORDS = {
    "node": "pages and items of the library",
    "row": "rows",
    "section": "versions of other pages with fields of it",
    "setting": "settings of sites",
    "front": "front pages",
}


@click.command("export")
@click.argument("name")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write.")
@click.pass_context
def export(ctx: click.Context, name: str, out: Path | None) -> None:
    """Write all that the plugin NAME keeps in the database into a file.

    It need not be enabled, nor installed. `mastaba plugins import` brings it back.
    """
    database: Database = load(ctx.obj).registry[Database]
    with database.reads.connect() as connection:
        if not database.is_sqlite:
            connection.execution_options(isolation_level="REPEATABLE READ")
        extent = known(Extent(name, connection))
        write(extent, out or default_file(name))


def write(extent: Extent, out: Path) -> None:
    """Export to the file `out`, and say so. Raises `Mistake`."""
    try:
        counts = write_archive(out, lines_of(extent, utc_now()))
    except ArchiveError as error:
        raise Mistake(str(error)) from None
    click.echo(f"Exported to {out}:")
    tell({WORDS[kind]: count for kind, count in counts.items() if kind in WORDS})
    if sentence := _outside(extent.name):
        click.echo(f"Note: {sentence}")


def _outside(name: str) -> str:
    """What the plugin keeps outside of the database; empty when its code is gone."""
    found, _problems = discover([name])
    return found[0].plugin.outside if found else ""


def default_file(name: str) -> Path:
    """A file in the working folder that is named by the plugin and the time."""
    return Path(f"{name}-{utc_now():%Y%m%d-%H%M%S}.jsonl")


def known(extent: Extent) -> Extent:
    """`extent`, when the database holds anything of it. Raises `Mistake`."""
    if not extent.is_known:
        raise Mistake(
            f"The database holds nothing of a plugin {extent.name}: no pages, no tables. "
            "See what is there with: mastaba migrate status"
        )
    return extent


def tell(counts: Mapping[str, Any]) -> None:
    """One line for each kind of thing."""
    for words, count in counts.items():
        click.echo(f"{count:10,} {words}")
