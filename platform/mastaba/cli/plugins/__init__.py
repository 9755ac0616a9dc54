"""`mastaba plugins`: what is installed, what it contributes, and how it leaves again.

One module per subcommand, each named in `SUBCOMMANDS`.
"""

from __future__ import annotations

import click

from mastaba.cli.lazy import Lazy

SUBCOMMANDS = {
    "export": "mastaba.cli.plugins.export:export",
    "import": "mastaba.cli.plugins.import_:import_",
    "uninstall": "mastaba.cli.plugins.uninstall:uninstall",
    "list": "mastaba.cli.plugins.listing:list_",
    "show": "mastaba.cli.plugins.show:show",
    "who": "mastaba.cli.plugins.who:who",
}


@click.group(cls=Lazy, table=SUBCOMMANDS, invoke_without_command=True)
@click.pass_context
def plugins(ctx: click.Context) -> None:
    """List the plugins: what is installed, what runs, and why not."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(plugins.command_named("list"))
