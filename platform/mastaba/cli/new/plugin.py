"""`mastaba new plugin NAME`."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from mastaba.cli.new.names import checked_name
from mastaba.cli.new.scaffold import write_plugin


@click.command()
@click.argument("name")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    help="The folder in which the plugin's own folder is made (default: the present one).",
)
def plugin(name: str, into: Path) -> None:
    """Write a plugin called NAME, such as event: a type of page with list, migration and tests.

    NAME is what its pages are, in the singular. It begins ids, tables and templates, so choose it
    with care: it stays for the life of the plugin.
    """
    folder = write_plugin(checked_name(name), into)
    click.echo(f"Wrote {folder}. Next:\n")
    click.echo(f"  cd {shlex.quote(str(folder))}")
    click.echo('  pip install -e ".[test]"')
    click.echo("  pytest\n")
    click.echo(f"Then add {name} to mastaba.plugins in the ini file of a site, and there:\n")
    click.echo("  mastaba migrate")
    click.echo("  mastaba serve")
