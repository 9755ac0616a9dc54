"""An action on more pages than one request should change, done as a job."""

from __future__ import annotations

from typing import Any

from mastaba.admin.bulk_words import WORDS, told
from mastaba.admin.selection import every_id
from mastaba.content.operations.bulk import BulkRefused, bulk
from mastaba.content.operations.bulk_actions import Options
from mastaba.jobs import Refused, Work, start_job
from mastaba.tree.locate import find
from mastaba.tree.models import Node

JOB = "core.bulk"
GONE = "The place of these pages is not there any more."


def start_bulk_job(
    request: Any,
    title: str,
    context: Node,
    action: str,
    fields: list[tuple[str, str]],
    options: Options,
) -> str:
    """Have `action` done to the selection that `fields` say; returns the job's uid."""
    target = options.target
    payload = {
        "context": context.uid,
        "tree": context.tree,
        "action": action,
        "fields": fields,
        "target": None if target is None else target.uid,
        "add": options.add,
        "remove": options.remove,
    }
    return start_job(request, JOB, payload, title=title)


def bulk_job(request: Any, work: Work) -> str:
    """Do it, with the rights of now, to what matches now; one transaction, all or nothing."""
    asked = work.payload
    context = _place(request, asked, "context")
    request.context = context  # lists are those of the tree that it is in
    target = _place(request, asked, "target") if asked["target"] else None
    options = Options(asked["tree"], target, tuple(asked["add"]), tuple(asked["remove"]))
    ids = _meant(request, context, [(name, value) for name, value in asked["fields"]])

    def progress(done: int) -> None:
        work.progress(done, len(ids))

    try:
        outcome = bulk(request, asked["action"], ids, options, progress=progress)
    except BulkRefused as refused:
        raise Refused(f"Nothing was changed. {refused}") from None
    return told(WORDS[asked["action"]], outcome.changed, outcome.same)


def _place(request: Any, asked: dict[str, Any], name: str) -> Node:
    node = find(request, asked[name], tree=asked["tree"])
    if node is None:
        raise Refused(GONE)
    return node


def _meant(request: Any, context: Node, fields: list[tuple[str, str]]) -> list[int]:
    if ("all", "1") in fields:
        return every_id(request, context, fields)
    return [int(value) for name, value in fields if name == "select"]


def includeme(config: Any) -> None:
    """Declare the job."""
    config.add_job(JOB, bulk_job)
