"""Everything that the site knows of somebody, in one JSON document."""

from __future__ import annotations

from typing import Any

from mastaba.content.personal.account import profile, tables
from mastaba.content.personal.mails import mails_to
from mastaba.content.records.person import Person, person_of
from mastaba.content.records.privacy import allow_about, export_records
from mastaba.events import record
from mastaba.security.models import Account


def export_person(request: Any, who: Account | Person) -> dict[str, Any]:
    """What is known of an account or a visitor; the trail says that it was handed out.

    For oneself, or with `manage_people`. Raises `HTTPForbidden`.
    """
    person = person_of(who)
    allow_about(request, person)
    told = {"made": request.now.isoformat(), **_core(request, person)}
    told["records"] = export_records(request, person)
    record(request, "person.exported", None if person.uid is None else person)
    return told


def _core(request: Any, person: Person) -> dict[str, Any]:
    if person.id is None:
        return {"mail": person.mail, "mails": mails_to(request, person.mail)}
    account = request.db.get_one(Account, person.id)
    known = {"account": profile(account), **tables(request, account)}
    return {**known, "mails": mails_to(request, account.email)}
