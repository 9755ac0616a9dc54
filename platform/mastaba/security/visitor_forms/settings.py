"""The settings below `mastaba.forms`."""

from __future__ import annotations

from datetime import timedelta

from limits import parse
from pydantic import field_validator

from mastaba.settings import Section, setting


class VisitorFormSettings(Section, prefix="mastaba.forms"):
    """Forms that visitors may send without a log-in."""

    ticket_age: timedelta = setting(
        timedelta(hours=12),
        help="How long a form may stay open before it has to be opened anew.",
    )
    rates: tuple[str, ...] = setting(
        ("10/minute", "60/hour"),
        help="How often one address may send a form that sets no limits of its own.",
        example="5/minute 30/hour",
    )
    network_factor: int = setting(
        4, help="How many times that its whole network may send: /24 of IPv4, /48 of IPv6.", ge=1
    )

    @field_validator("rates")
    @classmethod
    def _check_rates(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for rate in value:
            check_rate(rate)
        return value


def check_rate(rate: str) -> None:
    """Raise `ValueError` with a sentence when `rate` is not like `5/minute`."""
    try:
        parse(rate)
    except ValueError:
        raise ValueError(
            f"{rate[:80]!r} is no limit; expected a number and a time, such as 5/minute or "
            "30/hour."
        ) from None
