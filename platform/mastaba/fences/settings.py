"""Settings of the fences."""

from __future__ import annotations

from datetime import timedelta

from pydantic import field_validator

from mastaba.settings import Section, setting


class FenceSettings(Section, prefix="mastaba.fences"):
    """What a slot item or a block of a plugin may cost the page that it stands on."""

    time: timedelta = setting(
        timedelta(milliseconds=500), help="How long one slot item or block may take."
    )
    statements: int = setting(
        20, help="How many SQL statements one slot item or block may send.", ge=1, le=1000
    )
    strikes: int = setting(
        3,
        help="After so many times in a row beyond a budget, or in error with the database, a slot "
        "item or block is left out for a while.",
        ge=1,
        le=1000,
    )
    pause: timedelta = setting(timedelta(minutes=1), help="For how long it is left out.")

    @field_validator("time")
    @classmethod
    def _check_time(cls, value: timedelta) -> timedelta:
        if value <= timedelta(0):
            raise ValueError("mastaba.fences.time is 0s; expected some time, such as 500ms.")
        return value
