"""Talking: what visitors see of a conversation, and what they send.

Lives here: the conversation below a page (`below.py`) and at `@@comments` (`whole.py`), the form
(`form.py`, `send.py`), changing and taking back one's own (`own.py`), reports (`reporting.py`),
the block of the latest comments (`latest.py`). Does not live here: whether somebody may write and
what becomes of it (`operations/`, `screening/`), moderation (`moderating/`).

A page with comments is the same for everybody and sets no cookie; whatever is about one person
comes from addresses that nobody keeps. To show more of each comment, add it to `Said` and to
`comments/comment.jinja2`; `keeping.py` says what its HTML may depend on.
"""

from typing import Any


def includeme(config: Any) -> None:
    """Register slot, views and block."""
    for room in ("keeping", "below", "whole", "form", "own", "reporting", "latest"):
        config.include(f"mastaba_comments.talking.{room}")
    config.include("mastaba_comments.counting")
