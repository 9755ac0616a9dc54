"""`mastaba init`: the files of a new site."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from mastaba.cli import SITE_INI
from mastaba.cli.ini_file import write_ini

HEADING = """\
Settings of a Mastaba site.
Lines that begin with # are explanations, or settings that have their default value.
Any value may be env:NAME (from the environment) or file:PATH (from a file beside this one).
This file holds the site's secret: nobody but the user that runs the site should read it.
"""


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=".")
def init(folder: Path) -> None:
    """Write the ini file of a new site in FOLDER (default: the present one). Asks nothing."""
    path = folder / SITE_INI
    chosen = {"mastaba.env": "production", "mastaba.hosts": "localhost 127.0.0.1"}
    write_ini(path, chosen, HEADING)
    command = f"mastaba -c {shlex.quote(str(path))}"
    click.echo(f"Wrote {path}. Next:\n")
    click.echo(f"  {command} migrate    # makes the database")
    click.echo(f"  {command} serve      # prints a link to make the first account\n")
    click.echo("Before others may reach it, set mastaba.url and mastaba.hosts in that file.")
