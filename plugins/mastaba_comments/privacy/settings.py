"""How long what is known of people is kept."""

from __future__ import annotations

from datetime import timedelta

from mastaba.api import Rate, Section, setting


class PrivacySettings(Section, prefix="mastaba.comments.privacy"):
    """0 = for ever, but for addresses: they go within the hour then."""

    addresses_for: timedelta = setting(
        timedelta(days=30),
        help="How long keyed hashes of network addresses are kept, and bans of such addresses.",
    )
    refused_for: timedelta = setting(
        timedelta(days=30), help="After that long spam and trash are deleted; 0 = never."
    )
    mails_for: timedelta = setting(
        timedelta(0), help="How long mail addresses of visitors are kept; 0 = with the comment."
    )
    history_for: timedelta = setting(
        timedelta(days=180),
        help="How long former words of comments and settled reports are kept; 0 = for ever.",
    )
    rates: tuple[Rate, ...] = setting(
        ("10/minute", "60/hour"),
        help="How often one address may ask on the page on which visitors get what is known of "
        "them; its whole network, a few times that.",
        example="5/minute 30/hour",
    )
