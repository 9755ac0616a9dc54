"""The application of an ini file, and a request to run commands with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from pyramid.paster import get_appsettings, setup_logging
from pyramid.scripting import prepare

from mastaba.cli.mistakes import Mistake
from mastaba.db import Database


def read_ini(path: str) -> dict[str, Any]:
    """Settings of `app:main`, the file's folder as `here`. Raises `Mistake` without a file."""
    if not Path(path).is_file():
        raise Mistake(
            f"There is no file {path}; name one with -c FILE, or make a site: mastaba init DIR"
        )
    setup_logging(path, {"here": str(Path(path).resolve().parent)})
    settings = get_appsettings(path)
    return {**settings.global_conf, **settings}


def load(path: str) -> Any:
    """The committed Configurator of an ini file."""
    return start(read_ini(path))


def start(settings: dict[str, Any]) -> Any:
    """The committed Configurator of these settings; its connections end with the command."""
    from mastaba import configure

    config = configure(settings)
    command = click.get_current_context(silent=True)
    if command is not None:
        command.call_on_close(config.registry[Database].dispose)
    return config


@contextmanager
def command_request(config: Any, identity: Any = None) -> Iterator[Any]:
    """A request that may change things, in one transaction, as `identity` (None = system).

    The system may do everything and is named in the audit trail.
    """
    environment = prepare(registry=config.registry)
    request = environment["request"]
    request.environ["mastaba.identity"] = identity
    request.environ["mastaba.system"] = identity is None
    try:
        with request.tm:
            request.environ["tm.active"] = True
            yield request
    finally:
        environment["closer"]()
