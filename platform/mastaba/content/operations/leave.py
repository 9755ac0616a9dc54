"""Delete an account: the person is gone, what they wrote stays unless that is to go, too."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete

from mastaba.content.models import WorkingCopy
from mastaba.content.operations.errors import OperationError
from mastaba.content.operations.owner import give_away, hand_over
from mastaba.content.personal.mails import erase_mails
from mastaba.content.personal.trail import unname
from mastaba.content.records.privacy import erase_records, forget_records
from mastaba.events import record
from mastaba.security.models import Account, GroupMember, OneTimeToken
from mastaba.security.operations.people import keep_an_admin
from mastaba.security.operations.rights import ADMIN, allow_managing, guard_admin_role
from mastaba.security.renaming import tell_renamed
from mastaba.security.sessions import end_sessions

DELETED = "Deleted account"


def delete_person(
    request: Any, account: Account, *, heir: Account | None = None, erase: bool = False
) -> None:
    """Delete everything that is known of a person; their pages go to `heir`, or to nobody.

    The row stays without name, log-in name, address and password, because revisions, pages and
    the audit trail refer to it: they are then by a “deleted account”. Records, such as comments,
    stay likewise; with `erase` they go. Raises `LastAdmin`, `OperationError` for oneself,
    `HTTPForbidden`.
    """
    _check(request, account, heir)
    give = give_away if heir is None else hand_over
    owned = give(request, account, heir)
    if erase:
        erase_records(request, account)
    forget_records(request, account)
    _forget(request, account)
    record(request, "person.deleted", account, subject=DELETED, pages=owned)


def _check(request: Any, account: Account, heir: Account | None) -> None:
    allow_managing(request)
    guard_admin_role(request, account.role)
    if request.identity is not None and request.identity.id == account.id:
        raise OperationError("You cannot delete your own account. Ask another administrator.")
    if account.deleted is not None:
        raise OperationError("This account is deleted already.")
    if heir is not None and heir.id == account.id:
        raise OperationError("Choose somebody else to take over the pages.")
    if account.role == ADMIN and not account.suspended:
        keep_an_admin(request, account)


def _forget(request: Any, account: Account) -> None:
    """A log-in name with a space can be nobody's, so the former one is free again."""
    end_sessions(request, account.id)
    erase_mails(request, account.email)
    for model in (GroupMember, OneTimeToken, WorkingCopy):
        request.db.execute(delete(model).where(model.account_id == account.id))
    account.login, account.name, account.role = f"deleted {account.uid}", DELETED, "reader"
    account.email = account.password_hash = account.last_login = None
    account.suspended, account.deleted = True, request.now
    unname(request, account.uid, DELETED)
    tell_renamed(request, account)
