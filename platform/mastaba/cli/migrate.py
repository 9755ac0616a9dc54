"""`mastaba migrate`: bring the database to this release."""

from __future__ import annotations

from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from mastaba.cli.application import load
from mastaba.cli.mistakes import Mistake
from mastaba.clock import utc_now
from mastaba.content.library.declare import ensure_places
from mastaba.content.lifecycle.catch_up import note_plugins
from mastaba.content.reference_checks import repair_references
from mastaba.db import Database
from mastaba.db import migrate as runner
from mastaba.db.files import prepare_file
from mastaba.db.fitting import unwritten
from mastaba.db.offline import system_request
from mastaba.db.orphans import orphans
from mastaba.db.owners import Owner, owners, possible_owners
from mastaba.db.write_migration import write_migration
from mastaba.plugins import Plugins
from mastaba.plugins.problems import problem
from mastaba.security.roles import Roles
from mastaba.tree.bootstrap import ensure_site
from mastaba.tree.models import Site
from mastaba.tree.rights import renew_grants


@click.group(invoke_without_command=True)
@click.pass_context
def migrate(ctx: click.Context) -> None:
    """Bring the database to this release (safe to run again)."""
    if ctx.invoked_subcommand is None:
        registry = load(ctx.obj).registry
        bring_up_to_date(registry, click.echo)
        for lacking in unwritten(registry, f"mastaba -c {ctx.obj}"):
            click.echo(lacking, err=True)


@migrate.command()
@click.pass_context
def status(ctx: click.Context) -> None:
    """Show where each owner's tables are."""
    registry = load(ctx.obj).registry
    for item in runner.status(registry[Database], owners(registry[Plugins])):
        note = "current" if item.is_current else f"-> {item.head}: run mastaba migrate"
        click.echo(f"{item.owner:12} {item.current or 'empty':16} {note}")
    for name, revision in orphans(registry[Database], possible_owners(registry[Plugins])).items():
        click.echo(
            f"{name:12} {revision:16} not enabled; its tables stay as they are. Add {name} to "
            f"mastaba.plugins, or take them out: mastaba plugins uninstall {name}"
        )


@migrate.command()
@click.argument("owner")
@click.argument("message")
@click.pass_context
def new(ctx: click.Context, owner: str, message: str) -> None:
    """Write the next migration of OWNER (core or a plugin) from its models."""
    registry = load(ctx.obj).registry
    known = possible_owners(registry[Plugins])
    written = write_migration(registry[Database], _named(known, owner), known, message)
    if written is None:
        click.echo(f"Nothing differs between the models of {owner} and the database.")
    else:
        click.echo(f"Wrote {written}\nRead it, then run: mastaba -c {ctx.obj} migrate")


def bring_up_to_date(registry: Any, tell: Any) -> None:
    """Run what is pending, make what a site lacks, derive rights and references anew."""
    database: Database = registry[Database]
    known = owners(registry[Plugins])
    prepare_file(database)
    before = runner.pending(database, known)
    runner.upgrade(database, known, tell)
    with Session(database.writes) as session, session.begin():
        ensure_site(session, registry[Roles], utc_now())
        renew_grants(session, registry[Roles])
        hosts = {next(iter(site), None) for site in session.scalars(select(Site.hosts))}
    for host in hosts:
        _add_places(registry, host, tell)
    note_plugins(registry)
    if before:
        repair_references(registry)  # of pages that were written before references were known
    else:
        tell("The database is up to date.")


def _add_places(registry: Any, host: str | None, tell: Any) -> None:
    """To the library of the site of `host`; None means the first one."""
    with system_request(registry, host=host) as request:
        for name in ensure_places(request):
            tell(f"library: added {name}")


def refuse_pending(registry: Any, ini: str) -> None:
    """Raise `Mistake` with the exact command when migrations are missing.

    Otherwise note which plugins run from now on.
    """
    late = [
        f"{item.owner} has {item.current or 'no tables'} and needs {item.head}"
        for item in runner.status(registry[Database], owners(registry[Plugins]))
        if not item.is_current
    ]
    if late:
        raise Mistake(problem("missing-migration", late=", ".join(late), ini=ini).text)
    if lacking := list(unwritten(registry, f"mastaba -c {ini}")):
        raise Mistake("\n".join(lacking))
    note_plugins(registry)


def _named(known: list[Owner], name: str) -> Owner:
    for owner in known:
        if owner.name == name:
            return owner
    raise Mistake(f"There is no owner {name}; known: {', '.join(o.name for o in known)}")
