"""`mastaba jobs`: what is done behind the requests, and a process that does it."""

from __future__ import annotations

import signal
import threading
from datetime import datetime
from typing import Any
from uuid import UUID

import click
from rich.console import Console
from rich.table import Table
from sqlalchemy import select
from sqlalchemy.orm import Session

from mastaba.cli.application import command_request, load
from mastaba.cli.migrate import refuse_pending
from mastaba.cli.mistakes import Mistake
from mastaba.db import Database
from mastaba.events.relay import relaying
from mastaba.jobs import Job, retry_job
from mastaba.jobs.consumer import working
from mastaba.jobs.settings import JobSettings
from mastaba.settings import settings_of
from mastaba.settings.core import ServerSettings

SHOWN = 30


@click.group(invoke_without_command=True)
@click.pass_context
def jobs(ctx: click.Context) -> None:
    """Long work behind the requests."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@jobs.command("list")
@click.pass_context
def list_(ctx: click.Context) -> None:
    """List the newest jobs."""
    table = Table("UID", "WHAT", "STATE", "DONE", "WHEN", "MESSAGE", box=None)
    with Session(load(ctx.obj).registry[Database].reads) as session:
        for job in session.scalars(select(Job).order_by(Job.id.desc()).limit(SHOWN)):
            done = f"{job.done} of {job.total}" if job.total else ""
            table.add_row(job.uid, job.title, job.state, done, _when(job), job.message or "")
    Console().print(table if table.row_count else "There are no jobs.")


@jobs.command()
@click.option("--workers", type=click.IntRange(1, 32), help="Instead of mastaba.jobs.workers.")
@click.pass_context
def run(ctx: click.Context, workers: int | None) -> None:
    """Do jobs until SIGTERM; the one under way is finished within mastaba.server.drain."""
    registry = load(ctx.obj).registry
    refuse_pending(registry, ctx.obj)
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    count = workers or max(settings_of(registry, JobSettings).workers, 1)
    seconds = settings_of(registry, ServerSettings).drain.total_seconds()
    with relaying(registry, seconds), working(registry, count, seconds):
        click.echo(f"Doing jobs with {count} {'worker' if count == 1 else 'workers'}")
        stop.wait()


@jobs.command()
@click.argument("uid")
@click.pass_context
def retry(ctx: click.Context, uid: str) -> None:
    """Do the failed job UID again."""
    with command_request(load(ctx.obj)) as request:
        if not _is_uid(uid) or not retry_job(request, uid):
            raise Mistake(f"There is no failed job {uid}; see: mastaba jobs list")
    click.echo("It is done again as soon as a worker is free.")


def _is_uid(text: str) -> bool:
    try:
        return bool(UUID(text))
    except ValueError:
        return False


def _when(job: Any) -> str:
    instant: datetime = job.finished or job.started or job.created
    return f"{instant:%Y-%m-%d %H:%M} UTC"
