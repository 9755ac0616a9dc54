"""Settings of the jobs."""

from __future__ import annotations

from datetime import timedelta

from pydantic import field_validator

from mastaba.settings import Section, setting

EXPECTED = "sqlite:///FILE, postgresql://USER:PASSWORD@HOST/NAME or redis://HOST:6379/0"
SCHEMES = ("sqlite", "postgresql", "redis", "rediss")


class JobSettings(Section, prefix="mastaba.jobs"):
    """Long work behind the requests: who does it and where it waits."""

    queue: str = setting(
        "",
        help="Where workers look for what is next; empty = a file beside an SQLite database, "
        f"else the PostgreSQL database itself. Otherwise: {EXPECTED}.",
        example="redis://localhost:6379/0",
        secret=True,
    )
    workers: int = setting(
        1,
        help="Jobs done at the same time inside `mastaba serve`; 0 = none there, then "
        "`mastaba jobs run` must run beside it.",
        ge=0,
        le=32,
    )
    keep: timedelta = setting(timedelta(days=30), help="How long finished jobs stay in the list.")

    @field_validator("queue")
    @classmethod
    def _check_queue(cls, value: str) -> str:
        scheme, mark, _ = value.partition("://")
        if value and (not mark or scheme.partition("+")[0] not in SCHEMES):
            raise ValueError(f"mastaba.jobs.queue is no address of a queue; expected {EXPECTED}.")
        return value
