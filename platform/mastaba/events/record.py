"""Write down what an operation did."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import insert

from mastaba.events.models import Audit, Outbox
from mastaba.events.subscribers import Bell, Subscribers

SYSTEM = "system"


def record(request: Any, action: str, node: Any = None, *, subject: str = "", **data: Any) -> None:
    """Add the audit row and the outbox event of `action` to the running transaction.

    `node` is what was changed, if it is in the tree; otherwise `subject` names it for people.
    `data` must be JSON.
    """
    request.db.add(Audit(**_audit(request, action, node, subject, data)))
    emit(request, action, {"node": _uid(node), **data})


def record_each(request: Any, action: str, changed: Iterable[tuple[Any, dict[str, Any]]]) -> None:
    """The same for many changes at once, given as (node, data), in one statement per table."""
    pairs = list(changed)
    rows = [_audit(request, action, node, "", data) for node, data in pairs]
    names = request.registry[Subscribers].names_for(action)
    told = [
        _message(request, name, action, {"node": _uid(node), **data})
        for node, data in pairs
        for name in names
    ]
    for model, values in ((Audit, rows), (Outbox, told)):
        if values:
            request.db.execute(insert(model), values)
    if told:
        wake_after_commit(request)


def emit(request: Any, topic: str, payload: dict[str, Any]) -> None:
    """Tell the subscribers of `topic` after the commit, and nobody after an abort."""
    for name in request.registry[Subscribers].names_for(topic):
        enqueue(request, name, topic, payload)


def enqueue(request: Any, subscriber: str, topic: str, payload: dict[str, Any]) -> None:
    """Add a message to one subscriber to the running transaction."""
    request.db.add(Outbox(**_message(request, subscriber, topic, payload)))
    wake_after_commit(request)


def wake_after_commit(request: Any) -> None:
    """Ring the bell of this process's relay when the running transaction is committed."""
    bell: Bell = request.registry[Bell]
    request.tm.get().addAfterCommitHook(_ring, args=(bell,))


def _ring(committed: bool, bell: Bell) -> None:
    if committed:
        bell.set()


def _uid(node: Any) -> str | None:
    return None if node is None else node.uid


def _audit(
    request: Any, action: str, node: Any, subject: str, data: dict[str, Any]
) -> dict[str, Any]:
    identity = request.identity
    return {
        "at": request.now,
        "actor_uid": None if identity is None else identity.uid,
        "actor_name": SYSTEM if identity is None else identity.name,
        "action": action,
        "node_uid": _uid(node),
        "subject": (subject or getattr(node, "title", "") or "")[:300],
        "data": data,
    }


def _message(request: Any, subscriber: str, topic: str, payload: dict[str, Any]) -> dict[str, Any]:
    now = request.now
    return {
        "topic": topic,
        "subscriber": subscriber,
        "payload": payload,
        "created": now,
        "due": now,
    }
