"""The command `mastaba`: one table of names, one module per command.

To add a command, write a module with a click command and name it in `COMMANDS`; it is imported
only when it is called, so `mastaba --help` stays fast. A command gets a real request from
`mastaba.cli.request.command_request` and calls the same operations as the browser.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from mastaba.cli.lazy import Lazy

COMMANDS = {
    "import": "mastaba.cli.importing:import_",
    "check": "mastaba.cli.check:check",
    "config": "mastaba.cli.config:config",
    "demo": "mastaba.cli.demo.command:demo",
    "doors": "mastaba.cli.doors:doors",
    "export": "mastaba.cli.export:export",
    "init": "mastaba.cli.init:init",
    "jobs": "mastaba.cli.jobs:jobs",
    "mail": "mastaba.cli.mail:mail",
    "migrate": "mastaba.cli.migrate:migrate",
    "new": "mastaba.cli.new:new",
    "plugins": "mastaba.cli.plugins:plugins",
    "seed": "mastaba.cli.seed:seed",
    "serve": "mastaba.cli.serve:serve",
    "shell": "mastaba.cli.shell:shell",
    "user": "mastaba.cli.user:user",
    "why": "mastaba.cli.why:why",
}


SITE_INI = "mastaba.ini"
CHECKOUT_INI = "development.ini"


@click.group(cls=Lazy, table=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mastaba")
@click.option(
    "-c",
    "--config",
    "ini",
    type=click.Path(dir_okay=False),
    default=lambda: SITE_INI if Path(SITE_INI).is_file() else CHECKOUT_INI,
    show_default=f"{SITE_INI}, else {CHECKOUT_INI}",
    envvar="MASTABA_CONFIG",
    help="The ini file.",
)
@click.option("--safe-mode", is_flag=True, help="Start the core alone, without any plugin.")
@click.pass_context
def mastaba(ctx: click.Context, ini: str, safe_mode: bool) -> None:
    """A content platform that starts small and grows."""
    ctx.obj = ini
    if safe_mode:
        from mastaba.plugins.choose import in_safe_mode

        ctx.with_resource(in_safe_mode())


def main(arguments: list[str] | None = None) -> Any:
    """Entry point: a known mistake is answered by its sentence and exit code 1, no traceback."""
    from mastaba.cli.mistakes import KNOWN, sentence

    try:
        return mastaba(arguments)
    except KNOWN as error:
        click.secho(sentence(error), fg="red", err=True)
        sys.exit(1)
