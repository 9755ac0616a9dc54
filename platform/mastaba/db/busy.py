"""A lock that could not be had in time is worth another attempt, on PostgreSQL too.

zope.sqlalchemy knows deadlocks and serialisation failures (SQLSTATE class 40), not this one.
"""

from __future__ import annotations

from pyramid_retry import mark_error_retryable
from sqlalchemy import Engine, event
from sqlalchemy.engine import ExceptionContext

LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL, appendix A: lock_timeout has passed


def retry_when_busy(engine: Engine) -> None:
    """Mark that error on everything `engine` runs."""
    event.listen(engine, "handle_error", _mark)


def _mark(context: ExceptionContext) -> None:
    if getattr(context.original_exception, "sqlstate", "") == LOCK_NOT_AVAILABLE:
        for error in (context.sqlalchemy_exception, context.original_exception):
            if error is not None:
                mark_error_retryable(error)
