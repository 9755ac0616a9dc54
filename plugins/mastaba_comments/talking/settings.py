"""Settings of the forms."""

from __future__ import annotations

from mastaba.api import Rate, Section, setting


class TalkingSettings(Section, prefix="mastaba.comments.talking"):
    """How often somebody may send something, and what the form asks for."""

    rates: tuple[Rate, ...] = setting(
        ("6/minute", "60/hour"),
        help="How often one address may send a comment; its whole network, a few times that.",
        example="5/minute 30/hour",
    )
    mail_asked: bool = setting(
        True, help="Whether visitors are asked for an e-mail address, which they may leave out.",
        editable=True,
    )  # fmt: skip
