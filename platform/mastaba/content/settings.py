"""Settings of the content."""

from __future__ import annotations

from datetime import timedelta

from mastaba.settings import Section, setting


class ContentSettings(Section, prefix="mastaba.content"):
    """How long the history of pages is kept."""

    keep_revisions: int = setting(
        0,
        help="Versions of a page that are always kept, the newest first; 0 = every version. Kept "
        "in any case are what is live, what is scheduled, and what is younger than the next key "
        "says.",
        ge=0,
    )
    keep_revisions_for: timedelta = setting(
        timedelta(days=365), help="How long every version of a page is kept."
    )
