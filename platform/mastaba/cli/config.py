"""`mastaba config`: every setting, its value and where that comes from."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

import click
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from mastaba.cli.application import load
from mastaba.cli.mistakes import Mistake
from mastaba.db import Database
from mastaba.settings import Declared, declared, store_of
from mastaba.settings.stored import open_keys, with_stored
from mastaba.settings.values import write
from mastaba.tree.models import SiteSetting


@click.command()
@click.argument("name", required=False)
@click.pass_context
def config(ctx: click.Context, name: str | None) -> None:
    """Print all settings, or the one called NAME, and where each value comes from.

    "ini" is the ini file, "site" what administrators set in the browser, "default" neither.
    """
    items = known(load(ctx.obj).registry)
    if name is None:
        _print_all(items)
    else:
        _print_one(_named(items, name))


def known(registry: Any) -> list[Declared]:
    """Every declared setting as it applies, the first site's stored ones included."""
    applied = _applied(registry, _stored(registry))
    return [
        replace(item, value=applied[item.key], source="site") if item.key in applied else item
        for item in declared(registry)
    ]


def _applied(registry: Any, stored: dict[str, Any]) -> dict[str, str]:
    """By key, what is stored and counts: the ini file leaves it open."""
    found = {}
    for section in store_of(registry).sections:
        values = with_stored(registry, section, stored)
        for name, key in open_keys(registry, section).items():
            if key in stored:
                found[key] = write(getattr(values, name))
    return found


def _stored(registry: Any) -> dict[str, Any]:
    """Rows of the first site; none while the database cannot be read."""
    statement = select(SiteSetting.key, SiteSetting.value).order_by(SiteSetting.site_id.desc())
    try:
        with closing(registry[Database].reading_session()) as session:
            return {row.key: row.value for row in session.execute(statement)}
    except SQLAlchemyError:
        return {}


def _print_all(items: list[Declared]) -> None:
    width = max(len(item.key) for item in items)
    for item in items:
        click.echo(f"{item.key:{width}}  {item.source:7}  {_in_one_line(item.value)}".rstrip())


def _print_one(item: Declared) -> None:
    for label, text in (
        (item.key, item.value),
        ("from", item.source),
        ("default", item.default),
        ("expected", item.expected),
        ("example", item.example),
        ("help", item.help),
    ):
        click.echo(f"{label}: {_in_one_line(text)}".rstrip())


def _in_one_line(text: str) -> str:
    """Several values are kept one a line; a list of settings has one setting a line."""
    return " ".join(text.splitlines())


def _named(items: list[Declared], name: str) -> Declared:
    by_key = {item.key: item for item in items}
    found = by_key.get(name) or by_key.get(f"mastaba.{name}")
    if found is not None:
        return found
    near = get_close_matches(name, by_key, n=1)
    hint = f"did you mean {near[0]}?" if near else "`mastaba config` lists all of them."
    raise Mistake(f"There is no setting {name}; {hint}")
