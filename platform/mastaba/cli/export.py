"""`mastaba export [ID] [PATH]`: a place and what lies below it as a file."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from mastaba.cli.application import command_request, load
from mastaba.cli.migrate import refuse_pending
from mastaba.cli.mistakes import Mistake
from mastaba.content.exporting import Exporter, Exporters, write_export
from mastaba.tree.locate import find_at
from mastaba.tree.models import Node


@click.command()
@click.argument("id", required=False)
@click.argument("path", default="/")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; it must not be there yet. Without it: standard output.",
)
@click.pass_context
def export(ctx: click.Context, id: str | None, path: str, out: Path | None) -> None:
    """Write the place at PATH and what lies below it, drafts too, as a file of kind ID.

    Without ID: list the kinds there are.
    """
    config = load(ctx.obj)
    exporters: Exporters = config.registry[Exporters]
    if id is None:
        _list(exporters)
        return
    exporter = _named(exporters, id)
    refuse_pending(config.registry, ctx.obj)
    with command_request(config) as request:
        place = _place(request, path)
        if out is None:
            write_export(request, exporter, place, sys.stdout.buffer)
        else:
            _save(request, exporter, place, out)


def _save(request: Any, exporter: Exporter, place: Node, out: Path) -> None:
    """Write beside `out` first: what has its name is whole."""
    if out.exists():
        raise Mistake(f"{out} is there already; name another file with --out, or take it away.")
    half = out.with_name(f"{out.name}.part")
    try:
        with half.open("wb") as file:
            size = write_export(request, exporter, place, file)
        half.rename(out)
    except OSError as error:
        raise Mistake(f"{out} cannot be written: {error.strerror}.") from None
    finally:
        half.unlink(missing_ok=True)
    click.echo(f"{out}: {size} bytes")


def _list(exporters: Exporters) -> None:
    if not exporters.by_id:
        click.echo("There is nothing to export with: no enabled plugin writes files.")
    width = max(map(len, exporters.by_id), default=0)
    for exporter in exporters.listed():
        click.echo(f"{exporter.id:{width}}  {exporter.suffix}  {exporter.title}")


def _named(exporters: Exporters, id: str) -> Exporter:
    found = exporters.by_id.get(id)
    if found is None:
        near = get_close_matches(id, exporters.by_id, n=1)
        hint = f"did you mean {near[0]}?" if near else "`mastaba export` lists what there is."
        raise Mistake(f"There is no export {id}; {hint}")
    return found


def _place(request: Any, path: str) -> Node:
    place: Node | None = find_at(request, "/" + path.strip("/"))
    if place is None:
        raise Mistake(f"There is nothing at {path}.")
    return place
