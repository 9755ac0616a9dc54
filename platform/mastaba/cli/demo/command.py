"""The command `mastaba demo`."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from mastaba.cli.application import command_request, start
from mastaba.cli.demo.logins import NAME, ensure_logins
from mastaba.cli.demo.planting import pending_hooks, plant
from mastaba.cli.demo.settings import demo_ini, demo_settings
from mastaba.cli.migrate import bring_up_to_date
from mastaba.cli.serve import refuse_busy_port, run
from mastaba.settings import settings_of
from mastaba.settings.core import CoreSettings, ServerSettings


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=6543, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--dir",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("var", "demo"),
    show_default=True,
    help="Where settings, database and passwords are kept.",
)
@click.option("--no-serve", is_flag=True, help="Make the site and stop.")
def demo(port: int, host: str, folder: Path, no_serve: bool) -> None:
    """Make a site with content and three log-ins, and serve it. Later starts keep its data."""
    if not no_serve:
        refuse_busy_port(host, port, "mastaba demo")
    config = _site(folder, host, port)
    _greet(config, folder, _fill(config, folder))
    if not no_serve:
        run(config.make_wsgi_app(), settings_of(config.registry, ServerSettings))


def _site(folder: Path, host: str, port: int) -> Any:
    with step("Reading the settings"):
        config = start(demo_settings(demo_ini(folder), host, port))
    with step("Bringing the database up to date"):
        bring_up_to_date(config.registry, lambda _line: None)
    return config


def _fill(config: Any, folder: Path) -> Mapping[str, str]:
    with step("Making the accounts"), command_request(config) as request:
        logins = ensure_logins(request, folder)
    for name, hook in pending_hooks(config.registry):
        with step(f"Writing what the plugin {name} shows"):
            plant(config, name, hook)
    return logins


def _greet(config: Any, folder: Path, logins: Mapping[str, str]) -> None:
    url = settings_of(config.registry, CoreSettings).url
    click.echo(f"\n  Site     {url}/\n  Editors  {url}/admin/\n")
    for login, password in logins.items():
        click.echo(f"  {login:8} {password}")
    click.echo(f"\nThe passwords are also in {folder / NAME}. Ctrl+C stops the site.")


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say what is being done before it is done, and how long it took after."""
    click.echo(f"{title} ... ", nl=False)
    began = time.monotonic()
    yield
    click.echo(f"{time.monotonic() - began:.1f} s")
