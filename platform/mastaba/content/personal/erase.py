"""Lose what is known of a visitor. An account is lost by `delete_person`."""

from __future__ import annotations

from typing import Any

from mastaba.content.personal.mails import erase_mails
from mastaba.content.records.person import Person
from mastaba.content.records.privacy import allow_about, erase_records, forget_records
from mastaba.events import record


def erase_visitor(request: Any, person: Person) -> int:
    """Remove what records hold of a visitor, and mails to the address; returns how many rows.

    Needs `manage_people`. Raises `HTTPForbidden`.
    """
    counts = erase_records(request, person)
    return sum(counts.values()) + erase_mails(request, person.mail)


def forget_visitor(request: Any, person: Person) -> None:
    """Keep what a visitor wrote and nothing that tells who it was. Rights as for erasing."""
    allow_about(request, person)
    forget_records(request, person)
    erase_mails(request, person.mail)
    record(request, "records.forgotten")
