"""People: who can log in, with which role; add, change, suspend, one-time links.

`/admin/-/people` is the list, `/admin/-/people/ID` one person, `/admin/-/people/ID/ACTION` what
is done to them. A link is shown in the answer to the request that made it, and never again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPConflict, HTTPNotFound, HTTPSeeOther

from mastaba.admin.addresses import tool_url
from mastaba.admin.download import known_file
from mastaba.admin.flash import flash
from mastaba.admin.holder_search import find_person
from mastaba.admin.item_screens import add_item_screens
from mastaba.admin.people_list import list_variables
from mastaba.admin.person_page import person_variables
from mastaba.content.operations import OperationError, delete_person, hand_over
from mastaba.security.models import Account
from mastaba.security.operations import (
    InvalidPerson,
    LastAdmin,
    PeopleError,
    add_person,
    change_person,
    log_out_everywhere,
    mail_link,
    make_link,
    resume,
    suspend,
)
from mastaba.security.views import text

LIST = "admin/people.jinja2"
PERSON = "admin/person.jinja2"


def show_list(request: Any) -> dict[str, Any]:
    """The list, with the form to add somebody."""
    return list_variables(request)


def add(request: Any) -> dict[str, Any]:
    """Add a person and show the link with which they set a password."""
    values = {name: text(request, name) for name in ("login", "name", "email", "role")}
    try:
        account = add_person(request, **values)
        link = make_link(request, account)
    except InvalidPerson as error:
        request.response.status_int = 422
        return list_variables(request, values, error.fields)
    return list_variables(
        request, link=link, link_for=account.name, mailed=mail_link(request, account, link)
    )


def show_person(request: Any) -> dict[str, Any]:
    """One person."""
    return person_variables(request, _person(request))


def act(request: Any) -> Any:
    """Do what the last segment of the address says."""
    account, action = _person(request), _ACTIONS.get(request.subpath[1])
    if action is None:
        raise HTTPNotFound
    try:
        return action(request, account)
    except InvalidPerson as error:
        return _refused(request, account, 422, errors=error.fields)
    except LastAdmin as error:
        return _refused(request, account, HTTPConflict.code, error=str(error))
    except (PeopleError, OperationError) as error:
        return _refused(request, account, 422, error=str(error))


def _refused(request: Any, account: Account, status: int, **why: Any) -> dict[str, Any]:
    request.response.status_int = status
    request.db.refresh(account)
    return person_variables(request, account, **why)


def _person(request: Any) -> Account:
    number = request.subpath[0]
    known = number.isascii() and number.isdecimal() and len(number) <= 18
    account: Account | None = request.db.get(Account, int(number)) if known else None
    if account is None or account.deleted is not None:
        raise HTTPNotFound("There is no such person.")
    return account


def _save(request: Any, account: Account) -> HTTPSeeOther:
    fields = {name: text(request, name) for name in ("name", "email", "role")}
    change_person(request, account, **fields)
    return _done(request, account, "Saved.")


def _link(request: Any, account: Account) -> dict[str, Any]:
    link = make_link(request, account)
    mailed = mail_link(request, account, link)
    return person_variables(request, account, link=link, mailed=mailed)


def _suspend(request: Any, account: Account) -> HTTPSeeOther:
    suspend(request, account)
    return _done(request, account, f"{account.name} is suspended and logged out everywhere.")


def _resume(request: Any, account: Account) -> HTTPSeeOther:
    resume(request, account)
    return _done(request, account, f"{account.name} may log in again.")


def _log_out(request: Any, account: Account) -> HTTPSeeOther:
    log_out_everywhere(request, account)
    return _done(request, account, f"{account.name} is logged out everywhere.")


def _delete(request: Any, account: Account) -> HTTPSeeOther:
    """Their pages go to whom the form names, or to nobody."""
    name, heir = account.name, _heir(request)
    delete_person(request, account, heir=heir, erase=bool(text(request, "erase")))
    taken = "" if heir is None else f" {heir.name} owns their pages now."
    flash(request, f"The account of {name} is deleted.{taken}")
    return HTTPSeeOther(tool_url("people"))


def _hand_over(request: Any, account: Account) -> HTTPSeeOther:
    heir = _heir(request)
    if heir is None:
        raise OperationError("Type the name of the person who takes over the pages.")
    count = hand_over(request, account, heir)
    pages = "page" if count == 1 else "pages"
    return _done(request, account, f"{heir.name} owns {count} {pages} of {account.name} now.")


def _heir(request: Any) -> Account | None:
    typed = text(request, "heir").strip()[:300]
    found = find_person(request, typed)
    if typed and found is None:
        raise OperationError(f"Nobody is called “{typed[:80]}”, or more than one person.")
    return found


_ACTIONS: dict[str, Callable[[Any, Account], Any]] = {
    "save": _save,
    "link": _link,
    "suspend": _suspend,
    "resume": _resume,
    "log-out": _log_out,
    "delete": _delete,
    "hand-over": _hand_over,
    "known": known_file,
}


def _done(request: Any, account: Account, message: str) -> HTTPSeeOther:
    flash(request, message)
    return HTTPSeeOther(f"{tool_url('people')}/{account.id}")


def includeme(config: Any) -> None:
    """Register the screens."""
    add_item_screens(
        config,
        "people",
        permission="manage_people",
        listing=(show_list, add, LIST),
        item=(show_person, act, PERSON),
        action="save",
    )
