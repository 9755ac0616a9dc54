"""`mastaba import KIND SOURCE`: bring content in from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from mastaba.cli.application import command_request, load
from mastaba.cli.migrate import refuse_pending
from mastaba.cli.mistakes import Mistake
from mastaba.content.importing import Importer, Importers, Report, Transactions, run_import


@click.command("import")
@click.argument("kind")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--into", help="Path of the place to import into; each kind has one of its own.")
@click.option(
    "--publish/--drafts",
    default=None,
    help="Show it to visitors, or do not (default: as it says).",
)
@click.option(
    "--set",
    "options",
    multiple=True,
    metavar="NAME=VALUE",
    help="An option of the kind of source.",
)
@click.option("--dry-run", is_flag=True, help="Try all of it, report, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON on standard output.")
@click.pass_context
def import_(
    ctx: click.Context,
    kind: str,
    source: Path,
    into: str | None,
    publish: bool | None,
    options: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import SOURCE, a folder or file of KIND (such as markdown).

    Safe to run again: what was imported and has not changed is left alone, what somebody edited
    here too. What cannot be imported is listed on standard error.
    """
    config = load(ctx.obj)
    importer = _named(config.registry[Importers], kind)
    refuse_pending(config.registry, ctx.obj)
    given = _pairs(options)
    with _rehearsal(config) if dry_run else nullcontext(partial(command_request, config)) as begin:
        report = _run(begin, importer, source, into, publish, given)
    for refused in report.refused:
        click.secho(f"{refused.place}: {refused.reason}: {refused.detail}", fg="red", err=True)
    if as_json:
        click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=1))
    else:
        Console().print(_table(report))


def _named(importers: Importers, kind: str) -> Importer:
    importer = importers.by_name.get(kind)
    if importer is None:
        known = ", ".join(sorted(importers.by_name)) or "none; enable a plugin that has one"
        raise Mistake(f"There is no import of “{kind}”; known: {known}.")
    return importer


def _pairs(options: tuple[str, ...]) -> dict[str, str]:
    wrong = [option for option in options if "=" not in option]
    if wrong:
        raise Mistake(f"--set {wrong[0]}: expected NAME=VALUE, such as --set missing=skip.")
    return {name: value for name, _, value in (option.partition("=") for option in options)}


class _Undone(Exception):
    """Ends a rehearsal."""


@contextmanager
def _rehearsal(config: Any) -> Iterator[Transactions]:
    """One transaction for everything, which is taken back; changes by others wait meanwhile."""
    with suppress(_Undone), command_request(config) as request:

        @contextmanager
        def part() -> Iterator[Any]:
            with request.db.begin_nested():
                yield request

        yield part
        raise _Undone


def _run(
    begin: Transactions,
    importer: Importer,
    source: Path,
    into: str | None,
    publish: bool | None,
    options: Mapping[str, str],
) -> Report:
    """The import behind a progress bar on standard error."""
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task(f"Reading {source.name}", total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, description=f"Importing {source.name}", completed=done, total=total)

        return run_import(begin, importer, source, into, show, publish, options)


def _table(report: Report) -> Table:
    """One line per kind, then one per reason to skip."""
    table = Table("", "seen", "created", "updated", "skipped", box=None, header_style="bold")
    for kind in sorted(report.kinds):
        count = report.kinds[kind]
        numbers = (count.seen, count.created, count.updated, count.skipped.total())
        table.add_row(kind, *(str(number) for number in numbers))
        for reason, number in sorted(count.skipped.items()):
            table.add_row(f"  [dim]{reason}[/dim]", "", "", "", f"[dim]{number}[/dim]")
    return table
