"""What is not even tried: the questions that every call behind a fence pays for.

A thread that sleeps cannot be ended. That others do not follow it keeps the site up.
"""

from __future__ import annotations

from typing import Any

from pyramid_retry import is_last_attempt

from mastaba.fences.tally import Fences, Run, Tally

CORE = "core"
OFF = "mastaba.fences.off"  # in the environ: what is left out when a request is tried again
PATIENCE = 10  # this part of the time that one may take says that a thread is held up


def left_out(request: Any, fences: Fences, tally: Tally, key: tuple[str, str], now: float) -> str:
    """Why the thing `key` (owner, what) is left out at this moment; nothing when it is not."""
    if tally.off_until > now:
        return f"it is left out for a while, because {tally.last}"
    if tally.running and _is_held_up(fences, tally, now):
        return "it has been at work for too long in another request"
    if len(fences.running) >= fences.crowd and key[0] != CORE and _last_thread(fences, now):
        return "the other threads of the server are waiting for plugins"
    off = request.environ.get(OFF)
    if off and (key in off or (key[0] != CORE and is_last_attempt(request))):
        return "the database refused what it asked"
    return ""


def _is_held_up(fences: Fences, tally: Tally, now: float) -> bool:
    """Whether a call is late; after a pause one call is enough to see whether it is mended."""
    if tally.strikes >= fences.strikes:
        return True
    return any(run.deadline < now for run in [*tally.running])


def _last_thread(fences: Fences, now: float) -> bool:
    """Whether all threads but this one are held up, so that it is kept for other pages."""
    if getattr(fences.here, "run", None) is not None:
        return False
    since = now - fences.seconds / PATIENCE
    held = [run for run in [*fences.running] if _began(fences, run) < since]
    return len(held) >= fences.crowd


def _began(fences: Fences, run: Run) -> float:
    return run.deadline - fences.seconds
