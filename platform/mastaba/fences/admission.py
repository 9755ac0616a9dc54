"""What is not even tried: the questions that every call behind a fence pays for.

A thread that sleeps cannot be ended. That others do not follow it keeps the site up.
"""

from __future__ import annotations

from typing import Any

from pyramid_retry import is_last_attempt

from mastaba.fences.tally import Fences, Run, Tally

CORE = "core"
OFF = "mastaba.fences.off"  # in the environ: what is left out when a request is tried again
PATIENCE = 10  # this part of the time that a call may take, the last thread waits for a seat


def left_out(request: Any, fences: Fences, tally: Tally, key: tuple[str, str], now: float) -> str:
    """Why the thing `key` (owner, what) is left out at this moment; nothing when it is not."""
    if tally.off_until > now:
        return f"it is left out for a while, because {tally.last}"
    if tally.running and _is_held_up(fences, tally, now):
        return "it has been at work for too long in another request"
    off = request.environ.get(OFF)
    if off and (key in off or (key[0] != CORE and is_last_attempt(request))):
        return "the database refused what it asked"
    return ""


def _is_held_up(fences: Fences, tally: Tally, now: float) -> bool:
    """Whether a call is late; after a pause one call is enough to see whether it is mended."""
    if tally.strikes >= fences.strikes:
        return True
    return any(run.deadline < now for run in [*tally.running])


def enter(fences: Fences, owner: str, run: Run) -> str:
    """Have this thread count as one that a plugin may hold up; the reason why it may not.

    There is one seat less than threads, so that one is always left for other pages. The last
    thread waits a moment for a seat to become free: where nobody is held up, that is all it takes.
    """
    run.seated = run.outer is not None and run.outer.seated
    if owner == CORE or run.seated:
        return ""
    run.seat = run.seated = fences.seats.acquire(timeout=fences.seconds / PATIENCE)
    return "" if run.seat else "all threads of the server but one are waiting for plugins"


def leave(fences: Fences, run: Run) -> None:
    """Give the seat back."""
    if run.seat:
        fences.seats.release()
