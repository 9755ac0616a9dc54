"""What a plugin says of a kind of record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from mastaba.content.records.models import Record
from mastaba.declaring import declare

Export = Callable[[Any, Any], list[dict[str, Any]]]
Erase = Callable[[Any, Any], int]


@dataclass(frozen=True)
class RecordType:
    """A kind of record, with the permissions it needs on the node and its two privacy hooks."""

    name: str
    model: type[Record]
    title: str
    create: str
    manage: str
    export: Export | None
    erase: Erase | None


@dataclass
class RecordTypes:
    """The declared kinds of records, by name."""

    by_name: dict[str, RecordType] = field(default_factory=dict)

    def of(self, model: type[Record]) -> RecordType:
        """What was declared of `model`. Raises `LookupError`."""
        found = self.by_name.get(model.__type__)
        if found is None:
            raise LookupError(f"{model.__name__} is no record; say config.add_record first.")
        return found


def add_record(
    config: Any,
    model: type[Record],
    *,
    title: str,
    create: str = "edit",
    manage: str = "edit",
    export: Export | None = None,
    erase: Erase | None = None,
) -> None:
    """Directive: declare a kind of record.

    Whoever has the permission `create` on a node may add records to it, and change and delete
    their own; whoever has `manage` there may change and delete every one. `export(request,
    account)` returns what is known of a person as JSON, `erase(request, account)` removes it and
    returns how many; without them every row of that account counts.
    """
    declared = RecordType(model.__type__, model, title, create, manage, export, erase)

    def register() -> None:
        config.registry[RecordTypes].by_name[declared.name] = declared

    declare(config, "record", declared.name, register, title=title, record=declared)
