"""Moderating: the queue of comments, what moderators do there, and who is banned.

`asked.py` says what an address asks for, `listing.py` finds it, `rows.py` tells everything that
stands in a row for a whole list in a few statements, `acting.py` does what a button says. Every
list comes from `shown.to_moderate`, so who moderates one branch sees that branch everywhere.

What must not be here: changes of comments (`operations/`), and what visitors see (`talking/`).
To add an action, add it to `actions.py`; a button, its key and its undo follow from it.
"""

from typing import Any


def includeme(config: Any) -> None:
    """Register the screens and their places in the admin."""
    from mastaba_comments.moderating import bans, changing, one, page_tab, places, queue

    for module in (queue, one, changing, bans, page_tab, places):
        module.includeme(config)
