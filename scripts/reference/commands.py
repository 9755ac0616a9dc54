"""docs/reference/commands.md: `mastaba` and everything below it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from mastaba.cli import mastaba

HEAD = """\
# Commands

`mastaba -c FILE COMMAND`; `mastaba COMMAND --help` tells the options. Written by
`python -m scripts.reference`.

| command | |
| --- | --- |
"""


def page(_registry: Any) -> str:
    return HEAD + "\n".join(f"| `{usage}` | {says} |" for usage, says in below(mastaba, "mastaba"))


def below(group: click.Group, name: str) -> Iterator[tuple[str, str]]:
    """Usage and help of every command, a group before what is in it."""
    context = click.Context(group, info_name=name)
    for part in group.list_commands(context):
        command = group.get_command(context, part)
        if command is not None and not command.hidden:
            yield from _lines(command, f"{name} {part}")


def _lines(command: click.Command, name: str) -> Iterator[tuple[str, str]]:
    if not isinstance(command, click.Group) or command.invoke_without_command:
        yield (
            f"{name}{_arguments(command)}",
            " ".join((command.help or "").split("\n\n")[0].split()),
        )
    if isinstance(command, click.Group):
        yield from below(command, name)


def _arguments(command: click.Command) -> str:
    shown = (
        p.make_metavar(click.Context(command))
        for p in command.params
        if isinstance(p, click.Argument)
    )
    return "".join(f" {text}" for text in shown)
