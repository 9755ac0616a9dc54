"""What moderators do with comments: buttons, keys, and the words that tell of it."""

from __future__ import annotations

from dataclasses import dataclass

from mastaba_comments.models import SHOWN, SPAM, TRASH, WAITING

SETTLE, DELETE = "settle", "delete"
REPORTED = "reported"


@dataclass(frozen=True)
class Action:
    """`state` is where it leads, None where it changes something else than the state."""

    name: str
    label: str
    icon: str
    key: str
    done: str
    state: str | None = None
    confirm: str = ""


ACTIONS = {
    action.name: action
    for action in (
        Action("approve", "Approve", "check", "a", "approved", SHOWN),
        Action(SETTLE, "Leave it", "check", "l", "left as it is", None),
        Action("wait", "Hold back", "undo-2", "w", "held back", WAITING),
        Action("spam", "Spam", "shield-alert", "s", "marked as spam", SPAM),
        Action("trash", "Trash", "trash-2", "t", "put into the trash", TRASH),
        Action(
            DELETE, "Delete for good", "x", "", "deleted for good", None,
            "Nothing is left of it, and nobody can bring it back.",
        ),
    )
}  # fmt: skip
OFFERED = {
    WAITING: ("approve", "spam", "trash"),
    SHOWN: ("wait", "spam", "trash"),
    SPAM: ("approve", "trash", DELETE),
    TRASH: ("approve", "wait", DELETE),
    REPORTED: (SETTLE, "wait", "spam", "trash"),
}
TABS = {
    WAITING: "Waiting",
    REPORTED: "Reported",
    SHOWN: "Shown",
    SPAM: "Spam",
    TRASH: "Trash",
}
OF_STATE = {action.state: action for action in ACTIONS.values() if action.state}


def offered(name: str) -> list[Action]:
    """The actions of a tab, or of a comment in a state; none of what was taken back."""
    return [ACTIONS[action] for action in OFFERED.get(name, ())]


def comments(number: int) -> str:
    """`1 comment`, `2 comments`."""
    return f"{number:,} comment{'' if number == 1 else 's'}"
