"""`mastaba shell`: Python with the site at hand."""

from __future__ import annotations

import code
from typing import Any

import click

from mastaba.cli.application import command_request, load

BANNER = """\
request, db, site and registry are at hand; you act as the system, which may do everything.
from mastaba.api import * brings the operations. commit() keeps what you changed, leaving drops it.
"""


@click.command()
@click.pass_context
def shell(ctx: click.Context) -> None:
    """Open Python with a request, the database session and the site."""
    with command_request(load(ctx.obj)) as request:
        code.interact(banner=BANNER, local=names(request), exitmsg="")
        start_again(request)


def names(request: Any) -> dict[str, Any]:
    """What the shell has at hand."""

    def commit() -> None:
        """Keep what was changed since the last commit."""
        request.tm.commit()
        request.tm.begin()

    found = {"request": request, "db": request.db, "site": request.site}
    return {**found, "registry": request.registry, "commit": commit}


def start_again(request: Any) -> None:
    """Drop what was not committed; the request goes on with an empty transaction."""
    request.tm.abort()
    request.tm.begin()
