"""`mastaba new`: a plugin to begin with, complete and passing its own tests.

Lives here: the command, what a name must be like, and the files it writes, as templates with the
marks `[[ name ]]` and `[% if %]`, so that a template of the plugin can stand in one of ours. To
add a file, put it into `templates/` and name it in `scaffold.FILES`. What is written belongs to
its author from then on: no later command changes it.
"""

from __future__ import annotations

import click

from mastaba.cli.lazy import Lazy

SUBCOMMANDS = {
    "plugin": "mastaba.cli.new.plugin:plugin",
}


@click.group(cls=Lazy, table=SUBCOMMANDS)
def new() -> None:
    """Write the files of something new: a plugin."""
