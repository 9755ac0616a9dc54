"""Names that readers saw have changed: what was kept of their conversations is made anew."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from mastaba.api import PersonRenamed
from mastaba_comments.models import GONE, SHOWN, Comment, Thread
from mastaba_comments.talking.keeping import Keeping


def on_renamed(event: PersonRenamed) -> None:
    """An account has another name, or none any more."""
    seen_by_readers(event.request, Comment.account_id == event.account.id)


def seen_by_readers(request: Any, which: Any) -> None:
    """Count up the versions of the threads in which readers see comments for which `which`."""
    nodes = select(Comment.node_id).where(which, Comment.state.in_((SHOWN, GONE)))
    change = update(Thread).where(Thread.node_id.in_(nodes))
    request.db.execute(
        change.values(version=Thread.version + 1).execution_options(synchronize_session=False)
    )


def drop_kept(request: Any) -> None:
    """Drop this process's HTML when the transaction is committed.

    Others never show theirs again, because of the version, and lose it by and by.
    """
    request.tm.get().addAfterCommitHook(_drop, args=(request.service(Keeping),))


def _drop(committed: bool, keeping: Keeping) -> None:
    if committed:
        keeping.forget()
