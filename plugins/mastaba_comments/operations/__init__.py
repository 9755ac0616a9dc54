"""Everything that changes comments: each asks the rights on the node and writes the audit.

Lives here: sending, changing, taking back, deciding, opening and closing, and the one function
that keeps the row of a thread right (`tally.py`). What only reads is outside. To add an operation,
write one in a file of its own, end with `tally` where readers or moderators see a difference, and
record what happened by uids: no name, mail or text of anybody goes into the audit.
"""

from mastaba_comments.operations.change import change, edit_as_moderator
from mastaba_comments.operations.decide import Decided, decide
from mastaba_comments.operations.draft import Draft
from mastaba_comments.operations.opening import set_open
from mastaba_comments.operations.post import post
from mastaba_comments.operations.tally import Delta, tally, tally_many
from mastaba_comments.operations.vanish import delete_for_good, take_back, vanish

__all__ = [
    "Decided",
    "Delta",
    "Draft",
    "change",
    "decide",
    "delete_for_good",
    "edit_as_moderator",
    "post",
    "set_open",
    "take_back",
    "tally",
    "tally_many",
    "vanish",
]
