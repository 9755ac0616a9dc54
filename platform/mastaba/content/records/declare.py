"""What a plugin says of a kind of record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pyramid.exceptions import ConfigurationError

from mastaba.content.records.models import Record
from mastaba.content.records.person import Person
from mastaba.declaring import declare

Export = Callable[[Any, Person], list[dict[str, Any]]]
Erase = Callable[[Any, Person], int]
Forget = Callable[[Any, Person], None]


@dataclass(frozen=True)
class RecordType:
    """A kind of record, with the permissions it needs on the node and its privacy hooks."""

    name: str
    model: type[Record]
    title: str
    create: str
    manage: str
    export: Export | None
    erase: Erase | None
    forget: Forget | None = None
    by_mail: bool = False


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
    forget: Forget | None = None,
    by_mail: bool = False,
) -> None:
    """Directive: declare a kind of record.

    Whoever has the permission `create` on a node may add records to it, and change and delete
    their own; whoever has `manage` there may change and delete every one.

    `export(request, person)` returns what is known of a `Person` as JSON, `erase(request, person)`
    removes it and returns how many; without them every row of that account counts.
    `forget(request, person)` is called before an account is deleted: what was written stays, what
    tells who it was goes. With `by_mail` export and erase are asked about visitors, too, who are
    known by `person.mail` only; bring both hooks then.
    """
    if by_mail and (export is None or erase is None):
        raise ConfigurationError(f"add_record({model.__name__}, by_mail=True) needs both hooks.")
    declared = RecordType(
        model.__type__, model, title, create, manage, export, erase, forget, by_mail
    )

    def register() -> None:
        config.registry[RecordTypes].by_name[declared.name] = declared

    declare(config, "record", declared.name, register, title=title, record=declared)
