"""How people talk here; each room has settings of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from mastaba.api import Section, setting


class CommentSettings(Section, prefix="mastaba.comments"):
    """Who may comment on what, and how it is shown."""

    types: str = setting(
        "*.page",
        help="Types of content that take comments, separated by blanks, beside those whose plugin "
        "says so; * stands for any letters.",
        editable=True,
    )
    visitors: bool = setting(
        True, help="Whether visitors without an account may write.", editable=True
    )
    depth: int = setting(
        4, help="Levels that answers are indented by; deeper ones stand below.", ge=0, le=9,
        editable=True,
    )  # fmt: skip
    order: Literal["oldest", "newest"] = setting(
        "oldest", help="Which conversation comes first.", editable=True
    )
    page_size: int = setting(50, help="Comments on one page.", ge=5, le=200, editable=True)
    longest: int = setting(
        5000, help="Characters of a comment at most.", ge=100, le=50_000, editable=True
    )
    close_after: timedelta = setting(
        timedelta(0),
        help="How long after publication a page takes comments; 0 = always.",
        editable=True,
    )
    change_within: timedelta = setting(
        timedelta(minutes=15),
        help="How long authors may change and take back what they wrote.",
        editable=True,
    )
    consent: str = setting(
        "",
        help="What writers agree to by a tick before they send; empty = nothing.",
        editable=True,
    )
