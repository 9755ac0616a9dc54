"""Trust: what a moderator says of all comments of one author."""

from __future__ import annotations

from typing import Any

from mastaba.api import OperationError, allow, find_at, insert_into, record
from mastaba_comments.models import Author
from mastaba_comments.permissions import MODERATE

KINDS = ("account", "mail")


def trust(request: Any, token: str, trusted: bool | None) -> None:
    """True: the author's comments never wait; False: all of them do; None: counters decide.

    `token` is that of an account or of a mail address. It needs the right to moderate the whole
    site. Raises `HTTPForbidden`, `OperationError`.
    """
    root = find_at(request, "/")
    allow(request, root, MODERATE)
    kind, _, whose = token.partition(":")
    if kind not in KINDS or not whose:
        raise OperationError("Only members and people who gave an e-mail can be trusted.")
    new = insert_into(request, Author).values(token=token, shown=0, refused=0, trusted=trusted)
    said = {"trusted": trusted}
    request.db.execute(new.on_conflict_do_update(index_elements=["token"], set_=said))
    record(request, "comments.author.trust", root, kind=kind, trusted=trusted)
