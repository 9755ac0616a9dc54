"""The application of an ini file, and a request to run commands with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click
from pyramid.scripts.common import get_config_loader

from mastaba.cli.mistakes import Mistake
from mastaba.db import Database
from mastaba.db.offline import offline_request
from mastaba.jobs.queue import Queue


def read_ini(path: str) -> dict[str, Any]:
    """Settings of `app:main`, the file's folder as `here`. Raises `Mistake` without a file."""
    if not Path(path).is_file():
        raise Mistake(
            f"There is no file {path}; name one with -c FILE, or make a site: mastaba init DIR"
        )
    loader = get_config_loader(path)
    loader.setup_logging({"here": str(Path(path).resolve().parent)})
    settings = loader.get_wsgi_app_settings()
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
        command.call_on_close(partial(close, config.registry))
    return config


def close(registry: Any) -> None:
    """Close what the application has opened; it can be opened again."""
    registry[Queue].close()
    registry[Database].dispose()


@contextmanager
def command_request(config: Any, identity: Any = None) -> Iterator[Any]:
    """A request that may change things, in one transaction, as `identity` (None = system).

    The system may do everything and is named in the audit trail.
    """
    acting = {"mastaba.identity": identity, "mastaba.system": identity is None}
    with offline_request(config.registry, acting) as request:
        yield request
