"""`/admin/-/privacy`: what is known of somebody without an account, by the mail address they gave.

Everything is asked by POST: no address of a person stands in the address of a page, nor in a log.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPNotFound, HTTPSeeOther
from sqlalchemy import func, select

from mastaba.admin.addresses import tool_url
from mastaba.admin.download import known_file
from mastaba.admin.flash import flash
from mastaba.content.personal import erase_visitor, forget_visitor
from mastaba.content.personal.mails import mails_to
from mastaba.content.records.person import Person, visitor
from mastaba.content.records.privacy import export_records, kinds_about
from mastaba.mail.address import AddressError, address
from mastaba.security.models import Account
from mastaba.security.views import text
from mastaba.tree.traverser import Tools

WORD = "erase"  # what has to be typed


def show(_context: Tools, request: Any) -> dict[str, Any]:
    """Ask for an address."""
    return _variables(request)


def act(_context: Tools, request: Any) -> Any:
    """Look, hand out, or lose, as the field `do` says."""
    typed = text(request, "mail").strip()
    try:
        address(typed)
    except AddressError as error:
        return _again(request, typed, error=str(error))
    action = _ACTIONS.get(text(request, "do") or "look")
    if action is None:
        raise HTTPNotFound
    return action(request, visitor(typed))


def _look(request: Any, person: Person) -> dict[str, Any]:
    return _variables(request, person)


def _download(request: Any, person: Person) -> Any:
    return known_file(request, person)


def _forget(request: Any, person: Person) -> HTTPSeeOther:
    forget_visitor(request, person)
    return _done(request, "What this person wrote stays. Nothing tells any more who it was.")


def _erase(request: Any, person: Person) -> Any:
    if text(request, "word").strip().casefold() != WORD:
        return _again(request, person.mail or "", person, word_error=f"Type “{WORD}” to go on.")
    erase_visitor(request, person)
    return _done(request, "Everything that was known of this address is erased.")


_ACTIONS: dict[str, Callable[[Any, Person], Any]] = {
    "look": _look,
    "download": _download,
    "forget": _forget,
    "erase": _erase,
}


def _done(request: Any, message: str) -> HTTPSeeOther:
    flash(request, message)
    return HTTPSeeOther(tool_url("privacy"))


def _again(
    request: Any, typed: str, person: Person | None = None, **errors: str
) -> dict[str, Any]:
    request.response.status_int = 422
    return {**_variables(request, person), "typed": typed[:254], **errors}


def _variables(request: Any, person: Person | None = None) -> dict[str, Any]:
    return {
        "url": tool_url("privacy"),
        "people_url": tool_url("people"),
        "mail": None if person is None else person.mail,
        "known": [] if person is None else _known(request, person),
        "accounts": [] if person is None else _accounts(request, person),
        "word": WORD,
        "typed": "" if person is None else person.mail,
        "error": "",
        "word_error": "",
    }


def _known(request: Any, person: Person) -> list[dict[str, Any]]:
    """What there is, and how much of it."""
    told = export_records(request, person)
    kinds = ((kind.title, len(told[kind.name])) for kind in kinds_about(request, person))
    counted = (*kinds, ("Mails to this address", len(mails_to(request, person.mail))))
    return [{"title": title, "count": count} for title, count in counted if count]


def _accounts(request: Any, person: Person) -> list[dict[str, str]]:
    """Accounts have a page of their own with the same two buttons."""
    same = func.lower(Account.email) == person.mail
    found = request.db.scalars(select(Account).where(same).order_by(Account.id).limit(10))
    return [{"name": row.name, "url": f"{tool_url('people')}/{row.id}"} for row in found]


def includeme(config: Any) -> None:
    """Register the screen."""
    same: dict[str, Any] = {
        "context": Tools,
        "name": "privacy",
        "permission": "manage_people",
        "renderer": "admin/privacy.jinja2",
    }
    config.add_admin_view(show, request_method="GET", **same)
    config.add_admin_view(act, request_method="POST", **same)
