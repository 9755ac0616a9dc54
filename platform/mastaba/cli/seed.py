"""`mastaba seed`: synthetic content of any size."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rich.progress import Progress

from mastaba.cli.application import command_request, load
from mastaba.cli.migrate import refuse_pending
from mastaba.cli.mistakes import Mistake
from mastaba.cli.seeding.grow import NoTypesError, grow
from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings
from mastaba.tree.locate import find_at
from mastaba.tree.paths import ROOT
from mastaba.tree.urls import public_path


@click.command()
@click.option("--pages", type=click.IntRange(1), default=100, show_default=True)
@click.option("--depth", type=click.IntRange(1), default=3, show_default=True, help="Levels.")
@click.option(
    "--seed", "number", type=int, default=1, show_default=True, help="Same seed, same text."
)
@click.option("--urls", type=click.Path(dir_okay=False, path_type=Path), help="List of addresses.")
@click.pass_context
def seed(ctx: click.Context, pages: int, depth: int, number: int, urls: Path | None) -> None:
    """Add PAGES published pages with made-up text, and write their addresses to a file."""
    config = load(ctx.obj)
    refuse_pending(config.registry, ctx.obj)
    paths = _grow(config, pages, depth, number)
    click.echo(f"Added {len(paths)} pages below {paths[0]}")
    if urls is not None:
        base = settings_of(config.registry, CoreSettings).url
        urls.write_text("".join(f"{base}{public_path(p, '', None)}\n" for p in paths), "utf-8")
        click.echo(f"Wrote their addresses to {urls}")


def _grow(config: Any, pages: int, depth: int, number: int) -> list[str]:
    with Progress(transient=True) as bar, command_request(config) as request:
        task = bar.add_task("Adding pages", total=pages)
        root = find_at(request, ROOT)
        if root is None:
            raise Mistake("This site has no root; run: mastaba check")
        shape = {"pages": pages, "depth": depth, "seed": number}
        try:
            return grow(request, root, **shape, progress=lambda count: bar.advance(task, count))
        except (ValueError, NoTypesError) as error:
            raise Mistake(str(error)) from None
