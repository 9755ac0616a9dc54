"""The settings below `mastaba.forms`, and the kind of setting that is a limit."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from limits import parse_many
from pydantic import AfterValidator

from mastaba.settings import Section, setting


def check_rate(rate: str) -> str:
    """The limit as it was written. Raises `ValueError` when it is not one like `5/minute`."""
    try:
        (_,) = parse_many(rate)
    except ValueError:
        raise ValueError(
            f"{rate[:80]!r} is no limit; expected a number and a time, such as 5/minute or "
            "30/hour, and white space between several."
        ) from None
    return rate


Rate = Annotated[str, "a limit such as 5/minute or 30/hour", AfterValidator(check_rate)]


class VisitorFormSettings(Section, prefix="mastaba.forms"):
    """Forms that visitors may send without a log-in."""

    ticket_age: timedelta = setting(
        timedelta(hours=12),
        help="How long a form may stay open before it has to be opened anew.",
    )
    rates: tuple[Rate, ...] = setting(
        ("10/minute", "60/hour"),
        help="How often one address may send a form that sets no limits of its own.",
        example="5/minute 30/hour",
    )
    network_factor: int = setting(
        4, help="How many times that its whole network may send: /24 of IPv4, /48 of IPv6.", ge=1
    )
