"""What holds a comment back, and what makes it spam."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from mastaba.api import Section, setting

HOLD_WORDS = (
    "viagra, cialis, levitra, online casino*, payday loan*, porn*, buy followers, seo service*"
)


class ScreeningSettings(Section, prefix="mastaba.comments.screening"):
    """Which comments are shown at once, wait for a moderator, or are spam."""

    hold: Literal["first", "all", "suspicious"] = setting(
        "first",
        help="Which comments wait: those of authors without enough shown ones, all, or only those "
        "that something speaks against.",
        editable=True,
    )
    first: int = setting(
        1,
        help="Comments of an author that moderators show before further ones need not wait.",
        ge=1, le=100, editable=True,
    )  # fmt: skip
    trust_mail: bool = setting(
        False,
        help="Whether visitors are known by their e-mail; anybody can type that of others.",
        editable=True,
    )
    hold_at: int = setting(
        30, help="Points that make a comment wait.", ge=1, le=1000, editable=True
    )
    spam_at: int = setting(
        100, help="Points that make a comment spam.", ge=1, le=1000, editable=True
    )
    quickest: timedelta = setting(
        timedelta(seconds=3),
        help="What is sent sooner after the form was opened was not typed by a person.",
        editable=True,
    )
    links: int = setting(
        2, help="Links in a comment that are nothing unusual.", ge=0, le=100, editable=True
    )
    hold_words: str = setting(
        HOLD_WORDS,
        help="Words and phrases that make a comment wait, separated by commas; * at the beginning "
        "or end of one stands for any letters.",
        editable=True,
    )
    spam_words: str = setting(
        "", help="Words and phrases that make a comment spam, written likewise.", editable=True
    )
    hourly: int = setting(
        30, help="Comments that one author may send within an hour.", ge=1, le=200, editable=True
    )
    reports: int = setting(
        3, help="Readers who report a comment until it waits again.", ge=1, le=1000, editable=True
    )
