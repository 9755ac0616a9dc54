"""What holds a comment back, and what makes it spam."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from mastaba.api import Section, setting

HOLD_WORDS = (
    "viagra, cialis, levitra, online casino*, payday loan*, porn*, buy followers, seo service*"
)


class ScreeningSettings(
    Section, prefix="mastaba.comments.screening", heading="Comments: what waits, what is spam"
):
    """Which comments are shown at once, wait for a moderator, or are spam."""

    hold: Literal["first", "all", "suspicious"] = setting(
        "first",
        label="Comments that wait",
        help="first = until moderators have shown some of a member, and all by visitors; all = "
        "everybody's; suspicious = those that something speaks against.",
        editable=True,
    )
    first: int = setting(
        1,
        label="Shown comments that make a member known",
        help="Further ones of the same member need not wait.",
        ge=1, le=100, editable=True,
    )  # fmt: skip
    trust_mail: bool = setting(
        False,
        label="Know visitors by their e-mail",
        help="Anybody can type the address of somebody else.",
        editable=True,
    )
    hold_words: str = setting(
        HOLD_WORDS,
        label="Words that make a comment wait",
        help="Words and phrases, separated by commas; * at the beginning or end of one stands for "
        "any letters.",
        editable=True,
        long=True,
    )
    spam_words: str = setting(
        "",
        label="Words that make a comment spam",
        help="Written in the same way.",
        editable=True,
        long=True,
    )
    links: int = setting(
        2,
        label="Links that are nothing unusual",
        help="More of them in one comment count against it.",
        ge=0, le=100, editable=True,
    )  # fmt: skip
    quickest: timedelta = setting(
        timedelta(seconds=3),
        label="Shortest time to write a comment",
        help="What is sent sooner after the form was opened was not typed by a person.",
        editable=True,
    )
    hourly: int = setting(
        30,
        label="Comments of one author within an hour",
        help="More are not taken.",
        ge=1, le=200, editable=True,
    )  # fmt: skip
    reports: int = setting(
        3,
        label="Reports that make a comment wait again",
        help="So many readers must report it.",
        ge=1, le=1000, editable=True,
    )  # fmt: skip
    hold_at: int = setting(
        30,
        label="Points that make a comment wait",
        help="Each comment in the queue says what it has points for.",
        ge=1, le=1000, editable=True,
    )  # fmt: skip
    spam_at: int = setting(
        100,
        label="Points that make a comment spam",
        help="Nobody but moderators ever sees it.",
        ge=1, le=1000, editable=True,
    )  # fmt: skip
