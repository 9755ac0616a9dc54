"""What fenced code does to the database: counted where it is sent, whoever sends it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import ExceptionContext

from mastaba.db import Database
from mastaba.fences.tally import Fences, Run


class OverBudget(Exception):
    """Code behind a fence asks the database more often, or for longer, than it may."""


def watch(database: Database, fences: Fences) -> None:
    """Count what is sent behind a fence, refuse what is beyond its budget, note what fails."""
    here = fences.here

    def count(*_event: Any) -> None:
        run: Run | None = getattr(here, "run", None)
        if run is None:
            return
        run.left -= 1
        if run.left < 0 or fences.clock() > run.deadline:
            raise OverBudget

    def note(context: ExceptionContext) -> None:
        run: Run | None = getattr(here, "run", None)
        if run is not None and context.sqlalchemy_exception is not None:
            run.broken = True

    # A server's reading engine is the writing one with an option, and hears the same events.
    for engine in (database.writes, *([database.reads] if database.is_sqlite else ())):
        event.listen(engine, "before_cursor_execute", count)
        event.listen(engine, "handle_error", note)
