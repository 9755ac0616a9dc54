"""Run something of a plugin so that its failure stays its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup, escape
from pyramid_retry import is_error_retryable, is_last_attempt

from mastaba.fences.admission import OFF, enter, leave, left_out
from mastaba.fences.box import box
from mastaba.fences.failures import DatabaseFailure, Failing
from mastaba.fences.tally import Fences, Run, Tally
from mastaba.fences.watch import OverBudget

Function = Callable[..., Any]


def owner_of(id: str) -> str:
    """The plugin that an id such as `event.upcoming` belongs to."""
    return id.partition(".")[0]


def fenced(request: Any, owner: str, what: str, function: Function, *args: Any) -> Markup:
    """The HTML of `function(*args)`, escaped unless it is Markup; nothing when it fails.

    Whoever may edit this page sees a box in its place that names the plugin `owner` and `what`.
    """
    value, reason = attempt(request, owner, what, function, *args)
    if reason:
        failed = request.registry[Fences].tally(owner, what).last_request
        return box(request, owner, what, reason, failed)
    if isinstance(value, Markup):
        return value  # escaping it would copy it
    return Markup("") if value is None else escape(value)


def attempt(
    request: Any, owner: str, what: str, function: Function, *args: Any
) -> tuple[Any, str]:
    """The value of `function(*args)` and no reason; or None and the reason why there is none.

    Raises what is worth another attempt of the whole request: a lock, and a database error,
    after which PostgreSQL answers nothing more in this transaction.
    """
    fences: Fences = request.registry[Fences]
    tally, started = fences.tally(owner, what), fences.clock()
    run = Run(started + fences.seconds, fences.statements, getattr(fences.here, "run", None))
    key = (owner, what)
    if reason := left_out(request, fences, tally, key, started) or enter(fences, owner, run):
        tally.skipped += 1
        return None, reason
    value, error = _called(request, fences, tally, run, function, args)
    now = fences.clock()
    if run.outer is not None:
        run.outer.deadline += now - started  # what is inside answers for its own time
    if error is None and not run.broken and run.left >= 0 and now <= run.deadline:
        tally.strikes = 0
        return value, ""
    failing = Failing(request, fences, tally, owner, what)
    return _judged(failing, run, value, error, now - started)


def _called(
    request: Any, fences: Fences, tally: Tally, run: Run, function: Function, args: tuple[Any, ...]
) -> tuple[Any, Exception | None]:
    """What it returned, or raised; an error that another attempt may spare is raised on."""
    fences.here.run = run
    tally.running.append(run)
    try:
        return function(*args), None
    except Exception as error:
        if is_error_retryable(request, error):
            raise
        return None, error
    finally:
        tally.running.remove(run)
        fences.here.run = run.outer
        leave(fences, run)


def _judged(
    failing: Failing, run: Run, value: Any, error: Exception | None, seconds: float
) -> tuple[Any, str]:
    """Count what went wrong. What only took too long is shown all the same."""
    if run.broken:
        return None, _without(failing, failing.database(error))
    if run.left < 0:
        return None, failing.storm()
    if error is None:
        failing.slow(seconds)
        return value, ""
    return None, failing.slow(seconds) if isinstance(error, OverBudget) else failing.error(error)


def _without(failing: Failing, reason: str) -> str:
    """Have the request tried again without it; the last attempt can only go on."""
    request, key = failing.request, (failing.owner, failing.what)
    if is_last_attempt(request):
        return reason
    request.environ[OFF] = {*request.environ.get(OFF, ()), key}
    raise DatabaseFailure(f"{failing.what} of {failing.owner}: {reason}; trying again without it")
