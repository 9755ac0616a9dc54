"""A group of commands that are imported when they are called, so `--help` stays fast."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class Lazy(click.Group):
    """`table` names each command's place: `{"check": "mastaba.cli.check:check"}`."""

    def __init__(self, *args: Any, table: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.table = table

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.table)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        return self.command_named(name) if name in self.table else None

    def command_named(self, name: str) -> click.Command:
        """A command of the table, imported."""
        module, _, attribute = self.table[name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command
