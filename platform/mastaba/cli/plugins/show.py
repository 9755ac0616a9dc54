"""`mastaba plugins show NAME`: everything a plugin contributes, with file and line."""

from __future__ import annotations

import sys

import click
from rich.console import Console
from rich.table import Table

from mastaba.cli.application import load
from mastaba.cli.mistakes import Mistake
from mastaba.plugins.ledger import CORE
from mastaba.plugins.states import PluginState, states
from mastaba.rendering.who import Claim, contributed

PIPED = 200  # columns


@click.command()
@click.argument("name")
@click.pass_context
def show(ctx: click.Context, name: str) -> None:
    """List what the plugin NAME (or “core”) contributes, with file and line."""
    registry = load(ctx.obj).registry
    found = contributed(registry, name)
    if not found and name != CORE:
        click.echo(_why_nothing(states(registry), name))
        return
    print_claims(found)


def print_claims(claims: list[Claim]) -> None:
    """A line for each; what was overridden is marked. Nothing is cut, so it can be piped."""
    table = Table(box=None)
    for heading in ("WHAT", "ID", "TITLE", "BY", "PLACE", ""):
        table.add_column(heading, overflow="fold")
    for claim in claims:
        table.add_row(claim.kind, claim.name, claim.title, _by(claim), claim.place, _note(claim))
    Console(width=None if sys.stdout.isatty() else PIPED).print(table)


def _by(claim: Claim) -> str:
    return claim.owner if claim.layer in ("", CORE, "plugins") else f"{claim.owner}, {claim.layer}"


def _note(claim: Claim) -> str:
    theme = f"with the theme {claim.under}" if claim.under else ""
    return theme if claim.won else f"overridden {theme}".rstrip()


def _why_nothing(known: list[PluginState], name: str) -> str:
    state = next((item for item in known if item.name == name), None)
    if state is None:
        raise Mistake(f"No plugin {name} is installed; see: mastaba plugins")
    if state.state == "enabled":
        return f"{name} {state.version} is enabled and declares nothing."
    return f"{name} {state.version} is {state.state}, so it contributes nothing. {state.reason}"
