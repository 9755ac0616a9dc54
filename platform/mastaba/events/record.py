"""Write down what an operation did."""

from __future__ import annotations

from typing import Any

from mastaba.events.models import Audit, Outbox
from mastaba.events.subscribers import Bell, Subscribers

SYSTEM = "system"


def record(request: Any, action: str, node: Any = None, *, subject: str = "", **data: Any) -> None:
    """Add the audit row and the outbox event of `action` to the running transaction.

    `node` is what was changed, if it is in the tree; otherwise `subject` names it for people.
    `data` must be JSON.
    """
    identity = request.identity
    uid = None if node is None else node.uid
    request.db.add(
        Audit(
            at=request.now,
            actor_uid=None if identity is None else identity.uid,
            actor_name=SYSTEM if identity is None else identity.name,
            action=action,
            node_uid=uid,
            subject=(subject or getattr(node, "title", "") or "")[:300],
            data=data,
        )
    )
    emit(request, action, {"node": uid, **data})


def emit(request: Any, topic: str, payload: dict[str, Any]) -> None:
    """Tell the subscribers of `topic` after the commit, and nobody after an abort."""
    for name in request.registry[Subscribers].names_for(topic):
        enqueue(request, name, topic, payload)


def enqueue(request: Any, subscriber: str, topic: str, payload: dict[str, Any]) -> None:
    """Add a message to one subscriber to the running transaction."""
    now = request.now
    request.db.add(
        Outbox(topic=topic, subscriber=subscriber, payload=payload, created=now, due=now)
    )
    wake_after_commit(request)


def wake_after_commit(request: Any) -> None:
    """Ring the bell of this process's relay when the running transaction is committed."""
    bell: Bell = request.registry[Bell]
    request.tm.get().addAfterCommitHook(_ring, args=(bell,))


def _ring(committed: bool, bell: Bell) -> None:
    if committed:
        bell.set()
