"""Records: rows of a plugin that belong to a node without being nodes: votes, comments, answers.

Lives here: the base class, what a plugin declares of it, lists filtered by the rights on the
node, and the operations. A record goes with its node: it is hidden with it in the trash and
deleted with it for good. To add a kind of record, write a class, `config.add_record(Vote, ...)`,
and call the operations from your views.
"""

from __future__ import annotations

from typing import Any

from mastaba.content.records.declare import RecordTypes, add_record


def includeme(config: Any) -> None:
    """Register the directive."""
    config.registry[RecordTypes] = RecordTypes()
    config.add_directive("add_record", add_record)
