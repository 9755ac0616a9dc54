"""Privacy: what is known of those who comment, how long, and how they get it and lose it.

Lives here: the hooks that `add_record` is given (export, erase, forget), the periodic work that
forgets by itself, and the page on which visitors ask (`own_data.py`). What is known of somebody
is found by `theirs.py` and by nothing else, so that all speak of the same rows. A new table with
something personal gets a line in each of the three hooks, and in `retention.py` when it is not to
be kept for ever.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any


def includeme(config: Any) -> None:
    """Register settings, the periodic work, and who hears of new names."""
    from mastaba.api import PersonRenamed
    from mastaba_comments.privacy.names import on_renamed
    from mastaba_comments.privacy.retention import forget_old
    from mastaba_comments.privacy.settings import PrivacySettings

    config.declare_settings(PrivacySettings)
    config.add_periodic("comments.retention", forget_old, every=timedelta(hours=1))
    config.include("mastaba_comments.privacy.own_data")
    config.add_subscriber(on_renamed, PersonRenamed)
