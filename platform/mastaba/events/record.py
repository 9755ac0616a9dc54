"""Write down what an operation did."""

from __future__ import annotations

from typing import Any

from mastaba.events.models import Audit, Outbox

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
    """Add a message that is delivered after the commit, and not at all after an abort."""
    request.db.add(Outbox(topic=topic, payload=payload, created=request.now, due=request.now))
