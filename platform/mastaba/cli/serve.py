"""`mastaba serve`: the web server, which finishes its requests before it stops."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click
from waitress import wasyncore
from waitress.channel import HTTPChannel
from waitress.server import create_server

from mastaba.cli.application import read_ini, start
from mastaba.cli.body_limits import limit_bodies
from mastaba.cli.first_link import first_account_path
from mastaba.cli.migrate import refuse_pending
from mastaba.cli.mistakes import Mistake
from mastaba.events.relay import relaying
from mastaba.jobs.consumer import working
from mastaba.jobs.settings import JobSettings
from mastaba.plugins import Plugins
from mastaba.settings import settings_of, store_of
from mastaba.settings.core import CoreSettings, ServerSettings
from mastaba.tree.view_names import check_view_names

Sockets = dict[int, Any]


@click.command()
@click.option("--reload", "reloading", is_flag=True, help="Start again when a file changes.")
@click.option("--port", type=int, help="Instead of mastaba.server.port.")
@click.pass_context
def serve(ctx: click.Context, reloading: bool, port: int | None) -> None:
    """Serve the site."""
    if reloading:
        _watch(ctx.obj)
    given = {} if port is None else {"mastaba.server.port": str(port)}
    config = start({**read_ini(ctx.obj), **given})
    refuse_pending(config.registry, ctx.obj)
    warn_of_hidden_views(config.registry)
    if config.registry[Plugins].safe_mode:
        click.echo("Note: safe mode; no plugin runs.", err=True)
    run(config.make_wsgi_app(), settings_of(config.registry, ServerSettings))


def warn_of_hidden_views(registry: Any) -> None:
    """Say which pages have the name of a view: a plugin that came after them may bring one."""
    for sentence in check_view_names(registry):
        click.echo(f"Note: {sentence}", err=True)


def serve_paste(app: Any, given: dict[str, str], **_local: str) -> None:
    """The same server for `pserve`: `[server:main] use = egg:mastaba`."""
    refuse_pending(app.registry, given.get("__file__", "FILE"))
    run(app, settings_of(app.registry, ServerSettings))


def run(app: Any, settings: ServerSettings) -> None:
    """Serve `app` until SIGTERM or SIGINT, then finish what is under way."""
    refuse_busy_port(settings.host, settings.port)
    # A line for each request that waits for a thread: whoever sends many would fill the log.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    sockets: Sockets = {}
    server: Any = create_server(
        app,
        map=sockets,
        host=settings.host,
        port=settings.port,
        threads=settings.threads,
        connection_limit=settings.connection_limit,
        channel_timeout=int(settings.channel_timeout.total_seconds()),
        max_request_body_size=int(settings.max_body),
        ident=None,
        clear_untrusted_proxy_headers=False,
    )
    limit_bodies(sockets, app.registry)
    seconds = settings.drain.total_seconds()
    drain = Drain(server, sockets, seconds)
    drain.catch_signals()
    address = f"http://{_shown(settings.host)}:{settings.port}"
    click.echo(f"Serving on {address}")
    _invite(app.registry, address)
    workers = settings_of(app.registry, JobSettings).workers
    with relaying(app.registry, seconds), working(app.registry, workers, seconds):
        drain.run()


def _invite(registry: Any, address: str) -> None:
    """Print the one-time link to the first account while nobody can log in."""
    path = first_account_path(registry)
    if path is not None:
        core = settings_of(registry, CoreSettings)
        base = core.url if core.production and "mastaba.url" in store_of(registry).ini else address
        click.echo(
            f"Nobody can log in yet. Create the first account (works once):\n  {base}{path}"
        )


class Drain:
    """Runs a waitress server; after a signal no new connection, but every answer is sent.

    waitress's own shutdown waits five seconds and drops the rest.
    """

    def __init__(self, server: Any, sockets: Sockets, seconds: float) -> None:
        self._server = server
        self._sockets = sockets
        self._seconds = seconds
        self._stopping = False

    def catch_signals(self) -> None:
        """From here on SIGTERM and SIGINT end the server properly; call before it is announced."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)

    def run(self) -> None:
        """Answer requests until a signal comes, then those under way."""
        while not self._stopping:
            self._turn()
        self._close_listeners()
        deadline = time.monotonic() + self._seconds
        while self._busy() and time.monotonic() < deadline:
            self._turn()
        self._server.task_dispatcher.shutdown(cancel_pending=True, timeout=0.1)

    def _stop(self, _number: int, _frame: object) -> None:
        self._stopping = True

    def _turn(self) -> None:
        wasyncore.loop(timeout=0.2, map=self._sockets, count=1)

    def _close_listeners(self) -> None:
        for item in list(self._sockets.values()):
            if item.accepting:
                item.del_channel()
                item.socket.close()

    def _busy(self) -> bool:
        channels = (item for item in self._sockets.values() if isinstance(item, HTTPChannel))
        return any(channel.requests or channel.total_outbufs_len for channel in channels)


def refuse_busy_port(host: str, port: int, command: str = "mastaba serve") -> None:
    """Raise `Mistake` when somebody listens there already; it names `command` with a port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Mistake(
                f"Port {port} on {host} cannot be used ({error.strerror}); choose another: "
                f"{command} --port {port + 1}"
            ) from None


def _shown(host: str) -> str:
    return "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1", "::") else host  # noqa: S104 - shown, not bound


def _watch(ini: str) -> None:
    """Restart on changes of Python, of the ini file and, in a checkout, of the front end."""
    import hupper

    reloader = hupper.start_reloader("mastaba.cli.main")
    frontend = Path(ini).resolve().parent / "frontend"
    sources = [frontend / "src", *frontend.parent.glob("plugins/*/frontend")]
    found = [str(path) for folder in sources for path in folder.rglob("*.*")]
    reloader.watch_files([ini, *found])
    if (frontend / "build.py").is_file():
        subprocess.run([sys.executable, str(frontend / "build.py")], check=False)
