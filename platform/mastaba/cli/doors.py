"""`mastaba doors`: every view, what it asks for and what it shows; `--sweep` tries them all."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from mastaba.cli.application import load
from mastaba.cli.mistakes import Mistake
from mastaba.doors import Door, doors_of
from mastaba.doors.markdown import markdown
from mastaba.settings import settings_of
from mastaba.settings.core import PluginSettings

if TYPE_CHECKING:
    from mastaba.testing.sweep import Report

SHOWN = 40  # holes printed; one mistake often makes many


@click.command()
@click.option("--sweep", is_flag=True, help="Try every door on a scratch site, as ten roles.")
@click.option(
    "--markdown",
    "page",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="Write the list as a page of documentation.",
)
@click.pass_context
def doors(ctx: click.Context, sweep: bool, page: Path | None) -> None:
    """List every view: address, permission, what it shows of the tree, plugin, place."""
    config = load(ctx.obj)
    known = doors_of(config)
    if page is not None:
        page.write_text(markdown(known), "utf-8")
        click.echo(f"Wrote {len(known)} doors to {page}")
    elif sweep:
        _sweep(config, known)
    else:
        for line in _listed(known):
            click.echo(line)


def _listed(known: list[Door]) -> list[str]:
    """One line each, in columns."""
    rows = [
        ("/".join(d.methods), d.pattern, d.permission or "-", d.shows, d.owner, d.view, _near(d))
        for d in known
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (zip(row, widths, strict=True) for row in rows)
    return ["  ".join(cell.ljust(width) for cell, width in line).rstrip() for line in lines]


def _near(door: Door) -> str:
    """Where it is registered, as short as it can be opened from here."""
    return door.where.removeprefix(f"{Path.cwd()}{os.sep}")


def _sweep(config: Any, known: list[Door]) -> None:
    """Exit with 1 on a hole."""
    chosen = settings_of(config.registry, PluginSettings)
    enabled = [name for name in chosen.enabled if name not in chosen.disable]
    with TemporaryDirectory(prefix="mastaba-doors-") as folder:
        report, visited, leaks = _rehearse(folder, enabled)
    _summary(report, known)
    click.echo(f"A visitor followed {visited} addresses and met {len(leaks)} hidden words.")
    lines = sorted({*map(str, report.holes), *leaks})
    for line in lines[:SHOWN]:
        click.secho(line, fg="red")
    if len(lines) > SHOWN:
        click.echo(f"... and {len(lines) - SHOWN} more")
    if lines:
        sys.exit(1)
    click.echo("No hole found; the planted ones were.")


def _rehearse(folder: str, plugins: list[str]) -> tuple[Report, int, list[str]]:
    try:
        from mastaba.testing import Rehearsal
    except ImportError as error:
        raise Mistake(f"The sweep needs the package {error.name}: pip install WebTest") from None
    settings = {"mastaba.plugins": " ".join(plugins), "here": folder}
    url = f"sqlite:///{folder}/doors.sqlite"
    with Rehearsal.at(url, settings) as rehearsal, _silence():
        report, found = rehearsal.sweep(), rehearsal.crawl()
    return report, len(found.visited), [f"{at} tells {name}" for at, _node, name in found.leaks]


@contextmanager
def _silence() -> Iterator[None]:
    """The sweep is refused a thousand times on purpose; that is no news for the log."""
    logger = logging.getLogger("mastaba")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


def _summary(report: Report, known: list[Door]) -> None:
    click.echo(f"{'opened':>7} {'refused':>8}  door")
    for door in known:
        opened, refused = report.opened[str(door)], report.refused[str(door)]
        if opened or refused:
            click.echo(f"{opened:7} {refused:8}  {'/'.join(door.methods)} {door.pattern}")
    click.echo(f"Asked {report.asked} times.")
