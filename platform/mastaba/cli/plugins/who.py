"""`mastaba plugins who NAME`: who stands behind an id, a view or a template."""

from __future__ import annotations

import click

from mastaba.cli.application import load
from mastaba.cli.mistakes import Mistake
from mastaba.cli.plugins.show import print_claims
from mastaba.rendering.who import nearest
from mastaba.rendering.who import who as claimants


@click.command()
@click.argument("name")
@click.pass_context
def who(ctx: click.Context, name: str) -> None:
    """Show who claims NAME, an id, view (@@edit) or template (pages/page.jinja2), and who wins."""
    registry = load(ctx.obj).registry
    found = claimants(registry, name)
    if not found:
        near = nearest(registry, name)
        raise Mistake(
            f"Nobody claims {name!r}; "
            + (f"did you mean {near}?" if near else "see: mastaba plugins show NAME")
        )
    print_claims(found)
